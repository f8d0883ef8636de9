package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus/format"
	"vanthu/corpus/lang"
)

// Lengths of titles, in characters.
const (
	headingTitle  = 200 // a heading is cut behind
	typedSummary  = 300 // the summary below the type is no longer
	lineTitle     = 160 // a line without a full stop is no longer
	sentenceTitle = 140 // a sentence is cut behind
)

// title finds the title of a text: what the file says; the type in capitals
// with the summary below it; the subject line of a letter; the first heading;
// a short line near the top; else the first sentence.
func (d *Describer) title(t format.Text, tag string, head []string) string {
	if t.Meta.Title != "" {
		return lang.Clean(t.Meta.Title)
	}
	if title := d.typedTitle(head, tag); title != "" {
		return title
	}
	for _, s := range head {
		if d.x.of(tag).subjectLine(s) {
			return lang.Shorten(s, headingTitle)
		}
	}
	for _, b := range t.Blocks {
		if s := lang.Clean(t.Body[b.Start:b.End]); b.Kind == format.HeadingBlock && !d.x.of(tag).letterhead(s) {
			return lang.Shorten(s, headingTitle)
		}
	}
	var lines []string
	for _, s := range head {
		if s = strings.TrimLeft(s, "*•-–|# "); !d.siteLine(s, tag) && !d.placeAndDay(s, tag) && !d.x.of(tag).letterhead(s) {
			lines = append(lines, s)
		}
	}
	for i, s := range lines {
		n := utf8.RuneCountInString(s)
		if i < 4 && n >= 15 && n <= lineTitle && !strings.ContainsRune(".;:|)", lastRune(s)) && d.detector.Detect(s, tag) == tag {
			return s
		}
	}
	for _, s := range lines {
		if sentences := lang.Sentences(s, d.x.lexicon.Language(tag).Abbreviated); len(sentences) > 0 {
			return lang.Shorten(strings.Trim(s[sentences[0].Start:sentences[0].End], "| "), sentenceTitle)
		}
	}
	if len(head) > 0 {
		return lang.Shorten(strings.Trim(head[0], "| "), sentenceTitle)
	}
	return ""
}

func lastRune(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }

// typedTitle reads the title of a text as issued: the lines in capitals of
// which the first opens with the type (or with "Annex II"), or the type alone or
// with the text's number, and the summary below them.
func (d *Describer) typedTitle(head []string, tag string) string {
	w := d.x.of(tag)
	for i, s := range head {
		var title []string
		capitals := capitalLine(s) && (w.opensWithType(s, tag) || w.opensWithAnnex(s)) && !strings.HasSuffix(s, ":")
		if capitals {
			title = []string{s}
		} else if name := d.typeAlone(s, tag); name != "" {
			title = []string{name}
		} else {
			continue
		}
		for _, next := range head[i+1:] {
			if utf8.RuneCountInString(next) > typedSummary || strings.HasPrefix(next, "|") || webAddress.MatchString(next) {
				break
			}
			if d.placeAndDay(next, tag) {
				continue
			}
			if capitalLine(next) && len(title) < 3 && !w.letterhead(next) && !w.heads(next) {
				title = append(title, next)
				continue
			}
			if !capitalLine(next) && !strings.ContainsAny(next[len(next)-1:], ".;,:)") {
				title = append(title, next)
			}
			break
		}
		if capitals || len(title) > 1 {
			return strings.Join(title, " ")
		}
	}
	return ""
}

// typeWords is how many words the line has at most that tells the type alone.
const typeWords = 4

// typeAlone gives the name of the type in a line that has no more than that, or that
// and the text's number: "Plan", "СРОЧНАЯ ТЕЛЕГРАММА", "Notice No. 21/TB-VPCP". "" for
// any other line.
func (d *Describer) typeAlone(s, tag string) string {
	if !atMost(s, headingTitle) {
		return ""
	}
	numbered := false
	if numbers := d.x.Numbers(s, tag); len(numbers) > 0 && numbers[0].Form != "" && d.namesItself(s, numbers[0], tag) {
		s, numbered = s[:numbers[0].Start], true
	}
	words := lang.Words(s)
	for numbered && len(words) > 1 && d.x.of(tag).numberWords[words[len(words)-1].Folded] {
		words = words[:len(words)-1]
	}
	if len(words) == 0 || len(words) > typeWords {
		return ""
	}
	_, n := d.x.of(tag).typeEnds(words, tag)
	if n == 0 && len(words) > 1 { // "telegram urgent"
		_, n = d.x.of(tag).typeEnds(words[:len(words)-1], tag)
	}
	if n == 0 || n < len(words)-1 {
		return ""
	}
	return s[words[0].Start:words[len(words)-1].End]
}

// placeAndDay reports the line "Hanoi, 11 February 2026".
func (d *Describer) placeAndDay(s, tag string) bool {
	if !atMost(s, headRunes) {
		return false
	}
	for _, date := range d.x.finders[tag].Find(s, "") {
		place := strings.TrimRight(s[:date.Start], " ")
		return strings.Trim(s[date.End:], " .|") == "" && (placeBefore(s[:date.Start]) != "" ||
			strings.ContainsAny(place[max(len(place)-len("،"), 0):], ",،") && len(lang.Words(place)) <= datedPlaceWords)
	}
	return false
}

// datedPlaceWords is how many words the name of a place in front of a day has at most.
const datedPlaceWords = 3

// capitalLine reports a line whose letters are all capitals.
func capitalLine(s string) bool {
	return strings.ContainsFunc(s, unicode.IsUpper) && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) && !unicode.IsUpper(r) })
}

// opensWithType reports whether the name of a document type stands first.
func (w *words) opensWithType(s, tag string) bool {
	words := lang.Words(s)
	for n := 1; n <= len(words) && n <= 4; n++ {
		if _, length := w.typeEnds(words[:n], tag); length == n {
			return true
		}
	}
	return false
}

func (w *words) opensWithAnnex(s string) bool {
	m := wordMark.FindStringSubmatch(s)
	return m != nil && w.structure[foldedWords(m[1])] == "annex"
}

// heads reports a line that opens a part of the text: "I. …", "Chapter II".
func (w *words) heads(s string) bool {
	if romanOf(s) != nil {
		return true
	}
	m := wordMark.FindStringSubmatch(s)
	return m != nil && w.structure[foldedWords(m[1])] != ""
}

// subjectLine reports the line of a letter that says what it is about: "V/v …".
func (w *words) subjectLine(s string) bool {
	folded := foldedWords(lang.Shorten(s, 40))
	for _, word := range w.subject {
		if strings.HasPrefix(folded, word+" ") {
			return true
		}
	}
	return false
}

var siteName = regexp.MustCompile(`^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[a-z]{2,6}(?:[\s/:|]|$)`)

// siteLine reports a line of a web page that is no part of its text: the name
// of the site, an address, where it is from, the caption of a photo.
func (d *Describer) siteLine(s, tag string) bool {
	return d.sourceLine(s, tag) != "" || siteName.MatchString(s) || strings.HasPrefix(s, "/") || strings.Contains(s, "://") && !strings.Contains(s, " ") || d.x.of(tag).caption(s)
}

// caption reports the line below a photo: it opens with a word for one, or
// closes with one in brackets or with who took it, as "(photo: …)", "Photo: …".
func (w *words) caption(s string) bool {
	words := lang.Words(lang.Shorten(s, 60))
	if len(words) == 0 {
		return false
	}
	if w.captions[words[0].Folded] || w.credited(s) {
		return true
	}
	open := strings.LastIndexByte(s, '(')
	if open < 0 || !strings.HasSuffix(strings.TrimRight(s, ". "), ")") {
		return false
	}
	words = lang.Words(s[open:])
	return len(words) > 0 && w.captions[words[0].Folded]
}

// longestCredit is how many letters who took a photo has at most.
const longestCredit = 60

// credited reports a line whose last sentence tells who took a photo.
func (w *words) credited(s string) bool {
	sentences := lang.Sentences(s, w.abbreviated)
	if len(sentences) == 0 || len(sentences) > captionSentences {
		return false
	}
	last := sentences[len(sentences)-1]
	front, _, ok := strings.Cut(s[last.Start:last.End], ":")
	return ok && last.End-last.Start <= longestCredit && w.captions[foldedWords(front)]
}
