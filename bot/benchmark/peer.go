package main

import (
	"context"
	"fmt"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/wire"
	"vanthu/index"
	"vanthu/index/bleveindex/plain"
)

// cut is what texts a document is cut into.
type cut string

const (
	byPassage cut = "passage" // the smallest that is cited
	byWindow  cut = "window"  // what the product searches
)

// peer is plain bleve over the documents as the product read and cut them. Its
// answer is the text that matches best: it withholds one only where none does.
type peer struct {
	index *plain.Index
	texts map[string]text
}

// text is a stretch of a document.
type text struct {
	document *corpus.Document
	span     corpus.Span
}

// putTogether is how many texts are indexed at a time.
const putTogether = 2000

func newPeer(dir string, read []*corpus.Document, c cut) (*peer, error) {
	x, err := plain.New(dir)
	if err != nil {
		return nil, err
	}
	p := &peer{index: x, texts: map[string]text{}}
	var batch []plain.Text
	for _, d := range read {
		for _, s := range stretches(d, c) {
			id := fmt.Sprint(len(p.texts))
			p.texts[id] = text{d, s.Span}
			batch = append(batch, plain.Text{ID: id, Title: d.Title, Text: s.section + "\n" + s.In(d.Text)})
			if len(batch) == putTogether {
				if err := x.Put(batch); err != nil {
					return nil, err
				}
				batch = batch[:0]
			}
		}
	}
	return p, x.Put(batch)
}

// stretch is part of a document's text, with the headings above it.
type stretch struct {
	corpus.Span
	section string
}

func stretches(d *corpus.Document, c cut) (out []stretch) {
	windows := index.Windows(d)
	for _, w := range windows {
		if c == byWindow {
			out = append(out, stretch{corpus.Span{Start: w.Start, End: w.End}, d.Passages[w.First].Section})
			continue
		}
		for _, p := range d.Passages[w.First : w.Last+1] {
			out = append(out, stretch{corpus.Span{Start: p.Start, End: p.End}, p.Section})
		}
	}
	return out
}

func (p *peer) answers(ctx context.Context, questions []string) ([]wire.Answer, error) {
	out := make([]wire.Answer, len(questions))
	for i, q := range questions {
		begun := time.Now()
		ids, err := p.index.Match(ctx, q, 1)
		if err != nil {
			return nil, err
		}
		a := wire.Answer{Question: q}
		for _, id := range ids {
			c := p.citation(id)
			a.Answered, a.Text, a.Language, a.Citations = true, c.Quote, c.Language, []wire.Citation{c}
		}
		a.TookMS = float64(time.Since(begun).Microseconds()) / 1000
		out[i] = a
	}
	return out, nil
}

// search asks for as many texts of each document as the product does.
func (p *peer) search(ctx context.Context, questions []string, limit int) ([]wire.Hits, error) {
	out := make([]wire.Hits, len(questions))
	for i, q := range questions {
		ids, err := p.index.Match(ctx, q, 3*limit)
		if err != nil {
			return nil, err
		}
		seen := map[string]bool{}
		for _, id := range ids {
			if c := p.citation(id); !seen[c.Path] && len(seen) < limit {
				seen[c.Path] = true
				out[i].Hits = append(out[i].Hits, wire.Hit{Citation: c})
			}
		}
	}
	return out, nil
}

func (p *peer) citation(id string) wire.Citation {
	t := p.texts[id]
	d := t.document
	return wire.Citation{Path: d.Path, Title: d.Title, Issued: string(d.Issued), Language: d.Language, Quote: t.span.In(d.Text), Start: t.span.Start, End: t.span.End}
}

func (p *peer) close() error { return p.index.Close() }
