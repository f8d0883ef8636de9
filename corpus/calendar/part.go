package calendar

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
)

// part is a stretch of time as it is written: the numbers that stand there,
// before a year is filled in from elsewhere.
type part struct {
	precision   corpus.Precision
	y, m, d, n  int // n: the quarter or half
	weekday     int
	edge        int
	weak        bool // only with a relation, a neighbour or in a cell of its own
	lone        bool // the day of a month that is not named
	dayWord     bool
	relative    bool      // the year, or all of it, was reckoned from today
	first, last time.Time // where not reckoned from the numbers
	start       int       // byte
	from        int       // word
}

// settled reports whether the part's days are known already.
func (p part) settled() bool { return !p.first.IsZero() }

// item reads one stretch of time at word i.
func (r *reader) item(i int) (p part, next int, ok bool) {
	if i < 0 || i >= len(r.words) {
		return p, i, false
	}
	start := r.words[i].Start
	weekday, at, hasWeekday := r.take(i, aWeekday)
	if hasWeekday {
		j, ok := r.pause(at)
		if !ok && at < len(r.words) && r.gap(at-1) == " (" { // on Wednesday (15 October)
			j, ok = at, true
		}
		if ok {
			if p, next, ok = r.dated(r.skip(j, aSkip)); ok && p.precision == corpus.DayPrecision && !p.settled() {
				p.weekday, p.weak, p.from, p.start = weekday, false, i, start
				if _, _, isNth := r.nth(i); !isNth {
					return p, next, true
				}
			}
			if p, next, ok = r.loneDay(r.skip(j, aSkip)); ok && (r.isOrdinal(j) || p.dayWord) {
				p.weekday, p.weak, p.from, p.start, p.dayWord = weekday, false, i, start, true
				return p, next, true
			}
		}
	}
	for _, form := range [...]func(int) (part, int, bool){r.nth, r.dated, r.partial, r.spoken, r.loneDay} {
		if p, next, ok = form(i); ok {
			p.from = i
			if p.start == 0 {
				p.start = start
				if _, _, prefix, ok := r.prefixed(i); ok {
					p.start += r.prefixBytes(i, prefix)
				}
			}
			if at, ok := r.pause(next); ok && p.precision == corpus.DayPrecision && p.weekday == 0 && !p.settled() { // Jul 18, Fri
				if wd, after, ok := r.take(at, aWeekday); ok && r.gap(next-1) != " " {
					p.weekday, next = wd, after
				}
			}
			return p, next, true
		}
	}
	return p, i, false
}

// prefixed tells the letters written onto word i that its phrase is without.
func (r *reader) prefixed(i int) (value, next, prefix int, ok bool) {
	for k := range numKinds {
		if openers.has(k) {
			if _, _, prefix, ok := r.takePrefixed(i, k); ok {
				return 0, 0, prefix, true
			}
		}
	}
	w := r.words[i].Folded
	for _, p := range r.prefixes {
		if len(w) > len(p) && w[:len(p)] == p && w[len(p)] >= '0' && w[len(p)] <= '9' {
			return 0, 0, len(p), true
		}
	}
	return 0, 0, 0, false
}

// pause gives word i where it stands behind spaces, a comma or a full stop of
// an abbreviation.
func (r *reader) pause(i int) (int, bool) {
	switch r.gap(i - 1) {
	case " ", ", ", ",", ". ", "., ", "\u00a0":
		return i, i < len(r.words)
	}
	return i, false
}

func (r *reader) isOrdinal(i int) bool {
	_, _, ok := r.ordinal(i)
	return ok
}

func (r *reader) hasToday() bool { return !r.today().IsZero() }

// behindLinks gives the word behind n linking words.
func (r *reader) behindLinks(i, n int) int { return r.behindKind(i, n, aLink) }

// behindKind gives the word behind n phrases of a kind.
func (r *reader) behindKind(i, n int, k kind) int {
	for ; n > 0; n-- {
		_, next, ok := r.take(i, k)
		if !ok || next >= len(r.words) || !r.spaced(next-1) && r.gap(next-1) != "-" {
			return i
		}
		i = next
	}
	return i
}

func firstOfMonth(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// dated reads a day, month or year that is written with numbers or names.
func (r *reader) dated(i int) (part, int, bool) {
	if i >= len(r.words) {
		return part{}, i, false
	}
	if i > 0 && isDigit(r.words[i].Folded[0]) && spaces(strings.TrimLeft(r.gap(i), "'׳’.")) && r.number.has(r.words[i-1]) { // "data centre No. 1 in the first quarter"
		return part{}, i, false
	}
	if p, next, ok := r.schoolYear(i); ok {
		return p, next, true
	}
	at, dayWord := i, false
	if next, ok := r.isUnit(i, days); ok && r.gap(next-1) != "\n" && next < len(r.words) {
		at, dayWord = next, true
	} else if _, next, ok := r.take(i, aDayOnly); ok && next < len(r.words) && (r.spaced(next-1) || r.gap(next-1) == "-") {
		at, dayWord = next, true
	}
	if dayWord {
		if after := r.skip(at, aLink); after > at {
			if p, next, ok := r.dayIn(after, true); ok {
				return p, next, true
			}
		}
		if p, next, ok := r.dayIn(at, true); ok {
			if _, isUnit := r.isUnit(i, days); !isUnit {
				p.start = r.words[at].Start
			}
			return p, next, true
		}
		if _, isUnit := r.isUnit(i, days); isUnit {
			if named := r.behindName(at); named > at {
				return r.slashedOf(i, named)
			}
			return part{}, i, false
		}
		if p, next, ok := r.quarterIn(at); ok && r.kindsAt(at).has(aLast) { // the last quarter of 2018
			p.start = r.words[at].Start
			return p, next, true
		}
	}
	for _, form := range [...]func(int) (part, int, bool){func(i int) (part, int, bool) { return r.dayIn(i, false) }, r.monthIn, r.quarterIn, r.halfIn, r.yearIn} {
		if p, next, ok := form(i); ok {
			return p, next, true
		}
	}
	return part{}, i, false
}

// span makes a part of known days.
func span(first, last time.Time, precision corpus.Precision) part {
	return part{first: first, last: last, precision: precision, relative: true}
}

// nameWords is the most words of the name of a day.
const nameWords = 8

// behindName gives the number behind the name of a day, which opens with a capital letter at
// word i: "Ngày Quốc tế Người khuyết tật 3/12"; i where none stands there.
func (r *reader) behindName(i int) int {
	if first, _ := utf8.DecodeRuneInString(r.text[r.words[i].Start:]); !unicode.IsUpper(first) {
		return i
	}
	for at := i + 1; at < len(r.words) && at <= i+nameWords && r.spaced(at-1); at++ {
		if c := r.words[at].Folded[0]; c >= '0' && c <= '9' {
			return at
		}
	}
	return i
}

// slashedOf reads the day in numbers at a word, of a name that begins at word i.
func (r *reader) slashedOf(i, at int) (part, int, bool) {
	p, next, ok := r.slashed(at, true)
	if !ok {
		return part{}, i, false
	}
	p.precision, p.dayWord = corpus.DayPrecision, true
	return p, next, true
}
