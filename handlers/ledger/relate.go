package ledger

import (
	"cmp"
	"slices"
	"strings"

	"vanthu/corpus"
)

// With how much agreement of the subject a telling moves the deadline of
// another: less where it names the other's document.
const (
	movesNamed   = 0.5
	movesUnnamed = 0.65
	contradicts  = 0.8 // and tells a conflict, not another duty
	known        = 2.2 // evidence that a conflict needs
)

// relation is two tellings of one duty with different deadlines; the later one
// moves or ends that of the earlier, or they contradict each other.
type relation struct {
	earlier, later int32
	score          float64
	moves          bool
}

// amends reports whether x says that it moves or ends a deadline of y's
// document.
func amends(x, y *Telling) bool {
	if x.Document == y.Document {
		return false
	}
	for _, k := range x.Amends {
		if k == "*" || sameNumber(k, y.NumberKey) {
			return true
		}
	}
	return false
}

// names is amends without the amendments that name no document.
func names(x, y *Telling) bool {
	return x.Document != y.Document && slices.ContainsFunc(x.Amends, func(k string) bool { return sameNumber(k, y.NumberKey) })
}

// sameNumber reports whether two keys of numbers can be one document's: "#57"
// stands for every number 57.
func sameNumber(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	if a == b {
		return true
	}
	x, bare := strings.CutPrefix(a, "#")
	y, bareToo := strings.CutPrefix(b, "#")
	if bare == bareToo {
		return false
	}
	if bareToo {
		x, y = y, x
	}
	head, _, _ := strings.Cut(y, "|")
	return head == x
}

// told gives the day by which tellings of one duty are in order: of issue,
// else of recording.
func told(t *Telling) corpus.Day {
	if t.Issued != "" {
		return t.Issued
	}
	return corpus.DayOf(t.Recorded)
}

// clash reports whether two tellings could contradict each other: both name
// a time, and give it as one that holds.
func (b *builder) clash(i, j int32) bool {
	x, y := &b.facts[i], &b.facts[j]
	return x.term.kind == dated && y.term.kind == dated && !x.ended && !y.ended && !x.old && !y.old && x.document != y.document
}

// relates tells how two tellings with different deadlines are related, if
// they are.
func (b *builder) relates(i, j int32, who agreement, how likeness) (relation, bool) {
	x, y := &b.facts[i], &b.facts[j]
	mayClash := how == differs && b.clash(i, j)
	if !mayClash && !x.amends && !y.amends || x.document == y.document || how == equal && x.ended == y.ended {
		return relation{}, false
	}
	subject := b.subjects(i, j)
	for _, side := range [...][2]int32{{i, j}, {j, i}} {
		earlier, later := &b.tellings[side[0]], &b.tellings[side[1]]
		if !b.amend(side[1], side[0]) || told(earlier) > told(later) || old(earlier) && !old(later) || earlier.Force == corpus.Ended {
			continue
		}
		if later.Force != corpus.Ended && (earlier.Deadline == nil || later.Deadline == nil || old(later)) {
			continue
		}
		need := movesUnnamed
		if names(later, earlier) {
			need = movesNamed
		} else if who != same || told(earlier) == told(later) {
			continue
		}
		if subject.score >= need && subject.evidence >= 1 {
			return relation{side[0], side[1], subject.score, true}, true
		}
	}
	clash := mayClash && who == same && b.named(x.leads) && subject.score >= contradicts && subject.evidence >= known
	return relation{min(i, j), max(i, j), subject.score, false}, clash
}

// related links the groups: which supersedes which, which contradict each
// other. Groups are numbered as in joined.
func (b *builder) related(all [][]int32, relations []relation) {
	b.supersededBy = make([]int32, len(all))
	b.conflicts = make([][]int32, len(all))
	for g := range b.supersededBy {
		b.supersededBy[g] = holds
	}
	slices.SortFunc(relations, func(x, y relation) int {
		return cmp.Or(cmp.Compare(told(&b.tellings[x.later]), told(&b.tellings[y.later])), cmp.Compare(y.score, x.score), cmp.Compare(x.earlier, y.earlier), cmp.Compare(x.later, y.later))
	})
	// One telling moves one deadline of a document, the one it fits best.
	best := map[[2]int32]float64{}
	for _, r := range relations {
		if r.moves {
			k := [2]int32{r.later, b.facts[r.earlier].document}
			best[k] = max(best[k], r.score)
		}
	}
	for _, r := range relations {
		g, h := b.groupOf[r.earlier], b.groupOf[r.later]
		if !r.moves || g == h || b.supersededBy[g] != holds || r.score < best[[2]int32{r.later, b.facts[r.earlier].document}]-1e-9 || b.follows(h, g) {
			continue
		}
		b.supersededBy[g] = h
	}
	for g := range all {
		b.quotedOld(all, int32(g))
	}
	for g, members := range all {
		if b.supersededBy[g] == holds && b.tellings[members[0]].Force == corpus.Ended {
			b.supersededBy[g] = nothing // nobody has to do it
		}
	}
	for _, r := range relations {
		g, h := b.groupOf[r.earlier], b.groupOf[r.later]
		if r.moves || g == h || b.supersededBy[g] != holds || b.supersededBy[h] != holds || b.share(all[g], all[h]) {
			continue
		}
		b.conflicts[g], b.conflicts[h] = append(b.conflicts[g], h), append(b.conflicts[h], g)
	}
	for g := range b.conflicts {
		b.conflicts[g] = sorted(b.conflicts[g])
	}
}

// What supersedes a group that no other does.
const (
	holds   int32 = -1 // nothing: it holds
	nothing int32 = -2 // it does not hold, and no other holds instead
)

// follows reports whether group g is superseded, over others, by h.
func (b *builder) follows(g, h int32) bool {
	for range len(b.supersededBy) {
		if g == h {
			return true
		}
		if g < 0 {
			return false
		}
		g = b.supersededBy[g]
	}
	return true
}

// quotedOld supersedes a group of which a telling says that its deadline is
// an old one, unless a later telling orders it.
func (b *builder) quotedOld(all [][]int32, g int32) {
	var last, ordered corpus.Day
	var by int32 = -1
	for _, i := range all[g] {
		t := &b.tellings[i]
		switch {
		case !old(t):
			ordered = max(ordered, told(t))
		case by < 0 || told(t) > last:
			last, by = told(t), i
		}
	}
	if by < 0 || b.supersededBy[g] != holds || ordered > last && !b.tellings[by].Former {
		return
	}
	b.supersededBy[g] = nothing
	if h, ok := b.successor(by); ok && h != g && !b.follows(h, g) {
		b.supersededBy[g] = h
	}
}

// successor finds the duty that holds instead of an old telling: the one with
// its key, else the one of its document that fits its subject best.
func (b *builder) successor(i int32) (group int32, ok bool) {
	t := &b.tellings[i]
	bestScore := -1.0
	for _, j := range b.ofDocument[b.facts[i].document] {
		o := &b.tellings[j]
		if j == i || old(o) || o.Force == corpus.Ended {
			continue
		}
		if t.Former && o.Key == t.Key {
			return b.groupOf[j], true
		}
		if b.leads.agree(b.facts[i].leads, b.facts[j].leads) == excluded {
			continue
		}
		score := b.subjects(i, j).score
		if near := o.Start - t.End; near < 200 && t.Start-o.End < 200 { // the same sentence or the next
			score += 0.3
		}
		if score >= 0.3 && score > bestScore {
			bestScore, group, ok = score, b.groupOf[j], true
		}
	}
	return group, ok
}

// share reports whether one document tells both groups, and so means two
// duties.
func (b *builder) share(x, y []int32) bool {
	documents := map[int32]bool{}
	for _, i := range x {
		documents[b.facts[i].document] = true
	}
	return slices.ContainsFunc(y, func(j int32) bool { return documents[b.facts[j].document] })
}
