package grounding

// eventWords is how many words behind "from" tell from what on a length of time
// counts.
const eventWords = 8

// receipts are the concepts of getting something, which words such as "from" may hold: from
// receipt of.
var receipts = []string{"plain.on-receipt"}

// starting checks from what on a length of time counts: five days from the
// receipt of the file are not five days from the payment.
func (c *Checker) starting(r *reading, e *evidence) Reason {
	for _, a := range r.amounts {
		first, last, ok := r.event(a)
		if !ok {
			continue
		}
		told, met := false, false
		for _, x := range e.texts {
			for _, have := range x.amounts {
				if have.value != a.value || have.unit != a.unit {
					continue
				}
				from, to, ok := x.event(have)
				told = told || ok
				doing := ok && c.acting(r, first, last) && c.acting(x, from, to)
				for i := first; ok && i <= last; i++ {
					met = met || (c.content(r, i) || shares(r.at[i], receipts)) && (!doing || r.acts(i) || shares(r.at[i], receipts)) && x.metIn(r, i, from, to)
				}
			}
		}
		if told && !met && c.anyContent(r, first, last) {
			return r.blame(first, last, Misplaced)
		}
	}
	return ""
}

// event gives the words that tell from what on a length of time counts, where a
// word such as "from" stands behind it.
func (r *reading) event(a amount) (first, last int, ok bool) {
	if !lengths[a.unit] {
		return 0, -1, false
	}
	for _, m := range r.tongue.events.find(r.words) {
		if m.First != a.last+1 {
			continue
		}
		for first = m.First; first < m.First+m.Len && !shares(r.at[first], receipts); first++ {
		}
		for last = first - 1; last+1 < len(r.words) && last+1 < first+eventWords && (last < first || !r.ends(last+1)) && !r.startsAmount(last+1); last++ {
		}
		ok = ok || last >= first
	}
	return first, last, ok
}

// acting reports whether one of the words from one to another tells what is done: from
// the receipt of a decision, and not from its issue.
func (c *Checker) acting(r *reading, first, last int) bool {
	for i := first; i <= last; i++ {
		if shares(r.at[i], receipts) || c.content(r, i) && r.acts(i) && !r.thing(i) {
			return true
		}
	}
	return false
}

// anyContent reports whether one of the words from one to another claims
// something.
func (c *Checker) anyContent(r *reading, first, last int) bool {
	for i := first; i <= last; i++ {
		if c.content(r, i) {
			return true
		}
	}
	return false
}
