package index_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vanthu/corpus"
	"vanthu/index"
)

// What a window of more than one passage may span.
const mostBytes = 2 * 1600

// drawDocument makes a document of passages one behind the other, as
// extraction does.
func drawDocument(r *rapid.T) *corpus.Document {
	kinds := []corpus.PassageKind{corpus.Article, corpus.Clause, corpus.Item, corpus.Heading, corpus.Row, corpus.Paragraph}
	d := &corpus.Document{Title: "Tên"}
	var b strings.Builder
	for range rapid.IntRange(0, 60).Draw(r, "passages") {
		b.WriteString(strings.Repeat("\n", rapid.IntRange(0, 3).Draw(r, "gap")))
		start := b.Len()
		b.WriteString(strings.Repeat("ă", rapid.OneOf(rapid.IntRange(1, 200), rapid.IntRange(1, 3000)).Draw(r, "letters")))
		d.Passages = append(d.Passages, corpus.Passage{Kind: rapid.SampledFrom(kinds).Draw(r, "kind"), Start: start, End: b.Len()})
	}
	d.Text = b.String()
	return d
}

func TestWindowsCoverAllPassagesInOrder(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := drawDocument(r)
		windows := index.Windows(d)
		if again := index.Windows(d); !slices.Equal(windows, again) {
			r.Fatalf("windows differ from call to call: %v, %v", windows, again)
		}
		next := 0
		for i, w := range windows {
			if w.First != next || w.Last < w.First {
				r.Fatalf("window %d holds passages %d to %d, want it to begin with %d", i, w.First, w.Last, next)
			}
			next = w.Last + 1
			if w.Start != d.Passages[w.First].Start || w.End != d.Passages[w.Last].End {
				r.Fatalf("window %d has bytes %d to %d, not those of its passages", i, w.Start, w.End)
			}
			if w.Last > w.First && w.End-w.Start > mostBytes {
				r.Fatalf("window %d of %d passages has %d bytes, more than %d", i, w.Last-w.First+1, w.End-w.Start, mostBytes)
			}
			for p := w.First + 1; p <= w.Last; p++ {
				if d.Passages[p].Kind == corpus.Article {
					r.Fatalf("window %d goes over the article at passage %d", i, p)
				}
			}
			if text := index.WindowText(d, w); !strings.HasSuffix(text, d.Text[w.Start:w.End]) || !strings.HasPrefix(text, d.Title+"\n") {
				r.Fatalf("window %d: its text is not the document's", i)
			}
		}
		if next != len(d.Passages) {
			r.Fatalf("windows cover %d of %d passages", next, len(d.Passages))
		}
	})
}

func TestWindowsAreNotTiny(t *testing.T) {
	d := &corpus.Document{Text: strings.Repeat("word ", 8000)}
	for i := range 400 {
		d.Passages = append(d.Passages, corpus.Passage{Kind: corpus.Item, Start: i * 100, End: i*100 + 99})
	}
	if n := len(index.Windows(d)); n < 400*100/mostBytes || n > 400*100/1000 {
		t.Errorf("%d windows for %d bytes of short items", n, len(d.Text))
	}
}

func TestWindowTextHoldsHeadings(t *testing.T) {
	d := &corpus.Document{Title: "Luật", Text: "một\nhai", Passages: []corpus.Passage{{Section: "Chương I › Điều 1", Start: 0, End: 5}, {Start: 6, End: 9}}}
	if got, want := index.WindowText(d, index.Windows(d)[0]), "Luật\nChương I › Điều 1\nmột\nhai"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
