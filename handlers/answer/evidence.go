package answer

import (
	"slices"
	"strings"

	"vanthu/corpus"
)

// evidence is what a stretch of text holds, in the form of topics: IDs of
// concepts, keys, and folded words, each with a letter in front that tells
// them apart.
type evidence map[string]bool

const (
	heldConcept = "c"
	heldKey     = "k"
	heldWord    = "w"
	heldStem    = "s" // with its language in front
)

// evidenceOf gives what lies between two bytes of a text that was read.
func evidenceOf(traces []trace, start, end int) evidence {
	e := evidence{}
	for _, t := range traces {
		if t.Start >= start && t.End <= end {
			e[t.what] = true
		}
	}
	return e
}

// asked gives how many of the things that a document's title names a question
// names too, as a share; 1 where it names none.
func (a *Answerer) asked(d *corpus.Document, topics []topic) float64 {
	all, hit := 0, 0
	for _, s := range a.concepts.Sayings(d.Title, d.Language) {
		s.Concepts = slices.DeleteFunc(s.Concepts, func(id string) bool { return a.concepts.Unindexed(id) != "" })
		if len(s.Concepts) == 0 {
			continue
		}
		all++
		if slices.ContainsFunc(topics, func(t topic) bool {
			return slices.ContainsFunc(s.Concepts, func(id string) bool {
				return slices.Contains(t.concepts, id) || slices.Contains(t.broader, id)
			})
		}) {
			hit++
		}
	}
	if all == 0 {
		return 1
	}
	return float64(hit) / float64(all)
}

// add puts into e what another holds.
func (e evidence) add(o evidence) evidence {
	for k := range o {
		e[k] = true
	}
	return e
}

// words reports whether a topic stands there as the question has it, word by
// word, or by a key.
func (e evidence) words(t topic) bool {
	return slices.ContainsFunc(t.keys, func(k string) bool { return e[heldKey+k] }) ||
		len(t.stems) > 0 && !slices.ContainsFunc(t.stems, func(x string) bool { return !e[heldStem+x] }) ||
		t.word != "" && !slices.ContainsFunc(strings.Fields(t.word), func(w string) bool { return !e[heldWord+w] })
}

// holds tells how much of a topic there is, 0 to 1.
func (e evidence) holds(t topic) float64 {
	if e.words(t) {
		return 1
	}
	best := e.holdsParts(t)
	for i, id := range t.concepts {
		if len(t.parts) > 0 && i >= t.own {
			break
		}
		if e[heldConcept+id] {
			if i >= len(t.tells) {
				return 1
			}
			best = max(best, t.tells[i])
		}
	}
	if best == 0 && t.wider > 0 && slices.ContainsFunc(t.broader, func(id string) bool { return e[heldConcept+id] }) {
		return t.wider
	}
	return best
}

// holdsParts tells how much of a compound there is, of which a text holds the
// parts: all of one that no concept stands for where there are all.
func (e evidence) holdsParts(t topic) float64 {
	n := 0
	for _, part := range t.parts {
		if slices.ContainsFunc(part, func(id string) bool { return e[heldConcept+id] }) {
			n++
		}
	}
	switch {
	case n == 0:
		return 0
	case t.own > 0:
		return widerShare * float64(n) / float64(len(t.parts))
	}
	return float64(n) / float64(len(t.parts))
}

// inheritedShare is how much a name counts that stands elsewhere in the same
// document: what its sentences speak of.
const inheritedShare = 0.8

// within tells what share does where a document, of which e is a part, holds
// more names.
func (e evidence) within(document evidence, topics []topic) float64 {
	var sum, all float64
	for _, t := range topics {
		held := e.holds(t)
		if t.named {
			held = max(held, inheritedShare*document.holds(t))
		}
		sum += t.weight * held
		all += t.weight
	}
	if all == 0 {
		return 0
	}
	return min(1, sum/all)
}

// share tells how much of all topics there is, 0 to 1.
func (e evidence) share(topics []topic) float64 {
	var sum, all float64
	for _, t := range topics {
		sum += t.weight * e.holds(t)
		all += t.weight
	}
	if all == 0 {
		return 0
	}
	return min(1, sum/all)
}
