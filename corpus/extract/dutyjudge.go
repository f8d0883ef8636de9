package extract

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"

	"vanthu/corpus"
	"vanthu/corpus/boost"
)

// The rules of dutydate.go know many ways in which a date binds somebody or
// nobody, but every new text has another. Trees that were taught with sentences
// and documents of which a careful official had said what binds (testdata) judge
// each date beside them, by how everything in the sentence goes together. Where
// the trees are sure, they are right more often than the rules, and have the
// last word; else the rules have it.

//go:embed deadlines.trees
var deadlineTrees []byte

const (
	idleBelow = 0.33 // a likelihood below which a date binds nobody
	dueAbove  = 0.90 // and above which something has to be done by it
)

// weighedWords is how many words a sentence has at most whose dates the trees
// judge: what is longer is a list or a table without its lines.
const weighedWords = 300

// newJudge gives the trees, which are part of the program.
func newJudge() *boost.Model {
	m, err := boost.Read(bytes.NewReader(deadlineTrees))
	if err != nil {
		panic(fmt.Sprintf("trees that judge dates: %v", err))
	}
	return m
}

// weigh lets the trees have their say on the dates of a sentence.
func (r *dutyReader) weigh(st *statement) {
	if len(st.words) > weighedWords {
		return
	}
	var s seen
	for i := range st.dates {
		d := &st.dates[i]
		if !d.judged() || d.recurs() && (st.recurrences() > 1 || !r.adverb(st, *d, len(st.words))) {
			continue
		}
		s.values = s.values[:0]
		r.seen(&s, st, i)
		if r.x.observe != nil {
			r.x.observe(r.doc.Text, st, d, slices.Clone(s.values))
		}
		if r.x.judge == nil {
			continue
		}
		switch p := r.x.judge().Probability(s.values); {
		case p < idleBelow:
			d.use = noDeadline
		case p > dueAbove:
			d.use = deadline
		}
	}
}

// judged reports a date that the trees know: one that is a deadline or none, and
// is told by its last day, counted from an event or comes again and again; not one of which
// it is said in so many words that it was made the last day.
func (d *date) judged() bool {
	return (d.use == deadline || d.use == noDeadline) && !d.set && d.Problem == "" && d.Relation != corpus.From && !d.Continuous && (d.Last != "" || d.Within != "" || d.recurs())
}

// recurs reports a date that comes again and again.
func (d *date) recurs() bool { return d.Relation == corpus.Every || d.Recurrence != "" }

// recurrences counts the dates of a sentence that come again and again, or may do so
// with one that does: "every six months, before 15 June and 1 December".
func (st *statement) recurrences() (n int) {
	for i := range st.dates {
		if d := &st.dates[i]; d.recurs() || d.Basis == corpus.YearInferred {
			n++
		}
	}
	return n
}
