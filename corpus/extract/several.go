package extract

import (
	"slices"
	"strings"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// whereWords is how many words may stand between a body and the place where it
// is: "in the city of".
const whereWords = 3

// attached takes what stands straight behind a body into its name: the place
// where it is, "the board of the zone in Hai Phong", and, behind a name that the
// lexicon does not know, the short name of one that it knows, "the military
// group Viettel". The mention behind has n words from word i on.
func (s *mentions) attached(before *Mention, m Mention, i, n int) bool {
	if before.ID == "" && !before.Collective && m.Collective && before.End < m.Start && s.everywhere(i) { // "the departments of health in the provinces"
		before.End = m.End
		return true
	}
	if before.ID != "" && !before.Collective || m.Collective || m.Generic || i < s.behind || i > s.behind+whereWords || m.Start != s.words[i].Start || before.End > m.Start {
		return false
	}
	is, l := s.tree.find(s.text, s.tag, s.words, i)
	if is.role == isHead && i == s.behind && s.near(i) && m.ID == "" && before.ID == "" && !before.Collective && hasAffix(s.words[i].Folded, s.onto, strings.HasPrefix) && !hasAffix(is.words[0], s.onto, strings.HasPrefix) { // "in the park of", in one word
		before.End = m.End
		return true
	}
	if m.ID == "" || l != n {
		return false
	}
	switch {
	case is.role == isBody && n == 1 && i == s.behind && s.near(i) && before.ID == "" && !before.Collective && !is.short:
		before.ID = m.ID
	case is.role == isProvince && (before.ID == "" || before.Collective) && !before.Generic && s.located(i):
		if before.Collective {
			if id := s.lx.Within(is.id, before.ID); id != before.ID {
				before.ID, before.Generic = id, false
			}
		}
	default:
		return false
	}
	if is.role == isProvince {
		before.Place = is.id
	}
	before.End = m.End
	return true
}

// everywhere reports a word for all provinces or localities at word i, to which
// nothing but words that tell where a body is lead from the last mention.
func (s *mentions) everywhere(i int) bool {
	is, _ := s.tree.find(s.text, s.tag, s.words, i)
	return is.role == isPart && (is.id == lexicon.ProvincesPart || is.id == lexicon.LocalPart) && i > s.behind && i <= s.behind+whereWords && s.where[markedForm(s.words[s.behind])] && s.located(i)
}

// shortened takes the short name in brackets behind a body into its name, and
// gives one that the lexicon does not know the body of that: "the association of
// exporters (VASEP)".
func (s *mentions) shortened(before *Mention, m Mention, i, n int) bool {
	if before.ID != "" && before.ID != m.ID || before.Collective || m.ID == "" || n != 1 || i != s.behind || strings.TrimSpace(s.gap(i)) != "(" || !strings.HasPrefix(s.text[m.End:], ")") {
		return false
	}
	if is, _ := s.tree.find(s.text, s.tag, s.words, i); is.raw == "" {
		return false
	}
	before.ID, before.End = m.ID, m.End+len(")")
	return true
}

// located reports that nothing but words that tell where a body is stands
// between the last mention and word i, or letters that do so are written onto
// that.
func (s *mentions) located(i int) bool {
	told := i == s.behind && s.near(i) && hasAffix(s.words[i].Folded, s.onto, strings.HasPrefix)
	if told {
		is, _ := s.tree.find(s.text, s.tag, s.words, i)
		return s.words[i].Folded != is.words[0]
	}
	for j := s.behind; j < i; j++ {
		w := markedForm(s.words[j])
		if !s.near(j) || !s.where[w] && !s.of[w] && !s.place[w] {
			return false
		}
		told = told || s.where[w]
	}
	return told && s.near(i)
}

// tellsWhere reports that word j stands in front of the place where a body is.
func (s *mentions) tellsWhere(j int) bool {
	w := markedForm(s.words[j])
	return s.where[w] || s.of[w]
}

// ofProvinces reads the provinces from word j on that tell which bodies a
// collective from word i on means: that of the first one, and those of the
// others as mentions of their own, behind it.
func (s *mentions) ofProvinces(i, j int, m Mention) (Mention, int) {
	kind := s.lx.KindOf(m.ID)
	if kind == "" || !s.near(j) {
		return Mention{}, 0
	}
	var list []Mention
	end := j
	for {
		is, l := s.tree.find(s.text, s.tag, s.words, j)
		if is.role != isProvince {
			break
		}
		list = append(list, s.span(j, l, Mention{ID: lexicon.LocalID(is.id, kind)}))
		end = j + l
		next, ok := s.nextInList(end)
		if !ok {
			break
		}
		for j = next; s.near(j+1) && s.place[markedForm(s.words[j])]; j++ { // "and the city of"
		}
	}
	if len(list) == 0 {
		return Mention{}, 0
	}
	first := list[0]
	first.Start = s.words[i].Start
	s.more = append(s.more[:0], list[1:]...)
	return first, end - i
}

// nextInList gives the word behind the comma or "and" at word j.
func (s *mentions) nextInList(j int) (int, bool) {
	if j >= len(s.words) {
		return 0, false
	}
	gap := strings.Trim(s.gap(j), " \u00a0")
	comma := gap == "," || gap == "،"
	if !comma && !s.near(j) {
		return 0, false
	}
	if _, l := s.joins.find(s.text, s.tag, s.words, j); l > 0 {
		return j + l, j+l < len(s.words) && s.near(j+l)
	}
	attached := lang.RightToLeft(s.tag) && strings.HasPrefix(s.words[j].Folded, lang.Conjunction(s.tag))
	return j, comma || attached
}

// several reads the name of several bodies, whose head has n words from word i
// on.
func (s *mentions) several(i, n int) (Mention, int) {
	s.many = true
	m, n := s.unknown(i, n)
	s.many = false
	return m, n
}

// behindOf gives the word behind those from word i on that stand between a body
// and its place: "of", "in the city of".
func (s *mentions) behindOf(i int) int {
	for k := 0; k < whereWords && s.near(i) && (s.tellsWhere(i) || s.place[markedForm(s.words[i])]); k++ {
		i++
	}
	return i
}

// foreignNames gives the word behind the names of places from word j on that the
// lexicon does not know, in scripts without capitals; j where there are none.
func (s *mentions) foreignNames(j int) int {
	end := j
	for end < j+placeSyllables && s.near(end) && s.nameAt(j, end) {
		end++
	}
	s.many = true
	end = s.furtherNames(j, end)
	s.many = false
	return end
}

// named reports that a proper name begins with word i.
func (s *mentions) named(i int) bool { return s.near(i) && s.nameAt(i, i) }

// furtherNames gives the word behind the further names that a head of several
// bodies has, whose names begin with word first and have come to word end: "the
// hospitals Bach Mai and Cho Ray".
func (s *mentions) furtherNames(first, end int) int {
	for end > first {
		j, ok := s.nextInList(end)
		if !ok && !cased(s.tag) && s.near(end) && s.near(end+1) { // "باخ ماي وتشو راي", of which one syllable is a word
			if next, listed := s.nextInList(end + 1); listed && s.nameAt(next, next) {
				j, ok = next, true
			}
		}
		if !ok {
			return end
		}
		k := j
		for k < len(s.words) && k < j+nameSyllables+1 && (k == j || s.near(k)) && s.nameAt(j, k) {
			k++
		}
		if k == j || k < len(s.words) && s.near(k) && s.capital(k) && !s.placeAt(k) {
			return end
		}
		end = k
	}
	return end
}

// nameAt reports that word k may be of a proper name that begins with word j.
func (s *mentions) nameAt(j, k int) bool {
	is, _ := s.tree.find(s.text, s.tag, s.words, k)
	switch {
	case is.role == isProvince:
		return true
	case is.role == isEnd && !is.capital && cased(s.tag): // no verb has a capital letter there
		return s.capital(k)
	case is.role != 0:
		return false
	case cased(s.tag):
		return s.capital(k) && !s.months[s.words[k].Folded]
	}
	return s.syllables(j, k) && !slices.ContainsFunc(s.goes.Prefixes, func(p string) bool { return strings.HasPrefix(s.words[k].Folded, p) && len(p) > len("ל") })
}
