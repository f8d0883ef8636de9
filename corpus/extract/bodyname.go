package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// fullHead is how many words a head has at least behind which a name goes on
// in small letters at once: "Ban Quản lý dự án".
const fullHead = 3

// longestName is how many words a name that is not known may have.
const longestName = 14

// unknown reads the name of a body that the lexicon does not know: its head,
// n words from word i on, and what goes on behind.
func (s *mentions) unknown(i, n int) (Mention, int) {
	front := s.goes.Front && s.capital(i) && i > 0 && (s.near(i) || owns(s.gap(i))) && s.capital(i-1) && s.words[i-1].Start >= s.done && !s.lx.Stop(s.tag, s.words[i-1].Folded)
	if end := s.about(i + n); end > i+n {
		return s.span(i, end-i, Mention{}), end - i
	}
	if s.goes.Capital && cased(s.tag) && (s.goes.Head && !s.capital(i) && !s.many || shouted(s.text, s.words[i])) {
		return Mention{}, n
	}
	end := s.extent(i+n, s.goes.Lower == 0, n >= fullHead)
	if !cased(s.tag) && end == i+n && slices.ContainsFunc(quotation, func(marks [2]string) bool { return strings.TrimSpace(s.gap(end)) == marks[0] }) { // 'the newspaper "Nhan Dan"'
		if e := s.quoted(end); e > end {
			return s.span(i, e-i, Mention{}), e - i
		}
	}
	if end == i+n && s.goes.Apposed && s.near(end) && end < len(s.words) && !s.capital(end) {
		end = s.fieldsFrom(end, end)
	}
	if end > i+n && s.receives(i+n) {
		end = i + n
	}
	if p := s.inPlace(end); p > end {
		end = p
	}
	if end > i+n && s.near(end) && s.geresh(end+1) { // "בניה צ'אנג"
		end += 2
		if s.lastSyllable(end-3, end) {
			end++
		}
	}
	if end == i+n && s.near(end) && end < len(s.words) && s.place[markedForm(s.words[end])] && !s.of[markedForm(s.words[end])] && len(s.words[end].Folded) > len("г") { // "the city's police", in languages that have the place behind
		end++
	}
	if !cased(s.tag) && end > i+n && s.near(end) && end+1 < len(s.words) && s.gap(end+1) == "–" { // "המכללה הטכנית קוריאה–וייטנאם"
		end += 2
	}
	if e := s.levelsBehind(i, end-i); end > i+n && e > end {
		return s.span(i, e-i, Mention{}), e - i
	}
	if e := s.ofLevel(i + n); e > end {
		return s.span(i, e-i, Mention{}), e - i
	}
	if !cased(s.tag) {
		end = s.marked(i, s.moreTopics(i+n, end))
	}
	if s.many {
		end = s.furtherNames(i+n, end)
	}
	if end > i+n && s.goes.Lower == 0 && cased(s.tag) && s.inside[markedForm(s.words[end-1])] { // "bestuur van de industriezones"
		is, _ := s.tree.find(s.text, s.tag, s.words, end)
		if end < len(s.words) && s.near(end) && (is.role == 0 || is.role == isNoBody || is.role == isHead || is.role == isPart) && !s.lx.Stop(s.tag, s.words[end].Folded) && !isDigit(s.words[end].Folded[0]) {
			end++
		}
	}
	if end == i+n {
		end = s.ofOwner(i, end)
	}
	if end == i+n && !front && s.qualified(i) == i && s.ownerOf(i) == i {
		if article := lang.Article(s.tag); article != "" && n > 1 && strings.HasPrefix(s.words[end-1].Folded, article) { // "בנק הדם" is whole
			return s.span(i, n, Mention{}), n
		}
		return Mention{}, 1
	}
	return s.span(i, end-i, Mention{}), end - i
}

// ofOwner gives the word behind the body that a noun for bodies, which stands at word i and has
// no name of its own, belongs to: "the Office of the Steering Committee", "Аппарат комиссии";
// none where it belongs to no body.
func (s *mentions) ofOwner(i, none int) int {
	if !cased(s.tag) || !s.capital(i) {
		return none
	}
	j := none
	for j < len(s.words) && s.near(j) && (s.of[markedForm(s.words[j])] || s.definite[markedForm(s.words[j])]) {
		j++
	}
	if !s.near(j) || (j == none) != (len(s.goes.Endings) > 0) || s.receives(j) {
		return none
	}
	is, l := s.tree.find(s.text, s.tag, s.words, j)
	if is.role != isHead && is.role != isBody && is.role != isLocal || j == none && s.words[j].Folded == is.words[0] {
		return none
	}
	if m, n := s.at(j); m.End > 0 && !m.Collective {
		return j + n
	}
	if is.role == isHead && !is.many && (j == none || s.capital(j)) {
		return j + l
	}
	return none
}

// receives reports a body at word i in the form of who receives something, behind a word
// that has another one: "министерством Премьер-министру", by the ministry to the premier.
func (s *mentions) receives(i int) bool {
	ends := s.lx.Language(s.tag).Duties.TowardEndings
	is, l := s.tree.find(s.text, s.tag, s.words, i)
	return is.role == isBody && hasAffix(s.words[i+l-1].Folded, ends, strings.HasSuffix) && !hasAffix(s.words[i-1].Folded, ends, strings.HasSuffix)
}

// inProvince gives the local body of a kind that the name of a national one, n words from word
// i on, and a province behind it mean: "Vietnams fedrelandsfront i Da Nang".
func (s *mentions) inProvince(i, n int, kind string) Mention {
	for j := i + n; kind != "" && j <= i+n+whereWords && s.near(j); j++ {
		if is, l := s.tree.find(s.text, s.tag, s.words, j); is.role == isProvince {
			return s.span(i, j+l-i, Mention{ID: lexicon.LocalID(is.id, kind)})
		}
		if w := markedForm(s.words[j]); !s.of[w] && !s.where[w] && !s.place[w] && !s.definite[w] {
			break
		}
	}
	return Mention{}
}

// inPlace gives the word behind the province that words for what kind of place
// it is lead to from word i on, "of the city of Huế", in languages that have them
// behind a name; i where none does.
func (s *mentions) inPlace(i int) int {
	kinds := false
	for j := i; j < i+whereWords && s.near(j); {
		is, l := s.tree.find(s.text, s.tag, s.words, j)
		if is.role == isProvince && kinds {
			return j + l
		}
		switch w := markedForm(s.words[j]); {
		case s.placeKinds[w]:
			j, kinds = j+1, true
		case j+1 < len(s.words) && s.near(j+1) && s.placeKinds[w+" "+markedForm(s.words[j+1])]:
			j, kinds = j+2, true
		default:
			return i
		}
	}
	return i
}

// moreTopics gives the word behind the field that an "and" written onto it joins to the one
// with an article with which a name has come to word end: "مركز التشفير وتكنولوجيا
// المعلومات". One of which no word has an article is none.
func (s *mentions) moreTopics(first, end int) int {
	article := lang.Article(s.tag)
	if end <= first || end >= len(s.words) || !strings.HasPrefix(s.words[end-1].Folded, article) {
		return end
	}
	is, _ := s.tree.find(s.text, s.tag, s.words, end)
	more := s.lastField(end, false)
	if more == end || is.role != 0 && !strings.HasPrefix(s.words[end].Folded, lang.Conjunction(s.tag)+article) || !strings.HasPrefix(s.words[more-1].Folded, article) && !strings.HasPrefix(s.words[more-1].Folded, lang.Conjunction(s.tag)+article) {
		return end
	}
	return more
}

// codeBehind is a short name or a code in brackets behind a name: "(A05)".
var codeBehind = regexp.MustCompile(`^\s*\(\p{Latin}[\p{Latin}\d-]*\)`)

// lineLabel is what stands in front of a name that fills a line: "ثالثاً: ".
var lineLabel = regexp.MustCompile(`^\s*[\p{L}\p{M}\d]{1,12}[:.)]\s+$`)

// marked gives the word behind a name that begins with word i and has come to
// word end, where what follows tells how far it goes on: a code in brackets
// straight behind it, or the end of a line that has nothing but a number in
// front of it.
func (s *mentions) marked(i, end int) int {
	for j := end; j <= len(s.words) && j-i <= longestName; j++ {
		rest := s.text[s.words[j-1].End:]
		if codeBehind.MatchString(rest) || strings.TrimSpace(rest) == "" && lineLabel.MatchString(s.text[:s.words[i].Start]) {
			return j
		}
		if j == len(s.words) || !s.near(j) && s.gap(j) != "-" {
			return end
		}
		if is, _ := s.tree.find(s.text, s.tag, s.words, j); is.role == isEnd || is.role == isBody {
			return end
		}
	}
	return end
}

// cased reports whether the language's script has capital letters.
func cased(tag string) bool { return !lang.RightToLeft(tag) }

// shouted reports a word of several letters in capitals: there capitals tell
// nothing.
func shouted(text string, w lang.Word) bool {
	n := 0
	for _, r := range text[w.Start:w.End] {
		if unicode.IsLower(r) {
			return false
		}
		n++
	}
	return n > 1
}

// linked reports that at word i something follows that narrows a name down.
func (s *mentions) linked(i int) bool { return s.near(i) && s.links[markedForm(s.words[i])] }

// extent gives the word behind the name that has come to word i; narrowed
// allows that a word like "for" follows at once, small that one in small
// letters does.
func (s *mentions) extent(i int, narrowed, small bool) int {
	end, first, lower := i, i, 0
	foreign := false                        // the name has come to syllables of another language
	link, topic, and := false, false, false // behind "for"; the name has come to what it is for; behind an "and" there
	for j := i; j < len(s.words) && j-first < longestName; j++ {
		w := s.words[j]
		if cased(s.tag) && s.months[w.Folded] || s.numbers[w.Folded] && !s.geresh(j+1) { // "the ward in February", "the department thirty stations"
			return end
		}
		if hasAffix(s.text[w.Start:w.End], s.goes.Stops, strings.HasSuffix) {
			return end
		}
		if end == j && j > first && (s.geresh(j) || s.geresh(j+1)) { // a syllable of a foreign name: "צ'י"
			end = j + 1
			if s.geresh(j) && s.lastSyllable(first, end) {
				end, j = end+1, j+1
			}
			continue
		}
		comma := false
		if !s.near(j) {
			switch strings.Trim(s.gap(j), " \u00a0") {
			case ",":
				comma = true
			case "-", "–", "&":
			case "«", "“", "„", "\"":
				if quoted := s.quoted(j); quoted > j && end == j { // "Издательство «Образование»"
					return quoted
				}
				return end
			default:
				return end
			}
		}
		if comma && end == j && j > first && !s.capital(j) {
			if fields := s.fieldList(j); fields > j {
				return fields
			}
		}
		is, l := s.tree.find(s.text, s.tag, s.words, j)
		if is.role == isHead && and && s.words[j].Folded != is.words[0] { // "for documents and archives": not the archives
			is.role = 0
		}
		apart := comma || j > first && s.inside[markedForm(s.words[j-1])] && end < j
		switch {
		case is.role == isEnd && is.verb && j == first && s.lx.Language(s.tag).Duties.VerbFirst: // "the directorate for the protection of": a noun there
			end = j + 1
		case is.role == isHead && end == j && j > first && s.needsNoun(j-1): // "the centre for the development of the land fund"
			if m, n := s.at(j); n > 0 && m.End > 0 {
				l = n
			}
			end, j = j+l, j+l-1
		case is.role == isEnd && !link && (is.capital || !s.capital(j)) && !(end == j && j > first && s.belongs(j)): // a verb has no capital letter in a name, "về xây dựng" is no verb
			return end
		case apart && !comma && s.manages(j) > j:
			end, j, lower, link = s.manages(j), s.manages(j)-1, 0, false
		case comma && !s.listed(j), apart && !link && s.anotherHead(j):
			return end
		case apart && !link && (is.role == isHead || is.role == isBody || is.role == isLocal || is.role == isPart || is.role == isCollective || is.role == isTitle):
			return end
		case is.role == isInside:
			end, j, lower, link = j+l, j+l-1, 0, false
		case is.role == isProvince: // where a name ends
			end, j, lower, link = j+l, j+l-1, s.goes.Lower, false
		case (is.role == isBody || is.role == isLocal) && j == first && s.goes.Capital:
			if _, n := s.at(j); n > 0 {
				l = n
			}
			end, j, lower, link = j+l, j+l-1, s.goes.Lower, false
		case j == first && s.ofBody(j, is):
			if _, n := s.at(j); n > 0 {
				l = n
			}
			end, j = j+l, j+l-1
		case j == first && (lang.RightToLeft(s.tag) && strings.HasPrefix(w.Folded, lang.Conjunction(s.tag)) || !narrowed && s.inside[markedForm(w)]):
			return end
		case s.inside[markedForm(w)] && (end == j || end == j-1 && j > first && (!link || s.articleOf(j)) && s.inside[markedForm(s.words[j-1])]): // "of the"
			_, join := s.joins.find(s.text, s.tag, s.words, j)
			link, and = s.links[markedForm(w)] || link && s.articleOf(j), topic && s.goes.Lower == 0 && join == 1
		case end == j && j > first && s.gap(j) == "-": // "e-handel"
			end = j + 1
		case foreign && !s.syllables(first, j):
			return end
		case link && len(s.goes.Endings) == 0 && end == j && j > first+1 && s.joinsAt(s.text, s.words, j-2) && is.role == isEnd && !is.verb && s.ofField(j-1) && hasAffix(s.words[j-1].Folded, s.goes.Adjectives, strings.HasSuffix): // "for organisasjon og personell skal"
			return end
		case s.continues(j) || end == j && j > first && s.belongs(j) || s.goes.First && (j == first || end == j && (s.chained(first, j) || s.syllables(first, j))) || end == j && s.ownsPlace(j) || link || and:
			if is.role == isHead && l > 1 { // "styret for den økonomiske sonen"
				j += l - 1
			}
			end, lower, topic, foreign = j+1, 0, topic || link, j > first && s.syllables(first, j)
			link, and = (link || and) && hasAffix(w.Folded, s.goes.Adjectives, strings.HasSuffix), false
		case s.known != nil && end == j && j > first && s.apposed(j) > j:
			return s.apposed(j)
		case lower < s.goes.Lower && end == j && (j > first || small):
			lower++
			end = j + 1
		default:
			return end
		}
	}
	return end
}

// anotherHead reports adjectives from word j on that stand in front of the head
// of the next name: "университет и Далатский университет".
func (s *mentions) anotherHead(j int) bool {
	for k := j; k < len(s.words) && k < j+mostQualifiers; k++ {
		if k > j {
			if is, _ := s.tree.find(s.text, s.tag, s.words, k); s.near(k) && (is.role == isHead || is.role == isBody) {
				return true
			}
		}
		if k > j && !s.near(k) || !hasAffix(s.words[k].Folded, s.goes.Qualifiers, strings.HasSuffix) || k == j && !s.capital(k) {
			return false
		}
	}
	return false
}

// quotedWords is how many words a name has at most that stands in quotation
// marks.
const quotedWords = 6

// quoted gives the word behind the closing mark of a name in quotation marks
// that begins with word j, which has a capital letter where the language has them; j
// where none is.
func (s *mentions) quoted(j int) int {
	if cased(s.tag) && !s.capital(j) {
		return j
	}
	for k := j; k < len(s.words) && k < j+quotedWords; k++ {
		if k > j && !s.near(k) && strings.TrimSpace(s.gap(k)) != "-" {
			return j
		}
		behind := s.text[s.words[k].End:]
		for _, marks := range quotation {
			if strings.HasPrefix(behind, marks[1]) {
				return k + 1
			}
		}
	}
	return j
}
