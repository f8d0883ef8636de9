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

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i] + "…"
		}
		n--
	}
	return s
}
