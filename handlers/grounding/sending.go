package grounding

import (
	"slices"
	"strings"

	"vanthu/corpus/lexicon"
)

// sendings are the concepts of giving something over to somebody.
var sendings = []string{"act.send", "act.submit", "act.send-over", "plain.send", "plain.pass-on", "act.report"}

// sending gives the word of a text that tells of sending; -1 where none does.
func (r *reading) sending() int {
	return slices.IndexFunc(r.everyWord(), func(i int) bool { return shares(r.at[i], sendings) && !r.who(i) })
}

// sentTo reports whether a word such as "to" or "at", or letters of it, stands in front
// of somebody.
func (r *reading) sentTo(i int) bool {
	for i > 0 && !r.parted(i-1, i) && shares(r.actors(i), r.actors(i-1)) { // the first word of his name
		i--
	}
	if slices.ContainsFunc(r.tongue.claims.Toward, func(to string) bool {
		letters, written := strings.CutSuffix(to, "-")
		return written && strings.HasPrefix(r.words[i].Folded, letters)
	}) {
		return true
	}
	for k := i - 1; k >= 0 && k >= i-toWords && !r.ends(k+1); k-- {
		if word := phraseForm(r, k); r.tongue.toward[word] || r.tongue.to[word] {
			return true
		}
		if r.acts(k) || len(r.actors(k)) > 0 {
			return false
		}
	}
	return false
}

// instructs are further concepts of telling somebody to do something.
var instructs = []string{"act.order", "plain.request", "plain.direct-instruct", "plain.ask-demand", "act.assign-work", "act.entrust"}

// askedAt reports whether a word for asking or ordering stands in front of who is named at a
// word: he is told to do what follows, and gets nothing.
func (r *reading) askedAt(i int) bool {
	for i > 0 && !r.parted(i-1, i) && shares(r.actors(i), r.actors(i-1)) {
		i--
	}
	for k := i - 1; k >= 0 && k >= i-toWords && !r.ends(k+1); k-- {
		if shares(r.at[k], orders) || shares(r.at[k], instructs) || slices.ContainsFunc(r.tongue.charged.find(r.words), func(m lexicon.Match) bool { return m.First <= k && k < m.First+m.Len }) {
			return true
		}
	}
	return slices.ContainsFunc(r.tongue.asks.find(r.words), func(m lexicon.Match) bool {
		return m.First+m.Len <= i && m.First+m.Len >= i-1
	})
}

// listing reports whether a word names a paper, behind which stands straight whom it
// lists: danh sách hộ.
func (r *reading) listing(i int) bool {
	return r.tongue.claims.NounFirst && slices.ContainsFunc(r.at[i], func(id string) bool { return strings.HasPrefix(id, "object.") }) && len(r.actors(i)) == 0
}

// partners gives who sends something, in front of the verb or behind "by", and
// whom it is sent to: with "to" in front,
// or else who is named last behind the verb, if somebody is named in front of it.
func (r *reading) partners(at int) (senders, receivers []string) {
	var open []int
	for i := range r.words {
		switch who := r.actors(i); {
		case len(who) == 0 || r.sideOf(i) == noSide:
		case i > 0 && !r.parted(i-1, i) && r.listing(i-1): // whom a list names gets nothing
		case r.sentTo(i) && !(i < at && r.askedAt(i)):
			receivers = append(receivers, who...)
		default:
			open = append(open, i)
		}
	}
	if n := len(open); len(receivers) == 0 && n > 0 && open[0] < at && open[n-1] > at && !r.passive(open[n-1]) && !r.counting(open[n-1]) && r.unparted(at, open[n-1]) && !r.clauseBetween(at, open[n-1]) {
		receivers = r.actors(open[n-1])
	}
	for _, i := range open {
		if who := r.actors(i); !shares(who, receivers) && (i < at || r.tongue.claims.VerbFirst || r.passive(i)) {
			senders = append(senders, who...)
		}
	}
	return senders, receivers
}

// sent checks that who sends something is not whom the evidence has it sent to,
// nor the other way round.
func (c *Checker) sent(r *reading, e *evidence) Reason {
	at := r.sending()
	if at < 0 {
		return ""
	}
	senders, receivers := r.partners(at)
	for _, x := range e.texts {
		there := x.sending()
		if there < 0 {
			continue
		}
		from, to := x.partners(there)
		for i := range r.words {
			who := r.actors(i)
			if len(who) == 0 || i < at && formed(r.words[i].Folded, r.tongue.claims.Dative) {
				continue
			}
			sends, gets := shares(who, senders) && r.unparted(min(i, at), max(i, at)), shares(who, receivers)
			if sends && !gets && shares(who, to) && !shares(who, from) || gets && !sends && shares(who, from) && !shares(who, to) {
				return r.blame(min(i, at), max(i, at), Misplaced)
			}
		}
	}
	return ""
}
