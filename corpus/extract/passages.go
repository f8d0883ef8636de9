package extract

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/format"
	"vanthu/corpus/lang"
)

// Marks of structure that stand before a line's words in every language:
// Roman numbers, numbers of one or several levels, letters, dashes.
var (
	romanMark  = regexp.MustCompile(`^([IVX]{1,7})\s?[-.)–/]\s*(?:\p{L}{2}|\d|\S\s)`)
	numberMark = regexp.MustCompile(`^\(?(\d{1,3}(?:\.\d{1,2}){0,3})(?:\s?[.)/–-]\s|[.)]\p{Lu}|\s\p{Lu})`)
	letterMark = regexp.MustCompile(`^\(?(\p{Ll}|\p{Lo}|[ivx]{2,4})(?:\s?[).]\s+|\))\S`)
	dashMark   = regexp.MustCompile(`^[-–—+•*·]\s*\S`)
	// Điều 3., Article 3, Статья 3: the word is looked up in the lexicon.
	wordMark = regexp.MustCompile(`^(\p{L}+(?:\s\p{L}+)?)\s+([IVXLC]{1,6}|\d{1,3}[a-zđ]?)(\s?[.:)]|\s*$|\s+[-–]\s|\s+\p{Lu})`)
)

// romanOf, numberOf and letterOf match the marks of structure; most lines
// begin so that they need no expression.
func romanOf(line string) []string {
	if line == "" || strings.IndexByte("IVX", line[0]) < 0 {
		return nil
	}
	return romanMark.FindStringSubmatch(line)
}

func numberOf(line string) []string {
	if rest := strings.TrimPrefix(line, "("); rest == "" || !isDigit(rest[0]) {
		return nil
	}
	return numberMark.FindStringSubmatch(line)
}

func letterOf(line string) []string {
	r, size := utf8.DecodeRuneInString(strings.TrimPrefix(line, "("))
	if behind := strings.TrimPrefix(line, "(")[size:]; behind == "" || unicode.IsUpper(r) || !unicode.IsLetter(r) || strings.IndexByte(" \t\n\f\r).ivx", behind[0]) < 0 {
		return nil
	}
	return letterMark.FindStringSubmatch(line)
}

// headingRunes is the longest line, in characters, that heads what follows by
// its looks alone.
const headingRunes = 120

// passageState builds the passages of one document from its blocks.
type passageState struct {
	doc      *corpus.Document
	words    *words
	trail    []level // headings above, outermost first
	article  string  // ID of the article we are in, or ""
	clause   string  // ID of the clause or item we are in, or ""
	listed   bool    // that item is of a list, which ends with the next paragraph
	untitled bool    // the last line was a mark such as "Chapter II" without a title
	counts   map[string]int
	used     map[string]int
	table    int    // the table we are in
	header   string // its column names
	passages []corpus.Passage
}

// The ranks of levels: further out is smaller. Headings of the format stand
// between by their own level.
const (
	annexRank = iota + 2
	partRank
	chapterRank
	sectionRank
	formatRank  = 10
	romanRank   = 20
	articleRank = 30
	headRank    = 35 // lines that head what follows by their looks
	clauseRank  = 40 // and one more for each further level of its number
	leadRank    = 50 // lines inside a clause that lead its points
	noRank      = 60
)

// level is one heading above a passage.
type level struct {
	rank int
	text string
	id   string
}

// Passages cuts a document into its passages, by its structure.
func (x *Extractor) Passages(d *corpus.Document, blocks []format.Block) []corpus.Passage {
	s := &passageState{doc: d, words: x.of(d.Language), counts: map[string]int{}, used: map[string]int{}}
	for i, b := range blocks {
		s.add(b, i+1 < len(blocks))
	}
	return s.passages
}

// add adds one block; more says that others follow.
func (s *passageState) add(b format.Block, more bool) {
	line := s.doc.Text[b.Start:b.End]
	if strings.TrimSpace(line) == "" {
		return
	}
	if b.Kind == format.RowBlock {
		s.row(b)
		return
	}
	untitled := s.untitled
	s.untitled = false
	if s.listed && b.Kind == format.ParagraphBlock {
		s.popTo(clauseRank)
		s.clause, s.listed = "", false
	}
	short := atMost(line, headingRunes)
	headed := b.Kind == format.HeadingBlock
	switch kind, number := s.words.structureWord(line); {
	case kind == "article":
		s.popTo(articleRank)
		s.article, s.clause = "", ""
		s.article = s.emit(b, corpus.Article, s.within("art_"+number, annexRank+1))
		s.push(level{articleRank, lang.Shorten(line, headingRunes), s.article})
		return
	case kind != "" && (short || headed):
		rank := map[string]int{"annex": annexRank, "part": partRank, "chapter": chapterRank, "section": sectionRank}[kind]
		s.heading(b, rank, line, kind[:2]+"_"+number)
		s.untitled = len(lang.Words(line)) <= 2
		return
	}
	if untitled && short && (headed || capitalLine(line)) {
		s.titled(b, line)
		return
	}
	if m := romanOf(line); m != nil && (short || headed) {
		rank := romanRank
		if headed {
			rank = formatRank + b.Level
		}
		s.heading(b, rank, line, "s_"+m[1])
		return
	}
	number := numberOf(line)
	switch {
	case headed && number != nil:
		s.heading(b, formatRank+b.Level, line, "it_"+strings.ReplaceAll(number[1], ".", "_"))
		return
	case headed:
		s.heading(b, formatRank+b.Level, line, "")
		return
	case number != nil && (strings.Contains(number[1], ".") || !strings.HasPrefix(line[len(number[1]):], " ") || strings.ContainsAny(line[len(number[1]):len(number[1])+2], ".)/-–")):
		s.numbered(b, number[1], line)
		return
	}
	if m := letterOf(line); m != nil {
		s.emit(b, corpus.Point, s.inside("pt_"+m[1]))
		return
	}
	if b.Kind == format.ItemBlock || dashMark.MatchString(line) {
		s.emit(b, corpus.Item, s.count("it"))
		return
	}
	if short && more {
		if rank := s.leads(line); rank != 0 {
			s.heading(b, rank, line, "")
			return
		}
	}
	s.emit(b, corpus.Paragraph, s.count("p"))
}

// structureWord reads "Điều 3.": which part of the structure, and its number.
// In running text ("Điều 3 của Luật này") the words go on in small letters,
// or name the law that the article is of.
func (w *words) structureWord(line string) (kind, number string) {
	if r, _ := utf8.DecodeRuneInString(line); !unicode.IsLetter(r) || unicode.IsLower(r) {
		return "", ""
	}
	end := strings.IndexFunc(line, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 || !w.opening[lang.Fold(line[:end])] {
		return "", ""
	}
	m := wordMark.FindStringSubmatch(line)
	if m == nil {
		return "", ""
	}
	if kind = w.structure[foldedWords(m[1])]; kind == "" {
		return "", ""
	}
	if kind == "article" && endsUpper(m[3]) {
		return "", ""
	}
	return kind, strings.ToLower(m[2])
}

func endsUpper(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsUpper(r)
}

// numbered adds a line that starts with a number: a clause of an article, or
// a numbered item.
func (s *passageState) numbered(b format.Block, number, line string) {
	rank := clauseRank + strings.Count(number, ".")
	s.popTo(rank)
	number = strings.ReplaceAll(number, ".", "_")
	if s.article != "" {
		s.clause = s.emit(b, corpus.Clause, s.article+"__cl_"+number)
	} else {
		s.clause = s.emit(b, corpus.Item, s.within("it_"+number, clauseRank))
	}
	s.listed = b.Kind == format.ItemBlock
	s.push(level{rank, lang.Shorten(line, headingRunes), s.clause})
}

// leads gives the rank of a line that heads what follows by its looks: the
// heading of a procedure's field, a line of capitals, a line that ends in a
// colon; 0 for any other.
func (s *passageState) leads(line string) int {
	bare := strings.TrimRight(line, " :")
	if _, ok := s.words.headings[foldedWords(bare)]; ok && utf8.RuneCountInString(bare) < 60 {
		return headRank
	}
	if utf8.RuneCountInString(bare) >= 8 && capitalLine(bare) && !strings.ContainsFunc(bare, unicode.IsDigit) {
		return headRank
	}
	if strings.HasSuffix(line, ":") && utf8.RuneCountInString(line) <= 80 {
		if s.clause != "" {
			return leadRank
		}
		return headRank
	}
	return 0
}

func (s *passageState) heading(b format.Block, rank int, line, id string) {
	s.popTo(rank)
	if rank < articleRank {
		s.article = "" // lines that only look like headings stay in their article
	}
	if rank < clauseRank {
		s.clause = ""
	}
	if id == "" {
		id = s.count("h")
	} else {
		id = s.within(id, rank)
	}
	id = s.emit(b, corpus.Heading, id)
	s.push(level{rank, strings.TrimRight(lang.Shorten(line, headingRunes), " :"), id})
}

// titled adds the line that is the title of the mark above it.
func (s *passageState) titled(b format.Block, line string) {
	s.emit(b, corpus.Heading, s.count("h"))
	top := &s.trail[len(s.trail)-1]
	top.text = lang.Shorten(strings.TrimRight(top.text, " .:")+". "+line, headingRunes)
}

func (s *passageState) row(b format.Block) {
	if b.Table != s.table {
		s.table, s.header = b.Table, ""
	}
	header := s.header
	if b.Header {
		var names []string
		for _, c := range b.Cells {
			names = append(names, c.In(s.doc.Text))
		}
		s.header, header = strings.Join(names, " | "), ""
	}
	table := fmt.Sprintf("tbl_%d", b.Table)
	s.counts[table]++
	s.emit(b, corpus.Row, fmt.Sprintf("%s__row_%d", table, s.counts[table]))
	if last := &s.passages[len(s.passages)-1]; header != "" {
		last.Section = joinSections(last.Section, header)
	}
}

func joinSections(outer, inner string) string {
	if outer == "" {
		return inner
	}
	return outer + corpus.SectionMark + inner
}

// inside puts an ID into the clause, article or heading that we are in.
func (s *passageState) inside(id string) string {
	switch {
	case s.clause != "":
		return s.clause + "__" + id
	case s.article != "":
		return s.article + "__" + id
	}
	return s.within(id, noRank)
}

// within puts an ID into the innermost heading further out than rank.
func (s *passageState) within(id string, rank int) string {
	for i := len(s.trail) - 1; i >= 0; i-- {
		if s.trail[i].rank < rank {
			return s.trail[i].id + "__" + id
		}
	}
	return id
}

// count gives the ID of the next nameless passage of a kind where we are.
func (s *passageState) count(kind string) string {
	key := s.inside(kind)
	s.counts[key]++
	return fmt.Sprintf("%s_%d", key, s.counts[key])
}

func (s *passageState) popTo(rank int) {
	for len(s.trail) > 0 && s.trail[len(s.trail)-1].rank >= rank {
		s.trail = s.trail[:len(s.trail)-1]
	}
}

func (s *passageState) push(l level) { s.trail = append(s.trail, l) }

// emit adds a passage and gives its ID, which is id with a count behind it
// where a passage has that already.
func (s *passageState) emit(b format.Block, kind corpus.PassageKind, id string) string {
	s.used[id]++
	if n := s.used[id]; n > 1 {
		id = fmt.Sprintf("%s~%d", id, n)
	}
	var trail []string
	for _, l := range s.trail {
		trail = append(trail, l.text)
	}
	s.passages = append(s.passages, corpus.Passage{ID: id, Kind: kind, Section: strings.Join(trail, corpus.SectionMark), Start: b.Start, End: b.End})
	return id
}

// atMost reports that a text has no more than n characters.
func atMost(s string, n int) bool {
	return len(s) <= n || len(s) <= utf8.UTFMax*n && utf8.RuneCountInString(s) <= n
}
