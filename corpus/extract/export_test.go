package extract

import "vanthu/corpus"

// Seen is a date that the rules met in a text, with what is seen of it.
type Seen struct {
	Text     string      // of the document
	Sentence corpus.Span // in it
	Last     corpus.Day
	Counted  bool // from an event whose day nobody knows
	Recurs   bool
	Rules    bool // the rules take it for a deadline
	Values   []float64
}

// Observed gives an extractor that judges by the rules alone, and tells of each
// date that it meets.
func (x *Extractor) Observed(tell func(Seen)) *Extractor {
	y := *x
	y.judge = nil
	y.observe = func(text string, st *statement, d *date, values []float64) {
		tell(Seen{text, corpus.Span{Start: st.start, End: st.end}, d.Last, d.Last == "" && d.Within != "", d.recurs(), d.use == deadline, values})
	}
	return &y
}

// SeenNames gives the names of what is seen of a date.
func (x *Extractor) SeenNames() []string {
	r := &dutyReader{x: x, doc: &corpus.Document{}, words: x.of("en")}
	s := seen{naming: true}
	r.seen(&s, &statement{dates: []date{{}}}, 0)
	return s.names
}

// IdleBelow and DueAbove are the likelihoods up to and from which the trees have
// the last word.
const IdleBelow, DueAbove = idleBelow, dueAbove
