package web

import (
	"html/template"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"vanthu/corpus/lang"
)

// number matches what must keep its order inside text of the other
// direction: document numbers, dates, ranges, codes, "57-NQ/TW", "1.000134".
var number = regexp.MustCompile(`[\p{L}\p{N}]+(?:[./\-–:][\p{L}\p{N}]+)+`)

// words escapes text for a page and isolates numbers in it where the language
// runs from right to left.
func words(text, tag string) template.HTML {
	text = clean(text)
	if !lang.RightToLeft(tag) {
		return template.HTML(template.HTMLEscapeString(text))
	}
	var out strings.Builder
	from := 0
	for _, at := range number.FindAllStringIndex(text, -1) {
		token := text[at[0]:at[1]]
		if !strings.ContainsFunc(token, unicode.IsDigit) {
			continue
		}
		out.WriteString(template.HTMLEscapeString(text[from:at[0]]))
		out.WriteString("<bdi dir=ltr>" + template.HTMLEscapeString(token) + "</bdi>")
		from = at[1]
	}
	out.WriteString(template.HTMLEscapeString(text[from:]))
	return template.HTML(out.String())
}

// clean drops what has no place in HTML: invalid bytes, control characters.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// webAddress gives an address of another site that may stand in a link, and
// "" for anything else.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
		return ""
	}
	return u.String()
}

// passageLink gives a link to a passage on these pages, and "" for anything
// else.
func passageLink(s string) string {
	if !strings.HasPrefix(s, "/document?") {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	u.Fragment = "quote"
	return u.String()
}
