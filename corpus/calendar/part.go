package calendar

import (
	"time"

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

// span makes a part of known days.
func span(first, last time.Time, precision corpus.Precision) part {
	return part{first: first, last: last, precision: precision, relative: true}
}

// item reads one stretch of time at word i.
func (r *reader) item(i int) (p part, next int, ok bool) {
	if i < 0 || i >= len(r.words) {
		return p, i, false
	}
	start := r.words[i].Start
	weekday, at, hasWeekday := r.take(i, aWeekday)
	if hasWeekday {
		if j, ok := r.pause(at); ok {
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
	for _, k := range openers {
		if _, _, prefix, ok := r.takePrefixed(i, k); ok {
			return 0, 0, prefix, true
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

// dated reads a day, month or year that is written with numbers or names.
func (r *reader) dated(i int) (part, int, bool) {
	if i >= len(r.words) {
		return part{}, i, false
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
			return part{}, i, false
		}
	}
	for _, form := range [...]func(int) (part, int, bool){func(i int) (part, int, bool) { return r.dayIn(i, false) }, r.monthIn, r.quarterIn, r.halfIn, r.yearIn} {
		if p, next, ok := form(i); ok {
			return p, next, true
		}
	}
	return part{}, i, false
}

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
	to := r.skip(next, aLink)
	if y, m, after, ok := r.monthFromNow(to); ok && (dayWord || to > next || r.isOrdinal(i)) {
		return part{precision: corpus.DayPrecision, y: y, m: m, d: d, relative: true, dayWord: dayWord}, after, true
	}
	return p, i, false
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

func (r *reader) isOrdinal(i int) bool {
	_, _, ok := r.ordinal(i)
	return ok
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
	t := firstOfMonth(r.today).AddDate(0, way, 0)
	return t.Year(), int(t.Month()), next, true
}

func (r *reader) hasToday() bool { return !r.today.IsZero() }

// monthNamed reads the name of a month.
func (r *reader) monthNamed(i int) (m, next int, ok bool) {
	if m, next, ok = r.take(i, aMonth); ok {
		return m, next, true
	}
	return 0, i, false
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
			return m, next, true
		}
	}
	return 0, i, false
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
		if m, next, ok = r.monthNamed(to); !ok {
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

// monthDay reads March 31, 2026.
func (r *reader) monthDay(i int, dayWord bool) (p part, next int, ok bool) {
	m, at, ok := r.monthNamed(i)
	if !ok || at >= len(r.words) || !r.spaced(at-1) && r.gap(at-1) != ". " {
		return p, i, false
	}
	d, next, ok := r.dayNumber(r.behindLinks(at, 1))
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
	if way, after, ok := r.behind(next, aDirection); ok && r.hasToday() && (numbered || way != pointsNext) && r.saidOrRelated(i) { // tháng 3 tới
		p.y, p.relative, next = r.yearToward(p.m, way), true, after
		return p, next, true
	}
	if y, after, found := r.yearBehindPart(next, numbered); found {
		p.y, p.relative = y, r.yearIsRelative(next, after)
		return p, after, true
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
	y := r.today.Year()
	switch now := int(r.today.Month()); {
	case way == pointsPast && m >= now:
		return y - 1
	case (way == pointsNext || way == pointsComing) && m <= now:
		return y + 1
	}
	return y
}

// yearBehindPart reads the year behind a month, quarter or half: with a year
// word or without, behind a comma, and, behind a number, behind a slash; also
// "this year". Word i is the first behind the part.
func (r *reader) yearBehindPart(i int, numbered bool) (y, next int, ok bool) {
	if i >= len(r.words) || i < 1 {
		return 0, i, false
	}
	gap := r.gap(i - 1)
	if numbered && (gap == "/" || gap == "-" || gap == " / " || gap == "." || gap == " - ") {
		if y, ok := r.year(i); ok && r.followsSeparator(i) {
			return y, i + 1, true
		}
		return 0, i, false
	}
	if !spaces(gap) && gap != ", " && gap != "," && gap != ". " && gap != " -" && gap != "-" && gap != " (" {
		return 0, i, false
	}
	for n := 0; n <= 3; n++ {
		at := r.behindLinks(i, n)
		if n > 0 && at == i {
			break
		}
		if y, next, ok := r.yearWorded(at); ok {
			return y, next, true
		}
		if y, ok := r.year(at); ok && plausibleOr(y, gap) && (r.free(at, at)) {
			next = at + 1
			if after, ok := r.yearWordBehind(next); ok {
				next = after
			}
			return y, next, true
		}
		if u, way, next, ok := r.unitFromNow(at); ok && u == years && r.hasToday() && spaces(gap) {
			return r.today.Year() + way, next, true
		}
	}
	return 0, i, false
}

func plausibleOr(y int, gap string) bool { return plausible(y) || spaces(gap) && y < 4000 }

// yearWorded reads năm 2026, عام 2026 at word i.
func (r *reader) yearWorded(i int) (y, next int, ok bool) {
	at, ok := r.isUnit(i, years)
	if !ok || !r.spaced(at-1) {
		return 0, i, false
	}
	at = r.behindLinks(at, 1)
	if y, ok = r.year(at); !ok || !r.free(at, at) {
		return 0, i, false
	}
	return y, at + 1, true
}

// yearWordBehind reads the year word behind a year: 2026 года, 2026 г.
func (r *reader) yearWordBehind(i int) (next int, ok bool) {
	if i < 1 || i >= len(r.words) || !r.spaced(i-1) || !r.yearWordFollows {
		if _, next, ok := r.behind(i, anEra); ok {
			return next, true
		}
		return i, false
	}
	if next, ok = r.isUnit(i, years); ok && len(r.words[i].Folded) <= len("года")+2 {
		return next, true
	}
	return i, false
}

// yearIsRelative reports whether the words of a year hold no year's number.
func (r *reader) yearIsRelative(from, to int) bool {
	for i := from; i < to; i++ {
		if _, ok := r.year(i); ok {
			return false
		}
	}
	return true
}

// quarterIn reads quý III năm 2027, Q4 2025, the third quarter of 2027.
func (r *reader) quarterIn(i int) (p part, next int, ok bool) {
	p = part{precision: corpus.QuarterPrecision}
	is, end := r.quarterDigit(i)
	at, isUnit := r.isUnit(i, quarters)
	switch {
	case is:
		p.n, next = end, i+1
	case isUnit && at < len(r.words) && (r.spaced(at-1) || r.gap(at-1) == ". "):
		if p.n, next = r.which(at); p.n == 0 {
			return p, i, false
		}
	default:
		if p.n, next = r.which(i); p.n == 0 || next >= len(r.words) || !spaces(r.gap(next-1)) && r.gap(next-1) != ". " && r.gap(next-1) != "-" {
			return p, i, false
		}
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
	p.weak = is || len(r.words[next-1].Folded) <= len("кв")
	return p, next, true
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
		return r.ofYear(p, next)
	}
	n, at, ok := 0, i, false
	edge := noEdge
	if _, after, is := r.take(i, aFirstOf); is {
		edge, at = startEdge, after
	} else if _, after, is := r.take(i, aLastOf); is {
		edge, at = endEdge, after
	}
	if n, at, ok = r.cardinal(at); !ok || n < 1 || n > 11 || !r.spaced(at-1) {
		return p, i, false
	}
	if at, ok = r.isUnit(at, months); !ok {
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

// yearIn reads năm 2025, 2025 года and, weakly, 2025.
func (r *reader) yearIn(i int) (p part, next int, ok bool) {
	p = part{precision: corpus.YearPrecision}
	if p.y, next, ok = r.yearWorded(i); ok {
		if after, ok := r.yearWordBehind(next); ok {
			next = after
		}
		return p, next, true
	}
	if p.y, ok = r.year(i); !ok {
		if w := r.words[i].Folded; len(w) > 4 { // ב2025
			for _, prefix := range r.prefixes {
				if len(w) == len(prefix)+4 && w[:len(prefix)] == prefix && asYear(w[len(prefix):]) > 0 {
					p.y, p.start = asYear(w[len(prefix):]), r.words[i].Start+r.prefixBytes(i, len(prefix))
					return p, i + 1, true
				}
			}
		}
		return p, i, false
	}
	if !r.free(i, i) {
		return p, i, false
	}
	if after, ok := r.yearWordBehind(i + 1); ok {
		return p, after, plausible(p.y) || p.y < 4000
	}
	p.weak = true
	return p, i + 1, plausible(p.y)
}

func firstOfMonth(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
}
