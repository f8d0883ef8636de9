package format

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"strings"
)

// Read gives the records of a file one after the other to each, stopping at
// its first error, which it returns as it is. The error of Read is of type
// *Error where the file itself can't be read, or the context's; what is wrong
// with one record stands in Record.Err.
//
// name is used in messages and to tell text formats apart (.md, .txt), never
// to believe that bytes are what it says. data is not changed and not kept.
func (r *Reader) Read(ctx context.Context, name string, data []byte, each func(Record) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	kind := sniff(name, data)
	limit := r.Limits.FileBytes
	if kind == kindRecords {
		limit = r.Limits.RecordsBytes
	}
	if limit > 0 && int64(len(data)) > limit {
		return tooLarge(fmt.Sprintf("the file has %d bytes, the limit is %d", len(data), limit), "split it into several files")
	}
	if kind == kindRecords && !r.listsOffices(data) {
		return r.readRecords(ctx, data, each)
	}
	text, err := r.readOne(ctx, kind, name, data)
	if err != nil {
		return err
	}
	if text.Body == "" {
		return &Error{Reason: Empty, Detail: "no text was found in it", Mend: "check that the file is the right one and save it again"}
	}
	return each(Record{Text: text})
}

// readOne reads a file that is one document.
func (r *Reader) readOne(ctx context.Context, kind kind, name string, data []byte) (Text, error) {
	switch kind {
	case kindEmpty:
		return Text{}, &Error{Reason: Empty, Detail: "the file holds no text", Mend: "check that the file is the right one and save it again"}
	case kindPDF:
		return r.readPDF(ctx, data)
	case kindZip:
		return r.readZip(ctx, data)
	case kindOLE:
		return Text{}, refuseOLE(data)
	case kindForeign:
		return Text{}, refuseForeign(data)
	case kindJSON:
		return Text{}, unsupported("a JSON file", `write one {"id", "title", "text"} a line into a .jsonl file`)
	case kindTable:
		return r.readTable(ctx, data)
	case kindRecords:
		return r.readOfficeRecords(ctx, data)
	case kindHTML:
		return r.readHTML(data)
	case kindMarkdown:
		return r.readMarkdown(data)
	default:
		return r.readPlain(data)
	}
}

// kind is the format of a file, as far as it decides how to read it.
type kind int

const (
	kindText kind = iota // plain text, or bytes that turn out to be none
	kindEmpty
	kindMarkdown
	kindRecords
	kindTable // comma-separated or the like
	kindHTML
	kindPDF
	kindZip
	kindOLE
	kindForeign // known by its first bytes, and not read
	kindJSON
)

// sniff tells the format from the first bytes; the name only chooses between
// text formats, which carry no mark.
func sniff(name string, data []byte) kind {
	head := bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 4096)], []byte("\ufeff")), " \t\r\n\f\v\x00")
	switch {
	case len(head) == 0 && len(bytes.TrimSpace(data)) == 0:
		return kindEmpty
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return kindPDF
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return kindZip
	case bytes.HasPrefix(data, oleMagic):
		return kindOLE
	case foreignName(data) != "":
		return kindForeign
	case looksLikeHTML(head):
		return kindHTML
	}
	if holdsRecords(name) {
		return kindRecords
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv":
		return kindTable
	case ".md", ".markdown":
		return kindMarkdown
	case ".json":
		if len(head) > 0 && (head[0] == '{' || head[0] == '[') {
			return kindJSON
		}
	case ".html", ".htm", ".xhtml":
		if !isBinary(data) {
			return kindHTML
		}
	}
	return kindText
}

// looksLikeHTML reports whether text begins as a web page does.
func looksLikeHTML(head []byte) bool {
	lower := bytes.ToLower(head[:min(len(head), 2048)])
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body"} {
		if bytes.HasPrefix(lower, []byte(tag)) {
			return true
		}
	}
	if bytes.HasPrefix(lower, []byte("<?xml")) || bytes.HasPrefix(lower, []byte("<!--")) {
		return bytes.Contains(lower, []byte("<html"))
	}
	return false
}

func tooLarge(detail, mend string) *Error {
	return &Error{Reason: TooLarge, Detail: detail, Mend: mend}
}
