package vectors

import (
	"context"
	"encoding/json"
	"fmt"

	"vanthu/corpus"
	"vanthu/handlers/state"
)

// Sizes of a refresh.
const (
	documentsAtATime = 100
	textsAtATime     = 128  // embedded before they are kept
	rereadAfter      = 8192 // new vectors, before they are used
)

// place is a document's part of the space, as it is kept.
type place struct {
	Language   string            `json:"language"`
	Visibility corpus.Visibility `json:"visibility"`
	Units      []unit            `json:"units"`
}

// Report tells what a refresh did.
type Report struct {
	Documents int // that got vectors
	Embedded  int // texts that were sent
}

// Refresh gives vectors to the documents that have none yet, and makes them
// found. What was embedded before it failed or was stopped is kept, so that the
// next one goes on there. progress is told how many of how many documents are
// done; it may be nil.
func (s *Space) Refresh(ctx context.Context, progress func(done, of int)) (r Report, err error) {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	model := s.Embedder.Model()
	of, err := s.Store.CountUnplaced(ctx, model)
	if err != nil {
		return r, err
	}
	s.behind.Store(of > 0)
	if s.points.Load() == nil {
		if err := s.read(ctx); err != nil {
			return r, err
		}
	}
	placed, err := s.Store.CountPlaced(ctx, model)
	if err != nil {
		return r, err
	}
	if p := s.points.Load(); of == 0 && p.sentences && placed == len(p.documents) {
		return r, nil
	}
	defer func() { // also what was embedded until it failed
		if rerr := s.reread(context.WithoutCancel(ctx)); err == nil {
			err = rerr
		}
	}()
	if err := s.embedEveryday(ctx, model); err != nil {
		return r, err
	}
	after, unread := "", 0
	for {
		batch, err := s.Store.Unplaced(ctx, model, after, documentsAtATime)
		if err != nil {
			return r, err
		}
		if len(batch) == 0 {
			break
		}
		n, err := s.embed(ctx, model, batch, func() {
			r.Documents++
			if progress != nil {
				progress(r.Documents, max(of, r.Documents))
			}
		})
		r.Embedded += n
		if err != nil {
			return r, err
		}
		after = batch[len(batch)-1].Document.ID
		if unread += n; unread >= rereadAfter {
			unread = 0
			if err := s.read(ctx); err != nil {
				return r, err
			}
		}
	}
	s.behind.Store(false)
	return r, nil
}

// embed gives vectors to some documents; done is called for each.
func (s *Space) embed(ctx context.Context, model string, batch []state.Unplaced, done func()) (embedded int, err error) {
	type waiting struct {
		state.Unplaced
		place
	}
	var list []waiting
	var texts []text
	flush := func() error {
		n, err := s.make(ctx, model, passageUse, texts)
		embedded += n
		if err != nil {
			return err
		}
		for _, w := range list {
			body, err := json.Marshal(w.place)
			if err != nil {
				return fmt.Errorf("note the vectors of %s: %w", w.Document.Path, err)
			}
			if err := s.Store.Place(ctx, model, w.Document.ID, w.Version, body); err != nil {
				return err
			}
			done()
		}
		list, texts = list[:0], texts[:0]
		return nil
	}
	for _, u := range batch {
		w := waiting{u, place{Language: u.Document.Language, Visibility: u.Document.Visibility}}
		if s.Private || (corpus.Viewer{}).Sees(u.Document.Visibility) {
			w.Units = unitsOf(u.Document, s.Detect)
		}
		for _, x := range w.Units {
			texts = append(texts, text{x.Hash, x.text})
		}
		if list = append(list, w); len(texts) >= textsAtATime {
			if err := flush(); err != nil {
				return embedded, err
			}
		}
	}
	return embedded, flush()
}

// text is what gets a vector, with its hash.
type text struct{ hash, words string }

// make has texts embedded that were not yet, and keeps the vectors.
func (s *Space) make(ctx context.Context, model, use string, texts []text) (int, error) {
	hashes := make([]string, len(texts))
	for i, t := range texts {
		hashes[i] = t.hash
	}
	has, err := s.Store.HasVector(ctx, model, hashes)
	if err != nil {
		return 0, err
	}
	var left []text
	for _, t := range texts {
		if !has[t.hash] {
			has[t.hash] = true
			left = append(left, t)
		}
	}
	made := 0
	for len(left) > 0 {
		some := left[:min(len(left), textsAtATime)]
		left = left[len(some):]
		words := make([]string, len(some))
		for i, t := range some {
			words[i] = t.words
		}
		ask := s.Embedder.Passages
		if use == questionUse {
			ask = s.Embedder.Questions
		}
		vectors, err := ask(ctx, words)
		if err != nil {
			return made, err
		}
		bodies := map[string][]byte{}
		for i, v := range vectors {
			bodies[some[i].hash] = encode(v).body()
		}
		if err := s.Store.AddVectors(ctx, model, bodies); err != nil {
			return made, err
		}
		made += len(some)
	}
	return made, nil
}

// embedEveryday has the everyday sentences embedded, as passages and as
// questions.
func (s *Space) embedEveryday(ctx context.Context, model string) error {
	for _, list := range s.everyday {
		for _, use := range []string{passageUse, questionUse} {
			texts := make([]text, len(list))
			for i, words := range list {
				texts[i] = text{hash(use, words), words}
			}
			if _, err := s.make(ctx, model, use, texts); err != nil {
				return err
			}
		}
	}
	return nil
}

// unusedShare is the share of vectors from which those that no document holds
// any more are dropped.
const unusedShare = 0.1

// reread reads all vectors, and drops those that no document needs any more.
func (s *Space) reread(ctx context.Context) error {
	if err := s.read(ctx); err != nil {
		return err
	}
	p := s.points.Load()
	unused := p.unused
	p.unused = nil // what is unused now may be used later
	if len(unused) == 0 || float64(len(unused)) <= unusedShare*float64(len(p.scales)) {
		return nil
	}
	return s.Store.DropVectors(ctx, s.Embedder.Model(), unused)
}

// Forget drops all vectors of the model, so that they are made anew.
func (s *Space) Forget(ctx context.Context) error {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	s.points.Store(nil)
	return s.Store.DropVectors(ctx, s.Embedder.Model(), nil)
}
