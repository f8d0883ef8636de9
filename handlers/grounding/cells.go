package grounding

import "strings"

// tabled checks who does what a column of a table tells: under "took over its
// tasks" stands who took them over.
func (c *Checker) tabled(r *reading, e *evidence) Reason {
	for k, x := range e.texts {
		row := strings.Split(strings.Trim(strings.TrimSpace(x.text), "|"), "|")
		path := e.passages[k].Section
		head := strings.Split(path[strings.LastIndex(path, "›")+1:], "|")
		if len(row) < 2 || len(row) != len(head) {
			continue
		}
		for n, name := range head {
			column, cell := c.read(name, x.tongue.tag, someDay), c.read(row[n], x.tongue.tag, someDay)
			for i := range r.words {
				if r.acts(i) && c.content(r, i) && column.actsLike(r, i) && r.subjectOutside(i, cell, x) {
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
