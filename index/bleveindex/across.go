package bleveindex

import (
	"cmp"
	"slices"

	"vanthu/index"
)

// across finds the windows in other languages than the question's by what
// they speak of. A concept, a document's number, a day or an agency counts by
// how rare it is; words of other languages do not.
func (s *search) across(q index.Query, out *index.Result) error {
	if len(q.Concepts) == 0 {
		return nil
	}
	other := make([]bitset, len(s.view.parts))
	some := false
	for i := range s.view.parts {
		other[i] = s.view.parts[i].otherThan(q.Language)
		some = some || other[i] != nil
	}
	if !some {
		return s.concepts(q, out)
	}
	lists := make([][][]uint32, 0, len(q.Concepts)+len(s.plan.keys)) // of windows, by part
	values := make([]float64, 0, cap(lists))
	out.Concepts = make([]int, len(q.Concepts))
	for i, any := range q.Concepts {
		held, left, err := s.holding(any)
		if err != nil {
			return err
		}
		out.Concepts[i] = left
		if left > 0 {
			lists, values = append(lists, held), append(values, rarity(left, s.view.windows))
		}
	}
	for _, k := range s.plan.keys {
		if k.windows > 0 {
			lists, values = append(lists, k.held), append(values, k.score)
		}
	}
	var best []contender
	for pi := range s.view.parts {
		part := &s.view.parts[pi]
		if other[pi] == nil {
			continue
		}
		sums := make([]float32, part.segmentCopy.windows)
		for i, held := range lists {
			for _, w := range held[pi] {
				sums[w] += float32(values[i])
			}
		}
		for w, sum := range sums {
			if sum == 0 && len(lists) > 0 || !other[pi].has(uint32(w)) || s.allow[pi] != nil && !s.allow[pi].has(uint32(w)) || part.deleted != nil && part.deleted.Contains(uint32(w)) {
				continue
			}
			best = append(best, contender{part: pi, window: uint32(w), score: float64(sum)})
		}
	}
	if len(lists) == 0 && len(best) > unsorted {
		best = nil // nothing tells them apart
	}
	slices.SortFunc(best, func(a, b contender) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(s.view.parts[a.part].windowID(a.window), s.view.parts[b.part].windowID(b.window)))
	})
	most := q.Limit
	if len(lists) == 0 {
		most = unsorted
	}
	for _, c := range best[:min(len(best), most)] {
		part := &s.view.parts[c.part]
		f := index.Found{Score: c.score, Standing: standings[part.standing[c.window]]}
		var err error
		if f.Document, f.Window, err = part.id(c.window); err != nil {
			return err
		}
		out.Across = append(out.Across, f)
	}
	return nil
}

// unsorted is up to how many windows of other languages are given where
// nothing of the question is found by: so few can be read.
const unsorted = 64

// concepts counts the windows that hold the question's concepts, roughly
// where several count as one.
func (s *search) concepts(q index.Query, out *index.Result) error {
	out.Concepts = make([]int, len(q.Concepts))
	for pi := range s.view.parts {
		part := &s.view.parts[pi]
		dict, err := part.segment.Dictionary(fieldConcept)
		if err != nil {
			return err
		}
		for i, any := range q.Concepts {
			for _, c := range any {
				list, err := dict.PostingsList([]byte(c), part.deleted, nil)
				if err != nil {
					return err
				}
				out.Concepts[i] = max(out.Concepts[i], int(list.Count()))
			}
		}
	}
	return nil
}

// holding gives the windows that hold any of some concepts, by part, in
// order, and how many of them are not deleted.
func (s *search) holding(concepts []string) (held [][]uint32, left int, err error) {
	held = make([][]uint32, len(s.view.parts))
	for pi := range s.view.parts {
		part := &s.view.parts[pi]
		for _, c := range concepts {
			all, _, err := part.windows(fieldConcept, c)
			if err != nil {
				return nil, 0, err
			}
			held[pi] = append(held[pi], all...)
		}
		if len(concepts) > 1 {
			slices.Sort(held[pi])
			held[pi] = slices.Compact(held[pi])
		}
		for _, w := range held[pi] {
			if part.deleted == nil || !part.deleted.Contains(w) {
				left++
			}
		}
	}
	return held, left, nil
}

// otherThan gives the windows that are not in a language; nil where all are.
func (p *viewPart) otherThan(tag string) bitset {
	if !slices.ContainsFunc(p.volumes, func(v volume) bool { return v.tag != tag }) {
		return nil
	}
	out, n := newBitset(p.segmentCopy.windows), 0
	for w, v := range p.volumeOf {
		if p.volumes[v].tag != tag {
			out.set(uint32(w))
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return out
}
