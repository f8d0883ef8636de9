package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	"vanthu/corpus"
)

// Texts gives the documents that engines know only by ID.
type Texts interface {
	Document(ctx context.Context, id string) (*corpus.Document, error)
}

// ErrGone is what Texts gives, wrapped, for a document that is no more: an
// index may lag behind for a moment.
var ErrGone = errors.New("the document is gone")

// Ranker orders what engines find. It is the same for every engine.
type Ranker struct {
	Texts Texts
	// Keys gives the keys of document numbers, days and agencies in a text;
	// asked only where the question has units with keys.
	Keys func(text, tag string) map[string]bool
}

// Rank gives the found windows, best first, at most so many. The engine's
// score, as a share of its best one, leads; how much of the question a window
// covers, and how closely together, moves windows that lie near each other.
// standing breaks near ties: an official text comes before a report about it.
// Passed over are documents that are gone, that have become shorter, or that
// res.Viewer may not see any more: an index may lag behind for a moment.
func (r *Ranker) Rank(ctx context.Context, u Units, res Result, most int) ([]Hit, error) {
	hits := make([]Hit, 0, min(most, len(res.Found)))
	for h, err := range r.Hits(ctx, u, res) {
		if err != nil {
			return nil, err
		}
		if len(hits) == most {
			break
		}
		hits = append(hits, h)
	}
	return hits, nil
}

// Hits gives what Rank gives, one after the other: documents that nobody asks
// for are not read, where the engine told what it saw of them.
func (r *Ranker) Hits(ctx context.Context, u Units, res Result) iter.Seq2[Hit, error] {
	return func(yield func(Hit, error) bool) {
		ranked, err := r.order(ctx, u, res)
		if err != nil {
			yield(Hit{}, fmt.Errorf("rank: %w", err))
			return
		}
		for _, x := range ranked {
			if x.Document == nil {
				x.Document, x.Window, err = r.window(ctx, x.found, res.Viewer)
				if err != nil {
					yield(Hit{}, fmt.Errorf("rank: %w", err))
					return
				}
				if x.Document == nil {
					continue
				}
			}
			if !yield(x.Hit, nil) {
				return
			}
		}
	}
}

// ranked is a hit whose document may not have been read yet.
type ranked struct {
	Hit
	found *Found
}

// order scores and sorts what was found.
func (r *Ranker) order(ctx context.Context, u Units, res Result) ([]ranked, error) {
	seen := u.seek(res.Asked)
	var read *seeker // for texts that the engine has not seen
	keyed := slices.ContainsFunc(u.List, func(unit Unit) bool { return unit.Key != "" })
	weights := single
	if Pairs(u.Tag) {
		weights = paired
	}
	out := make([]ranked, 0, len(res.Found))
	for i := range res.Found {
		f := &res.Found[i]
		h := ranked{found: f}
		var keys func(string) bool
		standing := f.Standing
		places, look := f.Places, seen
		if f.Seen {
			if keyed {
				keys = func(k string) bool {
					i := slices.Index(res.Keys, k)
					return i >= 0 && i < len(f.Keys) && f.Keys[i]
				}
			}
		} else {
			var err error
			if h.Document, h.Window, err = r.window(ctx, f, res.Viewer); err != nil {
				return nil, err
			}
			if h.Document == nil {
				continue
			}
			if read == nil {
				read = u.seek(nil)
			}
			text := WindowText(h.Document, h.Window)
			places, look = read.places(Tokens(text, u.Tag)), read
			if keyed {
				there := r.Keys(text, h.Document.Language)
				keys = func(k string) bool { return there[k] }
			}
			standing = h.Document.Standing
		}
		h.places, h.look = places, look
		h.Cover = look.cover(places, keys)
		if best := res.Found[0].Score; best > 0 {
			h.Score = weights.engine * f.Score / best
		}
		h.Score += weights.cover*h.Cover.Share() + weights.near*look.near(places, nearSpan)
		h.Score += standingWeight[standing]
		out = append(out, h)
	}
	slices.SortStableFunc(out, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.found.Document, b.found.Document), cmp.Compare(a.found.Window, b.found.Window))
	})
	return out, nil
}

// window reads a window's document; nil for one that is passed over.
func (r *Ranker) window(ctx context.Context, f *Found, viewer corpus.Viewer) (*corpus.Document, Window, error) {
	d, err := r.Texts.Document(ctx, f.Document)
	if errors.Is(err, ErrGone) {
		return nil, Window{}, nil
	}
	if err != nil {
		return nil, Window{}, err
	}
	windows := Windows(d)
	if f.Window < 0 || f.Window >= len(windows) || !viewer.Sees(d.Visibility) {
		return nil, Window{}, nil
	}
	return d, windows[f.Window], nil
}

// weights of the engine's score and of what the ranker adds to it.
type weights struct{ engine, cover, near float64 }

// Weights chosen on one half of the development questions of laws and checked
// on the other; for languages whose pairs of words engines do not score, on
// the samples' questions.
var (
	paired = weights{engine: 1, cover: 0.1, near: 0.2}
	single = weights{engine: 1, cover: 0.4, near: 0.3}
)

const nearSpan = 30 // words

var standingWeight = map[corpus.Standing]float64{corpus.Official: 0.04, corpus.Translation: 0.02}
