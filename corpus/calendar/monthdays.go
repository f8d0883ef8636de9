package calendar

import "vanthu/corpus"

// mostOfMonth is how many days the first or last days of a month are at most that are told
// as such.
const mostOfMonth = 21

// daysOfMonth reads the first or the last days or weeks of a month: the first ten days of
// December, 10 ngày đầu tháng 12.
func (r *reader) daysOfMonth(i int) (p part, next int, ok bool) {
	if !r.hasToday() {
		return p, i, false
	}
	edge, at := r.firstOrLast(i)
	length, at, ok := r.fewDays(at)
	if n, to, counted := r.cardinal(i); !ok && edge == noEdge && counted && to < len(r.words) && r.spaced(to-1) { // de to første ukene
		edge, to = r.firstOrLast(to)
		if v, after, is := r.take(to, aUnit); is && edge != noEdge && unit(v) == weeks {
			length, at, ok = 7*n, after, true
		}
	}
	if !ok || at >= len(r.words) || !r.spaced(at-1) {
		return p, i, false
	}
	if edge == noEdge && at < len(r.words) && r.spaced(at-1) {
		edge, at = r.firstOrLast(at)
	}
	if edge == noEdge || length > mostOfMonth {
		return p, i, false
	}
	for links := 0; links <= 2; links++ {
		month, end, ok := r.monthIn(r.behindLinks(at, links))
		if !ok || month.precision != corpus.MonthPrecision {
			continue
		}
		d, ok := r.settle(month, "")
		first, known := d.First.Time()
		last, _ := d.Last.Time()
		if !ok || !known || d.Problem != "" {
			return p, i, false
		}
		if edge == startEdge {
			p = span(first, first.AddDate(0, 0, length-1), corpus.RangePrecision)
		} else {
			p = span(last.AddDate(0, 0, 1-length), last, corpus.RangePrecision)
		}
		p.relative = d.Basis != corpus.Explicit
		return p, end, true
	}
	return p, i, false
}

// firstOrLast reads the word that tells the first of several or the last.
func (r *reader) firstOrLast(i int) (edge, next int) {
	if _, after, ok := r.take(i, aFirstOf); ok {
		return startEdge, after
	}
	if _, after, ok := r.take(i, aLastOf); ok {
		return endEdge, after
	}
	return noEdge, i
}

// fewDays reads a number of days or weeks, the number in front or behind: ten days,
// الأيام العشرة.
func (r *reader) fewDays(i int) (length, next int, ok bool) {
	if v, after, _, dual := r.takePrefixed(i, aDual); dual && after < len(r.words) && unit(v) == weeks {
		return 14, after, r.spaced(after - 1)
	}
	n, at, ok := r.cardinal(i)
	if !ok {
		n, at, _, ok = r.takePrefixed(i, aCardinal)
	}
	u := noUnit
	if ok && at < len(r.words) && r.spaced(at-1) {
		var v int
		v, next, ok = r.take(at, aUnit)
		u = unit(v)
	} else if v, after, _, is := r.takePrefixed(i, aUnit); is && after < len(r.words) && r.spaced(after-1) {
		u = unit(v)
		if n, next, ok = r.cardinal(after); !ok {
			n, next, _, ok = r.takePrefixed(after, aCardinal)
		}
	}
	if !ok || n < 1 || next >= len(r.words) || !r.spaced(next-1) {
		return 0, i, false
	}
	switch u {
	case days:
		return n, next, true
	case weeks:
		return 7 * n, next, true
	}
	return 0, i, false
}
