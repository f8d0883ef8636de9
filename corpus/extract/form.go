package extract

import (
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// form is a duty told as labelled fields, one a sentence or a line: "Task: …
// Lead agency: … Deadline: …".
type form struct {
	passage *corpus.Passage // of its first field
	quote   corpus.Span
	fields  map[string]corpus.Span // by what a column of a table would hold
}

// labelWords is the most words that a label has.
const labelWords = 6

// labelMarks stand behind a label.
var labelMarks = [...]string{":", " — ", " – "}

// label reads the label that a sentence begins with: what it stands for and
// what stands behind it.
func (r *dutyReader) label(start, end int) (holds string, value corpus.Span) {
	text := r.doc.Text[start:end]
	at, size := -1, 0
	for _, mark := range labelMarks {
		if i := strings.Index(text, mark); i > 0 && (at < 0 || i < at) {
			at, size = i, len(mark)
		}
	}
	if at < 0 || len(lang.Words(text[:at])) > labelWords {
		return "", corpus.Span{}
	}
	if holds = r.words.dutyColumns[foldedWords(text[:at])]; holds == "" {
		return "", corpus.Span{}
	}
	value = corpus.Span{Start: start + at + size, End: end}
	for value.Start < value.End && strings.IndexByte(" *", r.doc.Text[value.Start]) >= 0 {
		value.Start++
	}
	for value.End > value.Start && strings.IndexByte(" .;*", r.doc.Text[value.End-1]) >= 0 {
		value.End--
	}
	return holds, value
}

// fill reads passage i, whose sentences are all labelled fields. It reports
// whether they are.
func (r *dutyReader) fill(i int) bool {
	p := &r.doc.Passages[i]
	text := r.doc.PassageText(*p)
	if !slices.ContainsFunc(labelMarks[:], func(mark string) bool { return strings.Contains(text, mark) }) {
		return false
	}
	type field struct {
		holds string
		value corpus.Span
		end   int
	}
	var fields []field
	for _, s := range lang.Sentences(text, r.words.abbreviated) {
		holds, value := r.label(p.Start+s.Start, p.Start+s.End)
		if holds == "" {
			return false
		}
		fields = append(fields, field{holds, value, p.Start + s.End})
	}
	if len(fields) == 0 || len(fields) == 1 && r.form == nil && !r.labelFollows(i) {
		return false
	}
	for _, f := range fields {
		if r.form != nil && !r.form.fields[f.holds].Empty() {
			r.closeForm()
		}
		if r.form == nil {
			r.form = &form{passage: p, quote: corpus.Span{Start: p.Start, End: p.End}, fields: map[string]corpus.Span{}}
		}
		r.form.fields[f.holds] = f.value
		r.form.quote.End = f.end
	}
	return true
}

// labelFollows reports that the passage behind one begins with a label too.
func (r *dutyReader) labelFollows(i int) bool {
	if i+1 >= len(r.doc.Passages) {
		return false
	}
	next := r.doc.Passages[i+1]
	holds, _ := r.label(next.Start, next.End)
	return holds != ""
}

// closeForm makes the duty of the fields read so far.
func (r *dutyReader) closeForm() {
	f := r.form
	r.form = nil
	if f == nil || f.fields["task"].Empty() || f.fields["lead"].Empty() && f.fields["deadline"].Empty() {
		return
	}
	d := corpus.Duty{Quote: f.quote, Action: f.fields["task"], Product: f.fields["product"], Leads: r.inCell(f.fields["lead"]), Cooperating: r.inCell(f.fields["cooperating"])}
	dates := r.cellDates(f.fields["deadline"])
	if len(dates) == 0 && !f.fields["deadline"].Empty() {
		d.Deadline = &corpus.Deadline{Text: f.fields["deadline"]}
	}
	if len(dates) == 0 {
		r.add(f.passage, d)
	}
	for _, at := range dates {
		d.Deadline, d.Review = at.deadline, at.doubts
		if len(dates) > 1 {
			d.Review = append(d.Review, corpus.SeveralDates)
		}
		r.add(f.passage, d)
	}
}
