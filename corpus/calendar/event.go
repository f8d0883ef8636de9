package calendar

import (
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// AfterMeeting gives a finder that counts the limits after the meeting, or
// what else a document reports, from a day: "within 45 days of the meeting".
// Without it, and where it is empty, they count from the document's own day.
// The day is asked for where a limit needs it.
func (f *Finder) AfterMeeting(day func() corpus.Day) *Finder {
	g := *f
	g.meeting = day
	return &g
}

// ActReader reads the noun for the act that a text is or tells of at word i, "the
// notice", and gives its day and the word behind.
type ActReader func(words []lang.Word, i int) (day corpus.Day, next int, ok bool)

// AfterAct gives a finder that counts the limits after such an act from its day:
// "within 20 days of the date of the notice".
func (f *Finder) AfterAct(act ActReader) *Finder {
	g := *f
	g.act = act
	return &g
}

// Meeting is what a text tells of meetings from which limits may count.
type Meeting struct {
	Named []int  // the words that name one
	Held  []int  // those that tell when, or that, one was held
	Days  []Told // the days told from the text's own
}

// Told is a day told from another one: yesterday, on Friday. A word for the time
// of the day may stand with it.
type Told struct {
	First, End int        // words
	Day        corpus.Day // the latest that is meant
}

// Meeting reads what a text that is of a day tells of a meeting that was held.
func (f *Finder) Meeting(text string, words []lang.Word, own corpus.Day) Meeting {
	r := f.reader(text, words, nil, false)
	m := Meeting{}
	for i := range words {
		if _, after, ok := r.take(i, aMeeting); ok && !r.another(i, after) {
			m.Named = append(m.Named, i)
		}
		if _, _, ok := r.take(i, aHeld); ok {
			m.Held = append(m.Held, i)
		}
		if t, ok := r.toldFrom(i, own); ok {
			m.Days = append(m.Days, t)
		}
	}
	return m
}

// shortDay is how long abbreviations of weekdays are, which are names too.
const shortDay = 4 // bytes

// toldFrom reads at word i a day that is over, or is the text's own.
func (r *reader) toldFrom(i int, own corpus.Day) (Told, bool) {
	at, ok := own.Time()
	if !ok {
		return Told{}, false
	}
	if n, next, ok := r.take(i, aDay); ok && n <= 0 {
		return Told{First: i, End: next, Day: corpus.DayOf(at.AddDate(0, 0, n))}, true
	}
	wd, next, ok := r.take(i, aWeekday)
	if _, _, ordinal := r.take(i, anOrdinal); !ok || ordinal || len(r.words[i].Folded) <= shortDay { // "phiên họp thứ ba", "Pham Thu Giang"
		return Told{}, false
	}
	return Told{First: i, End: next, Day: corpus.DayOf(at.AddDate(0, 0, -((weekdayOf(at) - wd + 7) % 7)))}, true
}

// FromForce gives a finder that counts the limits after the entry into force of
// the text itself from a day. Without it, and where it is empty, they count from
// the document's own day. The day is asked for where a limit needs it.
func (f *Finder) FromForce(day func() corpus.Day) *Finder {
	g := *f
	g.force = day
	return &g
}

// Effect reports whether a text has words that tell from when a document holds,
// whether it names itself, and whether that is from its own day: "This decision
// takes effect on the date of signing".
func (f *Finder) Effect(text string, words []lang.Word) (told, itself, own bool) {
	r := f.reader(text, words, nil, false)
	for i := range words {
		_, _, effect := r.take(i, anEffect)
		_, _, text := r.take(i, anOwnText)
		_, _, signed := r.take(i, aSigned)
		told, itself, own = told || effect, itself || text, own || signed
	}
	return told, itself, own
}

// inForce reads the entry into force of the text itself at word i: "from its
// entry into force", "kể từ ngày Quyết định này có hiệu lực". Where the text is
// told by a noun that may be another's, its day counts only if it is known.
func (r *reader) inForce(i int) (day corpus.Day, next int, ok bool) {
	if r.force == nil {
		return "", i, false
	}
	known := r.force
	if _, next, ok = r.take(i, anItsForce); ok {
		return known(), next, known() != ""
	}
	if _, at, opens := r.take(i, aForce); opens {
		next, sure := r.itself(at)
		if next == at && (at >= len(r.words) || !r.spaced(at-1)) { // nothing tells whose
			return known(), at, known() != ""
		}
		return r.holdsFrom(sure), next, next > at && (sure || known() != "")
	}
	_, at, opens := r.take(i, aComing)
	if !opens {
		return "", i, false
	}
	named, sure := r.itself(at)
	_, next, ok = r.behind(named, intoForce)
	if !ok || named == at {
		return "", i, false
	}
	return r.holdsFrom(sure), next, sure || known() != ""
}

// itself gives the word behind the name of the text at word i, and whether that
// cannot be another's; i where it is not named.
func (r *reader) itself(i int) (next int, sure bool) {
	if i >= len(r.words) || !r.spaced(i-1) {
		return i, false
	}
	for n := 0; n < 2; n++ {
		if _, after, ok := r.take(i+n, anOwnText); ok {
			return after, true
		}
		if _, after, ok := r.take(i+n, anOwnNoun); ok {
			return after, false
		}
		if _, _, skip := r.take(i+n, aSkip); !skip || i+n+1 >= len(r.words) || !r.spaced(i+n) {
			break
		}
	}
	return i, false
}

// holdsFrom gives the day from which the text holds, else, where it is surely
// that text, its own day.
func (r *reader) holdsFrom(sure bool) corpus.Day {
	if day := r.force(); day != "" || !sure {
		return day
	}
	return r.ownDay()
}

// another reports words for an earlier or a later one around a noun: the
// previous meeting, cuộc họp tới.
func (r *reader) another(first, next int) bool {
	if v, _, ok := r.behind(next, aDirection); ok && ways[v] != 0 {
		return true
	}
	v, end, ok := r.take(first-1, aDirection)
	return ok && end == first && r.spaced(first-1) && ways[v] != 0
}

// betweenWords is how many words may stand between "after" and the noun: after
// the Steering Committee's third meeting.
const betweenWords = 3

// event reads what a time limit that ends before word i counts from, and its
// day, which is empty where nothing tells. A single word in front of it that
// means other things too is enough only behind the words of a limit.
func (r *reader) event(i int, limited bool) (day corpus.Day, next int, ok bool) {
	if i >= len(r.words) {
		return "", i, false
	}
	if gap := r.gap(i - 1); !spaces(gap) && gap != ", " && gap != "، " && gap != " (" && strings.Trim(gap, " '’") != "" {
		return "", i, false
	}
	next = i
	if _, after, ok := r.take(i, aSigned); ok {
		day, next = r.ownDay(), after
		if _, after, ok := r.behind(r.skip(after, aLink), anOwnText); ok {
			next = after
		} else if d, after, ok := r.ofAct(r.skip(r.skip(r.skip(after, aLink), anOf), aSkip)); ok { // after the signing of the dispatch
			day, next = d, after
		}
	}
	if d, after, ok := r.inForce(i); ok && after >= next {
		return d, after, true
	}
	if _, after, ok := r.take(i, aMet); ok && after > next {
		day, next = r.meetingDay(), after
	}
	since, at := r.head(i, aSince, limited)
	event, behind := r.head(i, anEvent, limited)
	if since && (!event || at >= behind) {
		if d, after, ok := r.happening(at); ok && after > next {
			day, next = d, after
		}
		if d, after, ok := r.dayAt(at); ok && after > next {
			day, next = d, after
		}
		if next == i && at < len(r.words) && r.spaced(at-1) && r.unsettled(at) {
			next = at
		}
	}
	if since {
		if d, after, ok := r.event(at, limited); ok && after > next && (!event || after >= behind) { // counted | from the date of
			day, next = d, after
		}
	}
	if next > i || !event {
		return day, next, next > i
	}
	if d, after, ok := r.dayAt(behind); ok {
		return d, after, true
	}
	return "", behind, true
}

// head reads the words in front of an event.
func (r *reader) head(i int, k kind, limited bool) (ok bool, next int) {
	_, next, ok = r.take(i, k)
	if !ok || limited || next > i+1 || !r.ambiguous[r.words[i].Folded] {
		return ok, next
	}
	_, _, after := r.take(i, anAfter)
	_, _, of := r.take(i, anOf)
	return k == aSince && after && !of, next
}

// dayAt reads a day behind the words in front of an event, some of which may
// be written onto it with a hyphen: מן ה-12 בינואר.
func (r *reader) dayAt(i int) (day corpus.Day, next int, ok bool) {
	for n := 0; n <= 2 && i < len(r.words) && (r.spaced(i-1) || r.gap(i-1) == "-" || r.gap(i-1) == "־"); n++ {
		if p, end, ok := r.dated(i); ok && p.precision == corpus.DayPrecision && !p.lone && (!p.weak || r.dayBefore(i)) {
			if e, ok := r.settle(p, ""); ok && e.Problem == "" {
				return e.First, end, true
			}
		}
		_, after, ok := r.take(i, aSkip)
		if !ok {
			break
		}
		i = after
	}
	return "", i, false
}

// dayBefore reports the word for a day straight in front of word i: ngày 3/11.
func (r *reader) dayBefore(i int) bool {
	if i < 1 {
		return false
	}
	next, ok := r.isUnit(i-1, days)
	return ok && next == i
}

// happening reads the text itself or the meeting it reports, behind the words
// in front of an event. Which meeting is meant must be settled: not each, not
// the next.
func (r *reader) happening(i int) (day corpus.Day, next int, ok bool) {
	between, plain := 0, true // words in front; none of them but such as the
	for i < len(r.words) && between <= betweenWords {
		if gap := r.gap(i - 1); !spaces(gap) && strings.Trim(gap, " '’") != "" {
			break
		}
		if _, after, ok := r.take(i, anOwnText); ok && plain && !r.toCome(after) && !strings.ContainsAny(r.gap(after-1), "'’") {
			return r.ownDay(), after, true
		}
		if d, after, ok := r.ofAct(i); ok && plain {
			return d, after, true
		}
		if _, after, ok := r.take(i, aMeeting); ok && !r.toCome(after) {
			if d, after, ok := r.dayAt(after); ok { // the meeting of 3 March
				return d, after, true
			}
			if d, after, ok := r.heldOn(after); ok {
				return d, after, true
			}
			return r.meetingDay(), after, true
		}
		if _, _, ok := r.take(i, aSince); ok || r.unsettled(i) { // after approval of the meeting's minutes
			break
		}
		if _, _, ok := r.take(i, aSkip); !ok && len(r.words[i].Folded) > 1 {
			between++
			plain = false
		}
		i++
	}
	return "", i, false
}

// ofAct reads the act that the text is or tells of at word i.
func (r *reader) ofAct(i int) (day corpus.Day, next int, ok bool) {
	if r.act == nil {
		return "", i, false
	}
	if day, next, ok = r.act(r.words, i); !ok || r.toCome(next) {
		return "", i, false
	}
	if d, after, dated := r.dayAt(next); dated { // "the notice of 12 November"
		return d, after, true
	}
	return day, next, true
}

// heldWords is how many words may stand between a meeting and the words that tell when it
// was held.
const heldWords = 8

// heldOn reads when a meeting was held that is named in front of word i: "the meeting
// with the minister, which was held on 30 October".
func (r *reader) heldOn(i int) (day corpus.Day, next int, ok bool) {
	for j := i; j < len(r.words) && j-i < heldWords; j++ {
		if gap := r.gap(j - 1); !spaces(gap) && gap != ", " && gap != "، " && gap != "-" {
			break
		}
		if _, after, held := r.take(j, aHeld); held {
			return r.dayAt(after)
		}
	}
	return "", i, false
}

// unsettled reports a word that makes a meeting any or a later one: a, two,
// every, next.
func (r *reader) unsettled(i int) bool {
	if _, _, ok := r.take(i, anEvery); ok {
		return true
	}
	if _, _, prefix, ok := r.takePrefixed(i, aCardinal); ok && prefix == 0 || number(r.words[i], 4) >= 0 {
		return true
	}
	v, _, ok := r.take(i, aDirection)
	return ok && ways[v] > 0
}

// toCome reports words for the next one behind a noun: cuộc họp tới.
func (r *reader) toCome(i int) bool {
	v, _, ok := r.behind(i, aDirection)
	return ok && ways[v] > 0
}

// ownDay gives the document's own day.
func (r *reader) ownDay() corpus.Day {
	if r.today().IsZero() {
		return ""
	}
	return corpus.DayOf(r.today())
}

// meetingDay gives the day of what the document reports. People in a chat
// report nothing.
func (r *reader) meetingDay() corpus.Day {
	if r.meeting != nil {
		if day := r.meeting(); day != "" {
			return day
		}
	}
	if r.said {
		return ""
	}
	return r.ownDay()
}
