package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// Mention is the naming of a body, of several bodies at once, or of a person
// who stands for a body.
type Mention struct {
	Start, End int    // bytes of the text
	ID         string // of the lexicon; empty for a body that it does not know
	Place      string // ID of the province that stands behind the name of a body
	Collective bool   // several bodies named as one: ministries and localities
	Generic    bool   // a common noun that does not tell which body: units, the provincial people's committee
}

// Mentions gives the namings of bodies in a text in order, without overlaps;
// words are those of lang.Words(text). At each place the longest name counts.
// A name of a kind of local bodies and a place beside it are one body; words
// for parts of a collective that stand in a list are one collective; a person
// in office and the body behind are that body. What opens like a body's name
// and is not known goes on as the language's NameRule says.
func (x *Extractor) Mentions(text, tag string, words []lang.Word) []Mention {
	s := mentions{spoken: x.spoken(tag), lx: x.lexicon, text: text, words: words}
	var out []Mention
	for i := 0; i < len(words); {
		m, n := s.at(i)
		if n > 0 && m.End > 0 {
			front := s.front(i)
			for front > 0 && s.near(front) && words[front-1].Start >= s.done && s.fronts[lang.Root(tag, words[front-1].Folded)] {
				front--
			}
			if m.ID == "" {
				if owner := s.ownerOf(i); owner < front {
					front = owner
				}
			}
			if front < i {
				m.Start = words[front].Start
			}
			if len(out) > 0 && s.attached(&out[len(out)-1], m, i, n) {
				s.done, s.behind = m.End, i+n
				i += n
				continue
			}
			out, s.done, s.behind = append(out, m), m.End, i+n
			if len(s.more) > 0 {
				out = append(out, s.more...)
				s.done, s.more = out[len(out)-1].End, s.more[:0]
			}
			for j, l := s.elided(m, i+n); l > 0; j, l = s.elided(m, i+n) {
				next := s.span(j, l, Mention{ID: s.field(j)})
				if m.Collective { // it stands for those behind it, not for all
					next.Start, out = m.Start, out[:len(out)-1]
				}
				out, s.done, n, m = append(out, next), next.End, j+l-i, next
			}
		}
		i += max(n, 1)
	}
	return out
}

// mentions is one pass over the words of a text.
type mentions struct {
	*spoken
	lx     *lexicon.Lexicon
	text   string
	words  []lang.Word
	done   int       // where the last mention ends
	behind int       // the word behind it
	more   []Mention // that stand behind the one read, in the same list
	many   bool      // the name that is read has a head of several bodies
}

// at gives the mention that opens with word i and the number of words that
// are read; a mention that ends at 0 is none.
func (s *mentions) at(i int) (Mention, int) {
	is, n := s.tree.find(s.text, s.tag, s.words, i)
	if is.role != 0 && inCode(s.text, s.words[i].Start) {
		return Mention{}, 1
	}
	switch is.role {
	case 0:
		return s.compound(i)
	case isNoBody:
		return Mention{}, n
	case isPart:
		if n == 1 && s.opensClause(i, is.words[0]) {
			return Mention{}, 1
		}
		return s.list(i, is, n)
	case isTitle:
		return s.person(i, n)
	case isHead:
		if is.many && s.named(s.behindOf(i+n)) {
			return s.several(i, n)
		}
		if is.many && !is.alone {
			return Mention{}, 1
		}
		if article := lang.Article(s.tag); article != "" && !strings.HasPrefix(is.words[0], article) && lang.Definite(s.tag, s.words[i].Folded, is.words[0]) {
			if n := s.adjectives(i, article); n > 0 {
				return s.span(i, 1+n, Mention{}), 1 + n
			}
			return Mention{}, 1 // with an article nothing else belongs to it
		}
		return s.unknown(i, n)
	case isProvince:
		return s.province(i, n, is.id)
	case isLocal:
		return s.local(i, n, is.id)
	case isCollective:
		return s.narrowed(i, n, Mention{ID: is.id, Collective: true})
	case isBody:
		if is.short && s.near(i+n) && s.goes.Lower > 0 && s.place[markedForm(s.words[i+n])] { // "Ban Chỉ đạo tỉnh về chuyển đổi số"
			if end := s.extent(i+n+1, true, false); end > i+n+1 {
				return s.span(i, end-i, Mention{}), end - i
			}
		}
		if is.short && s.linked(i+n) {
			if end := s.extent(i+n, true, false); end > i+n {
				return s.span(i, end-i, Mention{}), end - i
			}
		}
		if more := s.foreign(i, n); more > 0 {
			return Mention{}, more
		}
		return s.span(i, n, Mention{ID: is.id}), n
	}
	return Mention{}, max(n, 0)
}

// adjectives counts the words with an article straight behind a head that has
// one too: "الأكاديمية الفيتنامية", the Vietnamese Academy.
func (s *mentions) adjectives(i int, article string) int {
	n := 0
	for j := i + 1; j < len(s.words) && n < placeSyllables && s.near(j) && strings.HasPrefix(s.words[j].Folded, article); j++ {
		if is, _ := s.tree.find(s.text, s.tag, s.words, j); is.role != 0 {
			break
		}
		n++
	}
	return n
}

// inCode reports a word that ends a document's number: "45/KH-UBND".
func inCode(text string, at int) bool {
	if at == 0 || text[at-1] != '-' && text[at-1] != '/' {
		return false
	}
	code := text[strings.LastIndexAny(text[:at], " \n\t(")+1 : at]
	return strings.Contains(code, "/") && strings.ContainsAny(code, "0123456789")
}

// foreign gives the number of words of a body of another State, which is
// named in front of the n words from word i on or behind them; 0 where it is
// not.
func (s *mentions) foreign(i, n int) int {
	if is, l := s.tree.find(s.text, s.tag, s.words, max(i-1, 0)); is.role == isForeign && l == 1 && s.near(i) {
		return n
	}
	j := i + n
	for k := 0; k < 3 && s.near(j) && (s.of[markedForm(s.words[j])] || s.inside[markedForm(s.words[j])]); k++ {
		j++
	}
	if !s.near(j) {
		return 0
	}
	if is, l := s.tree.find(s.text, s.tag, s.words, j); is.role == isForeign {
		return j + l - i
	}
	return 0
}

// elided finds the next ministry of a list in which only the first has the
// word for it, "các bộ: Công an, Quốc phòng": its first word and how many
// words it has, none where word j goes on otherwise.
func (s *mentions) elided(before Mention, j int) (first, n int) {
	if before.ID != lexicon.Ministries && !s.lx.Ministry(before.ID) || j >= len(s.words) {
		return 0, 0
	}
	switch gap := strings.TrimSpace(s.gap(j)); gap {
	case ",", "،", "":
	case ":":
		if before.ID != lexicon.Ministries {
			return 0, 0
		}
	default:
		return 0, 0
	}
	_, join := s.joins.find(s.text, s.tag, s.words, j)
	if s.near(j) && join == 0 && before.ID != lexicon.Ministries {
		return 0, 0
	}
	j += join
	if j >= len(s.words) {
		return 0, 0
	}
	_, n = s.fields.find(s.text, s.tag, s.words, j)
	if _, other := s.tree.find(s.text, s.tag, s.words, j); other > n {
		return 0, 0
	}
	return j, n
}

// field gives the ministry whose field stands at word j.
func (s *mentions) field(j int) string {
	is, _ := s.fields.find(s.text, s.tag, s.words, j)
	return is.id
}

func (s *mentions) span(i, n int, m Mention) Mention {
	m.Start, m.End = s.words[i].Start, s.words[i+n-1].End
	for _, marks := range quotation {
		if rest := s.text[m.End:]; strings.HasPrefix(rest, marks[1]) && strings.Count(s.text[m.Start:m.End], marks[0])%2 == 1 {
			m.End += len(marks[1])
		}
	}
	return m
}

// quotation is the marks around a name, the opening and the closing one.
var quotation = [][2]string{{"«", "»"}, {"“", "”"}, {"„", "“"}, {`"`, `"`}}

// gap gives what stands in front of word i, behind the word before.
func (s *mentions) gap(i int) string {
	if i <= 0 || i >= len(s.words) {
		return "\n"
	}
	return s.text[s.words[i-1].End:s.words[i].Start]
}

// near reports that word i follows the one before without a mark.
func (s *mentions) near(i int) bool {
	g := s.gap(i)
	return g != "" && strings.Trim(g, " \u00a0") == "" || (g == "'" || g == "׳") && lang.RightToLeft(s.tag) // of a letter: צ'ו
}

// joinsAt reports a word that joins a list: and.
func (s *spoken) joinsAt(text string, words []lang.Word, i int) bool {
	_, n := s.joins.find(text, s.tag, words, i)
	return n > 0
}

func (s *mentions) capital(i int) bool { return capitalAt(s.text, s.words[i]) }

// person reads the body that a person in office stands for.
func (s *mentions) person(i, n int) (Mention, int) {
	j := i + n
	for k := 0; k < 3 && s.near(j) && s.of[markedForm(s.words[j])]; k++ {
		if is, _ := s.tree.find(s.text, s.tag, s.words, j); is.role != 0 && is.role != isEnd {
			break
		}
		j++
	}
	if !s.near(j) {
		return Mention{}, n
	}
	m, more := s.at(j)
	if m.End == 0 || m.Generic && m.ID == "" {
		return Mention{}, n
	}
	m.Start = s.words[i].Start
	return m, j - i + more
}

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
	id := s.lx.Collective(parts)
	a, _ := s.lx.Agency(id)
	return s.span(i, end-i, Mention{ID: id, Collective: true, Generic: a.Generic}), end - i
}

// narrowed reads a collective of n words from word i on, and the local bodies
// and places behind that tell which of them: "the committees of the wards Hoan
// Kiem and Cua Nam".
func (s *mentions) narrowed(i, n int, m Mention) (Mention, int) {
	j := i + n
	for k := 0; k < 3 && s.near(j) && (s.of[markedForm(s.words[j])] || s.place[markedForm(s.words[j])]); k++ {
		j++
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
	if j == i+n || !s.near(j) {
		return s.span(i, n, m), n
	}
	if end := s.foreignNames(j); !cased(s.tag) && end > j && s.place[markedForm(s.words[j-1])] {
		return s.span(i, end-i, Mention{}), end - i
	}
	is, l := s.tree.find(s.text, s.tag, s.words, j)
	if is.role != isPart || is.id != lexicon.LocalPart {
		return s.span(i, n, m), n
	}
	if end, province := s.placesBehind(j+l, is.id); end > j+l && province == "" {
		return s.span(i, end-i, Mention{}), end - i
	}
	if end := s.foreignNames(j + l); !cased(s.tag) && end > j+l {
		return s.span(i, end-i, Mention{}), end - i
	}
	return s.span(i, n, m), n
}

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
	return is.role == 0 || is.role == isEnd && !is.capital // no verb has a capital letter there
}

// compound reads one word that ends like a body's name.
func (s *mentions) compound(i int) (Mention, int) {
	w := s.words[i].Folded
	if len(s.tails) == 0 || len(w) <= tailSize+2 {
		return Mention{}, 0
	}
	for _, c := range s.bare[w[len(w)-tailSize:]] {
		if len(w) > len(c)+1 && strings.HasSuffix(w, c) && s.namedInFront(i) {
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

var romanNumeral = regexp.MustCompile(`^[IVX]{1,5}$`)

// province reads the name of a province from word i on.
func (s *mentions) province(i, n int, id string) (Mention, int) {
	if i > 0 && s.near(i) && s.capital(i-1) && s.surnames[markedForm(s.words[i-1])] || i+n < len(s.words) && s.near(i+n) && s.capital(i+n) && s.surnames[markedForm(s.words[i])] && s.headBehind(i+n) == 0 {
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
		end := s.extent(j+l, true, false)
		return s.span(i, max(end, j+l)-i, Mention{}), max(end, j+l) - i
	}
	return s.span(i, n, Mention{ID: id}), n
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
	for j := from; j < len(s.words) && j < from+namesInFront && s.near(j) && s.capital(j); j++ {
		is, l := s.tree.find(s.text, s.tag, s.words, j)
		switch {
		case is.role == isHead:
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
	j := i + n
	for k := 0; k < 4 && s.near(j); k++ {
		is, l := s.tree.find(s.text, s.tag, s.words, j)
		if is.role == isProvince && s.lx.LocalKind(id) == "province" {
			return s.span(i, j+l-i, Mention{ID: lexicon.LocalID(is.id, id)}), j + l - i
		}
		if is.role == isBody && j > i+n { // the Party committee of a ministry is none of a province
			return s.span(i, j+l-i, Mention{}), j + l - i
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
			return s.span(i, j+l-i, Mention{ID: all, Collective: true, Generic: true}), j + l - i
		}
		if w := markedForm(s.words[j]); !s.place[w] && !s.of[w] {
			break
		}
		j++
	}
	end := i + n
	if len(s.goes.Endings) > 0 && s.near(end) && s.continues(end) && !s.capital(end) { // "Партийный комитет общественной безопасности"
		if e := s.extent(end, true, false); e > end+1 {
			return s.span(i, e-i, Mention{}), e - i
		}
	}
	if j > end && !cased(s.tag) { // a place the lexicon does not know: nothing but its length tells where it ends
		end = s.placeEnd(i+n, j)
	}
	for s.near(end) && s.capital(end) && s.goes.Capital && end-i-n < 4 {
		if is, _ := s.tree.find(s.text, s.tag, s.words, end); is.role != 0 && is.role != isHead {
			break
		}
		end++
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
	first := i
	for first > 0 && (s.near(first) || s.gap(first) == "-" || owns(s.gap(first))) && s.capital(first-1) && i-first < 7 && s.words[first-1].Start >= s.done {
		if is, _ := s.tree.find(s.text, s.tag, s.words, first-1); is.role != 0 && is.role != isHead || s.lx.Stop(s.tag, s.words[first-1].Folded) {
			break
		}
		first--
	}
	return first
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
	first := i
	for first > 0 && i-first < mostQualifiers && s.words[first-1].Start >= s.done {
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
	return i
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
