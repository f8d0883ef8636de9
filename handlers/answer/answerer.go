package answer

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"io"
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
	if err := a.readersOwn(ctx, q, u, &out); err != nil {
		return out, fmt.Errorf("answer: %w", err)
	}
	out.Case = a.foundCase(u, &out)
	out.Took = a.clock().Sub(begun)
	return out, nil
}

// Blank gives an answer to a question with nothing in it yet.
func (a *Answerer) Blank(q Question) Answer {
	u := a.Understand(q)
	out := Answer{ID: a.NewID(), Question: u.Whole, Language: u.Language, Intent: u.Intent}
	if u.Intent == Smalltalk {
		out.Field = u.Field // its kind
	}
	return out
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
		if text := cmp.Or(a.retyped(u, res), a.placed(u, res)); text != "" {
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
	topics = a.weighTopics(topics, res)
	if out.Answered && len(res.Across) == 0 && a.absent(u, topics, nil) == "" { // nothing that is found could change it
		return nil
	}
	found, err := a.across(ctx, u, topics, res, neighbours)
	if err != nil {
		return err
	}
	if out.Absent = a.absent(u, topics, found); out.Absent != "" {
		out.Answered, out.Citations, out.Procedure, out.Reason = false, nil, nil, NotFound
		res.Found = own
		return a.suggest(ctx, units, res, out)
	}
	if out.Answered && len(res.Across) == 0 {
		return nil
	}
	if err := a.composeAcross(u, topics, found, out); err != nil || out.Answered {
		return err
	}
	res.Found = own
	return a.suggest(ctx, units, res, out)
}

func (a *Answerer) query(q Question, u Understood) index.Query {
	query := index.Query{Text: cmp.Or(u.Matter, u.Text), Aside: u.Aside, Language: u.Language, Extra: u.Extra, Limit: searchedWindows, Filter: index.Filter{Viewer: q.Viewer, Languages: q.In}}
	seen := map[string]bool{}
	for _, n := range u.Named {
		if !seen[n.Key] {
			seen[n.Key] = true
			query.Keys = append(query.Keys, n.Key)
		}
	}
	return query
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
