package calendar

import (
	"vanthu/corpus"
)

// quarterIn reads quý III năm 2027, Q4 2025, the third quarter of 2027.
func (r *reader) quarterIn(i int) (p part, next int, ok bool) {
	p = part{precision: corpus.QuarterPrecision}
	if i >= len(r.words) {
		return p, i, false
	}
	is, end := r.quarterDigit(i)
	word := i // that for a quarter
	at, isUnit := r.isUnit(i, quarters)
	switch {
	case is:
		p.n, next = end, i+1
	case r.kindsAt(i).has(aLast): // the last quarter of 2018
		_, at, _ := r.take(i, aLast)
		if next, isUnit = r.isUnit(at, quarters); !isUnit || !r.spaced(at-1) {
			return p, i, false
		}
		p.n = 4
		if _, _, found := r.yearBehindPart(next, false); !found {
			after, ok := r.ofTheYear(next)
			if !ok {
				return p, i, false
			}
			p.y, p.relative = r.today().Year(), true
			return p, after, true
		}
	case isUnit && at < len(r.words) && (r.spaced(at-1) || r.gap(at-1) == ". "):
		if p.n, next = r.which(at); p.n == 0 {
			_, after, last := r.behind(at, aLast) // الربع الأخير من العام
			if !last {
				return p, i, false
			}
			for _, bare := range [...]bool{true, false} {
				if y, end, found := r.yearBehindPart(after, bare); found { // ברבעון האחרון של 2026
					p.n, p.y, p.relative = 4, y, r.yearIsRelative(after, end)
					return p, end, true
				}
			}
			if after, ok = r.ofTheYear(after); !ok {
				return p, i, false
			}
			p.n, p.y, p.relative = 4, r.today().Year(), true
			return p, after, true
		}
	default:
		if p.n, next = r.which(i); p.n == 0 || next >= len(r.words) || !spaces(r.gap(next-1)) && r.gap(next-1) != ". " && r.gap(next-1) != "-" {
			return p, i, false
		}
		word = next
		if next, isUnit = r.isUnit(next, quarters); !isUnit {
			return p, i, false
		}
	}
	if next < len(r.words) && r.gap(next-1) == "." { // кв.2025
		return p, i, false
	}
	if y, after, found := r.yearBehindPart(next, true); found {
		p.y, p.relative = y, r.yearIsRelative(next, after)
		return p, after, true
	}
	if y, after, found := r.yearBehindPart(next, false); found {
		p.y, p.relative = y, r.yearIsRelative(next, after)
		return p, after, true
	}
	p.weak = is || len(r.words[word].Folded) <= len("кв")
	return p, next, true
}

// ofTheYear reads "of the year", by which the one that is under way is meant.
func (r *reader) ofTheYear(i int) (next int, ok bool) {
	for n := 0; n <= 3 && r.hasToday(); n++ {
		at := r.behindLinks(i, n)
		if n > 0 && at == i {
			break
		}
		if at < len(r.words) && r.spaced(at-1) {
			if next, ok := r.isUnit(at, years); ok {
				return next, true
			}
		}
	}
	return i, false
}

// quarterDigit reads Q4.
func (r *reader) quarterDigit(i int) (ok bool, quarter int) {
	w := r.words[i].Folded
	n := len(w) - 1
	if n < 1 || w[n] < '1' || w[n] > '4' {
		return false, 0
	}
	for _, e := range r.first[w[:n]] {
		if e.kind == aUnit && unit(e.value) == quarters && len(e.words) == 1 {
			return true, int(w[n] - '0')
		}
	}
	return false, 0
}

// which reads which quarter: III, 3, 3rd, third; 0 where none is told.
func (r *reader) which(i int) (n, next int) {
	if i >= len(r.words) {
		return 0, i
	}
	w := r.words[i].Folded
	if n = roman(w); n > 0 {
		return n, i + 1
	}
	if n = number(r.words[i], 1); n >= 1 && n <= 4 {
		return n, i + 1
	}
	if d, next, ok := r.ordinal(i); ok && d >= 1 && d <= 4 {
		return d, next
	}
	if d, next, ok := r.take(i, aCardinal); ok && d <= 4 && r.marks { // quý ba
		return d, next
	}
	return 0, i
}

// halfIn reads the first half of 2026, 6 tháng đầu năm 2026, 9 tháng đầu năm.
func (r *reader) halfIn(i int) (p part, next int, ok bool) {
	p = part{precision: corpus.HalfPrecision}
	if p.n, next, ok = r.take(i, aHalf); ok {
		if _, isDay := r.isUnit(next, days); isDay { // the afternoon
			return p, i, false
		}
		if m, after, ok := r.halfOfMonth(p.n, next); ok {
			return m, after, true
		}
		return r.ofYear(p, next)
	}
	if p, next, ok = r.daysOfMonth(i); ok {
		return p, next, true
	}
	n, at, ok := 0, i, false
	edge := noEdge
	if m, after, is := r.cardinal(i); is && m >= 1 && m <= 11 && r.spaced(after-1) { // de ti første månedene
		if way, to := r.firstOrLast(after); way != noEdge && r.spaced(to-1) {
			if to, is = r.isUnit(to, months); is && to < len(r.words) {
				if p, next, ok = r.ofYear(part{precision: corpus.RangePrecision, n: m, edge: way}, to); ok && next > to {
					return p, next, true
				}
				return p, i, false
			}
		}
	}
	if _, after, is := r.take(i, aFirstOf); is {
		edge, at = startEdge, after
	} else if _, after, is := r.take(i, aLastOf); is {
		edge, at = endEdge, after
	}
	if n, at, ok = r.someMonths(at); !ok {
		return p, i, false
	}
	if edge == noEdge {
		if _, after, is := r.behind(at, aFirstOf); is {
			edge, at = startEdge, after
		} else if _, after, is := r.behind(at, aLastOf); is {
			edge, at = endEdge, after
		}
	}
	if edge == noEdge || at >= len(r.words) {
		return p, i, false
	}
	p, next, ok = r.ofYear(part{precision: corpus.RangePrecision, n: n, edge: edge}, at)
	if !ok || next == at {
		return p, i, false
	}
	return p, next, true
}

// someMonths reads a number of months, whichever stands first: ten months, الأشهر العشرة.
func (r *reader) someMonths(i int) (n, next int, ok bool) {
	if n, next, ok = r.cardinal(i); !ok {
		v, at, _, is := r.takePrefixed(i, aUnit)
		if !is || unit(v) != months || at >= len(r.words) || !r.spaced(at-1) {
			return 0, i, false
		}
		if n, next, ok = r.cardinal(at); !ok {
			n, next, _, ok = r.takePrefixed(at, aCardinal)
		}
		return n, next, ok && n >= 1 && n < 12
	}
	if n < 1 || n > 11 || !r.spaced(next-1) {
		return 0, i, false
	}
	next, ok = r.isUnit(next, months)
	return n, next, ok
}

// halfOfMonth reads the month behind a half, of which the first ends with its 15th: the
// first half of November.
func (r *reader) halfOfMonth(half, i int) (p part, next int, ok bool) {
	if i >= len(r.words) || !r.spaced(i-1) || !r.hasToday() {
		return p, i, false
	}
	month, next, ok := r.monthIn(r.behindLinks(i, 1))
	if !ok {
		if month, next, ok = r.monthIn(i); !ok {
			return p, i, false
		}
	}
	d, ok := r.settle(month, "")
	first, known := d.First.Time()
	last, _ := d.Last.Time()
	if !ok || !known {
		return p, i, false
	}
	middle := first.AddDate(0, 0, 14)
	if half == 1 {
		p = span(first, middle, corpus.RangePrecision)
	} else {
		p = span(middle.AddDate(0, 0, 1), last, corpus.RangePrecision)
	}
	p.relative = d.Basis != corpus.Explicit
	return p, next, true
}

// ofYear reads the year of a half behind it: 2026, of the year 2026, of the
// year.
func (r *reader) ofYear(p part, i int) (part, int, bool) {
	if y, after, found := r.yearBehindPart(i, false); found {
		p.y, p.relative = y, r.yearIsRelative(i, after)
		return p, after, true
	}
	if y, after, found := r.yearBehindPart(i, true); found {
		p.y = y
		return p, after, true
	}
	for n := 0; n <= 2; n++ {
		if next, ok := r.isUnit(r.behindLinks(i, n), years); ok && r.spaced(i-1) {
			return p, next, true
		}
	}
	p.weak = !r.said
	return p, i, true
}
