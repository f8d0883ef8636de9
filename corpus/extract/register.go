package extract

import (
	"strconv"

	"vanthu/corpus"
	"vanthu/corpus/format"
)

// describeRegister makes the document of a register of offices: a passage for
// each office, named by the line of the file that it stands in, and nothing
// else that documents say.
func describeRegister(doc *corpus.Document, t format.Text) *corpus.Document {
	doc.Kind, doc.Standing, doc.URL, doc.Title = corpus.KindOffice, corpus.Official, t.Meta.URL, t.Meta.Title
	if t.Meta.Visibility != nil {
		doc.Visibility = *t.Meta.Visibility
	}
	for _, b := range t.Blocks {
		if b.Kind == format.RowBlock && !b.Header {
			doc.Passages = append(doc.Passages, corpus.Passage{ID: rowID + strconv.Itoa(b.Line), Kind: corpus.Row, Start: b.Start, End: b.End})
		}
	}
	return doc
}

// rowID opens the IDs of a register's passages; the line follows.
const rowID = "row_"
