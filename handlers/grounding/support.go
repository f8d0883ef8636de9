package grounding

import (
	"slices"
	"strings"
	"unicode"
)

// Shares of a sentence's words that the evidence must hold.
const (
	leastSame  = 0.6  // in the sentence's language
	leastCross = 0.5  // in another one, where numbers, days or bodies agree
	leastBare  = 0.75 // in another one, where nothing of the kind is told
	bareWords  = 3    // so many words, then
	sameWords  = 7    // of so many words, one may be without support
	bareEvery  = 4
	crossWords = 4 // likewise, in another language
	mostLost   = 2 // however long the sentence is
	window     = 4 // of so many words in a row
	windowLost = 3 // so many may not be without support
)

// content reports whether a word claims something by itself.
func (c *Checker) content(r *reading, i int) bool {
	w := r.words[i]
	if r.person[i] && !r.taken[i] && (r.tongue.tag == "vi" || r.alone[i] || !c.lexicon.Stop(r.tongue.tag, w.Folded)) {
		return true // người dân is of light words, and yet who acts
	}
	if r.taken[i] || r.light(i) || r.tongue.names[r.tongue.nameForm(w)] && r.name(i) {
		return false
	}
	if (len(r.at[i]) == 0 || !r.alone[i] && r.tongue.tag != "vi") && c.lexicon.Stop(r.tongue.tag, w.Folded) {
		return false
	}
	return strings.ContainsFunc(w.Folded, unicode.IsLetter)
}

// support checks the words that make no fact: whether the passages say such a
// thing at all.
func (c *Checker) support(r *reading, e *evidence) Reason {
	type word struct {
		at   int
		held bool
	}
	var words []word
	headed := c.headed(r, e)
	held, known := 0, 0
	doing, bare := false, len(r.docs)+len(r.days)+len(r.amounts) == 0
	for i := range r.words {
		if !c.content(r, i) || r.bodyAt(r.words[i].Start) {
			continue
		}
		w := word{i, headed[i] || e.dueBy(r, i) || e.chargedWith(r, i) || (e.held(r, i) || e.generic(r, i) || e.placeKind(r, i) || e.gathers(r, i) || e.issues(r, i) || e.heads(r, i) || r.telling(i) && !strings.HasPrefix(r.at[i][0], "field.") && e.kin(r, i, c.kin)) && !e.lacks(r, i) && !e.otherTopic(r, i) && !e.native(r, i)}
		if w.held {
			held++
			doing = doing || r.acts(i) || r.polar(i)
		} else if e.native(r, i) || r.telling(i) && (r.acts(i) || r.thing(i) || !e.kin(r, i, c.near)) {
			known++
		}
		words = append(words, w)
	}
	if e.anotherMatter(c, r) {
		return Unsupported
	}
	facts := len(r.docs) + len(r.days) + len(r.amounts)
	for _, m := range r.bodies {
		if m.ID != "" && !m.Generic && !m.Collective {
			facts++
		}
	}
	n := len(words)
	told := held
	for _, t := range r.turns {
		if t.axis != "not" && t.axis != "duty" { // found in the passages already
			told++
		}
	}
	for _, w := range words {
		if !w.held {
			r.blamed += r.text[r.words[w.at].Start:r.words[w.at].End] + " "
		}
	}
	if n == 0 {
		if facts == 0 {
			return BadForm
		}
		return ""
	}
	share := float64(held) / float64(n)
	switch {
	case e.same && share < leastSame, !e.same && share < leastCross, !e.same && facts == 0 && (share < leastBare || told < bareWords):
		return Unsupported
	}
	every, most := crossWords, mostLost
	if e.same {
		every, most = sameWords, 1
	}
	if n-held > min(n/every, most) || known > 0 || bare && !e.same && (n-held > n/bareEvery || n > held && !doing) {
		// Where no number tells what it is about, every word has to.
		return Unsupported
	}
	for i := range words {
		lost := 0
		for _, w := range words[i:min(i+window, n)] {
			if !w.held {
				lost++
			}
		}
		if lost >= windowLost {
			return Unsupported
		}
	}
	// Every clause has to stand on its own.
	from := 0
	for from < n {
		to := from + 1
		for to < n && !r.breaks(words[to-1].at, words[to].at) {
			to++
		}
		lost := 0
		for _, w := range words[from:to] {
			if !w.held {
				lost++
			}
		}
		if size := to - from; size >= 2 && 2*lost > size || size == 2 && lost == 2 {
			return Unsupported
		}
		from = to
	}
	return ""
}

// kin reports whether the evidence, in another language, has a word for what is
// done, or one that says little, that means nearly the same by the kin of its
// concepts. Of things, two that share a word may be two.
func (e *evidence) kin(r *reading, i int, kin map[string][]string) bool {
	for _, x := range e.texts { // not in headings, which tell of much else
		if r.tongue.tag == x.tongue.tag {
			continue
		}
		for j := range x.words {
			if len(x.at[j]) == 0 || apart(r.at[i], x.at[j]) {
				continue
			}
			for _, id := range r.at[i] {
				if (strings.HasPrefix(id, "act.") || strings.HasPrefix(id, "plain.")) && shares(kin[id], x.at[j]) {
					return true
				}
			}
		}
	}
	return false
}

// generic reports whether a word is one for any office, or for any relative,
// and the passages name one.
func (e *evidence) generic(r *reading, i int) bool {
	ids := r.longest(i)
	office, kin := slices.Contains(ids, "body.told-unit") && !r.bodyAt(r.words[i].Start), slices.Contains(ids, "body.told-relative")
	return (office || kin) && slices.ContainsFunc(e.texts, func(x *reading) bool {
		for j := range x.words {
			if office && x.sideOf(j) == serving || kin && shares(x.at[j], relatives) {
				return true
			}
		}
		return false
	})
}

// fromAbroad are the concepts of who or what comes from abroad.
var fromAbroad = []string{"plain.foreign-adj", "body.told-foreigner", "field.overseas", "plain.abroad", "plain.abroad-in"}

// native reports whether a word tells that somebody or something is foreign, of
// which the passages do not speak: tourists are not foreign tourists.
func (e *evidence) native(r *reading, i int) bool {
	return !e.same && slices.Contains(r.at[i], fromAbroad[0]) && !slices.ContainsFunc(e.all(), func(x *reading) bool { return x.speaks(fromAbroad) || x.alsoSpeaks(fromAbroad) })
}

// placeKinds are the concepts of kinds of places, which their names tell too.
var placeKinds = []string{"body.province", "field.told-province", "field.city", "field.told-city", "body.locality"}

// placeKind reports whether a word tells of which kind the place is whose name
// stands beside it, and the passages name the place.
func (e *evidence) placeKind(r *reading, i int) bool {
	if !shares(r.at[i], placeKinds) {
		return false
	}
	for _, k := range [...]int{i - 1, i + 1} {
		if k >= 0 && k < len(r.words) && r.places(k) && e.held(r, k) {
			return true
		}
	}
	return false
}

// relatives are the concepts of those who are somebody's relatives.
var relatives = []string{"body.told-parents", "body.told-spouse", "body.told-child", "plain.grandparent", "plain.siblings"}

// anotherMatter reports whether a sentence that tells a sum speaks of what the
// headings alone speak of, while the passages tell the sum of something else:
// the fee of the registration is not that for splitting a household.
func (e *evidence) anotherMatter(c *Checker, r *reading) bool {
	if len(r.priced()) == 0 {
		return false
	}
	headed := false
	for i := range r.words {
		if !c.content(r, i) || !r.matter(i) || r.bodyAt(r.words[i].Start) {
			continue
		}
		if slices.ContainsFunc(e.pricing(r), func(x *reading) bool { return r.metBy(i, x) }) {
			return false
		}
		headed = headed || e.held(r, i)
	}
	return headed && !slices.ContainsFunc(e.pricing(r), func(x *reading) bool { return !c.hasMatter(x) })
}

// pricing gives the passages that tell a sum of a sentence.
func (e *evidence) pricing(r *reading) (out []*reading) {
	for _, x := range e.texts {
		if slices.ContainsFunc(r.priced(), func(a amount) bool { own, _ := x.sameKind(a); return len(own) > 0 }) {
			out = append(out, x)
		}
	}
	return out
}

// hasMatter reports whether a text tells what it is about.
func (c *Checker) hasMatter(x *reading) bool {
	for j := range x.words {
		if c.content(x, j) && x.matter(j) {
			return true
		}
	}
	return false
}

// matter reports whether a word tells what something is about: no fee, no way.
func (r *reading) matter(i int) bool {
	return r.thing(i) && !r.polar(i) && !r.taken[i] && !shares(r.at[i], freeOf) && !slices.Contains(r.at[i], "field.fee") && !slices.Contains(r.at[i], "field.price")
}

// lacks reports whether a word closes a phrase for something that is told apart
// and of which the evidence does not speak: a residence card is no residence.
func (e *evidence) lacks(r *reading, i int) bool {
	for _, s := range r.concepts {
		if first, last := r.within(s.Start, s.End); last == i && first < last {
			if ids := told(s.IDs); len(ids) > 0 && r.tongue.tag != "vi" && !slices.ContainsFunc(e.all(), func(x *reading) bool { return x.speaks(ids) }) && !slices.ContainsFunc(e.all(), func(x *reading) bool { return x.alsoSpeaks(ids) }) {
				return true
			}
		}
	}
	return false
}

// otherTopic reports whether a word stands in headings alone, while the
// passages speak of another thing of its kind, and the sentence does not. The
// level of a body that is named is no such thing.
func (e *evidence) otherTopic(r *reading, i int) bool {
	topics := topicsOf(r.at[i])
	if len(topics) == 0 {
		return false
	}
	for _, x := range e.texts {
		for j := range x.words {
			if r.meets(i, x, j) {
				return false
			}
		}
	}
	for _, x := range e.texts {
		for j := range x.words {
			if ids := topicsOf(x.at[j]); len(ids) > 0 && !r.speaks(ids) && !x.bodyAt(x.words[j].Start) {
				return true
			}
		}
	}
	return false
}

// topicsOf gives the concepts of matters that are told apart.
func topicsOf(ids []string) (out []string) {
	for _, id := range told(ids) {
		if strings.HasPrefix(id, "field.") {
			out = append(out, id)
		}
	}
	return out
}

func (x *reading) alsoSpeaks(ids []string) bool {
	return slices.ContainsFunc(x.also, func(at []string) bool { return shares(at, ids) })
}

// telling reports whether it is known what a word means, so that the evidence,
// where it does not speak of it, speaks of something else: a birth, and not a
// death.
func (r *reading) telling(i int) bool {
	return len(r.at[i]) > 0
}

// thing reports whether a word may name a thing, a field or somebody.
func (r *reading) thing(i int) bool {
	return slices.ContainsFunc(r.at[i], func(id string) bool { return !strings.HasPrefix(id, "act.") && !strings.HasPrefix(id, "plain.") })
}

// breaks reports whether a clause ends between two words.
func (r *reading) breaks(i, j int) bool {
	if strings.ContainsAny(r.text[r.words[i].End:r.words[j].Start], ",;:.()،؛–—") {
		return true
	}
	for k := i + 1; k < j; k++ {
		if r.tongue.clauses[r.words[k].Folded] {
			return true
		}
	}
	return false
}

// inFront is how many words in front of a number belong to it alone: what
// stands farther off opens the sentence, for all its numbers.
const inFront = 4
