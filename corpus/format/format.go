// Package format turns the bytes of a file into clean text with its
// structure, one file of this package for each format. The format is told
// from the bytes, never from the name alone.
//
// Reader.Read sniffs the format and hands the bytes to its reader: plain.go,
// markdown.go (CommonMark), html.go, docx.go, pdf.go, jsonl.go, and of
// registers of offices register.go. Each walks its
// format and gives headings, paragraphs, list items and table rows to a
// builder, which cleans them and writes one line of the body for each, with
// its offsets. A table row stands as "| cell | cell |"; numbers of lists stand
// before their items. What web sites put behind a text is then dropped. PDFs
// are read by pdftotext in a child process with limits of its own; everything
// else is read in this process, within Limits.
package format

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"vanthu/corpus"
)

// Limits bounds what reading one file may cost.
type Limits struct {
	FileBytes     int64 // of a file as it is
	RecordsBytes  int64 // of a .jsonl file, which holds many documents
	UnpackedBytes int64 // of all that a container (DOCX) unpacks to
	TextBytes     int   // of the cleaned text
	Depth         int   // of nested elements
	Records       int   // of a .jsonl file
}

// DefaultLimits are the limits of an installation that sets none.
func DefaultLimits() Limits {
	return Limits{FileBytes: 200 << 20, RecordsBytes: 2 << 30, UnpackedBytes: 400 << 20, TextBytes: 20 << 20, Depth: 256, Records: 2_000_000}
}

// Bytes gives how large a file of a name may be.
func (l Limits) Bytes(name string) int64 {
	if holdsRecords(name) {
		return l.RecordsBytes
	}
	return l.FileBytes
}

// holdsRecords reports a file that by its name holds one document a line.
func holdsRecords(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".jsonl" || ext == ".ndjson"
}

// Reason says why a file could not be read, as a key of the message catalog.
type Reason string

// The reasons.
const (
	Empty       Reason = "empty"        // no bytes, or no text in them
	TooLarge    Reason = "too-large"    // over a limit
	Binary      Reason = "binary"       // no text and no known format
	Misnamed    Reason = "misnamed"     // the name says one format, the bytes say an error page or another unreadable one
	Encrypted   Reason = "encrypted"    // asks for a password
	Bomb        Reason = "bomb"         // unpacks to far more than its size
	TooDeep     Reason = "too-deep"     // nested beyond the limit
	Damaged     Reason = "damaged"      // the format is known, the bytes break it
	Scan        Reason = "scan"         // a picture of text, without text
	Unsupported Reason = "unsupported"  // a known format that is not read
	NoTool      Reason = "no-tool"      // needs a program that is not installed
	TimedOut    Reason = "timed-out"    // took longer than the limit
	Unreadable  Reason = "unreadable"   // the operating system refused it
	BadRecord   Reason = "bad-record"   // a line of a .jsonl file that is no document
	BadFront    Reason = "front-matter" // front matter that is no YAML of known names
)

// Error is why a file, or one record of it, could not be read.
type Error struct {
	Reason Reason
	Detail string // in English, for admins: what was found
	Mend   string // in English, for admins: what to do
}

func (e *Error) Error() string {
	if e.Mend == "" {
		return fmt.Sprintf("%s: %s", e.Reason, e.Detail)
	}
	return fmt.Sprintf("%s: %s; %s", e.Reason, e.Detail, e.Mend)
}

// ReasonOf gives the reason of an error of this package, or Unreadable.
func ReasonOf(err error) Reason {
	var e *Error
	if errors.As(err, &e) {
		return e.Reason
	}
	return Unreadable
}

// Text is what was read from a file, or from one record of it.
type Text struct {
	Body     string   // NFC, "\n" line ends, no other control characters, no invisible or bidi control characters (joiners inside a shaped word stay)
	Blocks   []Block  // in order, not overlapping, one a line, covering every visible character of Body
	Meta     Meta     // what the file says of itself in front matter, record fields or properties
	Pages    int      // of a paged format
	Warnings []string // what is poor about the text, in English for admins
}

// BlockKind is the layout role of a block.
type BlockKind int

// The kinds of blocks.
const (
	ParagraphBlock BlockKind = iota
	HeadingBlock             // Level 1 to 6
	ItemBlock                // one item of a list, Level 1 for the outermost
	RowBlock                 // one row of a table; Cells are its cells
)

// Block is one line or paragraph of a text. Offsets are bytes into Text.Body.
type Block struct {
	Kind       BlockKind
	Level      int
	Start, End int
	Page       int           // from 1; 0 in formats without pages
	Table      int           // from 1, the table a row belongs to; 0 elsewhere
	Header     bool          // a row that names the columns
	Cells      []corpus.Span // of a row, without the bars around them
	Line       int           `json:",omitempty"` // of the file, from 1, on which a row of a register begins; 0 elsewhere
}

// Meta is what a file says of itself. Empty fields are not said.
type Meta struct {
	ID         string             `json:"id" yaml:"id"`
	Title      string             `json:"title" yaml:"title"`
	Number     string             `json:"number" yaml:"number"`
	Issued     string             `json:"issued" yaml:"issued"` // 2006-01-02
	Issuer     string             `json:"issuer" yaml:"issuer"`
	Place      string             `json:"place" yaml:"place"`
	Language   string             `json:"language" yaml:"language"`
	URL        string             `json:"url" yaml:"url"`
	Kind       string             `json:"kind" yaml:"kind"`
	Standing   string             `json:"standing" yaml:"standing"`
	Visibility *corpus.Visibility `json:"visibility" yaml:"visibility"`
}

// Record is one document of a file: the only one of most formats (ID empty),
// one line of a .jsonl file.
type Record struct {
	ID   string
	Line int // from 1, in a .jsonl file
	Text Text
	Err  error // why this record could not be read; Text is then empty
}

// Reader reads files of every known format.
type Reader struct {
	Limits Limits
	Noise  Noise
	Tools  Tools
	// Column tells which column of a register of offices a heading names, ""
	// for any other; nil: no register is known.
	Column func(heading string) corpus.OfficeColumn
}

// Noise tells the words of site furniture, lower-cased, from the lexicon:
// lines of them behind the text are not part of a document.
type Noise struct {
	Comments []string // "comments", "bình luận": a line "Comments (0)" ends the text
	Related  []string // "same author", "cùng chuyên mục": headings of link lists
	Filler   []string // "no data", "no videos available", "share"
}

// Tools are the programs run as child processes.
type Tools struct {
	PDFToText string // path of poppler's pdftotext; empty: not installed
}
