package extract

import (
	"strings"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// Names in languages that write the article onto the noun, and join nouns without any
// word between: which nouns go on a name.

// chainWords is how many nouns without an article a name may have behind its
// head.
const chainWords = 3

// chained reports that word j goes on nouns that stand without an article from
// word first on, each of which belongs to the one before, up to one with an
// article: "مركز تنمية صندوق الأراضي".
func (s *mentions) chained(first, j int) bool {
	article := lang.Article(s.tag)
	definite := func(i int) bool { return hasAffix(s.words[i].Folded, s.goes.Prefixes, strings.HasPrefix) }
	if article == "" || j-first >= chainWords {
		return false
	}
	for i := first; i < j; i++ {
		if definite(i) {
			return false
		}
	}
	for i := j; i < len(s.words) && i-first <= chainWords && (i == j || s.near(i)); i++ {
		if w := s.words[i].Folded; definite(i) && (strings.HasPrefix(w, article) || lang.Definite(s.tag, w, lang.Root(s.tag, strings.TrimPrefix(w, "لل")))) {
			return true
		}
		is, _ := s.tree.find(s.text, s.tag, s.words, i)
		if is.role == isProvince && i > j && s.words[i].Folded == is.words[0] {
			return true
		}
		if is.role != 0 && is.role != isHead || s.lx.Stop(s.tag, s.words[i].Folded) {
			return false
		}
	}
	return false
}

// apposed gives the word behind a proper name at word j that stands behind a
// noun, at the end of what that belongs to: "مجموعة الاتصالات العسكرية فييتيل إلى".
// It is words that the lexicon does not know, and no verb of what is to come; j
// where there is none.
func (s *mentions) apposed(j int) int {
	if s.known == nil {
		return j
	}
	k := j
	for k < len(s.words) && k < j+nameSyllables && (k == j || s.near(k)) && s.foreignWord(k) && !(k > j && strings.HasPrefix(s.words[k].Folded, lang.Conjunction(s.tag))) {
		k++
	}
	first, article := s.words[j].Folded, lang.Article(s.tag)
	verbFirst := s.lx.Language(s.tag).Duties.VerbFirst
	switch n := utf8.RuneCountInString(first); {
	case k == j, s.verbs.hold(first) && (n > 4 || k == j+1):
		return j
	case k == j+1 && !s.unheard(j-1) && (!verbFirst || n < 4 || !strings.HasPrefix(s.words[j-1].Folded, article)): // one word may be any
		return j
	case k < len(s.words) && s.near(k):
		is, _ := s.tree.find(s.text, s.tag, s.words, k)
		if is.role != isEnd && !s.inside[markedForm(s.words[k])] && !s.lx.Stop(s.tag, s.words[k].Folded) && !(s.verbs.hold(s.words[k].Folded) && !verbFirst) && s.unheard(k) {
			return j
		}
	}
	return k
}

// foreignWord reports that the lexicon does not know word k and that nothing is
// written onto it.
func (s *mentions) foreignWord(k int) bool {
	w := s.words[k].Folded
	if utf8.RuneCountInString(w) > syllableRunes+1 || isDigit(w[0]) || s.numbers[w] || hasAffix(w, s.goes.Prefixes, strings.HasPrefix) || strings.HasPrefix(w, lang.Conjunction(s.tag)) || s.lx.Stop(s.tag, w) {
		return false
	}
	if is, _ := s.tree.find(s.text, s.tag, s.words, k); is.role != 0 {
		return false
	}
	return s.unheard(k)
}

// unheard reports that the lexicon has word k nowhere, whatever is written onto
// it.
func (s *mentions) unheard(k int) bool {
	var buffer [16]string
	for _, root := range lang.Roots(buffer[:0], s.tag, s.words[k].Folded) {
		if s.known[root] {
			return false
		}
	}
	return true
}

// ownsPlace reports a noun at word j that belongs to the place or to the noun
// with an article straight behind it, in languages that write nothing between:
// "שימור אתרי הואה".
func (s *mentions) ownsPlace(j int) bool {
	w := s.words[j].Folded
	if !s.near(j+1) || !hasAffix(w, s.goes.Chain, strings.HasSuffix) || s.lx.Stop(s.tag, w) {
		return false
	}
	is, _ := s.tree.find(s.text, s.tag, s.words, j+1)
	if is.role == isProvince {
		return cased(s.tag) || s.words[j+1].Folded == is.words[0] // with nothing written onto it
	}
	article := lang.Article(s.tag)
	return article != "" && is.role == 0 && hasAffix(s.words[j+1].Folded, []string{article}, strings.HasPrefix) // "קברי הקיסרים"
}

// How many letters a syllable of Vietnamese has at most in the letters of other
// scripts, and how many of them a name.
const (
	syllableRunes = 5
	nameSyllables = 3
)

// geresh reports that word j goes on a syllable that a mark within it parts:
// "צ'י".
func (s *mentions) geresh(j int) bool {
	g := s.gap(j)
	return j < len(s.words) && lang.RightToLeft(s.tag) && (g == "'" || g == "׳" || g == "’")
}

// lastSyllable reports that word j may be the last syllable of a name that begins
// with word first and of which another syllable has a mark within it, whatever it
// means in the language: "הו צ'י מין".
func (s *mentions) lastSyllable(first, j int) bool {
	if !s.near(j) || s.gap(j) != " " || j+1 < len(s.words) && s.geresh(j+1) {
		return false
	}
	count := 1
	for i := first; i < j; i++ {
		if i == first || !s.geresh(i) {
			count++
		}
	}
	w := s.words[j].Folded
	if is, _ := s.tree.find(s.text, s.tag, s.words, j); is.role != 0 {
		return false
	}
	return count <= nameSyllables && utf8.RuneCountInString(w) < syllableRunes && !isDigit(w[0]) && !s.numbers[w] && !s.verbs.hold(w) && !hasAffix(w, s.goes.Prefixes, strings.HasPrefix) && !s.lx.Stop(s.tag, w)
}

// syllables reports that all words from word first to word j may be syllables
// of a Vietnamese name: short ones that the lexicon does not know.
func (s *mentions) syllables(first, j int) bool {
	if s.known == nil {
		return false
	}
	count := 0 // syllables, of which one may be two words
	for i := first; i <= j; i++ {
		if i == first || !s.geresh(i) {
			count++
		}
	}
	if count > nameSyllables {
		return false
	}
	var buffer [16]string
	for i := first; i <= j; i++ {
		w := s.words[i].Folded
		if i+1 < len(s.words) && s.geresh(i+1) || i > first && s.geresh(i) {
			continue // no word is written so
		}
		if i > first && s.many && s.near(i) && strings.Contains(s.gap(i), " ") && strings.HasPrefix(w, lang.Conjunction(s.tag)) || utf8.RuneCountInString(w) > syllableRunes || isDigit(w[0]) || s.numbers[w] || i > first && !s.near(i) || s.lx.Stop(s.tag, w) {
			return false
		}
		for _, root := range lang.Roots(buffer[:0], s.tag, w) {
			if s.known[root] {
				return false
			}
		}
		if i > first && hasAffix(w, s.goes.Prefixes, strings.HasPrefix) {
			return false
		}
	}
	return true
}

// continues reports whether word j goes on a name.
func (s *mentions) continues(j int) bool {
	w := s.words[j].Folded
	return s.goes.Capital && s.capital(j) || hasAffix(w, s.goes.Endings, strings.HasSuffix) || hasAffix(w, s.goes.Prefixes, strings.HasPrefix) || s.hyphened(j)
}

// firstPart is how many letters the first part of an adjective has at least that a
// hyphen joins to its second one.
const firstPart = 4

// hyphened reports the first part of an adjective at word j whose second one, behind a
// hyphen, goes on a name: "Управление информационно-технологической промышленности".
func (s *mentions) hyphened(j int) bool {
	w := s.words[j].Folded
	return s.gap(j+1) == "-" && utf8.RuneCountInString(w) >= firstPart && !s.lx.Stop(s.tag, w) && hasAffix(s.words[j+1].Folded, s.goes.Endings, strings.HasSuffix)
}

// ofBody reports at word j, straight behind a noun for bodies without an article, a body
// whose own name begins with the letter that is written onto a word as "and": "משרד ועדת
// הביקורת", the office of the commission.
func (s *mentions) ofBody(j int, is naming) bool {
	and, article := lang.Conjunction(s.tag), lang.Article(s.tag)
	return and != "" && lang.RightToLeft(s.tag) && (is.role == isBody || is.role == isLocal || is.role == isHead) && s.near(j) && strings.HasPrefix(is.words[0], and) && s.words[j].Folded == is.words[0] && j > 0 && !strings.Contains(s.words[j-1].Folded, article)
}

// withoutLetters gives the name of a body without the letters for "from", "to" or "and" that
// are written onto its first word: "מהמרכז", from the centre.
func (r *dutyReader) withoutLetters(name corpus.Span) corpus.Span {
	tag, text := r.doc.Language, name.In(r.doc.Text)
	if !lang.RightToLeft(tag) || text == "" {
		return name
	}
	words := lang.Words(text)
	is, n := r.x.spoken(tag).heads.find(text, tag, words, 0)
	if n == 0 {
		return name
	}
	letters, ok := strings.CutSuffix(words[0].Folded, is.words[0])
	if !ok {
		return name
	}
	letters, _, _ = strings.Cut(letters, lang.Article(tag)) // "מ-ה-מרכז"
	if strings.HasPrefix(text, letters) && !strings.HasPrefix(letters, "لل") {
		name.Start += len(letters)
	}
	return name
}

// needsNoun reports a noun at word j with "for" written onto it and no article, which goes on
// with what it is of: "לפיתוח", for the development of.
func (s *mentions) needsNoun(j int) bool {
	w := s.words[j].Folded
	return lang.RightToLeft(s.tag) && hasAffix(w, s.lx.Language(s.tag).AgencyWords.For, strings.HasPrefix) && !lang.Definite(s.tag, w, lang.Root(s.tag, w)) && !hasAffix(w, s.goes.Behind, strings.HasSuffix) && !hasAffix(w, []string{lang.Article(s.tag)}, strings.HasPrefix)
}

// belongs reports that word j belongs to the noun in front of it, which has a
// preposition written onto it: "למשאבי טבע", for resources of nature.
func (s *mentions) belongs(j int) bool {
	w, before := s.words[j].Folded, s.words[j-1].Folded
	if !hasAffix(before, s.goes.Prefixes, strings.HasPrefix) || strings.HasPrefix(before, lang.Article(s.tag)) || isDigit(w[0]) || s.lx.Stop(s.tag, w) {
		return false
	}
	return hasAffix(w, s.goes.Behind, strings.HasSuffix) || hasAffix(before, s.goes.Construct, strings.HasSuffix)
}

// listed reports that the comma in front of word j stands inside a name: a
// conjunction and a capital follow in the same list, "Văn hóa, Thể thao và
// Du lịch".
func (s *mentions) listed(j int) bool {
	if !s.goes.Capital || !s.capital(j) {
		return false
	}
	for k := j + 1; k < len(s.words) && k < j+6; k++ {
		if _, l := s.joins.find(s.text, s.tag, s.words, k); l > 0 && s.near(k) {
			if k+l >= len(s.words) || !s.near(k+l) || !s.capital(k+l) {
				return false
			}
			is, _ := s.tree.find(s.text, s.tag, s.words, k+l)
			return is.role != isHead && is.role != isBody && is.role != isLocal
		}
		if !s.near(k) && strings.Trim(s.gap(k), " ") != "," {
			return false
		}
	}
	return false
}
