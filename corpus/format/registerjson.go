package format

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"vanthu/corpus"
)

// sampledRecords is how many lines of a .jsonl file tell whether it is a
// register.
const sampledRecords = 5

// listsOffices reports whether the lines of a .jsonl file are offices and not
// documents: the first ones have the keys of a register, and no text.
func (r *Reader) listsOffices(data []byte) bool {
	if r.Column == nil {
		return false
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	for range sampledRecords {
		var line []byte
		line, data, _ = bytes.Cut(data, []byte("\n"))
		var keys []string
		fields, err := officeFields(line)
		if err != nil || len(fields) == 0 {
			continue
		}
		for _, f := range fields {
			if f.key == "text" {
				return false
			}
			keys = append(keys, f.key)
		}
		return corpus.IsRegister(r.columns(keys))
	}
	return false
}

// readOfficeRecords reads a register of one office a line. Its columns are
// all keys, in the order in which they first stand.
func (r *Reader) readOfficeRecords(ctx context.Context, data []byte) (Text, error) {
	s, warning, err := decode(data)
	if err != nil {
		return Text{}, err
	}
	type record struct {
		line   int
		fields []officeField
	}
	var keys []string
	at := map[string]int{}
	var all []record
	g := &register{b: &builder{max: r.Limits.TextBytes}}
	g.warn(warning)
	line := 0
	for text := range strings.SplitSeq(s, "\n") {
		if line++; line%256 == 0 && ctx.Err() != nil {
			return Text{}, ctx.Err()
		}
		if strings.TrimSpace(text) == "" {
			continue
		}
		if r.Limits.Records > 0 && len(all) >= r.Limits.Records {
			return Text{}, tooLarge(fmt.Sprintf("more than %d records, the limit", r.Limits.Records), "split the file")
		}
		fields, err := officeFields([]byte(text))
		if err != nil {
			g.problem(line, fmt.Sprintf("it is no JSON object (%v); it was left out", err))
			continue
		}
		for _, f := range fields {
			if _, known := at[f.key]; !known && len(keys) < maxColumns {
				at[f.key] = len(keys)
				keys = append(keys, f.key)
			}
		}
		all = append(all, record{line, fields})
	}
	g.columns = r.columns(keys)
	g.header(keys, 0)
	for _, rec := range all {
		cells := make([]string, len(keys))
		for _, f := range rec.fields {
			if i, ok := at[f.key]; ok {
				cells[i] = f.value
			}
		}
		g.row(cells, rec.line)
	}
	return g.text()
}

// officeField is one key of a record with its value as text.
type officeField struct{ key, value string }

// officeFields gives the keys of a JSON object in their order. Lists are
// joined by semicolons; the keys of an object within it stand for themselves.
func officeFields(line []byte) ([]officeField, error) {
	line = bytes.TrimSpace(line)
	if len(line) == 0 {
		return nil, nil
	}
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	out, err := objectFields(d, 0)
	if err == nil && d.More() {
		err = fmt.Errorf("more stands behind it")
	}
	return out, err
}

func objectFields(d *json.Decoder, depth int) ([]officeField, error) {
	open, err := d.Token()
	if err != nil {
		return nil, err
	}
	if open != json.Delim('{') {
		return nil, fmt.Errorf("it begins with %v", open)
	}
	var out []officeField
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		name := clean(fmt.Sprint(key))
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return nil, err
		}
		if depth == 0 && len(raw) > 0 && raw[0] == '{' {
			inner := json.NewDecoder(bytes.NewReader(raw))
			inner.UseNumber()
			fields, err := objectFields(inner, 1)
			if err != nil {
				return nil, err
			}
			out = append(out, fields...)
			continue
		}
		out = append(out, officeField{name, jsonWords(raw)})
	}
	_, err = d.Token()
	return out, err
}

// jsonWords gives a value as text: what is no text, number or list of such
// says nothing.
func jsonWords(raw json.RawMessage) string {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return ""
	}
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case []any:
		var parts []string
		for _, x := range v {
			switch x.(type) {
			case string, json.Number:
				parts = append(parts, fmt.Sprint(x))
			}
		}
		return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return strings.TrimSpace(s) == "" }), "; ")
	}
	return ""
}
