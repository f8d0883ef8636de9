package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"vanthu/corpus"
	"vanthu/handlers/ingest"
	"vanthu/handlers/state"
	"vanthu/handlers/wire"
)

// documentsCommand lists what is indexed.
type documentsCommand struct {
	Text     string `help:"Print the cleaned text of one document." placeholder:"PATH"`
	Passages bool   `help:"Write every passage as one line of JSON."`
}

func (documentsCommand) needs() access { return reads }

func (d *documentsCommand) run(ctx context.Context, c *call) error {
	if d.Text != "" {
		doc, err := c.state.DocumentAt(ctx, d.Text)
		if errors.Is(err, state.ErrNotFound) {
			return fmt.Errorf("no document has the path %q; vanthu documents lists them", d.Text)
		}
		if err != nil {
			return err
		}
		_, err = io.WriteString(c.out, doc.Text)
		return err
	}
	out := bufio.NewWriter(c.out)
	if d.Passages {
		err := c.state.Since(ctx, 0, func(docs []*corpus.Document, _ []string) error {
			for _, doc := range docs {
				for _, p := range doc.Passages {
					if err := writeJSON(out, wire.Passage{Path: doc.Path, ID: p.ID, Kind: string(p.Kind), Section: p.Section, Start: p.Start, End: p.End, Text: doc.PassageText(p)}); err != nil {
						return err
					}
				}
			}
			return nil
		})
		return errors.Join(err, out.Flush())
	}
	return errors.Join(d.list(ctx, c, out), out.Flush())
}

// list writes one line a document, and one for each file without any.
func (d *documentsCommand) list(ctx context.Context, c *call, out *bufio.Writer) error {
	all := []wire.Document{}
	mistakes, err := c.state.Mistakes(ctx)
	if err != nil {
		return err
	}
	err = c.state.Listed(ctx, func(doc *corpus.Document, passages int) {
		all = append(all, wire.Document{Path: doc.Path, Collection: doc.Collection, Title: doc.Title, Number: doc.Number, Issued: string(doc.Issued), Issuer: doc.Issuer,
			Language: doc.Language, Standing: string(doc.Standing), Kind: string(doc.Kind), Visibility: doc.Visibility, Pages: doc.Pages, Passages: passages,
			URL: doc.URL, Problems: append([]string{}, doc.Warnings...), Readable: true})
		if n := mistakes[doc.ID]; n > 0 {
			last := &all[len(all)-1]
			last.Problems = append(last.Problems, reported(n))
		}
		if doc.Kind == corpus.KindOffice {
			all[len(all)-1].Offices = passages
		}
	})
	if err != nil {
		return err
	}
	unread, err := d.unread(ctx, c)
	if err != nil {
		return err
	}
	all = append(all, unread...)
	if c.settings.JSON {
		return writeJSON(out, all)
	}
	if len(all) == 0 {
		_, err := fmt.Fprintln(c.err, "there are no documents yet; vanthu index FOLDER reads them")
		return err
	}
	for _, w := range all {
		line := w.Path
		for _, s := range []string{w.Number, w.Issued, w.Language, w.Standing, w.Title} {
			if s != "" && s != w.Path {
				line += "  " + s
			}
		}
		if w.Offices > 0 {
			line += fmt.Sprintf("  %d offices", w.Offices)
		}
		if w.Pages > 0 {
			line += fmt.Sprintf("  %d pages", w.Pages)
		}
		for _, p := range w.Problems {
			line += "\n    ! " + p
		}
		if _, err := fmt.Fprintln(out, line); err != nil {
			return err
		}
	}
	return nil
}

// reported tells of reports of mistakes about a document as it is now.
func reported(n int) string {
	if n == 1 {
		return "1 report of a mistake; vanthu feedback shows it"
	}
	return fmt.Sprintf("%d reports of mistakes; vanthu feedback shows them", n)
}

// unread gives the files of which nothing, or not everything, could be read.
func (d *documentsCommand) unread(ctx context.Context, c *call) ([]wire.Document, error) {
	collections, err := c.state.Collections(ctx)
	if err != nil {
		return nil, err
	}
	var out []wire.Document
	for _, col := range collections {
		if col.Root == ingest.SamplesRoot {
			continue
		}
		files, err := c.state.Files(ctx, col.Name)
		if err != nil {
			return nil, err
		}
		for _, f := range sortedFiles(files) {
			if f.Reason != "" {
				out = append(out, wire.Document{Path: f.Path, Collection: col.Name, Problems: []string{f.Reason + ": " + f.Detail}})
			}
		}
	}
	return out, nil
}
