package format

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// pdfLine is a line of a page, clean, with what stood above it.
type pdfLine struct {
	words string
	page  int
	runes int
	after bool // an empty line stands above it
}

// pdfText makes paragraphs of the lines of pages.
func (r *Reader) pdfText(pages []string) (Text, error) {
	all := dropRunning(pdfLines(pages))
	width := usualWidth(all)
	hyphens := hyphenated(all)
	b := builder{max: r.Limits.TextBytes}
	var words strings.Builder
	for i, line := range all {
		if i > 0 && continues(all[i-1], line, width) {
			joinLine(&words, line.words, hyphens)
			continue
		}
		b.paragraph(words.String())
		words.Reset()
		words.WriteString(line.words)
		b.page = line.page
	}
	b.paragraph(words.String())
	text, err := b.text()
	if err != nil {
		return Text{}, err
	}
	return r.dropNoise(text), nil
}

func pdfLines(pages []string) []pdfLine {
	var all []pdfLine
	for i, page := range pages {
		after := false
		for line := range lines(strings.ToValidUTF8(page, "\ufffd")) {
			soft := strings.HasSuffix(line, "\u00ad")
			words := clean(repairRTL(clean(line)))
			if words == "" {
				after = true
				continue
			}
			if soft {
				words += "-"
			}
			all = append(all, pdfLine{words, i + 1, utf8.RuneCountInString(words), after})
			after = false
		}
	}
	return all
}

// Running heads and page numbers stand among the first or last edgeLines of a
// page, on at least runningPages pages and two in five of all; once known,
// they go from the first or last edgeReach lines, where a stamp moved them.
const (
	edgeLines    = 3
	edgeReach    = 8
	runningPages = 3
)

var digits = regexp.MustCompile(`\d+`)

// dropRunning removes the heads and feet that repeat from page to page, and
// bare page numbers.
func dropRunning(all []pdfLine) []pdfLine {
	edge, near := make([]bool, len(all)), make([]bool, len(all))
	pages := 0
	for from := 0; from < len(all); {
		to := from
		for to < len(all) && all[to].page == all[from].page {
			to++
		}
		for i := from; i < to; i++ {
			edge[i] = i-from < edgeLines || to-i <= edgeLines
			near[i] = i-from < edgeReach || to-i <= edgeReach
		}
		pages++
		from = to
	}
	seen := map[string]int{} // pages by the form of a line
	last := map[string]int{} // the page it was last seen on
	form := func(l pdfLine) string { return digits.ReplaceAllString(l.words, "0") }
	for i, l := range all {
		if f := form(l); edge[i] && last[f] != l.page {
			last[f] = l.page
			seen[f]++
		}
	}
	var kept []pdfLine
	gap := false // what stood around a dropped line stands apart
	for i, l := range all {
		n := seen[form(l)]
		running := n >= runningPages && n*5 >= pages*2 && l.runes <= 200
		if near[i] && running || edge[i] && l.words == strconv.Itoa(l.page) {
			gap = gap || l.after && i > 0 && all[i-1].page == l.page
			continue
		}
		l.after = l.after || gap
		gap = false
		kept = append(kept, l)
	}
	return kept
}

// usualWidth gives the length of a full line, in characters.
func usualWidth(all []pdfLine) int {
	if len(all) == 0 {
		return 0
	}
	lengths := make([]int, len(all))
	for i, l := range all {
		lengths[i] = l.runes
	}
	slices.Sort(lengths)
	return lengths[len(lengths)*9/10]
}

// opensBlock matches the start of a numbered or dashed item, and of an
// article or chapter by its form: a capitalised word, a number, and a stop or
// the end of the line.
var opensBlock = regexp.MustCompile(`^(\d{1,3}(\.\d{1,3})*[.)] |\d{1,3}\.(\d{1,3}\.)+ |\p{Ll}\) |[-–—•+*] |[IVXLC]{1,6}[.)\-] |\p{Lu}\p{L}+ (\d+\p{Ll}?|[IVXLC]+)([.:] |[.:]?$))`)

// continues reports whether a line goes on with the sentence of the line
// before.
func continues(before, line pdfLine, width int) bool {
	if opensBlock.MatchString(line.words) {
		return false
	}
	if line.after && before.page == line.page {
		return false
	}
	if before.page != line.page && before.runes*10 < width*6 {
		return false
	}
	small := startsSmall(line.words)
	if isCapitals(before.words) != isCapitals(line.words) && !small && before.runes*10 < width*9 {
		return false
	}
	full := before.runes*10 >= width*7
	if isCapitals(before.words) && isCapitals(line.words) {
		return before.runes*10 >= width*5 || strings.HasSuffix(before.words, ",")
	}
	if endsSentence(before.words) {
		return full && small
	}
	return full || small
}

func startsSmall(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, `"”»’')]`)
	return s != "" && strings.ContainsRune(".!?:;…؟؛۔", lastRune(s))
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// isCapitals reports whether a line has letters with case, all of them large.
func isCapitals(s string) bool {
	upper := 0
	for _, r := range s {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsUpper(r):
			upper++
		}
	}
	return upper >= 2
}

var hyphenWord = regexp.MustCompile(`\p{L}+-\p{L}+`)

// hyphenated gives the words that the text writes with a hyphen inside a
// line.
func hyphenated(all []pdfLine) map[string]bool {
	words := map[string]bool{}
	for _, l := range all {
		if strings.Contains(l.words, "-") {
			for _, w := range hyphenWord.FindAllString(l.words, -1) {
				words[strings.ToLower(w)] = true
			}
		}
	}
	return words
}

// joinLine adds a line to the words before it. A hyphen at the end of a line
// goes if it only divides a word: between letters, before a small one, and in
// no word that has its hyphen inside a line elsewhere.
func joinLine(b *strings.Builder, next string, hyphens map[string]bool) {
	before := b.String()
	stem, ends := strings.CutSuffix(before, "-")
	if !ends || !unicode.In(lastRune(stem), unicode.Letter, unicode.Digit) {
		b.WriteByte(' ')
		b.WriteString(next)
		return
	}
	first := stem[strings.LastIndexByte(stem, ' ')+1:]
	second := next
	if i := strings.IndexFunc(next, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		second = next[:i]
	}
	if unicode.IsLetter(lastRune(stem)) && startsSmall(next) && !hyphens[strings.ToLower(first+"-"+second)] {
		b.Reset()
		b.WriteString(stem)
	}
	b.WriteString(next)
}
