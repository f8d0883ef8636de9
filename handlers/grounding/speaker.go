package grounding

import (
	"slices"

	"vanthu/corpus/lexicon"
)

// speaking reports whether who is named at a word says in a sentence what it tells, and
// in the passages too: he may be named in front of it or behind, where one
// passage tells all its days.
func (e *evidence) speaking(r *reading, i int) bool {
	return r.says(i) && slices.ContainsFunc(e.texts, func(x *reading) bool {
		return !slices.ContainsFunc(r.days, func(d day) bool { return x.dayAt(d) < 0 }) && slices.ContainsFunc(x.everyWord(), func(j int) bool { return acting(r, i, x, j) && x.says(j) })
	})
}

// asksAlike reports whether who is named at a word says, or asks others for, something in a
// sentence, and in a text too.
func (e *evidence) asksAlike(r *reading, x *reading, i int) bool {
	return r.saysOrAsks(i) && slices.ContainsFunc(x.everyWord(), func(j int) bool { return acting(r, i, x, j) && x.saysOrAsks(j) })
}

// saysOrAsks reports whether a word for saying or asking stands straight beside who is named
// at a word.
func (r *reading) saysOrAsks(i int) bool {
	first, last := r.wholeName(i)
	return r.says(i) || slices.ContainsFunc(r.tongue.asks.find(r.words), func(m lexicon.Match) bool {
		return m.First == last+1 && !r.parted(last, m.First) || m.First+m.Len == first && !r.parted(first-1, first)
	})
}

// says reports whether a word for saying stands straight beside who is named at a word.
func (r *reading) says(i int) bool {
	first, last := r.wholeName(i)
	front := first - 1
	if front > 0 && slices.Contains(r.tongue.claims.Articles, r.words[front].Folded) && r.spaced(front, first) { // wees de secretaris-generaal erop
		front--
	}
	for _, k := range [...]int{front, last + 1} {
		if k >= 0 && k < len(r.words) && r.bodyAt(r.words[i].Start) && r.joinedTo(k, first, last) && r.saying(k) {
			return true
		}
	}
	return slices.ContainsFunc(r.turns, func(t turn) bool {
		return t.axis == "said" && (t.first <= i && i <= t.last || t.first == last+1 && !r.parted(last, t.first) || t.last == first-1 && !r.parted(t.last, first))
	})
}

// joinedTo reports whether no mark stands between a word and one that is named next to it.
func (r *reading) joinedTo(k, first, last int) bool {
	if k < first {
		return !r.parted(k, first)
	}
	return !r.parted(last, k)
}

// sayings are the concepts of saying and stressing.
var sayings = []string{"plain.say", "plain.stress", "plain.stress-point", "plain.say-stress", "plain.point-out-note"}

// saying reports whether a word tells that somebody says or stresses something.
func (r *reading) saying(k int) bool { return shares(r.at[k], sayings) }

// wholeName gives the first and the last word of the name of who is named at a word.
func (r *reading) wholeName(i int) (first, last int) {
	first, last = i, i
	for first > 0 && acting(r, i, r, first-1) {
		first--
	}
	for last+1 < len(r.words) && acting(r, i, r, last+1) {
		last++
	}
	return first, last
}

// reports reports whether the passages tell that who speaks in a sentence, according to it,
// says, stresses or asks for something, straight beside whom they name. What he asks for
// the sentence must not tell as what is.
func (e *evidence) reports(r *reading, t turn) bool {
	for _, m := range r.bodies {
		at, last := r.within(m.Start, m.End)
		if m.ID == "" || !(r.accordingTo(m) || t.first <= at && at <= t.last) || t.last < at-besides || t.first > last+1 {
			continue
		}
		for _, x := range e.texts {
			for j := range x.words {
				if acting(r, last, x, j) && x.saysOrAsks(j) && (x.has("said", "") || !x.asksFor(j) || r.asksOrMust()) {
					return true
				}
			}
		}
	}
	return false
}

// asksFor reports whether who is named at a word asks others for something, straight beside it.
func (r *reading) asksFor(j int) bool {
	return slices.ContainsFunc(r.tongue.asks.find(r.words), func(m lexicon.Match) bool {
		return m.First > j && m.First <= j+adjacent || m.First < j && j-m.First <= adjacent
	})
}

// asksOrMust reports whether a text tells what is asked for, or must or should be.
func (r *reading) asksOrMust() bool {
	return r.has("duty", "") || r.speaks(orders) || len(r.tongue.must.find(r.words)) > 0 || len(r.tongue.asks.find(r.words)) > 0
}
