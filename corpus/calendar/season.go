package calendar

import (
	"time"

	"vanthu/corpus"
)

// seasonOrHoliday reads a season or a holiday of a fixed day: this summer,
// Christmas 2014.
func (r *reader) seasonOrHoliday(i int) (p part, next int, ok bool) {
	way, at := -1, i
	if v, after, is := r.direction(i); is && after < len(r.words) && r.spaced(after-1) {
		way, at = v, after
	}
	which, next, ok := r.take(at, aSeason)
	season := ok
	if !ok {
		if which, next, ok = r.take(at, aHoliday); !ok {
			return p, i, false
		}
	}
	if way < 0 {
		if v, after, is := r.behind(next, aDirection); is {
			way, next = v, after
		}
	}
	year := r.today().Year()
	y, after, written := r.yearBehindPart(next, false)
	if written {
		year, next = y, after
	}
	first, last := r.spanIn(which, year)
	if !written {
		prevFirst, prevLast := r.spanIn(which, year-1)
		if !prevLast.Before(r.today()) {
			first, last = prevFirst, prevLast
		} else if last.Before(r.today()) {
			first, last = r.spanIn(which, year+1)
		}
		switch {
		case way == pointsPast && !last.Before(r.today()), way == pointsPast && first.After(r.today()):
			first, last = r.spanIn(which, first.Year()-1)
		case way == pointsNext && !first.After(r.today()):
			first, last = r.spanIn(which, first.Year()+1)
		}
	}
	precision := corpus.RangePrecision
	if first.Equal(last) {
		precision = corpus.DayPrecision
	}
	p = span(first, last, precision)
	p.relative = !written
	p.weak = season && way < 0 && !written && r.ambiguous[r.words[at].Folded]
	return p, next, true
}

// spanIn gives the days of a season or holiday that opens in a year.
func (r *reader) spanIn(which, year int) (first, last time.Time) {
	s := r.spans[which]
	a, _ := time.Parse("01-02", s[0])
	b, _ := time.Parse("01-02", s[1])
	first = time.Date(year, a.Month(), a.Day(), 0, 0, 0, 0, time.UTC)
	last = time.Date(year, b.Month(), b.Day(), 0, 0, 0, 0, time.UTC)
	if last.Before(first) {
		last = last.AddDate(1, 0, 0)
	}
	return first, last
}
