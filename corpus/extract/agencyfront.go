package extract

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// front gives the first word of the name that goes on in front of word i, as
// in "Tax Department"; i where none does.
func (s *mentions) front(i int) int {
	is, _ := s.tree.find(s.text, s.tag, s.words, i)
	if (is.role == isHead || is.role == isPart) && len(s.goes.Qualifiers) > 0 {
		return s.qualified(i)
	}
	if !s.goes.Front || is.role != isHead && is.role != isLocal && is.role != isPart || !s.capital(i) {
		return i
	}
	first := s.capitalsBefore(i, i)
	if first < i && first > 1 && s.near(first) && s.near(first-1) && s.joinsAt(s.text, s.words, first-1) && s.words[first-1].Start >= s.done { // "Urban Environment and Public Works Company"
		before := s.capitalsBefore(first-1, i)
		switch n := first - 1 - before; {
		case n > 1, n == 1 && before > 0 && s.near(before) && (s.definite[markedForm(s.words[before-1])] || before > 1 && s.near(before-1) && s.definite[markedForm(s.words[before-2])] && s.plainWord(before-1) && !s.capital(before-1)):
			return before
		}
	}
	return first
}

// capitalsBefore gives the first of the words with capital letters that stand in
// front of word first in the name of the head at word i.
func (s *mentions) capitalsBefore(first, i int) int {
	for first > 0 && (s.near(first) || s.gap(first) == "-" || owns(s.gap(first))) && s.capital(first-1) && i-first < 7 && s.words[first-1].Start >= s.done {
		if is, _ := s.tree.find(s.text, s.tag, s.words, first-1); is.role != 0 && is.role != isHead && !(is.role == isPart && first == i) || s.lx.Stop(s.tag, s.words[first-1].Folded) && !s.syllable(first-1) {
			break
		}
		first--
	}
	return first
}

// syllable reports that word i, which is a word of the language too, is one of a
// name in the middle of a sentence: "Thang Long".
func (s *mentions) syllable(i int) bool {
	return i > 0 && s.near(i) && s.capital(i-1) && !s.opensSentence(i) && !s.lx.Stop(s.tag, s.words[i-1].Folded)
}

// ownerOf gives the first word of the name of a place in front of the head at
// word i whose body it is, with the adjectives between: "Hanois pedagogiske
// universitet"; i where there is none.
func (s *mentions) ownerOf(i int) int {
	if len(s.goes.Owners) == 0 {
		return i
	}
	j := i
	for j > 0 && i-j < mostQualifiers && s.near(j) && !s.capital(j-1) && hasAffix(s.words[j-1].Folded, s.goes.Adjectives, strings.HasSuffix) {
		j--
	}
	if j == i && s.namedInFront(i) {
		for j > 0 && i-j < namesInFront && s.near(j) && s.capital(j-1) && s.words[j-1].Start >= s.done {
			j--
		}
		return j
	}
	if j > 0 && s.near(j) && s.capital(j-1) && s.words[j-1].Start >= s.done && hasAffix(s.words[j-1].Folded, s.goes.Owners, strings.HasSuffix) && !s.lx.Stop(s.tag, s.words[j-1].Folded) {
		j--
		for j > 0 && s.near(j) && s.capital(j-1) && s.words[j-1].Start >= s.done && i-j < mostQualifiers && !s.opensSentence(j-1) && !s.lx.Stop(s.tag, s.words[j-1].Folded) {
			j--
		}
		return j
	}
	return i
}

// officeOf gives the word behind the noun for bodies at word end, which belongs to the one
// named in front of it in the form of what owns something: "Høyesteretts kontor"; end where
// none does.
func (s *mentions) officeOf(end int) int {
	if len(s.goes.Owners) == 0 || !s.near(end) || s.capital(end) || !hasAffix(s.words[end-1].Folded, s.goes.Owners, strings.HasSuffix) {
		return end
	}
	_, l := s.heads.find(s.text, s.tag, s.words, end)
	return end + l
}

// provinceOwning gives the province whose name begins at word i and ends in the
// form of what owns something: "Hanois", "Da Nangs"; empty where none does.
func (s *mentions) provinceOwning(i int) string {
	for last := i; last < i+placeWords && (last == i || s.near(last)) && s.capital(last); last++ {
		for _, end := range s.goes.Owners {
			name, ok := strings.CutSuffix(s.words[last].Folded, end)
			if !ok {
				continue
			}
			words := slices.Clone(s.words[i : last+1])
			w := &words[last-i]
			w.Folded, w.Marked, w.End = name, strings.TrimSuffix(w.Marked, end), w.End-len(end)
			if is, n := s.tree.find(s.text, s.tag, words, 0); is.role == isProvince && n == len(words) {
				return is.id
			}
		}
	}
	return ""
}

// namedInFront reports a proper name straight in front of the noun at word i,
// which has no capital letter: "Tan Hiep vannverk". The first word of a
// sentence alone may be any.
func (s *mentions) namedInFront(i int) bool {
	name := func(j int) bool {
		if j < 0 || !s.near(j+1) || !s.capital(j) || s.words[j].Start < s.done || s.lx.Stop(s.tag, s.words[j].Folded) {
			return false
		}
		is, _ := s.tree.find(s.text, s.tag, s.words, j)
		return is.role == 0
	}
	return !s.capital(i) && name(i-1) && (name(i-2) || !s.opensSentence(i-1))
}

// opensClause reports the letter that opens a clause about what stands in front
// written onto word i, of a phrase whose first word has none.
func (s *mentions) opensClause(i int, first string) bool {
	w := s.words[i].Folded
	return hasAffix(w, s.which, strings.HasPrefix) && !hasAffix(first, s.which, strings.HasPrefix)
}

// opensSentence reports that word i is the first of a sentence, where a capital
// letter tells nothing.
func (s *mentions) opensSentence(i int) bool {
	return i == 0 || strings.ContainsAny(s.gap(i), ".:!?\n")
}

// owns reports the mark behind a word that owns the next one: "Physicians'
// Association".
func owns(gap string) bool { return gap == "' " || gap == "’ " }

// mostQualifiers is how many adjectives a name has at most in front of its
// head.
const mostQualifiers = 5

// qualified gives the first of the adjectives in front of a head, "Таможенный
// департамент"; i where none is, or the first has no capital.
func (s *mentions) qualified(i int) int {
	first, best := i, i
	for first > 0 && i-first < mostQualifiers && s.words[first-1].Start >= s.done {
		if first < i && s.capital(first) {
			best = first
		}
		switch {
		case first < i && s.gap(first) == "-" || s.near(first) && hasAffix(s.words[first-1].Folded, s.goes.Qualifiers, strings.HasSuffix):
			first--
			continue
		case first < i && first > 1 && s.near(first) && s.near(first-1) && s.joinsAt(s.text, s.words, first-1) && hasAffix(s.words[first-2].Folded, s.goes.Qualifiers, strings.HasSuffix): // "Провинциальные и городские"
			first -= 2
			continue
		}
		break
	}
	if first < i && s.capital(first) {
		return first
	}
	return best // "городское Военное командование"
}

// hasAffix reports whether a word ends or begins in one of the affixes and
// is longer.
func hasAffix(word string, affixes []string, has func(string, string) bool) bool {
	for _, a := range affixes {
		if len(word) > len(a)+utf8.RuneLen('ה') && has(word, a) {
			return true
		}
	}
	return false
}
