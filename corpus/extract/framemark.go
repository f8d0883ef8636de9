package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// This file reads the marks of lists and headings, and tells by the row of each kind how
// far what a heading names reaches.

// lineMark is the sign that a line of a list or a heading begins with: of which kind
// it is, "A.", "1)", "2.1.", "-", and its place in the row of its kind.
type lineMark struct {
	kind  string // empty where the line has none
	place int
}

// capitalMark is a capital letter that counts, with a number behind it or without: "B.
// Department of Construction", "C.2. Legal Department".
var capitalMark = regexp.MustCompile(`^\(?(\p{Lu})(?:\.(\d{1,2})[.)]?|\s?([).]))\s+\S`)

// markOf tells the mark of a line.
func markOf(line string) lineMark {
	if m := romanOf(line); m != nil {
		return lineMark{"I", romanPlace(m[1])}
	}
	if m := numberOf(line); m != nil {
		parts := strings.Split(m[1], ".")
		place, _ := strconv.Atoi(parts[len(parts)-1])
		kind := strings.Repeat("1", len(parts))
		if strings.HasPrefix(strings.TrimLeft(line[strings.Index(line, m[1])+len(m[1]):], " "), ")") {
			kind += ")"
		}
		return lineMark{kind, place}
	}
	if m := capitalMark.FindStringSubmatch(line); m != nil {
		if place, err := strconv.Atoi(m[2]); err == nil {
			return lineMark{"A1", place}
		}
		r, _ := utf8.DecodeRuneInString(m[1])
		return lineMark{"A" + m[3], int(r)}
	}
	if m := letterOf(line); m != nil {
		r, _ := utf8.DecodeRuneInString(m[1])
		kind := "a"
		if unicode.Is(unicode.Lo, r) {
			kind = "א"
		}
		if strings.HasPrefix(strings.TrimLeft(line[strings.Index(line, m[1])+len(m[1]):], " "), ")") {
			kind += ")"
		}
		return lineMark{kind, int(r)}
	}
	if levelOf(line) == dashedList {
		r, _ := utf8.DecodeRuneInString(line)
		return lineMark{string(r), 0}
	}
	return lineMark{}
}

// romanPlace counts a Roman number of small value.
func romanPlace(s string) int {
	n, last := 0, 0
	for i := len(s) - 1; i >= 0; i-- {
		v := map[byte]int{'I': 1, 'V': 5, 'X': 10}[s[i]]
		if v < last {
			v = -v
		}
		n, last = n+v, max(v, last)
	}
	return n
}

// letters reports a mark of letters or words; the lines under it are numbered as
// others are too, so that they do not tell by their sections where they belong.
func (m lineMark) letters() bool {
	return m.kind == "word" || m.kind == "line" || strings.HasPrefix(m.kind, "A") || strings.HasPrefix(m.kind, "a") || strings.HasPrefix(m.kind, "א")
}

// first reports the first mark of a row.
func (m lineMark) first() bool {
	return m.place == 1 || m.letters() && strings.ContainsRune("AaАаאأا", rune(m.place))
}

// markAt tells the mark of a passage: words too count lines, where others near do so
// that end in no mark either, "ثانيا: وزارة المالية".
func (r *dutyReader) markAt(i int) lineMark {
	counts := func(k int) bool {
		line := r.doc.PassageText(r.doc.Passages[k])
		return k > 0 && wordLabel(line) && !strings.ContainsAny(line[len(line)-1:], ".;") && len(lang.Words(line)) <= 2*listWords
	}
	m := markOf(r.doc.PassageText(r.doc.Passages[i]))
	if m.kind == "" && r.bareTitle(i) {
		return lineMark{kind: "line"}
	}
	if m.kind != "" || !counts(i) {
		return m
	}
	for k := max(0, i-siblings); k <= i+siblings && k < len(r.doc.Passages); k++ {
		if k != i && counts(k) {
			return lineMark{kind: "word"}
		}
	}
	return m
}

// shortLine reports a paragraph of a few words without a mark in front or at its end.
func (r *dutyReader) shortLine(i int) bool {
	p := &r.doc.Passages[i]
	text := strings.TrimRight(r.doc.PassageText(*p), " ")
	first, _ := utf8.DecodeRuneInString(text)
	return p.Kind == corpus.Paragraph && text != "" && !unicode.IsLower(first) && !strings.ContainsAny(text[len(text)-1:], ".;,:!?") && len(strings.Fields(text)) <= titleWords
}

// bareTitle reports a short line of a paper that does nothing but name bodies, with what
// they have to do under it.
func (r *dutyReader) bareTitle(i int) bool {
	if !r.future() || i == 0 || i+1 >= len(r.doc.Passages) || !r.shortLine(i) || capitalLine(r.doc.PassageText(r.doc.Passages[i])) || r.shortLine(i+1) {
		return false
	}
	return r.doc.Passages[i+1].Kind != corpus.Heading && r.opensWithAct(i+1) && r.title(r.doc.PassageText(r.doc.Passages[i]))
}

// enter takes a passage with a mark into the marks that the text stands under, and
// gives how many of them stand above it; -1 for one without.
func (r *dutyReader) enter(i int) (above int, m lineMark) {
	p, m := &r.doc.Passages[i], r.markAt(i)
	text := strings.TrimRight(r.doc.PassageText(*p), " ")
	heads := strings.HasSuffix(text, ":")
	if m.kind == "" && r.shortLine(i) && slices.ContainsFunc(r.lineMarks, func(above lineMark) bool { return above.kind == "line" }) {
		m.kind = "line" // "Final provisions", beside names of bodies
	}
	if m.kind == "" {
		if p.Kind == corpus.Heading && !heads {
			r.lineMarks = r.lineMarks[:0]
		}
		return -1, m
	}
	at, top := -1, len(r.lineMarks)-1
	for k := top; k >= 0; k-- {
		last := r.lineMarks[k]
		if last.kind != m.kind {
			continue
		}
		if at < 0 {
			at = k
		}
		if last.place+1 == m.place || m.letters() {
			at = k
			if !heads || m.letters() {
				break // the rows within others go on first, but for a line that heads one
			}
		}
	}
	if at >= 0 && m.first() && m.kind != "I" && (at < top || r.headed == i-1) { // another row begins deeper
		at = -1
	}
	if at < 0 {
		at = top + 1
	}
	if r.lineMarks = append(r.lineMarks[:at], m); heads {
		r.headed = i
	}
	return at, m
}

// outOfMarks reports that a line with a mark, of which others stand above, ends what
// the line of a frame heads: it stands beside it or further out.
func (f *frame) outOfMarks(above int, m lineMark) bool {
	if f.mark.kind == "" || above < 0 || above > f.above {
		return false
	}
	return !(m.place == 0 && m.kind != "word" && f.same) // "- Department:" and dashes of the same kind under it
}

// goesOnUnmarked reports a paragraph without a mark that still belongs to what the line
// of a frame with a mark heads: no list has come in between, or it goes on in small
// letters.
func (f *frame) goesOnUnmarked(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	small := unicode.IsLower(first)
	ok := !f.item && !f.small || small
	f.small = f.small || small
	return ok
}

// tellsTerm reports a short line that tells by when what stands above has to be done: "To
// be completed before 30 November".
func (r *dutyReader) tellsTerm(text string) bool {
	words := lang.Words(text)
	return len(words) <= halfSentence && hasCue(r.words.cues.find(words), 0, 2*nearWords, due|finish|must)
}

// titleWords is the most words of a line that names bodies in full.
const titleWords = 24

// titleFront is how many words of a name in such a line stand in front of what is known
// of it.
const titleFront = 3

// title reports a line that opens with the name of a body and tells nothing; all behind
// that, where letters can tell, are names too: "2. People's Committees of the wards of
// Kim Long and Vy Da".
func (r *dutyReader) title(text string) bool {
	words := lang.Words(text[r.markEnds(text):])
	bare := strings.TrimRight(text[r.markEnds(text):], " :")
	if len(words) == 0 || len(words) > titleWords || bare == "" || strings.ContainsAny(bare[len(bare)-1:], ".;,!?") {
		return false
	}
	cues := r.words.cues.find(words)
	spoken := r.x.spoken(r.doc.Language)
	mentions := r.x.Mentions(bare, r.doc.Language, words)
	if len(mentions) == 0 {
		return false
	}
	cased := !lang.RightToLeft(r.doc.Language)
	joins := func(i int) bool {
		return spoken.definite[markedForm(words[i])] || slices.ContainsFunc(cues, func(c cue) bool { return c.first <= i && i < c.end() && c.kind&(and|of) != 0 })
	}
	first := wordAt(words, mentions[0].Start)
	for i, w := range words[:first] { // "Planning and Finance Department", where the lexicon knows the last two
		if !(i == 0 && spoken.definite[markedForm(w)]) && (first > titleFront || mentions[0].ID != "" && !mentions[0].Generic || !cased || !capitalAt(bare, w) && !joins(i) || hasCue(cues, i, i+1, predicate|topical) || r.x.lexicon.Stop(r.doc.Language, w.Folded) && !joins(i)) {
			return false
		}
	}
	if !cased && len(words) > listWords {
		return false
	}
	for i, w := range words {
		if slices.ContainsFunc(mentions, func(m Mention) bool { return m.Start <= w.Start && w.End <= m.End }) {
			continue
		}
		if i >= first && !joins(i) && !r.x.lexicon.Stop(r.doc.Language, w.Folded) && (cased && !capitalAt(bare, w) && !r.ofBodyKind(bare, words, i) || hasCue(cues, i, i+1, predicate)) {
			return false
		}
	}
	return true
}

// ofBodyKind reports a word for a kind of place or body in small letters: "wards".
func (r *dutyReader) ofBodyKind(text string, words []lang.Word, i int) bool {
	is, _ := r.x.spoken(r.doc.Language).tree.find(text, r.doc.Language, words, i)
	return is.role != 0
}

// markEnds gives the byte behind the mark of the line that we are at.
func (r *dutyReader) markEnds(text string) int {
	if at := strings.Index(text, ": "); r.mark.kind == "word" && at > 0 {
		return at + len(": ")
	}
	if m := capitalMark.FindStringIndex(text); m != nil {
		_, size := utf8.DecodeLastRuneInString(text[:m[1]])
		return m[1] - size
	}
	return markEnd(text)
}

// inFull gives the bodies that a line names alone with their names up to its end.
func (r *dutyReader) inFull(leads []corpus.Agency, text string, start int) []corpus.Agency {
	from, end := start+r.markEnds(text), start+len(strings.TrimRight(text, " :"))
	if open := strings.IndexByte(text, '('); open > 0 {
		end = start + len(strings.TrimRight(text[:open], " "))
	}
	leads = slices.Clone(leads)
	if first := &leads[0]; first.Name.Start > from {
		if words := lang.Words(text[r.markEnds(text):]); !r.x.spoken(r.doc.Language).definite[markedForm(words[0])] {
			first.Name.Start, first.ID = from, ""
		}
	}
	if last := &leads[len(leads)-1].Name; last.End < end && (len(leads) == 1 || !strings.ContainsAny(text, "();/")) {
		last.End = end
	}
	return leads
}

// markEnd gives the byte behind the number, letter or dash that a line of a
// list begins with.
func markEnd(text string) int {
	if m := numberMark.FindStringSubmatchIndex(text); m != nil {
		rest := text[m[3]:]
		return m[3] + len(rest) - len(strings.TrimLeft(rest, " .)/–-"))
	}
	if m := letterMark.FindStringSubmatchIndex(text); m != nil {
		rest := text[m[3]:]
		return m[3] + len(rest) - len(strings.TrimLeft(rest, " .)"))
	}
	return len(text) - len(strings.TrimLeft(text, " -–—+•*·"))
}
