package extract

import (
	"slices"
	"strings"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// list reads the parts of a collective that stand in a list from word i on.
func (s *mentions) list(i int, is naming, n int) (Mention, int) {
	parts, end, alone := []string{is.id}, i+n, is.alone
	for end < len(s.words) {
		j := end
		comma := strings.Trim(s.gap(j), " \u00a0") == "," || strings.Trim(s.gap(j), " \u00a0") == "،"
		join, l := s.joins.find(s.text, s.tag, s.words, j)
		attached := lang.RightToLeft(s.tag) && strings.HasPrefix(s.words[j].Folded, lang.Conjunction(s.tag))
		switch {
		case !comma && !s.near(j):
			l = -1
		case join.role != 0:
			j += l
		case !comma && !attached:
			l = -1
		}
		if l < 0 || j >= len(s.words) {
			break
		}
		next, m := s.tree.find(s.text, s.tag, s.words, j)
		if next.role != isPart {
			break
		}
		parts, end, alone = append(parts, next.id), j+m, alone || next.alone
	}
	if len(parts) == 1 {
		if h, l := s.heads.find(s.text, s.tag, s.words, i); l > 0 && (cased(s.tag) || !lang.Definite(s.tag, s.words[i].Folded, h.words[0])) { // with an article nothing belongs to it
			read := s.unknown
			if h.many {
				read = s.several
			}
			if m, n := read(i, l); m.End > 0 {
				return m, n
			}
			if w := s.words[i].Folded; s.partForms == nil && cased(s.tag) && n == 1 && len(w) < len(is.words[0]) && strings.HasPrefix(is.words[0], w) { // one of several, whatever root it shares with them
				if i > 0 && s.near(i) && s.fronts[lang.Root(s.tag, s.words[i-1].Folded)] {
					return s.span(i, 1, Mention{}), 1 // "juridisk avdeling"
				}
				return Mention{}, 1
			}
		}
		if !alone {
			return Mention{}, 1
		}
	}
	if len(parts) == 1 {
		switch end2, province := s.placesBehind(end, is.id); {
		case province != "": // those behind are meant, and not all
			return Mention{}, end - i
		case end2 > end:
			return s.span(i, end2-i, Mention{}), end2 - i
		}
	}
	var m Mention
	if named := slices.DeleteFunc(parts, func(p string) bool { return p == lexicon.KindsPart }); len(named) > 0 {
		id := s.lx.Collective(named)
		a, _ := s.lx.Agency(id)
		m = Mention{ID: id, Collective: true, Generic: a.Generic}
	}
	if _, l := s.narrows.find(s.text, s.tag, s.words, end); l > 0 && s.near(end) {
		end += l
	}
	return s.span(i, end-i, m), end - i
}

// narrowed reads a collective of n words from word i on, and the local bodies
// and places behind that tell which of them: "the committees of the wards Hoan
// Kiem and Cua Nam".
func (s *mentions) narrowed(i, n int, m Mention) (Mention, int) {
	if end := s.levelsBehind(i, n); n > 1 && end > i+n && s.lx.Places(m.ID) { // "the committees of wards | and special zones"
		return s.span(i, end-i, m), end - i
	}
	j := i + n
	for k := 0; k < 3 && s.near(j) && (s.of[markedForm(s.words[j])] || s.place[markedForm(s.words[j])]); k++ {
		j++
	}
	if end := s.whichBehind(j); end > j && j == i+n && s.lx.Places(m.ID) {
		return s.span(i, end-i, m), end - i
	}
	if j > i+n || s.partForms != nil { // in languages with cases nothing stands between
		if end, places := s.whichPlaces(j); end > 0 {
			return s.span(i, end-i, s.ofPlaces(i, j, m, places)), end - i
		}
	}
	if first, l := s.ofProvinces(i, j, m); l > 0 { // "the People's Committees of Gia Lai and Dak Lak"
		return first, l
	}
	if (j == i+n || s.tellsWhere(j-1)) && cased(s.tag) && (s.lx.Places(m.ID) || j > i+n && s.lx.KindOf(m.ID) != "") { // "the committees of the wards Hoan Kiem and Cua Nam"
		if end, province := s.placesBehind(j, lexicon.LocalPart); end > j && province == "" {
			return s.span(i, end-i, Mention{}), end - i
		}
	}
	if h, l := s.heads.find(s.text, s.tag, s.words, i); h.many && l == n && s.named(j) { // "các trường đại học Nha Trang và Quy Nhơn"
		return s.several(i, n)
	}
	if end := s.ofLevel(i + n); j == i+n && end > j {
		return s.span(i, end-i, m), end - i
	}
	if j == i+n || !s.near(j) {
		return s.span(i, n, m), n
	}
	if end := s.foreignNames(j); !cased(s.tag) && end > j && s.place[markedForm(s.words[j-1])] {
		return s.span(i, end-i, Mention{}), end - i
	}
	is, l := s.tree.find(s.text, s.tag, s.words, j)
	if is.role == isPart && is.id == lexicon.ProvincesPart { // "the People's Committees in the provinces and cities"
		if kind := s.lx.KindOf(m.ID); kind != "" && s.lx.All(kind) != kind {
			if end, province := s.placesBehind(j+l, is.id); end == j+l && province == "" {
				return s.span(i, s.partsBehind(j, l)-i, Mention{ID: s.lx.All(kind), Collective: true}), s.partsBehind(j, l) - i
			}
		}
	}
	if is.role == isCollective && s.lx.Places(is.id) { // "the Party committees of communes and wards"
		return s.span(i, j+l-i, m), j + l - i
	}
	if is.role != isPart || is.id != lexicon.LocalPart {
		return s.span(i, n, m), n
	}
	if end, province := s.placesBehind(j+l, is.id); end > j+l && province == "" {
		return s.span(i, end-i, Mention{}), end - i
	}
	if end := s.foreignNames(j + l); !cased(s.tag) && end > j+l {
		return s.span(i, end-i, Mention{}), end - i
	}
	if s.lx.KindOf(m.ID) == "" && !s.lx.Places(m.ID) || j > i+n {
		end := s.whichBehind(s.partsBehind(j, l))
		return s.span(i, end-i, m), end - i
	}
	return s.span(i, n, m), n
}

// partsBehind gives the word behind the words for places that stand in a list
// from the one at word j on, which has l words, names of some of them in front:
// "wards, communes and the Cat Hai special zone".
func (s *mentions) partsBehind(j, l int) int {
	end := j + l
	for k := end; k < len(s.words) && k-end < longestList; {
		comma := strings.Trim(s.gap(k), " \u00a0") == ","
		_, join := s.joins.find(s.text, s.tag, s.words, k)
		if !s.near(k) && !comma {
			break
		}
		is, n := s.tree.find(s.text, s.tag, s.words, k)
		switch {
		case is.role == isPart && (k > end || comma) && is.id == lexicon.LocalPart:
			end = k + n
			k = end
		case join > 0:
			k += join
		case k > end && cased(s.tag) && (s.placeAt(k) || s.definite[markedForm(s.words[k])]), comma && cased(s.tag) && s.placeAt(k):
			k++
		case lang.RightToLeft(s.tag) && k == end && strings.HasPrefix(s.words[k].Folded, lang.Conjunction(s.tag)) && is.role == isPart:
			end = k + n
			k = end
		default:
			return end
		}
	}
	return end
}

// longestList is how many words may stand between two words for places in a list.
const longestList = 10

// placesBehind gives the word behind the places that narrow a part of a
// collective down, "the communes of A Luoi 1 and A Luoi 2", up to the first
// where that is a province, which it gives; from where there are none.
func (s *mentions) placesBehind(from int, part string) (end int, province string) {
	if part != lexicon.LocalPart && part != lexicon.ProvincesPart {
		return from, ""
	}
	j := from
	if strings.TrimSpace(s.gap(j)) == "," {
		if is, _ := s.tree.find(s.text, s.tag, s.words, j); is.role == isProvince {
			return j, is.id
		}
	}
	for k := 0; k < 2 && s.near(j) && (s.of[markedForm(s.words[j])] || s.place[markedForm(s.words[j])]); k++ {
		j++
	}
	if !s.near(j) {
		return from, ""
	}
	if is, l := s.tree.find(s.text, s.tag, s.words, j); is.role == isProvince {
		return j + l, is.id
	}
	if !cased(s.tag) {
		return from, ""
	}
	end = from
	for s.placeAt(j) {
		for s.near(j+1) && (s.placeAt(j+1) || isDigit(s.words[j+1].Folded[0])) {
			j++
		}
		end = j + 1
		j = end
		if j < len(s.words) && strings.TrimSpace(s.gap(j)) == "," || s.near(j) {
			if _, l := s.joins.find(s.text, s.tag, s.words, j); l > 0 {
				j += l
			} else if s.near(j) {
				break
			}
		}
	}
	return end, ""
}

// placeAt reports that word j may be of the name of a place that the lexicon
// does not know.
func (s *mentions) placeAt(j int) bool {
	if j >= len(s.words) || !s.capital(j) || shouted(s.text, s.words[j]) || s.months[s.words[j].Folded] {
		return false
	}
	is, _ := s.tree.find(s.text, s.tag, s.words, j)
	return is.role == 0 || is.role == isEnd && !is.capital || is.role == isHead && s.words[j].Marked != "" // no verb has a capital letter there, "Tràm" is no tramway
}

// compound reads one word that ends like a body's name.
func (s *mentions) compound(i int) (Mention, int) {
	w := s.words[i].Folded
	if len(s.tails) == 0 || len(w) <= tailSize+2 {
		return Mention{}, 0
	}
	for _, c := range s.bare[w[len(w)-tailSize:]] {
		if len(w) > len(c)+1 && strings.HasSuffix(w, c) && (s.namedInFront(i) || shortName.MatchString(s.text[s.words[i].End:]) || i > 0 && s.near(i) && s.fronts[lang.Root(s.tag, s.words[i-1].Folded)] && hasAffix(s.words[i-1].Folded, s.goes.Owners, strings.HasSuffix)) {
			return s.span(i, 1, Mention{}), 1
		}
	}
	for _, c := range s.tails[w[len(w)-tailSize:]] {
		if len(w) > len(c)+1 && strings.HasSuffix(w, c) {
			n := 1
			if s.near(i+1) && s.capital(i) && romanNumeral.MatchString(s.text[s.words[i+1].Start:s.words[i+1].End]) { // "Nasjonalarkivet IV"
				n++
			}
			if end := s.extent(i+n, true, false); cased(s.tag) && end > i+n && (s.capital(end-1) || s.linked(i+n) && !s.inside[markedForm(s.words[end-1])]) { // "het wijkbestuur van Bay Hien"
				n = end - i
			}
			m := s.span(i, n, Mention{})
			if j := s.sharedEnd(i); s.words[j].Start >= s.done {
				m.Start = s.words[j].Start
			}
			return m, n
		}
	}
	return Mention{}, 0
}

// sharedEnd gives the first word of a compound that shares its end with the
// one at word i, "Landbruks- og miljødirektoratet"; i where none does.
func (s *mentions) sharedEnd(i int) int {
	if i < 2 || !s.near(i) || strings.TrimSpace(s.gap(i-1)) != "-" {
		return i
	}
	if _, l := s.joins.find(s.text, s.tag, s.words, i-1); l != 1 {
		return i
	}
	return i - 2
}
