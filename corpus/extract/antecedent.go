package extract

import (
	"cmp"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// This file finds the body that a noun names again among those named before.

// How far back the body that a noun stands for is looked for, in passages;
// and how many at the top of a text name whose text it is.
const (
	referencePassages = 4
	ownPassages       = 8
)

// mostBack is how many bodies named before are looked at for one noun: a text
// may be one passage of megabytes.
const mostBack = 64

// named is a body that a passage names, with the number of its sentence.
type named struct {
	Mention
	sentence int
	helps    bool // it stands behind "together with"
}

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

// namedIn gives the bodies that a passage names.
func (r *dutyReader) namedIn(i int) []named {
	list, ok := r.bodies[i]
	if !ok {
		text := r.doc.PassageText(r.doc.Passages[i])
		sentences, at := lang.Sentences(text, r.words.abbreviated), 0
		words := lang.Words(text)
		cues := r.words.cues.find(words)
		for _, m := range r.bodiesIn(text, words) {
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
	if m.ID != "" && !r.x.lexicon.Ministry(m.ID) && r.namesMinistries(is.id) {
		return false // "the ministry" is no other known body, whatever its name begins with
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

// namesMinistries reports a noun with which the names of ministries begin.
func (r *dutyReader) namesMinistries(noun string) bool {
	return slices.ContainsFunc(r.x.lexicon.Language(r.doc.Language).AgencyWords.Elided, func(p string) bool {
		return strings.HasPrefix(lang.Fold(p), lang.Fold(noun)+" ")
	})
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
