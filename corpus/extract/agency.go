package extract

import (
	"strings"

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
			if end := s.atLevel(i, i+n, m); end > i+n {
				m.End, n = s.words[end-1].End, end-i
			}
			if end := s.officeOf(i + n); end > i+n && !m.Collective {
				m, n = s.span(i, end-i, Mention{}), end-i
			}
			front := s.front(i)
			for front > 0 && s.near(front) && words[front-1].Start >= s.done && s.fronts[lang.Root(tag, words[front-1].Folded)] {
				front--
			}
			if m.ID == "" && !m.Collective && n == 2 { // "Staatsbedrijf EVN"
				if is, l := s.tree.find(s.text, s.tag, s.words, i+1); is.role == isBody && l == 1 && is.raw != "" {
					m.ID = is.id
				}
			}
			if first := s.sharedEnd(i); first < i && n == 1 && !m.Collective && m.ID != "" && words[first].Start >= s.done && !s.lx.Ministry(m.ID) { // "Plan- og finansavdelingen" is another body
				m.ID, m.Generic, front = "", false, first
			}
			if m.ID == "" {
				if owner := s.ownerOf(i); owner < front {
					front = owner
				}
			}
			if m.Generic && !m.Collective && s.lx.LocalKind(m.ID) == "province" {
				if owner := s.ownerOf(i); owner < i {
					if p := s.provinceOwning(owner); p != "" {
						m.ID, m.Generic, front = lexicon.LocalID(p, m.ID), false, min(front, owner)
					}
				}
			}
			if front < i {
				m.Start = words[front].Start
			}
			if len(out) > 0 && s.shortened(&out[len(out)-1], m, i, n) {
				i += n
				continue
			}
			if len(out) > 0 && s.attached(&out[len(out)-1], m, i, n) {
				s.done, s.behind = m.End, i+n
				i += n
				continue
			}
			var last *Mention
			if len(out) > 0 {
				last = &out[len(out)-1]
			}
			if first := s.withinMany(i, m, last); first < i {
				m = Mention{Start: words[first].Start, End: m.End}
				for len(out) > 0 && out[len(out)-1].End > m.Start {
					m.Start, out = min(m.Start, out[len(out)-1].Start), out[:len(out)-1]
				}
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
				end := s.ofFields(i + 1 + n)
				return s.span(i, end-i, Mention{}), end - i
			}
			return Mention{}, 1 // with an article nothing else belongs to it
		}
		return s.unknown(i, n)
	case isProvince:
		return s.province(i, n, is.id)
	case isLocal:
		if end := s.moreFields(i+n, is.id); end > i+n {
			return s.span(i, end-i, Mention{}), end - i
		}
		return s.local(i, n, is.id)
	case isCollective:
		return s.narrowed(i, n, Mention{ID: is.id, Collective: true})
	case isBody:
		if is.short && s.near(i+n) && s.goes.Lower > 0 && s.place[markedForm(s.words[i+n])] { // "Ban Chỉ đạo tỉnh về chuyển đổi số"
			if end := s.extent(i+n+1, true, false); end > i+n+1 {
				return s.span(i, end-i, Mention{}), end - i
			}
		}
		if m := s.inProvince(i, n, s.lx.InPlace(is.id)); m.End > 0 {
			return m, len(lang.Words(s.text[m.Start:m.End]))
		}
		if end := max(s.about(i+n), s.ofFields(i+n)); is.short && end > i+n {
			return s.span(i, end-i, Mention{}), end - i
		}
		if end := s.moreFields(i+n, is.id); end > i+n {
			return s.span(i, end-i, Mention{}), end - i
		}
		if is.short && s.linked(i+n) {
			if end := s.extent(i+n, true, false); end > i+n {
				return s.span(i, end-i, Mention{}), end - i
			}
		}
		if end := s.ofLevel(i + n); end > i+n && !s.lx.Ministry(is.id) {
			return s.span(i, end-i, Mention{}), end - i
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
	return g != "" && strings.Trim(g, " \u00a0") == "" || (g == "'" || g == "׳" || g == `"` || g == "״") && lang.RightToLeft(s.tag) // of a letter or an abbreviation: צ'ו, נדל"ן
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
	if article := lang.Article(s.tag); article != "" && n == 1 {
		if is, _ := s.tree.find(s.text, s.tag, s.words, i); !strings.HasPrefix(is.words[0], article) && lang.Definite(s.tag, s.words[i].Folded, is.words[0]) {
			return Mention{}, n // with an article no body belongs to it
		}
	}
	if is, l := s.tree.find(s.text, s.tag, s.words, j); is.role == isTitle && strings.Trim(s.gap(j), " \u00a0") == "," { // "chairmen, vice chairmen of"
		if m, more := s.person(j, l); m.End > 0 {
			m.Start = s.words[i].Start
			return m, n + more
		}
	}
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
