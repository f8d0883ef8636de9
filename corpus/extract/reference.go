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
	out := r.placed(r.x.Mentions(text, r.doc.Language, st.words))
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
		if at < len(out) && out[at].Start < w.End && !vagueName(out[at], text[out[at].Start:out[at].End]) && !spoken.oneOf(out[at], w) {
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

// How far back the body that a noun stands for is looked for, in passages;
// and how many at the top of a text name whose text it is.
const (
	referencePassages = 4
	ownPassages       = 8
)

// mostBack is how many bodies named before are looked at for one noun: a text
// may be one passage of megabytes.
const mostBack = 64

// antecedent gives the body of whose name a noun is part: the one named first
// in the nearest sentence in front of a byte of the document that names one.
func (r *dutyReader) antecedent(before int, is naming) (corpus.Agency, bool) {
	at := r.passageAt(before)
	for i := at; i >= 0; i-- {
		if i < at-referencePassages && i > ownPassages {
			i = ownPassages
		}
		if a, ok := r.nearestNamed(i, before, func(m Mention, name string) bool { return r.standsFor(is, m, name) }); ok {
			return a, true
		}
	}
	return corpus.Agency{}, false
}

// topic gives who a statement is about that names nobody: who has the duty of
// the sentence before, else the body named first in the nearest sentence of
// the passage in front of it that names one.
func (r *dutyReader) topic(st *statement) []corpus.Agency {
	if b := st.before; b != nil && (b.own || b.leads != nil && len(b.meant) > 0) && !slices.ContainsFunc(b.leads, func(a corpus.Agency) bool { return r.givesDuties(a.Name.In(r.doc.Text)) }) {
		return b.leads
	}
	if a, ok := r.nearestNamed(r.passageAt(st.start), st.start, func(m Mention, name string) bool { return !vagueName(m, name) && !r.givesDuties(name) }); ok {
		return []corpus.Agency{a}
	}
	return nil
}

// topicAt is topic for a word behind a semicolon or a colon: the body named first in the
// part in front of it.
func (r *dutyReader) topicAt(st *statement, i int) []corpus.Agency {
	before := -1
	for _, s := range st.parts {
		if s.end <= i {
			before = s.first
		}
	}
	if before < 0 {
		return r.topic(st)
	}
	from, to := st.start+st.words[before].Start, st.start+st.words[i].Start
	p := r.passageAt(st.start)
	for _, n := range r.namedIn(p) {
		at := r.doc.Passages[p].Start
		s := corpus.Span{Start: at + n.Start, End: at + n.End}
		if s.Start >= from && s.End <= to && !r.givesDuties(s.In(r.doc.Text)) {
			return []corpus.Agency{{Name: s, ID: n.ID}}
		}
	}
	return r.topic(st)
}

// nearestNamed gives the first body that fits of the nearest sentence of a
// passage, in front of a byte of the document, that names one. One that only helps counts
// where no other one fits.
func (r *dutyReader) nearestNamed(passage, before int, fits func(Mention, string) bool) (found corpus.Agency, ok bool) {
	p := &r.doc.Passages[passage]
	list := r.namedIn(passage)
	end, _ := slices.BinarySearchFunc(list, before-p.Start, func(n named, at int) int { return cmp.Compare(n.Start, at) })
	for least := max(0, end-mostBack); end > least; {
		first := end - 1
		for first > least && list[first-1].sentence == list[first].sentence {
			first--
		}
		for _, n := range list[first:end] {
			s := corpus.Span{Start: p.Start + n.Start, End: p.Start + n.End}
			switch {
			case !fits(n.Mention, s.In(r.doc.Text)):
			case !n.helps:
				return corpus.Agency{Name: s, ID: n.ID}, true
			case !ok:
				found, ok = corpus.Agency{Name: s, ID: n.ID}, true
			}
		}
		end = first
	}
	return found, ok
}

// givesDuties reports the name of somebody who gives duties and has none.
func (r *dutyReader) givesDuties(name string) bool {
	words := lang.Words(name)
	return hasCue(r.words.cues.find(words), 0, len(words), giver)
}

// passageAt gives the passage that holds a byte of the document, the last one
// where none does.
func (r *dutyReader) passageAt(at int) int {
	i, _ := slices.BinarySearchFunc(r.doc.Passages, at, func(p corpus.Passage, at int) int {
		switch {
		case p.End <= at:
			return -1
		case p.Start > at:
			return 1
		}
		return 0
	})
	return min(i, len(r.doc.Passages)-1)
}

// named is a body that a passage names, with the number of its sentence.
type named struct {
	Mention
	sentence int
	helps    bool // it stands behind "together with"
}

// namedIn gives the bodies that a passage names.
func (r *dutyReader) namedIn(i int) []named {
	list, ok := r.bodies[i]
	if !ok {
		text := r.doc.PassageText(r.doc.Passages[i])
		sentences, at := lang.Sentences(text, r.words.abbreviated), 0
		words := lang.Words(text)
		cues := r.words.cues.find(words)
		for _, m := range r.placed(r.x.Mentions(text, r.doc.Language, words)) {
			for at+1 < len(sentences) && sentences[at+1].Start <= m.Start {
				at++
			}
			c, gap := lastCue(cues, 0, wordAt(words, m.Start), cooperate)
			list = append(list, named{m, at, c.len > 0 && gap <= 1})
		}
		r.bodies[i] = list
	}
	return list
}

// standsFor reports that a noun may name a body again.
func (r *dutyReader) standsFor(is naming, m Mention, name string) bool {
	tag := r.doc.Language
	if m.Collective || m.Generic && m.ID == "" || vagueName(m, name) && !(len(r.x.spoken(tag).tails) > 0 && is.role == isReference && strings.HasSuffix(lang.Fold(name), is.words[0]) && len(name) > len(is.words[0])+tailSize) {
		return false
	}
	if is.role == isPlace {
		return r.x.lexicon.Governs(m.ID)
	}
	nouns := r.x.lexicon.Language(tag).AgencyWords.References.Nouns[is.id]
	if len(nouns) == 0 {
		nouns = []string{is.id}
	}
	names := []string{name}
	for _, letters := range r.words.cues.clitics { // "and" may be written onto it
		if bare, ok := strings.CutPrefix(name, letters); ok && !slices.Contains(r.words.toward, letters) {
			names = append(names, bare)
		}
	}
	if a, ok := r.x.lexicon.Agency(m.ID); ok {
		names = append(names, a.Names[tag]...)
	}
	compounds := len(r.x.spoken(tag).tails) > 0
	for _, noun := range nouns {
		for _, n := range names {
			if words := lang.Words(n); holds(tag, words, lang.Words(noun), compounds, r.belongsFrom(n, words)) {
				return true
			}
		}
	}
	return false
}

// belongsFrom gives the word of a name from which on it only tells to what the
// body belongs: "the council | of the university of Huế"; the number of its words
// where nothing does.
func (r *dutyReader) belongsFrom(name string, words []lang.Word) int {
	spoken := r.x.spoken(r.doc.Language)
	_, head := spoken.heads.find(name, r.doc.Language, words, 0)
	if head == 0 {
		return len(words)
	}
	for i := head; i < len(words); i++ {
		if _, n := spoken.heads.find(name, r.doc.Language, words, i); n > 0 {
			return i
		}
	}
	return len(words)
}

// holds reports that the words of a noun stand together in a name, in front of
// word end, whatever their forms; in languages with compounds the first may be the end
// of one.
func holds(tag string, name, noun []lang.Word, compounds bool, end int) bool {
	name = name[:min(end, len(name))]
	for i := 0; i+len(noun) <= len(name); i++ {
		same := true
		for k := range noun {
			own, root := lang.Root(tag, name[i+k].Folded), lang.Root(tag, noun[k].Folded)
			same = same && (own == root || k == 0 && compounds && strings.HasSuffix(own, root))
		}
		if same {
			return true
		}
	}
	return false
}
