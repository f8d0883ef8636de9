package grounding

import (
	"slices"
	"strings"
)

// second checks that no act is added beside one that the evidence tells: who
// may view does not view and edit.
func (c *Checker) second(r *reading, e *evidence) Reason {
	for k := 1; k < len(r.words); k++ {
		i := k
		if r.tongue.clauses[r.words[k].Folded] {
			for i = k + 1; i < len(r.words) && i <= k+besides && !c.content(r, i) && !r.telling(i); i++ {
			}
		} else if and := r.tongue.and; and == "" || !strings.HasPrefix(r.words[k].Folded, and) || !r.acts(k) {
			continue
		}
		if i >= len(r.words) || r.parted(k-1, k) || !c.content(r, i) || r.who(i) {
			continue
		}
		doing := r.acts(k-1) && e.held(r, k-1) || r.acts(i) && !r.thing(i)
		if doing && !e.tells(r, i) && !e.kin(r, i, c.kin) {
			return r.blame(k-1, i, Unsupported)
		}
	}
	return ""
}

// tells is held without the words for who acts: người nộp, who hands in, pays
// nothing.
func (e *evidence) tells(r *reading, i int) bool {
	return slices.ContainsFunc(e.texts, func(x *reading) bool {
		for j := range x.words {
			if !x.person[j] && r.meets(i, x, j) {
				return true
			}
		}
		return false
	})
}

// takenIn are the concepts of taking in what is handed in at an office.
var takenIn = []string{"act.receive", "act.take-over", "plain.receive", "plain.take-up", "plain.accept"}

// filed checks that the time in which an office takes in what is filed is not
// told as that in which somebody has to file it.
func (c *Checker) filed(r *reading, e *evidence) Reason {
	for _, p := range r.parts() {
		at := slices.IndexFunc(r.at, func(ids []string) bool { return shares(ids, handedIn) })
		if at < p.first || at > p.last || r.inPhrase(at) || !p.timed() || p.speaks(takenIn) || r.conditional(at) {
			continue
		}
		for _, x := range e.texts {
			if x.speaks(takenIn) && !x.speaks(handedIn) && slices.ContainsFunc(x.parts(), part.timed) {
				return r.blame(at, at, Misplaced)
			}
		}
	}
	return ""
}

// timed reports whether a part tells how long something may take, or until when.
func (p part) timed() bool {
	return slices.ContainsFunc(p.amounts, func(a amount) bool { return lengths[a.unit] && a.first >= p.first && a.last <= p.last }) ||
		slices.ContainsFunc(p.days, func(d day) bool { return d.deadline() && d.first >= p.first && d.last <= p.last })
}
