package extract

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// references makes the tree of the nouns by which a text names a body again.
func references(tag string, w lexicon.References) *namings {
	tree := &namings{}
	add := func(noun string, role role) {
		words := lang.Words(noun)
		if len(words) > 0 {
			tree.add(tag, noun, naming{role: role, id: noun, exact: w.Exact, capital: capitalAt(noun, words[0])})
		}
	}
	for _, noun := range slices.Sorted(maps.Keys(w.Nouns)) { // in order: nouns may share their roots
		add(noun, isReference)
	}
	for _, noun := range w.Places {
		add(noun, isPlace)
	}
	for _, p := range w.Pronouns {
		tree.add(tag, p, naming{role: isPronoun, id: p, exact: true})
	}
	for _, p := range w.Articles {
		tree.add(tag, p, naming{role: isArticle, id: p, exact: true})
	}
	for _, p := range w.Upon {
		tree.add(tag, p, naming{role: isUpon, id: p, exact: true})
	}
	for _, p := range w.Doers {
		tree.add(tag, p, naming{role: isDoer, id: p, exact: true})
	}
	for _, p := range w.Selves {
		tree.add(tag, p, naming{role: isSelf, id: p, exact: true})
	}
	for _, p := range w.Owners {
		tree.add(tag, p, naming{role: isOwner, id: p, exact: true})
	}
	for _, p := range w.Asked {
		tree.add(tag, p, naming{role: isAsked, id: p, exact: true})
	}
	return tree
}

// shortName is what a text calls a body behind its name in brackets: "the
// Management Authority for Urban Railways (MAUR)".
var shortName = regexp.MustCompile(`^\s*\((\p{Lu}[\p{Lu}\d&-]{1,11})\)`)

// mentions gives the bodies that a sentence names, those among them that it
// calls by the short name the text has given them before, or by a noun alone:
// "the bank".
func (r *dutyReader) mentions(text string, st *statement) []Mention {
	out := r.bodiesIn(text, st.words)
	if r.place == "" {
		r.ofPlaceBefore(st, out)
	}
	for _, m := range out {
		if d := shortName.FindStringSubmatch(text[m.End:]); d != nil {
			r.short[d[1]] = m
		}
	}
	spoken := r.x.spoken(r.doc.Language)
	for i, w := range st.words {
		at, _ := slices.BinarySearchFunc(out, w.Start, func(m Mention, start int) int { return cmp.Compare(m.End-1, start) })
		if n := r.ownPart(text, st, spoken, i); n > 0 && !(at < len(out) && (out[at].Start < w.Start || out[at].Start < w.End && out[at].End > st.words[i+n-1].End)) {
			m := Mention{Start: w.Start, End: st.words[i+n-1].End}
			for at < len(out) && out[at].Start < m.End {
				out = slices.Delete(out, at, at+1)
			}
			out = slices.Insert(out, at, m)
			continue
		}
		if at < len(out) && out[at].Start < w.End && !vagueName(out[at], text[out[at].Start:out[at].End]) && !spoken.oneOf(out[at], w) && !r.againWhole(text, st, spoken, out[at], i) {
			continue
		}
		if m, ok := r.short[text[w.Start:w.End]]; ok && !(w.Start > 0 && text[w.Start-1] == '(') {
			out = slices.Insert(out, at, Mention{Start: w.Start, End: w.End, ID: m.ID, Collective: m.Collective})
			continue
		}
		is, n := spoken.again.find(text, r.doc.Language, st.words, i)
		if n == 0 {
			continue
		}
		meant := r.meant(st, spoken, out, i, n, is)
		if meant == nil {
			continue
		}
		m := Mention{Start: w.Start, End: st.words[i+n-1].End, ID: meant[0].ID}
		if at < len(out) && out[at].Start < w.End {
			out[at] = m
		} else {
			out = slices.Insert(out, at, m)
		}
		if st.meant == nil {
			st.meant = map[int]again{}
		}
		st.meant[m.Start] = again{meant, is.role}
	}
	return out
}

// againWhole reports that a body is named by nothing but words which name one again:
// "משרד זה", this ministry.
func (r *dutyReader) againWhole(text string, st *statement, spoken *spoken, m Mention, i int) bool {
	is, n := spoken.again.find(text, r.doc.Language, st.words, i)
	return n > 1 && is.role == isReference && m.ID == "" && m.Start == st.words[i].Start && m.End == st.words[i+n-1].End
}

// owning reports whether a text goes on with the genitive that is written behind a
// name, of English and Dutch.
func owning(behind string) bool {
	return strings.HasPrefix(behind, "'s ") || strings.HasPrefix(behind, "’s ")
}

// ownPart gives how many words from word i on name a part of a body that the text
// names again, "the ministry's inspectorate"; 0 where they name none.
func (r *dutyReader) ownPart(text string, st *statement, spoken *spoken, i int) int {
	owner, head := st.words[i], i+1
	switch rest := text[owner.End:]; {
	case owning(rest):
		if head < len(st.words) && st.words[head].Start == owner.End+len(rest)-len(strings.TrimLeft(rest, "'’")) {
			head++
		}
	case hasAffix(owner.Folded, spoken.goes.Owners, strings.HasSuffix):
		owner.Folded = owner.Folded[:len(owner.Folded)-1]
	default:
		return 0
	}
	if head >= len(st.words) || capitalAt(text, st.words[head]) {
		return 0
	}
	is, n := spoken.heads.find(text, r.doc.Language, st.words, head)
	if n == 0 || is.many || n == 1 && !strings.HasPrefix(is.words[0], st.words[head].Folded) { // not "its services"
		return 0
	}
	if named, l := spoken.again.find(text, r.doc.Language, []lang.Word{owner}, 0); l == 0 || named.role != isReference && named.role != isPlace {
		return 0
	}
	return head - i + n
}

// again is a word that names bodies again.
type again struct {
	bodies []corpus.Agency
	role   role
}

// meant gives the bodies for which n words from word i on stand, beside the
// bodies that the sentence names; nil where they stand for none.
func (r *dutyReader) meant(st *statement, spoken *spoken, named []Mention, i, n int, is naming) []corpus.Agency {
	if (is.role == isPronoun || is.role == isArticle) && r.goesOnWith(st, named, i) {
		return nil
	}
	if w := st.words[i]; is.role == isPlace && hasAffix(w.Folded, spoken.onto, strings.HasPrefix) && !hasAffix(is.words[0], spoken.onto, strings.HasPrefix) && i > 0 && r.joined(r.doc.Text[st.start:st.end], st, i-1, i) &&
		slices.ContainsFunc(named, func(m Mention) bool { return m.End == st.words[i-1].End }) {
		return nil // "the centre in-the-province", where that stands
	}
	switch is.role {
	case isAsked:
		if !st.askedOf(i) {
			return nil
		}
		if i > 0 && len(named) > 0 && named[0].End <= st.words[i].Start && hasCue(st.cues, 0, wordAt(st.words, named[0].Start), topical) {
			return []corpus.Agency{{Name: corpus.Span{Start: st.start + named[0].Start, End: st.start + named[0].End}, ID: named[0].ID}}
		}
		return r.topic(st)
	case isDoer:
		if n == 1 && (i == 0 || !hasAffix(st.words[i-1].Folded, r.words.passiveEnds, strings.HasSuffix)) || n > 1 && r.owned(st, i+n-1) && !st.doneBy(i+n-1) {
			return nil // "three of them"
		}
		return r.topic(st)
	case isUpon:
		if len(named) > 0 && named[0].End <= st.words[i].Start && !hasCue(st.cues, 0, wordAt(st.words, named[0].Start), cooperate) || hasCue(st.cues, i+1, i+nearWords, order) ||
			!slices.ContainsFunc(st.cues, func(c cue) bool { return c.kind&must != 0 && c.first <= i && c.end() >= i }) {
			return nil // "the department, upon it is to"; "accordingly he asked"
		}
		return r.topic(st)
	case isSelf:
		return r.speaker(st, i)
	case isOwner:
		if !st.opensPart(i) || i+n >= len(st.words) || r.bodyNoun(r.doc.Text[st.start:st.end], st, i+n) > 0 ||
			slices.ContainsFunc(named, func(m Mention) bool { return m.Start <= st.words[i+n].Start && st.words[i+n].Start < m.End }) {
			return nil // "its department publishes"
		}
		return r.topicAt(st, i)
	case isArticle:
		if !r.verbBehind(st, i) && !st.betweenVerbAndDate(i) && !st.betweenMustAndVerb(i) {
			return nil
		}
		return r.topicAt(st, i)
	case isPronoun:
		if i > 0 && !st.toldOf(i, n) {
			return nil
		}
	default:
		if len(spoken.definite) > 0 && (i == 0 || !spoken.definite[markedForm(st.words[i-1])]) || spoken.telling && !st.toldOf(i, n) && !r.doerInForm(st, i) {
			return nil
		}
	}
	if r.owned(st, i) && !st.doneBy(i) || slices.ContainsFunc(st.cues, func(c cue) bool { return c.kind&sameBody != 0 && c.len > n && c.first <= i && i < c.end() }) {
		return nil // part of a name, or told otherwise: "the same ministry"
	}
	if is.role == isPronoun {
		return r.topic(st)
	}
	if a, ok := r.antecedent(st.start+st.words[i].Start, is); ok {
		return []corpus.Agency{a}
	}
	return r.itself(st, spoken, i, n, is)
}

// doerInForm reports a noun straight behind a verb of what is done in the form of who does
// it: "представляется министерством".
func (r *dutyReader) doerInForm(st *statement, i int) bool {
	return hasCue(st.cues, i-1, i, acting) && hasAffix(st.words[i].Folded, r.words.agentEnds, strings.HasSuffix)
}

// itself gives a body that the text names by no more than a noun which stands for
// others: "the college". It opens what is told, behind no more than an article, and does
// it: no passive follows.
func (r *dutyReader) itself(st *statement, spoken *spoken, i, n int, is naming) []corpus.Agency {
	first := i
	if i > 0 && spoken.definite[markedForm(st.words[i-1])] {
		first = i - 1
	}
	behind := r.doc.Text[st.start+st.words[i+n-1].End : st.end]
	if owning(behind) || len(spoken.definite) == 0 && !hasCue(st.cues, i+n, i+n+1, predicate) {
		return nil // "the department's answer", "Федерации футбола"
	}
	if is.role != isReference || !st.toldOf(i, n) && !(first < i && first > 0 && len(st.dates) > 0 && st.opensPart(first-1) && r.words.verbInFront.hold(st.words[first-1].Folded)) {
		return nil
	}
	if !st.opensPart(first) && !(first < i && first > 0 && st.opensPart(first-1)) || r.passiveVerb(r.doc.Text[st.start:st.end], st, r.firstVerb(st, i+n, len(st.words))) {
		return nil
	}
	return []corpus.Agency{{Name: corpus.Span{Start: st.start + st.words[first].Start, End: st.start + st.words[i+n-1].End}}}
}

// opensPart reports that word i opens a sentence or what stands behind its
// semicolon or its colon, if only behind the time that stands first there: "In the course of
// 2026 it shall".
func (st *statement) opensPart(i int) bool {
	for _, s := range st.parts {
		if i < s.first || i >= s.end {
			continue
		}
		return i == s.first || slices.ContainsFunc(st.dates, func(d date) bool { return d.end == i && d.Lead <= st.words[s.first].Start })
	}
	return i == 0
}

// doneBy reports that word i stands behind "by", straight behind the verb of
// what is done, in a language that writes "of" alike.
func (st *statement) doneBy(i int) bool {
	c, gap := lastCue(st.cues, 0, i, of)
	if gap > 0 || c.kind&agent == 0 {
		return false
	}
	verb, gap := lastCue(st.cues, 0, c.first, acting)
	return verb.len > 0 && gap == 0
}

// verbBehind reports that a verb that tells of a duty stands straight behind
// word i, which opens the sentence.
func (r *dutyReader) verbBehind(st *statement, i int) bool {
	return (st.opensPart(i) || i > 0 && r.words.that[st.words[i-1].Folded]) && (slices.ContainsFunc(st.cues, func(c cue) bool { return c.first == i+1 && c.kind&(must|ordered|acting) != 0 }) || r.verbAndDate(st, i+1))
}

// verbAndDate reports that a word that no list has ends like a verb and that a
// time stands straight behind: "holds, in April".
func (r *dutyReader) verbAndDate(st *statement, i int) bool {
	return i < len(st.words) && r.words.verbBehind.hold(st.words[i].Folded) && !r.x.lexicon.Stop(r.doc.Language, st.words[i].Folded) &&
		!slices.ContainsFunc(st.cues, func(c cue) bool { return c.first <= i && i < c.end() }) &&
		slices.ContainsFunc(st.dates, func(d date) bool { return d.first == i+1 })
}

// betweenVerbAndDate reports that a verb that tells of a duty stands straight
// in front of word i and a time behind: "compares it in January"; or that the
// time opens the sentence, "In January shall it compare".
func (st *statement) betweenVerbAndDate(i int) bool {
	return slices.ContainsFunc(st.cues, func(c cue) bool {
		if c.end() != i || c.kind&(binding|acting) == 0 || hasCue(st.cues, 0, c.first, must|may) {
			return false
		}
		return slices.ContainsFunc(st.dates, func(d date) bool { return d.first == i+1 }) || c.kind&must != 0 && st.opensPart(c.first) && c.first > 0
	})
}

// betweenMustAndVerb reports that "must" stands straight in front of word i, behind one
// word at most, and what is to be done straight behind: "Further must it see to".
func (st *statement) betweenMustAndVerb(i int) bool {
	c, gap := lastCue(st.cues, 0, i, must)
	return c.len > 0 && gap == 0 && c.first <= 1 && hasCue(st.cues, i+1, i+nearWords+1, acting|lead)
}

// askedWords is how many words may stand between "asked" and who is asked,
// where who asks stands there.
const askedWords = 6

// askedOf reports that a verb that asks stands in front of word i, and nothing
// else that is told between.
func (st *statement) askedOf(i int) bool {
	c, gap := lastCue(st.cues, 0, i, predicate)
	return c.kind&order != 0 && gap <= askedWords
}

// vagueName reports a mention of one word that the lexicon does not know.
func vagueName(m Mention, name string) bool {
	return m.ID == "" && !m.Collective && !strings.ContainsAny(name, " -")
}

// oneOf reports a mention of several bodies that is one word in none of the forms that
// name several: "министерству".
func (s *spoken) oneOf(m Mention, w lang.Word) bool {
	return s.partForms != nil && m.Collective && m.Start == w.Start && m.End == w.End && !s.partForms[w.Folded]
}

// toldOf reports that a word that tells of duties stands beside n words, or a
// word such as "also" between, and none of them is one.
func (st *statement) toldOf(i, n int) bool {
	beside, behind := false, i+n
	for _, d := range st.dates { // "the department, by 5 May, will": the date does not part them
		if d.first == behind {
			behind = d.end
		}
	}
	for _, c := range st.cues {
		if c.first < i+n && c.end() > i {
			return false
		}
		beside = beside || (c.first-behind <= 1 || c.first-i-n <= 1) && c.first >= i+n && c.kind&predicate != 0 || c.end() == i && c.kind&(binding|agent) != 0
	}
	return beside
}
