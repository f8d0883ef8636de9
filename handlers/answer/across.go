package answer

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sort"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/index"
)

// leastAcross is the confidence below which no text answers by what it speaks
// of; leastOfFew where the question names so few things that one of them alone
// does not tell what it is about.
const (
	leastAcross = 0.4
	leastOfFew  = 0.55
	few         = 2
)

// serviceMore is how much more confidence an answer needs where a public
// service is asked for: whatever has a fee or a time limit shares words with
// all others that have.
const serviceMore = 0.12

// besideMore is likewise of a sentence that does not hold what a question is
// about most of all.
const besideMore = 0.07

// heaviest gives what a question is about most of all; nil where it names
// nothing that concepts know.
func heaviest(topics []topic) *topic {
	var best *topic
	for i := range topics {
		if t := &topics[i]; len(t.concepts) > 0 && !t.soft && !t.plain() && (best == nil || t.weight > best.weight) {
			best = t
		}
	}
	return best
}

// absent gives the words of what a question is about and of which none of the
// sentences found speaks; "" where there is nothing of the kind.
func (a *Answerer) absent(u Understood, topics []topic, found []quoted) string {
	return cmp.Or(absentSubject(u, topics, found), a.absentOrdinal(u, topics, found))
}

// subjectShare is how much of a question that is at least of which no document
// speaks, for it to be its subject.
const subjectShare = 0.44

// absentSubject gives the words of a question's subject where no document
// speaks of it and no sentence found names all its parts: what else the question
// names may stand anywhere. It is "" for any other.
func absentSubject(u Understood, topics []topic, found []quoted) string {
	t := heaviest(topics)
	if t == nil || !t.absent || slices.ContainsFunc(found, func(q quoted) bool { return q.holds.words(*t) || q.holds.holdsParts(*t) >= widerShare }) {
		return ""
	}
	all, absent := 0.0, 0.0
	for _, o := range topics {
		all += o.weight
		if o.absent && !o.soft {
			absent += o.weight
		}
	}
	if absent < subjectShare*all {
		return ""
	}
	return u.Text[t.Start:t.End]
}

// least gives the confidence that an answer needs.
func (u Understood) least(topics []topic) float64 {
	n, telling := 0, false
	for _, t := range topics {
		if !t.soft && !t.plain() {
			n++
			telling = telling || !t.unindexed && t.word == ""
		}
	}
	more := 0.0
	if u.Intent == Procedure || u.Field != "" {
		more = serviceMore
	}
	if n <= few || !telling {
		return leastOfFew + more
	}
	return leastAcross + more
}

// acrossWindows is how many windows in other languages sentences are taken
// from.
const acrossWindows = 16

// ownWindows is how many windows in the question's own language are read by
// what they speak of.
const ownWindows = 6

// foreignLead is by how much surer a text in another language has to be to
// come before one in the question's own.
const foreignLead = 0.08

// ownLead is what a sentence in the question's own language has ahead.
const ownLead = 0.06

// ofProcedure is from which title on a question is about that very procedure,
// aboutProcedure from which on it may be.
const (
	ofProcedure    = 0.9
	aboutProcedure = 0.5
)

// titleWeight is how much the name of a procedure counts, and fieldWeight how
// much a sentence of the field that is asked for has ahead, as in weigh.
const (
	titleWeight = 0.5
	fieldWeight = 0.6
)

// quoted is a sentence in another language, with how much of the question it
// and what stands around it hold.
type quoted struct {
	sentence
	own, window float64
	near, ahead float64 // how sure it is that its meaning is near the question's, and how far in front of others, 0 to 1
	holds       evidence
	title       float64 // how much the question is about the procedure that it stands in, 0 to 1
}

// across finds the sentences that speak of what a question is about, in
// other languages and in its own, best first.
func (a *Answerer) across(ctx context.Context, u Understood, topics []topic, res index.Result, neighbours []index.Near) ([]quoted, error) {
	if len(topics) == 0 || len(res.Across)+len(res.Found) == 0 {
		return nil, nil
	}
	keyed := slices.ContainsFunc(topics, func(t topic) bool { return len(t.keys) > 0 })
	foreign, most := res.Across, acrossWindows
	if len(neighbours) > 0 {
		most += nearWindows
	}
	if len(foreign) > most && bestScore(foreign) > 0 { // else nothing tells them apart yet
		foreign = foreign[:most]
	}
	read, err := a.readWindows(ctx, foreign, keyed, u.heard, res.Viewer, func(d *corpus.Document) bool { return d.Language != u.Language })
	if err != nil {
		return nil, err
	}
	own, err := a.readWindows(ctx, res.Found[:min(len(res.Found), ownWindows)], keyed, u.heard, res.Viewer, func(d *corpus.Document) bool { return d.Language == u.Language })
	if err != nil {
		return nil, err
	}
	read = append(read, own...)
	whole := map[*corpus.Document]evidence{} // what the windows of a document hold together
	for _, r := range read {
		d := r.hit.Document
		if whole[d] == nil {
			whole[d] = evidence{}
		}
		whole[d].add(r.head).add(r.all())
	}
	var out []quoted
	for rank, r := range read {
		d, w := r.hit.Document, r.hit.Window
		window := r.all().add(r.head).within(whole[d], topics)
		title := 0.0 // a procedure is asked for by its name
		if d.Procedure != nil {
			title = r.head.share(topics) * (0.5 + 0.5*a.asked(d, topics)) // of two that hold it, the one that is about nothing else
		}
		abbreviated := a.lexicon.Language(d.Language).Abbreviated
		var section string
		var inherited evidence
		for _, p := range d.Passages[w.First : w.Last+1] {
			spans := []lang.Sentence{{Start: 0, End: p.End - p.Start}}
			if p.Kind != corpus.Row {
				spans = lang.Sentences(d.PassageText(p), abbreviated)
			}
			if p.Section != "" && p.Section != section {
				section, inherited = p.Section, evidenceOf(a.traces(p.Section, d.Language, keyed, u.heard), 0, len(p.Section))
			}
			for _, s := range spans {
				start, end := fit(d.Text, p.Start+s.Start, p.Start+s.End)
				q := quoted{sentence: sentence{hit: r.hit, rank: rank, passage: p, start: start, end: end}, window: window}
				q.title = title
				q.near, q.ahead = nearness(neighbours, d, p)
				q.holds = evidenceOf(r.traces, start-w.Start, end-w.Start)
				if title >= aboutProcedure { // all that its document says is about it
					q.holds.add(r.head)
				}
				bare := q.holds.share(topics)
				q.own = q.holds.within(whole[d], topics)
				with := bare
				if p.Section != "" {
					with = evidence{}.add(q.holds).add(inherited).share(topics)
				}
				inField := a.inField(u, d, start, end)
				a.weighAcross(&q, u, topics, bare, with)
				q.score += titleWeight * title
				if inField && title > 0 {
					q.score += fieldWeight
					q.own = max(q.own, q.window)
				}
				if (bare > 0 || q.ahead > 0 || inField && title > 0) && !a.namesSource(d, d.Text[start:end]) {
					q.tells = a.tells(u, d, p, start, end)
					out = append(out, q)
				}
			}
		}
	}
	out = led(out, func(q *quoted) *sentence { return &q.sentence })
	sort.SliceStable(out, func(i, j int) bool { return out[i].score > out[j].score })
	return out, nil
}

// readWindow is a window with what it holds.
type readWindow struct {
	hit    *index.Hit
	head   evidence // of its document's title and number
	traces []trace
}

func (r readWindow) all() evidence {
	return evidenceOf(r.traces, 0, r.hit.Window.End-r.hit.Window.Start)
}

// readWindows reads the windows of documents that count.
func (a *Answerer) readWindows(ctx context.Context, found []index.Found, keyed bool, names []heard, viewer corpus.Viewer, counts func(*corpus.Document) bool) ([]readWindow, error) {
	var out []readWindow
	best := bestScore(found)
	for i := range found {
		f := &found[i]
		d, err := a.ranker.Texts.Document(ctx, f.Document)
		if errors.Is(err, index.ErrGone) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, r := range out { // the same document is one
			if r.hit.Document.ID == d.ID {
				d = r.hit.Document
			}
		}
		windows := index.Windows(d)
		if !counts(d) || f.Window >= len(windows) || !viewer.Sees(d.Visibility) {
			continue
		}
		w := windows[f.Window]
		name := d.Title + "\n" + d.Number
		out = append(out, readWindow{
			hit:    &index.Hit{Document: d, Window: w, Score: f.Score / max(best, 1e-9)},
			head:   evidenceOf(a.traces(name, d.Language, keyed, names), 0, len(name)),
			traces: a.traces(d.Text[w.Start:w.End], d.Language, keyed, names),
		})
	}
	return out, nil
}

// newShare is how much more a further sentence counts by what it adds.
const newShare = 0.8

// marksAcross gives the words of a quote that name what was asked about.
func (a *Answerer) marksAcross(c corpus.Citation, topics []topic) []corpus.Span {
	var out []corpus.Span
	for _, t := range topics {
		if t.heard != nil {
			for _, at := range t.heard.Name.In(c.Quote()) {
				out = append(out, corpus.Span{Start: at.Start, End: at.End})
			}
		}
	}
	for _, s := range a.concepts.Sayings(c.Quote(), c.Document.Language) {
		for _, t := range topics {
			if slices.ContainsFunc(s.Concepts, func(id string) bool { return slices.Contains(t.concepts, id) }) {
				out = append(out, corpus.Span{Start: s.Start, End: s.End})
				break
			}
		}
	}
	return out
}

// foreign gives the documents in other languages that speak of what a
// question is about, each with the sentence that does so best; the score is
// how sure it is that it answers.
func (a *Answerer) foreign(ctx context.Context, u Understood, topics []topic, res index.Result, neighbours []index.Near) ([]Found, error) {
	if len(res.Across) == 0 {
		return nil, nil
	}
	res.Found, u.kinds = nil, nil
	found, err := a.across(ctx, u, topics, res, neighbours)
	if err != nil {
		return nil, err
	}
	var out []Found
	seen := map[string]bool{}
	for _, q := range found {
		if d := q.hit.Document; !seen[d.ID] {
			seen[d.ID] = true
			c, err := corpus.Cite(d, q.passage, q.start, q.end)
			if err != nil {
				return nil, err
			}
			out = append(out, Found{Citation: Citation{Citation: c, Score: q.score, Marks: a.marksAcross(c, topics)}, Score: max(sureAcross(q), nearFound*q.ahead)})
		}
	}
	return out, nil
}
