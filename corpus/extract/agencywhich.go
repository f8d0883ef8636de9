package extract

import (
	"strings"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// This file reads which of several bodies are meant, where words tell that and no names:
// "the People's Committees of the coastal communes".

// adjectivesInFront is how many adjectives stand at most in front of a word for places.
const adjectivesInFront = 2

// whichPlaces gives the word behind words for places of one kind that begin with word j:
// "the coastal communes", "kystkommunene", "البلديات الساحلية"; 0 where none do.
func (s *mentions) whichPlaces(j int) int {
	if s.near(j) && (s.definite[markedForm(s.words[j])] || cased(s.tag) && s.lx.Stop(s.tag, s.words[j].Folded)) {
		j++
	}
	for k := j; k <= j+adjectivesInFront && (s.near(k) || k > j && s.gap(k) == "-"); k++ {
		is, l := s.tree.find(s.text, s.tag, s.words, k)
		switch {
		case is.role == isPart && is.id == lexicon.LocalPart:
			if end := s.whichBehind(k + l); k > j || end > k+l {
				return end
			}
			return 0
		case is.role != 0 || !cased(s.tag):
			return 0
		case s.placeCompound(s.words[k].Folded):
			return k + 1
		case s.capital(k) || s.lx.Stop(s.tag, s.words[k].Folded) || len(s.goes.Qualifiers) > 0 && !hasAffix(s.words[k].Folded, s.goes.Endings, strings.HasSuffix):
			return 0
		}
	}
	return 0
}

// whichBehind gives the word behind what tells, behind a word for places, which of them
// are meant, "ven biển"; from where nothing does.
func (s *mentions) whichBehind(from int) int {
	if !s.near(from) {
		return from
	}
	if _, l := s.narrows.find(s.text, s.tag, s.words, from); l > 0 {
		return from + l
	}
	if article := lang.Article(s.tag); article != "" {
		return from + s.adjectives(from-1, article)
	}
	return from
}

// placeCompound reports a word that ends like a word for places and is longer:
// "kystkommunene".
func (s *spoken) placeCompound(word string) bool {
	for _, end := range s.partEnds {
		if len(word) > len(end)+2 && strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}
