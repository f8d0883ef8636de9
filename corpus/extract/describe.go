package extract

import (
	"regexp"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/format"
	"vanthu/corpus/lang"
)

// Describer makes documents of what the readers of formats give: it finds
// out what a text says of itself. It is safe for concurrent use.
type Describer struct {
	x        *Extractor
	detector *lang.Detector
}

// NewDescriber makes a describer.
func NewDescriber(x *Extractor) *Describer {
	return &Describer{x: x, detector: lang.NewDetector(x.lexicon.Common()).Knowing(x.lexicon.Knower())}
}

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
	if meta.Kind == string(corpus.KindOffice) {
		return describeRegister(doc, t)
	}
	head, below := headLines(t)
	doc.Title = d.title(t, doc.Language, head)
	doc.URL = first(meta.URL, d.sourceURL(t, doc.Language))
	own := d.ownNumber(t, doc.Language, head)
	if meta.Number != "" {
		if ns := d.x.Numbers(meta.Number, doc.Language); len(ns) > 0 && ns[0].Form != "" {
			own = ns[0]
			doc.Number = own.Written
		} else {
			doc.Number = strings.TrimSpace(meta.Number)
		}
	} else {
		doc.Number = own.Written
	}
	place, day := d.issued(head[:below], doc.Language, own)
	if day == "" {
		day = d.enclosedWith(head, doc.Language)
	}
	if said := corpus.Day(meta.Issued); validDay(said) {
		day = said
	}
	if day == "" && own.Form == "" {
		day = addressDay(doc.URL)
	}
	doc.Issued = day
	doc.Place = first(meta.Place, place)
	doc.Issuer = first(meta.Issuer, d.issuer(head, doc.Language))
	doc.Kind = d.kind(t, doc.Language)
	doc.Standing = d.standing(t, doc, own, head)
	if meta.Visibility != nil {
		doc.Visibility = *meta.Visibility
	}
	doc.Passages = d.x.Passages(doc, t.Blocks)
	told := d.x.read(doc, t.Blocks)
	if doc.Duties = told.duties; len(doc.Duties) > 0 {
		doc.Marks = told.marks(t.Blocks)
	}
	if doc.Kind == corpus.KindProcedure {
		doc.Procedure = d.x.Procedure(doc, t.Blocks)
		if code := procedureCode.FindString(meta.ID); code != "" { // what the file says of itself wins
			doc.Procedure.Code = code
		}
	}
	return doc
}

// sampleBytes is how much of a text tells its language, at least what the
// detector looks at.
const sampleBytes = 4100

func sample(t format.Text) string {
	if len(t.Body) > sampleBytes {
		return strings.ToValidUTF8(t.Body[:sampleBytes], "")
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

// sourceURL reads the address behind "Nguồn:" at the end of a text, else its
// last bare address in the last lines.
func (d *Describer) sourceURL(t format.Text, tag string) string {
	for i := len(t.Blocks) - 1; i >= 0 && i >= len(t.Blocks)-12; i-- {
		if url := d.sourceLine(t.Body[t.Blocks[i].Start:t.Blocks[i].End], tag); url != "" {
			return url
		}
	}
	return ""
}

// sourceLine gives the address in a line that tells where a text is from; "" in any
// other.
func (d *Describer) sourceLine(s, tag string) string {
	at := webAddress.FindStringIndex(s)
	if at == nil {
		return ""
	}
	if before := foldedWords(s[:at[0]]); before == "" || d.x.of(tag).source[before] || d.x.of("vi").source[before] || d.x.of("en").source[before] {
		return strings.TrimRight(s[at[0]:at[1]], ".,;")
	}
	return ""
}

// dayInAddress is the day in the address of an article: as folders, or as the moment
// that it was published at.
var dayInAddress = regexp.MustCompile(`/(20\d\d)/(\d\d)/(\d\d)/|[-_/](20\d\d)(\d\d)(\d\d)(?:\d{6})?(?:\.[a-z]{3,5})?(?:[-_/?#]|$)`)

// addressDay gives the day on which an article was published, as its address tells it;
// "" where it tells none.
func addressDay(url string) corpus.Day {
	m := dayInAddress.FindStringSubmatch(url)
	if m == nil {
		return ""
	}
	if day := corpus.Day(strings.Join(slices.DeleteFunc(m[1:], func(s string) bool { return s == "" }), "-")); validDay(day) {
		return day
	}
	return ""
}

// kind tells a procedure from other documents: the file says so, or three or
// more of its lines are headings of a procedure's fields, alone or with the
// field behind a colon.
func (d *Describer) kind(t format.Text, tag string) corpus.Kind {
	switch t.Meta.Kind {
	case string(corpus.KindProcedure):
		return corpus.KindProcedure
	case string(corpus.KindDocument):
		return corpus.KindDocument
	}
	seen := map[string]bool{}
	for _, b := range t.Blocks {
		if b.Kind == format.RowBlock {
			continue
		}
		head, _, _ := strings.Cut(t.Body[b.Start:b.End], ":")
		if f, _ := d.x.fieldHeading(head, tag); f != "" {
			seen[f] = true
		}
	}
	if len(seen) >= 3 && (seen["steps"] || seen["papers"]) {
		return corpus.KindProcedure
	}
	return corpus.KindDocument
}

// standing tells a text as issued from a translation of it and from a report:
// as issued is what carries or is given a number of its own, the State's or Party's name as a
// heading, articles in their order, or is an article of a law or an annex; a
// translation carries them in another language; all else is a report.
func (d *Describer) standing(t format.Text, doc *corpus.Document, own Number, head []string) corpus.Standing {
	switch s := corpus.Standing(t.Meta.Standing); s {
	case corpus.Official, corpus.Translation, corpus.Report:
		return s
	}
	if doc.Kind == corpus.KindProcedure {
		return corpus.Official
	}
	w := d.x.of(doc.Language)
	marked := own.Form != "" || articleTitle(doc.Title, w) || len(head) > 0 && capitalLine(head[0]) && w.opensWithAnnex(head[0])
	for _, s := range head {
		marked = marked || w.letterhead(s)
	}
	switch {
	case !marked && !articles(t, w):
		return corpus.Report
	case doc.Language != "vi":
		return corpus.Translation
	}
	return corpus.Official
}

// articles reports a text with articles 1 and 2 as lines of their own. One
// article is quoted by reports too.
func articles(t format.Text, w *words) bool {
	one := false
	for _, b := range t.Blocks {
		switch kind, number := w.structureWord(t.Body[b.Start:b.End]); {
		case kind == "article" && number == "1":
			one = true
		case kind == "article" && number == "2" && one:
			return true
		}
	}
	return false
}

// articleTitle reports a title such as "Luật Đất đai - Điều 3. …".
func articleTitle(title string, w *words) bool {
	words := lang.Words(title)
	for i := 0; i+1 < len(words); i++ {
		end := words[i+1].End
		if w.structure[words[i].Folded] == "article" && isDigit(words[i+1].Folded[0]) && (end == len(title) || strings.ContainsRune(".:", rune(title[end]))) {
			return true
		}
	}
	return false
}
