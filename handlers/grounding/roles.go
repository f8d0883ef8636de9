package grounding

import (
	"slices"

	"vanthu/corpus/lexicon"
)

// side is on which side of a counter somebody stands.
type side int

const (
	noSide  side = iota
	asking       // those whom an office serves, and the reader
	serving      // offices and those who work there
	hosting      // hotels and other places of stay, which do what offices ask
)

// offices are the concepts of those who serve, and hosts those of places of
// stay; all others who act ask.
var (
	offices = []string{"body.told-unit", "body.told-official", "body.told-clerk", "body.told-police", "body.told-committee", "body.told-council", "body.told-people", "body.told-one-stop",
		"body.told-chairman", "body.told-leader", "body.told-head", "body.told-deputy", "body.told-minister", "body.told-party", "body.told-hospital", "body.told-bank",
		"body.told-organisation", "body.told-group", "body.told-private", "body.told-employer", "body.told-delegate", "body.told-member", "body.told-community", "body.told-village", "body.told-district"}
	hosts = []string{"body.told-hotel", "body.told-stay"}
	// nobody are concepts of persons that no more than describe.
	nobody = []string{"body.told-deceased", "body.told-child", "body.told-foreigner", "object.told-earlier", "object.told-later", "object.told-original", "object.told-copy", "body.told-expert", "body.told-scientist", "body.told-student", "body.told-driver", "body.told-press", "body.told-standing"}
)

// intended are the concepts of what something is meant for.
var intended = []string{"plain.intended", "plain.meant-for"}

// sideOf gives on which side a word names somebody: by the longest phrase that
// it is part of, so that a driving licence names no driver.
func (r *reading) sideOf(i int) side {
	if r.addressed(i) {
		return asking
	}
	at := r.words[i]
	if r.bodyAt(at.Start) {
		return serving
	}
	if r.taken[i] || shares(r.at[i], intended) { // working days are nobody, nor is נועדה, intended
		return noSide
	}
	ids := r.longest(i)
	actors := slices.DeleteFunc(told(ids), func(id string) bool { return !isActor(id) })
	switch {
	case shares(actors, offices) || shares(r.at[i], []string{localities}):
		return serving
	case shares(actors, hosts):
		return hosting
	case len(actors) == 0 || shares(actors, nobody):
		return noSide
	}
	return asking
}

// longest gives the concepts of the longest phrases for something told apart
// that a word is part of.
func (r *reading) longest(i int) (ids []string) {
	at, length := r.words[i], 0
	for _, s := range r.concepts {
		if n := s.End - s.Start; s.Start <= at.Start && at.End <= s.End && n >= length && len(told(s.IDs)) > 0 {
			if n > length {
				ids = nil
			}
			length, ids = n, append(ids, s.IDs...)
		}
	}
	return ids
}

// addressed reports whether a word speaks to the reader as to one who acts.
func (r *reading) addressed(i int) bool {
	return slices.ContainsFunc(r.readers, func(m lexicon.Match) bool { return m.First <= i && i < m.First+m.Len })
}

// subject gives the first word for who acts in a part: he is named with "by",
// or before anything is done, and nothing is done to him. at is -1 where none
// is.
func (p part) subject() (at int, of side) {
	for i := p.first; i <= p.last; i++ {
		if s := p.sideOf(i); s != noSide && p.passive(i) {
			return i, s
		}
	}
	for i := p.first; i <= p.last; i++ {
		s := p.sideOf(i)
		if s == noSide {
			if p.acts(i) && !p.thing(i) && !p.light(i) && !p.adjective(i) && !(p.tongue.claims.VerbFirst && i < p.last && p.sideOf(i+1) != noSide) {
				break
			}
			continue
		}
		if p.receives(i) {
			continue
		}
		end := i
		for end < p.last && p.sideOf(end+1) == s && !p.parted(end, end+1) {
			end++
		}
		if p.suffers(end) {
			break
		}
		return i, s
	}
	return -1, noSide
}

// toWords is how many words in front of somebody are looked at for "at".
const toWords = 2

// receives reports whether a word such as "at" stands in front of somebody, who
// is no subject then: bij de politie.
func (p part) receives(i int) bool {
	for k := i - 1; k >= p.first && k >= i-toWords && !p.ends(k+1); k-- {
		if p.tongue.to[phraseForm(p.reading, k)] {
			return true
		}
		if p.acts(k) || p.sideOf(k) != noSide {
			return false
		}
	}
	return false
}

// adjective reports whether a word is one of two opposites: valid.
func (r *reading) adjective(i int) bool {
	return slices.ContainsFunc(r.opposites, func(m lexicon.Match) bool { return m.First <= i && i < m.First+m.Len })
}

// suffers reports whether a word of the passive stands behind one for a person.
func (p part) suffers(end int) bool {
	for k := end + 1; k <= min(end+2, p.last); k++ {
		if !slices.Contains(p.tongue.claims.Passive, phraseForm(p.reading, k)) {
			continue
		}
		for n := k + 1; n <= min(k+besides, p.last); n++ {
			if len(p.tongue.claims.Participles) == 0 || p.participle(n) {
				return true
			}
		}
	}
	return false
}

// doneBy gives the words for what is done by the subject of a part.
func (p part) doneBy(at int) (out []int) {
	for k := p.first; k <= p.last; k++ {
		doing := p.acts(k) || k > at && k <= at+adjacent && p.telling(k) && (!p.thing(k) || k == at+1) && !p.polar(k)
		if (k > at || p.tongue.claims.VerbFirst || p.passive(at)) && k != at && doing && (p.sideOf(k) == noSide || p.sideOf(k) == asking && !p.person[k]) {
			out = append(out, k)
		}
	}
	return out
}

// standsIn reports whether somebody at the head of a part does, or gets, what
// another one does in a part of the evidence that names both, or what the same
// one gives there.
func (p part) standsIn(all []part) (i, k int, ok bool) {
	i = p.first
	for i < p.last && i < p.first+besides && len(p.actors(i)) == 0 {
		i++
	}
	who := p.actors(i)
	if len(who) == 0 || shares(who, papers) {
		return 0, 0, false
	}
	for i < p.last && shares(who, p.actors(i+1)) {
		i++
	}
	for _, x := range all {
		at, _ := x.subject()
		if at < 0 {
			continue
		}
		if (p.has("said", "") || slices.ContainsFunc(p.bodies, p.accordingTo)) && slices.ContainsFunc(x.turns, func(t turn) bool { return t.axis == "said" && t.first > at && t.first <= at+adjacent }) {
			continue // who speaks does not do what he tells
		}
		there := x.actors(at)
		for at < x.last && shares(there, x.actors(at+1)) {
			at++
		}
		if shares(who, there) {
			switch g, got := p.getting(i), x.getting(at); {
			case g >= 0 && got < 0 && x.gives(p, g):
				return i, g, true
			case g < 0 && got >= 0: // what he gets is done by others
				for _, k := range p.doneBy(i) {
					if p.between(i, k) || p.meets(k, x.reading, got) {
						break
					}
					if j := slices.IndexFunc(x.everyWord(), func(j int) bool { return j > got && j <= x.last && x.acts(j) && p.meets(k, x.reading, j) }); j >= 0 && !x.conjoined(got, j) {
						return i, k, true
					}
				}
			}
			continue
		}
		if (p.has("duty", "must") || slices.ContainsFunc(p.everyWord(), p.chargedAt)) && x.asking(at) {
			continue // what one asks for is done by others
		}
		named := slices.ContainsFunc(x.everyWord(), func(j int) bool {
			return j >= x.first && j <= x.last && shares(who, x.actors(j)) && !x.coordinated(min(j, at), max(j, at))
		})
		if !named || len(there) == 0 || slices.ContainsFunc(p.everyWord(), func(j int) bool { return j >= p.first && j <= p.last && shares(there, p.actors(j)) }) {
			continue
		}
		for _, k := range p.doneBy(i) {
			if p.between(i, k) || p.suffers(i) {
				break
			}
			if p.chargedAt(k) {
				continue
			}
			if slices.ContainsFunc(x.doneBy(at), func(j int) bool { return p.meets(k, x.reading, j) }) {
				return i, k, true
			}
		}
	}
	return 0, 0, false
}

// asking reports whether who is named at a word asks others for something, straight behind it.
func (p part) asking(at int) bool {
	for _, words := range [...]*phrases{p.tongue.asks, p.tongue.must} {
		for _, m := range words.find(p.words) {
			if m.First > at && m.First <= at+adjacent && m.First <= p.last && !p.parted(m.First-1, m.First) {
				return true
			}
		}
	}
	return false
}

// coordinated reports whether a comma, "and" or "or" stands between two words:
// both act.
func (r *reading) coordinated(i, k int) bool {
	for j := i + 1; j <= k; j++ {
		if r.parted(j-1, j) || r.tongue.or[phraseForm(r, j)] {
			return true
		}
	}
	return r.conjoined(i, k)
}

// getting gives the word by which who acts is given something; -1 where none is.
func (p part) getting(at int) int {
	for k := at + 1; k <= min(p.last, at+adjacent); k++ {
		if p.tongue.gets[phraseForm(p.reading, k)] && p.sideOf(k) == noSide {
			return k
		}
	}
	return -1
}

// gives reports whether what a sentence has behind a word for getting is what is
// done in a part of the evidence.
func (x part) gives(p part, g int) bool {
	for k := g + 1; k <= min(p.last, g+adjacent); k++ {
		for j := x.first; j <= x.last; j++ {
			if x.acts(j) && p.meets(k, x.reading, j) {
				return true
			}
		}
	}
	return false
}

// between reports whether a clause ends, or somebody on another side is named,
// between who acts and what is done.
func (p part) between(at, k int) bool {
	for j := min(at, k) + 1; j <= max(at, k); j++ {
		if s := p.sideOf(j); s != noSide && s != p.sideOf(at) && !(j == k && p.acts(k)) || p.parted(j-1, j) {
			return true
		}
	}
	return false
}

// stretches takes a text apart where a comma or a clause ends, if somebody is
// named behind it.
func (r *reading) stretches() (out []part) {
	for _, p := range r.parts() {
		from := p.first
		for i := p.first + 1; i <= p.last; i++ {
			if !r.ends(i) || (part{r, from, i - 1, -1}).nobody() {
				continue
			}
			if rest := (part{r, i, p.last, -1}); !rest.nobody() {
				out = append(out, part{r, from, i - 1, -1})
				from = i
			}
		}
		out = append(out, part{r, from, p.last, -1})
	}
	return out
}

// nobody reports whether a part names none who acts.
func (p part) nobody() bool {
	for i := p.first; i <= p.last; i++ {
		if p.sideOf(i) != noSide {
			return false
		}
	}
	return true
}

// doers checks that whoever is named behind "by" is so in the evidence too, where
// it names somebody so: what the commune issues the province does not.
func (c *Checker) doers(r *reading, e *evidence) Reason {
	for i := range r.words {
		if !r.who(i) || !r.passive(i) {
			continue
		}
		for _, x := range e.texts {
			by, own, other := false, false, false
			for j := range x.words {
				if !x.who(j) {
					continue
				}
				passive, met := x.passive(j), r.meets(i, x, j)
				by, own, other = by || passive, own || met && (passive || r.doesBefore(i, x, j)), other || !passive && met
			}
			if by && other && !own || r.doneByAnother(c, i, x) {
				return r.blame(i, i, Misplaced)
			}
		}
	}
	return ""
}

// doesBefore reports whether what is done by whom a word of a sentence names he does himself
// in the clause of a text that names him: the meeting was led by the minister, who led it.
func (r *reading) doesBefore(i int, x *reading, j int) bool {
	first, last := r.wholeName(i)
	from, to := x.wholeName(j)
	for k := max(0, first-byWords); k < len(r.words) && k <= last+byWords; k++ {
		if first <= k && k <= last || !r.acts(k) || r.who(k) || r.tongue.by[phraseForm(r, k)] || k < first && !r.unparted(k, first) || k > last && !r.unparted(last, k) {
			continue
		}
		for y := range x.words {
			if (y < from && x.tongue.claims.VerbFirst && x.unparted(y, from) || y > to && x.unparted(to, y)) && r.meets(k, x, y) && !slices.ContainsFunc(x.everyWord(), func(b int) bool {
				return x.who(b) && x.passive(b) && x.unparted(min(b, y), max(b, y))
			}) {
				return true
			}
		}
	}
	return false
}

// doneByAnother reports whether what is done by whom a word of a sentence names is
// done by somebody else in the evidence, who stands behind "by" there.
func (r *reading) doneByAnother(c *Checker, i int, x *reading) bool {
	k := i - 1
	for k >= 0 && k >= i-byWords && (!r.acts(k) || r.tongue.by[phraseForm(r, k)]) {
		k--
	}
	if k < 0 || k < i-byWords || !c.content(r, k) {
		return false
	}
	other := false
	for j := range x.words {
		if !r.meets(k, x, j) {
			continue
		}
		for b := j + 1; b < len(x.words) && b <= j+byWords && !x.parted(b-1, b); b++ {
			if !x.tongue.by[phraseForm(x, b)] || x.polar(b) {
				continue
			}
			if x.metIn(r, i, b+1, min(b+byWords, len(x.words)-1)) {
				return false
			}
			other = true
		}
	}
	return other
}

// roles checks that who acts stands on the side on which the evidence has those
// who do so: an applicant does not decide, and an office does not file.
func (c *Checker) roles(r *reading, e *evidence) Reason {
	var all, stretched []part
	for _, x := range e.texts {
		all = append(all, x.parts()...)
		stretched = append(stretched, x.stretches()...)
	}
	for _, p := range r.stretches() {
		if i, k, ok := p.standsIn(all); ok {
			return r.blame(min(i, k), max(i, k), Misplaced)
		}
		at, own := p.subject()
		if at < 0 || own == noSide {
			continue
		}
		for _, k := range p.doneBy(at) {
			if p.between(at, k) {
				break // another one may do it
			}
			if p.chargedAt(k) {
				continue
			}
			same, other := false, false
			for _, x := range slices.Concat(all, stretched) {
				who, there := x.subject()
				if who < 0 || there == noSide {
					continue
				}
				for _, j := range x.doneBy(who) {
					if r.meets(k, x.reading, j) {
						same, other = same || there == own, other || there != own
					}
				}
			}
			if other && !same {
				return r.blame(min(at, k), max(at, k), Misplaced)
			}
			if same || other {
				break // the first that is done tells whose it is
			}
		}
	}
	return ""
}
