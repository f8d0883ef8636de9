package handlers

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/handlers/answer"
	"vanthu/handlers/state"
)

// Leaflet is a procedure as a page tells it: its document, and what is to be
// said beside the document's own words.
type Leaflet struct {
	Document  *corpus.Document
	Read      corpus.Day // when its text was read
	TimeLimit []Said
	Fee       []Said
	Papers    []PaperCase
	Basis     []Basis
	Remarks   []string // where it contradicts itself, which bodies it names are no more; in the reader's language
	Lengths   []string // ISO 8601, one a channel; empty where its time limit is not one exact length
	Price     *extract.Price
}

// Said is a value with the ways to apply that it holds for; none: for all.
type Said struct {
	corpus.Span
	By []corpus.Span
}

// PaperCase is the papers asked for in one case; an empty Case: always.
type PaperCase struct {
	Case   corpus.Span
	Papers []corpus.Paper
}

// Basis is a text that a procedure is based on, with its document where that
// is indexed.
type Basis struct {
	corpus.Span
	Document *corpus.Document
}

// Exacts reads what a document says exactly enough to be told to programs;
// answer.Answerer is one.
type Exacts interface {
	Length(text, tag string) (iso string, ok bool)
	Price(text, tag string) (extract.Price, bool)
	Numbered(ctx context.Context, words, tag string, viewer corpus.Viewer) (*corpus.Document, error)
}

// namesBodies are the fields in which a document says who does what and where
// to go.
var namesBodies = [...]string{"office", "channels", "steps", "complaint", "result"}

// linkedBasis is how many texts of a legal basis are looked for among the
// documents.
const linkedBasis = 12

// Leaflet gives the procedure with this path. It is a state.ErrNotFound where
// there is none that the viewer may see.
func (c *Core) Leaflet(ctx context.Context, path string, viewer corpus.Viewer, tag string) (Leaflet, error) {
	d, err := c.Library.DocumentAt(ctx, path)
	if err != nil {
		return Leaflet{}, err
	}
	if d.Procedure == nil || !viewer.Sees(d.Visibility) {
		return Leaflet{}, fmt.Errorf("procedure %q: %w", path, state.ErrNotFound)
	}
	version, err := c.Library.Version(ctx, d.ID)
	if err != nil {
		return Leaflet{}, err
	}
	p := d.Procedure
	l := Leaflet{Document: d, Read: corpus.DayOf(version.Read.In(c.Zone)),
		TimeLimit: said(d, p.TimeLimit, func(ch corpus.Channel) corpus.Span { return ch.TimeLimit }),
		Fee:       said(d, p.Fee, func(ch corpus.Channel) corpus.Span { return ch.Fee })}
	for _, paper := range p.Papers {
		if n := len(l.Papers); n > 0 && l.Papers[n-1].Case.In(d.Text) == paper.Case.In(d.Text) {
			l.Papers[n-1].Papers = append(l.Papers[n-1].Papers, paper)
			continue
		}
		l.Papers = append(l.Papers, PaperCase{paper.Case, []corpus.Paper{paper}})
	}
	for i, s := range p.LegalBasis {
		b := Basis{Span: s}
		if i < linkedBasis {
			if b.Document, err = c.Answerer.Numbered(ctx, s.In(d.Text), d.Language, viewer); err != nil {
				return Leaflet{}, err
			}
		}
		l.Basis = append(l.Basis, b)
	}
	var quotes []corpus.Citation
	for _, field := range namesBodies {
		cited, err := c.Answerer.Field(d, field)
		if err != nil {
			return Leaflet{}, err
		}
		quotes = append(quotes, cited...)
	}
	whole := answer.Answer{Procedure: &answer.ProcedureView{Document: d, Procedure: p}, Bodies: c.Answerer.Bodies(quotes...)}
	for _, b := range c.doubts(whole, tag) {
		if !slices.Contains(l.Remarks, b.Text) {
			l.Remarks = append(l.Remarks, b.Text)
		}
	}
	c.exact(&l)
	return l, nil
}

// exact reads what can be told to programs: a length of time for each way to
// apply, and the price where it is one for all.
func (c *Core) exact(l *Leaflet) {
	d := l.Document
	flawed := func(kind corpus.FlawKind) bool {
		return slices.ContainsFunc(d.Procedure.Flaws, func(f corpus.Flaw) bool { return f.Kind == kind })
	}
	for _, ch := range d.Procedure.Channels {
		iso, _ := c.Answerer.Length(ch.TimeLimit.In(d.Text), d.Language)
		if flawed(corpus.TimeLimitFlaw) {
			iso = ""
		}
		l.Lengths = append(l.Lengths, iso)
	}
	if len(l.Fee) == 1 && len(l.Fee[0].By) == 0 && !flawed(corpus.FeeFlaw) {
		if price, ok := c.Answerer.Price(l.Fee[0].In(d.Text), d.Language); ok {
			l.Price = &price
		}
	}
}

// said gives what the ways to apply say, each value once with the ways that
// say it; else what the document says of all.
func said(d *corpus.Document, whole corpus.Span, of func(corpus.Channel) corpus.Span) []Said {
	var out []Said
	values := map[string]int{}
	silent := 0
	for _, ch := range d.Procedure.Channels {
		s := of(ch)
		value := strings.Join(strings.Fields(s.In(d.Text)), " ")
		if value == "" {
			silent++
			continue
		}
		i, known := values[value]
		if !known {
			i = len(out)
			values[value] = i
			out = append(out, Said{Span: s})
		}
		out[i].By = append(out[i].By, ch.Name)
	}
	switch {
	case len(out) == 0 && !whole.Empty():
		return []Said{{Span: whole}}
	case len(out) == 1 && silent == 0:
		out[0].By = nil
	}
	return out
}

// ProcedurePath gives the path of the procedure with an ID or a code. It is a
// state.ErrNotFound where there is none that the viewer may see.
func (c *Core) ProcedurePath(ctx context.Context, name string, viewer corpus.Viewer, tag string) (string, error) {
	d, err := c.openProcedure(ctx, name, viewer)
	if err != nil {
		return "", err
	}
	if d == nil {
		found, _, _, err := c.Answerer.NamedProcedure(ctx, answer.Question{Text: name, Prior: tag, Viewer: viewer})
		if err != nil && !errors.Is(err, state.ErrNotFound) {
			return "", err
		}
		if found == nil || found.Procedure == nil || name == "" || found.Procedure.Code != name || !viewer.Sees(found.Visibility) {
			return "", fmt.Errorf("procedure %q: %w", name, state.ErrNotFound)
		}
		d = found
	}
	return d.Path, nil
}

// page gives the path of a procedure's page; "" on installations without one.
func (c *Core) page(d *corpus.Document) string {
	if !c.HasPages {
		return ""
	}
	return PagePath(d.Path)
}

// PagePath gives the web page about a procedure, as a path on an
// installation's web page.
func PagePath(path string) string { return "/procedure?" + url.Values{"path": {path}}.Encode() }
