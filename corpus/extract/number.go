// Package extract reads out of a document's text what it says of itself and
// of others: its number, date, issuer and standing, its passages, the
// procedure it describes, the documents and agencies it names. Rules are
// driven by the lexicon's data.
package extract

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus/lang"
)

// Number is the number and symbol of a document as it stands in a text.
type Number struct {
	Start, End int    // bytes of the text
	Written    string // as it is customarily written: 57-NQ/TW, 118/2025/NĐ-CP
	Key        string // the same for every spelling: "57|nq|tw", "118|2025|nd|cp"; "#57" where the symbol is missing
	Form       string // F1 to F5 of the grammar; empty where the symbol is missing
}

// The grammar of numbers: Decree 30/2020/NĐ-CP for State documents (a slash
// behind the number), Guidance 36-HD/VPTW for Party documents (a hyphen
// behind it), Law 64/2025/QH15 for laws.
//
//	F1 NUM/YEAR/TYPE-ISSUER   118/2025/NĐ-CP
//	F2 NUM/YEAR/ASSEMBLY      64/2025/QH15
//	F3 NUM/TYPE-ISSUER        03/NQ-CP
//	F4 NUM/ISSUER-ISSUER      12729/VPCP-KGVX
//	F5 NUM-TYPE/ISSUER        57-NQ/TW
var numberForm = regexp.MustCompile(`(\d{1,5}(?:\.\d{1,2})?[a-zđ]?)(?:\s?[/]\s?((?:19|20)\d\d))?\s?([-/‑–])\s?(\p{Lu}\p{L}*(?:\.\p{Lu}\p{L}*)?\d{0,2}(?:[-/‑–]\p{Lu}\p{L}*(?:\.\p{Lu}\p{L}*)?\d{0,2}){0,3})`)

// typeNames are the symbols of document types (annex III of Decree
// 30/2020/NĐ-CP and the Party's list).
var typeNames = [...]string{"NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC", "BB", "TTr", "HĐ", "CĐ", "BGN", "BTT", "GUQ", "GM",
	"GGT", "GNP", "PG", "PC", "PB", "SY", "TrS", "SL", "NĐ", "TT", "TTLT", "NQLT", "L", "PL", "KL", "CV", "HNVB", "VBHN", "TTg"}

// partyIssuers are the symbols, folded, of Party bodies: their numbers are
// written with the hyphen first.
var partyIssuers = [...]string{"tw", "bcdtw", "vptw", "btctw", "btgtw", "ubkttw", "tu", "du", "vpdu", "ddqh15", "ddqh16", "bbt"}

func typeSymbol(folded string) (string, bool) {
	for _, t := range typeNames {
		if t != "TTg" && lang.Fold(t) == folded {
			return t, true
		}
	}
	return "", false
}

// Numbers gives the document numbers in a text, in order: those with a symbol
// and, where a word for a kind of document stands before a bare number
// ("Resolution 57"), those without.
func (x *Extractor) Numbers(text, tag string) []Number {
	var out []Number
	for _, m := range numberForm.FindAllStringSubmatchIndex(text, -1) {
		if !numberStart(text, m[0]) {
			continue
		}
		year := ""
		if m[4] >= 0 {
			year = text[m[4]:m[5]]
		}
		n, ok := parseNumber(text[m[2]:m[3]], year, text[m[6]:m[7]], text[m[8]:m[9]])
		if !ok {
			continue
		}
		n.Start, n.End = m[0], m[1]
		out = append(out, n)
	}
	return mergeNumbers(out, x.bareNumbers(text, tag))
}

func numberStart(text string, i int) bool {
	if i == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("./-", r)
}

func parseNumber(num, year, sep, symbol string) (Number, bool) {
	parts := strings.FieldsFunc(symbol, func(r rune) bool { return strings.ContainsRune("-/‑–", r) })
	folded := make([]string, len(parts))
	for i, p := range parts {
		folded[i] = foldSymbol(p)
	}
	slash := strings.ContainsRune(symbol, '/')
	kind, typed := typeSymbol(folded[0])
	assembly := strings.HasPrefix(folded[0], "qh") || strings.HasPrefix(folded[0], "ubtvqh")
	n := Number{}
	switch {
	case sep != "/" && !slash:
		return n, false // 2021–Hà Nội, 19-CP: no number of today's rules
	case year != "" && assembly && len(parts) == 1:
		n.Form = "F2"
	case sep != "/":
		n.Form = "F5"
		if len(parts) < 2 || !typed {
			return n, false
		}
	case year != "":
		n.Form = "F1"
		if !typed || len(parts) < 2 {
			return n, false
		}
	case typed && len(parts) > 1:
		n.Form = "F3"
	case len(parts) > 1 && !slash && capitals(parts):
		n.Form = "F4"
	default:
		return n, false
	}
	key := []string{strings.TrimLeft(lang.Fold(num), "0")}
	if year != "" {
		key = append(key, year)
	}
	rest := folded
	if typed && folded[0] == "nq" && len(folded) == 2 && year != "" && (strings.HasPrefix(folded[1], "qh") || strings.HasPrefix(folded[1], "ubtvqh")) {
		rest = folded[1:] // 193/2025/NQ-QH15 is 193/2025/QH15
	}
	n.Key = strings.Join(append(key, rest...), "|")
	n.Written = write(num, year, kind, parts, folded, n.Form)
	return n, true
}

// capitals reports symbols that are abbreviations, not words with a capital.
func capitals(parts []string) bool {
	up := 0
	for _, p := range parts {
		for _, r := range p {
			if unicode.IsUpper(r) {
				up++
			}
		}
	}
	return up >= len(parts)+1
}

// foldSymbol gives the symbol in lower-case ASCII: marks dropped, Cyrillic
// look-alikes read as the Latin letters they stand for, T.Ư as TW.
func foldSymbol(s string) string {
	var b strings.Builder
	for _, r := range s {
		if l, ok := lookalikes[r]; ok {
			b.WriteRune(l)
			continue
		}
		if f := lang.FoldRune(r); f > 0 && f != '.' {
			b.WriteRune(f)
		}
	}
	f := b.String()
	if f == "tu" && s != "TU" { // T.Ư and TƯ are the Centre, TU a provincial committee
		f = "tw"
	}
	return f
}

// lookalikes are Cyrillic letters as transliterating translators put them
// for the Latin letters of a symbol (48-КЛ/ТВ for 48-KL/TW).
var lookalikes = map[rune]rune{'А': 'a', 'Б': 'b', 'В': 'w', 'Г': 'g', 'Д': 'd', 'Е': 'e', 'К': 'k', 'Л': 'l', 'М': 'm', 'Н': 'n', 'О': 'o', 'П': 'p', 'Р': 'r', 'С': 's', 'Т': 't', 'У': 'u', 'Х': 'h', 'Ч': 'c', 'Ц': 'c', 'Ю': 'u', 'Я': 'a'}

func write(num, year, kind string, parts, folded []string, form string) string {
	clean := make([]string, len(parts))
	for i, p := range parts {
		clean[i] = p
		if folded[i] == "tw" {
			clean[i] = "TW"
		} else if strings.ContainsFunc(p, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
			clean[i] = strings.ToUpper(folded[i])
		}
	}
	if kind != "" {
		clean[0] = kind
	}
	head := num
	if year != "" {
		head += "/" + year
	}
	party := false
	if len(folded) == 2 {
		for _, p := range partyIssuers {
			party = party || folded[1] == p
		}
	}
	if year == "" && kind != "" && (party || form == "F5" && !stateIssuer(folded)) {
		return head + "-" + clean[0] + "/" + strings.Join(clean[1:], "-")
	}
	return head + "/" + strings.Join(clean, "-")
}

// stateIssuer reports the State bodies whose numbers are sometimes printed in
// the Party's order (03-NQ/CP for 03/NQ-CP).
func stateIssuer(folded []string) bool {
	switch folded[len(folded)-1] {
	case "cp", "ttg", "ubnd", "hdnd", "vpcp":
		return true
	}
	return false
}

// bareNumbers finds "Resolution 57", "резолюция № 57", "القرار رقم 57".
func (x *Extractor) bareNumbers(text, tag string) []Number {
	if !strings.ContainsAny(text, "0123456789") {
		return nil
	}
	w := x.words[tag]
	words := lang.Words(text)
	var out []Number
	for i, num := range words {
		if !bareNumber(text, num) {
			continue
		}
		j := i - 1
		for j >= 0 && i-j <= 2 && w.numberWords[words[j].Folded] {
			j--
		}
		if j >= 0 && num.Start-words[j].End < 12 && w.typeEnds(words[:j+1], tag) {
			out = append(out, Number{Start: num.Start, End: num.End, Key: "#" + strings.TrimLeft(num.Folded, "0")})
		}
	}
	return out
}

// bareNumber reports a word that can be a document's number without a symbol:
// up to four digits, no year, no part of a date, a share or a full number.
func bareNumber(text string, w lang.Word) bool {
	s := w.Folded
	if !isDigits(s) || len(s) > 4 || len(s) == 4 && (s[:2] == "19" || s[:2] == "20") {
		return false
	}
	if w.Start > 0 && strings.IndexByte("/-", text[w.Start-1]) >= 0 {
		return false
	}
	if w.End < len(text) && strings.IndexByte("/%", text[w.End]) >= 0 {
		return false
	}
	return w.End+1 >= len(text) || text[w.End] != '-' || text[w.End+1] < 'A' || text[w.End+1] > 'Z'
}

func isDigits(s string) bool {
	_, err := strconv.ParseUint(s, 10, 32)
	return err == nil
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
