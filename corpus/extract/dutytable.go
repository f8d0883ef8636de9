package extract

import (
	"maps"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/format"
	"vanthu/corpus/lang"
)

// dutyTable is a table of duties: which column holds what.
type dutyTable struct {
	number   int
	columns  map[string]int  // task, lead, cooperating, product, deadline → column
	relation corpus.Relation // that the name of the deadline's column tells: "to be done before"
	guessed  bool            // it has no header
	counted  bool            // a row had a number and a lead
	leads    []corpus.Agency // of the heading of a part
	above    []corpus.Agency // of the row above
	group    *corpus.Deadline
}

// row reads one row of a table.
func (r *dutyReader) row(p *corpus.Passage, b *format.Block, rows map[int]*format.Block) {
	if r.table == nil || r.table.number != b.Table {
		r.table = &dutyTable{number: b.Table}
	}
	t := r.table
	if t.columns == nil || b.Header {
		if c := r.columns(b); c != nil {
			t.columns = c
			t.relation = r.headerRelation(b, c)
			return
		}
		if b.Header {
			return
		}
	}
	if t.columns == nil {
		if t.columns = r.guess(b, rows); t.columns == nil {
			t.columns = map[string]int{}
		}
		t.guessed = true
	}
	task, ok := t.columns["task"]
	if !ok {
		return
	}
	cell := func(name string) corpus.Span {
		if i, ok := t.columns[name]; ok && i < len(b.Cells) {
			return trimCell(r.doc.Text, b.Cells[i])
		}
		return corpus.Span{}
	}
	action := cell("task")
	if r.groupRow(b, t, task) || r.goesOn(t, cell("number"), cell("lead"), cell("product")) {
		return
	}
	if action.Empty() || r.onlyBodies(action.In(r.doc.Text)) {
		return
	}
	d := corpus.Duty{Action: action, Product: cell("product"), Quote: corpus.Span{Start: p.Start, End: p.End}, Leads: r.inCell(cell("lead")), Cooperating: r.inCell(cell("cooperating"))}
	if d.Leads != nil {
		t.counted = t.counted || !cell("number").Empty()
		t.above = d.Leads
	} else if d.Leads = t.leads; d.Leads == nil && cell("number").Empty() {
		d.Leads = t.above // one cell over several rows
	}
	if d.Leads == nil && r.frame() != nil {
		d.Leads = r.frame().leads
	}
	if t.guessed {
		d.Review = append(d.Review, corpus.NoHeader)
	}
	at := cell("deadline")
	dates := r.cellDates(at)
	for _, d := range dates {
		if relation := t.relation; relation != "" && d.deadline.Relation != corpus.Every && !d.related {
			d.deadline.Relation = relation
		}
	}
	if len(dates) == 0 {
		d.Deadline = t.group
		if d.Deadline == nil && r.frame() != nil {
			d.Deadline = r.frame().deadline
		}
		if d.Deadline == nil && !at.Empty() {
			d.Deadline = &corpus.Deadline{Text: at}
		}
		r.add(p, d)
		return
	}
	for _, old := range r.cellDates(cell("old deadline")) {
		was := d
		was.Deadline, was.Review, was.Force = old.deadline, old.doubts, corpus.Superseded
		r.add(p, was)
	}
	review := d.Review
	for _, found := range dates {
		d.Deadline, d.Review = found.deadline, append(append([]corpus.Doubt(nil), review...), found.doubts...)
		if len(dates) > 1 {
			d.Review = append(d.Review, corpus.SeveralDates)
		}
		r.add(p, d)
	}
}

// onlyBodies reports a cell that names bodies and nothing to be done: the row
// tells which one followed which.
func (r *dutyReader) onlyBodies(cell string) bool {
	words := lang.Words(cell)
	named := 0
	for _, m := range r.x.Mentions(cell, r.doc.Language, words) {
		named += wordAt(words, m.End-1) + 1 - wordAt(words, m.Start)
	}
	return len(words) > 1 && named == len(words)
}

// goesOn reports a row that is no duty of its own in a table that counts its
// rows and names who leads: the rest of the row above, from another page, or
// the heading of a part, which has a Roman number or a letter.
func (r *dutyReader) goesOn(t *dutyTable, number, lead, product corpus.Span) bool {
	_, counts := t.columns["number"]
	_, leads := t.columns["lead"]
	if !counts || !leads || !lead.Empty() {
		return false
	}
	if number.Empty() {
		return t.counted
	}
	mark := strings.TrimRight(number.In(r.doc.Text), ".)* ")
	return product.Empty() && strings.Trim(mark, "ABCDEFIVXL") == ""
}

// columns reads the names of columns; nil where the row names none of a
// table of duties.
func (r *dutyReader) columns(b *format.Block) map[string]int {
	out := map[string]int{}
	for i, c := range b.Cells {
		words := lang.Words(c.In(r.doc.Text))
		name := r.column(foldedWords(c.In(r.doc.Text)))
		if name == "" {
			continue
		}
		if name == "deadline" && hasCue(r.words.cues.find(words), 0, len(words), instead) {
			name = "old deadline"
		}
		if _, taken := out[name]; !taken {
			out[name] = i
		}
	}
	_, task := out["task"]
	_, lead := out["lead"]
	_, deadline := out["deadline"]
	if !task && lead && deadline { // the longest column is the task
		for i := range b.Cells {
			if !taken(out, i) {
				out["task"] = i
				task = true
				break
			}
		}
	}
	if !task || !lead && !deadline {
		return nil
	}
	return out
}

// headerRelation gives the relation that the name of the deadline's column
// tells.
func (r *dutyReader) headerRelation(b *format.Block, columns map[string]int) corpus.Relation {
	i, ok := columns["deadline"]
	if !ok {
		return ""
	}
	text := b.Cells[i].In(r.doc.Text) + " 2026-01-02"
	for _, d := range r.finder.Deadlines(text, lang.Words(text), "") {
		if d.Relation == corpus.Before || d.Relation == corpus.By {
			return d.Relation
		}
	}
	return ""
}

func taken(columns map[string]int, i int) bool {
	for _, c := range columns {
		if c == i {
			return true
		}
	}
	return false
}

// column tells what a column of this name holds: an exact name, else the
// longest that it begins with, else that it holds.
func (r *dutyReader) column(name string) string {
	if is := r.words.dutyColumns[name]; is != "" {
		return is
	}
	best, n := "", 0
	names := slices.Sorted(maps.Keys(r.words.dutyColumns))
	for _, known := range names {
		if len(known) > n && len(known) > 1 && strings.HasPrefix(name+" ", known+" ") {
			best, n = r.words.dutyColumns[known], len(known)
		}
	}
	for _, known := range names {
		if len(known) > n+4 && strings.Contains(" "+name+" ", " "+known+" ") {
			best, n = r.words.dutyColumns[known], len(known)
		}
	}
	return best
}

// guess tells the columns of a table without names from its first rows: the
// column of dates, the column of agencies, the longest column.
func (r *dutyReader) guess(b *format.Block, rows map[int]*format.Block) map[string]int {
	dates, agencies, size := map[int]int{}, map[int]int{}, map[int]int{}
	n := 0
	for _, start := range slices.Sorted(maps.Keys(rows)) {
		row := rows[start]
		if row.Table != b.Table || n >= 12 || len(row.Cells) != len(b.Cells) {
			continue
		}
		n++
		for i, c := range row.Cells {
			text := c.In(r.doc.Text)
			size[i] += len(text)
			if len(text) < 60 && len(r.cellDates(c)) > 0 {
				dates[i]++
			}
			words := lang.Words(text)
			if m := r.x.Mentions(text, r.doc.Language, words); len(m) > 0 && len(words) < 24 {
				agencies[i]++
			}
		}
	}
	out := map[string]int{}
	most := func(counts map[int]int) int {
		best := -1
		for i := range b.Cells {
			if counts[i] > 0 && 2*counts[i] >= n && (best < 0 || counts[i] > counts[best]) && !taken(out, i) {
				best = i
			}
		}
		return best
	}
	if i := most(dates); i >= 0 {
		out["deadline"] = i
	}
	if i := most(agencies); i >= 0 {
		out["lead"] = i
	}
	if len(out) < 2 {
		return nil
	}
	longest := -1
	for i := range b.Cells {
		if !taken(out, i) && (longest < 0 || size[i] > size[longest]) {
			longest = i
		}
	}
	if longest < 0 {
		return nil
	}
	out["task"] = longest
	return out
}

// groupRow reads a row that heads those under it: all but its first cells are
// empty.
func (r *dutyReader) groupRow(b *format.Block, t *dutyTable, task int) bool {
	filled := 0
	var text corpus.Span
	for i, c := range b.Cells {
		if c = trimCell(r.doc.Text, c); c.Empty() {
			continue
		}
		if number, ok := t.columns["number"]; ok && i == number && len(c.In(r.doc.Text)) < 12 {
			continue
		}
		if len(lang.Words(c.In(r.doc.Text))) <= 1 && len(c.In(r.doc.Text)) <= 6 && i < task {
			continue
		}
		filled++
		text = c
	}
	if filled != 1 || len(b.Cells) < 3 {
		return filled == 0
	}
	if _, has := t.columns["lead"]; !has && t.columns["task"] >= 0 && len(t.columns) < 3 {
		return false
	}
	t.leads, t.group = nil, nil
	st := r.sentence(text.Start, text.End, nil)
	if leads, _ := r.bearers(st, 0, len(st.words), plain.weight()); leads != nil {
		named := 0
		for _, g := range st.groups {
			named += g.end - g.first
		}
		if 2*named >= len(st.words)-2 {
			t.leads = leads
		}
	}
	if dates := r.cellDates(text); len(dates) == 1 && len(st.words) < 12 {
		t.group = dates[0].deadline
	}
	return true
}

// trimCell drops the marks of lists and emphasis around a cell's words.
func trimCell(text string, c corpus.Span) corpus.Span {
	for c.Start < c.End && strings.IndexByte(" *_-+", text[c.Start]) >= 0 {
		c.Start++
	}
	for c.End > c.Start && strings.IndexByte(" *_", text[c.End-1]) >= 0 {
		c.End--
	}
	return c
}

// inCell gives the agencies of a cell: those the lexicon knows and, between
// the marks of a list, those it does not.
func (r *dutyReader) inCell(c corpus.Span) []corpus.Agency {
	if c.Empty() {
		return nil
	}
	text := c.In(r.doc.Text)
	words := lang.Words(text)
	var out []corpus.Agency
	at := 0
	plain := func(end int) {
		for _, part := range splitList(text[at:end]) {
			s := corpus.Span{Start: c.Start + at + part.Start, End: c.Start + at + part.End}
			words := lang.Words(s.In(r.doc.Text))
			if len(words) == 0 || r.joins(s.In(r.doc.Text)) {
				continue
			}
			if behind := strings.TrimSpace(text[at : at+part.Start]); len(out) > 0 && behind == "" && hasCue(r.words.cues.find(words), 0, 1, of) {
				out[len(out)-1].Name.End = s.End // "Fatherland Front of the province"
				continue
			}
			out = append(out, corpus.Agency{Name: s})
		}
	}
	for _, m := range r.bodiesIn(text, words) {
		plain(m.Start)
		out = append(out, corpus.Agency{Name: corpus.Span{Start: c.Start + m.Start, End: c.Start + m.End}, ID: m.ID})
		at = m.End
	}
	plain(len(text))
	return out
}

// joins reports words that only join a list.
func (r *dutyReader) joins(text string) bool {
	words := lang.Words(text)
	n := 0
	for _, c := range r.words.cues.find(words) {
		if c.kind&(and|cooperate|cooperating|of|lead|toward) != 0 {
			n += c.len
		}
	}
	return n == len(words)
}

// splitList gives the parts of a list in a cell.
func splitList(text string) []corpus.Span {
	var out []corpus.Span
	start := 0
	flush := func(end int) {
		s, e := start, end
		for s < e && strings.IndexByte(" .()-", text[s]) >= 0 {
			s++
		}
		for e > s && strings.IndexByte(" .()-", text[e-1]) >= 0 {
			e--
		}
		if e > s {
			out = append(out, corpus.Span{Start: s, End: e})
		}
		start = end + 1
	}
	for i := 0; i < len(text); i++ {
		if strings.IndexByte(",;/\n", text[i]) >= 0 {
			flush(i)
		}
	}
	flush(len(text))
	return out
}

// cellDate is one deadline of a cell.
type cellDate struct {
	deadline *corpus.Deadline
	related  bool // its own words tell its relation
	doubts   []corpus.Doubt
}

// cellDates gives the deadlines of a cell.
func (r *dutyReader) cellDates(c corpus.Span) []cellDate {
	if c.Empty() {
		return nil
	}
	text := c.In(r.doc.Text)
	st := &statement{start: c.Start, end: c.End, words: lang.Words(text)}
	var out []cellDate
	for _, d := range r.finder.DeadlinesFrom(text, st.words, r.ownDay) {
		out = append(out, cellDate{st.deadlineOf(date{Date: d}), d.Relation != "", r.doubts(date{Date: d})})
	}
	return out
}
