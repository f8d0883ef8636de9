package web

import (
	"html/template"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"vanthu/bot/wording"
	"vanthu/corpus/lang"
)

// foreign matches runs of words and numbers that are written from left to
// right, "Nghị quyết 57-NQ/TW", "31/3/2026".
var foreign = regexp.MustCompile(`[\p{Latin}\p{Cyrillic}\p{M}\p{N}]+(?:(?:[./\-–:%]|, |; |: | )[\p{Latin}\p{Cyrillic}\p{M}\p{N}]+)*%?`)

// maxUnbroken is how long a number may be, in bytes, to be kept on one line.
const maxUnbroken = 24

// words escapes text for a page. In text that runs from right to left, runs
// of the other direction with a number in them are isolated, so that
// "57-NQ/TW" does not read "NQ/TW-57".
func words(text, tag string) template.HTML {
	text = wording.Printable(text)
	if !lang.RightToLeft(tag) && !strings.ContainsFunc(text, fromRight) {
		return template.HTML(template.HTMLEscapeString(text))
	}
	var out strings.Builder
	from := 0
	for _, at := range foreign.FindAllStringIndex(text, -1) {
		// Numbers alone, "3 4", follow one another from right to left.
		for at[0] < at[1] {
			first, rest, more := strings.Cut(text[at[0]:at[1]], " ")
			end := at[1]
			if more && !strings.ContainsFunc(first, unicode.IsLetter) {
				end -= len(rest) + 1
			}
			run := text[at[0]:end]
			if strings.ContainsFunc(run, unicode.IsDigit) && strings.ContainsFunc(run, func(r rune) bool { return !unicode.IsDigit(r) }) {
				out.WriteString(template.HTMLEscapeString(text[from:at[0]]))
				open := "<bdi dir=ltr>"
				if len(run) <= maxUnbroken && !strings.Contains(run, " ") {
					open = "<bdi dir=ltr class=n>" // stays on one line
				}
				out.WriteString(open + template.HTMLEscapeString(run) + "</bdi>")
				from = end
			}
			at[0] = min(end+1, at[1])
		}
	}
	out.WriteString(template.HTMLEscapeString(text[from:]))
	return template.HTML(out.String())
}

// fromRight reports whether a character is written from right to left.
func fromRight(r rune) bool { return r >= 0x590 && unicode.In(r, unicode.Hebrew, unicode.Arabic) }

// webAddress gives an address of another site that may stand in a link, and
// "" for anything else.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
		return ""
	}
	return u.String()
}

// pageLink gives a link to the page of a procedure, and "" for anything else.
func pageLink(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host != "" {
		return ""
	}
	for _, page := range [...]string{"/procedure?", "/document?", filePath} {
		if strings.HasPrefix(s, page) {
			return s
		}
	}
	return ""
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
