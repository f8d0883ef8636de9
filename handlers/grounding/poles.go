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

// readTurns reads negation and poles outside of days, amounts and names.
func (r *reading) readTurns() {
	entrusted := r.entrusted()
	for _, m := range r.tongue.poles.find(r.words) {
		if r.taken[m.First] || r.named(m.Start, m.End) && !(m.Value == "light" && r.unknownBody(m.Start)) {
			continue
		}
		for i := m.First; i < m.First+m.Len; i++ {
			r.lights[i] = true
		}
		axis, pole, _ := strings.Cut(m.Value, ":")
		if axis == "order" && m.Len == 1 && (r.upTo(m.First+1) || r.tongue.toward[phraseForm(r, m.First)] && len(r.actors(min(m.First+1, len(r.words)-1))) > 0) || axis == "not" && m.Len == 1 && r.below(m.First) && r.counted(m.First+1) {
			continue
		}
		if (axis == "duty" && pole == "may" || axis == "done" && pole == "done") && entrusted(m.First, m.First+m.Len-1) {
			continue
		}
		if _, compares := exceeds[pole]; compares && axis == "compare" && slices.ContainsFunc(r.amounts, func(a amount) bool {
			return a.bound != "" && a.first >= m.First+m.Len && r.comparesTo(m.First+m.Len-1, a.first)
		}) {
			continue
		}
		if axis == "bound" {
			r.bounds = append(r.bounds, turn{axis, pole, m.First, m.First + m.Len - 1, false})
		}
		if axis == "light" || axis == "bound" || m.Len == 1 && m.First+1 < len(r.words) && r.numbering(m.First) { // a bound is part of its number
			continue
		}
		if axis == "next" && m.First > 0 && r.commas(m.First-1, m.First) && slices.Contains(r.tongue.claims.Then, phraseForm(r, m.First)) || axis == "duty" && pole == "may" && r.given(m.First) || axis == "verdict" && r.compared(m.First) {
			continue
		}
		r.turns = append(r.turns, turn{axis, pole, m.First, m.First + m.Len - 1, r.partOfConcept(m.Start, m.End)})
	}
	r.readInverted()
	r.readOnly()
	r.readPerfect(entrusted)
	r.turns = slices.DeleteFunc(r.turns, r.yetToBe)
	for i := range len(r.words) - 1 {
		r.lights[i] = r.lights[i] || r.numbering(i)
	}
}

// compared reports whether a word such as "than" stands behind a comparison: in
// Hebrew it is one for approving too.
func (r *reading) compared(i int) bool {
	return slices.ContainsFunc(r.turns, func(t turn) bool { return t.axis == "compare" && t.last < i && i-t.last <= adjacent }) &&
		slices.ContainsFunc(r.tongue.than.find(r.words), func(m lexicon.Match) bool { return m.First == i })
}

// givenWords is how many words behind one that tells that something may be done,
// or is given, what may be done stands.
const givenWords = 3

// given reports whether a word that may tell that one is allowed to tells no more
// than that something is given, for nothing that is done stands behind it: ניתן.
func (r *reading) given(i int) bool {
	if !slices.Contains(r.tongue.claims.Allows, phraseForm(r, i)) {
		return false
	}
	for k := i + 1; k <= i+givenWords && k < len(r.words) && !r.parted(k-1, k) && !r.taken[k]; k++ {
		if r.acts(k) {
			return false
		}
	}
	return true
}

// readOnly reads "not … but" as "only".
func (r *reading) readOnly() {
	for i := range r.words {
		if !slices.ContainsFunc(r.tongue.claims.But, func(w string) bool { return lang.Fold(w) == r.words[i].Folded }) {
			continue
		}
		at := slices.IndexFunc(r.turns, func(t turn) bool { return t.axis == "not" && t.last < i && r.unparted(t.last, i) })
		if at >= 0 {
			r.turns[at].axis, r.turns[at].pole = "share", "only"
			r.turns = slices.DeleteFunc(r.turns, func(t turn) bool { return t.first == i && t.axis != "share" })
			r.lights[i] = true
		}
	}
}

// readInverted reads a verb that opens a clause, of a part or behind a comma and
// "and", as "if", where a comma ends the clause: har du den ikke, ….
func (r *reading) readInverted() {
	for _, p := range r.parts() {
		for i := p.first; i < p.last; i++ {
			verb := slices.Contains(r.tongue.claims.Inverted, r.words[i].Folded)
			if !verb && (i > p.first || r.polar(i)) || i > p.first && !(i > p.first+1 && r.commas(i-2, i-1) && r.tongue.clauses[r.words[i-1].Folded]) {
				continue
			}
			for k := i + 2; k <= p.last; k++ {
				if !verb && !(r.commas(k-1, k) && slices.Contains(r.tongue.claims.Then, r.words[k].Folded)) {
					continue
				}
				if r.commas(k-1, k) && !r.tongue.clauses[r.words[k].Folded] && !r.tongue.relatives[phraseForm(r, k)] {
					r.turns = append(r.turns, turn{"if", "if", i, i, false})
					r.lights[i] = r.lights[i] || verb
					break
				}
			}
		}
	}
}

// counted reports whether a number begins at a word.
func (r *reading) counted(i int) bool {
	return slices.ContainsFunc(r.amounts, func(a amount) bool { return a.first == i })
}

// upTo reports whether a length of time begins at a word behind one such as
// "up to".
func (r *reading) upTo(i int) bool {
	return slices.ContainsFunc(r.amounts, func(a amount) bool {
		return a.first == i && lengths[a.unit] && slices.Contains(r.tongue.claims.UpTo, r.words[i-1].Folded)
	})
}

// perfectWords is how far behind its verb a participle may stand.
const perfectWords = 2

// readPerfect reads what is told as done by the form of its verb: has reached.
func (r *reading) readPerfect(entrusted func(first, last int) bool) {
	for i := range r.words {
		if !slices.Contains(r.tongue.claims.Perfect, r.words[i].Folded) || r.polar(i) {
			continue
		}
		for k := i + 1; k <= i+perfectWords && k < len(r.words) && !r.parted(k-1, k); k++ {
			if r.participle(k) && (!r.lights[k] || r.polar(k)) && !entrusted(i, k) {
				r.turns = append(r.turns, turn{"done", "done", i, i, false})
				break
			}
		}
	}
}

func (r *reading) participle(i int) bool {
	return formed(r.words[i].Folded, r.tongue.claims.Participles)
}

// formed reports whether a word is one of some forms; a star stands for the
// letters in front of an ending, behind a beginning or between the two.
func formed(word string, forms []string) bool {
	return slices.ContainsFunc(forms, func(form string) bool {
		if end, open := strings.CutPrefix(form, "*"); open {
			return len(word) > len(end)+1 && strings.HasSuffix(word, end)
		}
		if start, end, infix := strings.Cut(form, "*"); infix && start != "" && end != "" {
			return len(word) > len(start)+len(end)+1 && strings.HasPrefix(word, start) && strings.HasSuffix(word, end)
		}
		if start, open := strings.CutSuffix(form, "*"); open {
			return len(word) > len(start)+2 && strings.HasPrefix(word, start)
		}
		return word == form
	})
}

// partOfConcept reports whether bytes of the text are part of a longer phrase
// for one thing.
func (r *reading) partOfConcept(start, end int) bool {
	return slices.ContainsFunc(r.concepts, func(s lexicon.ConceptSpan) bool {
		return s.Start <= start && end <= s.End && s.End-s.Start > end-start
	})
}

// named reports whether bytes of the text are part of a body's name.
func (r *reading) named(start, end int) bool {
	for _, m := range r.bodies {
		if !m.Generic && !m.Collective && m.Start <= start && end <= m.End && m.End-m.Start > end-start {
			return true
		}
	}
	return false
}

// unknownBody reports whether a byte lies in the name of a body that is not known.
func (r *reading) unknownBody(at int) bool {
	return slices.ContainsFunc(r.bodies, func(m extract.Mention) bool { return m.ID == "" && m.Start <= at && at < m.End })
}

// numbering reports whether a word opens the number behind it.
func (r *reading) numbering(i int) bool {
	next := r.words[i+1]
	return slices.Contains(r.tongue.words.NumberWords, r.words[i].Folded) && (r.taken[i+1] || strings.ContainsFunc(r.text[next.Start:next.End], unicode.IsDigit))
}

// light reports whether a word claims nothing: a function word, a word that
// retellings add, or one that turns a claim, which is checked apart.
func (r *reading) light(i int) bool {
	return r.lights[i] || utf8.RuneCountInString(r.words[i].Folded) < 2
}
