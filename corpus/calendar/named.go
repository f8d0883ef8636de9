package calendar

import (
	"strings"

	"vanthu/corpus/lang"
)

// monthName gives the month that word i names, alone or with the next word,
// the last word of the name, and the bytes of a prefix. One month may stand there
// by two names: يناير/ كانون الثاني.
func (s *search) monthName(i int) (month, last, prefix int) {
	if month, last, prefix = s.oneMonthName(i); month > 0 && strings.Trim(s.gap(last), " ") == "/" {
		if twin, after, _ := s.oneMonthName(last + 1); twin == month {
			last = after
		}
	}
	return month, last, prefix
}

func (s *search) oneMonthName(i int) (month, last, prefix int) {
	if len(s.months) == 0 || i >= len(s.words) {
		return 0, i, 0
	}
	w := s.words[i].Folded
	if i+1 < len(s.words) && s.spaced(i) {
		if m := s.months[w+" "+s.words[i+1].Folded]; m > 0 {
			return m, i + 1, 0
		}
	}
	if m := s.months[w]; m > 0 {
		return m, i, 0
	}
	if rest, n := s.withoutPrefix(w); n > 0 {
		if m := s.months[rest]; m > 0 {
			return m, i, n
		}
	}
	return 0, i, 0
}

// withoutPrefix takes a letter that is written onto a word off it.
func (f *Finder) withoutPrefix(w string) (rest string, bytes int) {
	for _, p := range f.prefixes {
		if rest, ok := strings.CutPrefix(w, p); ok && rest != "" {
			return rest, len(p)
		}
	}
	return w, 0
}

// dayNumber gives the day of the month that a word names, 15 or 15th, or -1.
func (s *search) dayNumber(w lang.Word) int {
	if n := number(w, 2); n > 0 {
		return n
	}
	rest := strings.TrimLeft(w.Folded, "0123456789")
	if rest != "" && s.suffixes[rest] {
		return digits(w.Folded[:len(w.Folded)-len(rest)], 2)
	}
	return -1
}

// linked gives the first word behind word i that is no link ("of the").
func (s *search) linked(i int) int {
	next := i + 1
	for n := 0; n < 2 && next < len(s.words) && s.spaced(next-1) && s.link.has(s.words[next]); n++ {
		next++
	}
	return next
}

// yearBehind gives the year that follows word i, with its last word: behind
// spaces or a comma, with a year word in front or behind; 0 where there is
// none.
func (s *search) yearBehind(i int) (year, last int) {
	next := i + 1
	if next >= len(s.words) || !spaces(strings.TrimPrefix(s.gap(i), ",")) {
		return 0, i
	}
	next = s.linked(i)
	if next < len(s.words) && s.spaced(next-1) && s.year.has(s.words[next]) {
		next++
	}
	if next >= len(s.words) || next > i+1 && !s.spaced(next-1) {
		return 0, i
	}
	y := asYear(s.words[next].Folded)
	if y < 0 || !s.alone(next, next) {
		return 0, i
	}
	if next+1 < len(s.words) && s.spaced(next) && s.year.has(s.words[next+1]) && len(s.months) > 0 {
		next++
	}
	return y, next
}

// namedDay reads 31 March 2026, 15. mai, 31st of March.
func (s *search) namedDay(i int) (match, bool) {
	d := s.dayNumber(s.words[i])
	if d < 1 || len(s.months) == 0 || i+1 >= len(s.words) || !s.alone(i, i) && s.gap(i) != "-" {
		return match{}, false
	}
	at := i + 1
	switch {
	case s.gap(i) == "-" && s.suffixes[s.words[at].Folded] && s.spaced(at): // 31-го октября
		at++
	case !spaces(strings.TrimPrefix(s.gap(i), ".")):
		return match{}, false
	}
	if s.spaced(i) {
		at = s.linked(i)
	}
	month, last, _ := s.monthName(at)
	if month == 0 || at > i+1 && !s.spaced(at-1) {
		return match{}, false
	}
	m := match{first: i, last: last, day: d, month: month}
	m.year, m.last = s.yearBehind(last)
	return m, true
}

// namedMonth reads March 2026, March 31, 2026 and, in languages that write
// so, March 31.
func (s *search) namedMonth(i int) (match, bool) {
	month, last, prefix := s.monthName(i)
	if month == 0 {
		return match{}, false
	}
	m := match{first: i, prefix: prefix, month: month}
	if s.spaced(last) {
		if d := s.dayNumber(s.words[last+1]); d > 0 {
			m.day = d
			if m.year, m.last = s.yearBehind(last + 1); s.monthFirst || m.year > 0 {
				return m, true
			}
			m.day = 0
		}
	}
	m.year, m.last = s.yearBehind(last)
	return m, m.year > 0
}
