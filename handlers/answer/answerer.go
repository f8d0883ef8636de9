package answer

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/index"
)

// Answerer answers questions from an index. It is safe for concurrent use.
type Answerer struct {
	*Understander
	engine     index.Engine
	ranker     index.Ranker
	procedures Procedures
	concepts   *lexicon.Concepts
	neighbours Neighbours
	spelling   spelling
	random     io.Reader
	clock      func() time.Time
}

// Deps is what answering needs.
type Deps struct {
	Lexicon    *lexicon.Lexicon
	Concepts   *lexicon.Concepts // by which texts of other languages are found; nil: they are not
	Describer  *extract.Describer
	Engine     index.Engine
	Texts      index.Texts
	Procedures Procedures       // nil: none are known by name
	Neighbours Neighbours       // by which texts of the same meaning are found; nil: they are not
	Random     io.Reader        // for IDs of answers; nil: crypto/rand
	Clock      func() time.Time // for measuring only; nil: time.Now
}

// New makes an answerer.
func New(deps Deps) *Answerer {
	a := &Answerer{Understander: NewUnderstander(deps.Lexicon, deps.Describer), engine: deps.Engine, concepts: deps.Concepts, spelling: newSpelling(deps.Concepts), neighbours: deps.Neighbours, procedures: deps.Procedures, random: deps.Random, clock: deps.Clock}
	if a.random == nil {
		a.random = rand.Reader
	}
	if a.clock == nil {
		a.clock = time.Now
	}
	a.ranker = index.Ranker{Texts: deps.Texts, Keys: a.Keys}
	return a
}

// searchedWindows is how many windows are asked of the engine.
const searchedWindows = 30

// citations is how many quotes an answer has at most.
const citations = 3

// fieldCitations is how many lines of a procedure's field an answer quotes at
// most.
const fieldCitations = 12

// suggested is how many near documents an abstention names at most.
const suggested = 2

// leastConfidence is the confidence below which no answer is given: so much
// of what the question is about, weighed by rarity, must stand together in
// one window of a document.
const leastConfidence = 0.5

// leastTitle is the share of what a question for a public service is about
// that a procedure's title has to hold, where the answer is one of its
// sentences.
const leastTitle = 0.15

// Ask answers a question.
func (a *Answerer) Ask(ctx context.Context, q Question) (Answer, error) {
	begun := a.clock()
	out := Answer{ID: a.NewID()}
	if utf8.RuneCountInString(q.Text) > QuestionRunes {
		out.Question, out.Language = firstRunes(lang.Clean(q.Text), 100), q.Language
		out.Reason = TooLong
		out.Intent = General
		return out, nil
	}
	u := a.Understand(q)
	out.Question, out.Language, out.Intent, out.Field = u.Whole, u.Language, u.Intent, u.Field
	if u.Intent == Smalltalk {
		return out, nil
	}
	if len(u.tokens) == 0 {
		out.Reason = Empty
		return out, nil
	}
	if err := a.find(ctx, q, u, &out); err != nil {
		return out, fmt.Errorf("answer: %w", err)
	}
	out.Took = a.clock().Sub(begun)
	return out, nil
}

// Blank gives an answer to a question with nothing in it yet.
func (a *Answerer) Blank(q Question) Answer {
	u := a.Understand(q)
	return Answer{ID: a.NewID(), Question: u.Whole, Language: u.Language, Intent: u.Intent}
}

// NewID gives an ID for an answer.
func (a *Answerer) NewID() string {
	var b [10]byte
	if _, err := io.ReadFull(a.random, b[:]); err != nil {
		panic("the system gives no random bytes: " + err.Error())
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(b[:]))
}

func (a *Answerer) find(ctx context.Context, q Question, u Understood, out *Answer) error {
	if u.Follows {
		if done, err := a.goOn(ctx, q, u, out); done || err != nil {
			return err
		}
	}
	var err error
	if u.heard, err = a.hear(ctx, q, u); err != nil {
		return err
	}
	near := a.near(ctx, q, u)
	defer near.end()
	topics := a.topics(u)
	query := a.query(q, u)
	query.Concepts = a.conceptLists(topics)
	res, err := a.engine.Search(ctx, query)
	if err != nil {
		return err
	}
	if res.Windows == 0 {
		out.Reason = NoDocuments
		return nil
	}
	if a.concepts != nil && !q.retyped {
		if text := a.retyped(u, res); text != "" {
			q.Text, q.retyped = text, true
			return a.find(ctx, q, a.Understand(q), out)
		}
	}
	units := u.units(res)
	hits, err := a.ranker.Rank(ctx, units, res, chosenWindows)
	if err != nil {
		return err
	}
	if err := a.compose(u, units, hits, q, out); err != nil {
		return err
	}
	neighbours, whole := near.wait()
	out.Lesser = !whole
	own := res.Found
	if res, err = a.fuse(ctx, u, res, neighbours); err != nil {
		return err
	}
	if out.Answered && len(res.Across) == 0 {
		return nil
	}
	topics = a.weighTopics(topics, res)
	found, err := a.across(ctx, u, topics, res, neighbours)
	if err != nil {
		return err
	}
	if err := a.composeAcross(u, topics, found, out); err != nil || out.Answered {
		return err
	}
	res.Found = own
	return a.suggest(ctx, units, res, out)
}

func (a *Answerer) query(q Question, u Understood) index.Query {
	query := index.Query{Text: u.Text, Language: u.Language, Extra: u.Extra, Limit: searchedWindows, Filter: index.Filter{Viewer: q.Viewer, Languages: q.In}}
	seen := map[string]bool{}
	for _, n := range u.Named {
		if !seen[n.Key] {
			seen[n.Key] = true
			query.Keys = append(query.Keys, n.Key)
		}
	}
	return query
}

// compose chooses the quotes, and abstains where they do not answer.
func (a *Answerer) compose(u Understood, units index.Units, hits []index.Hit, q Question, out *Answer) error {
	out.Intent, out.Field = u.Intent, u.Field
	all := a.sentences(u, units, hits)
	if len(all) == 0 {
		out.Reason = NotFound
		return nil
	}
	best := all[0]
	out.Confidence = a.confidence(u, units, best)
	if out.Confidence < leastConfidence {
		out.Reason = NotFound
		return nil
	}
	if d := best.hit.Document; d.Procedure != nil && d.Language == u.Language && (u.Field != "" || u.Intent == Procedure) &&
		units.Cover(index.Tokens(d.Title, d.Language), nil).Share() < leastTitle {
		out.Reason = NotFound // it is about another service
		return nil
	}
	quotes, err := a.quotes(u, all)
	if err != nil {
		return err
	}
	for _, c := range quotes {
		out.Citations = append(out.Citations, a.citation(u, units, c, best.score))
	}
	out.Answered = true
	if d := best.hit.Document; d.Procedure != nil {
		out.Procedure = &ProcedureView{Document: d, Procedure: d.Procedure}
		if u.Intent == General {
			out.Intent = Procedure
		}
	}
	return nil
}

// suggest names, beside an abstention, the documents that come nearest.
func (a *Answerer) suggest(ctx context.Context, units index.Units, res index.Result, out *Answer) error {
	if out.Reason != NotFound {
		return nil
	}
	seen := map[string]bool{}
	for h, err := range a.ranker.Hits(ctx, units, res) {
		if err != nil {
			return err
		}
		if !seen[h.Document.ID] && h.Cover.Share() > 0.25 {
			seen[h.Document.ID] = true
			out.Suggestions = append(out.Suggestions, h.Document.Title)
		}
		if len(out.Suggestions) == suggested {
			break
		}
	}
	return nil
}

// quotes gives what is cited: the whole field of a procedure where one was
// asked for, else the best sentences.
func (a *Answerer) quotes(u Understood, all []sentence) ([]corpus.Citation, error) {
	best := all[0]
	if d := best.hit.Document; a.inField(u, d, best.start, best.end) {
		field, err := a.Field(d, u.Field)
		if err != nil {
			return nil, err
		}
		for i, c := range field { // the line that says it best comes first, if it would stand far down
			if i >= citations && c.Start() <= best.start && best.end <= c.End() {
				field = slices.Insert(slices.Delete(field, i, i+1), 0, c)
			}
		}
		return field[:min(len(field), fieldCitations)], nil
	}
	if best.hit.Document.Procedure != nil { // what two procedures say is never mixed
		all = slices.DeleteFunc(slices.Clone(all), func(s sentence) bool { return s.hit.Document != best.hit.Document })
	}
	var out []corpus.Citation
	for _, s := range pick(all, citations) {
		c, err := corpus.Cite(s.hit.Document, s.passage, s.start, s.end)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// confidence tells how sure it is that the best sentence answers: by how much
// of what the question is about stands in its window, the sentence itself
// counting for more.
func (a *Answerer) confidence(u Understood, units index.Units, best sentence) float64 {
	if len(units.List) == 0 {
		return 0
	}
	window := u.held(units, best.hit.Cover)
	own := u.held(units, best.cover)
	if a.inField(u, best.hit.Document, best.start, best.end) {
		own = window
	}
	c := 0.6*window + 0.4*max(own, window*0.75)
	return min(max(c, 0), 1)
}

// held tells how much of what the question is about is covered, its mere
// wording left aside. In a language of pairs all words count: a syllable of
// the wording is one of many words.
func (o Understood) held(units index.Units, cover index.Coverage) float64 {
	if index.Pairs(o.Language) || len(cover.Held) != len(units.List) {
		return cover.Share()
	}
	says := map[string]float64{}
	numbered := slices.ContainsFunc(o.Named, func(n extract.Named) bool { return !strings.HasPrefix(n.Key, "agency:") })
	for _, w := range o.content {
		said := w.says
		if said == 0 && numbered { // a document's number is held by all its windows, whatever of it is asked
			said = 1
		}
		says[w.Stem] = max(says[w.Stem], said)
	}
	var sum, all float64
	for i, unit := range units.List {
		weight := unit.Weight
		if unit.Key == "" && len(unit.Words) == 1 {
			weight *= says[unit.Words[0]]
		}
		all += weight
		if cover.Held[i] {
			sum += weight
		}
	}
	if all == 0 {
		return cover.Share()
	}
	return max(cover.Share(), min(1, sum/all))
}

func (a *Answerer) citation(u Understood, units index.Units, c corpus.Citation, score float64) Citation {
	out := Citation{Citation: c, Score: score}
	quote := c.Quote()
	tokens := index.Tokens(quote, u.Language)
	for _, i := range units.Matches(tokens) {
		out.Marks = append(out.Marks, corpus.Span{Start: tokens[i].Start, End: tokens[i].End})
	}
	a.dates(u, &out)
	return out
}

// dates reads the days that a quote names, where the question is about such.
func (a *Answerer) dates(u Understood, c *Citation) {
	if u.Intent != Deadline && u.Intent != Duty {
		return
	}
	quote := c.Quote()
	named := a.describer.Named(quote, c.Document.Language)
	for _, d := range a.describer.Dates(quote, c.Document.Language, c.Document.Issued) {
		if slices.ContainsFunc(named, func(n extract.Named) bool { return issued(n, d.Start) && !asksOf(u, n) }) {
			continue // the day of a document that the quote names in passing
		}
		c.Dates = append(c.Dates, NamedDate{Words: quote[d.Start:d.End], First: d.First, Last: d.Last, Precision: string(d.Precision), Relation: string(d.Relation)})
	}
}

// issuedBytes is how far behind the end of a document's number the first byte of
// its day stands at most: "57-NQ/TW dated 22 December".
const issuedBytes = 24

// issued reports whether a day that begins at start is the day of a document
// that a quote names in front of it.
func issued(n extract.Named, start int) bool {
	return !strings.HasPrefix(n.Key, "agency:") && n.End <= start && start-n.End <= issuedBytes
}

// asksOf reports whether a question names a document.
func asksOf(u Understood, n extract.Named) bool {
	return slices.ContainsFunc(u.Named, func(have extract.Named) bool { return have.Key == n.Key })
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i] + "…"
		}
		n--
	}
	return s
}

// Found is one document that a search found, with its best passage.
type Found struct {
	Citation
	Score float64
}

// Search gives the documents that speak of a question, each once with the
// passage that does so best, without judging whether they answer it.
func (a *Answerer) Search(ctx context.Context, q Question, limit int) ([]Found, time.Duration, error) {
	begun := a.clock()
	u := a.Understand(q)
	if len(u.tokens) == 0 {
		return nil, 0, nil
	}
	var err error
	if u.heard, err = a.hear(ctx, q, u); err != nil {
		return nil, 0, fmt.Errorf("search: %w", err)
	}
	query := a.query(q, u)
	query.Limit = max(searchedWindows, 3*limit)
	near := a.near(ctx, q, u)
	defer near.end()
	topics := a.topics(u)
	query.Concepts = a.conceptLists(topics)
	res, err := a.engine.Search(ctx, query)
	if err != nil {
		return nil, 0, fmt.Errorf("search: %w", err)
	}
	neighbours, _ := near.wait()
	fused, err := a.fuse(ctx, u, res, neighbours)
	if err != nil {
		return nil, 0, fmt.Errorf("search: %w", err)
	}
	foreign, err := a.foreign(ctx, u, a.weighTopics(topics, res), fused, neighbours)
	if err != nil {
		return nil, 0, fmt.Errorf("search: %w", err)
	}
	if len(u.content) == 0 {
		for _, t := range u.tokens {
			u.content = append(u.content, contentWord{Token: t})
		}
	}
	units := u.units(res)
	var out []Found
	seen := map[string]bool{}
	for h, err := range a.ranker.Hits(ctx, units, res) {
		if err != nil {
			return nil, 0, fmt.Errorf("search: %w", err)
		}
		if seen[h.Document.ID] {
			continue
		}
		for len(foreign) > 0 && len(out) < limit && foreign[0].Score > h.Cover.Share()+foreignLead {
			if f := foreign[0]; !seen[f.Document.ID] {
				seen[f.Document.ID] = true
				out = append(out, f)
			}
			foreign = foreign[1:]
		}
		if len(out) == limit {
			break
		}
		if seen[h.Document.ID] {
			continue
		}
		seen[h.Document.ID] = true
		f, err := a.bestPassage(u, &h)
		if err != nil {
			return nil, 0, err
		}
		if out = append(out, f); len(out) == limit {
			break
		}
	}
	for _, f := range foreign {
		if len(out) < limit && !seen[f.Document.ID] {
			seen[f.Document.ID] = true
			out = append(out, f)
		}
	}
	return out, a.clock().Sub(begun), nil
}

// bestPassage cites the passage of a window that holds most of the question,
// cut to the length of a quote.
func (a *Answerer) bestPassage(u Understood, h *index.Hit) (Found, error) {
	d := h.Document
	spots := h.Spots()
	best, bestScore := d.Passages[h.Window.First], -1.0
	for _, p := range d.Passages[h.Window.First : h.Window.Last+1] {
		score := h.Share(index.Within(spots, p.Start, p.End))
		if p.Kind == corpus.Heading {
			score -= 0.2
		}
		if score > bestScore {
			best, bestScore = p, score
		}
	}
	start, end := fit(d.Text, best.Start, best.End)
	c, err := corpus.Cite(d, best, start, end)
	if err != nil {
		return Found{}, err
	}
	out := Citation{Citation: c, Score: h.Score, Marks: h.Marks(index.Within(spots, start, end))}
	for i := range out.Marks {
		out.Marks[i].Start -= start
		out.Marks[i].End -= start
	}
	a.dates(u, &out)
	return Found{Citation: out, Score: h.Score}, nil
}
