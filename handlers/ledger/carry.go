package ledger

import (
	"cmp"
	"fmt"
	"slices"
)

// alikeEnough is from which similarity of the words on a telling of a new
// version is taken for one of the version before: half the rarer words.
const alikeEnough = 0.5

// Carry gives the tellings of a document's new version the keys of those of
// its version before to which they correspond: the same quote, else the same
// lead and the most similar action. Each key is given once; tellings without
// a counterpart keep their own, made unlike the carried ones where needed. A
// telling with an unchanged deadline also keeps the time it was recorded.
func Carry(before, after []Telling) []Telling {
	out := slices.Clone(after)
	taken := make([]bool, len(before))
	carried := make([]bool, len(out))
	carry := func(i, j int) {
		taken[i], carried[j] = true, true
		out[j].Key = before[i].Key
		if termOf(out[j].Deadline).like(termOf(before[i].Deadline)) == equal {
			out[j].Recorded = before[i].Recorded
		}
	}
	same := func(equal func(x, y *Telling) bool) {
		for j := range out {
			for i := range before {
				if !taken[i] && !carried[j] && equal(&before[i], &after[j]) {
					carry(i, j)
				}
			}
		}
	}
	same(func(x, y *Telling) bool { return x.Quote == y.Quote && x.Action == y.Action && x.Key == y.Key })
	same(func(x, y *Telling) bool { return x.Quote == y.Quote && x.Action == y.Action })
	for _, m := range similar(before, out) {
		if !taken[m.i] && !carried[m.j] {
			carry(m.i, m.j)
		}
	}
	used := map[string]bool{}
	for j := range out {
		if carried[j] {
			used[out[j].Key] = true
		}
	}
	for j := range out {
		if carried[j] {
			continue
		}
		for used[out[j].Key] { // another telling carries what would be its key
			out[j].Key = out[j].Document + "#" + ID(out[j].Key+out[j].Quote)
		}
		used[out[j].Key] = true
	}
	return out
}

// match is a telling of the version before and one of the new version.
type match struct {
	i, j  int
	score float64
}

// similar gives the pairs with the same lead and similar actions, the most
// similar first.
func similar(before, after []Telling) []match {
	r := newReader()
	facts := make([]facts, len(before)+len(after))
	leads := make([]string, len(facts))
	for n := range facts {
		var t *Telling
		if n < len(before) {
			t = &before[n]
		} else {
			t = &after[n-len(before)]
		}
		r.read(t, &facts[n])
		leads[n] = leadKey(t)
	}
	df := make([]int32, len(r.terms.hashes))
	for n := range facts {
		facts[n].counted(func(w int32) { df[w]++ })
	}
	b := Builder{rarity: newRarity(df, len(facts))}
	var out []match
	for i := range before {
		for j := range after {
			if leads[i] != leads[len(before)+j] {
				continue
			}
			x, y := &facts[i], &facts[len(before)+j]
			score := b.sharedWords(x.words, y.words)
			if before[i].Key == after[j].Key {
				score += 0.3
			}
			if score >= alikeEnough {
				out = append(out, match{i, j, score})
			}
		}
	}
	slices.SortFunc(out, func(x, y match) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.i, y.i), cmp.Compare(x.j, y.j))
	})
	return out
}

// leadKey is the same for the same leads in one document.
func leadKey(t *Telling) string {
	var ids []string
	for _, a := range t.Leads {
		ids = append(ids, cmp.Or(a.ID, a.Text))
	}
	slices.Sort(ids)
	return fmt.Sprint(ids)
}
