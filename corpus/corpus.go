// Package corpus holds the types for what official documents say: documents,
// their passages and what is cited from them.
//
// Glossary (the one word used for each idea; Vietnamese, English):
//
//	văn bản              document    one text, in one language and version
//	số, ký hiệu          number      the number and symbol of a document, 57-NQ/TW
//	tính chất bản        standing    official text, translation of one, or a report about one
//	đoạn                 passage     the smallest cited unit: article, clause, row, paragraph
//	trích dẫn            citation    a verbatim quote with its place in a document
//	cơ quan              agency      a body of the Party or the State
//	nhiệm vụ             duty        what an agency has to do
//	thời hạn             deadline    by when it has to be done
//	nơi tiếp nhận        office      where people go with their papers; a register lists several
//	thủ tục hành chính   procedure   how a public service works
//	bộ sưu tập           collection  the documents below one path given to the index command
//
// Offsets are bytes into Document.Text, which is valid UTF-8 in Unicode NFC
// with "\n" line ends.
package corpus

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Kind tells what sort of text a document is.
type Kind string

// The kinds of documents.
const (
	KindDocument  Kind = "document"  // laws, resolutions, plans, letters, reports
	KindProcedure Kind = "procedure" // the description of one public service
	KindOffice    Kind = "office"    // a register of offices, one a row; see OfficeColumn
)

// Standing tells how far a text may be relied on.
type Standing string

// The standings, from strongest to weakest.
const (
	Official    Standing = "official"    // the text as issued
	Translation Standing = "translation" // a translation of an issued text
	Report      Standing = "report"      // a news item or page about an issued text
)

// Day is a calendar day without a time or zone, in the form 2006-01-02; empty
// when unknown. Days compare as strings.
type Day string

// DayOf gives the calendar day of t in t's own zone.
func DayOf(t time.Time) Day { return Day(t.Format(time.DateOnly)) }

// Time gives midnight, UTC, of the day; ok is false where the day is empty or
// no calendar day.
func (d Day) Time() (t time.Time, ok bool) {
	t, err := time.Parse(time.DateOnly, string(d))
	return t, err == nil
}

// Document is one text, of an official document or about one.
type Document struct {
	ID         string     `json:"id"`   // stable: made from the collection and the path
	Path       string     `json:"path"` // as cited: relative to its collection, "file.jsonl#id" for a record
	Collection string     `json:"collection"`
	Kind       Kind       `json:"kind"`
	Title      string     `json:"title"`
	Number     string     `json:"number,omitempty"` // as it is customarily written, 57-NQ/TW
	Issued     Day        `json:"issued,omitempty"`
	Issuer     string     `json:"issuer,omitempty"`
	Place      string     `json:"place,omitempty"`
	Language   string     `json:"language"` // vi en he ru nl ar no
	Standing   Standing   `json:"standing"`
	URL        string     `json:"url,omitempty"`
	Visibility Visibility `json:"visibility"`
	Pages      int        `json:"pages,omitempty"`    // of a paged format; 0 elsewhere
	Warnings   []string   `json:"warnings,omitempty"` // what is known to be poor about the text, in English for admins
	Text       string     `json:"-"`                  // the cleaned text, in which all offsets count
	Passages   []Passage  `json:"-"`
	Duties     []Duty     `json:"-"`
	Marks      []string   `json:"-"` // of one with duties: what it names that is the same in every language; see extract
	Procedure  *Procedure `json:"-"` // set for KindProcedure
}

// PassageKind tells which part of a document's structure a passage is.
type PassageKind string

// The kinds of passages.
const (
	Article   PassageKind = "article"
	Clause    PassageKind = "clause"
	Point     PassageKind = "point"
	Item      PassageKind = "item"
	Heading   PassageKind = "heading"
	Row       PassageKind = "row"
	Paragraph PassageKind = "paragraph"
)

// SectionMark stands between the headings of a passage's section.
const SectionMark = " › "

// LastHeading gives the innermost heading of a section.
func LastHeading(section string) string {
	if at := strings.LastIndex(section, SectionMark); at >= 0 {
		return section[at+len(SectionMark):]
	}
	return section
}

// Passage is the smallest cited unit of a document.
type Passage struct {
	ID      string      `json:"id"` // from the structure, unique in the document: art_3__cl_2
	Kind    PassageKind `json:"kind"`
	Section string      `json:"section,omitempty"` // the headings above it, outermost first, joined by SectionMark
	Start   int         `json:"start"`             // bytes into Document.Text
	End     int         `json:"end"`
}

// PassageText gives the words of the passage.
func (d *Document) PassageText(p Passage) string { return d.Text[p.Start:p.End] }

// Citation is a verbatim quote with its place. Build it with Cite, which
// refuses a quote that is not in its passage.
type Citation struct {
	Document *Document
	Passage  Passage
	start    int
	end      int
}

// Cite makes the citation of bytes start to end of d's text, which must lie
// inside the passage p and cut no letter.
func Cite(d *Document, p Passage, start, end int) (Citation, error) {
	if start < 0 || start < p.Start || end > p.End || start >= end || end > len(d.Text) {
		return Citation{}, fmt.Errorf("cite %s %s: bytes %d to %d are not inside the passage (%d to %d)", d.Path, p.ID, start, end, p.Start, p.End)
	}
	if !utf8.RuneStart(d.Text[start]) || end < len(d.Text) && !utf8.RuneStart(d.Text[end]) {
		return Citation{}, fmt.Errorf("cite %s %s: bytes %d to %d cut a letter", d.Path, p.ID, start, end)
	}
	return Citation{Document: d, Passage: p, start: start, end: end}, nil
}

// Quote gives the quoted words, byte for byte as in the document.
func (c Citation) Quote() string { return c.Document.Text[c.start:c.end] }

// Start gives the offset of the quote's first byte in the document's text.
func (c Citation) Start() int { return c.start }

// End gives the offset behind the quote's last byte.
func (c Citation) End() int { return c.end }
