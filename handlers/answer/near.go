package answer

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"vanthu/corpus"
	"vanthu/index"
)

// Neighbours finds passages whose meaning lies near a question's, in whatever
// language. whole tells that all documents were looked at. An error is no
// reason not to answer.
type Neighbours interface {
	Near(ctx context.Context, question, tag string, viewer corpus.Viewer, most int) (near []index.Near, whole bool, err error)
}

// Weights of nearness.
const (
	nearRuns    = 40   // runs of passages that are asked for
	nearWindows = 8    // how many more windows are read where there are any
	nearWeight  = 0.2  // of a sentence whose passage is as near as an answer lies
	nearSure    = 0.05 // likewise, how much surer it is that it answers
	nearFound   = 0.5  // likewise, as the score of a document that a search finds by nothing else
	aheadRuns   = 8    // how many of the nearest runs count for that
	fusedRanks  = 60   // what reciprocal ranks are taken from: the more, the less the first places count
)

// nearing is a question whose neighbours are being looked for.
type nearing struct {
	cancel context.CancelFunc
	done   chan struct{}
	near   []index.Near
	whole  bool
}

// near begins to look for a question's neighbours, beside the search by words.
// end has to be called. A question that is written without the marks of its
// language means something else to a model: it has none.
func (a *Answerer) near(ctx context.Context, q Question, u Understood) *nearing {
	n := &nearing{whole: true}
	if a.neighbours == nil || bare(u) {
		return n
	}
	ctx, n.cancel = context.WithCancel(ctx)
	n.done = make(chan struct{})
	go func() {
		defer close(n.done)
		n.near, n.whole, _ = a.neighbours.Near(ctx, u.Text, u.Language, q.Viewer, nearRuns) // who asks the endpoint tells why it fails
	}()
	return n
}

// wait gives what was found; whole is false where it is not all.
func (n *nearing) wait() (near []index.Near, whole bool) {
	if n.done != nil {
		<-n.done
	}
	return n.near, n.whole
}

func (n *nearing) end() {
	if n.done != nil {
		n.cancel()
		<-n.done
	}
}

// bareWords is from how many words on it tells something that none is marked.
const bareWords = 4

// bare reports a question without any mark in a language most of whose
// sentences have some: those in which words are searched in pairs.
func bare(u Understood) bool {
	if !index.Pairs(u.Language) || len(u.tokens) < bareWords {
		return false
	}
	return !slices.ContainsFunc(u.tokens, func(t index.Token) bool { return t.Marked != "" })
}

// fuse adds windows by their nearness to those that were found by words, in
// the order of both: by the sum of reciprocal ranks.
func (a *Answerer) fuse(ctx context.Context, u Understood, res index.Result, near []index.Near) (index.Result, error) {
	var own, foreign []index.Found
	for _, n := range near {
		d, err := a.ranker.Texts.Document(ctx, n.Document)
		if errors.Is(err, index.ErrGone) {
			continue
		}
		if err != nil {
			return res, err
		}
		w := slices.IndexFunc(index.Windows(d), func(w index.Window) bool { return w.First <= n.First && n.First <= w.Last })
		if w < 0 {
			continue
		}
		list := &foreign
		if d.Language == u.Language {
			list = &own
		}
		if !slices.ContainsFunc(*list, func(f index.Found) bool { return f.Document == n.Document && f.Window == w }) {
			*list = append(*list, index.Found{Document: n.Document, Window: w, Standing: d.Standing})
		}
	}
	res.Found, res.Across = fused(res.Found, own), fused(res.Across, foreign)
	return res, nil
}

// fused joins two lists of windows by their ranks. Windows keep the score that
// their words have, or none.
func fused(words, meaning []index.Found) []index.Found {
	if len(meaning) == 0 {
		return words
	}
	type ranked struct {
		index.Found
		sum float64
	}
	var out []ranked
	for i, f := range words {
		out = append(out, ranked{f, 1 / float64(fusedRanks+i)})
	}
	for i, f := range meaning {
		value := 1 / float64(fusedRanks+i)
		if at := slices.IndexFunc(out, func(r ranked) bool { return r.Document == f.Document && r.Window == f.Window }); at >= 0 {
			out[at].sum += value
			continue
		}
		out = append(out, ranked{f, value})
	}
	slices.SortStableFunc(out, func(a, b ranked) int { return cmp.Compare(b.sum, a.sum) })
	list := make([]index.Found, len(out))
	for i, r := range out {
		list[i] = r.Found
	}
	return list
}

// bestScore gives the highest score of windows.
func bestScore(found []index.Found) float64 {
	best := 0.0
	for _, f := range found {
		best = max(best, f.Score)
	}
	return best
}

// nearness tells how sure it is that a passage is near a question, and how far
// in front of others it is, both 0 to 1.
func nearness(near []index.Near, d *corpus.Document, p corpus.Passage) (sure, ahead float64) {
	for rank, n := range near[:min(len(near), aheadRuns)] {
		if n.Document == d.ID && n.Last < len(d.Passages) && d.Passages[n.First].Start <= p.Start && p.End <= d.Passages[n.Last].End {
			return n.Sure, n.Sure * (1 - float64(rank)/aheadRuns)
		}
	}
	return 0, 0
}
