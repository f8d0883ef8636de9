package calendar

import (
	"strings"

	"vanthu/corpus"
)

// monthNamed reads the name of a month.
func (r *reader) monthNamed(i int) (m, next int, ok bool) {
	if m, next, ok = r.take(i, aMonth); !ok {
		return 0, i, false
	}
	if next < len(r.words) && strings.Trim(r.gap(next-1), " ") == "/" { // one month by two names: شباط/فبراير
		if twin, after, ok := r.take(next, aMonth); ok && twin == m {
			next = after
		}
	}
	return m, next, true
}

// monthNumbered reads a month by its number behind the word for a month:
// tháng 3, tháng ba, شهر عشرة, الشهر الثامن.
func (r *reader) monthNumbered(i int) (m, next int, ok bool) {
	at, ok := r.isUnit(i, months)
	if !ok || at >= len(r.words) || !r.spaced(at-1) {
		return 0, i, false
	}
	if m, next, ok = r.take(at, aMonth); ok {
		return m, next, true
	}
	if head := r.words[at].Folded; len(head) > 5 && digits(head[len(head)-4:], 4) > 0 && head[len(head)-5] == '.' { // tháng 3.2026
		return 0, i, false
	}
	if m = number(r.words[at], 2); m >= 0 {
		return m, at + 1, m > 0
	}
	if len(r.months) > 0 && !r.monthsCounted {
		return 0, i, false
	}
	for _, k := range [...]kind{aCardinal, anOrdinal} {
		if m, next, ok = r.spelled(at, k); ok && m >= 1 && m <= 12 {
			if edge, _ := r.firstOrLast(next); edge != noEdge && k == aCardinal && r.spaced(next-1) { // الأشهر العشرة الأولى
				return 0, i, false
			}
			return m, next, true
		}
	}
	return 0, i, false
}

// monthIn reads March 2026, tháng 3/2026, 3/2026.
func (r *reader) monthIn(i int) (p part, next int, ok bool) {
	p = part{precision: corpus.MonthPrecision}
	numbered := false
	if p.m, next, ok = r.monthNamed(i); !ok {
		if p.m, next, ok = r.monthNumbered(i); ok && i > 0 && r.spaced(i-1) {
			if _, _, counted := r.cardinal(i - 1); counted && !r.inRange { // 12 tháng 3
				return p, i, false
			}
		}
		numbered = ok
	}
	if !ok {
		if p, next, ok = r.dottedMonth(i); ok {
			return p, next, true
		}
		return r.slashedMonthYear(i)
	}
	if numbered && p.m > 12 {
		return p, i, false
	}
	_, _, _, ofYear := r.unitFromNow(next)
	if way, after, ok := r.behind(next, aDirection); ok && !ofYear && r.hasToday() && (numbered || way != pointsNext) && r.saidOrRelated(i) { // tháng 3 tới
		p.y, p.relative, next = r.yearToward(p.m, way), true, after
		return p, next, true
	}
	if y, after, found := r.yearBehindPart(next, numbered); found {
		p.y, p.relative = y, r.yearIsRelative(next, after)
		return p, after, true
	}
	if _, _, prefix, ok := r.takePrefixed(i, aMonth); !numbered && ok && prefix > 0 && r.ambiguous[r.words[i].Folded] {
		return p, i, false // another word: باب, a door, and not بآب, in August
	}
	p.weak = true
	if numbered && r.spaced(next-1) { // tháng 3 ngày
		if _, ok := r.isUnit(next, days); ok && number(r.words[next-1], 2) < 0 {
			return p, i, false
		}
	}
	return p, next, true
}

func (r *reader) saidOrRelated(i int) bool {
	rel, _ := r.relationBefore(i)
	return r.said || rel != ""
}

// yearToward gives the year of the coming or last month m.
func (r *reader) yearToward(m, way int) int {
	y := r.today().Year()
	switch now := int(r.today().Month()); {
	case way == pointsPast && m >= now:
		return y - 1
	case (way == pointsNext || way == pointsComing) && m <= now:
		return y + 1
	}
	return y
}
