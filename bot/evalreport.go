package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"vanthu/handlers/answer"
)

// evalDepth is how many documents are looked at for where the right one
// stands.
const evalDepth = 10

// evalReport is what a file of questions was answered and found like.
type evalReport struct {
	Groups     map[string]*evalGroup            `json:"groups"` // right answers by kind, language and tag
	Search     map[string]*evalRanks            `json:"search"` // where searching puts the first document that answers
	Fields     evalGroup                        `json:"fields"` // of the answers given, those with the right day and facts
	Abstaining evalAbstaining                   `json:"abstaining"`
	Quotes     evalGroup                        `json:"quotes"`    // that stand in their documents byte for byte
	Matrix     map[string]map[string]*evalGroup `json:"languages"` // of the question, then of the first quote; "-" where there is none
	TookMS     *evalTimes                       `json:"took_ms,omitempty"`

	took, searched []time.Duration
}

// evalRanks tells how far up the first document that answers was found.
type evalRanks struct {
	Of    int     `json:"of"`
	Hit1  float64 `json:"hit@1"`
	Hit3  float64 `json:"hit@3"`
	Hit10 float64 `json:"hit@10"`
	MRR   float64 `json:"mrr"`
}

// evalAbstaining tells how rightly answers are withheld.
type evalAbstaining struct {
	Precision float64 `json:"precision"` // of the questions without an answer, those that no document answers
	Recall    float64 `json:"recall"`    // of those that no document answers, the questions without one

	right, withheld, none int
}

// evalTimes are lengths of time in milliseconds.
type evalTimes struct {
	AnswerP50, AnswerP99, SearchP50, SearchP99 float64
}

func newEvalReport() *evalReport {
	return &evalReport{Groups: map[string]*evalGroup{}, Search: map[string]*evalRanks{}, Matrix: map[string]map[string]*evalGroup{}}
}

func count(groups map[string]*evalGroup, name string, right bool) {
	if groups[name] == nil {
		groups[name] = &evalGroup{}
	}
	groups[name].add(right)
}

func (g *evalGroup) add(right bool) {
	if g.Of++; right {
		g.Right++
	}
}

// quotes compares every quote with the document as it is kept.
func (r *evalReport) quotes(ctx context.Context, c *call, a answer.Answer) error {
	for _, ct := range a.Citations {
		d, err := c.state.Document(ctx, ct.Document.ID)
		if err != nil {
			return fmt.Errorf("check a quote of %s: %w", ct.Document.Path, err)
		}
		start, end := ct.Start(), ct.End()
		r.Quotes.add(ct.Quote() != "" && start >= 0 && end <= len(d.Text) && start <= end && d.Text[start:end] == ct.Quote())
	}
	return nil
}

func (r *evalReport) abstained(none, withheld bool) {
	x := &r.Abstaining
	if none {
		x.none++
	}
	if withheld {
		x.withheld++
	}
	if none && withheld {
		x.right++
	}
}

// fields counts the answers whose day and facts are right, wherever they are
// from.
func (r *evalReport) fields(answered bool, why string) {
	if answered {
		r.Fields.add(why == "")
	}
}

func (r *evalReport) cross(from, to string, right bool) {
	if to == "" {
		to = "-"
	}
	if r.Matrix[from] == nil {
		r.Matrix[from] = map[string]*evalGroup{}
	}
	count(r.Matrix[from], to, right)
}

// rank takes in at which place, from 0, the first right document was found;
// -1 for none.
func (r *evalReport) rank(group string, at int) {
	g := r.Search[group]
	if g == nil {
		g = &evalRanks{}
		r.Search[group] = g
	}
	g.Of++
	if at < 0 {
		return
	}
	g.MRR += 1 / float64(at+1)
	for _, k := range [...]struct {
		places int
		hits   *float64
	}{{1, &g.Hit1}, {3, &g.Hit3}, {10, &g.Hit10}} {
		if at < k.places {
			*k.hits++
		}
	}
}

// finish turns counts into shares.
func (r *evalReport) finish(plain bool) {
	share := func(g *evalGroup) {
		if g.Of > 0 {
			g.Share = thousandths(float64(g.Right) / float64(g.Of))
		}
	}
	for _, g := range r.Groups {
		share(g)
	}
	for _, row := range r.Matrix {
		for _, g := range row {
			share(g)
		}
	}
	share(&r.Fields)
	share(&r.Quotes)
	for _, g := range r.Search {
		for _, x := range [...]*float64{&g.Hit1, &g.Hit3, &g.Hit10, &g.MRR} {
			*x = thousandths(*x / float64(g.Of))
		}
	}
	x := &r.Abstaining
	x.Precision, x.Recall = 1, 1
	if x.withheld > 0 {
		x.Precision = thousandths(float64(x.right) / float64(x.withheld))
	}
	if x.none > 0 {
		x.Recall = thousandths(float64(x.right) / float64(x.none))
	}
	if !plain {
		r.TookMS = &evalTimes{quantile(r.took, 0.5), quantile(r.took, 0.99), quantile(r.searched, 0.5), quantile(r.searched, 0.99)}
	}
}

func thousandths(x float64) float64 { return float64(int(x*1000)) / 1000 }

// quantile gives a quantile of lengths of time, in milliseconds.
func quantile(took []time.Duration, q float64) float64 {
	if len(took) == 0 {
		return 0
	}
	slices.Sort(took)
	return millis(took[min(len(took)-1, int(float64(len(took))*q))])
}

// print writes the report as tables.
func (r *evalReport) print(out io.Writer) error {
	p := &printer{out: out}
	for _, name := range slices.Sorted(maps.Keys(r.Groups)) {
		g := r.Groups[name]
		p.line("%-12s %4d of %4d  %.3f", name, g.Right, g.Of, g.Share)
	}
	p.line("")
	p.line("%-12s %5s  hit@1  hit@3 hit@10    MRR", "search", "of")
	for _, name := range slices.Sorted(maps.Keys(r.Search)) {
		g := r.Search[name]
		p.line("%-12s %5d  %.3f  %.3f  %.3f  %.3f", name, g.Of, g.Hit1, g.Hit3, g.Hit10, g.MRR)
	}
	p.line("")
	p.line("of the answers given, right   %4d of %4d  %.3f", r.Fields.Right, r.Fields.Of, r.Fields.Share)
	p.line("quotes that stand as quoted   %4d of %4d  %.3f", r.Quotes.Right, r.Quotes.Of, r.Quotes.Share)
	p.line("abstaining: precision %.3f, recall %.3f", r.Abstaining.Precision, r.Abstaining.Recall)
	p.line("")
	p.line("question in, first quote in: right of all")
	for _, from := range slices.Sorted(maps.Keys(r.Matrix)) {
		row := from + " "
		for _, to := range slices.Sorted(maps.Keys(r.Matrix[from])) {
			g := r.Matrix[from][to]
			row += fmt.Sprintf("  %s %d/%d", to, g.Right, g.Of)
		}
		p.line("%s", row)
	}
	if t := r.TookMS; t != nil {
		p.line("")
		p.line("answers took %.1f ms (p50), %.1f ms (p99); searches %.1f and %.1f", t.AnswerP50, t.AnswerP99, t.SearchP50, t.SearchP99)
	}
	return p.err
}

// printer writes lines until one fails.
type printer struct {
	out io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.out, format+"\n", args...)
	}
}
