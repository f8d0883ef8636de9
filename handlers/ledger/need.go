package ledger

import "time"

// need is the least score and evidence with which a pair is joined.
type need struct{ score, evidence float64 }

// met reports whether two subjects agree as far as needed.
func (n need) met(s alike) bool {
	return !s.against && s.score >= n.score && s.evidence >= n.evidence
}

// What evidence above the one needed makes up for in score: a long sentence
// names much beside what both tell.
const (
	madeUp     = 0.1 // score, for each object of evidence
	mostMadeUp = 0.15
)

// eased gives what is needed of a pair with the evidence of s.
func (n need) eased(s alike) need {
	if s.numbers {
		return n
	}
	return need{n.score - max(0, min(mostMadeUp, madeUp*(s.evidence-n.evidence))), n.evidence}
}

// alone gives what is needed of a pair whatever other pairs there are, by what
// the deadlines tell already: an exact day in common says much, a year little.
func alone(how likeness, a, b term) need {
	switch {
	case how == loose:
		return need{0.85, 3}
	case how == contains:
		return need{0.75, 2.5}
	case a.kind == dated && a.coarse == 0 && !usual(a.to):
		return need{0.55, 1.2}
	case a.kind == dated && a.coarse == 0:
		return need{0.55, 1.7}
	case a.kind == dated && a.coarse <= 5:
		return need{0.6, 2}
	case a.kind == dated:
		return need{0.7, 2.5}
	}
	return need{0.75, 2.5}
}

// among gives what is needed of a pair that fits better than any other of its
// two documents. The same body has seldom two duties of one day, so that
// little has to be told of them, where the day is one of no period's end and
// the documents share further days: those of one meeting do. kin is how many.
func among(a term, kin int) (n need, ok bool) {
	switch {
	case a.kind != dated:
		return need{}, false
	case a.coarse == 0 && !usual(a.to):
		n = need{0.35, 0.2}
	case a.coarse == 0, a.coarse == ofRange:
		n = need{0.5, 1.1}
	case a.coarse <= ofMonth:
		n = need{0.45, 0.8}
	case a.coarse < ofYear:
		n = need{0.5, 1.1}
	default:
		n = need{0.7, 2.5}
	}
	for range min(kin, mostKin) {
		n.score, n.evidence = n.score-0.1, n.evidence-0.8
	}
	n.evidence = max(n.evidence, leastEvidence)
	return n, true
}

// leastEvidence is what a pair must share, however many days its documents do.
const leastEvidence = 0.4

// mostKin is how many further duties in common tell all that they can.
const mostKin = 3

// usual reports whether deadlines are often set for such a day: the first, the
// middle or the last of a month.
func usual(day int32) bool {
	t := time.Unix(int64(day)*86400, 0).UTC()
	return t.Day() == 1 || t.Day() == 15 || t.AddDate(0, 0, 1).Day() == 1
}
