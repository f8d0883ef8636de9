package lexicon

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"vanthu/corpus/lang"
)

// Columns of a table of concepts, beside those of languages, which are named
// by their tags.
const (
	idColumn      = "id"
	broaderColumn = "broader"
	commonColumn  = "common" // "yes" or nothing
)

// wordSeparator stands between the words of a cell.
const wordSeparator = ";"

// conceptTables reads the tables of concepts whose names match a pattern: CSV
// (RFC 4180) in UTF-8, a row a concept, a column a language. A line that opens
// with # is a comment. A language may have a table of its own, with the IDs of
// the concepts that it gives words to. What was read is written to read, too.
func conceptTables(f fs.FS, pattern string, read io.Writer) ([]Concept, error) {
	names, err := fs.Glob(f, pattern)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", pattern, err)
	}
	var all []Concept
	for _, name := range names {
		data, err := fs.ReadFile(f, name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if _, err := read.Write(data); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		list, err := conceptTable(data)
		if err == nil {
			err = checkConcepts(list)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, list...)
	}
	return all, nil
}

func conceptTable(data []byte) ([]Concept, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF")))) // spreadsheets write one
	r.Comment, r.ReuseRecord = '#', true
	head, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	head = slices.Clone(head)
	if !slices.Contains(head, idColumn) {
		return nil, fmt.Errorf("no column is named %s", idColumn)
	}
	for i, name := range head {
		if name == idColumn || name == broaderColumn || name == commonColumn {
			continue
		}
		tag, ok := lang.Tag(name)
		if !ok {
			return nil, fmt.Errorf("column %q is no language of this product (%s) nor %s, %s or %s", name, strings.Join(lang.Tags(), " "), idColumn, broaderColumn, commonColumn)
		}
		head[i] = tag
	}
	var out []Concept
	for {
		row, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return nil, err
		}
		c := Concept{Words: make(map[string][]string, len(head))}
		for i, cell := range row {
			switch name := head[i]; name {
			case idColumn:
				c.ID = cell
			case broaderColumn:
				c.Broader = cellWords(cell)
			case commonColumn:
				if c.Common = cell == "yes"; cell != "" && !c.Common {
					line, _ := r.FieldPos(i)
					return nil, fmt.Errorf("line %d: column %s holds %q, neither yes nor nothing", line, commonColumn, cell)
				}
			default:
				if words := cellWords(cell); words != nil {
					c.Words[name] = words
				}
			}
		}
		out = append(out, c)
	}
}

func cellWords(cell string) []string {
	var out []string
	for word := range strings.SplitSeq(cell, wordSeparator) {
		if word = strings.TrimSpace(word); word != "" {
			out = append(out, word)
		}
	}
	return out
}
