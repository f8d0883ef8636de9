package calendar

import (
	"strings"

	"vanthu/corpus/lang"
)

// isQuarter reports whether word i is a word for a quarter, with the bytes of
// a prefix and what is written onto its end ("Q4").
func (s *search) isQuarter(i int) (ok bool, prefix int, end string) {
	if i >= len(s.words) {
		return false, 0, ""
	}
	w := s.words[i]
	if s.quarter.has(w) {
		return true, 0, ""
	}
	if rest, n := s.withoutPrefix(w.Folded); n > 0 && s.quarter.words[rest] {
		return true, n, ""
	}
	if n := len(w.Folded) - 1; n > 0 && w.Folded[n] >= '1' && w.Folded[n] <= '4' && s.quarter.words[w.Folded[:n]] {
		return true, 0, w.Folded[n:]
	}
	return false, 0, ""
}

// ordinal gives the quarter that a word counts: third, III, 3, 3e, or 0.
func (s *search) ordinal(w lang.Word) int {
	if n := roman(w.Folded); n > 0 {
		return n
	}
	if c := w.Folded[0]; c >= '1' && c <= '4' && (len(w.Folded) == 1 || strings.TrimLeft(w.Folded, "0123456789") == w.Folded[1:] && len(w.Folded) <= 3) {
		return int(c - '0')
	}
	for i, o := range s.ordinals {
		if strings.HasPrefix(w.Folded, o) {
			return i + 1
		}
		if rest, n := s.withoutPrefix(w.Folded); n > 0 && strings.HasPrefix(rest, o) {
			return i + 1
		}
	}
	return 0
}

// quarterYear reads quý III năm 2027, Q4 2025, الربع الثاني من عام 2025.
func (s *search) quarterYear(i int) (match, bool) {
	ok, prefix, end := s.isQuarter(i)
	if !ok {
		return match{}, false
	}
	m := match{first: i, prefix: prefix}
	at := i
	if end != "" {
		m.quarter = digits(end, 1)
	} else if at++; at < len(s.words) && s.spaced(i) {
		m.quarter = s.ordinal(s.words[at])
	}
	if m.quarter == 0 {
		return match{}, false
	}
	if sep := s.separator(at); sep == "/" || sep == "-" {
		if y := asYear(s.words[at+1].Folded); y > 0 && s.followsSeparator(at+1) {
			m.year, m.last = y, at+1
			return m, true
		}
	}
	m.year, m.last = s.yearBehind(at)
	return m, m.year > 0
}

// ordinalQuarter reads the third quarter of 2027, 2. kvartal 2025.
func (s *search) ordinalQuarter(i int) (match, bool) {
	ok, _, end := s.isQuarter(i + 1)
	if !ok || end != "" || !s.alone(i, i) || !spaces(strings.TrimPrefix(s.gap(i), ".")) {
		return match{}, false
	}
	m := match{first: i, quarter: s.ordinal(s.words[i])}
	if m.quarter == 0 {
		return match{}, false
	}
	m.year, m.last = s.yearBehind(i + 1)
	return m, m.year > 0
}
