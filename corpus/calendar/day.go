package calendar

import (
	"vanthu/corpus"
)

// dayIn reads a day of a month at word i.
func (r *reader) dayIn(i int, dayWord bool) (p part, next int, ok bool) {
	if i >= len(r.words) {
		return p, i, false
	}
	for _, form := range [...]func(int, bool) (part, int, bool){r.slashed, r.dayMonth, r.monthDay} {
		if p, next, ok = form(i, dayWord); ok {
			p.precision, p.dayWord = corpus.DayPrecision, dayWord
			return p, next, true
		}
	}
	d, at, ok := r.dayNumber(i)
	if !ok || d > 31 {
		return p, i, false
	}
	if next, ok = r.isUnit(at, days); !ok || !r.spaced(at-1) { // the 20th day of
		next = at
	}
	for n := 0; n <= 2; n++ {
		to := r.behindLinks(next, n)
		if y, m, after, ok := r.monthFromNow(to); ok && (dayWord || to > next || r.isOrdinal(i) || r.limited(i)) && (r.spaced(next-1) || r.gap(next-1) == ". ") {
			return part{precision: corpus.DayPrecision, y: y, m: m, d: d, relative: true, dayWord: dayWord}, after, true
		}
	}
	return p, i, false
}

// limited reports words such as "by" in front of word i.
func (r *reader) limited(i int) bool {
	rel, _ := r.relationBefore(i)
	return rel == corpus.By || rel == corpus.Before
}

// loneDay reads the day of a month that is not named: the 15th, ngày 15.
func (r *reader) loneDay(i int) (p part, next int, ok bool) {
	at := i
	p = part{precision: corpus.DayPrecision, lone: true, weak: true}
	if next, ok := r.isUnit(i, days); ok && next < len(r.words) && r.spaced(next-1) {
		at, p.dayWord = next, true
	} else if _, next, ok := r.take(i, aDayOnly); ok && next < len(r.words) && (r.spaced(next-1) || r.gap(next-1) == "-") {
		at, p.dayWord = next, true
	}
	p.d, next, ok = r.dayNumber(at)
	if !ok || p.d < 1 || p.d > 31 {
		return p, i, false
	}
	if _, _, follows := r.behind(next, aDayBehind); !p.dayWord && !follows && (!r.isOrdinal(at) || r.words[at].Folded[0] > '9') {
		return p, i, false
	}
	if _, after, ok := r.behind(next, aDayBehind); ok {
		p.dayWord, next = true, after
	}
	if _, _, counted := r.behind(next, aUnit); counted {
		return p, i, false
	}
	return p, next, true
}

// dayNumber reads the number of a day: 15, 15th, fifteenth.
func (r *reader) dayNumber(i int) (d, next int, ok bool) {
	if d, next, ok = r.ordinal(i); ok {
		return d, next, true
	}
	if i < len(r.words) {
		w := r.words[i].Folded
		for _, p := range r.prefixes { // ה15
			if len(w) > len(p) && w[:len(p)] == p && digits(w[len(p):], 2) > 0 {
				return digits(w[len(p):], 2), i + 1, true
			}
		}
	}
	d, next, ok = r.cardinal(i)
	return d, next, ok && d > 0 && d < 100
}

// monthFromNow reads this month, next month.
func (r *reader) monthFromNow(i int) (y, m, next int, ok bool) {
	u, way, next, ok := r.unitFromNow(i)
	if !ok || u != months || !r.hasToday() {
		return 0, 0, i, false
	}
	for n := 0; n <= 2; n++ { // the last month of the quarter
		at := r.behindLinks(next, n)
		if ru, _, ok := r.recurrence(at); ok && ru.unit == quarters {
			return 0, 0, i, false
		}
		if _, ok := r.isUnit(at, quarters); ok {
			return 0, 0, i, false
		}
	}
	t := firstOfMonth(r.today()).AddDate(0, way, 0)
	return t.Year(), int(t.Month()), next, true
}

// dayMonth reads 31 March 2026, ngày 31 tháng 3 năm 2026, first of March.
func (r *reader) dayMonth(i int, dayWord bool) (p part, next int, ok bool) {
	d, at, ok := r.dayNumber(i)
	if !ok || at >= len(r.words) {
		return p, i, false
	}
	if gap := r.gap(at - 1); !spaces(gap) && gap != ". " && gap != "." {
		return p, i, false
	}
	numbered := false
	m, next, ok := r.monthNamed(at)
	for n := 0; n <= 2 && !ok; n++ {
		to := r.behindKind(at, n, anOf)
		if m, next, ok = r.monthNamed(to); !ok && r.spaced(at-1) {
			m, next, ok = r.monthNumbered(to)
			numbered = ok
		}
	}
	if !ok {
		return p, i, false
	}
	p = part{d: d, m: m}
	y, after, found := r.yearBehindPart(next, numbered)
	if found {
		p.y, p.relative = y, r.yearIsRelative(next, after)
		next = after
	}
	if numbered && p.y == 0 {
		if _, _, ok := r.behind(next, aUnit); ok && !dayWord { // 3 tháng 2 ngày
			return p, i, false
		}
		p.weak = !dayWord
	}
	return p, next, true
}

// monthDay reads March 31, 2026.
func (r *reader) monthDay(i int, dayWord bool) (p part, next int, ok bool) {
	m, at, ok := r.monthNamed(i)
	if !ok || at >= len(r.words) || !r.spaced(at-1) && r.gap(at-1) != ". " {
		return p, i, false
	}
	day := r.behindLinks(at, 1)
	d, next, ok := r.dayNumber(day)
	if ok && !r.said && r.words[day].Folded[0] > '9' && !r.isOrdinal(day) { // "in juli een lening"
		return p, i, false
	}
	if !ok || d > 31 || next < len(r.words) && r.gap(next-1) == ":" {
		return p, i, false
	}
	p = part{m: m, d: d}
	if y, after, found := r.yearBehindPart(next, false); found {
		p.y, p.relative = y, r.yearIsRelative(next, after)
		next = after
	} else {
		p.weak = r.dayFirst && !r.said
		if u, _, ok := r.behind(next, aUnit); ok && u > 0 {
			return p, i, false
		}
	}
	return p, next, true
}
