package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/handlers"
	"vanthu/handlers/ledger"
)

// proposeByModel has the language model propose the duties of documents, and
// tells how many of its proposals were dropped, and why.
func (d *dutiesCommand) proposeByModel(ctx context.Context, c *call, core *handlers.Core, by handlers.Person) error {
	if !c.settings.LLM.uses("propose") {
		return errors.New("no language model may propose duties: set VANTHU_LLM_URL and VANTHU_LLM_MODEL, and VANTHU_LLM_USES to propose")
	}
	paths, err := d.documents(ctx, c, core, by.Viewer)
	if err != nil {
		return err
	}
	var kept []ledger.Duty
	for _, path := range paths {
		doc, err := core.Library.DocumentAt(ctx, path)
		if err != nil {
			return errors.Join(err, d.print(c, core, kept)) // what was proposed before stays
		}
		found, n, err := core.ProposeFrom(ctx, by, c.model, doc, d.Note)
		kept = append(kept, found...)
		if err != nil {
			return errors.Join(err, d.print(c, core, kept))
		}
		line := fmt.Sprintf("%s: %d passages read, %d duties proposed", path, n.Passages, len(found))
		for _, why := range sortedKeys(n.Dropped) {
			line += fmt.Sprintf(", %d dropped (%s)", n.Dropped[why], why)
		}
		if n.Known > 0 {
			line += fmt.Sprintf(", %d known", n.Known)
		}
		if n.Failed > 0 {
			line += fmt.Sprintf(", %d passages not sent or not answered", n.Failed)
		}
		if _, err := fmt.Fprintln(c.err, oneLine(line)); err != nil {
			return err
		}
	}
	return d.print(c, core, kept)
}

// documents gives the paths of the documents that were named, each itself or
// by a folder that it lies in.
func (d *dutiesCommand) documents(ctx context.Context, c *call, core *handlers.Core, v corpus.Viewer) ([]string, error) {
	var all, out []string
	err := core.Library.Listed(ctx, func(doc *corpus.Document, _ int) {
		if v.Sees(doc.Visibility) {
			all = append(all, doc.Path)
		}
	})
	if err != nil {
		return nil, err
	}
	for _, named := range d.ByModel {
		before := len(out)
		for _, path := range all {
			if slices.ContainsFunc([]string{named, c.path(named)}, func(n string) bool {
				n = strings.TrimSuffix(filepath.ToSlash(n), "/")
				return path == n || strings.HasPrefix(path, n+"/")
			}) && !slices.Contains(out, path) {
				out = append(out, path)
			}
		}
		if len(out) == before {
			return nil, fmt.Errorf("no document has the path %q, and none lies in a folder of that name; vanthu documents lists them", named)
		}
	}
	return out, nil
}
