package bleveindex

import (
	"context"
	"fmt"

	"vanthu/index"
)

// Search implements index.Engine.
func (e *engine) Search(ctx context.Context, q index.Query) (index.Result, error) {
	out, err := e.search(ctx, q)
	if err != nil {
		return out, fmt.Errorf("search: %w", err)
	}
	return out, nil
}

func (e *engine) search(ctx context.Context, q index.Query) (out index.Result, err error) {
	out.Viewer, out.Keys = q.Filter.Viewer, q.Keys
	v, err := e.view(ctx)
	if err != nil {
		return out, err
	}
	defer func() {
		if cerr := v.reader.Close(); err == nil {
			err = cerr
		}
	}()
	out.Windows = v.windows
	s := &search{scratch: e.scratches.take(), view: v, plan: newPlan(q)}
	defer e.scratches.give(s.scratch)
	s.count()
	s.tell(&out)
	if v.windows == 0 {
		return out, nil
	}
	if err := s.keys(); err != nil {
		return out, err
	}
	s.keyed(&out)
	if q.Limit <= 0 {
		return out, s.concepts(q, &out)
	}
	s.plan.choose(v.windows)
	if len(s.plan.words) == 0 && len(s.plan.keys) == 0 && len(q.Concepts) == 0 {
		return out, nil
	}
	s.allow = make([]bitset, len(v.parts))
	for i := range v.parts {
		if s.allow[i], err = v.parts[i].filter(q.Filter); err != nil {
			return out, err
		}
	}
	if err := s.across(q, &out); err != nil {
		return out, err
	}
	if len(s.plan.words) == 0 && len(s.plan.keys) == 0 {
		return out, nil
	}
	best, err := s.find(ctx, q.Limit)
	if err != nil {
		return out, err
	}
	return out, s.found(best, len(q.Keys), &out)
}

// tell gives how many windows hold the question's own words and pairs.
func (s *search) tell(out *index.Result) {
	for _, w := range s.plan.words {
		if !w.own {
			continue
		}
		n := w.windows[asStem]
		if index.Pairs(s.plan.language) || '0' <= w.stem[0] && w.stem[0] <= '9' { // a number is the same in every language
			n = w.windows[asFold]
		}
		out.Words = append(out.Words, index.Term{Term: w.stem, Windows: n, Folded: w.windows[asFold]})
	}
	for _, x := range s.plan.pairs {
		if x.own {
			out.Pairs = append(out.Pairs, index.Term{Term: x.term, Windows: x.windows})
		}
	}
}

// keys finds the windows that hold the keys asked for.
func (s *search) keys() error {
	for i := range s.plan.keys {
		k := &s.plan.keys[i]
		k.held = make([][]uint32, len(s.view.parts))
		for pi := range s.view.parts {
			held, left, err := s.view.parts[pi].windows(k.field, k.value)
			if err != nil {
				return err
			}
			k.held[pi] = held
			k.windows += left
		}
	}
	return nil
}

// keyed gives how many windows hold each key, in any field.
func (s *search) keyed(out *index.Result) {
	out.Keyed = make([]int, len(out.Keys))
	for _, k := range s.plan.keys {
		out.Keyed[k.asked] = max(out.Keyed[k.asked], k.windows)
	}
}

// found tells of each window what the ranker has to know.
func (s *search) found(best []contender, keys int, out *index.Result) error {
	out.Asked = make([]string, len(s.plan.words))
	for i, w := range s.plan.words {
		out.Asked[i] = w.stem
	}
	out.Found = make([]index.Found, len(best))
	places := make([]index.Place, 0, 64*len(best))
	for i := range best {
		c := &best[i]
		part := &s.view.parts[c.part]
		f := &out.Found[i]
		var err error
		if f.Document, f.Window, err = part.id(c.window); err != nil {
			return err
		}
		f.Score, f.Seen, f.Standing = c.score, true, standings[part.standing[c.window]]
		s.mark(c.part, s.volume(*c))
		from, at := len(places), int32(0)
		part.block(c.window).eachWord(c.window, func(form uint32) {
			if how := s.ways[form]; how != 0 {
				places = append(places, index.Place{At: at, Word: int32(how>>ways) - 1})
			}
			at++
		})
		f.Places = places[from:len(places):len(places)]
		for j := range s.plan.keys {
			if k := &s.plan.keys[j]; has(k.held[c.part], c.window) {
				if f.Keys == nil {
					f.Keys = make([]bool, keys)
				}
				f.Keys[k.asked] = true
			}
		}
	}
	s.unmark()
	return nil
}
