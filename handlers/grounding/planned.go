package grounding

import "slices"

// plans are the concepts of papers on what is to be done, and laying those of
// making such a paper or handing it on.
var (
	plans  = []string{"object.plan", "object.scheme", "object.draft", "plain.plan-programme", "plain.plan"}
	laying = []string{"act.submit", "act.send", "act.hand-in", "act.prepare", "act.draft", "plain.draft-compile", "act.build", "act.promulgate"}
)

// planned checks that what is planned by a day is not told as done by then: by the
// day on which the plan for taking over a line is handed in, the line is not
// taken over.
func (c *Checker) planned(r *reading, e *evidence) Reason {
	if r.speaks(plans) {
		return ""
	}
	for _, d := range r.days {
		planned, done := false, false
		for _, x := range e.texts {
			if slices.ContainsFunc(x.days, func(have day) bool { return d.follows(have.Date) }) {
				is := x.laysPlan(c, r)
				planned, done = planned || is, done || !is
			}
		}
		if planned && !done {
			return r.blame(d.first, d.last, Misplaced)
		}
	}
	return ""
}

// planWords is how many words stand between making a plan and the plan.
const planWords = 12

// laysPlan reports whether a text tells that a plan is made, of which making a
// sentence does not speak.
func (x *reading) laysPlan(c *Checker, r *reading) bool {
	for j := range x.words {
		if !shares(x.at[j], plans) || x.taken[j] {
			continue
		}
		if x.finishesPlan(c, j) {
			return true
		}
		for k := max(0, j-planWords); k <= min(len(x.words)-1, j+planWords); k++ {
			if shares(x.at[k], laying) && !shares(x.at[k], plans) && !slices.ContainsFunc(r.everyWord(), func(i int) bool { return r.acts(i) && r.meets(i, x, k) }) {
				return true
			}
		}
	}
	return false
}

// finishesPlan reports whether it is a plan that is brought to an end, with no more than
// days between: to finish in May the plan for training teachers is not to have trained them.
func (x *reading) finishesPlan(c *Checker, j int) bool {
	k := j - 1
	for k >= 0 && k >= j-planWords && !shares(x.at[k], finishing) && !x.parted(k, k+1) && (x.taken[k] || !c.content(x, k)) {
		k--
	}
	return k >= 0 && shares(x.at[k], finishing)
}
