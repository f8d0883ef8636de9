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

// whichPlaces gives the word behind words for places of one kind that begin with word j,
// "the coastal communes", "kystkommunene", and the word for the places themselves; 0 where
// none do.
func (s *mentions) whichPlaces(j int) (end int, places string) {
	if s.near(j) && (s.definite[markedForm(s.words[j])] || cased(s.tag) && s.lx.Stop(s.tag, s.words[j].Folded)) {
		j++
	}
	for k := j; k <= j+adjectivesInFront && (s.near(k) || k > j && s.gap(k) == "-"); k++ {
		is, l := s.tree.find(s.text, s.tag, s.words, k)
		switch {
		case is.role == isPart && is.id == lexicon.LocalPart:
			if end := s.whichBehind(k + l); k > j || end > k+l {
				return end, s.text[s.words[k].Start:s.words[k+l-1].End]
			}
			return 0, ""
		case is.role != 0 || !cased(s.tag):
			return 0, ""
		case s.placeCompound(s.words[k].Folded) != "":
			return k + 1, s.placeCompound(s.words[k].Folded)
		case s.capital(k) || s.lx.Stop(s.tag, s.words[k].Folded) || len(s.goes.Qualifiers) > 0 && !hasAffix(s.words[k].Folded, s.goes.Endings, strings.HasSuffix):
			return 0, ""
		}
	}
	return 0, ""
}

// ofPlaces gives the collective of bodies from word i on whose places stand behind word j
// as the lexicon names it without more words, "the People's Committees of communes"; that
// of m where it does not.
func (s *mentions) ofPlaces(i, j int, m Mention, places string) Mention {
	plain := s.text[s.words[i].Start:s.words[j-1].End] + " " + places
	words := lang.Words(plain)
	if is, n := s.tree.find(plain, s.tag, words, 0); is.role == isCollective && n == len(words) {
		m.ID = is.id
	}
	return m
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

// placeCompound gives the word for places in which a longer word ends, "kommunene" of
// "kystkommunene"; none where it ends otherwise.
func (s *spoken) placeCompound(word string) string {
	for _, end := range s.partEnds {
		if len(word) > len(end)+2 && strings.HasSuffix(word, end) {
			return end
		}
	}
	return ""
}

// atLevel gives the word behind what tells, behind the name of words from one to another, at
// which level the bodies are that it names: "people's courts at provincial level". The name
// may hold the first of these words already. A ministry is at no level but one.
func (s *mentions) atLevel(first, end int, m Mention) int {
	if s.lx.Ministry(m.ID) || m.ID == lexicon.Ministries {
		return end
	}
	for k := first + 1; k <= end && k < len(s.words); k++ {
		if _, l := s.levels.find(s.text, s.tag, s.words, k); k+l > end && s.near(k) {
			return k + l
		}
	}
	return end
}
