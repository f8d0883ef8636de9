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
	b *Builder
	*scratch
}

// scratch is where components are joined, one after the other.
type scratch struct {
	parent []int32 // of slots
	held   []held  // of roots
}

// held is what the tellings of a group say, each thing once.
type held struct {
	size      int32
	samples   []int32 // some of its tellings
	leads     []int32
	terms     []term
	documents map[int32][]int32 // document → its tellings
}

func (b *Builder) newGroups(members []int32) *groups {
	g := &groups{b: b, scratch: &b.components}
	if n := len(b.slots) - len(g.parent); n > 0 {
		g.parent, g.held = append(g.parent, make([]int32, n)...), append(g.held, make([]held, n)...)
	}
	for _, i := range members {
		f := &b.facts[i]
		g.parent[i] = i
		g.held[i] = held{size: 1, samples: []int32{i}, leads: []int32{f.leads}, terms: []term{f.term}}
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
	if x.size < y.size || x.size == y.size && g.b.rank[i] > g.b.rank[j] {
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
	alone := x.size == 1 && y.size == 1 && g.b.twinned(i, j) // of which only one may name its lead
	for _, a := range x.leads {
		for _, b := range y.leads {
			if !alone && g.b.leads.agree(a, b) == excluded {
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
			if g.b.facts[a].exact != g.b.facts[b].exact && !g.b.twinned(a, b) {
				s = g.b.subjects(a, b)
			}
			if s.against {
				return false
			}
			if s.score < strays && g.b.paired(a, b) {
				s.score = strays
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

// joined gives the groups of the tellings of a component that tell one duty,
// each by rank, in the order of their first tellings.
func (b *Builder) joined(members []int32) [][]int32 {
	if len(members) == 1 {
		return [][]int32{members}
	}
	var pairs []pair
	for _, i := range members {
		for _, o := range b.slots[i].outcomes {
			if b.rank[i] < b.rank[o.other] && b.kept(i, &o) {
				pairs = append(pairs, pair{i, o.other, o.score, o.twin})
			}
		}
	}
	slices.SortFunc(pairs, func(x, y pair) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(b.rank[x.a], b.rank[y.a]), cmp.Compare(b.rank[x.b], b.rank[y.b]))
	})
	g := b.newGroups(members)
	for _, p := range pairs {
		g.join(p.a, p.b)
	}
	at := map[int32]int{}
	var out [][]int32
	for _, i := range members {
		root := g.root(i)
		n, ok := at[root]
		if !ok {
			n = len(out)
			at[root] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], i)
	}
	for _, i := range members {
		g.held[i] = held{}
	}
	return out
}

// twinned reports whether two tellings are one though their words do not tell.
func (b *Builder) twinned(i, j int32) bool {
	return slices.ContainsFunc(b.slots[i].outcomes, func(o outcome) bool { return o.other == j && o.twin })
}

// paired reports whether the comparison of two tellings tells to join them.
func (b *Builder) paired(i, j int32) bool {
	return slices.ContainsFunc(b.slots[i].outcomes, func(o outcome) bool { return o.other == j && b.kept(i, &o) })
}

// kept reports whether a telling is joined with another, as far as the two
// tell.
func (b *Builder) kept(i int32, o *outcome) bool {
	return b.fits(o) && !(o.weak && (b.slots[i].dropped || b.slots[o.other].dropped))
}

// fits reports whether a comparison tells to join.
func (b *Builder) fits(o *outcome) bool { return o.kind == oneDuty || o.stands }

// uncertain reports whether the lead of a telling is a collective or not known,
// and fits several bodies that exclude each other: it is the duty of each of
// them, or of none.
func (b *Builder) uncertain(i int32) bool {
	best := 0.0
	for _, o := range b.slots[i].outcomes {
		if b.fits(&o) && o.weak {
			best = max(best, o.score)
		}
	}
	var partners []int32 // leads of those it fits about best
	for _, o := range b.slots[i].outcomes {
		other := b.facts[o.other].leads
		if !b.fits(&o) || !o.weak || o.score < best-ambiguous || slices.Contains(partners, other) {
			continue
		}
		for _, have := range partners {
			if b.leads.agree(have, other) == excluded {
				return true
			}
		}
		partners = append(partners, other)
	}
	return false
}
