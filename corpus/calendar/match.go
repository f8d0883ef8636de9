package calendar

import (
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

func spaces(gap string) bool { return gap != "" && strings.Trim(gap, " \u00a0") == "" }

// at tries all forms of expressions that may open with word i.
func (s *search) at(i int) (match, bool) {
	w := s.words[i]
	if c := w.Folded[0]; '0' <= c && c <= '9' {
		for _, form := range [...]func(int) (match, bool){s.numeric, s.dottedDay, s.namedDay, s.numberedDay, s.ordinalQuarter, s.slashedMonth} {
			if m, ok := form(i); ok {
				return m, true
			}
		}
		return match{}, false
	}
	for _, form := range [...]func(int) (match, bool){s.namedMonth, s.numberedMonth, s.quarterYear, s.ordinalQuarter} {
		if m, ok := form(i); ok {
			return m, true
		}
	}
	return match{}, false
}

// separator gives the mark of a numeric date between word i and the next:
// "/", "-" or ".", with spaces around or without, or "".
func (s *search) separator(i int) string {
	switch sep := strings.Trim(s.gap(i), " "); sep {
	case "/", "-", ".":
		if len(s.gap(i)) <= 3 {
			return sep
		}
	}
	return ""
}

// alone reports whether nothing joins the words from first to last to what
// stands around them: no document number, no longer code.
func (s *search) alone(first, last int) bool {
	if start := s.words[first].Start; start > 0 {
		before := s.text[:start]
		if strings.IndexByte("/.-_@#", before[len(before)-1]) >= 0 {
			// A hyphen may join a prefix of one letter (ב-22).
			if !(before[len(before)-1] == '-' && first > 0 && s.words[first-1].End == start-1 && utf8.RuneCountInString(s.words[first-1].Folded) == 1) {
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
	if sep != "." && m.afterDayWords && m.day > 0 && m.month > 0 && s.alone(i, i+1) {
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

// monthName gives the month that word i names, alone or with the next word,
// the last word of the name, and the bytes of a prefix.
func (s *search) monthName(i int) (month, last, prefix int) {
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
	if rest, n := s.withoutPrefix(w.Folded); n > 0 && s.quarter[rest] {
		return true, n, ""
	}
	if n := len(w.Folded) - 1; n > 0 && w.Folded[n] >= '1' && w.Folded[n] <= '4' && s.quarter[w.Folded[:n]] {
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
	if !s.alone(i, i) || !spaces(strings.TrimPrefix(s.gap(i), ".")) {
		return match{}, false
	}
	ok, _, end := s.isQuarter(i + 1)
	if !ok || end != "" {
		return match{}, false
	}
	m := match{first: i, quarter: s.ordinal(s.words[i])}
	if m.quarter == 0 {
		return match{}, false
	}
	m.year, m.last = s.yearBehind(i + 1)
	return m, m.year > 0
}

// relation tells the words that stand straight before an expression, or the
// letter that is written onto it.
func (s *search) relation(m match) Relation {
	if m.prefix > 0 {
		return s.relationOf([]string{s.words[m.first].Folded[:m.prefix]})
	}
	i := m.first - 1
	for n := 0; n < 2 && i >= 0 && s.spaced(i) && s.skip.has(s.words[i]); n++ {
		if r := s.endingAt(i); r != "" {
			return r
		}
		i--
	}
	return s.endingAt(i)
}

// endingAt gives the relation whose words end at word i.
func (s *search) endingAt(i int) Relation {
	if i < 0 || !s.spaced(i) && s.gap(i) != "-" {
		return ""
	}
	var words []string
	for n := 0; n < 6 && i-n >= 0 && (n == 0 || s.spaced(i-n)); n++ {
		words = append(words, key(s.words[i-n]))
	}
	for l, r := 0, len(words)-1; l < r; l, r = l+1, r-1 {
		words[l], words[r] = words[r], words[l]
	}
	return s.relationOf(words)
}

// relationOf gives the relation whose words the list ends in.
func (f *Finder) relationOf(words []string) Relation {
	for _, r := range f.relations {
		n := len(words) - len(r.words)
		if n < 0 {
			continue
		}
		same := true
		for k, w := range r.words {
			same = same && words[n+k] == w
		}
		if same {
			return r.relation
		}
	}
	return ""
}
