package grounding

// takesBefore and takesBehind are how many words in front of a length of time
// and behind it tell that something is handled in it: takes up to 5 days.
const (
	takesBefore = 5
	takesBehind = 4
)

// handling reports whether words beside a length of time tell that something is
// handled in it. Only those of the narrow kind count where strict is set.
func (r *reading) handling(a amount, strict bool) bool {
	for _, m := range r.tongue.takes.find(r.words) {
		last := m.First + m.Len - 1
		if strict && m.Value != "takes" || m.First <= a.last && last >= a.first && r.counted(m.First) {
			continue
		}
		if last < a.first && last >= a.first-takesBefore && r.unparted(last, a.first) ||
			m.First > a.last && m.First <= a.last+takesBehind && r.unparted(a.last, m.First) ||
			m.First >= a.first && last <= a.last {
			return true
		}
	}
	return false
}

// taken checks that the time that something takes is not told as the length of
// what is granted: an extension that takes 5 days is not one by 5 days.
func (c *Checker) taken(r *reading, e *evidence) Reason {
	for _, a := range r.amounts {
		if !lengths[a.unit] || r.handling(a, false) {
			continue
		}
		takes, other := false, false
		for _, x := range e.texts {
			for _, have := range x.amounts {
				if have.value == a.value && have.unit == a.unit {
					strict := x.handling(have, true)
					takes, other = takes || strict, other || !strict
				}
			}
		}
		if takes && !other {
			return r.blame(a.first, a.last, Misplaced)
		}
	}
	return ""
}
