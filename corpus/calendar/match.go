package calendar

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vanthu/corpus/lang"
)

// search is one pass over the words of a text.
type search struct {
	*Finder
	text    string
	words   []lang.Word
	refYear int
}

// gap gives what stands between word i and the next, or "\n" where there is
// none.
func (s *search) gap(i int) string {
	if i < 0 || i+1 >= len(s.words) {
		return "\n"
	}
	return s.text[s.words[i].End:s.words[i+1].Start]
}

// spaced reports whether only spaces stand between word i and the next.
func (s *search) spaced(i int) bool { return spaces(s.gap(i)) }

func spaces(gap string) bool {
	return gap == " " || gap != "" && strings.Trim(gap, " \u00a0") == ""
}

// at tries all forms of expressions that may open with word i.
func (s *search) at(i int) (match, bool) {
	var m match
	ok := false
	if c := s.words[i].Folded[0]; '0' <= c && c <= '9' {
		if m, ok = s.numeric(i); ok {
			return m, true
		}
		if m, ok = s.dottedDay(i); ok {
			return m, true
		}
		if m, ok = s.namedDay(i); ok {
			return m, true
		}
		if m, ok = s.numberedDay(i); ok {
			return m, true
		}
		if m, ok = s.ordinalQuarter(i); ok {
			return m, true
		}
		return s.slashedMonth(i)
	}
	if m, ok = s.namedMonth(i); ok {
		return m, true
	}
	if m, ok = s.numberedMonth(i); ok {
		return m, true
	}
	if m, ok = s.quarterYear(i); ok {
		return m, true
	}
	return s.ordinalQuarter(i)
}

// separator gives the mark of a numeric date between word i and the next:
// "/", "-" or ".", with spaces around or without, or "".
func (s *search) separator(i int) string {
	gap := s.gap(i)
	if gap == " " || len(gap) > 3 {
		return ""
	}
	switch sep := strings.Trim(gap, " "); sep {
	case "/", "-", ".":
		return sep
	}
	return ""
}

// alone reports whether nothing joins the words from first to last to what
// stands around them: no document number, no longer code.
func (s *search) alone(first, last int) bool {
	if start := s.words[first].Start; start > 0 {
		before := s.text[:start]
		if strings.IndexByte("/.-_@#", before[len(before)-1]) >= 0 {
			// A hyphen may join a prefix of one letter (ב-22), or several (מה-22).
			if !(before[len(before)-1] == '-' && first > 0 && s.words[first-1].End == start-1 && s.prefixing(s.words[first-1].Folded)) {
				return false
			}
		}
	}
	after := s.text[s.words[last].End:]
	if after == "" || strings.IndexByte("/-_@", after[0]) < 0 {
		return true
	}
	return len(after) == 1 || after[1] == ' ' || after[1] == '\n'
}

// prefixing reports a letter, or letters of the language that are written onto
// a word.
func (s *search) prefixing(w string) bool {
	return utf8.RuneCountInString(w) == 1 || slices.Contains(s.vocabulary.prefixes, w)
}

// withDayWord puts a day word in front of a match into it.
func (s *search) withDayWord(m match) match {
	if m.first > 0 && s.spaced(m.first-1) && s.day.has(s.words[m.first-1]) {
		m.first--
		m.afterDayWords = true
	}
	return m
}

// numeric reads 31/3/2026, 31-3-2026, 31 . 3 . 2026, 2026-03-31 and, behind a
// day word, 31/3.
func (s *search) numeric(i int) (match, bool) {
	sep := s.separator(i)
	if sep == "" {
		return match{}, false
	}
	if sep == s.separator(i+1) && s.alone(i, i+2) {
		a, b, c := s.words[i].Folded, s.words[i+1].Folded, s.words[i+2].Folded
		if y := asYear(c); y > 0 && digits(a, 2) > 0 && digits(b, 2) > 0 {
			return s.withDayWord(dayMonth(match{first: i, last: i + 2, year: y}, a, b)), true
		}
		if y := asYear(a); y > 0 && digits(b, 2) > 0 && digits(c, 2) > 0 {
			return s.withDayWord(match{first: i, last: i + 2, day: digits(c, 2), month: digits(b, 2), year: y}), true
		}
	}
	m := s.withDayWord(match{first: i, last: i + 1, day: number(s.words[i], 2), month: number(s.words[min(i+1, len(s.words)-1)], 2)})
	timed := i > 0 && s.spaced(i-1) && s.dayPart.has(s.words[i-1]) // sáng 15/10
	if sep != "." && (m.afterDayWords || timed && m.month <= 12 && m.day <= 31) && m.day > 0 && m.month > 0 && s.alone(i, i+1) {
		return m, true
	}
	return match{}, false
}

// dayMonth puts day and month into a match; where only the American order
// gives a month, that.
func dayMonth(m match, a, b string) match {
	m.day, m.month = digits(a, 2), digits(b, 2)
	if m.month > 12 && m.day <= 12 {
		m.day, m.month = m.month, m.day
	}
	return m
}

// dottedDay reads 31.3.2026 and 2026.3.31, which are one word.
func (s *search) dottedDay(i int) (match, bool) {
	if strings.IndexByte(s.words[i].Folded, '.') < 0 {
		return match{}, false
	}
	parts := strings.Split(s.words[i].Folded, ".")
	if len(parts) != 3 || !s.alone(i, i) {
		return match{}, false
	}
	if y := asYear(parts[0]); y > 0 {
		parts[0], parts[2] = parts[2], parts[0]
	}
	m := dayMonth(match{first: i, last: i, year: asYear(parts[2])}, parts[0], parts[1])
	return s.withDayWord(m), m.day > 0 && m.month > 0 && m.year > 0
}

// numberedDay reads 31 tháng 3 năm 2026; without a year a day word must stand
// in front.
func (s *search) numberedDay(i int) (match, bool) {
	d := number(s.words[i], 2)
	if d < 1 || len(s.months) > 0 || !s.spaced(i) || !s.month.has(s.words[i+1]) || !s.spaced(i+1) {
		return match{}, false
	}
	m := s.withDayWord(match{first: i, last: i + 2, day: d, month: number(s.words[i+2], 2)})
	if m.month < 1 {
		return match{}, false
	}
	if y := s.yearOfNumbered(i + 2); y.year > 0 {
		m.year, m.last = y.year, y.last
	}
	return m, m.year > 0 || m.afterDayWords
}

// numberedMonth reads tháng 3 năm 2026, tháng 3/2026. A number in front
// counts months.
func (s *search) numberedMonth(i int) (match, bool) {
	if len(s.months) > 0 || !s.month.has(s.words[i]) || !s.spaced(i) {
		return match{}, false
	}
	if i > 0 && s.spaced(i-1) && number(s.words[i-1], 4) >= 0 {
		return match{}, false
	}
	if head, tail, ok := strings.Cut(s.words[i+1].Folded, "."); ok && asYear(tail) > 0 { // tháng 3.2026
		m := match{first: i, last: i + 1, month: digits(head, 2), year: asYear(tail)}
		return m, m.month > 0
	}
	m := s.yearOfNumbered(i + 1)
	m.first, m.month = i, number(s.words[i+1], 2)
	return m, m.month > 0 && m.year > 0
}

// yearOfNumbered reads the year behind the number of a month: năm 2026, /2026.
func (s *search) yearOfNumbered(i int) match {
	if sep := s.separator(i); sep == "/" || sep == "-" {
		if y := asYear(s.words[i+1].Folded); y > 0 && s.alone(i+1, i+1) || y > 0 && s.followsSeparator(i+1) {
			return match{last: i + 1, year: y}
		}
	}
	if s.spaced(i) && s.year.has(s.words[i+1]) && s.spaced(i+1) {
		if y := asYear(s.words[i+2].Folded); y > 0 {
			return match{last: i + 2, year: y}
		}
	}
	return match{}
}

// followsSeparator reports whether nothing is joined to the end of word i.
func (s *search) followsSeparator(i int) bool {
	after := s.text[s.words[i].End:]
	return after == "" || strings.IndexByte("/_@", after[0]) < 0
}

// slashedMonth reads 6/2026, unless it is the opening of a document's number.
func (s *search) slashedMonth(i int) (match, bool) {
	if s.gap(i) != "/" || !s.alone(i, i+1) {
		return match{}, false
	}
	if i > 0 && s.number.has(s.words[i-1]) {
		return match{}, false
	}
	m := match{first: i, last: i + 1, month: number(s.words[i], 2), year: asYear(s.words[i+1].Folded)}
	return m, m.month > 0 && m.month <= 12 && m.year > 0
}
