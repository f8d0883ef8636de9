// Package wording writes the words of a reply as messengers show them: free of
// what they refuse, begun so that they run the right way, a list as lines. The
// core has worded them for their reader before (see handlers.Core.Handle):
// runs of the other direction are isolated, pictures are out for screen readers.
package wording

import (
	"net/url"
	"strings"
	"unicode"

	"vanthu/corpus/lang"
	"vanthu/handlers"
)

// RightToLeft is a mark that has no width. A messenger takes the direction of
// a line from its first strong character (Unicode Standard Annex 9, 3.3.1).
const RightToLeft = "\u200f"

// Opening gives what a line of our own words in a language starts with.
func Opening(language string) string {
	if lang.RightToLeft(language) {
		return RightToLeft
	}
	return ""
}

// Clean drops what a messenger would refuse or lose: what Printable drops, and
// space around the text.
func Clean(s string) string { return strings.TrimSpace(Printable(s)) }

// Printable drops control characters but for tabs and line ends, and replaces
// invalid bytes.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// List gives the heading and the items of a block of a reply, one a line.
// Empty ones are left out.
func List(r handlers.Reply, b handlers.Block) string {
	opening, bullet := Opening(r.Language), "• "
	if r.Reader {
		bullet = "- " // passed over or said in a word
	}
	var lines []string
	if heading := Clean(b.Text); heading != "" {
		lines = append(lines, opening+heading)
	}
	for _, item := range b.Items {
		if item = Clean(item); item != "" {
			lines = append(lines, opening+bullet+item)
		}
	}
	return strings.Join(lines, "\n")
}

// Source gives the line that says whose words a quotation is; empty: unknown.
func Source(s handlers.Source) string {
	if line := Clean(s.Line); line != "" {
		return line
	}
	return Clean(s.Title)
}

// Links are the addresses that a messenger can show behind words.
type Links struct {
	Pages string // address of this installation's pages; empty: there are none
	Bytes int    // that a link may have
	Not   string // characters that would end it before its time
}

// To gives the address of a source: the passage on this installation's pages,
// else the document at its publisher. Empty: there is none that can be shown.
func (l Links) To(s handlers.Source) string {
	if l.Pages != "" && strings.HasPrefix(s.Link, "/") {
		if href := strings.TrimRight(l.Pages, "/") + s.Link; l.take(href) {
			return href
		}
	}
	if l.take(s.URL) {
		return s.URL
	}
	return ""
}

func (l Links) take(href string) bool {
	u, err := url.Parse(href)
	return err == nil && len(href) <= l.Bytes && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") && !strings.ContainsAny(href, l.Not)
}
