package extract

import (
	"strings"
	"unicode"

	"vanthu/corpus/lang"
)

// typeSymbols are the symbols of document types (annex III of Decree
// 30/2020/NĐ-CP and the Party's list), by their folded form.
var typeSymbols = folded("NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC", "BB", "TTr", "HĐ", "CĐ", "BGN", "BTT", "GUQ", "GM",
	"GGT", "GNP", "PG", "PC", "PB", "SY", "TrS", "SL", "NĐ", "TT", "TTLT", "NQLT", "L", "PL", "KL", "CV", "HNVB", "VBHN")

// issuerSymbols are symbols of issuers that are not written in plain capitals,
// by their folded form.
var issuerSymbols = folded("TTg", "BCĐTW", "BCĐCP", "BCĐ", "HĐND", "ĐĐQH14", "ĐĐQH15", "ĐĐQH16", "ĐU", "VPĐU", "BLĐTBXH", "BGDĐT", "BKHĐT", "TCTTTg", "VPHĐND")

// partyIssuers are the symbols, folded, of Party bodies: their numbers are
// written with the hyphen first.
var partyIssuers = map[string]bool{"tw": true, "bcdtw": true, "vptw": true, "btctw": true, "btgtw": true, "btgdvtw": true, "ubkttw": true, "bnctw": true, "bdvtw": true,
	"tu": true, "du": true, "vpdu": true, "ddqh14": true, "ddqh15": true, "ddqh16": true, "bbt": true}

// folded gives symbols by their folded form.
func folded(symbols ...string) map[string]string {
	m := make(map[string]string, len(symbols))
	for _, s := range symbols {
		m[lang.Fold(s)] = s
	}
	return m
}

// parseNumber tells the form of a number from its parts. inner holds the
// separators between the groups of the symbol, '-' or '/'.
func parseNumber(num, year string, sep rune, groups []string, inner []rune) (Number, bool) {
	n := Number{}
	bare := strings.TrimLeft(lang.Fold(num), "0")
	if len(groups) == 0 || bare == "" || !isDigit(bare[0]) {
		return n, false
	}
	symbols := make([]string, len(groups)) // folded
	for i, g := range groups {
		symbols[i] = foldSymbol(g)
	}
	slashed := false
	for _, r := range inner {
		slashed = slashed || r == '/'
	}
	_, typed := typeSymbols[symbols[0]]
	small := strings.ToLower(groups[0]) == groups[0] // typed in small letters
	switch {
	case year != "" && len(groups) == 1 && assembly(symbols[0]):
		n.Form = "F2"
	case len(groups) == 1, small && (!typed || symbols[0] == "l"):
		return n, false
	case sep == '-':
		if !typed || !slashed { // 2021–Hà Nội, 19-CP: no number of today's rules
			return n, false
		}
		n.Form = "F5"
	case year != "":
		if !typed {
			return n, false
		}
		n.Form = "F1"
	case typed:
		n.Form = "F3"
	case !slashed && capitals(groups):
		n.Form = "F4"
	default:
		return n, false
	}
	if typed && symbols[0] == "nq" && len(symbols) == 2 && year != "" && assembly(symbols[1]) {
		symbols, groups, typed = symbols[1:], groups[1:], false // 193/2025/NQ-QH15 is 193/2025/QH15
	}
	key := []string{bare}
	head := lang.Fold(num)
	if year != "" {
		key = append(key, year)
		head += "/" + year
	}
	n.Key = strings.Join(append(key, symbols...), "|")
	n.Written = head + writeSymbol(groups, symbols, year == "" && typed && partyOrder(symbols, n.Form))
	return n, true
}

// assembly reports the symbols of the National Assembly and its Standing
// Committee with the number of the term: QH15, UBTVQH15.
func assembly(symbol string) bool {
	term := strings.TrimLeft(symbol, "abcdefghijklmnopqrstuvwxyz")
	name := symbol[:len(symbol)-len(term)]
	return (name == "qh" || name == "ubtvqh") && term != ""
}

// capitals reports symbols that are abbreviations, not words with a capital.
func capitals(groups []string) bool {
	up := 0
	for _, g := range groups {
		for _, r := range g {
			if unicode.IsUpper(r) {
				up++
			}
		}
	}
	return up >= len(groups)+1
}

// foldSymbol gives a group of a symbol in lower-case ASCII: marks dropped,
// Cyrillic look-alikes read as the Latin letters they stand for, T.Ư as TW.
func foldSymbol(s string) string {
	upper := strings.ToUpper(s)
	for _, centre := range [...]string{"T.Ư", "TƯ"} { // the Centre; TU is a provincial committee
		if head, ok := strings.CutSuffix(upper, centre); ok {
			upper = head + "TW"
		}
	}
	var b strings.Builder
	for _, r := range upper {
		if l, ok := lookalikes[r]; ok {
			b.WriteRune(l)
		} else if f := lang.FoldRune(r); f > 0 && f != '.' {
			b.WriteRune(f)
		}
	}
	return b.String()
}

// lookalikes are Cyrillic letters as transliterating translators put them
// for the Latin letters of a symbol (48-КЛ/ТВ for 48-KL/TW).
var lookalikes = map[rune]rune{'А': 'a', 'Б': 'b', 'В': 'w', 'Г': 'g', 'Д': 'd', 'Е': 'e', 'К': 'k', 'Л': 'l', 'М': 'm', 'Н': 'n', 'О': 'o', 'П': 'p', 'Р': 'r', 'С': 's', 'Т': 't', 'У': 'u', 'Х': 'h', 'Ч': 'c', 'Ц': 'c', 'Ю': 'u', 'Я': 'a'}

// writeSymbol gives the symbol with the separator in front of it, in the
// Party's order (-NQ/TW) or the State's (/NQ-CP).
func writeSymbol(groups, symbols []string, party bool) string {
	out := make([]string, len(groups))
	for i, g := range groups {
		out[i] = strings.ToUpper(g)
		name, known := issuerSymbols[symbols[i]]
		if i == 0 && len(groups) > 1 {
			if t, ok := typeSymbols[symbols[0]]; ok {
				name, known = t, true
			}
		}
		switch {
		case known:
			out[i] = name
		case strings.HasSuffix(symbols[i], "tw"), strings.ContainsFunc(g, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }):
			out[i] = strings.ToUpper(symbols[i])
		}
	}
	if party {
		return "-" + out[0] + "/" + strings.Join(out[1:], "-")
	}
	return "/" + strings.Join(out, "-")
}

// partyOrder reports numbers that are written with the hyphen first: those of
// Party bodies, and those printed so of bodies that are not known to be of
// the State (03-NQ/CP stands for 03/NQ-CP).
func partyOrder(symbols []string, form string) bool {
	last := symbols[len(symbols)-1]
	if partyIssuers[last] {
		return true
	}
	switch last {
	case "cp", "ttg", "ubnd", "hdnd", "vpcp":
		return false
	}
	return form == "F5"
}
