package answer

import (
	"slices"
	"strings"
	"unicode"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// sourceWords are the words of one language by which a question names the
// document to look in, and those by which it asks what a term means.
type sourceWords struct {
	types    *lexicon.Phrases // of documents, among stemmed words
	within   *lexicon.Phrases // in front of a document's name: under, according to
	parts    *lexicon.Phrases // in front of a part's number: article, clause
	provides *lexicon.Phrases // behind a document's name: says, provides
	years    *lexicon.Phrases // beside a year
	meanings *lexicon.Phrases // that ask what a term means
	told     []string         // between a term and its meaning
}

func newSourceWords(tag string, l *lexicon.Language) sourceWords {
	s := sourceWords{types: lexicon.NewPhrases(), years: lexicon.NewPhrases(), within: lexicon.NewPhrases(), parts: lexicon.NewPhrases(), provides: lexicon.NewPhrases(), meanings: lexicon.NewPhrases(), told: l.Asking.MeaningTold}
	for symbol, names := range l.DocumentTypes {
		addInflected(s.types, tag, names, symbol)
	}
	addAll(s.years, l.Dates.Year, "year")
	addAll(s.within, l.Asking.Within, "within")
	addAll(s.parts, l.Asking.Parts, "part")
	addAll(s.provides, l.Asking.Provides, "provides")
	for _, words := range l.Structure {
		addAll(s.parts, words, "part")
	}
	addAll(s.meanings, l.Asking.Meaning, "meaning")
	return s
}

// Bounds of a source as a question names it.
const (
	sourceRun  = 10 // words from the type of a document to its year
	leastAbout = 2  // words that say what is asked about, beside the source
)

// matter parts a question into what it asks about and what is beside it: the
// name of the document to look in ("under Article 24 of the Civil Code 2015"),
// and the words that ask for a meaning. Both are searched, but texts that the
// matter stands in come before those that name the document. term is what a
// meaning is asked of. Documents named by their numbers are left where they
// are: they are found by these.
func (u *Understander) matter(o *Understood, words []lang.Word) {
	s := u.sources[o.Language]
	aside := make([]bool, len(words))
	for _, t := range s.types.Find(stemmed(o.tokens)) {
		if end := s.sourceEnd(o.Text, words, t.First+t.Len); end > 0 && !o.numbered(words[t.First].Start, words[end-1].End) {
			start := s.sourceStart(o.Text, words, t.First)
			if start == t.First && !begins(s.provides, words[end:]) {
				continue // what is asked about is the document
			}
			for i := start; i < end; i++ {
				aside[i] = true
			}
		}
	}
	meaning := false
	for _, m := range s.meanings.Find(words) {
		if m.First == 0 || m.First+m.Len == len(words) {
			meaning = true
			mark(aside, []lexicon.Match{m})
		}
	}
	about := 0
	for _, w := range o.content {
		if i := slices.IndexFunc(words, func(x lang.Word) bool { return x.Start == w.Start }); i >= 0 && !aside[i] && !w.soft && w.says > 0 {
			about++
		}
	}
	if !slices.Contains(aside, true) || about < leastAbout {
		return
	}
	var matter, beside []string
	for i, w := range words {
		written := o.Text[w.Start:w.End]
		if aside[i] {
			beside = append(beside, written)
		} else {
			matter = append(matter, written)
		}
	}
	o.Matter, o.Aside = strings.Join(matter, " "), strings.Join(beside, " ")
	if meaning && len(s.told) > 0 {
		for _, told := range s.told {
			o.Matter += " " + told
			o.Extra = append(o.Extra, o.Matter)
		}
	}
}

// sourceEnd gives where the name of a document ends whose type ends at from:
// behind its year; 0 where it has none.
func (s sourceWords) sourceEnd(text string, words []lang.Word, from int) int {
	for i := from; i < len(words) && i < from+sourceRun; i++ {
		if !joined(text, words, i) {
			return 0
		}
		if isYear(words[i].Folded) {
			if i++; begins(s.years, words[i:]) {
				i++
			}
			return i
		}
	}
	return 0
}

// sourceStart gives where a source begins whose type begins at first: with the
// parts of the document, and the words that say to look there.
func (s sourceWords) sourceStart(text string, words []lang.Word, first int) int {
	for first > 0 {
		before := words[:first]
		switch n := len(before); {
		case endsWith(s.within, before) > 0:
			first -= endsWith(s.within, before)
		case endsWith(s.parts, before[:n-1]) > 0:
			first -= 1 + endsWith(s.parts, before[:n-1])
		default:
			return first
		}
	}
	return 0
}

// endsWith gives the number of words of the phrase that words end with.
func endsWith(p *lexicon.Phrases, words []lang.Word) int {
	for from := max(0, len(words)-4); from < len(words); from++ {
		for _, m := range p.Find(words[from:]) {
			if from+m.First+m.Len == len(words) {
				return m.Len
			}
		}
	}
	return 0
}

// begins tells whether words begin with a phrase.
func begins(p *lexicon.Phrases, words []lang.Word) bool {
	m := p.Find(words[:min(len(words), 4)])
	return len(m) > 0 && m[0].First == 0
}

// joined tells whether nothing but space stands between a word and the one in
// front.
func joined(text string, words []lang.Word, i int) bool {
	return i == 0 || strings.TrimFunc(text[words[i-1].End:words[i].Start], unicode.IsSpace) == ""
}

// numbered tells whether a document's number stands in a stretch of the
// question.
func (o *Understood) numbered(start, end int) bool {
	for _, n := range o.Named {
		if n.Start < end && n.End > start && strings.Contains(n.Key, "|") {
			return true
		}
	}
	return false
}
