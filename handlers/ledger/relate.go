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
func (b *Builder) clash(i, j int32) bool {
	x, y := &b.facts[i], &b.facts[j]
	return x.term.kind == dated && y.term.kind == dated && !x.ended && !y.ended && !x.old && !y.old && x.document != y.document
}

// relates tells how two tellings with different deadlines, of which i ranks
// before j, are related, if they are.
func (b *Builder) relates(i, j int32, who agreement, how likeness) (relation, bool) {
	x, y := &b.facts[i], &b.facts[j]
	mayClash := how == differs && b.clash(i, j)
	if !mayClash && !x.amends && !y.amends || x.document == y.document || how == equal && x.ended == y.ended {
		return relation{}, false
	}
	subject := b.subjects(i, j)
	for _, side := range [...][2]int32{{i, j}, {j, i}} {
		earlier, later := b.tellings[side[0]], b.tellings[side[1]]
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
	return relation{i, j, subject.score, false}, clash
}

// related links the groups: which supersedes which, which contradict each
// other.
func (b *Builder) related() {
	for _, g := range b.linked {
		g.over, g.ended, g.conflicts = nil, false, nil
	}
	b.linked = nil
	relations := make([]relation, 0, len(b.relations))
	// One telling moves one deadline of a document, the one it fits best.
	best := map[[2]int32]float64{}
	for _, r := range b.relations {
		relations = append(relations, r)
		if r.moves {
			k := [2]int32{r.later, b.facts[r.earlier].document}
			best[k] = max(best[k], r.score)
		}
	}
	slices.SortFunc(relations, func(x, y relation) int {
		return cmp.Or(cmp.Compare(told(b.tellings[x.later]), told(b.tellings[y.later])), cmp.Compare(y.score, x.score), cmp.Compare(b.rank[x.earlier], b.rank[y.earlier]), cmp.Compare(b.rank[x.later], b.rank[y.later]))
	})
	for _, r := range relations {
		g, h := b.slots[r.earlier].group, b.slots[r.later].group
		if !r.moves || g == h || g.superseded() || r.score < best[[2]int32{r.later, b.facts[r.earlier].document}]-1e-9 || follows(h, g) {
			continue
		}
		g.over = h
		b.linked = append(b.linked, g)
	}
	var quoted []*group
	for _, i := range b.order {
		if b.facts[i].old {
			quoted = append(quoted, b.slots[i].group)
		}
	}
	slices.SortStableFunc(quoted, func(x, y *group) int { return cmp.Compare(b.rank[x.members[0]], b.rank[y.members[0]]) })
	for _, g := range slices.Compact(quoted) {
		b.quotedOld(g)
	}
	for _, i := range b.order {
		if b.facts[i].ended {
			if g := b.slots[i].group; i == g.members[0] && !g.superseded() {
				g.ended = true // nobody has to do it
				b.linked = append(b.linked, g)
			}
		}
	}
	for _, r := range relations {
		g, h := b.slots[r.earlier].group, b.slots[r.later].group
		if r.moves || g == h || g.superseded() || h.superseded() || b.share(g, h) || slices.Contains(g.conflicts, h) {
			continue
		}
		g.conflicts, h.conflicts = append(g.conflicts, h), append(h.conflicts, g)
		b.linked = append(b.linked, g, h)
	}
}

// follows reports whether group g is superseded, over others, by h.
func follows(g, h *group) bool {
	for ; g != nil; g = g.over {
		if g == h {
			return true
		}
	}
	return false
}

// quotedOld supersedes a group of which a telling says that its deadline is
// an old one, unless a later telling orders it.
func (b *Builder) quotedOld(g *group) {
	var last, ordered corpus.Day
	var by int32 = -1
	for _, i := range g.members {
		t := b.tellings[i]
		switch {
		case !old(t):
			ordered = max(ordered, told(t))
		case by < 0 || told(t) > last:
			last, by = told(t), i
		}
	}
	if by < 0 || g.superseded() || ordered > last && !b.tellings[by].Former {
		return
	}
	b.linked = append(b.linked, g)
	if h := b.successor(by); h != nil && h != g && !follows(h, g) {
		g.over = h
	} else {
		g.ended = true
	}
}

// successor finds the duty that holds instead of an old telling: the one with
// its key, else the one of its document that fits its subject best.
func (b *Builder) successor(i int32) (found *group) {
	t := b.tellings[i]
	bestScore := -1.0
	for _, j := range b.ofDocument[b.facts[i].document] {
		o := b.tellings[j]
		if j == i || old(o) || o.Force == corpus.Ended {
			continue
		}
		if t.Former && o.Key == t.Key {
			return b.slots[j].group
		}
		if b.leads.agree(b.facts[i].leads, b.facts[j].leads) == excluded {
			continue
		}
		score := b.subjects(i, j).score
		if near := o.Start - t.End; near < 200 && t.Start-o.End < 200 { // the same sentence or the next
			score += 0.3
		}
		if score >= 0.3 && score > bestScore {
			bestScore, found = score, b.slots[j].group
		}
	}
	return found
}

// share reports whether one document tells both groups, and so means two
// duties.
func (b *Builder) share(x, y *group) bool {
	documents := map[int32]bool{}
	for _, i := range x.members {
		documents[b.facts[i].document] = true
	}
	return slices.ContainsFunc(y.members, func(j int32) bool { return documents[b.facts[j].document] })
}
