// Package extract reads out of a document's text what it says of itself and
// of others: its number, date, issuer and standing, its passages, the
// procedure it describes, the documents and agencies it names. Rules are
// driven by the lexicon's data.
package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus/lang"
)

// Number is the number and symbol of a document as it stands in a text.
//
// The grammar: Decree 30/2020/NĐ-CP for State documents (a slash behind the
// number), Guidance 36-HD/VPTW for Party documents (a hyphen behind it), Law
// 64/2025/QH15 for laws.
//
//	F1 NUM/YEAR/TYPE-ISSUER   118/2025/NĐ-CP
//	F2 NUM/YEAR/ASSEMBLY      64/2025/QH15
//	F3 NUM/TYPE-ISSUER        03/NQ-CP
//	F4 NUM/ISSUER-ISSUER      12729/VPCP-KGVX
//	F5 NUM-TYPE/ISSUER        57-NQ/TW
type Number struct {
	Start, End int    // bytes of the text
	Written    string // as it is customarily written: 57-NQ/TW, 118/2025/NĐ-CP
	Key        string // the same for every spelling: "57|nq|tw", "118|2025|nd|cp"; "#57" where the symbol is missing
	Form       string // F1 to F5 of the grammar; empty where the symbol is missing
}

// Numbers gives the document numbers in a text, in order: those with a symbol
// and, where a word for a kind of document stands before a bare number
// ("Resolution 57"), those without.
func (x *Extractor) Numbers(text, tag string) []Number {
	if !hasDigit(text) {
		return nil
	}
	return x.numbers(text, lang.Words(text), tag)
}

// numbers is Numbers for a text whose words are known.
func (x *Extractor) numbers(text string, words []lang.Word, tag string) []Number {
	return mergeNumbers(fullNumbers(text), x.bareNumbers(text, words, tag))
}

// fullNumbers gives the document numbers with a symbol in a text.
func fullNumbers(text string) []Number {
	var out []Number
	for i := 0; i < len(text); {
		if text[i] < '0' || text[i] > '9' {
			i++
			continue
		}
		if numberStart(text, i) {
			if n, ok := scanNumber(text, i); ok {
				out = append(out, n)
				i = n.End
				continue
			}
		}
		for i < len(text) && '0' <= text[i] && text[i] <= '9' {
			i++
		}
	}
	return out
}

func hasDigit(text string) bool {
	for i := 0; i < len(text); i++ {
		if isDigit(text[i]) {
			return true
		}
	}
	return strings.ContainsFunc(text, foreignDigit)
}

// foreignDigit reports the digits of scripts other than Latin, whose blocks
// U+1E00 to U+A61F have none.
func foreignDigit(r rune) bool {
	return r >= 0x0660 && (r < 0x1E00 || r >= 0xA620) && unicode.IsDigit(r)
}

// numberStart reports whether a number may start at byte i: not inside a word
// or a longer number. A Hebrew prefix is joined by a hyphen.
func numberStart(text string, i int) bool {
	if i == 0 {
		return true
	}
	r, size := utf8.DecodeLastRuneInString(text[:i])
	if dash(r) {
		before, _ := utf8.DecodeLastRuneInString(text[:i-size])
		return unicode.Is(unicode.Hebrew, before)
	}
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !slash(r) && r != '.'
}

// dash reports the hyphens and dashes that stand in numbers as people and
// programs write them.
func dash(r rune) bool { return r == '-' || r >= 0x2010 && r <= 0x2014 || r == 0x2212 }

func slash(r rune) bool { return r == '/' || r == 0x2044 || r == 0x2215 || r == 0xFF0F }

// scanNumber reads a number with its symbol that starts at byte i.
func scanNumber(text string, i int) (Number, bool) {
	s := scanner{text: text, at: i}
	num := s.head()
	if num == "" {
		return Number{}, false
	}
	sep, ok := s.separator()
	if !ok {
		return Number{}, false
	}
	year := ""
	if sep == '/' {
		if year = s.year(); year != "" {
			if sep, ok = s.separator(); !ok || sep != '/' {
				return Number{}, false
			}
		}
	}
	groups, inner := s.symbol()
	n, ok := parseNumber(num, year, sep, groups, inner)
	n.Start, n.End = i, s.at
	return n, ok
}

// scanner reads the parts of a number one after the other.
type scanner struct {
	text string
	at   int
}

// head reads 57, 66.7, 30c.
func (s *scanner) head() string {
	start := s.at
	digits := s.digits(5)
	if digits == 0 {
		return ""
	}
	if t := s.text[s.at:]; len(t) > 1 && t[0] == '.' && isDigit(t[1]) {
		s.at++
		if n := s.digits(2); n == 0 {
			return ""
		}
	}
	if r, size := utf8.DecodeRuneInString(s.text[s.at:]); 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == 'đ' {
		s.at += size
	}
	return s.text[start:s.at]
}

// digits reads up to most digits; where there are more it reads none.
func (s *scanner) digits(most int) int {
	n := 0
	for s.at+n < len(s.text) && isDigit(s.text[s.at+n]) {
		n++
	}
	if n > most {
		return 0
	}
	s.at += n
	return n
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// separator reads a hyphen or slash with at most one space on each side; it
// gives '-' or '/'.
func (s *scanner) separator() (rune, bool) {
	at := s.at + spaceAt(s.text, s.at)
	r, size := utf8.DecodeRuneInString(s.text[at:])
	switch {
	case dash(r):
		r = '-'
	case slash(r):
		r = '/'
	default:
		return 0, false
	}
	s.at = at + size
	s.at += spaceAt(s.text, s.at)
	return r, true
}

// spaceAt gives the bytes of one space at i, or 0.
func spaceAt(text string, i int) int {
	if strings.HasPrefix(text[i:], " ") {
		return 1
	}
	if strings.HasPrefix(text[i:], "\u00a0") {
		return len("\u00a0")
	}
	return 0
}

func (s *scanner) year() string {
	t := s.text[s.at:]
	if len(t) < 4 || t[:2] != "19" && t[:2] != "20" || !isDigit(t[2]) || !isDigit(t[3]) || len(t) > 4 && isDigit(t[4]) {
		return ""
	}
	s.at += 4
	return t[:4]
}

// maxGroups is how many groups of letters a symbol has at most.
const maxGroups = 4

// symbol reads NQ/TW, NĐ-CP, QH15: groups of letters and the separators
// between them. Groups are in capitals; a symbol typed in small letters has
// two groups at most.
func (s *scanner) symbol() (groups []string, separators []rune) {
	small := false
	for len(groups) < maxGroups {
		was, sep := s.at, rune(0)
		if len(groups) > 0 {
			var ok bool
			if sep, ok = s.separator(); !ok {
				break
			}
			// Spaces belong to a number only where it would break off without
			// what follows.
			spaced := strings.ContainsAny(s.text[was:s.at], " \u00a0")
			if spaced && len(groups) > 1 || small && len(groups) > 1 {
				s.at = was
				break
			}
		}
		g, lower := s.group()
		if len(groups) == 0 {
			small = lower
		}
		if g == "" || lower != small {
			s.at = was
			break
		}
		if len(groups) > 0 {
			separators = append(separators, sep)
		}
		groups = append(groups, g)
	}
	return groups, separators
}

// group reads one run of letters, up to two digits behind them, and T.Ư.
func (s *scanner) group() (group string, small bool) {
	end := s.at
	for end < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[end:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		end += size
	}
	if end == s.at || end-s.at > 48 {
		return "", false
	}
	first, _ := utf8.DecodeRuneInString(s.text[s.at:])
	if !unicode.IsUpper(first) && !unicode.IsLower(first) {
		return "", false
	}
	if t := strings.ToUpper(s.text[s.at:end]); strings.HasSuffix(t, "T") {
		for _, u := range [...]string{".Ư", ".ư"} { // T.Ư, the Centre
			if rest, ok := strings.CutPrefix(s.text[end:], u); ok {
				if r, _ := utf8.DecodeRuneInString(rest); rest == "" || !unicode.IsLetter(r) {
					end += len(u)
				}
			}
		}
	}
	digits := 0
	for end+digits < len(s.text) && isDigit(s.text[end+digits]) {
		digits++
	}
	if digits > 2 {
		return "", false
	}
	group = s.text[s.at : end+digits]
	s.at = end + digits
	return group, unicode.IsLower(first)
}

// mergeNumbers puts both lists in order, without the bare numbers that lie
// inside a full one.
func mergeNumbers(full, bare []Number) []Number {
	if len(bare) == 0 {
		return full
	}
	out := make([]Number, 0, len(full)+len(bare))
	i := 0
	for _, b := range bare {
		for i < len(full) && full[i].End <= b.Start {
			out = append(out, full[i])
			i++
		}
		if i < len(full) && full[i].Start <= b.Start && b.Start < full[i].End {
			continue
		}
		out = append(out, b)
	}
	return append(out, full[i:]...)
}

// Keys gives the keys of numbers for the index: each once, and for every full
// number also the bare one, so that "Resolution 57" finds 57-NQ/TW.
func Keys(numbers []Number) []string {
	var keys []string
	seen := map[string]bool{}
	add := func(k string) {
		if !seen[k] {
			seen[k] = true
			keys = append(keys, k)
		}
	}
	for _, n := range numbers {
		add(n.Key)
		if head, _, ok := strings.Cut(n.Key, "|"); ok {
			add("#" + head)
		}
	}
	return keys
}
