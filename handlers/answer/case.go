package answer

import (
	"slices"
	"strings"
	"unicode"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/handlers/procedures"
	"vanthu/index"
)

// caseOf gives the sentence of a procedure's fee or time limit that tells of
// the case a question names, where what the ways to apply say does not: whoever
// asks what a lost passport costs is not told the fee of a first one. It is
// empty where the question names no such case.
//
// The case is named by words beside the procedure's name and the wording of the
// question, in languages of syllables by pairs of them.
func (a *Answerer) caseOf(u Understood, m procedures.Match, d *corpus.Document, field string) corpus.Span {
	var whole corpus.Span
	var told strings.Builder // by the ways to apply
	for _, ch := range d.Procedure.Channels {
		switch field {
		case "fee":
			whole = d.Procedure.Fee
			told.WriteString(ch.Fee.In(d.Text) + "\n")
		case "time_limit":
			whole = d.Procedure.TimeLimit
			told.WriteString(ch.TimeLimit.In(d.Text) + "\n")
		}
	}
	if whole.Empty() || d.Language != u.Language {
		return corpus.Span{}
	}
	named := a.caseWords(m, d)
	beside := caseKeys(told.String(), d.Language)
	named = slices.DeleteFunc(named, func(key string) bool { return beside[key] })
	text := whole.In(d.Text)
	sentences := lang.Sentences(text, a.lexicon.Language(d.Language).Abbreviated)
	if len(named) == 0 || len(sentences) < 2 {
		return corpus.Span{}
	}
	held, in := make([]map[string]bool, len(sentences)), map[string]int{}
	for i, s := range sentences {
		held[i] = caseKeys(text[s.Start:s.End], d.Language)
		for key := range held[i] {
			in[key]++
		}
	}
	best, most := -1, 0
	for i, s := range sentences {
		n := 0
		for _, key := range named {
			if held[i][key] && in[key] < len(sentences) {
				n++
			}
		}
		if n > most && strings.ContainsFunc(text[s.Start:s.End], unicode.IsDigit) {
			best, most = i, n
		}
	}
	if best < 0 {
		return corpus.Span{}
	}
	return corpus.Span{Start: whole.Start + sentences[best].Start, End: whole.Start + sentences[best].End}
}

// foundCase gives the same for an answer whose sentences were found: where the
// first one is of the field that was asked for.
func (a *Answerer) foundCase(u Understood, out *Answer) corpus.Span {
	if !out.Answered || out.Whole || out.Procedure == nil {
		return corpus.Span{}
	}
	d, first := out.Procedure.Document, out.Citations[0]
	of := a.caseOf(u, procedures.Match{Asked: u.Text}, d, out.Field)
	if first.Document.ID != d.ID || first.Start() > of.Start || first.End() < of.End {
		return corpus.Span{}
	}
	return of
}

// caseWords gives the words of a question beside the procedure's name and its
// own wording; pairs of which one is, in languages of syllables.
func (a *Answerer) caseWords(m procedures.Match, d *corpus.Document) []string {
	tag := d.Language
	tokens, title := index.Tokens(m.Asked, tag), map[string]bool{}
	for _, t := range index.Tokens(d.Title, tag) {
		title[t.Stem] = true
	}
	words := make([]lang.Word, len(tokens))
	other := make([]bool, len(tokens)) // the name's, or the wording's
	for i, t := range tokens {
		words[i] = t.Word
		other[i] = title[t.Stem] || slices.ContainsFunc(m.Within, func(s corpus.Span) bool { return t.Start >= s.Start && t.End <= s.End })
	}
	mark(other, a.fields[tag].Find(words))
	var out []string
	if index.Pairs(tag) {
		for i := 1; i < len(tokens); i++ {
			if !other[i-1] || !other[i] {
				out = append(out, index.Pair(tokens[i-1].Stem, tokens[i].Stem))
			}
		}
		return out
	}
	mark(other, a.stops[tag].Find(words))
	mark(other, a.frames[tag].Find(words))
	for i, t := range tokens {
		if !other[i] && !isTrivial(t.Folded) {
			out = append(out, t.Stem)
		}
	}
	return out
}

// caseKeys gives the words of a text, or their pairs, as caseWords does.
func caseKeys(text, tag string) map[string]bool {
	out := map[string]bool{}
	tokens := index.Tokens(text, tag)
	for i, t := range tokens {
		switch {
		case !index.Pairs(tag):
			out[t.Stem] = true
		case i > 0:
			out[index.Pair(tokens[i-1].Stem, t.Stem)] = true
		}
	}
	return out
}
