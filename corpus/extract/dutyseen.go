package extract

import (
	"math/bits"
	"strings"

	"vanthu/corpus"
)

// What is seen of a date in its sentence, in numbers, for the trees that judge
// whether something has to be done by it (dutyjudge.go). All of it is told by
// the words' kinds and by where they stand: the same in every language.

// seen is numbers about a date, one for each feature.
type seen struct {
	values []float64
	names  []string // of the features, where asked for
	naming bool
}

func (s *seen) put(group, name string, value float64) {
	s.values = append(s.values, value)
	if s.naming {
		s.names = append(s.names, strings.ReplaceAll(group+"/"+name, " ", "-"))
	}
}

func (s *seen) is(group, name string, yes bool) {
	value := 0.0
	if yes {
		value = 1
	}
	s.put(group, name, value)
}

// nowhere is how many words something stands away that is not there at all.
const nowhere = 99

// nearest gives the smaller of two distances; 0 or more.
func nearest(a, b float64) float64 { return max(0, min(a, b)) }

// longText is how many bytes a text has at least of which the place of a
// sentence tells something.
const longText = 1500

var cueNames = [...]string{"order", "ordered", "must", "upon", "lead", "direct", "cooperate", "cooperating", "act", "finish", "send", "toward", "agent", "of", "and", "met", "past", "not", "negation", "begin", "expected", "aim", "instead", "moved", "ended", "event", "period", "due", "except", "citizen", "may", "relative", "passive", "asOf", "sameBody", "ignored", "giver", "follows", "topical", "indefinite", "but", "given", "once", "replaced", "has", "among"}

var partNames = [...]string{"plain", "told", "toldInFront", "labelled", "doer", "subject", "actor", "topic", "bracketed", "owner", "asker", "cooperator", "receiver"}

// seen tells what is seen of date i of a sentence.
func (r *dutyReader) seen(s *seen, st *statement, i int) {
	d := st.dates[i]
	from, end := r.around(st, d)
	r.seenTime(s, st, i)
	s.put("words", "in front", float64(d.first))
	s.put("words", "behind", float64(len(st.words)-d.end))
	s.put("words", "in front, of the part", float64(d.first-from))
	s.put("words", "behind, of the part", float64(end-d.end))
	s.put("words", "all", float64(len(st.words)))
	place := 0.5
	if len(r.doc.Text) >= longText {
		place = float64(st.start) / float64(len(r.doc.Text))
	}
	s.put("text", "place", place)
	s.is("text", "report", r.doc.Standing == corpus.Report)
	s.is("text", "tasks in front", st.before != nil && st.before.own)
	s.is("text", "under a line", r.frame() != nil)
	s.is("text", "under a line that binds", r.bindingFrame())
	s.is("text", "quotes", strings.ContainsAny(r.doc.Text[st.start:st.end], `"“«„`))
	seenCues(s, st, d, from, end)
	seenBodies(s, st, d)
	r.seenWords(s, st, d)
}

// seenTime tells what is seen of the time that a date names.
func (r *dutyReader) seenTime(s *seen, st *statement, i int) {
	d := st.dates[i]
	for _, relation := range []corpus.Relation{"", corpus.In, corpus.By, corpus.Before, corpus.Within, corpus.Every, corpus.From} {
		s.is("relation", string(relation), d.Relation == relation)
	}
	for _, precision := range []corpus.Precision{corpus.DayPrecision, corpus.WeekPrecision, corpus.MonthPrecision, corpus.QuarterPrecision, corpus.HalfPrecision, corpus.YearPrecision, corpus.RangePrecision} {
		s.is("precision", string(precision), d.Precision == precision)
	}
	for _, basis := range []corpus.Basis{corpus.Explicit, corpus.YearInferred, corpus.Relative} {
		s.is("basis", string(basis), d.Basis == basis)
	}
	s.is("time", "far", d.far)
	s.is("time", "not over", future(d, r.since))
	s.is("time", "counted", d.Within != "")
	s.is("time", "recurs", d.Recurrence != "")
	s.is("time", "has a last day", d.Last != "")
	ahead := -9999.0
	if last, ok := d.Last.Time(); ok {
		if since, ok := r.since.Time(); ok {
			ahead = last.Sub(since).Hours() / 24
		}
	}
	s.put("time", "days ahead", ahead)
	s.put("time", "times in the sentence", float64(len(st.dates)))
	s.put("time", "times in front", float64(i))
}

// seenCues tells of every kind of phrase how near it stands, in front of the
// date and behind it in its part of the sentence, whether it stands in another
// part or in the sentence before, and how far from the sentence's first word.
func seenCues(s *seen, st *statement, d date, from, end int) {
	var front, behind, first [len(cueNames)]float64
	var elsewhere [len(cueNames)]bool
	for k := range cueNames {
		front[k], behind[k], first[k] = nowhere, nowhere, nowhere
	}
	for _, c := range st.cues {
		for left := uint64(c.kind); left != 0; left &= left - 1 {
			k := bits.TrailingZeros64(left)
			first[k] = nearest(first[k], float64(c.first))
			switch {
			case c.first < from || c.end() > end:
				elsewhere[k] = true
			case c.end() <= d.first:
				front[k] = nearest(front[k], float64(d.first-c.end()))
			case c.first >= d.end:
				behind[k] = nearest(behind[k], float64(c.first-d.end))
			}
		}
	}
	var before cueKind
	if st.before != nil {
		for _, c := range st.before.cues {
			before |= c.kind
		}
	}
	for k, name := range cueNames {
		s.put("in front", name, front[k])
		s.put("behind", name, behind[k])
		s.put("from the first word", name, first[k])
		s.is("in another part", name, elsewhere[k])
		s.is("in the sentence before", name, before&(1<<k) != 0)
	}
}

// seenBodies tells of the agencies named in front of the date and behind it.
func seenBodies(s *seen, st *statement, d date) {
	var front, behind [len(partNames)]bool
	nearFront, nearBehind, first, known := float64(nowhere), float64(nowhere), float64(nowhere), 0
	for _, g := range st.groups {
		first = nearest(first, float64(g.first))
		for _, m := range g.mentions {
			if m.ID != "" {
				known++
				break
			}
		}
		if g.end <= d.first {
			nearFront = nearest(nearFront, float64(d.first-g.end))
		}
		if g.first >= d.end {
			nearBehind = nearest(nearBehind, float64(g.first-d.end))
		}
		if g.role >= 0 && int(g.role) < len(partNames) {
			front[g.role] = front[g.role] || g.end <= d.first
			behind[g.role] = behind[g.role] || g.first >= d.end
		}
	}
	for k, name := range partNames {
		s.is("body in front", name, front[k])
		s.is("body behind", name, behind[k])
	}
	s.put("bodies", "words to the one in front", nearFront)
	s.put("bodies", "words to the one behind", nearBehind)
	s.put("bodies", "words in front of the first", first)
	s.put("bodies", "all", float64(len(st.groups)))
	s.put("bodies", "known", float64(known))
}

// seenWords tells of words that mark what binds nobody: hopes, wishes, companies,
// countries, meetings, what somebody says.
func (r *dutyReader) seenWords(s *seen, st *statement, d date) {
	for _, of := range []struct {
		name string
		set  *cueSet
	}{
		{"awaited", r.words.idle.awaited}, {"opens", r.words.idle.opens}, {"reckons", r.words.idle.reckons}, {"proposes", r.words.idle.proposes},
		{"suggests", r.words.idle.suggests}, {"lapses", r.words.idle.lapses}, {"lasts", r.words.idle.lasts}, {"firms", r.words.idle.firms},
		{"nations", r.words.idle.nations}, {"meetings", r.words.idle.meetings}, {"says", r.words.says}, {"talks", r.words.talks}, {"foretells", r.words.foretells},
		{"had to", r.words.mustPast}, {"spent", r.words.spent}, {"overdue", r.words.idle.overdue}, {"noted", r.words.idle.noted}, {"awaits", r.words.awaits}, {"responsible", r.words.responsible}, {"instructs", r.words.instructs},
		{"voices", r.words.idle.voices}, {"speaks", r.words.idle.speaks}, {"futures", r.words.idle.futures}, {"recalls", r.words.idle.recalls}, {"guesses", r.words.idle.guesses}, {"in force", r.words.idle.inForce},
		{"occasions", r.words.idle.occasions}, {"ends", r.words.idle.ends}, {"concluded", r.words.idle.concluded}, {"takes in", r.words.idle.takesIn}, {"newcomers", r.words.idle.newcomers},
	} {
		front, behind := float64(nowhere), float64(nowhere)
		for _, c := range of.set.find(st.words) {
			if c.end() <= d.first {
				front = nearest(front, float64(d.first-c.end()))
			}
			if c.first >= d.end {
				behind = nearest(behind, float64(c.first-d.end))
			}
		}
		s.put("words in front", of.name, front)
		s.put("words behind", of.name, behind)
	}
}
