package grounding

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// bodies checks the bodies of the State and of the Party that are named.
func (c *Checker) bodies(r *reading, e *evidence) Reason {
	known, named, order := e.bodies(c, r)
	var said []string
	for _, m := range r.bodies {
		if m.ID == "" || m.Generic || m.Collective || c.lexicon.LocalKind(m.ID) != "" {
			if m.ID != "" {
				said = append(said, m.ID)
			}
			continue // told by their words
		}
		if !known[m.ID] && !e.preceded(c, m.ID) && !e.writes(r, m) && !r.belongs(m) && !e.speaksOver(r, m.Start, m.End) && !e.common(r, m) && !e.personal(r, m) && !e.unnamed(c, r, m) {
			r.blamed = m.ID
			return NoName
		}
		switch at, _ := r.within(m.Start, m.End); {
		case e.speaking(r, at):
		case (r.passive(at) || r.listenedTo(at)) && !e.passive(m.ID):
			said = slices.Insert(said, 0, m.ID) // he acts, though he is named last
		default:
			said = append(said, m.ID)
		}
	}
	for _, id := range said { // one that followed another stands for it, but not beside it
		if !slices.Contains(named, id) && !isPlace(id) && slices.ContainsFunc(said, func(other string) bool { return other != id && slices.Contains(c.lexicon.Lineage(other), id) }) {
			r.blamed = id
			return NoName
		}
	}
	if !inOrder(slices.DeleteFunc(slices.Clone(said), isPlace), order) && !c.holdsOffice(r, e) {
		return Misplaced
	}
	for _, m := range r.bodies {
		if m.Generic && e.anotherFamily(c, m) {
			r.blamed = m.ID
			return NoName
		}
	}
	for i := range r.words {
		if e.anotherKind(r, i) {
			return r.blame(i, i, NoName)
		}
	}
	if m, ok := c.issuedByAnother(r, e); ok {
		r.blamed = m.ID
		return Misplaced
	}
	for _, m := range r.bodies {
		role := r.role(m)
		if m.ID == "" || role == "" {
			continue
		}
		for _, x := range e.texts {
			for _, have := range x.bodies {
				if there := x.role(have); have.ID == m.ID && there != "" && there != role {
					r.blamed = m.ID
					return Misplaced
				}
			}
		}
	}
	return ""
}

// family gives the kind of a local body, of whichever level; "" of others.
func family(id string) string {
	switch {
	case strings.HasSuffix(id, "pc"), strings.HasSuffix(id, "pcs"), id == "people-committees":
		return "pc"
	case strings.Contains(id, "party"):
		return "party"
	case strings.Contains(id, "council"):
		return "council"
	case strings.HasPrefix(id, "dept-"):
		return id
	}
	return ""
}

// anotherFamily reports whether the passages name local bodies, and none of the
// kind of one that a sentence names: a Party committee for a People's Committee.
func (e *evidence) anotherFamily(c *Checker, m extract.Mention) bool {
	said, other := family(m.ID), false
	if said == "" {
		return false
	}
	for k, x := range e.all() {
		for _, have := range x.bodies {
			there := family(have.ID)
			if there == said || slices.Contains(c.lexicon.Lineage(have.ID), m.ID) || slices.Contains(c.lexicon.Lineage(m.ID), have.ID) {
				return false
			}
			other = other || k < len(e.texts) && there != ""
		}
	}
	return other
}

// bodyKinds are the concepts of kinds of bodies that are told apart.
var bodyKinds = []string{"body.told-committee", "body.told-council"}

// anotherKind reports whether a word names a kind of body of which the passages
// have none, while they name another kind: a committee for a council.
func (e *evidence) anotherKind(r *reading, i int) bool {
	kinds := slices.DeleteFunc(slices.Clone(r.at[i]), func(id string) bool { return !slices.Contains(bodyKinds, id) })
	if len(kinds) != 1 {
		return false
	}
	return !slices.ContainsFunc(e.all(), func(x *reading) bool { return x.speaks(kinds) || x.alsoSpeaks(kinds) }) &&
		slices.ContainsFunc(e.texts, func(x *reading) bool { return x.speaks(bodyKinds) })
}

// issuedByAnother gives a body that a sentence names with its only document, where
// the evidence names it straight behind another document and another body behind
// that one.
func (c *Checker) issuedByAnother(r *reading, e *evidence) (extract.Mention, bool) {
	if len(r.docs) != 1 {
		return extract.Mention{}, false
	}
	for _, x := range e.texts {
		own, others := "", map[string]bool{}
		for i, n := range x.docs {
			end := len(x.text)
			if i+1 < len(x.docs) {
				end = x.docs[i+1].Start
			}
			at := slices.IndexFunc(x.bodies, func(m extract.Mention) bool { return m.ID != "" && m.Start > n.End && m.End < end })
			switch {
			case at < 0:
			case n.Key == r.docs[0].Key:
				own = kindOf(x.bodies[at].ID)
			default:
				others[kindOf(x.bodies[at].ID)] = true
			}
		}
		for _, m := range r.bodies {
			if kind := kindOf(m.ID); own != "" && m.ID != "" && kind != own && others[kind] && !others[own] {
				return m, true
			}
		}
	}
	return extract.Mention{}, false
}

// kindOf gives the kind of body that one of a named province or commune is, else
// the body: vn-68.pc is a pc.
func kindOf(id string) string { return id[strings.LastIndexByte(id, '.')+1:] }

// role gives the part that a body plays, where the text tells that some lead
// and others help: by the word for either that stands nearest.
func (r *reading) role(m extract.Mention) string {
	first, last := r.within(m.Start, m.End)
	role, nearest := "", len(r.words)
	for _, t := range r.turns {
		if t.axis != "lead" {
			continue
		}
		away := t.first - last
		if t.last < first {
			away = first - t.last
		}
		if away < nearest {
			role, nearest = t.pole, away
		}
	}
	if !r.has("lead", "lead") || !r.has("lead", "help") {
		for _, o := range r.bodies { // another one stands nearer
			f, l := r.within(o.Start, o.End)
			for _, t := range r.turns {
				if t.axis == "lead" && o.Start != m.Start && min(max(t.first-l, 0)+max(f-t.last, 0), nearest) < nearest {
					return ""
				}
			}
		}
	}
	return role
}

// preceded reports whether a body of the passages follows another one, and is
// so called in other languages: of ministries, what was is not what is.
func (e *evidence) preceded(c *Checker, id string) bool {
	return !c.lexicon.Ministry(id) && slices.ContainsFunc(c.lexicon.Lineage(id), func(next string) bool {
		return slices.ContainsFunc(e.all(), func(x *reading) bool {
			return slices.ContainsFunc(x.bodies, func(m extract.Mention) bool { return slices.Contains(c.lexicon.Lineage(m.ID), next) })
		})
	})
}

// belongs reports whether a name of one word goes with a committee in front
// that has no name of its own, and is an adjective: the steering committee of
// the centre.
func (r *reading) belongs(m extract.Mention) bool {
	first, last := r.within(m.Start, m.End)
	words := 1
	if r.tongue.tag == "vi" {
		words = 2 // syllables
	}
	return first > 0 && last-first < words && slices.Contains(r.at[first-1], committee)
}

// common reports whether a name is as well that of a thing of which the
// passages speak: social insurance, and the office for it.
func (e *evidence) common(r *reading, m extract.Mention) bool {
	return slices.ContainsFunc(r.concepts, func(s lexicon.ConceptSpan) bool {
		return s.Start <= m.Start && m.End <= s.End && slices.ContainsFunc(s.IDs, func(id string) bool { return strings.HasPrefix(id, "field.") && e.speaksOf(id) })
	})
}

// personal reports whether the name of a place begins with the last word of the name of
// somebody, behind which the passages name no place: Dinh Van Long, who.
func (e *evidence) personal(r *reading, m extract.Mention) bool {
	first, last := r.within(m.Start, m.End)
	return isPlace(m.ID) && first > 0 && last > first && slices.ContainsFunc(e.texts, func(x *reading) bool {
		return x.tongue.tag == r.tongue.tag && slices.ContainsFunc(x.everyWord(), func(j int) bool {
			return j > 0 && marked(x.words[j]) == marked(r.words[first]) && marked(x.words[j-1]) == marked(r.words[first-1]) && !x.parted(j-1, j) && !x.bodyAt(x.words[j].Start)
		})
	})
}

// committee is the concept of committees.
const committee = "body.told-committee"

// writes reports whether a name stands in the passages word by word.
func (e *evidence) writes(r *reading, m extract.Mention) bool {
	name := " " + written(lang.Words(r.text[m.Start:m.End]))
	return slices.ContainsFunc(e.texts, func(x *reading) bool {
		text := " " + written(x.words)
		return strings.Contains(text, name) || slices.ContainsFunc(x.tongue.claims.Prefixes, func(prefix string) bool {
			return x.tongue.tag == r.tongue.tag && strings.Contains(name[1:], " ") && strings.Contains(text, " "+prefix+name[1:])
		})
	})
}

// bodies gives the bodies of the passages, all of them and those that stand in an
// order that a sentence has to keep. Those of headings count where a passage
// names none.
func (e *evidence) bodies(c *Checker, r *reading) (known map[string]bool, named, order []string) {
	known = map[string]bool{}
	add := func(x *reading, ordered bool) (n int) {
		for _, m := range x.bodies {
			if m.ID == "" {
				continue
			}
			named = append(named, m.ID)
			if ordered {
				order = append(order, m.ID)
			}
			if m.Generic || m.Collective {
				continue
			}
			n++
			for _, id := range c.lexicon.Lineage(m.ID) {
				known[id] = true
			}
			if place, _, of := strings.Cut(m.ID, "."); of {
				known[place] = true // of which it is the body
			}
		}
		return n
	}
	for i, x := range e.texts {
		if add(x, !r.doesAsIn(e.rows[i])) == 0 && len(x.bodies) == 0 {
			add(e.meta[i], true)
		}
	}
	return known, named, order
}

// passive reports whether a body stands behind "by", or is heard, in the evidence.
func (e *evidence) passive(id string) bool {
	return slices.ContainsFunc(e.texts, func(x *reading) bool {
		return slices.ContainsFunc(x.bodies, func(m extract.Mention) bool {
			at, _ := x.within(m.Start, m.End)
			return m.ID == id && (x.passive(at) || x.listenedTo(at))
		})
	})
}

// isPlace reports whether a body is no more than a province or commune.
func isPlace(id string) bool { return strings.HasPrefix(id, "vn-") && !strings.Contains(id, ".") }

// inOrder reports whether bodies stand in the order in which the evidence has
// them: who asks before who is asked, who leads before who helps. Of two of
// which one is named again behind the other, either may be first.
func inOrder(said, order []string) bool {
	for i, one := range said {
		for k, other := range said[i+1:] {
			a, b := slices.Index(order, one), slices.Index(order, other)
			if a >= 0 && b >= 0 && a > b && !slices.Contains(said[:i], other) && !slices.Contains(said[i+k+2:], one) {
				return false
			}
		}
	}
	return true
}

// readDeputies reads the ministries of those who stand in for a minister: he is told by his
// ministry, as the minister is.
func (r *reading) readDeputies(c *Checker) {
	for i, w := range r.words {
		from := 0
		if r.tongue.deputies[phraseForm(r, i)] && i+1 < len(r.words) && r.spaced(i, i+1) {
			from = r.words[i+1].Start
		}
		for _, front := range r.tongue.claims.Deputies {
			letters, written := strings.CutSuffix(front, "-")
			if raw := r.text[w.Start:w.End]; written && len(raw) > len(letters) && strings.EqualFold(raw[:len(letters)], letters) {
				from = w.Start + len(letters)
			}
		}
		if from == 0 || slices.ContainsFunc(r.bodies, func(m extract.Mention) bool {
			return m.Start < r.words[min(i+2, len(r.words)-1)].End && w.Start < m.End && m.ID != ""
		}) {
			continue
		}
		rest := r.text[from:]
		for _, m := range c.extractor.Mentions(rest, r.tongue.tag, lang.Words(rest)) {
			if m.Start > 0 || !c.lexicon.Ministry(m.ID) {
				break
			}
			m.Start, m.End = w.Start, m.End+from
			r.bodies = slices.DeleteFunc(r.bodies, func(o extract.Mention) bool { return o.Start < m.End && m.Start < o.End })
			r.bodies = append(r.bodies, m)
			break
		}
	}
	slices.SortFunc(r.bodies, func(a, b extract.Mention) int { return a.Start - b.Start })
}

// unnamed reports whether a body of a place, or a place, is part of one that the lexicon does
// not know in a text: its words are among those of that one.
func (e *evidence) unnamed(c *Checker, r *reading, m extract.Mention) bool {
	id, _, of := strings.Cut(m.ID, ".")
	if !isPlace(id) {
		return false
	}
	return slices.ContainsFunc(e.texts, func(x *reading) bool {
		return slices.ContainsFunc(x.bodies, func(have extract.Mention) bool {
			from, to := x.within(have.Start, have.End)
			if have.ID != "" || to < from || !slices.ContainsFunc(x.at[from:to+1], func(ids []string) bool { return slices.Contains(ids, "place."+id) }) {
				return false
			}
			first, last := r.within(m.Start, m.End)
			for i := first; i <= last && of; i++ {
				if c.content(r, i) && !r.places(i) && !x.metIn(r, i, from, to) {
					return false
				}
			}
			return true
		})
	})
}

// name reports whether a word is written as a name: with a capital letter, not
// only because it opens the sentence.
func (r *reading) name(i int) bool {
	first, _ := utf8.DecodeRuneInString(r.text[r.words[i].Start:])
	return unicode.IsUpper(first)
}

// names checks places and words with a capital letter.
func (c *Checker) names(r *reading, e *evidence) Reason {
	for _, s := range r.concepts {
		for _, id := range s.IDs {
			if strings.HasPrefix(id, "place.") && !r.bodyAt(s.Start) && !e.speaksOf(id) {
				r.blamed = id
				return NoName
			}
		}
	}
	opens := true
	for i := range r.words {
		first := opens
		opens = false
		if !r.name(i) || r.taken[i] || r.tongue.names[r.tongue.nameForm(r.words[i])] || e.held(r, i) {
			continue
		}
		if r.bodyAt(r.words[i].Start) && !(c.localName(r, i) && slices.ContainsFunc(e.texts, (*reading).latin)) || r.light(i) {
			continue // told by the whole name
		}
		if first && !r.capitals(i) && r.tongue.tag != "vi" {
			continue // counted with the other words
		}
		if first && (len(r.at[i]) > 0 || c.lexicon.Stop(r.tongue.tag, r.words[i].Folded)) {
			continue // a common word, which opens the sentence
		}
		if len(r.at[i]) > 0 && !e.same {
			continue // a common noun with a capital letter; its concept is checked with the other words
		}
		return r.blame(i, i, NoName)
	}
	return ""
}

// capitals reports whether a word has capital letters behind its first one.
func (r *reading) capitals(i int) bool {
	_, n := utf8.DecodeRuneInString(r.text[r.words[i].Start:])
	return strings.ContainsFunc(r.text[r.words[i].Start+n:r.words[i].End], unicode.IsUpper)
}

// bodyAt reports whether a byte lies in the name of a known body.
func (r *reading) bodyAt(at int) bool {
	for _, m := range r.bodies {
		if m.ID != "" && !m.Generic && !m.Collective && m.Start <= at && at < m.End {
			return true
		}
	}
	return false
}

func (e *evidence) speaksOf(id string) bool {
	for _, x := range e.all() {
		if x.speaks([]string{id}) {
			return true
		}
	}
	return false
}
