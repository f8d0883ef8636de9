package grounding

import "vanthu/corpus"

// beginning and finishing are the concepts of the two ends of what is done.
var (
	beginning = []string{"act.start", "plain.begin"}
	finishing = []string{"plain.complete", "act.complete-work", "plain.complete-finish", "plain.done-finished", "plain.finished", "plain.end"}
)

// stages checks that what is begun by a day is not told as finished by it, nor the other
// way round.
func (c *Checker) stages(r *reading, e *evidence) Reason {
	for _, d := range r.days {
		begins, ends := r.stageOf(d)
		if begins == ends {
			continue
		}
		same, other := false, false
		for _, x := range e.texts {
			for _, have := range x.days {
				if !d.follows(have.Date) {
					continue
				}
				if begins && have.deadline() && !d.deadline() && d.Precision == corpus.DayPrecision && d.Relation != corpus.From {
					other = true // what lasts until a day does not begin on it
					continue
				}
				from, to := x.stageOf(have)
				same, other = same || from == to || from == begins, other || from != to && from != begins
			}
		}
		if other && !same {
			return r.blame(d.first, d.last, Misplaced)
		}
	}
	return ""
}

// stageOf reports whether the words around a day, up to where a clause begins or ends or to
// another day, tell that something begins, and that something is finished.
func (r *reading) stageOf(d day) (begins, ends bool) {
	tell := func(i int) {
		if !r.taken[i] {
			one, other := shares(r.at[i], beginning), shares(r.at[i], finishing)
			begins, ends = begins || one && !other, ends || other && !one
		}
	}
	for i := d.first - 1; i >= 0 && !(r.ends(i+1) && i+1 < d.first) && !r.ownDay(i); i-- {
		tell(i)
	}
	for i := d.last + 1; i < len(r.words) && !r.ends(i) && !r.ownDay(i); i++ {
		tell(i)
	}
	return begins, ends
}
