package main

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"

	"vanthu/bot/judge"
	"vanthu/corpus"
)

// asked is a question that is put to all sides.
type asked struct {
	text   string
	right  func(path string) bool // of a document: it rightly answers
	judged *judge.Question        // nil: only where its document is found is known
}

// readAsked reads a file of questions: those that the product's eval reads, or
// those of retrieval, {"question", "gold": [ids of records]}.
func readAsked(name string, sample int, read []*corpus.Document) ([]asked, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var out []asked
	d := json.NewDecoder(bytes.NewReader(data))
	for d.More() {
		var gold struct {
			Question string
			Gold     []string
		}
		if err := d.Decode(&gold); err != nil {
			return nil, err
		}
		if gold.Question != "" {
			out = append(out, asked{text: line(gold.Question), right: recorded(gold.Gold, read)})
		}
	}
	if len(out) == 0 {
		err = judge.Each(bytes.NewReader(data), func(q judge.Question) error {
			out = append(out, asked{text: line(q.Q), right: q.Rightly, judged: &q})
			return nil
		})
	}
	if sample > 0 && sample < len(out) {
		every := len(out) / sample
		for i := range sample {
			out[i] = out[i*every]
		}
		out = out[:sample]
	}
	return out, err
}

// line puts a question into one line, as a file of questions has it.
func line(q string) string { return strings.Join(strings.Fields(q), " ") }

// record gives the ID of a record of a file.
func record(path string) string { return path[strings.LastIndexByte(path, '#')+1:] }

// recorded tells the records of some IDs. Those of the very same text are as
// right.
func recorded(ids []string, read []*corpus.Document) func(path string) bool {
	texts := map[string]bool{}
	for _, d := range read {
		if slices.Contains(ids, record(d.Path)) {
			texts[d.Text] = true
		}
	}
	right := map[string]bool{}
	for _, d := range read {
		if texts[d.Text] {
			right[d.Path] = true
		}
	}
	return func(path string) bool { return right[path] }
}
