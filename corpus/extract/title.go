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
		if s = strings.TrimLeft(s, "*•-–|# "); !d.siteLine(s, tag) && !d.x.of(tag).letterhead(s) {
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
// which the first opens with the type (or with "Annex II"), and the summary
// below them.
func (d *Describer) typedTitle(head []string, tag string) string {
	w := d.x.of(tag)
	for i, s := range head {
		if !capitalLine(s) || !w.opensWithType(s, tag) && !w.opensWithAnnex(s) || strings.HasSuffix(s, ":") {
			continue
		}
		title := []string{s}
		for _, next := range head[i+1:] {
			if utf8.RuneCountInString(next) > typedSummary || strings.HasPrefix(next, "|") || webAddress.MatchString(next) {
				break
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
		return strings.Join(title, " ")
	}
	return ""
}

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
// of the site, an address, the caption of a photo.
func (d *Describer) siteLine(s, tag string) bool {
	return siteName.MatchString(s) || strings.HasPrefix(s, "/") || strings.Contains(s, "://") && !strings.Contains(s, " ") || d.x.of(tag).caption(s)
}

// caption reports the line below a photo: it opens with a word for one, or
// closes with one in brackets, as "(photo: …)".
func (w *words) caption(s string) bool {
	words := lang.Words(lang.Shorten(s, 60))
	if len(words) == 0 {
		return false
	}
	if w.captions[words[0].Folded] {
		return true
	}
	open := strings.LastIndexByte(s, '(')
	if open < 0 || !strings.HasSuffix(strings.TrimRight(s, ". "), ")") {
		return false
	}
	words = lang.Words(s[open:])
	return len(words) > 0 && w.captions[words[0].Folded]
}
