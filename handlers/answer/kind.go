package answer

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/index"
)

// kindWords are the kinds of things that questions of one language ask for,
// and by which words a text tells them; values are the kinds.
type kindWords struct {
	wordings, amounts, told, units *lexicon.Phrases
	dated                          map[string]bool // kinds that a day tells
}

func newKindWords(tag string, kinds map[string]lexicon.Kind) kindWords {
	k := kindWords{lexicon.NewPhrases(), lexicon.NewPhrases(), lexicon.NewPhrases(), lexicon.NewPhrases(), map[string]bool{}}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		addAll(k.wordings, kinds[kind].Asked, kind)
		addAll(k.amounts, kinds[kind].AmountOf, kind)
		addInflected(k.told, tag, kinds[kind].Told, kind)
		k.dated[kind] = kinds[kind].Dated
		addInflected(k.units, tag, kinds[kind].Units, kind)
	}
	return k
}

// addInflected adds phrases that are to be found among stemmed words.
func addInflected(p *lexicon.Phrases, tag string, phrases []string, value string) {
	for _, phrase := range phrases {
		var joined string
		for _, w := range stemmed(index.Tokens(phrase, tag)) {
			joined += " " + w.Folded
		}
		if !lang.Stems(tag) { // marks tell words apart
			joined = phrase
		}
		p.Add(joined, value)
	}
}

// leastStem is how many letters a stem has at least that tells words apart.
const leastStem = 3

// stemmed gives words by their stems, where the language has any.
func stemmed(tokens []index.Token) []lang.Word {
	words := make([]lang.Word, len(tokens))
	for i, t := range tokens {
		words[i] = t.Word
		if t.Stem != t.Folded && utf8.RuneCountInString(t.Stem) >= leastStem {
			words[i].Folded, words[i].Marked = t.Stem, ""
		}
	}
	return words
}

// asked gives the kinds of things that a question asks for; number tells whether it
// asks for how many or how much.
func (k kindWords) asked(words []lang.Word, number bool) []string {
	var out []string
	add := func(matches []lexicon.Match) {
		for _, m := range matches {
			out = append(out, m.Value)
		}
	}
	if k.wordings == nil {
		return nil
	}
	add(k.wordings.All(words))
	if number {
		add(k.amounts.All(words))
	}
	return sortedUnique(out)
}

// tells reports whether a stretch of a document, with the headings above it,
// tells of a thing of the kind that a question asks for.
func (a *Answerer) tells(u Understood, d *corpus.Document, p corpus.Passage, start, end int) bool {
	if a.inField(u, d, start, end) {
		return true
	}
	if len(u.kinds) == 0 {
		return !u.number || a.counts(d.Text[start:end], d.Language)
	}
	k := a.kinds[d.Language]
	if k.told == nil {
		return false
	}
	if slices.ContainsFunc(u.kinds, func(kind string) bool { return k.dated[kind] }) && a.tellsDay(u, d, start, end) {
		return true
	}
	for _, text := range [...]string{d.Text[start:end], p.Section} {
		words := stemmed(index.Tokens(text, d.Language))
		for _, m := range k.told.All(words) {
			if slices.Contains(u.kinds, m.Value) {
				return true
			}
		}
		for _, m := range k.units.All(words) {
			if m.First > 0 && startsWithDigit(words[m.First-1].Folded) && slices.Contains(u.kinds, m.Value) {
				return true
			}
		}
	}
	return false
}

// tellsDay reports a stretch of a document that tells a day: where the question
// names documents by their numbers, the day of one of these, not of another one
// that stands nearer.
func (a *Answerer) tellsDay(u Understood, d *corpus.Document, start, end int) bool {
	text := d.Text[start:end]
	days := a.dayKeys(text, d.Language, d.Issued)
	isNumber := func(n extract.Named) bool { return strings.ContainsAny(n.Key, "|#") }
	asked := map[string]bool{}
	for _, n := range u.Named {
		if isNumber(n) {
			asked[n.Key] = true
		}
	}
	var numbers []extract.Named
	for _, n := range a.describer.Named(text, d.Language) {
		if isNumber(n) {
			numbers = append(numbers, n)
		}
	}
	if len(asked) == 0 || len(numbers) == 0 {
		return len(days) > 0
	}
	for _, day := range days {
		nearest, gap := "", len(text)
		for _, n := range numbers {
			if g := max(n.Start-day.End, day.Start-n.End, 0); g < gap || g == gap && asked[n.Key] {
				nearest, gap = n.Key, g
			}
		}
		if asked[nearest] {
			return true
		}
	}
	return false
}

// counts reports a text in which a number stands, in figures or in words.
func (a *Answerer) counts(text, tag string) bool {
	if strings.ContainsFunc(text, unicode.IsDigit) {
		return true
	}
	return a.concepts != nil && slices.ContainsFunc(a.concepts.ConceptsIn(text, tag), func(id string) bool { return strings.HasPrefix(id, numberPrefix) })
}

// countedWeight is how much a sentence has ahead that counts what is asked for.
const countedWeight = 0.3

// countsAny reports a text in which a number in figures stands in front of what
// names a thing that a question is about: "34 provinces".
func (a *Answerer) countsAny(text, tag string, topics []topic) bool {
	for _, s := range a.concepts.Sayings(text, tag) {
		front := strings.Fields(text[:s.Start])
		if len(front) == 0 || !startsWithDigit(front[len(front)-1]) {
			continue
		}
		for _, t := range topics {
			if !t.plain() && slices.ContainsFunc(s.Concepts, func(id string) bool { return slices.Contains(t.concepts, id) }) {
				return true
			}
		}
	}
	return false
}

// numberPrefix opens the IDs of the concepts of numbers.
const numberPrefix = "number."

func startsWithDigit(word string) bool { return word != "" && word[0] >= '0' && word[0] <= '9' }

// led puts what tells of the kind of thing asked for in front: other
// sentences only stand behind one of the same document, where they may answer
// a question's other half.
func led[T any](list []T, of func(*T) *sentence) []T {
	most := map[*corpus.Document]float64{}
	for i := range list {
		if s := of(&list[i]); s.tells {
			d := s.hit.Document
			if best, ok := most[d]; !ok || s.score > best {
				most[d] = s.score
			}
		}
	}
	var out []T
	for i := range list {
		s := of(&list[i])
		best, ok := most[s.hit.Document]
		if !ok {
			continue
		}
		if !s.tells {
			s.score = min(s.score, best-behind)
		}
		out = append(out, list[i])
	}
	return out
}

// behind is by how much a sentence comes after the one that leads it.
const behind = 1e-6

// whoWeight is how much a sentence has ahead that names a person, where one is
// asked for; listWeight where it names several: a list of who was there tells of
// each of them little else.
const (
	whoWeight  = 0.2
	listWeight = 0.05
)

// personPrefix opens the IDs of the concepts of persons.
const personPrefix = "person."

// tellsWho gives what a sentence has ahead by the persons it names.
func (a *Answerer) tellsWho(text, tag string) float64 {
	switch n := a.persons(text, tag); {
	case n == 0:
		return 0
	case n > 1:
		return listWeight
	}
	return whoWeight
}

// persons counts the persons that a text names: those that concepts know and,
// in a script with capitals, two words or more in a row, inside a sentence, that
// are written as a name and that nothing else is known by.
func (a *Answerer) persons(text, tag string) int {
	if a.concepts == nil {
		return 0
	}
	n, run, end := 0, 0, -1
	for _, s := range a.concepts.Sayings(text, tag) {
		if slices.ContainsFunc(s.Concepts, func(id string) bool { return strings.HasPrefix(id, personPrefix) }) {
			n, run, end = n+1, 0, -1
			continue
		}
		if len(s.Concepts) > 0 || !capitalised(text, s.Start) {
			run, end = 0, -1
			continue
		}
		if end < 0 || strings.TrimSpace(text[end:s.Start]) != "" {
			run = 0
		}
		if run, end = run+1, s.End; run == 2 {
			n++
		}
	}
	return n
}
