package index

import (
	"context"
	"errors"
	"fmt"
	"sort"

	"vanthu/corpus"
)

// Texts gives the documents that engines know only by ID.
type Texts interface {
	Document(ctx context.Context, id string) (*corpus.Document, error)
}

// ErrGone is what Texts gives, wrapped, for a document that is no more: an
// index may lag behind for a moment.
var ErrGone = errors.New("the document is gone")

// Hit is one window, in the order of the ranker.
type Hit struct {
	Document *corpus.Document
	Window   Window
	Tokens   []Token // of the window's text with its title and headings, in the language of the question
	Cover    Coverage
	Score    float64
}

// Ranker orders what engines find. It is the same for every engine.
type Ranker struct {
	Texts Texts
	// Keys gives the keys of document numbers, days and agencies in a text;
	// asked only where the question has units with keys.
	Keys func(text, tag string) map[string]bool
}

// Rank orders the found windows, best first. The engine's score, as a share
// of its best one, leads; how much of the question a window covers, and how
// closely together, moves windows that lie near each other. standing breaks
// near ties: an official text comes before a report about it. Passed over are
// documents that are gone, that have become shorter, or that res.Viewer may
// not see any more: an index may lag behind for a moment.
func (r *Ranker) Rank(ctx context.Context, u Units, res Result) ([]Hit, error) {
	keyed := false
	for _, unit := range u.List {
		keyed = keyed || unit.Key != ""
	}
	hits := make([]Hit, 0, len(res.Found))
	for _, f := range res.Found {
		d, err := r.Texts.Document(ctx, f.Document)
		if errors.Is(err, ErrGone) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("rank: %w", err)
		}
		windows := Windows(d)
		if f.Window < 0 || f.Window >= len(windows) || !res.Viewer.Sees(d.Visibility) {
			continue
		}
		w := windows[f.Window]
		h := Hit{Document: d, Window: w}
		text := WindowText(d, w)
		h.Tokens = Tokens(text, u.Tag)
		var keys map[string]bool
		if keyed {
			keys = r.Keys(text, d.Language)
		}
		h.Cover = u.Cover(h.Tokens, keys)
		if best := res.Found[0].Score; best > 0 {
			h.Score = f.Score / best
		}
		h.Score += coverWeight*h.Cover.Share() + nearWeight*u.Near(h.Tokens, nearSpan)
		h.Score += standingWeight[d.Standing]
		hits = append(hits, h)
	}
	sort.SliceStable(hits, func(i, j int) bool {
		a, b := hits[i], hits[j]
		if a.Score != b.Score {
			return a.Score > b.Score
		}
		if a.Document.ID != b.Document.ID {
			return a.Document.ID < b.Document.ID
		}
		return a.Window.Start < b.Window.Start
	})
	return hits, nil
}

// The ranker's weights, chosen on the development questions of laws.
const (
	coverWeight = 0.4
	nearWeight  = 0.3
	nearSpan    = 30 // words
)

var standingWeight = map[corpus.Standing]float64{corpus.Official: 0.04, corpus.Translation: 0.02}
