package format

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
)

// recordLine is one line of a .jsonl file; fields that are not named here are
// ignored.
type recordLine struct {
	Meta
	Text string `json:"text"`
}

// readRecords reads one document a line. A line that is none is told as the
// error of its record, and reading goes on.
func (r *Reader) readRecords(ctx context.Context, data []byte, each func(Record) error) error {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if isBinary(data) {
		return binaryError()
	}
	seen := map[string]int{}
	count := 0
	for line := 1; len(data) > 0; line++ {
		var raw []byte
		raw, data, _ = bytes.Cut(data, []byte("\n"))
		if raw = bytes.TrimSpace(raw); len(raw) == 0 {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if count++; r.Limits.Records > 0 && count > r.Limits.Records {
			return tooLarge(fmt.Sprintf("more than %d records, the limit", r.Limits.Records), "split the file")
		}
		rec := r.record(raw, line, seen)
		if err := each(rec); err != nil {
			return err
		}
	}
	if count == 0 {
		return &Error{Reason: Empty, Detail: "no records", Mend: "check that the file is the right one"}
	}
	return nil
}

// record reads one line; seen holds the line of every ID so far.
func (r *Reader) record(raw []byte, line int, seen map[string]int) Record {
	rec := Record{Line: line}
	var l recordLine
	if err := json.Unmarshal(raw, &l); err != nil {
		rec.Err = badRecord(line, err)
		return rec
	}
	rec.ID = clean(l.ID)
	if rec.ID == "" {
		rec.Err = &Error{Reason: BadRecord, Detail: fmt.Sprintf("line %d has no id", line), Mend: `give every line an "id" of its own`}
		return rec
	}
	if first, ok := seen[rec.ID]; ok {
		rec.Err = &Error{Reason: BadRecord, Detail: fmt.Sprintf("line %d repeats the id %q of line %d", line, rec.ID, first), Mend: `give every line an "id" of its own`}
		return rec
	}
	seen[rec.ID] = line
	l.ID = rec.ID
	if key, mend := l.Meta.tidy(); key != "" {
		rec.Err = &Error{Reason: BadRecord, Detail: fmt.Sprintf("line %d: %q is wrong", line, key), Mend: mend}
		return rec
	}
	text, err := r.plain(l.Text)
	switch {
	case err != nil:
		rec.Err = err
	case text.Body == "":
		rec.Err = &Error{Reason: Empty, Detail: fmt.Sprintf("line %d (%s) has no text", line, rec.ID), Mend: `write the document into "text"`}
	default:
		text.Meta = l.Meta
		rec.Text = text
	}
	return rec
}

// badRecord says what is wrong with a line that is no record.
func badRecord(line int, err error) *Error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		if wrong.Field == "" {
			return &Error{Reason: BadRecord, Detail: fmt.Sprintf("line %d is a JSON %s, not an object", line, wrong.Value), Mend: `write one {"id", "title", "text"} a line`}
		}
		return &Error{Reason: BadRecord, Detail: fmt.Sprintf("line %d: %q is a %s", line, wrong.Field, wrong.Value), Mend: fmt.Sprintf("write %q as text in quotation marks", wrong.Field)}
	}
	return &Error{Reason: BadRecord, Detail: fmt.Sprintf("line %d: %v", line, err), Mend: `write one {"id", "title", "text"} a line`}
}
