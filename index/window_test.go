package index_test

import (
	"testing"

	"vanthu/corpus"
	"vanthu/index"
)

// TestRegistersAreNotSearched: the rows of a register are found by the names
// of places alone.
func TestRegistersAreNotSearched(t *testing.T) {
	d := &corpus.Document{Text: "| A | B |\n| 1 | 2 |", Passages: []corpus.Passage{{ID: "row_2", Kind: corpus.Row, Start: 10, End: 19}}}
	if n := len(index.Windows(d)); n != 1 {
		t.Errorf("a document has %d windows", n)
	}
	if d.Kind = corpus.KindOffice; len(index.Windows(d)) != 0 {
		t.Error("a register has windows")
	}
}
