package lexicon

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus/lang"
)

// wordings are the phrases of a language by their first word.
type wordings struct {
	whole  map[string][]wording
	opens  map[string][]wording // first letters of a first word that ends in a star
	closes map[string][]wording // last letters of one that opens with a star
	strict bool
}

// affix is how many bytes of a word with a star find it.
const affix = 3

type wording struct {
	parts   []part
	concept string
}

// part is one word of a phrase.
type part struct {
	text   string // its stem; of a word with a star, the folded letters
	folded string // as it is written
	marked string // in Vietnamese the word with its marks
	open   bool   // further letters may follow
	closed bool   // further letters may stand before
}

// newWordings takes up a language's words of concepts and, but for those that
// are such words already, the names of single bodies and of provinces.
func newWordings(tag string, list []Concept, bodies []Agency, strict bool) *wordings {
	w := &wordings{map[string][]wording{}, map[string][]wording{}, map[string][]wording{}, strict}
	words := map[string]bool{}
	for _, concept := range list {
		for _, phrase := range concept.Words[tag] {
			read := lang.Words(phrase)
			words[plain(read)] = true
			w.add(tag, phrase, read, concept.ID)
		}
	}
	for i := range bodies {
		a := &bodies[i]
		id := namedKind + a.ID
		switch {
		case a.Province:
			id = placeKind + a.ID
		case a.Generic, a.Local != "", len(a.Members) > 0:
			continue
		}
		for as, names := range a.Names {
			if as, _ = lang.Tag(as); as != tag {
				continue
			}
			for _, n := range names {
				least := bodyLetters
				if r, _ := utf8.DecodeRuneInString(n); a.Province && unicode.IsUpper(r) {
					least = placeLetters
				}
				if utf8.RuneCountInString(n) < least || slices.Contains(a.Capital, n) {
					continue
				}
				if read := lang.Words(n); !words[plain(read)] {
					w.add(tag, n, read, id)
				}
			}
		}
	}
	return w
}

func (w *wordings) add(tag, phrase string, words []lang.Word, concept string) {
	parts := make([]part, 0, len(words))
	for _, word := range words {
		p := part{text: word.Folded, folded: word.Folded}
		p.closed = word.Start > 0 && phrase[word.Start-1] == '*'
		p.open = word.End < len(phrase) && phrase[word.End] == '*'
		if !p.open && !p.closed {
			p.text = w.base(tag, word.Folded)
		}
		if tag == "vi" {
			p.marked = marked(word)
		}
		parts = append(parts, p)
	}
	if len(parts) == 0 {
		return
	}
	first := parts[0]
	to, key := w.whole, first.text
	switch {
	case first.closed:
		to, key = w.closes, key[max(0, len(key)-affix):]
	case first.open:
		to, key = w.opens, key[:min(len(key), affix)]
	}
	if !slices.ContainsFunc(to[key], func(have wording) bool { return have.concept == concept && slices.Equal(have.parts, parts) }) {
		to[key] = append(to[key], wording{parts, concept})
	}
}

// longest gives how many words the longest phrase has with which a text
// opens, and appends the concepts of the phrases of that length.
func (w *wordings) longest(words []lang.Word, stems []forms, found []string) (int, []string) {
	length := 0
	folded := words[0].Folded
	try := func(list []wording) {
		for _, v := range list {
			if n := len(v.parts); n >= length && v.matches(words, stems) {
				if n > length {
					length, found = n, found[:0]
				}
				found = once(found, v.concept)
			}
		}
	}
	try(w.whole[stems[0].first])
	for _, other := range stems[0].others {
		if length > 0 {
			break // the nearest form counts
		}
		try(w.whole[other])
	}
	written := length > 0
	try(w.opens[folded[:min(len(folded), affix)]])
	try(w.closes[folded[max(0, len(folded)-affix):]])
	if !written && length <= 1 {
		for _, verb := range stems[0].verbs {
			for _, v := range w.whole[verb] {
				if len(v.parts) == 1 && !isNamed(v.concept) {
					length, found = 1, once(found, v.concept)
				}
			}
		}
	}
	if clipped := stems[0].clipped; length <= 1 && clipped != "" && len(stems) > 1 {
		bare := slices.Concat([]forms{{first: clipped}}, stems[1:])
		for _, v := range w.whole[clipped] {
			if n := len(v.parts); n > 1 && n >= length && isNamed(v.concept) && v.matches(words, bare) {
				if n > length {
					length, found = n, found[:0]
				}
				found = once(found, v.concept)
			}
		}
	}
	return length, found
}

// once appends what is not there yet: several wordings of a concept may be read
// in the same words.
func once(list []string, id string) []string {
	if slices.Contains(list, id) {
		return list
	}
	return append(list, id)
}

// stem is lang.Stem for words of four letters or more: of shorter ones, too
// little would be left to tell them apart.
func stem(tag, word string) string {
	if utf8.RuneCountInString(word) <= 3 {
		return word
	}
	return lang.Stem(tag, word)
}

// closing gives the concepts of the single words with a star in front in
// which a folded word ends.
func (w *wordings) closing(folded string) []string {
	var out []string
	for _, v := range w.closes[folded[max(0, len(folded)-affix):]] {
		if p := v.parts[0]; len(v.parts) == 1 && !p.open && strings.HasSuffix(folded, p.text) {
			out = append(out, v.concept)
		}
	}
	return out
}

// partLetters is the least number of letters of a part of a compound.
const partLetters = 4

// compound gives the concepts of each part of a compound that has no concept
// of its own: of the last part, which it names, and of those in front, none
// where they have none. whole tells whether all parts have.
func (w *wordings) compound(folded, tag string) (parts [][]string, whole bool) {
	links := lang.CompoundLinks(tag)
	if links == nil {
		return nil, false
	}
	for at := partLetters - 1; at <= len(folded)-partLetters; at++ {
		last := w.alone(folded[at:], tag)
		if len(last) == 0 {
			continue
		}
		front, all := w.front(folded[:at], tag, links)
		if all {
			return append(front, last), true
		}
		if parts == nil && len(folded)-at > partLetters { // a shorter one may be an ending only
			parts = [][]string{nil, last}
		}
	}
	return parts, false
}

// front gives the concepts of the first part of a compound, which may be one
// itself.
func (w *wordings) front(folded, tag string, links []string) ([][]string, bool) {
	for _, link := range links {
		part, ok := strings.CutSuffix(folded, link)
		if !ok || len(part) < partLetters-1 {
			continue
		}
		if found := w.alone(part, tag); len(found) > 0 {
			return [][]string{found}, true
		}
		if len(part) >= 2*partLetters {
			if found, all := w.compound(part, tag); all {
				return found, true
			}
		}
	}
	return nil, false
}

// alone gives the concepts of the phrases of one word that a folded word is.
func (w *wordings) alone(folded, tag string) []string {
	var out []string
	word := []lang.Word{{Folded: folded}}
	stems := []forms{{first: w.base(tag, folded)}}
	for _, list := range [...][]wording{w.whole[stems[0].first], w.opens[folded[:min(len(folded), affix)]]} {
		for _, v := range list {
			if len(v.parts) == 1 && v.matches(word, stems) {
				out = append(out, v.concept)
			}
		}
	}
	return out
}

// uncased reports a word of a script that has no capitals: the names of its
// places have no endings.
func uncased(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return !unicode.IsLower(r)
}

func (v wording) matches(words []lang.Word, stems []forms) bool {
	if len(words) < len(v.parts) {
		return false
	}
	for i, p := range v.parts {
		switch {
		case p.open && p.closed:
			if !strings.Contains(words[i].Folded, p.text) {
				return false
			}
		case p.open:
			if !strings.HasPrefix(words[i].Folded, p.text) {
				return false
			}
		case p.closed:
			if !strings.HasSuffix(words[i].Folded, p.text) {
				return false
			}
		case !stems[i].has(p.text), stems[i].function && p.folded != words[i].Folded: // "het" is no form of "heten"
			return false
		case strings.HasPrefix(v.concept, placeKind) && uncased(p.folded) && !strings.HasSuffix(words[i].Folded, p.folded): // הלוואות, loans, are not Hue
			return false
		case p.marked != "" && words[i].Marked != "" && words[i].Marked != p.marked:
			return false
		}
	}
	return true
}
