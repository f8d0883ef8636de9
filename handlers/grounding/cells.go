package grounding

import (
	"strings"

	"vanthu/corpus"
)

// cell is one of a row of a table, with what stands at the head of its column.
type cell struct {
	head, text *reading
}

// cellsOf takes a row apart, where the passage's headings end with the heads of
// its columns.
func (c *Checker) cellsOf(p Passage) (out []cell) {
	text := strings.TrimSpace(p.Text)
	row := strings.Split(strings.Trim(text, "|"), "|")
	heads := strings.Split(corpus.LastHeading(p.Section), "|")
	if !strings.HasPrefix(text, "|") || len(row) != len(heads) {
		return nil
	}
	for n, head := range heads {
		out = append(out, cell{c.read(head, p.Language, someDay), c.read(row[n], p.Language, someDay)})
	}
	return out
}

// doesAsIn reports whether the head of a column tells the deed that a sentence does:
// who stands under it does so, and the order of the columns tells nothing.
func (r *reading) doesAsIn(row []cell) bool {
	for _, c := range row {
		for i := range r.words {
			if len(c.text.bodies) > 0 && r.acts(i) && c.head.actsLike(r, i) {
				return true
			}
		}
	}
	return false
}

// tabled checks who does, or is, what a column of a table tells: under "took over
// its tasks" stands who took them over, under "responsible" who is.
func (c *Checker) tabled(r *reading, e *evidence) Reason {
	for k, x := range e.texts {
		for _, cell := range e.rows[k] {
			for i := range r.words {
				if len(cell.text.bodies) > 0 && c.content(r, i) && r.telling(i) && !r.bodyAt(r.words[i].Start) && r.metBy(i, cell.head) && r.subjectOutside(i, cell.text, x) {
					return r.blame(i, i, Misplaced)
				}
			}
		}
	}
	return ""
}

// actsLike reports whether the text tells of the same deed as a word.
func (x *reading) actsLike(r *reading, i int) bool {
	for j := range x.words {
		if x.acts(j) && r.meets(i, x, j) {
			return true
		}
	}
	return false
}

// subjectOutside reports whether the body that stands in front of a deed, which
// nobody behind "by" does, stands in the row and not in the cell.
func (r *reading) subjectOutside(i int, cell, row *reading) bool {
	id := ""
	for _, m := range r.bodies {
		first, last := r.within(m.Start, m.End)
		if m.ID != "" && last < i {
			id = m.ID
		}
		if first > i && r.passive(first) {
			return false
		}
	}
	return id != "" && row.namesBody(id) && !cell.namesBody(id)
}

// namesBody reports whether a text names a body.
func (x *reading) namesBody(id string) bool {
	for _, m := range x.bodies {
		if m.ID == id {
			return true
		}
	}
	return false
}
