package extract

import (
	"slices"
	"strings"
)

// withinMany gives the word with which the name of bodies begins that there are within
// each of the many that word i names: "the organization commissions of | provincial
// Party committees"; i where nothing such stands in front. The mention before may be
// that name's.
func (s *mentions) withinMany(i int, m Mention, last *Mention) int {
	if !m.Collective || s.lx.KindOf(m.ID) == "" && s.lx.LocalKind(m.ID) != "commune" {
		return i
	}
	first := i
	for first > 0 && s.words[first].Start > m.Start {
		first--
	}
	j := first
	for j > 0 && first-j < whereWords && s.near(j) && (s.of[markedForm(s.words[j-1])] || s.definite[markedForm(s.words[j-1])] || s.inside[markedForm(s.words[j-1])]) {
		j--
	}
	if j == 0 || !s.near(j) || j == first && cased(s.tag) && s.goes.Lower == 0 && len(s.goes.Endings) == 0 || s.joinedIn(j, first) {
		return i
	}
	if last != nil && !cased(s.tag) && (j+1 != first || !s.where[markedForm(s.words[j])]) {
		return i // "asked the chairman | of the committees"
	}
	if last != nil && last.ID == "" && !last.Collective && last.End == s.words[j-1].End && (j < first || s.goes.Lower > 0) {
		for head := j; head > 0; head-- {
			if s.words[head-1].Start < last.Start {
				return head
			}
		}
		return 0
	}
	head := s.manyAt(j)
	if head == j {
		return i
	}
	if k := head - 1; k >= 0 && head > 0 && s.near(head) && s.goes.Front && s.plainWord(k) && (k == 0 || !s.near(k) || s.definite[markedForm(s.words[k-1])]) {
		return k // "inspection boards"
	}
	return head
}

// manyAt gives the noun for several bodies, or its first word, that ends in front of word
// j; j where none does.
func (s *mentions) manyAt(j int) int {
	if s.goes.Lower > 0 { // a noun has one form
		for n := min(fullHead, j); n > 0; n-- {
			if is, l := s.heads.find(s.text, s.tag, s.words, j-n); l == n && s.capital(j-n) && !is.many {
				return j - n
			}
		}
		return j
	}
	w := s.words[j-1].Folded
	is, n := s.heads.find(s.text, s.tag, s.words, j-1)
	part, l := s.tree.find(s.text, s.tag, s.words, j-1)
	plural := n == 1 && (is.many || w != is.words[0]) || l == 1 && part.role == isPart && part.words[0] == w
	tail := len(s.tails) > 0 && len(w) > tailSize && slices.ContainsFunc(s.tails[w[len(w)-tailSize:]], func(c string) bool { return strings.HasSuffix(w, c) })
	if !plural && !tail {
		return j
	}
	first := j - 1
	for first > 0 && s.near(first) && hasAffix(s.words[first-1].Folded, s.goes.Qualifiers, strings.HasSuffix) && !s.lx.Stop(s.tag, s.words[first-1].Folded) {
		first--
	}
	return first
}

// joinedIn reports a word that joins a list among those from one to another.
func (s *mentions) joinedIn(from, end int) bool {
	for k := from; k < end; k++ {
		if s.joinsAt(s.text, s.words, k) {
			return true
		}
	}
	return false
}

// plainWord reports a word that may stand in front of a noun for bodies in their name.
func (s *mentions) plainWord(k int) bool {
	is, _ := s.tree.find(s.text, s.tag, s.words, k)
	return (is.role == 0 || is.role == isHead || is.role == isPart && !is.alone) && !s.lx.Stop(s.tag, s.words[k].Folded) && !isDigit(s.words[k].Folded[0])
}
