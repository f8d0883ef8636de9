package calendar

import (
	"slices"
	"strconv"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// kind is what a word or phrase stands for in a time expression. Many words
// stand for several things; the grammar tells which one is meant.
type kind uint8

const (
	aCardinal  kind = iota // value: the number
	anOrdinal              // value: the number
	aLast                  // the last of several
	aUnit                  // value: a unit
	aWeekday               // value: 1 Monday to 7
	aDay                   // value: days from today
	aDirection             // value: a direction
	anAgo
	anAhead
	aHence
	anAfter
	anAfterNext
	anEdge    // value: an edge
	aSpelled  // value: an edge, and a unit
	aFirstOf  // the first ones
	aLastOf   // the last ones
	aHalf     // value: 1, 2
	aTo       // between the ends of a range
	anUntil   // likewise, behind a "from"
	aFor      // before a length
	anAnd     // joins
	anOnward  // and later
	aSpan     // before a range of years
	aRelation // value: index of relations
	aWithin
	anEvent
	aSigned
	aForce
	anItsForce
	anOwnNoun // the text itself, without "this": the decision
	aComing
	intoForce
	anEffect
	aSince
	anOwnText
	aMeeting
	aMet
	aHeld
	aTerm     // value: 16 times the number and the unit
	aTermUnit // value: a unit
	anEvery
	anEach
	aRecurring // value: 10 times a unit and the interval
	anAlways
	aSeason  // value: index of spans
	aHoliday // value: index of spans
	aFew     // value: how many
	aDayOnly
	aDayPart
	anEndBehind
	anOpening // something begins
	aSchoolYear
	anEra
	aMonth // value: 1 to 12
	aDayBehind
	aUnitFromNow // value: 10 times the direction and the unit
	aByBehind
	anAtMost
	aClock
	anHour // value: the letter of ISO 8601 for it
	aDual  // two of a unit in one word; value: the unit
	aLink  // between the parts of an expression
	anOf   // between a day and its month
	aSkip
	numKinds
)

// kinds is a set of kinds, a bit each.
type kinds uint64

// looked marks a set that has been looked up.
const looked kinds = 1 << 63

func kindsOf(list ...kind) kinds {
	var s kinds
	for _, k := range list {
		s |= 1 << k
	}
	return s
}

func (s kinds) has(k kind) bool { return s&(1<<k) != 0 }

// unit is a length of time.
type unit int

const (
	noUnit unit = iota
	days
	workdays
	weeks
	months
	quarters
	halves
	years
	weekends
)

var unitNames = map[string]unit{"day": days, "workday": workdays, "week": weeks, "month": months, "quarter": quarters, "half": halves, "year": years, "weekend": weekends}

// The directions from now.
const (
	pointsThis = iota
	pointsNext
	pointsComing
	pointsPast
)

var directionNames = map[string]int{"this": pointsThis, "next": pointsNext, "coming": pointsComing, "past": pointsPast}

// The edges of a stretch of time.
const (
	noEdge = iota
	startEdge
	middleEdge
	endEdge
)

var edgeNames = map[string]int{"start": startEdge, "middle": middleEdge, "end": endEdge}

// recurringNames give a unit and how many of it lie between two times.
var recurringNames = map[string]struct {
	every int
	unit  unit
}{"daily": {1, days}, "weekly": {1, weeks}, "monthly": {1, months}, "quarterly": {1, quarters}, "half-yearly": {1, halves}, "yearly": {1, years},
	"two-weekly": {2, weeks}, "two-monthly": {2, months}, "two-yearly": {2, years}}

var relationValues = [...]corpus.Relation{corpus.Before, corpus.By, corpus.In, corpus.From}

// entry is a phrase of the vocabulary.
type entry struct {
	kind  kind
	value int
	words []string // folded
	exact []string // with the marks of Latin letters
	gaps  []string // marks between the words; "" stands for spaces
}

// vocabulary is the words of time expressions of one language, by the first
// word and, for those that are looked for backwards, by the last.
type vocabulary struct {
	first     map[string][]entry
	last      map[string][]entry // words that are looked for backwards
	prefixes  []string           // longest first
	kinds     map[string]kinds   // first words → what phrases with them stand for
	exact     map[string]kinds   // likewise, by the first words with the marks of Latin letters
	ambiguous map[string]bool
	marks     bool        // marks of Latin letters tell words apart, but may be left out in a text
	spans     [][2]string // seasons and holidays: MM-DD
	points    bool        // an edge is one day in speech too
	dayFirst  bool
	capitals  bool            // months have a capital letter
	counted   map[string]bool // first words of what a number counts

	yearWordFollows bool // 2026 года
	directionBehind bool // tháng sau
	monthsCounted   bool // months are named, and told by number too: شهر عشرة
}

// openers are the kinds that may open an expression. The other kinds stand
// inside of one or are looked for backwards from it.
var openers = kindsOf(aCardinal, anOrdinal, aLast, aUnit, aWeekday, aDay, aDirection, anAgo, anAhead, anEdge, aSpelled, aFirstOf, aLastOf, aHalf, aFor, aSpan,
	aWithin, aTerm, anEvery, aRecurring, anAlways, aSeason, aHoliday, aFew, aDayOnly, aMonth, aDual, aUnitFromNow, aSchoolYear)

func newVocabulary(l *lexicon.Language) *vocabulary {
	v := &vocabulary{first: map[string][]entry{}, last: map[string][]entry{}, kinds: map[string]kinds{}, exact: map[string]kinds{}, ambiguous: map[string]bool{},
		marks: l.Tag == "vi", points: l.Times.EdgesPoint, dayFirst: !l.Dates.MonthFirst, capitals: l.Dates.MonthCapital,
		counted: map[string]bool{}, yearWordFollows: l.Times.YearFollows, monthsCounted: l.Times.MonthsCounted, directionBehind: l.Times.DirectionBehind}
	t, d := l.Times, l.Dates
	for value, words := range t.Numbers {
		v.add(aCardinal, value, words)
	}
	for value, words := range t.Ordinals {
		v.add(anOrdinal, value, words)
	}
	for name, words := range t.Units {
		v.add(aUnit, int(unitNames[name]), words)
	}
	v.add(anHour, 'H', t.Hours["hour"])
	v.add(anHour, 'M', t.Hours["minute"])
	for name, words := range t.Duals {
		v.add(aDual, int(unitNames[name]), words)
	}
	v.add(aUnit, int(days), d.Day)
	v.add(aUnit, int(months), d.Month)
	v.add(aUnit, int(quarters), d.Quarter)
	v.add(aUnit, int(years), d.Year)
	for name, words := range t.Terms {
		count, of, _ := strings.Cut(name, " ")
		if n, err := strconv.Atoi(count); err == nil {
			v.add(aTerm, 16*n+int(unitNames[of]), words)
		}
	}
	for name, words := range t.TermUnits {
		v.add(aTermUnit, int(unitNames[name]), words)
	}
	for value, words := range t.Weekdays {
		v.add(aWeekday, value, words)
	}
	for name, words := range t.FromNow {
		way, of, _ := strings.Cut(name, "_")
		v.add(aUnitFromNow, 10*directionNames[way]+int(unitNames[of]), words)
	}
	for value, words := range t.Days {
		v.add(aDay, value, words)
	}
	for name, words := range t.Directions {
		v.add(aDirection, directionNames[name], words)
	}
	for name, words := range t.Edges {
		v.add(anEdge, edgeNames[name], words)
	}
	for name, words := range t.Spelled {
		edge, of, _ := strings.Cut(name, "_")
		v.add(aSpelled, 10*edgeNames[edge]+int(unitNames[of]), words)
	}
	for value, words := range t.Halves {
		v.add(aHalf, value, words)
	}
	for name, words := range t.Recurring {
		r := recurringNames[name]
		v.add(aRecurring, 10*r.every+int(r.unit), words)
	}
	for value, words := range t.Few {
		v.add(aFew, value, words)
	}
	v.addSpans(aSeason, t.Seasons)
	v.addSpans(aHoliday, t.Holidays)
	for i, m := range append(slices.Clone(l.Months), l.MonthsOther...) {
		v.add(aMonth, i%12+1, []string{m})
	}
	for i, lists := range [...][2][]string{{d.Before, t.Before}, {d.By, t.By}, {d.In, t.In}, {d.From, t.From}} {
		v.add(aRelation, i, append(slices.Clone(lists[0]), lists[1]...))
	}
	for k, words := range map[kind][]string{aLast: t.Ultimate, anAgo: t.Ago, anAhead: t.Ahead, aHence: t.Hence, anAfter: t.After, anAfterNext: t.AfterNext, aFirstOf: t.FirstOf, aLastOf: t.LastOf,
		aTo: t.To, anUntil: t.Until, aFor: t.For, anAnd: t.And, anOnward: t.Onward, aSpan: t.Span, aWithin: t.Within, anEvent: t.Events, aSigned: t.Signed, aForce: t.Force, anItsForce: t.ItsForce, anOwnNoun: ownNouns(l.Tag, t.OwnText, t.ThisBehind), aComing: t.Comes, intoForce: t.IntoForce, anEffect: t.Effect, aSince: t.Since, anOwnText: t.OwnText, aMeeting: t.Meetings, aMet: t.Met, aHeld: t.Held, anEvery: t.Every, anEach: t.EveryTail,
		anAlways: t.Always, aDayOnly: t.DayOnly, aDayPart: t.DayParts, anEndBehind: t.EndsBehind, anOpening: t.Openings, aSchoolYear: t.SchoolYear, aDayBehind: t.DayBehind, aByBehind: t.ByBehind, anAtMost: t.AtMost, aClock: t.Clock, anEra: t.Century, anOf: d.Link, aLink: append(slices.Clone(d.Link), t.Link...), aSkip: append(append(slices.Clone(d.Skip), t.Skip...), d.Link...)} {
		v.add(k, 0, words)
	}
	for _, p := range append(slices.Clone(l.MonthPrefix), t.Prefixes...) {
		v.prefixes = append(v.prefixes, lang.Fold(p))
	}
	slices.SortFunc(v.prefixes, func(a, b string) int { return len(b) - len(a) })
	v.prefixes = slices.Compact(v.prefixes)
	for _, a := range t.Ambiguous {
		for _, form := range lexicon.Forms(a) {
			v.ambiguous[foldedWords(form)] = true
		}
	}
	for _, u := range l.Units {
		if words := lang.Words(u); len(words) > 0 {
			v.counted[words[0].Folded] = true
		}
	}
	for word, list := range v.first {
		longestFirst(list)
		for _, e := range list {
			v.kinds[word] |= kindsOf(e.kind)
			v.exact[e.exact[0]] |= kindsOf(e.kind)
		}
	}
	for _, list := range v.last {
		longestFirst(list)
	}
	return v
}

// ownNouns gives the nouns of the phrases that name the text itself: "decision" of
// "this decision"; behind tells that "this" stands behind the noun.
func ownNouns(tag string, phrases []string, behind bool) (out []string) {
	for _, p := range phrases {
		for _, form := range lexicon.Forms(p) {
			words := strings.Fields(form)
			if len(words) < 2 {
				continue
			}
			noun := words[1]
			if behind {
				noun = strings.Join(words[:len(words)-1], " ")
			}
			out = append(out, noun, lang.Article(tag)+noun)
		}
	}
	return out
}

func longestFirst(list []entry) {
	slices.SortStableFunc(list, func(a, b entry) int { return len(b.words) - len(a.words) })
}

func (v *vocabulary) addSpans(k kind, spans map[string][]string) {
	for span, words := range spans {
		from, to, ok := strings.Cut(span, "/")
		if !ok {
			to = from
		}
		v.spans = append(v.spans, [2]string{from, to})
		v.add(k, len(v.spans)-1, words)
	}
}

func (v *vocabulary) add(k kind, value int, phrases []string) {
	for _, p := range phrases {
		for _, form := range lexicon.Forms(p) {
			words := lang.Words(form)
			if len(words) == 0 {
				continue
			}
			e := entry{kind: k, value: value}
			for i, w := range words {
				e.words, e.exact = append(e.words, w.Folded), append(e.exact, key(w))
				if i > 0 {
					e.gaps = append(e.gaps, strings.TrimSpace(form[words[i-1].End:w.Start]))
				}
			}
			v.first[e.words[0]] = append(v.first[e.words[0]], e)
			switch k {
			case aRelation, aSpan, aClock:
				end := e.words[len(e.words)-1]
				v.last[end] = append(v.last[end], e)
			}
		}
	}
}
