package ledger

import (
	"cmp"
	"encoding/base64"
	"encoding/binary"
	"slices"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/corpus/extract"
)

// Two documents tell of one event, a meeting or the like, where it was on one
// day and they name the same days, figures, papers, places and bodies. Then
// what both tell one body to do by one day is one duty even where their words
// do not meet.

// mostMarks is how many marks of a document are kept, those that tell most.
const mostMarks = 64

// weight classes of marks, in the lowest bits of each.
const (
	classBits = 3
	classes   = 1<<classBits - 1
	faint     = 0 // a body: nearly every meeting gives the same ministries something to do
	light     = 1 // a place, a small figure, a day that is set for much
	middling  = 2 // a day ahead, a paper
	strong    = 3 // a long figure, a day gone by
	heard     = 4 // the name of a person, a place or a work, by its sound
)

// mostHeard is how many names count at most: the heads of a country are named
// in all.
const mostHeard = 4

// markWeights is how much a mark tells that two documents share, by its class.
var markWeights = [1 << classBits]float64{faint: 0.1, light: 0.3, middling: 0.6, strong: 1, heard: 0.6}

// sharedField is what a field tells that the duties of both documents speak of;
// so many count at most.
const (
	sharedField = 0.2
	mostFields  = 5
)

// oneEvent is from which sum of what they share two documents of one day tell
// of one event.
const oneEvent = 2.5

// otherDay is what it tells against two documents that they are of different
// days, of which one names that of the other.
const otherDay = 1.0

// From so much on it is sure, and from so much on they tell nearly all alike.
const (
	surely = 3.0
	wholly = 5.0
)

// spoken is how far the subjects of two tellings agree where words are for it
// that they are one.
const spoken = 0.3

// otherLead is how much evidence does that two tellings are one though only one
// of them may name its lead.
const otherLead = 1.0

// clearly is from which agreement of two subjects on words are for it though
// each has some that nobody knows.
const clearly = 0.7

// ofItsYear is how much evidence does for the only two duties that two documents of one
// event have of a body and a year.
const ofItsYear = 0.5

// longFigure is how many digits tell a figure from nearly all others.
const longFigure = 3

// marked gives the day of the event that a document tells of, and its marks as
// they are stored. A report without the day of a meeting is of the day it came
// out.
func marked(d *corpus.Document) (held corpus.Day, marks string) {
	held = d.Issued
	for _, m := range d.Marks {
		if day, ok := strings.CutPrefix(m, extract.HeldMark); ok {
			held = corpus.Day(day)
		}
	}
	if held == "" || len(d.Marks) == 0 {
		return "", ""
	}
	var list []uint32
	for _, m := range d.Marks {
		if class, ok := classOf(m, held, d.Issued); ok {
			list = append(list, packedMark(m, class))
		}
	}
	slices.SortStableFunc(list, func(x, y uint32) int { return cmp.Compare(markWeights[y&classes], markWeights[x&classes]) })
	list = list[:min(len(list), mostMarks)]
	packed := make([]byte, 0, 4*len(list))
	for _, m := range sorted(list) {
		packed = binary.LittleEndian.AppendUint32(packed, m)
	}
	return held, base64.RawStdEncoding.EncodeToString(packed)
}

// classOf gives the weight class of a mark of a document about an event on a
// day; the days of the event and of the document are none.
func classOf(mark string, held, issued corpus.Day) (class uint32, ok bool) {
	if day, is := strings.CutPrefix(mark, extract.DayMark); is {
		switch day := corpus.Day(day); {
		case days(held, day) >= -1 && days(held, day) <= 1, day == issued:
			return 0, false
		case usual(dayNumber(day)):
			return light, true
		case day < held:
			return strong, true
		}
		return middling, true
	}
	kind, key, _ := strings.Cut(mark, ":")
	switch kind + ":" {
	case extract.HeldMark:
		return 0, false
	case extract.NameMark:
		return heard, true
	case extract.AgencyMark:
		return faint, true
	case extract.PlaceMark:
		return light, true
	case extract.FigureMark:
		if len(key) >= longFigure {
			return strong, true
		}
		return light, true
	}
	return middling, true
}

// days gives how many days lie between two.
func days(from, to corpus.Day) int32 { return dayNumber(to) - dayNumber(from) }

// unpacked gives marks as they are compared, sorted.
func unpacked(marks string) []uint32 {
	packed, err := base64.RawStdEncoding.DecodeString(marks)
	if err != nil {
		return nil
	}
	out := make([]uint32, 0, len(packed)/4)
	for ; len(packed) >= 4; packed = packed[4:] {
		out = append(out, binary.LittleEndian.Uint32(packed))
	}
	return out
}

// occurrence is what is known of the event that a document tells of.
type occurrence struct {
	held   int32 // 0 where nothing tells
	issued int32
	marks  []uint32
	fields []int32 // of its duties
}

// occurrence gives what a document's tellings say of its event.
func (b *Builder) occurrence(document int32) (o occurrence) {
	for _, i := range b.ofDocument[document] {
		f := &b.facts[i]
		o.fields = append(append(o.fields, f.concepts[field]...), f.around...)
		if t := b.tellings[i]; !t.Former && t.Marks != "" && o.held == 0 {
			o.held, o.issued, o.marks = f.held, f.told, unpacked(t.Marks)
		}
	}
	o.fields = sorted(o.fields)
	return o
}

// shares gives how much two documents share that tells of one event; less than
// oneEvent where they do not tell of one.
func (k *kin) shares(x, y int32) float64 {
	pair := pairKey(x, y)
	sum, ok := k.events[pair]
	if !ok {
		sum = k.occurrences[x].shares(k.occurrences[y])
		k.events[pair] = sum
	}
	return sum
}

// shares gives how much two occurrences share, where they may be one.
func (o occurrence) shares(p occurrence) float64 {
	sum := sharedField * float64(min(mostFields, common(o.fields, p.fields)))
	switch between := max(o.held-p.held, p.held-o.held); {
	case o.held == 0 || p.held == 0 || between > timeDays:
		return 0
	case between > 1 && !o.names(p.held) && !p.names(o.held):
		return 0
	case between > 1:
		sum -= otherDay
	}
	names := 0
	for i, j := 0, 0; i < len(o.marks) && j < len(p.marks); {
		switch {
		case o.marks[i] < p.marks[j]:
			i++
		case p.marks[j] < o.marks[i]:
			j++
		default:
			if class := o.marks[i] & classes; class != heard || names < mostHeard {
				sum += markWeights[class]
			}
			if o.marks[i]&classes == heard {
				names++
			}
			i++
			j++
		}
	}
	return sum
}

// names reports whether the document of an occurrence names a day: that of the
// paper that came out of a meeting, or of the meeting.
func (o occurrence) names(day int32) bool {
	if day == o.issued {
		return true
	}
	name := extract.DayMark + time.Unix(int64(day)*86400, 0).UTC().Format(time.DateOnly)
	for _, class := range [...]uint32{light, middling, strong} {
		if _, ok := slices.BinarySearch(o.marks, packedMark(name, class)); ok {
			return true
		}
	}
	return false
}

// packedMark gives a mark as it is stored and compared.
func packedMark(mark string, class uint32) uint32 {
	return uint32(fnvString(fnvOffset, mark))<<classBits | class
}

// ofEvent reports whether two tellings that their words do not join are one
// duty of one event: the only ones of that day and lead in both documents, or
// the ones that fit best.
func (b *Builder) ofEvent(i, j int32, who agreement, how likeness) (o outcome, may bool) {
	x, y := &b.facts[i], &b.facts[j]
	switch {
	case x.language == y.language || x.term.kind != dated || y.term.kind != dated || x.term.to != y.term.to,
		!b.forces(i, j, how) || x.amends || y.amends || apart(x.home, y.home):
		return outcome{}, false
	}
	shared := b.kinship.shares(x.document, y.document)
	if shared < oneEvent || shared < wholly && !b.ofOnePlace(i, j) {
		return outcome{}, false
	}
	s := b.subjects(i, j)
	if s.counts {
		return outcome{}, false
	}
	o = outcome{kind: oneDuty, twin: true, score: fitting(s) + 0.2}
	least := collective
	if who < collective {
		least = unknown
	}
	sole := b.sole(i, y.document, least) && b.sole(j, x.document, least)
	fields := apart(x.concepts[field], y.concepts[field])
	named := common(x.heard, y.heard) > 0
	known := named || s.known > 0 || s.score >= clearly
	speak := named || s.score >= spoken && s.known > 0      // the words are for it
	if x.term.coarse == ofYear && y.term.coarse == ofYear { // much is due by the end of a year
		only := b.whole(i, y.document) && b.whole(j, x.document)
		return o, sole && how == equal && who == same && b.named(x.leads) && shared >= wholly && !s.against && !s.numbers && !fields && (only || s.known >= ofItsYear)
	}
	switch {
	case how == equal && shared >= surely && (who == same && b.named(x.leads) && b.whole(i, y.document) && b.whole(j, x.document) || shared >= wholly && b.alone(i, j)):
		return o, true
	case s.against, shared < surely && !speak:
		return o, false
	case sole && shared >= surely && s.known > 0 && common(x.numbers, y.numbers) > 0: // both tell of 24 lorries
		return o, true
	case sole && who < collective: // then nothing but the day tells
		return o, how == equal && (named || common(x.bodies, y.bodies) > 0 || known && (!fields || shared >= wholly))
	case sole && how == equal && x.term.coarse == 0:
		return o, !fields || !usual(x.term.to) || known || meet(x, y)
	case sole:
		return o, named || how == equal && who == same && b.named(x.leads) && shared >= wholly || s.known > 0 && !differ(x.concepts[object], y.concepts[object]) && common(x.concepts[object], y.concepts[object])+common(x.concepts[field], y.concepts[field]) > 0
	}
	o.kind, o.margin = rivalling, narrow
	return o, s.score > 0.2 && s.known > 0.3
}

// instead reports whether two tellings with leads that exclude each other are
// one duty of one event, in one of which another body is taken for its lead
// than the one that it names as well: who awaits a decree, for who writes it.
func (b *Builder) instead(i, j int32, how likeness) (o outcome, may bool) {
	x, y := &b.facts[i], &b.facts[j]
	if how != equal || x.held == 0 || y.held == 0 || x.language == y.language || x.term.kind != dated || x.term.coarse >= ofYear ||
		x.amends || y.amends || !b.forces(i, j, how) || !b.mentions(x, y.leads) && !b.mentions(y, x.leads) || b.kinship.shares(x.document, y.document) < wholly {
		return outcome{}, false
	}
	for _, document := range [...]int32{x.document, y.document} {
		if !b.sole(i, document, collective) || !b.sole(j, document, collective) {
			return outcome{}, false
		}
	}
	s := b.subjects(i, j)
	return outcome{kind: oneDuty, twin: true, weak: true, score: fitting(s)}, !s.against && s.known > 0 && (s.known >= otherLead || s.score >= spoken)
}

// mentions reports whether a telling names one who leads another beside its own
// lead.
func (b *Builder) mentions(f *facts, leads int32) bool {
	for _, h := range b.leads.all[leads].holders {
		if n, ok := b.terms.known(namedKind, h); ok && slices.Contains(f.bodies, n) {
			return true
		}
	}
	return false
}

// meet reports whether two tellings name anything alike that says something.
func meet(x, y *facts) bool {
	for k := range plain {
		if common(x.concepts[k], y.concepts[k]) > 0 {
			return true
		}
	}
	return false
}

// sole reports that at most one duty of a document is due by the day of a
// telling and has a lead that agrees with its own at least so far.
func (b *Builder) sole(i, document int32, least agreement) bool {
	n := 0
	for _, k := range b.ofDocument[document] {
		if t := b.facts[k].term; t.kind == dated && t.to == b.facts[i].term.to && b.leads.agree(b.facts[k].leads, b.facts[i].leads) >= least {
			n++
		}
	}
	return n <= 1
}

// whole reports that a document gives those who lead a telling no duty but one
// by a day.
func (b *Builder) whole(i, document int32) bool {
	n := 0
	for _, k := range b.ofDocument[document] {
		if b.facts[k].term.kind == dated && b.leads.agree(b.facts[k].leads, b.facts[i].leads) >= collective {
			n++
		}
	}
	return n <= 1
}

// alone reports that two tellings are the only ones of their documents that are
// due on a day that few deadlines are set for.
func (b *Builder) alone(i, j int32) bool {
	x, y := &b.facts[i], &b.facts[j]
	return x.term.coarse == 0 && y.term.coarse == 0 && !usual(x.term.to) && b.sole(i, y.document, excluded) && b.sole(j, x.document, excluded)
}
