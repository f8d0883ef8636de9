package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/format"
	"vanthu/corpus/lang"
)

// Describer makes documents of what the readers of formats give: it finds
// out what a text says of itself. It is safe for concurrent use.
type Describer struct {
	x        *Extractor
	detector *lang.Detector
	finders  map[string]*calendar.Finder
}

// NewDescriber makes a describer.
func NewDescriber(x *Extractor) *Describer {
	d := &Describer{x: x, detector: lang.NewDetector(x.lexicon.Common()), finders: map[string]*calendar.Finder{}}
	for _, tag := range lang.Tags() {
		d.finders[tag] = calendar.NewFinder(x.lexicon.Language(tag))
	}
	return d
}

// headBlocks is how many blocks from the top may carry the number, place and
// date of a document.
const headBlocks = 12

var webAddress = regexp.MustCompile(`https?://[^\s<>"')\]]+`)

// Describe makes the document of a text. What the file says of itself in its
// metadata wins over what is found. path, collection and ID are the caller's.
func (d *Describer) Describe(t format.Text) *corpus.Document {
	doc := &corpus.Document{Text: t.Body, Pages: t.Pages, Warnings: t.Warnings, Kind: corpus.KindDocument}
	meta := t.Meta
	if tag, ok := lang.Tag(meta.Language); ok {
		doc.Language = tag
	} else {
		doc.Language = d.detector.Detect(meta.Title+"\n"+sample(t), "vi")
	}
	head := headLines(t)
	doc.Title = d.title(t, doc.Language, head)
	doc.URL = first(meta.URL, d.sourceURL(t, doc.Language))
	own := d.ownNumber(t, doc.Language, head)
	if meta.Number != "" {
		if ns := d.x.Numbers(meta.Number, doc.Language); len(ns) > 0 && ns[0].Form != "" {
			doc.Number = ns[0].Written
		} else {
			doc.Number = strings.TrimSpace(meta.Number)
		}
	} else {
		doc.Number = own.Written
	}
	if day := corpus.Day(meta.Issued); meta.Issued != "" && validDay(day) {
		doc.Issued = day
	} else {
		doc.Issued = d.issued(head, doc.Language)
	}
	doc.Place = first(meta.Place, place(head))
	doc.Issuer = first(meta.Issuer, d.issuer(head))
	doc.Kind = d.kind(t, doc.Language)
	doc.Standing = d.standing(t, doc, own, head)
	if meta.Visibility != nil {
		doc.Visibility = *meta.Visibility
	}
	doc.Passages = d.x.Passages(doc, t.Blocks)
	if doc.Kind == corpus.KindProcedure {
		doc.Procedure = d.x.Procedure(doc, t.Blocks)
	}
	return doc
}

func sample(t format.Text) string {
	if len(t.Body) > 6000 {
		return strings.ToValidUTF8(t.Body[:6000], "")
	}
	return t.Body
}

func first(a, b string) string {
	if a = strings.TrimSpace(a); a != "" {
		return a
	}
	return b
}

func validDay(d corpus.Day) bool { _, ok := d.Time(); return ok }

// headLines gives the blocks at the top of a text.
func headLines(t format.Text) []string {
	var lines []string
	for _, b := range t.Blocks {
		if s := strings.TrimSpace(t.Body[b.Start:b.End]); s != "" {
			lines = append(lines, s)
		}
		if len(lines) == headBlocks {
			break
		}
	}
	return lines
}

func (d *Describer) title(t format.Text, tag string, head []string) string {
	if t.Meta.Title != "" {
		return lang.Clean(t.Meta.Title)
	}
	for _, b := range t.Blocks {
		if b.Kind == format.HeadingBlock {
			return firstRunes(lang.Clean(t.Body[b.Start:b.End]), 200)
		}
	}
	if title := typedTitle(d.x, head, tag); title != "" {
		return title
	}
	for i, s := range head {
		n := utf8.RuneCountInString(s)
		if i < 4 && n >= 20 && n <= 160 && !strings.ContainsRune(".;:|)", lastRune(s)) && d.detector.Detect(s, tag) == tag && !strings.HasPrefix(s, "|") {
			return s
		}
	}
	for _, s := range head {
		if sentences := lang.Sentences(s, d.x.lexicon.Language(tag).Abbreviated); len(sentences) > 0 {
			return firstRunes(strings.Trim(s[sentences[0].Start:sentences[0].End], "| "), 140)
		}
	}
	return ""
}

// typedTitle reads the title of a text as issued: the line that is only the
// type in capitals, and the summary below it.
func typedTitle(x *Extractor, head []string, tag string) string {
	w := x.of(tag)
	for i, s := range head {
		words := lang.Words(s)
		if len(words) == 0 || len(words) > 4 || s != strings.ToUpper(s) {
			continue
		}
		if _, ok := w.typeEnds(words, tag); !ok {
			continue
		}
		if i+1 < len(head) && utf8.RuneCountInString(head[i+1]) < 300 {
			return s + " " + head[i+1]
		}
		return s
	}
	return ""
}

func lastRune(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }

// sourceURL reads the address behind "Nguồn:" at the end of a text, else its
// last bare address in the last lines.
func (d *Describer) sourceURL(t format.Text, tag string) string {
	for i := len(t.Blocks) - 1; i >= 0 && i >= len(t.Blocks)-12; i-- {
		line := t.Body[t.Blocks[i].Start:t.Blocks[i].End]
		at := webAddress.FindStringIndex(line)
		if at == nil {
			continue
		}
		before := foldedWords(line[:at[0]])
		if before == "" || d.x.of(tag).source[before] || d.x.of("vi").source[before] || d.x.of("en").source[before] {
			return strings.TrimRight(line[at[0]:at[1]], ".,;")
		}
	}
	return ""
}

// ownNumber finds the number that a text carries itself: alone behind "Số:"
// at the top, or in its title line.
func (d *Describer) ownNumber(t format.Text, tag string, head []string) Number {
	for i, s := range head {
		if utf8.RuneCountInString(s) > 250 {
			continue
		}
		numbers := d.x.Numbers(s, tag)
		if len(numbers) == 0 || numbers[0].Form == "" {
			continue
		}
		n := numbers[0]
		before := lang.Words(s[:n.Start])
		switch {
		case len(before) == 0, len(before) == 1 && d.x.of(tag).numberWords[before[0].Folded]:
			return n // "Số: 118/2025/NĐ-CP   Hà Nội, ngày …"
		case i < 2 && len(before) <= 5 && d.x.startsWithType(before, tag):
			return n // "Nghị quyết số 57-NQ/TW …" as the title
		}
	}
	if n := d.x.Numbers(t.Meta.Title, tag); len(n) > 0 && n[0].Form != "" {
		if before := lang.Words(t.Meta.Title[:n[0].Start]); len(before) <= 5 && len(before) > 0 && d.x.startsWithType(before, tag) {
			return n[0]
		}
	}
	return Number{}
}

func (x *Extractor) startsWithType(words []lang.Word, tag string) bool {
	w := x.of(tag)
	for i := range words {
		if _, ok := w.typeEnds(words[:i+1], tag); ok && i < 4 {
			return true
		}
	}
	return false
}

// issued finds the day of issue at the top of a text: a line of place and
// day, or a day within the first lines that stands alone or behind "dated".
func (d *Describer) issued(head []string, tag string) corpus.Day {
	for i, s := range head {
		if utf8.RuneCountInString(s) > 250 {
			continue
		}
		for _, date := range d.finders[tag].Find(s, "") {
			if date.Precision != calendar.DayPrecision {
				continue
			}
			if placeLine(s, date) || utf8.RuneCountInString(s) <= 90 && i < 8 {
				return date.First
			}
		}
	}
	return ""
}

func placeLine(s string, date calendar.Date) bool {
	return place([]string{s}) != "" && date.Start > 0
}

var placeOfIssue = regexp.MustCompile(`(\p{Lu}\p{L}*(?:[ .]\p{Lu}\p{L}*){0,3}),\s+ngày\s+(?:\d{1,2}|[….]+)`)

// place reads "Hà Nội, ngày …" (Decree 30/2020/NĐ-CP, annex I).
func place(head []string) string {
	for _, s := range head {
		if m := placeOfIssue.FindStringSubmatch(s); m != nil {
			return m[1]
		}
	}
	return ""
}

// issuer gives the usual name of the first agency named in the first lines
// that stand above the text.
func (d *Describer) issuer(head []string) string {
	for i, s := range head {
		if i >= 4 || utf8.RuneCountInString(s) > 120 {
			break
		}
		for _, m := range d.x.agencies.Find(lang.Words(s)) {
			if s == strings.ToUpper(s) { // the letterhead is in capitals
				return d.agencyName(m.Value)
			}
		}
	}
	return ""
}

func (d *Describer) agencyName(id string) string {
	for _, a := range d.x.lexicon.Agencies {
		if a.ID == id && len(a.Names["vi"]) > 0 {
			return a.Names["vi"][0]
		}
	}
	return ""
}

// kind tells a procedure from other documents: the file says so, or two or
// more of its lines are headings of a procedure's fields.
func (d *Describer) kind(t format.Text, tag string) corpus.Kind {
	switch t.Meta.Kind {
	case string(corpus.KindProcedure):
		return corpus.KindProcedure
	case string(corpus.KindDocument):
		return corpus.KindDocument
	}
	seen := map[string]bool{}
	for _, b := range t.Blocks {
		line := t.Body[b.Start:b.End]
		if utf8.RuneCountInString(line) < 60 {
			if f := d.x.fieldHeading(line, tag); f != "" {
				seen[f] = true
			}
		}
	}
	if len(seen) >= 3 && (seen["steps"] || seen["papers"]) {
		return corpus.KindProcedure
	}
	return corpus.KindDocument
}

// standing tells a text as issued from a translation of it and from a report:
// as issued is what carries its own number or the State's or Party's heading
// in Vietnamese, or is an article of a law; a translation carries them in
// another language; all else is a report.
func (d *Describer) standing(t format.Text, doc *corpus.Document, own Number, head []string) corpus.Standing {
	switch s := corpus.Standing(t.Meta.Standing); s {
	case corpus.Official, corpus.Translation, corpus.Report:
		return s
	}
	if doc.Kind == corpus.KindProcedure {
		return corpus.Official
	}
	marked := own.Form != "" || articleTitle(doc.Title, d.x.of(doc.Language))
	for _, s := range head {
		folded := foldedWords(s)
		for _, mark := range d.x.of(doc.Language).marks {
			marked = marked || strings.Contains(folded, mark)
		}
	}
	for _, b := range t.Blocks {
		if kind, _ := (&passageState{words: d.x.of(doc.Language)}).structureWord(t.Body[b.Start:b.End]); kind == "article" {
			marked = true
			break
		}
	}
	switch {
	case !marked:
		return corpus.Report
	case doc.Language != "vi":
		return corpus.Translation
	}
	return corpus.Official
}

// articleTitle reports a title such as "Luật Đất đai - Điều 3. …".
func articleTitle(title string, w *words) bool {
	words := lang.Words(title)
	for i := 0; i+1 < len(words); i++ {
		if w.structure[words[i].Folded] == "article" && unicode.IsDigit(rune(words[i+1].Folded[0])) {
			return true
		}
	}
	return false
}
