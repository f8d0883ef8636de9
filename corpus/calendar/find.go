// Package calendar reads the time expressions of documents and says which
// days they mean.
//
// A Finder goes over the words of a text once. Find reads the days, months and
// quarters that a text names; what may follow a digit, the name of a month or
// a word for a quarter is tried, the longest form first.
//
// Deadlines and Said read time expressions of every kind, with one grammar for
// all languages. A word is looked up once and tells what it may stand for
// (vocabulary.go, reader.go). An item is one stretch of time as it is written
// (part.go, day.go, month.go, half.go, year.go; told from now: spoken.go,
// shift.go, weekday.go, season.go); items are joined to ranges and lists, in
// which one takes from the next what it lacks (list.go); the words in front
// tell the relation (before.go), those behind what comes back (recurrence.go);
// then the days are reckoned (settle.go, dates.go). Time limits after an event
// (limit.go, event.go) are reckoned with the calendar of working days (holidays.go,
// workdays.go), which is data with its sources.
//
// Words of a language come from its lexicon: date_words and time_words.
package calendar

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// Date is a time expression in a text.
type Date struct {
	Start, End  int        // bytes of the expression, without the words of its relation
	Lead        int        // byte where the words of its relation begin ("before the"); Start where there are none in front
	First, Last corpus.Day // the days meant, inclusive; empty at an end that is open, both empty where there is no day to tell
	Precision   corpus.Precision
	Relation    corpus.Relation // empty where no word tells
	Basis       corpus.Basis
	Within      string       // a period after an event, as an ISO 8601 duration: P10D, P6M; First and Last are set where the event's day is known
	WorkingDays bool         // of Within
	Recurrence  string       // RFC 5545: "RRULE:FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15"
	Continuous  bool         // "regularly"
	AtEnd       bool         // of a month or longer: the words say its end, "before the end of March"
	Problem     corpus.Doubt // ImpossibleDay, ImplausibleDay or NoYear where the words name a day that is none; First and Last are empty then

	ranged bool // it has two ends
}

// Finder finds time expressions in one language. It is safe for concurrent
// use.
type Finder struct {
	months     map[string]int // names of one or two words
	prefixes   []string       // letters written onto a word
	monthFirst bool           // March 31 is a day
	suffixes   map[string]bool
	day        *wordSet
	dayPart    *wordSet // parts of the day in front of it
	month      *wordSet
	year       *wordSet
	quarter    *wordSet
	link       *wordSet // words that may stand between the parts
	skip       *wordSet // words between a relation and its time
	number     *wordSet // words before a document's number
	ordinals   []string // first to fourth, stems
	relations  []relationWords
	vocabulary *vocabulary
	holidays   *Holidays
	force      func() corpus.Day // from which the text holds; nil or empty: the document's own day
	meeting    func() corpus.Day // from which limits after the meeting count; nil or empty: the document's own day
	act        ActReader         // reads the act that the text is or tells of; nil: none
}

type relationWords struct {
	words    []string
	relation corpus.Relation
}

// NewFinder makes the finder of a language from its words.
func NewFinder(l *lexicon.Language) *Finder {
	w := l.Dates
	marksOptional := l.Tag == "vi"
	set := func(phrases ...[]string) *wordSet { return newWordSet(marksOptional, phrases...) }
	f := &Finder{months: map[string]int{}, monthFirst: w.MonthFirst, suffixes: map[string]bool{},
		day: set(w.Day), dayPart: set(l.Times.DayParts), month: set(w.Month), year: set(w.Year), quarter: set(w.Quarter), link: set(w.Link), skip: set(w.Link, w.Skip, w.Day), number: set(l.NumberWords), vocabulary: newVocabulary(l)}
	for i, m := range l.Months {
		f.months[foldedWords(m)] = i + 1
	}
	for i, m := range l.MonthsOther {
		f.months[foldedWords(m)] = i%12 + 1
	}
	for _, p := range l.MonthPrefix {
		f.prefixes = append(f.prefixes, lang.Fold(p))
	}
	for _, s := range w.DaySuffix {
		f.suffixes[lang.Fold(s)] = true
	}
	for _, o := range w.Ordinals {
		f.ordinals = append(f.ordinals, lang.Fold(o))
	}
	for _, pair := range []struct {
		phrases []string
		rel     corpus.Relation
	}{{w.By, corpus.By}, {w.Before, corpus.Before}, {w.In, corpus.In}, {w.From, corpus.From}} {
		for _, p := range pair.phrases {
			var keys []string
			for _, word := range lang.Words(p) {
				keys = append(keys, key(word))
			}
			f.addRelation(keys, pair.rel)
			if marksOptional {
				f.addRelation(strings.Fields(foldedWords(p)), pair.rel)
			}
		}
	}
	return f
}

// addRelation keeps the longest phrases first.
func (f *Finder) addRelation(words []string, rel corpus.Relation) {
	if len(words) == 0 {
		return
	}
	at := len(f.relations)
	for at > 0 && len(f.relations[at-1].words) < len(words) {
		at--
	}
	f.relations = append(f.relations, relationWords{})
	copy(f.relations[at+1:], f.relations[at:])
	f.relations[at] = relationWords{words, rel}
}

// Find gives the days, months and quarters named in a text, in order, without
// overlaps. A day without a year is taken to lie in the year of ref; where ref
// is empty it is left out.
func (f *Finder) Find(text string, ref corpus.Day) []Date {
	if foreign := strings.ContainsFunc(text, foreignDigit); !foreign && (ref == "" && !holdsYear(text) || !strings.ContainsAny(text, "0123456789")) {
		return nil
	}
	return f.FindWords(text, lang.Words(text), ref)
}

// FindWords is Find for a text whose words are known.
func (f *Finder) FindWords(text string, words []lang.Word, ref corpus.Day) []Date {
	s := &search{Finder: f, text: text, words: words}
	if t, ok := ref.Time(); ok {
		s.refYear = t.Year()
	} else if !slices.ContainsFunc(words, func(w lang.Word) bool { return isDigit(w.Folded[0]) && holdsYear(w.Folded) }) {
		return nil // a day of an unknown year is left out
	}
	var found []Date
	for i := 0; i < len(words); {
		m, ok := s.at(i)
		if !ok {
			i++
			continue
		}
		if d, ok := s.date(m); ok {
			d.Relation = s.relation(m)
			found = append(found, d)
		}
		i = m.last + 1
	}
	return found
}

// match is an expression among the words: of what, and from which word to
// which.
type match struct {
	first, last   int
	prefix        int // bytes of the first word that are a prefix
	year          int // 0: not written
	quarter       int
	month, day    int
	afterDayWords bool
}

// date gives the day, month or quarter of a match; ok is false for days that
// are in no calendar and days of an unknown year.
func (s *search) date(m match) (Date, bool) {
	d := Date{Start: s.words[m.first].Start + m.prefix, Lead: s.words[m.first].Start + m.prefix, End: s.words[m.last].End, Basis: corpus.Explicit}
	if m.year == 0 {
		if s.refYear == 0 {
			return d, false
		}
		m.year, d.Basis = s.refYear, corpus.YearInferred
	}
	switch {
	case m.quarter != 0:
		d.First, d.Last, d.Precision = day(m.year, 3*m.quarter-2, 1), lastOfMonth(m.year, 3*m.quarter), corpus.QuarterPrecision
	case m.month < 1 || m.month > 12:
		return d, false
	case m.day == 0:
		d.First, d.Last, d.Precision = day(m.year, m.month, 1), lastOfMonth(m.year, m.month), corpus.MonthPrecision
	default:
		d.First, d.Precision = day(m.year, m.month, m.day), corpus.DayPrecision
		d.Last = d.First
		if _, ok := d.First.Time(); !ok {
			return d, false
		}
	}
	return d, true
}

func day(y, m, d int) corpus.Day { return corpus.Day(fmt.Sprintf("%04d-%02d-%02d", y, m, d)) }

func lastOfMonth(y, m int) corpus.Day {
	return corpus.DayOf(time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC))
}
