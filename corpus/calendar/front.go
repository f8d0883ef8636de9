package calendar

import (
	"time"

	"vanthu/corpus"
)

// This file reads what stands in front of a time and belongs to it: the day that a limit
// counts from, and what begins on a day.

// countedInFront gives the day that the limit at word i counts from, where that stands
// straight in front of it, and the byte where it begins: "counted from today, within 15
// days".
func (r *reader) countedInFront(i int) (day corpus.Day, lead int, ok bool) {
	for j := i - 1; j >= 0 && i-j <= apartWords; j-- {
		gap := r.gap(j)
		if !spaces(gap) && !(j == i-1 && (gap == ", " || gap == "، ")) {
			break
		}
		if _, _, since := r.take(j, aSince); !since {
			continue
		}
		if d, next, found := r.event(j, true); found && d != "" && next == i {
			day, lead, ok = d, r.words[j].Start, true
		}
	}
	return day, lead, ok
}

// openingWords is how many words may stand between words such as "before" and the day on
// which something begins.
const openingWords = 9

// beginsOn reads in front of a day, which stands at the words from first to before next,
// by what it is the limit: "before the new school year begins on 5 September".
func (r *reader) beginsOn(first, next int) (rel corpus.Relation, lead int, ok bool) {
	_, _, opens := r.behind(next, anOpening)
	for j := first - 1; j >= 0 && first-j <= openingWords && (spaces(r.gap(j)) || r.gap(j) == "-"); j-- {
		if _, _, begins := r.take(j, anOpening); begins {
			opens = true
		} else if rel, _, ok := r.takeRelation(j); ok && (rel == corpus.Before || rel == corpus.By) {
			_, _, counted := r.take(max(0, j-1), aUnit) // three days before the opening
			return rel, r.words[j].Start, opens && first-j > 1 && !(counted && j > 0)
		}
	}
	return "", 0, false
}

// schoolYear reads a school year by which something has to be done, and gives the last day
// before it: "before the 2026-2027 school year", "trước năm học 2026-2027".
func (r *reader) schoolYear(i int) (p part, next int, ok bool) {
	_, at, named := r.take(i, aSchoolYear)
	if !named {
		at = i
	}
	y, is := r.year(at)
	last, follows := r.year(at + 1)
	if !is || !follows || last != y+1 || r.spaced(at) && r.gap(at) != " - " && r.gap(at) != " – " {
		return p, i, false
	}
	if next = at + 2; !named {
		if _, next, named = r.behind(next, aSchoolYear); !named {
			return p, i, false
		}
	}
	for j := i - 1; j >= 0 && i-j <= apartWords && spaces(r.gap(j)); j-- {
		if rel, _, is := r.takeRelation(j); is && (rel == corpus.Before || rel == corpus.By) {
			day := time.Date(y, time.August, 31, 0, 0, 0, 0, time.UTC)
			p = span(day, day, corpus.DayPrecision)
			p.relative = false
			return p, next, true
		}
	}
	return p, i, false
}
