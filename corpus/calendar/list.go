package calendar

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vanthu/corpus"
)

// stretch is a part, or a range between two.
type stretch struct {
	part part
	to   *part
	next int // the word behind it
}

// longestList bounds the stretches of a list.
const longestList = 16

// list reads stretches that are joined: 15, 16 và 17 tháng 6; trước ngày 15
// tháng 6 và trước ngày 01 tháng 12 năm 2026. What one lacks it takes from the
// one behind.
func (r *reader) list(i int) (list []stretch, next int, ok bool) {
	s, next, ok := r.range_(i)
	if !ok {
		return nil, i, false
	}
	list = append(list, s)
	for len(list) < longestList {
		at, ok := r.and(next)
		if !ok {
			break
		}
		if _, after, ok := r.takeRelation(at); ok && after < len(r.words) && r.spaced(after-1) {
			at = after
		}
		s, after, ok := r.joinedTo(r.skip(at, aSkip))
		if last := list[len(list)-1].part; !ok && !last.settled() && (last.precision == corpus.QuarterPrecision || last.precision == corpus.MonthPrecision) {
			var p part
			if p, after, ok = r.farEnd(last, at); ok {
				p.from, p.start = at, r.words[at].Start
				s = stretch{part: p, next: after}
			}
		}
		if !ok || s.part.precision != list[0].part.precision || s.part.settled() || list[0].part.settled() {
			break
		}
		list, next = append(list, s), after
	}
	// A day without its month that no month follows is a number.
	for len(list) > 1 && list[len(list)-1].part.lone != list[0].part.lone && list[len(list)-1].part.lone {
		list = list[:len(list)-1]
		next = list[len(list)-1].next
	}
	for n := len(list) - 2; n >= 0; n-- {
		p := &list[n].part
		if list[n].to != nil {
			p = list[n].to
		}
		inherit(p, list[n+1].part)
		if list[n].to != nil {
			inherit(&list[n].part, *list[n].to)
		}
	}
	if list[0].part.lone && !list[0].part.dayWord && list[0].to == nil && len(list) == 1 && !r.isOrdinal(list[0].part.from) {
		return nil, i, false
	}
	return list, next, true
}

// joinedTo reads a stretch that follows another in a list.
func (r *reader) joinedTo(i int) (stretch, int, bool) {
	r.inList = true
	defer func() { r.inList = false }()
	return r.range_(i)
}

// inherit fills what a part lacks from the one behind it.
func inherit(p *part, behind part) {
	if p.settled() || behind.settled() && behind.precision != corpus.MonthPrecision {
		return
	}
	if p.lone && behind.precision == corpus.DayPrecision && behind.m > 0 {
		p.m, p.lone, p.weak = behind.m, false, behind.weak
		p.relative = behind.relative
	}
	if p.y == 0 && behind.y > 0 && !p.lone {
		p.y, p.relative = behind.y, behind.relative
		if p.m > behind.m && behind.m > 0 && p.precision == behind.precision { // November and March 2026
			p.y--
		}
		p.weak = p.weak && behind.weak
	}
}

// and gives the word behind what joins two stretches: a comma, a word, both.
func (r *reader) and(i int) (next int, ok bool) {
	if i < 1 || i >= len(r.words) {
		return i, false
	}
	comma := false
	switch r.gap(i - 1) {
	case ", ", ",", "; ", ";", "، ":
		comma = true
	default:
		if !r.spaced(i - 1) {
			return i, false
		}
	}
	if _, next, prefix, ok := r.takePrefixed(i, anAnd); ok && prefix == 0 && next < len(r.words) && (r.spaced(next-1) || r.gap(next-1) == "-") {
		return next, true
	}
	_, size := utf8.DecodeRuneInString(r.words[i].Folded)
	for _, e := range r.first[r.words[i].Folded[:size]] { // a letter written onto the word
		if e.kind == anAnd && slices.Contains(r.prefixes, e.words[0]) {
			return i, true
		}
	}
	return i, comma
}

// range_ reads one stretch, or two with a word or dash of a range between.
func (r *reader) range_(i int) (s stretch, next int, ok bool) {
	if i >= len(r.words) {
		return s, i, false
	}
	p, next, ok := r.item(i)
	if !ok {
		if s, next, ok = r.quarters(i); ok {
			return s, next, true
		}
		if p, next, ok = r.bareDay(i); !ok {
			return s, i, false
		}
	}
	s = stretch{part: p, next: next}
	at, ok := r.to(i, next)
	if !ok {
		if p.lone && !p.dayWord && !r.isOrdinal(i) {
			if _, joined := r.and(next); !joined {
				return s, i, false
			}
		}
		return s, next, true
	}
	was := r.inRange
	r.inRange = true
	defer func() { r.inRange = was }()
	to, after, ok := r.item(at)
	if !ok {
		to, after, ok = r.farEnd(p, at)
	}
	if ok && to.lone && p.m > 0 && !p.lone && p.precision == corpus.DayPrecision { // Aug 27 to 29
		to.m, to.lone, to.y = p.m, false, max(to.y, p.y)
	}
	if ok && p.lone && to.precision == corpus.MonthPrecision && to.m > 0 && !to.settled() { // 27-29 של אוגוסט
		ok = false
	}
	if !ok || !pair(p, to) {
		if p.lone && !p.dayWord {
			return s, i, false
		}
		return s, next, true
	}
	inherit(&s.part, to)
	if s.part.precision == corpus.YearPrecision && to.precision == corpus.YearPrecision && (!s.part.weak || !to.weak) {
		s.part.weak, to.weak = false, false
	}
	if to.y == 0 && s.part.y > 0 && !to.settled() {
		to.y = s.part.y
		if to.precision == corpus.DayPrecision && (to.m < s.part.m || to.m == s.part.m && to.d < s.part.d) {
			to.y++
		}
	}
	s.to, s.next = &to, after
	return s, after, true
}

// quarters reads a range of quarters of which the near end is only a number:
// I–II кварталы 2026 года.
func (r *reader) quarters(i int) (s stretch, next int, ok bool) {
	n, at := r.which(i)
	if n == 0 {
		return s, i, false
	}
	if at, ok = r.to(i, at); !ok {
		if at, ok = r.and(at); !ok {
			return s, i, false
		}
	}
	to, next, ok := r.quarterIn(at)
	if !ok || to.n <= n {
		return s, i, false
	}
	p := to
	p.n, p.from, p.start = n, i, r.words[i].Start
	return stretch{part: p, to: &to, next: next}, next, true
}

// pair reports whether two parts may be the ends of a range.
func pair(p, to part) bool {
	switch {
	case p.lone:
		return to.precision == corpus.DayPrecision && !to.settled()
	case p.precision == corpus.YearPrecision && to.precision == corpus.YearPrecision && !p.settled() && !to.settled():
		return p.y < to.y && to.y-p.y <= 100
	case p.precision == to.precision:
		return !to.lone
	case to.settled() && to.precision == corpus.DayPrecision: // up to now
		return true
	}
	return p.precision != corpus.YearPrecision && to.y+p.y > 0 && !p.settled() && !to.settled() && !to.lone
}

// bareDay reads the number of a day that is the near end of a range or a list:
// 12 to 14 March.
func (r *reader) bareDay(i int) (p part, next int, ok bool) {
	if i >= len(r.words) {
		return p, i, false
	}
	d := number(r.words[i], 2)
	if d < 1 || d > 31 {
		return p, i, false
	}
	if !r.free(i, i) && !r.inRange {
		return p, i, false
	}
	p = part{precision: corpus.DayPrecision, d: d, lone: true, weak: true, from: i, start: r.words[i].Start}
	if r.inRange {
		return p, i + 1, true
	}
	_, ranged := r.to(i, i+1)
	_, joined := r.and(i + 1)
	return p, i + 1, ranged || joined
}

// farEnd reads the far end of a range that leaves out what the near end says:
// quý I-II, March 12-14.
func (r *reader) farEnd(p part, i int) (to part, next int, ok bool) {
	switch p.precision {
	case corpus.QuarterPrecision:
		if to.n, next = r.which(i); to.n == 0 {
			return to, i, false
		}
		to.precision = p.precision
		if y, after, ok := r.yearBehindPart(next, true); ok {
			to.y, next = y, after
		} else if y, after, ok := r.yearBehindPart(next, false); ok {
			to.y, next = y, after
		}
		return to, next, true
	case corpus.MonthPrecision: // tháng 3, 4 năm 2026
		if i >= len(r.words) {
			return to, i, false
		}
		to = part{precision: p.precision, m: number(r.words[i], 2)}
		if to.y, next, ok = r.yearBehindPart(i+1, false); !ok {
			to.y, next, ok = r.yearBehindPart(i+1, true)
		}
		return to, next, ok && to.m > p.m && to.m <= 12 && r.yearAt(i+1, next)
	case corpus.DayPrecision:
		to, next, ok = r.bareDay(i)
		if !ok {
			return to, i, false
		}
		if y, after, found := r.yearBehindPart(next, false); found {
			to.y, next = y, after
		}
		return to, next, true
	}
	return to, i, false
}

// yearAt reports whether a year's number stands among words, with a word for
// the year in a language that numbers its months.
func (r *reader) yearAt(from, to int) bool {
	return !r.yearIsRelative(from, to) && (r.marks || r.monthsCounted)
}

// to gives the word behind what stands between the ends of a range; from is
// the first word of the near end and i the word behind it.
func (r *reader) to(from, i int) (next int, ok bool) {
	if i < 1 || i >= len(r.words) {
		return i, false
	}
	switch strings.Trim(r.gap(i-1), " \u00a0") {
	case "-", "–", "—", "−", "./", ".-", ". -", ".–", "-.":
		return r.skip(i, aSkip), true
	case "":
	case ".", ",":
		if _, _, ok := r.take(i, aTo); !ok {
			return i, false
		}
	default:
		return i, false
	}
	rel, _ := r.relationBefore(from)
	if rel == corpus.By || rel == corpus.Before {
		return i, false
	}
	_, next, ok = r.take(i, aTo)
	if !ok {
		if rel != corpus.From {
			return i, false
		}
		if _, next, ok = r.take(i, anUntil); !ok {
			return i, false
		}
	}
	if next >= len(r.words) || !r.spaced(next-1) && r.gap(next-1) != "-" {
		return i, false
	}
	return r.skip(next, aSkip), true
}

// lasting reads a day with a length: for 10 days from 18 December, 18 December
// for 10 days.
func (r *reader) lasting(i int) (d Date, next int, ok bool) {
	if !r.said {
		return d, i, false
	}
	var p part
	var n int
	var u unit
	if _, at, is := r.take(i, aFor); is && at < len(r.words) && r.spaced(at-1) {
		if n, u, at, ok = r.amount(at, false); !ok {
			return d, i, false
		}
		rel, after, ok := r.takeRelation(at)
		if !ok || rel != corpus.From {
			return d, i, false
		}
		if p, next, ok = r.item(r.skip(after, aSkip)); !ok {
			return d, i, false
		}
	} else {
		if p, next, ok = r.item(i); !ok {
			return d, i, false
		}
		_, at, is := r.behind(next, aFor)
		if !is {
			return d, i, false
		}
		if n, u, next, ok = r.amount(at, false); !ok {
			return d, i, false
		}
	}
	if p.precision != corpus.DayPrecision || n > 400 {
		return d, i, false
	}
	d, ok = r.settle(p, "")
	first, known := d.First.Time()
	if !ok || !known {
		return d, i, false
	}
	d.Start, d.Lead, d.End = r.words[i].Start, r.leadOf(i), r.words[next-1].End
	d.Last, d.Precision, d.Relation = corpus.DayOf(step(first, n, u)), corpus.RangePrecision, corpus.In
	return d, next, true
}
