package ledger

import (
	"cmp"
	"slices"
)

// ambiguous is how near two scores lie that do not tell which one is meant.
const ambiguous = 0.1

// A group takes in no more once its tellings name so many different leads:
// more than any duty has, and as many as can be compared.
const mostLeads = 64

// Of each group mostSamples tellings are kept to compare with those of another,
// so that a chain of like tellings does not lead from one subject to another:
// they must not agree less than strays on the whole, and no two exclude each
// other.
const (
	mostSamples = 6
	strays      = 0.25
)

// spotChecks is how many tellings of one document in a group are compared
// with one that comes in: those that repeat one repeat the others.
const spotChecks = 8

// groups joins tellings into duties: a disjoint-set forest with what a group
// must not contradict.
type groups struct {
	b      *builder
	parent []int32
	held   []held // of roots
}

// held is what the tellings of a group say, each thing once.
type held struct {
	size      int32
	samples   []int32 // some of its tellings
	leads     []int32
	terms     []term
	documents map[int32][]int32 // document → its tellings
}

func newGroups(b *builder) *groups {
	g := &groups{b: b, parent: make([]int32, len(b.tellings)), held: make([]held, len(b.tellings))}
	for i := range g.parent {
		f := &b.facts[i]
		g.parent[i] = int32(i)
		g.held[i] = held{size: 1, samples: []int32{int32(i)}, leads: []int32{f.leads}, terms: []term{f.term}}
	}
	return g
}

func (g *groups) root(i int32) int32 {
	for g.parent[i] != i {
		g.parent[i] = g.parent[g.parent[i]]
		i = g.parent[i]
	}
	return i
}

// join makes one group of the groups of two tellings, unless what they hold
// excludes it.
func (g *groups) join(i, j int32) bool {
	i, j = g.root(i), g.root(j)
	if i == j {
		return true
	}
	x, y := &g.held[i], &g.held[j]
	if x.size < y.size || x.size == y.size && i > j {
		i, j, x, y = j, i, y, x
	}
	if !g.agree(i, j) {
		return false
	}
	g.parent[j] = i
	x.size += y.size
	x.samples = append(x.samples, y.samples[:min(len(y.samples), mostSamples-len(x.samples))]...)
	for _, l := range y.leads {
		if !slices.Contains(x.leads, l) {
			x.leads = append(x.leads, l)
		}
	}
	for _, t := range y.terms {
		if !slices.Contains(x.terms, t) {
			x.terms = append(x.terms, t)
		}
	}
	if x.documents == nil {
		x.documents = map[int32][]int32{g.b.facts[i].document: {i}}
	}
	for d, list := range g.documentsOf(j) {
		x.documents[d] = append(x.documents[d], list...)
	}
	*y = held{}
	return true
}

func (g *groups) documentsOf(root int32) map[int32][]int32 {
	if d := g.held[root].documents; d != nil {
		return d
	}
	return map[int32][]int32{g.b.facts[root].document: {root}}
}

// agree reports whether two groups may be one: no leads that exclude each
// other, no two deadlines, no two duties of one document.
func (g *groups) agree(i, j int32) bool {
	x, y := &g.held[i], &g.held[j]
	if len(x.leads)+len(y.leads) > mostLeads {
		return false
	}
	for _, a := range x.leads {
		for _, b := range y.leads {
			if g.b.leads.agree(a, b) == excluded {
				return false
			}
		}
	}
	for _, a := range x.terms {
		for _, b := range y.terms {
			if a.like(b) == differs {
				return false
			}
		}
	}
	total, n := 0.0, 0.0
	for _, a := range x.samples {
		for _, b := range y.samples {
			s := alike{score: 1}
			if g.b.facts[a].exact != g.b.facts[b].exact && !g.b.twin[pairKey(a, b)] {
				s = g.b.subjects(a, b)
			}
			if s.against {
				return false
			}
			total, n = total+s.score, n+1
		}
	}
	if total < strays*n {
		return false
	}
	mine := g.documentsOf(i)
	for d, theirs := range g.documentsOf(j) {
		for _, a := range mine[d][:min(len(mine[d]), spotChecks)] {
			for _, b := range theirs[:min(len(theirs), spotChecks)] {
				if !g.b.repeats(a, b) {
					return false
				}
			}
		}
	}
	return true
}

// joined gives the groups of tellings that tell one duty, each sorted, in the
// order of their first tellings.
func (b *builder) joined(pairs []pair) [][]int32 {
	slices.SortFunc(pairs, func(x, y pair) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	pairs = slices.CompactFunc(pairs, func(x, y pair) bool { return x.a == y.a && x.b == y.b })
	g := newGroups(b)
	for _, p := range b.certain(pairs) {
		g.join(p.a, p.b)
	}
	at := map[int32]int{}
	var out [][]int32
	for i := range int32(len(b.tellings)) {
		root := g.root(i)
		n, ok := at[root]
		if !ok {
			n = len(out)
			at[root] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], i)
	}
	return out
}

// certain drops the pairs in which one lead is a collective or not known, and
// fits several bodies that exclude each other: it is the duty of each of
// them, or of none.
func (b *builder) certain(pairs []pair) []pair {
	best := map[int32]float64{}
	weak := func(p pair) bool {
		return b.leads.agree(b.facts[p.a].leads, b.facts[p.b].leads) != same
	}
	for _, p := range pairs {
		if weak(p) {
			best[p.a], best[p.b] = max(best[p.a], p.score), max(best[p.b], p.score)
		}
	}
	partners := map[int32][]int32{} // telling → leads of those it fits about best
	dropped := map[int32]bool{}
	for _, p := range pairs {
		if !weak(p) {
			continue
		}
		for _, side := range [...][2]int32{{p.a, p.b}, {p.b, p.a}} {
			me, other := side[0], b.facts[side[1]].leads
			if p.score < best[me]-ambiguous || dropped[me] || slices.Contains(partners[me], other) {
				continue
			}
			for _, have := range partners[me] {
				if b.leads.agree(have, other) == excluded {
					dropped[me] = true
				}
			}
			partners[me] = append(partners[me], other)
		}
	}
	return slices.DeleteFunc(pairs, func(p pair) bool { return weak(p) && (dropped[p.a] || dropped[p.b]) })
}
