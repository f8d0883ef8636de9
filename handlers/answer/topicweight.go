package answer

import (
	"slices"
	"strings"

	"vanthu/index"
)

// Weights of topics beside how rare they are.
const (
	unknownWeight = 0.3 // of a word that the concepts do not know: it may stand in other words
	numberWeight  = 0.5
	dayWeight     = 0.5
	widerShare    = 0.5
	heardWeight   = 1.5 // of a name: whoever gives it means nobody else
)

// kindWeight is the weight of concepts that no index counts, by
// Concepts.Unindexed, as a share of that of the rarest.
var kindWeight = map[string]float64{"act": 0.3, "common": 0.25, "number": 0.5, "plain": 0.12}

// unindexedKind gives the weightiest kind of concepts none of which windows
// are found by; "" for any other.
func (a *Answerer) unindexedKind(concepts []string) string {
	best := ""
	for _, id := range concepts {
		kind := a.concepts.Unindexed(id)
		if kind == "" {
			return ""
		}
		if kindWeight[kind] > kindWeight[best] {
			best = kind
		}
	}
	return best
}

// weighTopics weighs topics by how rare what holds them is in the index.
func (a *Answerer) weighTopics(topics []topic, res index.Result) []topic {
	counts := map[string]int{}
	for _, t := range res.Words {
		counts[t.Term] = t.Windows
	}
	out := slices.Clone(topics)
	n := 0
	for i := range out {
		t := &out[i]
		held, rarest, least := 0, 0.0, 0
		t.tells = make([]float64, len(t.concepts))
		for c := range t.concepts {
			if n < len(res.Concepts) {
				if t.own == 0 || c < t.own {
					held = max(held, res.Concepts[n])
				}
				t.tells[c] = index.Rarity(res.Concepts[n], res.Windows)
				if res.Concepts[n] > 0 && (t.own == 0 || c < t.own) {
					rarest = max(rarest, t.tells[c])
				}
			}
			n++
		}
		t.absent = a.unspoken(t, res.Windows)
		alone := slices.Clone(t.tells)
		for c := range t.tells { // the more a concept tells, the more it counts
			if t.tells[c] = t.tells[c] / max(rarest, 1e-9); rarest == 0 || t.tells[c] > 1 {
				t.tells[c] = 1
			}
		}
		a.tellParts(t, alone, res.Windows)
		for _, k := range t.keys {
			if j := slices.Index(res.Keys, k); j >= 0 && j < len(res.Keyed) {
				held = max(held, res.Keyed[j])
			}
		}
		t.absent = t.absent && held == 0
		switch {
		case t.heard != nil:
			for i, w := range strings.Fields(t.word) {
				if n := counts[w]; i == 0 || n < least {
					least = n
				}
			}
			t.weight = heardWeight * index.Rarity(max(held, least), res.Windows)
		case t.day:
			t.weight = dayWeight * index.Rarity(0, res.Windows)
		case t.word == "":
			t.weight = max(rarest, index.Rarity(held, res.Windows))
			named := t.concepts
			if t.whole() { // the parts of a compound do not name it
				named = named[:t.own]
			}
			if kind := a.unindexedKind(named); kind != "" {
				t.unindexed = true
				t.weight = kindWeight[kind] * index.Rarity(0, res.Windows)
			}
		case t.word[0] >= '0' && t.word[0] <= '9':
			t.weight = numberWeight * index.Rarity(counts[t.word], res.Windows)
		case t.capital && !strings.Contains(t.word, " ") || strings.ContainsAny(t.word, "0123456789"): // nq57
			t.weight = index.Rarity(counts[t.word], res.Windows)
		default:
			held := res.Windows
			for _, w := range strings.Fields(t.word) {
				held = min(held, counts[w])
			}
			t.weight = unknownWeight * index.Rarity(held, res.Windows)
		}
		if t.soft {
			t.weight *= softWeight
		}
		if len(t.broader) > 0 {
			t.wider = widerShare
		}
	}
	return out
}

// unspoken reports a topic of which no window speaks: not of all of it or, where
// it is known by its parts only, not of one of them. t.tells is how rare its
// concepts are.
func (a *Answerer) unspoken(t *topic, windows int) bool {
	if len(t.concepts) == 0 || t.heard != nil {
		return false
	}
	unheld := map[string]bool{}
	for c, id := range t.concepts {
		unheld[id] = a.concepts.Unindexed(id) == "" && t.tells[c] == index.Rarity(0, windows)
	}
	spoken := func(list []string) bool {
		return slices.ContainsFunc(list, func(id string) bool { return !unheld[id] })
	}
	if t.own > 0 {
		return !spoken(t.concepts[:t.own])
	}
	return slices.ContainsFunc(t.parts, func(part []string) bool { return len(part) > 0 && !spoken(part) })
}

// whole reports a topic that concepts name which are none of a part of it.
func (t topic) whole() bool {
	return slices.ContainsFunc(t.concepts[:t.own], func(id string) bool {
		return !slices.ContainsFunc(t.parts, func(part []string) bool { return slices.Contains(part, id) })
	})
}

// tellParts lets a concept that names one part of a compound count as much as
// the part tells beside the others: the minister of "fisheries minister" says
// less than the fisheries. alone is how rare each of the concepts is.
func (a *Answerer) tellParts(t *topic, alone []float64, windows int) {
	if t.own == 0 || len(t.parts) < 2 {
		return
	}
	weight := map[string]float64{}
	for c, id := range t.concepts {
		weight[id] = alone[c]
		if kind := a.concepts.Unindexed(id); kind != "" {
			weight[id] = kindWeight[kind] * index.Rarity(0, windows)
		}
	}
	parts, most := make([]float64, len(t.parts)), 0.0
	for i, part := range t.parts {
		for _, id := range part { // on average of what it may mean
			parts[i] += weight[id] / float64(len(part))
		}
		most = max(most, parts[i])
	}
	for c, id := range t.concepts[:t.own] {
		for i, part := range t.parts {
			if !slices.Contains(part, id) || most == 0 {
				continue
			}
			tells := parts[i] / most
			if i == len(t.parts)-1 { // what the compound is a kind of
				tells = max(tells, widerShare)
			}
			t.tells[c] = min(t.tells[c], tells)
		}
	}
}
