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
	romanMark  = regexp.MustCompile(`^([IVXLC]{1,6})\s?[-.)–]\s*\S`)
	numberMark = regexp.MustCompile(`^(\d{1,3}(?:\.\d{1,3}){0,3})\s?[.)/-]?\s+\S`)
	letterMark = regexp.MustCompile(`^([a-zđ])\s?[).]\s+\S`)
	dashMark   = regexp.MustCompile(`^[-–—+•*·]\s*\S`)
	// Điều 3., Article 3, Статья 3: the word is looked up in the lexicon.
	wordMark = regexp.MustCompile(`^(\p{L}+(?:\s\p{L}+)?)\s+([IVXLC]{1,6}|\d{1,3}[a-zđ]?)\b\s?[.:)]?`)
)

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
	counts   map[string]int
	used     map[string]int
	header   string // column names of the table we are in
	passages []corpus.Passage
}

// level is one heading above a passage.
type level struct {
	rank int // smaller is further out
	text string
	id   string
}

// Passages cuts a document into its passages, by its structure.
func (x *Extractor) Passages(d *corpus.Document, blocks []format.Block) []corpus.Passage {
	s := &passageState{doc: d, words: x.of(d.Language), counts: map[string]int{}, used: map[string]int{}}
	for i, b := range blocks {
		next := format.Block{}
		if i+1 < len(blocks) {
			next = blocks[i+1]
		}
		s.add(b, next)
	}
	return s.passages
}

func (s *passageState) add(b format.Block, next format.Block) {
	line := s.doc.Text[b.Start:b.End]
	if strings.TrimSpace(line) == "" {
		return
	}
	switch b.Kind {
	case format.HeadingBlock:
		s.heading(b, 10+b.Level, line, "")
		return
	case format.RowBlock:
		s.row(b)
		return
	}
	short := utf8.RuneCountInString(line) <= headingRunes
	if kind, number := s.words.structureWord(line); kind != "" {
		switch kind {
		case "article":
			s.popTo(30)
			s.article = "art_" + number
			s.clause = ""
			s.push(level{rank: 30, text: firstRunes(line, headingRunes), id: s.article})
			s.emit(b, corpus.Article, s.article, false)
			return
		case "annex", "part", "chapter", "section":
			rank := map[string]int{"annex": 2, "part": 3, "chapter": 4, "section": 5}[kind]
			if short {
				s.heading(b, rank, line, kind[:2]+"_"+number)
				return
			}
		}
	}
	if m := romanMark.FindStringSubmatch(line); m != nil && short {
		s.heading(b, 20, line, "s_"+m[1])
		return
	}
	if m := numberMark.FindStringSubmatch(line); m != nil && (strings.ContainsAny(line[len(m[1]):min(len(line), len(m[1])+2)], ".)/-") || strings.Contains(m[1], ".")) {
		s.numbered(b, m[1], line, short, next)
		return
	}
	if m := letterMark.FindStringSubmatch(line); m != nil {
		s.emit(b, corpus.Point, s.under("pt_"+m[1]), false)
		return
	}
	if b.Kind == format.ItemBlock || dashMark.MatchString(line) {
		s.emit(b, corpus.Item, s.count("it"), false)
		return
	}
	if short && s.leads(line, next) {
		s.heading(b, 50, line, "")
		return
	}
	s.emit(b, corpus.Paragraph, s.count("p"), false)
}

// structureWord reads "Điều 3.": which part of the structure, and its number.
func (w *words) structureWord(line string) (kind, number string) {
	m := wordMark.FindStringSubmatch(line)
	if m == nil {
		return "", ""
	}
	word := foldedWords(m[1])
	if kind = w.structure[word]; kind == "" {
		if i := strings.IndexByte(word, ' '); i > 0 && w.structure[word[:i]] != "" {
			return "", "" // "Chương trình 06" is no chapter
		}
		return "", ""
	}
	if r, _ := utf8.DecodeRuneInString(line); unicode.IsLower(r) {
		return "", "" // "điều 3 của Luật" in running text
	}
	return kind, lang.Fold(m[2])
}

// numbered adds a line that starts with a number: a clause of an article, or
// a numbered item, which heads what follows when it is short and its points
// follow.
func (s *passageState) numbered(b format.Block, number, line string, short bool, next format.Block) {
	id, kind := "it_"+strings.ReplaceAll(number, ".", "_"), corpus.Item
	if s.article != "" {
		id, kind = s.article+"__cl_"+strings.ReplaceAll(number, ".", "_"), corpus.Clause
	} else if parent := s.parent(40); parent != "" {
		id = parent + "__" + id
	}
	s.popTo(40)
	s.clause = id
	s.emit(b, kind, id, false)
	s.push(level{rank: 40 + strings.Count(number, "."), text: firstRunes(line, headingRunes), id: s.last()})
}

// leads reports a line that heads what follows by its looks: the heading of a
// procedure's field, a line that ends in a colon, or a line of capitals.
func (s *passageState) leads(line string, next format.Block) bool {
	if next.End == 0 {
		return false
	}
	bare := strings.TrimRight(line, " :")
	if _, ok := s.words.headings[foldedWords(bare)]; ok && utf8.RuneCountInString(bare) < 60 {
		return true
	}
	if strings.HasSuffix(line, ":") && utf8.RuneCountInString(line) <= 80 {
		return true
	}
	letters, upper := 0, 0
	for _, r := range line {
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) {
				upper++
			}
		}
	}
	return letters >= 8 && upper == letters
}

func (s *passageState) heading(b format.Block, rank int, line, id string) {
	s.popTo(rank)
	s.article, s.clause = "", ""
	if id == "" {
		id = s.count("h")
	} else if parent := s.parent(rank); parent != "" {
		id = parent + "__" + id
	}
	s.emit(b, corpus.Heading, id, false)
	s.push(level{rank: rank, text: strings.TrimRight(firstRunes(line, headingRunes), " :"), id: s.last()})
}

func (s *passageState) row(b format.Block) {
	if b.Header {
		var names []string
		for _, c := range b.Cells {
			names = append(names, c.In(s.doc.Text))
		}
		s.header = strings.Join(names, " | ")
	}
	table := fmt.Sprintf("tbl_%d", b.Table)
	s.counts[table]++
	s.emit(b, corpus.Row, fmt.Sprintf("%s__row_%d", table, s.counts[table]), true)
}

// under gives the ID of a point in the clause or article we are in.
func (s *passageState) under(id string) string {
	switch {
	case s.clause != "":
		return s.clause + "__" + id
	case s.article != "":
		return s.article + "__" + id
	}
	if p := s.parent(60); p != "" {
		return p + "__" + id
	}
	return id
}

// count gives the ID of the next nameless passage under the heading we are in.
func (s *passageState) count(kind string) string {
	parent := s.article
	if parent == "" {
		parent = s.parent(60)
	}
	key := parent + "/" + kind
	s.counts[key]++
	id := fmt.Sprintf("%s_%d", kind, s.counts[key])
	if parent != "" {
		id = parent + "__" + id
	}
	return id
}

func (s *passageState) parent(rank int) string {
	for i := len(s.trail) - 1; i >= 0; i-- {
		if s.trail[i].rank < rank {
			return s.trail[i].id
		}
	}
	return ""
}

func (s *passageState) popTo(rank int) {
	for len(s.trail) > 0 && s.trail[len(s.trail)-1].rank >= rank {
		s.trail = s.trail[:len(s.trail)-1]
	}
}

func (s *passageState) push(l level) { s.trail = append(s.trail, l) }

func (s *passageState) last() string { return s.passages[len(s.passages)-1].ID }

func (s *passageState) emit(b format.Block, kind corpus.PassageKind, id string, row bool) {
	s.used[id]++
	if n := s.used[id]; n > 1 {
		id = fmt.Sprintf("%s~%d", id, n)
	}
	var trail []string
	for _, l := range s.trail {
		if l.id != id {
			trail = append(trail, l.text)
		}
	}
	if row && s.header != "" && !b.Header {
		trail = append(trail, s.header)
	}
	s.passages = append(s.passages, corpus.Passage{ID: id, Kind: kind, Section: strings.Join(trail, " › "), Start: b.Start, End: b.End})
}

// firstRunes gives at most n characters of s, cut at a space.
func firstRunes(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	count := 0
	for i := range s {
		if count == n {
			if cut := strings.LastIndexByte(s[:i], ' '); cut > 0 {
				i = cut
			}
			return s[:i] + "…"
		}
		count++
	}
	return s
}
