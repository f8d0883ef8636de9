package extract

import (
	"cmp"
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
	for noun := range w.Nouns {
		add(noun, isReference)
	}
	for _, noun := range w.Places {
		add(noun, isPlace)
	}
	for _, p := range w.Pronouns {
		tree.add(tag, p, naming{role: isPronoun, id: p, exact: true})
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
	for _, m := range out {
		if d := shortName.FindStringSubmatch(text[m.End:]); d != nil {
			r.short[d[1]] = m
		}
	}
	spoken := r.x.spoken(r.doc.Language)
	for i, w := range st.words {
		at, _ := slices.BinarySearchFunc(out, w.Start, func(m Mention, start int) int { return cmp.Compare(m.End-1, start) })
		if at < len(out) && out[at].Start < w.End && !vagueName(out[at], text[out[at].Start:out[at].End]) {
			continue
		}
		if m, ok := r.short[text[w.Start:w.End]]; ok && !(w.Start > 0 && text[w.Start-1] == '(') {
			out = slices.Insert(out, at, Mention{Start: w.Start, End: w.End, ID: m.ID, Collective: m.Collective})
			continue
		}
		is, n := spoken.again.find(text, r.doc.Language, st.words, i)
		if is.role == isPronoun && i > 0 && !st.toldOf(i, n) {
			continue
		}
		if n == 0 || is.role != isPronoun && len(spoken.definite) > 0 && (i == 0 || !spoken.definite[markedForm(st.words[i-1])]) || is.role != isPronoun && spoken.telling && !st.toldOf(i, n) {
			continue
		}
		if r.owned(st, i) || slices.ContainsFunc(st.cues, func(c cue) bool { return c.kind&sameBody != 0 && c.len > n && c.first <= i && i < c.end() }) {
			continue // part of a name, or told otherwise: "the same ministry"
		}
		meant, ok := r.antecedent(st.start+w.Start, is)
		if is.role == isPronoun {
			meant, ok = r.topic(st)
		}
		if !ok {
			continue
		}
		m := Mention{Start: w.Start, End: st.words[i+n-1].End, ID: meant.ID}
		if at < len(out) && out[at].Start < w.End {
			out[at] = m
		} else {
			out = slices.Insert(out, at, m)
		}
		if st.meant == nil {
			st.meant = map[int]corpus.Agency{}
		}
		st.meant[m.Start] = meant
	}
	return out
}

// vagueName reports a mention of one word that the lexicon does not know.
func vagueName(m Mention, name string) bool {
	return m.ID == "" && !m.Collective && !strings.ContainsAny(name, " -")
}

// toldOf reports that a word that tells of duties stands beside n words, or a
// word such as "also" between, and none of them is one.
func (st *statement) toldOf(i, n int) bool {
	beside := false
	for _, c := range st.cues {
		if c.first < i+n && c.end() > i {
			return false
		}
		beside = beside || c.first-i-n <= 1 && c.first >= i+n && c.kind&predicate != 0 || c.end() == i && c.kind&(binding|agent) != 0
	}
	return beside
}

// How far back the body that a noun stands for is looked for, in passages;
// and how many at the top of a text name whose text it is.
const (
	referencePassages = 4
	ownPassages       = 8
)

// antecedent gives the body of whose name a noun is part: the one named first
// in the nearest sentence in front of a byte of the document that names one.
func (r *dutyReader) antecedent(before int, is naming) (corpus.Agency, bool) {
	at := r.passageAt(before)
	for i := at; i >= 0; i-- {
		if i < at-referencePassages && i > ownPassages {
			i = ownPassages
		}
		p := &r.doc.Passages[i]
		list := r.namedIn(i)
		sentences := lang.Sentences(r.doc.PassageText(*p), r.words.abbreviated)
		for k := len(sentences) - 1; k >= 0; k-- {
			for _, m := range list {
				if m.Start >= sentences[k].Start && m.End <= sentences[k].End && p.Start+m.Start < before && r.standsFor(is, m, r.doc.Text[p.Start+m.Start:p.Start+m.End]) {
					return corpus.Agency{Name: corpus.Span{Start: p.Start + m.Start, End: p.Start + m.End}, ID: m.ID}, true
				}
			}
		}
	}
	return corpus.Agency{}, false
}

// topic gives the body named first in the nearest sentence of the passage in
// front of a statement that names one.
func (r *dutyReader) topic(st *statement) (corpus.Agency, bool) {
	i := r.passageAt(st.start)
	p := &r.doc.Passages[i]
	text := r.doc.PassageText(*p)
	sentences := lang.Sentences(text, r.words.abbreviated)
	for k := len(sentences) - 1; k >= 0; k-- {
		s := sentences[k]
		if p.Start+s.End > st.start {
			continue
		}
		for _, m := range r.namedIn(i) {
			if name := text[m.Start:m.End]; m.Start >= s.Start && m.End <= s.End && !vagueName(m, name) && !r.givesDuties(name) {
				return corpus.Agency{Name: corpus.Span{Start: p.Start + m.Start, End: p.Start + m.End}, ID: m.ID}, true
			}
		}
	}
	return corpus.Agency{}, false
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

// namedIn gives the bodies that a passage names.
func (r *dutyReader) namedIn(i int) []Mention {
	list, ok := r.bodies[i]
	if !ok {
		text := r.doc.PassageText(r.doc.Passages[i])
		list = r.placed(r.x.Mentions(text, r.doc.Language, lang.Words(text)))
		r.bodies[i] = list
	}
	return list
}

// standsFor reports that a noun may name a body again.
func (r *dutyReader) standsFor(is naming, m Mention, name string) bool {
	if m.Collective || m.Generic || vagueName(m, name) {
		return false
	}
	tag := r.doc.Language
	if is.role == isPlace {
		return r.x.lexicon.Governs(m.ID)
	}
	nouns := r.x.lexicon.Language(tag).AgencyWords.References.Nouns[is.id]
	if len(nouns) == 0 {
		nouns = []string{is.id}
	}
	names := []string{name}
	if a, ok := r.x.lexicon.Agency(m.ID); ok {
		names = append(names, a.Names[tag]...)
	}
	compounds := len(r.x.spoken(tag).tails) > 0
	for _, noun := range nouns {
		for _, n := range names {
			if holds(tag, lang.Words(n), lang.Words(noun), compounds) {
				return true
			}
		}
	}
	return false
}

// holds reports that the words of a noun stand together in a name, whatever
// their forms; in languages with compounds the first may be the end of one.
func holds(tag string, name, noun []lang.Word, compounds bool) bool {
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
