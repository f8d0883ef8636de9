package index

import (
	"strings"

	"vanthu/corpus"
)

// windowBytes is the text a window aims to hold. Passages alone are too short
// to be ranked well, whole documents too long.
const windowBytes = 1600

// Window is what engines search: a run of neighbouring passages of one
// document. The ranker finds the passages that answer inside it.
type Window struct {
	First, Last int // passages of the document, inclusive
	Start, End  int // bytes of the document's text
}

// Windows cuts a document's passages into windows. The same document always
// gives the same windows, so that an engine stores only their number. A
// register of offices has none: its rows, thousands of them, would stand in
// the way of every search, and offices are found by the names of places.
func Windows(d *corpus.Document) []Window {
	if d.Kind == corpus.KindOffice {
		return nil
	}
	var out []Window
	for i, p := range d.Passages {
		starts := len(out) == 0 || p.Kind == corpus.Article
		if n := len(out); n > 0 && !starts {
			w := &out[n-1]
			size := p.End - w.Start
			switch {
			case size > windowBytes && w.End-w.Start > windowBytes/3, size > 2*windowBytes:
				starts = true
			case p.Kind == corpus.Heading && w.End-w.Start > windowBytes/2:
				starts = true
			}
		}
		if starts {
			out = append(out, Window{First: i, Last: i, Start: p.Start, End: p.End})
			continue
		}
		w := &out[len(out)-1]
		w.Last, w.End = i, p.End
	}
	return out
}

// WindowText gives the words an engine indexes for a window: the document's
// title, the headings above the window, and its text.
func WindowText(d *corpus.Document, w Window) string {
	var b strings.Builder
	b.Grow(len(d.Title) + w.End - w.Start + 100)
	b.WriteString(d.Title)
	b.WriteByte('\n')
	if s := d.Passages[w.First].Section; s != "" {
		b.WriteString(s)
		b.WriteByte('\n')
	}
	b.WriteString(d.Text[w.Start:w.End])
	return b.String()
}
