package grounding

import "slices"

// speaking reports whether who is named at a word says in a sentence what it tells, and
// in the passages too: he may be named in front of it or behind, where one
// passage tells all its days.
func (e *evidence) speaking(r *reading, i int) bool {
	return r.says(i) && slices.ContainsFunc(e.texts, func(x *reading) bool {
		return !slices.ContainsFunc(r.days, func(d day) bool { return x.dayAt(d) < 0 }) && slices.ContainsFunc(x.everyWord(), func(j int) bool { return acting(r, i, x, j) && x.says(j) })
	})
}

// says reports whether a word for saying stands straight beside who is named at a word.
func (r *reading) says(i int) bool {
	first, last := i, i
	for first > 0 && acting(r, i, r, first-1) {
		first--
	}
	for last+1 < len(r.words) && acting(r, i, r, last+1) {
		last++
	}
	return slices.ContainsFunc(r.turns, func(t turn) bool {
		return t.axis == "said" && (t.first == last+1 && !r.parted(last, t.first) || t.last == first-1 && !r.parted(t.last, first))
	})
}
