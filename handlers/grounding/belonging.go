package grounding

// others are the concepts of persons for whom somebody else acts, and askers of
// those who hand something in.
var (
	others = []string{"body.told-deceased"}
	askers = []string{"body.told-applicant", "body.told-declarant"}
)

// nearOwner is how many words stand between a thing and whose it is.
const nearOwner = 4

// belonging checks that what the passages tell of somebody for whom another one
// acts is not told of that one: where the deceased lived is not where the reader
// lives.
func (c *Checker) belonging(r *reading, e *evidence) Reason {
	for i := range r.words {
		if !c.content(r, i) || !r.telling(i) || !r.besideAsker(i) || r.besideOther(i) {
			continue
		}
		own, other := false, false
		for _, x := range e.texts {
			for j := range x.words {
				if c.content(x, j) && !shares(x.at[j], others) && r.meets(i, x, j) {
					own, other = own || !x.besideOther(j), other || x.besideOther(j)
				}
			}
		}
		if other && !own {
			return r.blame(i, i, Misplaced)
		}
	}
	return ""
}

// besideOther reports whether somebody for whom another one acts stands beside a
// word.
func (r *reading) besideOther(i int) bool {
	return r.anyBeside(i, func(j int) bool { return shares(r.at[j], others) })
}

// besideAsker reports whether the reader or whoever asks does.
func (r *reading) besideAsker(i int) bool {
	return r.anyBeside(i, func(j int) bool { return r.addressed(j) || shares(r.at[j], askers) }) || r.behindWhoever(i)
}

// behindWhoever reports whether a phrase such as "whoever" stands a few words in
// front of a word.
func (r *reading) behindWhoever(i int) bool {
	for _, m := range r.tongue.whoever.find(r.words) {
		if last := m.First + m.Len - 1; last < i && i-last <= nearOwner {
			return true
		}
	}
	return false
}

// anyBeside reports whether a word of a kind stands beside another, in its clause.
func (r *reading) anyBeside(i int, such func(int) bool) bool {
	away := nearOwner
	if r.tongue.tag == "vi" {
		away *= 2 // syllables
	}
	for j := max(0, i-away); j <= min(len(r.words)-1, i+away); j++ {
		if j != i && such(j) && !r.partedByMore(min(i, j), max(i, j)) {
			return true
		}
	}
	return false
}
