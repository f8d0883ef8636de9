package ledger

import (
	"slices"

	"vanthu/corpus"
)

// pair is two tellings that may tell one duty; a ranks before b.
type pair struct {
	a, b  int32
	score float64 // 0 to 1: how far lead, deadline and subject agree
	twin  bool
}

// weigh compares two tellings, of which i ranks before j: they may be joined,
// or tell one duty with two deadlines.
func (b *Builder) weigh(i, j int32) (outcome, *relation) {
	x, y := &b.facts[i], &b.facts[j]
	if x.proposed || y.proposed {
		return outcome{}, nil
	}
	how := x.term.like(y.term)
	if how == differs && !b.clash(i, j) && !x.amends && !y.amends {
		return outcome{}, nil
	}
	who := b.leads.agree(x.leads, y.leads)
	if who == excluded {
		o, may := b.instead(i, j, how)
		if !may {
			o = outcome{}
		}
		return o, nil
	}
	o, may := b.joins(i, j, who, how)
	if !may && how != differs && x.document != y.document {
		if p, one := b.ofEvent(i, j, who, how); one {
			o, may = p, true
		}
	}
	o.weak = o.kind != nothing && who != same
	if may {
		return o, nil
	}
	if r, ok := b.relates(i, j, who, how); ok {
		return outcome{}, &r
	}
	return o, nil
}

// joins scores a pair, and reports whether the two may become one duty; one
// that may not can still be a rival of others.
func (b *Builder) joins(i, j int32, who agreement, how likeness) (o outcome, may bool) {
	x, y := &b.facts[i], &b.facts[j]
	if how == differs || !b.forces(i, j, how) {
		return outcome{}, false
	}
	if x.document == y.document {
		if !b.repeats(i, j) {
			return outcome{}, false
		}
		return outcome{kind: oneDuty, score: 1.5}, true
	}
	switch {
	case !b.ofOnePlace(i, j):
		return outcome{}, false
	case who == same && how < equal && !b.named(x.leads), how == loose && !b.oneOccasion(i, j):
		return outcome{}, false
	case who != same && how != equal:
		return outcome{}, false
	}
	subject := b.subjects(i, j)
	o = outcome{kind: oneDuty, score: fitting(subject)}
	if who == same {
		o.score += 0.3
	}
	if how == equal {
		o.score += 0.2
	}
	whatever := alone(how, x.term, y.term)
	if who != same {
		whatever.score += 0.1
	}
	if whatever.met(subject) {
		if how == equal {
			o.kind, o.margin = rivalling, narrow
		}
		return o, true
	}
	if how == equal && !subject.counts && b.twins(i, j, who, subject) {
		o.twin = true
		return o, true
	}
	if how != equal || subject.against {
		return outcome{}, false
	}
	least, may := among(x.term, b.beside(i, j))
	shares := common(x.concepts[object], y.concepts[object])+common(x.concepts[field], y.concepts[field]) > 0 && !apart(x.bodies, y.bodies) && !apart(x.concepts[body], y.concepts[body])
	if may && who == same && b.named(x.leads) && x.language != y.language && x.term.coarse < ofYear && shares && b.oneTime(i, j) && b.only(i, y.document, collective) && b.only(j, x.document, collective) {
		least.score, least.evidence = max(least.score, translated), min(least.evidence, leastEvidence)
	}
	sure := who == same && b.named(x.leads) || b.calledAlike(x, y)
	if !sure {
		least.score, least.evidence = least.score+0.1, least.evidence+0.5
	}
	o.kind, o.margin = rivalling, never
	if may = may && (least.eased(subject).met(subject) || sure && b.alike(i, j, subject)); may {
		o.margin = wide
	}
	return o, may
}

// twins reports the only two duties of one lead and one day in two documents
// that share further such days and are in different languages: one text and
// its translation, or two reports of one meeting. Words need not tell that
// they are one.
func (b *Builder) twins(i, j int32, who agreement, subject alike) bool {
	x, y := &b.facts[i], &b.facts[j]
	if x.language == y.language || who == excluded || x.term.kind != dated || x.term.coarse >= ofYear {
		return false
	}
	if who != same { // then nothing but the day tells
		parallel := !subject.against && subject.evidence > 0 && b.kinship.parallel(x.document, y.document)
		return (b.beside(i, j) >= mostKin || parallel) && b.only(i, y.document, unknown) && b.only(j, x.document, unknown)
	}
	others := b.kinship.inCommon(x.document, y.document) - 1
	if dayOf(x.term)&commonDay == 0 {
		others--
	}
	least := twinDays
	if dayOf(x.term)&commonDay == 0 {
		least--
	}
	switch {
	case x.term.coarse > 0 && b.beside(i, j) < mostKin && apart(x.concepts[field], y.concepts[field]): // a quarter holds many duties
		return false
	case b.beside(i, j) >= least || b.kinship.parallel(x.document, y.document):
	case b.beside(i, j) == 0 && others < otherDays, !b.oneTime(i, j), apart(x.concepts[field], y.concepts[field]), apart(x.concepts[object], y.concepts[object]):
		return false
	}
	return b.only(i, y.document, collective) && b.only(j, x.document, collective)
}

// pairKey numbers a pair of tellings, or of documents, whichever is the first.
func pairKey(i, j int32) uint64 { return uint64(min(i, j))<<32 | uint64(max(i, j)) }

// twinDays is how many further deadlines of one lead two such documents share
// at least, whatever they speak of and whenever they came out; one less where
// the day is one that few deadlines are set for.
const twinDays = 2

// otherDays is how many further deadlines do where their leads are not the same
// by name, for documents of one time.
const otherDays = 2

// timeDays is within how many days what is written of one matter comes out.
const timeDays = 31

// oneTime reports whether the documents of two tellings came out about the same
// time, as far as is known.
func (b *Builder) oneTime(i, j int32) bool {
	if b.tellings[i].Issued == "" || b.tellings[j].Issued == "" {
		return true
	}
	days := b.facts[i].told - b.facts[j].told
	return max(days, -days) <= timeDays
}

// translated is how far the subjects agree at least of the only two duties of
// one lead and one day in two documents of different languages.
const translated = 0.6

// What the only two duties of one body and one day share at least, in two
// documents of one time and different languages: words that nobody knows, and
// what one of the two leaves out, then tell little.
const (
	soleScore    = 0.15
	soleEvidence = 1.7
)

// soleFields is how many fields such duties share that name different results.
const soleFields = 2

// soleOnDay is how much evidence does on a day that few deadlines are set for.
const soleOnDay = 0.9

// alike reports whether the subjects of two tellings of one lead and deadline
// share enough where each document has no other such duty.
func (b *Builder) alike(i, j int32, s alike) bool {
	x, y := &b.facts[i], &b.facts[j]
	need := soleEvidence
	if x.term.coarse == 0 && !usual(x.term.to) {
		need = soleOnDay
	}
	if apart(x.concepts[object], y.concepts[object]) && common(x.concepts[field], y.concepts[field]) < soleFields || s.numbers {
		return false
	}
	return x.language != y.language && x.term.kind == dated && x.term.coarse < ofYear && s.score >= soleScore && s.known >= need &&
		b.oneTime(i, j) && b.only(i, y.document, collective) && b.only(j, x.document, collective)
}

// calledAlike reports whether the names of two leads that the lexicon does not
// know speak of the same in two languages.
func (b *Builder) calledAlike(x, y *facts) bool {
	if x.language == y.language || b.named(x.leads) || b.named(y.leads) {
		return false
	}
	n := common(x.called, y.called)
	return n >= leastCalled && 2*n >= max(len(x.called), len(y.called))
}

// leastCalled is how many concepts two names share at least that mean one body.
const leastCalled = 2

// only reports that at most one duty of a document has the deadline of a
// telling and a lead that agrees with its own at least so far.
func (b *Builder) only(i, document int32, least agreement) bool {
	n := 0
	for _, k := range b.ofDocument[document] {
		if b.facts[k].term.like(b.facts[i].term) == equal && b.leads.agree(b.facts[k].leads, b.facts[i].leads) >= least {
			n++
		}
	}
	return n <= 1
}

// fitting gives, from 0 to 1, how well two subjects fit each other: a high
// score counts in full only with the evidence for it.
func fitting(s alike) float64 {
	return 0.6*s.score + 0.4*max(0, min(1, (s.evidence+1)/4))
}

// occasion is within how many days reports of one occasion come out.
const occasion = 7

// oneOccasion reports whether two tellings may come of one occasion, or of
// one document: only then may one leave out the day that the other names.
func (b *Builder) oneOccasion(i, j int32) bool {
	x, y := b.tellings[i], b.tellings[j]
	days := b.facts[i].told - b.facts[j].told
	return max(days, -days) <= occasion || x.NumberKey != "" && x.NumberKey == y.NumberKey
}

// named reports whether the lexicon knows who leads.
func (b *Builder) named(leads int32) bool { return len(b.leads.all[leads].holders) > 0 }

// forces reports whether what two tellings do to their duty allows to join
// them: one that ends a duty or quotes an old deadline is no telling of the
// duty that holds.
func (b *Builder) forces(i, j int32, how likeness) bool {
	x, y := &b.facts[i], &b.facts[j]
	if x.ended != y.ended {
		return false
	}
	return how == equal || !x.old && !y.old && !b.amend(i, j) && !b.amend(j, i)
}

// amend reports whether telling i says that it moves or ends a deadline of
// j's document.
func (b *Builder) amend(i, j int32) bool {
	return b.facts[i].amends && amends(b.tellings[i], b.tellings[j])
}

// old reports whether a telling gives a deadline that no longer holds.
func old(t *Telling) bool { return t.Former || t.Force == corpus.Superseded }

// repeats reports whether two tellings of one document say one thing twice:
// nearly the same words, the same lead and deadline.
func (b *Builder) repeats(i, j int32) bool {
	x, y := &b.facts[i], &b.facts[j]
	if b.leads.agree(x.leads, y.leads) != same && x.leads != y.leads || x.term.like(y.term) != equal {
		return false
	}
	if x.exact == y.exact {
		return true
	}
	return !apart(x.numbers, y.numbers) && slices.Equal(x.percents, y.percents) && slices.Equal(x.years, y.years) && b.sharedWords(x.words, y.words) >= 0.85
}
