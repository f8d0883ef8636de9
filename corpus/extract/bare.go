package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus/lang"
)

// bareNumbers finds "Resolution 57", "резолюция № 57", "القرار رقم 57" and
// "NQ 57".
func (x *Extractor) bareNumbers(text string, words []lang.Word, tag string) []Number {
	w := x.of(tag)
	var out []Number
	for i, num := range words {
		if first := num.Folded[0]; !isDigit(first) && first != 'n' && first != 'q' {
			continue
		}
		if digits, ok := gluedNumber(num); ok { // NQ57
			if at := strings.IndexFunc(text[num.Start:num.End], unicode.IsDigit); at > 0 && standsAlone(text, num) {
				out = append(out, Number{Start: num.Start + at, End: num.End, Key: "#" + digits})
			}
			continue
		}
		key := strings.TrimLeft(num.Folded, "0")
		if key == "" || !bareNumber(text, num) {
			continue
		}
		j, next := i-1, num.Start
		for j >= 0 && i-j <= 2 && w.numberWords[words[j].Folded] && onlyOf(text[words[j].End:next], " \u00a0.:'׳°º№#") {
			next = words[j].Start
			j--
		}
		if j < 0 {
			continue
		}
		numbered := j < i-1 || strings.ContainsAny(text[words[j].End:next], "№#")
		gap := text[words[j].End:next]
		symbol, typed := w.typeEnds(words[:j+1], tag)
		switch {
		case typed > 0 && onlyOf(gap, " \u00a0:№#"):
			if plainNoun(symbol) && !numbered && yearBehind(text[num.End:]) {
				continue // the report of 10/2025
			}
			if !numbered && plainNoun(symbol) && i+1 < len(words) && onlyOf(text[num.End:words[i+1].Start], " \u00a0") && w.counted(words[i+1:], tag) {
				continue // a plan of 5 years, a report of 30 pages
			}
		case onlyOf(gap, " \u00a0-") && utf8.RuneCountInString(gap) == 1 && bareSymbol(text[words[j].Start:words[j].End]):
		default:
			continue
		}
		out = append(out, Number{Start: num.Start, End: num.End, Key: "#" + key})
	}
	return out
}

func onlyOf(gap, allowed string) bool { return strings.Trim(gap, allowed) == "" }

// plainNoun reports the types whose names are also used of things that are
// no documents.
func plainNoun(symbol string) bool {
	switch symbol {
	case "KH", "BC", "CTr", "ĐA", "TB", "HD":
		return true
	}
	return false
}

// bareSymbol reports the symbols of documents that people put before a bare
// number: NQ 57, nd 118.
func bareSymbol(word string) bool {
	switch lang.Fold(word) {
	case "nq", "nd", "qd":
		return true
	case "kl", "ct", "qc":
		return word == strings.ToUpper(word)
	}
	return false
}

// gluedNumber gives the number of NQ57.
func gluedNumber(w lang.Word) (digits string, ok bool) {
	for _, s := range [...]string{"nq", "qd", "nd"} {
		if rest, found := strings.CutPrefix(w.Folded, s); found && isDigits(rest) && len(rest) <= 4 && rest[0] != '0' {
			return rest, true
		}
	}
	return "", false
}

// standsAlone reports a word that is not part of an address or of a longer
// code.
func standsAlone(text string, w lang.Word) bool {
	before := w.Start == 0 || !strings.ContainsRune("/.-_@", rune(text[w.Start-1]))
	after := w.End == len(text) || !strings.ContainsRune("/-_@", rune(text[w.End]))
	return before && after
}

// bareNumber reports a word that can be a document's number without a symbol:
// up to four digits, no year, no part of a date, a share or a full number.
func bareNumber(text string, w lang.Word) bool {
	s := w.Folded
	if !isDigits(s) || len(s) > 4 || len(s) == 4 && (s[:2] == "19" || s[:2] == "20") {
		return false
	}
	if w.Start > 0 && text[w.Start-1] == '/' {
		return false
	}
	rest := text[w.End:]
	if strings.HasPrefix(strings.TrimLeft(rest, " \u00a0"), "%") || strings.HasPrefix(rest, "/") && !yearBehind(rest) {
		return false
	}
	if r, size := utf8.DecodeRuneInString(rest); dash(r) { // 5-10, 57-NQ, the 13-day plan
		return len(rest) == size || strings.ContainsRune(" \n\t", rune(rest[size]))
	}
	return true
}

// yearBehind reports a text that opens with a slash and a year, and no symbol
// behind it: 193/2025.
func yearBehind(rest string) bool {
	if len(rest) < 5 || rest[0] != '/' || !isDigits(rest[1:5]) || rest[1:3] != "19" && rest[1:3] != "20" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest[5:])
	return len(rest) == 5 || !slash(r) && !dash(r) && !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

func isDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}
