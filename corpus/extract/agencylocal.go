package extract

import (
	"regexp"
	"strings"

	"vanthu/corpus/lexicon"
)

var romanNumeral = regexp.MustCompile(`^[IVX]{1,5}$`)

// province reads the name of a province from word i on.
func (s *mentions) province(i, n int, id string) (Mention, int) {
	if i > 0 && s.near(i) && s.capital(i-1) && s.surnames[markedForm(s.words[i-1])] || i+n < len(s.words) && s.near(i+n) && s.capital(i+n) && s.surnames[markedForm(s.words[i])] && s.headBehind(i+n) == 0 {
		return Mention{}, n
	}
	if s.onRoute(i, n) {
		return Mention{}, n
	}
	// "Lam Dong Provincial People's Committee"
	j := i + n
	for k := 0; k < 2 && j < len(s.words) && !breaks(s.gap(j)) && !strings.Contains(s.gap(j), ","); k++ {
		if is, l := s.tree.find(s.text, s.tag, s.words, j); is.role == isLocal && s.lx.LocalKind(is.id) == "province" && s.first {
			return s.span(i, j+l-i, Mention{ID: lexicon.LocalID(id, is.id)}), j + l - i
		}
		if !s.place[markedForm(s.words[j])] {
			break
		}
		j++
	}
	if j := s.headBehind(i + n); j > 0 { // "Hai Phong Port Company"
		_, l := s.heads.find(s.text, s.tag, s.words, j)
		if l == 0 {
			_, l = s.tree.find(s.text, s.tag, s.words, j)
		}
		end := s.extent(j+l, true, false)
		return s.span(i, max(end, j+l)-i, Mention{}), max(end, j+l) - i
	}
	return s.span(i, n, Mention{ID: id}), n
}

// onRoute reports a place that dashes join to another one: the line "Lao
// Cai–Hanoi–Hai Phong".
func (s *mentions) onRoute(i, n int) bool {
	if !cased(s.tag) {
		return false
	}
	place := func(gap string, j int) bool {
		switch strings.Trim(gap, " ") {
		case "-", "–", "—":
		default:
			return false
		}
		if !s.capital(j) {
			return false
		}
		if !strings.Contains(gap, " ") && !strings.Contains(gap, "-") {
			return true
		}
		is, _ := s.tree.find(s.text, s.tag, s.words, j)
		return is.role == isProvince
	}
	if i+n < len(s.words) && place(s.gap(i+n), i+n) {
		return true
	}
	if i == 0 || i > 1 && !s.capital(i-1) {
		return false
	}
	for j := i - 1; j >= 0 && j >= i-3; j-- { // the place in front has several words
		if _, l := s.tree.find(s.text, s.tag, s.words, j); j+l == i && place(s.gap(i), j) {
			return true
		}
	}
	return strings.Trim(s.gap(i), " ") == "–" && !strings.Contains(s.gap(i), " ") && s.capital(i-1)
}

// headBehind gives the word at which a head stands that words with a capital
// lead to from one word on, in languages whose names go on in front of their
// heads; 0 where none does.
func (s *mentions) headBehind(from int) int {
	if len(s.tails) > 0 && s.near(from) { // "Hue universitet"
		if _, l := s.heads.find(s.text, s.tag, s.words, from); l > 0 {
			return from
		}
	}
	if !s.goes.Front {
		return 0
	}
	for j := from; j < len(s.words) && j < from+namesInFront && s.near(j); j++ {
		if !s.capital(j) && (j == from || !s.near(j+1) || !s.joinsAt(s.text, s.words, j)) { // "Hue Environment and Works Company"
			return 0
		}
		is, l := s.tree.find(s.text, s.tag, s.words, j)
		switch {
		case is.role == isHead, is.role == isLocal && s.lx.LocalKind(is.id) != "province":
			return j
		case is.role != 0 && l > 0 && !s.place[markedForm(s.words[j])]:
			return 0
		}
	}
	return 0
}

// namesInFront is how many words of a name may stand between a place and the
// head.
const namesInFront = 5

// local reads a local body and the place behind it.
func (s *mentions) local(i, n int, id string) (Mention, int) {
	if end := s.levelsBehind(i, n); end > i+n && s.lx.LocalKind(id) == "commune" {
		return s.span(i, end-i, Mention{ID: s.lx.All(id), Collective: true, Generic: true}), end - i
	}
	j := i + n
	for k := 0; k < 4 && s.near(j); k++ {
		is, l := s.tree.find(s.text, s.tag, s.words, j)
		if is.role == isProvince && s.lx.LocalKind(id) == "province" {
			return s.span(i, j+l-i, Mention{ID: lexicon.LocalID(is.id, id)}), j + l - i
		}
		if is.role == isBody && j > i+n { // the Party committee of a ministry is none of a province
			return s.span(i, j+l-i, Mention{}), j + l - i
		}
		if end := s.ofAnother(id, j, is, l); end > j && (j > i+n || hasAffix(s.words[j].Folded, s.goes.Endings, strings.HasSuffix)) {
			return s.span(i, end-i, Mention{}), end - i
		}
		if is.role == isPart { // of the communes
			if end, province := s.placesBehind(j+l, is.id); end > j+l {
				return s.span(i, end-i, Mention{ID: province}), end - i
			}
			all := id
			if is.id == lexicon.ProvincesPart {
				all = s.lx.All(id)
			}
			if m, n := s.list(j, is, l); m.Collective {
				l = n
			}
			end := s.whichBehind(j + l)
			return s.span(i, end-i, Mention{ID: all, Collective: true, Generic: true}), end - i
		}
		if w := markedForm(s.words[j]); !s.place[w] && !s.of[w] {
			break
		}
		j++
	}
	end := i + n
	if e := s.owned(end); e > end {
		return s.span(i, e-i, Mention{}), e - i
	}
	if len(s.goes.Endings) > 0 && s.near(end) && s.continues(end) && !s.capital(end) { // "Партийный комитет общественной безопасности"
		if e := s.extent(end, true, false); e > end+1 {
			return s.span(i, e-i, Mention{}), e - i
		}
	}
	if j > end && !cased(s.tag) { // a place the lexicon does not know: nothing but its length tells where it ends
		end = s.placeEnd(i+n, j)
	}
	if j > end && s.goes.Capital && s.near(j) && s.placeAt(j) { // "the People's Committee of Phong Dien Ward"
		return s.span(i, s.placeName(j)-i, Mention{}), s.placeName(j) - i
	}
	for s.near(end) && s.capital(end) && s.goes.Capital && end-i-n < 4 {
		if is, _ := s.tree.find(s.text, s.tag, s.words, end); is.role != 0 && is.role != isHead && (is.role != isEnd || is.capital) { // no verb has a capital letter there
			break
		}
		end++
	}
	if end > i+n && s.goes.Lower == 0 && s.ofField(end-1) { // "Department of Construction Economics and Investment Management"
		if e := s.extent(end, true, false); e > end+1 && s.capital(e-1) {
			return s.span(i, e-i, Mention{}), e - i
		}
	}
	if end == i+n && s.goes.Capital && s.goes.Lower == 0 && s.near(end) && end+1 < len(s.words) { // "Department of Transport and Traffic Safety"
		if _, l := s.joins.find(s.text, s.tag, s.words, end); l == 1 && s.near(end+1) && s.placeAt(end+1) {
			if e := s.extent(end, true, false); e > end+1 {
				return s.span(i, e-i, Mention{}), e - i
			}
		}
	}
	m := Mention{ID: id, Generic: end == i+n}
	if !m.Generic && s.lx.LocalKind(id) == "province" {
		m.ID = "" // of a town, or of something else
	}
	return s.span(i, end-i, m), end - i
}

// levelsBehind gives the word behind the further kinds of places that follow the one in
// which the name of n words from word i on ends, "the Party committees of communes | and
// wards"; that behind the name where none do.
func (s *mentions) levelsBehind(i, n int) int {
	last := i + n - 1
	switch is, l := s.tree.find(s.text, s.tag, s.words, last); {
	case n == 1:
	case is.role == isCollective && s.lx.Places(is.id):
		return last + l
	case is.role == isPart && is.id == lexicon.LocalPart:
		return s.partsBehind(last, l)
	}
	end := i + n
	for s.goes.Lower > 0 && end < len(s.words) { // "đảng ủy xã, phường"
		k := end
		if _, l := s.joins.find(s.text, s.tag, s.words, k); l > 0 {
			k += l
		} else if strings.TrimSpace(s.gap(k)) != "," {
			break
		}
		if k >= len(s.words) || !s.place[markedForm(s.words[k])] || s.of[markedForm(s.words[k])] || s.capital(k) || s.near(k+1) && s.capital(k+1) {
			break
		}
		end = k + 1
	}
	return end
}

// ofLevel gives the word behind kinds of places to which, as word j tells, what stands in
// front of it belongs: "the police of communes and wards"; j where it tells none.
func (s *mentions) ofLevel(j int) int {
	k := j
	for k < j+nearWords && s.near(k) && (s.of[markedForm(s.words[k])] || s.place[markedForm(s.words[k])] || k > j && s.definite[markedForm(s.words[k])]) {
		k++
	}
	if !s.near(k) || k == j && !hasAffix(s.words[k].Folded, s.lx.Language(s.tag).AgencyWords.For, strings.HasPrefix) {
		return j
	}
	if is, l := s.tree.find(s.text, s.tag, s.words, k); is.role == isCollective && s.lx.Places(is.id) {
		return k + l
	}
	return j
}

// ofAnother gives the word behind a local body at word j, l words long, to which
// the one of a kind that there is in many bodies belongs: "the Party Committee
// of the People's Committee" is none of a province; j where there is none.
func (s *mentions) ofAnother(id string, j int, is naming, l int) int {
	if is.role != isLocal || is.id == id || s.lx.All(id) == id {
		return j
	}
	m, n := s.local(j, l, is.id)
	if m.End == 0 {
		return j
	}
	end := j + n
	for k := end; m.Generic && k < j+n+whereWords && s.near(k); k++ { // "of the city"
		switch w := markedForm(s.words[k]); {
		case s.placeKinds[w], s.place[w] && !s.of[w] && !s.tellsWhere(k):
			return k + 1
		case !s.of[w] && !s.place[w] && !s.definite[w]:
			return end
		}
	}
	return end
}

// owned gives the word behind a head that the name in front of word i owns, "the
// Party Committee's Office"; i where it owns none.
func (s *mentions) owned(i int) int {
	if i+1 >= len(s.words) || s.words[i].Folded != "s" || !s.near(i+1) {
		return i
	}
	if g := s.gap(i); g != "'" && g != "’" {
		return i
	}
	if _, l := s.heads.find(s.text, s.tag, s.words, i+1); l > 0 && s.capital(i+1) {
		return max(s.extent(i+1+l, true, false), i+1+l)
	}
	return i
}

// placeName gives the word behind the name of a place that the lexicon does not
// know and that begins with word j, its number with it: "A Luoi 2".
func (s *mentions) placeName(j int) int {
	end := j
	for end < j+placeWords && (end == j || s.near(end)) && s.placeAt(end) {
		end++
	}
	if s.near(end) && isDigits(s.words[end].Folded) && len(s.words[end].Folded) < len("100") {
		end++
	}
	return end
}

// placeWords is how many words the name of a place has at most, that of its kind
// behind it among them.
const placeWords = 4

// placeSyllables is how many words the name of a place has in scripts without
// capitals, which write Vietnamese syllables apart.
const placeSyllables = 2

// placeEnd gives the word behind an unknown place that words such as "of the
// province" lead to, from one word to another; from where none does.
func (s *mentions) placeEnd(from, to int) int {
	named := false
	for k := from; k < to; k++ {
		w := markedForm(s.words[k])
		named = named || s.place[w] && !s.of[w]
	}
	if !named {
		return from
	}
	end := to
	for k := to; k < to+placeSyllables && s.near(k); k++ {
		if is, _ := s.tree.find(s.text, s.tag, s.words, k); is.role != 0 {
			break
		}
		end = k + 1
	}
	if end < to+placeSyllables {
		return from
	}
	return end
}
