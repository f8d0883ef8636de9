package answer

import (
	"context"
	"fmt"
	"time"

	"vanthu/corpus"
	"vanthu/index"
)

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
