package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// A body's name tells the fields that it works in: "Committee on Science, Technology
// and Environment". In small letters nothing but the words themselves tells them from
// what follows; the words of all names that the lexicon has are those of fields.

// How many fields a name has at most behind its first one, how many words one of them
// has, and how many letters the end of a compound has that is a field.
const (
	mostFields = 5
	fieldWords = 3
	fieldEnd   = 4
)

// fieldRoots gives the roots of the words by which the names of a language's bodies
// tell what these work in.
func fieldRoots(lx *lexicon.Lexicon, tag string, w lexicon.AgencyWords) map[string]bool {
	other := lexiconRoots(tag, slices.Concat(w.Heads, w.Plurals, w.Inside, w.Links, w.Ends, w.Fronts, w.Of, w.Place, w.Joins, w.Titles))
	for noun := range w.References.Nouns {
		for root := range lexiconRoots(tag, []string{noun}) {
			other[root] = true
		}
	}
	out := map[string]bool{}
	for i := range lx.Agencies {
		a := &lx.Agencies[i]
		if a.Province || len(a.Members) > 0 {
			continue
		}
		for root := range lexiconRoots(tag, a.Names[tag]) {
			if utf8.RuneCountInString(root) > 2 && !other[root] {
				out[root] = true
			}
		}
	}
	for root := range lexiconRoots(tag, w.Fields) {
		out[root] = true
	}
	return out
}

// ofField reports that word j tells a field: it is one of the names', or a compound that
// ends in one.
func (s *mentions) ofField(j int) bool {
	if s.topics[lang.Root(s.tag, s.words[j].Folded)] {
		return true
	}
	var buffer [16]string
	for _, root := range lang.Roots(buffer[:0], s.tag, s.words[j].Folded) {
		if s.topics[root] {
			return true
		}
	}
	if len(s.tails) == 0 {
		return false
	}
	w := s.words[j].Folded
	for i := range w {
		if i > 2 && len(w)-i >= fieldEnd && s.topics[w[i:]] {
			return true
		}
	}
	return false
}

// fieldAt gives how many words the field has that is told from word j on, 0 where none
// is, and whether names that the lexicon has tell it.
func (s *mentions) fieldAt(j int) (n int, known bool) {
	first := j
	for cased(s.tag) && j < len(s.words) && j < first+2 && s.definite[markedForm(s.words[j])] && s.near(j+1) {
		j++
	}
	for k := j; k < len(s.words) && k < j+fieldWords && (k == j || s.near(k)); k++ {
		w := s.words[k].Folded
		is, l := s.tree.find(s.text, s.tag, s.words, k)
		topic := s.ofField(k)
		if and := lang.Conjunction(s.tag); k > j && and != "" && strings.HasPrefix(w, and) {
			return n, known
		}
		switch {
		case isDigit(w[0]) || s.numbers[w] || cased(s.tag) && s.months[w] || s.lx.Stop(s.tag, w) && !topic:
			return n, known
		case is.role == isEnd && !is.verb, l > 1, is.role != 0 && is.role != isEnd && !(is.role == isHead && topic && w != is.words[0] && cased(s.tag)):
			return n, known
		case topic:
			n, known = k+1-first, true
		case is.role == isEnd || s.verbs.hold(w) || n > 0:
			return n, known
		case k == j:
			n = k + 1 - first // whatever it is, for a list that goes on
			if hasAffix(w, s.goes.Adjectives, strings.HasSuffix) || hasAffix(w, s.goes.Qualifiers, strings.HasSuffix) {
				if k+1 < len(s.words) && s.near(k+1) && s.ofField(k+1) {
					n++
					k, known = k+1, true
				}
			}
		}
	}
	return n, known
}

// fieldList gives the word behind the further fields of a name that has come to a comma in
// front of word j: a list up to "and", and one field more, of which names that the lexicon
// has tell one at least; j where there is no such list.
func (s *mentions) fieldList(j int) int {
	told := false
	for k, fields := j, 0; fields < mostFields && k < len(s.words); fields++ {
		n, known := s.fieldAt(k)
		if n == 0 {
			return j
		}
		k, told = k+n, told || known
		if k >= len(s.words) {
			return j
		}
		gap := strings.Trim(s.gap(k), " \u00a0")
		if gap != "" && gap != "," && gap != "،" {
			return j
		}
		if end := s.lastField(k, told); end > k {
			return end
		}
		if gap == "" {
			return j
		}
	}
	return j
}

// lastField gives the word behind the field that "and" at word k joins to a list; k where
// none does.
func (s *mentions) lastField(k int, told bool) int {
	if _, l := s.joins.find(s.text, s.tag, s.words, k); l > 0 && k+l < len(s.words) && s.near(k+l) {
		if n, known := s.fieldAt(k + l); n > 0 && (known || told) {
			return k + l + n
		}
		return k
	}
	if and := lang.Conjunction(s.tag); and != "" && s.near(k) && strings.HasPrefix(s.words[k].Folded, and) {
		if n, known := s.fieldAt(k); n > 0 && (known || told) {
			return k + n
		}
	}
	return k
}

// about gives the word behind the fields that "on" or "for" at word j leads to, in a
// language whose names tell them in small letters too: "the committee on science,
// technology and the environment"; j where it leads to none.
func (s *mentions) about(j int) int {
	if !s.near(j) || j+1 >= len(s.words) || !s.near(j+1) || !s.abouts[markedForm(s.words[j])] || s.capital(j+1) {
		return j
	}
	return s.fieldsFrom(j+1, j)
}

// fieldsFrom gives the word behind the fields from word j on, of which names that the
// lexicon has tell the first; none where there are none.
func (s *mentions) fieldsFrom(j, none int) int {
	n, known := s.fieldAt(j)
	if !known {
		return none
	}
	end := j + n
	if end >= len(s.words) {
		return end
	}
	if strings.Trim(s.gap(end), " \u00a0") == "," {
		return s.fieldList(end)
	}
	return s.lastField(end, false)
}

// ofFields gives the word behind the fields that "for", written onto them, leads to from
// word j on: "المركز الوطني للمعلومات الصحية"; j where it leads to none.
func (s *mentions) ofFields(j int) int {
	if !s.near(j) || !hasAffix(s.words[j].Folded, s.lx.Language(s.tag).AgencyWords.For, strings.HasPrefix) {
		return j
	}
	if _, known := s.fieldAt(j); !known {
		return j
	}
	return s.extent(j, true, false)
}

// articleOf reports an article at word j that what a body is of has behind "of", with a
// name of its own or no noun for bodies: "bestuur van het nationale park Cat Tien".
func (s *mentions) articleOf(j int) bool {
	w := markedForm(s.words[j])
	if !s.definite[w] && (!s.of[w] || s.links[w]) || !s.near(j+1) {
		return false
	}
	is, l := s.tree.find(s.text, s.tag, s.words, j+1)
	return is.role == 0 || is.role == isHead && (l > 1 || s.near(j+1+l) && s.capital(j+1+l))
}

// moreFields gives the word behind the fields that a body's name has more than the one
// that the lexicon knows, which ends in front of word j: another body's. A ministry's
// name that goes on is one of a list.
func (s *mentions) moreFields(j int, id string) int {
	if j >= len(s.words) || s.lx.Ministry(id) || s.capital(j) || !s.ofField(j-1) {
		return j
	}
	if gap := strings.Trim(s.gap(j), " \u00a0"); gap == "," || gap == "،" {
		return s.fieldList(j)
	}
	article := lang.Article(s.tag)
	for article != "" && s.near(j) && strings.HasPrefix(s.words[j].Folded, lang.Conjunction(s.tag)+article) && s.ofField(j) {
		if is, _ := s.tree.find(s.text, s.tag, s.words, j); is.role != 0 && !is.verb {
			break
		}
		j++
	}
	return j
}

// manages gives the word behind a noun at word j that is one for bodies in another form,
// and what it manages behind it, in a language whose forms tell that: "Департамент
// экономики и управления инвестициями в строительство"; 0 where there is none.
func (s *mentions) manages(j int) int {
	managed := s.goes.Managed
	if len(managed) == 0 || s.capital(j) || !s.near(j+1) || j+1 >= len(s.words) || !hasAffix(s.words[j].Folded, s.goes.Endings, strings.HasSuffix) || !hasAffix(s.words[j+1].Folded, managed, strings.HasSuffix) {
		return 0
	}
	if is, _ := s.tree.find(s.text, s.tag, s.words, j); is.role != isHead && is.role != isPart {
		return 0
	}
	if end := j + 2; s.near(end) && s.inside[markedForm(s.words[end])] && s.near(end+1) && end+1 < len(s.words) && !s.capital(end+1) && s.ofField(end+1) {
		if _, join := s.joins.find(s.text, s.tag, s.words, end); join == 0 {
			return end + 2
		}
	}
	return j + 2
}
