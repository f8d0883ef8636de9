package handlers

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
	"vanthu/handlers/ledger"
)

// start says what can be asked here, with examples to press; behind a link it
// opens what the link leads to.
func (c *Core) start(ctx context.Context, r Request, payload string, out Sender) error {
	if kind, id, ok := c.started(payload); ok {
		if done, err := c.openLinked(ctx, r, kind, id, out); done || err != nil {
			return err
		}
	}
	tag := c.speaks(r, "")
	reply := Reply{Language: tag, Final: true, Blocks: []Block{
		{Kind: Lead, Text: c.say(tag, "help_title", nil)},
		{Kind: Para, Text: c.say(tag, "start_can", nil)},
		{Kind: Notice, Text: c.say(tag, "start_never", nil)},
		{Kind: Para, Text: c.say(tag, "start_ways", nil)},
	}}
	examples, err := c.examples(ctx, r, tag)
	if err != nil {
		return err
	}
	for i, e := range examples {
		reply.Buttons = append(reply.Buttons, Button{Label: e.question, Action: "example:" + strconv.Itoa(i+1)})
	}
	return c.send(ctx, r, out, reply)
}

// example is a question that the documents here can answer.
type example struct {
	question string
	answer   func(ctx context.Context, r Request, out Sender) error
}

// Bounds of examples.
const (
	startExamples = 3
	exampleRunes  = 44 // characters of a name in an example
	triedExamples = 20 // procedures that are opened to find one that tells its papers
)

// examples gives questions about what is here: the papers of a procedure, the
// duties of the body that has the most, what a document says; where there is
// nothing of that kind, those that the sample documents answer.
func (c *Core) examples(ctx context.Context, r Request, tag string) ([]example, error) {
	var out []example
	services, document, err := c.typical(ctx, r.Viewer, tag)
	if err != nil {
		return nil, err
	}
	if len(services) > 0 {
		out = append(out, c.paperExample(services[0], tag))
	}
	agencies, err := c.leadingAgencies(ctx, r, "", tag)
	if err != nil {
		return nil, err
	}
	if len(agencies) > 0 {
		id := strings.TrimPrefix(agencies[0].Action, "agency:")
		out = append(out, example{c.say(tag, "example_duties", i18n.Args{"Agency": c.apart(shorten(c.Agencies.AgencyName(id, tag), exampleRunes), tag)}),
			func(ctx context.Context, r Request, out Sender) error {
				return c.sendList(ctx, r, answer.DutyQuestion{Want: answer.WantList, Agencies: []string{id}}, 0, out)
			}})
	}
	if document != nil {
		id := document.ID
		out = append(out, example{c.say(tag, "example_document", i18n.Args{"Number": c.name(document.Number, tag)}),
			func(ctx context.Context, r Request, out Sender) error { return c.document(ctx, r, id, out) }})
	}
	for _, d := range services[min(1, len(services)):] {
		if len(out) < startExamples {
			out = append(out, c.paperExample(d, tag))
		}
	}
	if len(out) == 0 {
		for _, question := range c.Examples(tag) {
			out = append(out, example{question, func(ctx context.Context, r Request, out Sender) error {
				r.Text, r.Action = question, ""
				return c.asked(ctx, r, out)
			}})
		}
	}
	return out, nil
}

func (c *Core) paperExample(d *corpus.Document, tag string) example {
	return example{c.say(tag, "example_papers", i18n.Args{"Title": c.name(shorten(d.Title, exampleRunes), tag)}),
		func(ctx context.Context, r Request, out Sender) error { return c.field(ctx, r, "papers", d.ID, out) }}
}

// typical gives procedures whose documents tell the papers, and the newest
// numbered document: those in the reader's language first, the
// shortest names first.
func (c *Core) typical(ctx context.Context, v corpus.Viewer, tag string) (services []*corpus.Document, document *corpus.Document, err error) {
	if c.Shelf == nil {
		return nil, nil, nil
	}
	var found []*corpus.Document
	err = c.Shelf.Each(ctx, v, func(d *corpus.Document) bool {
		switch {
		case d.Kind == corpus.KindProcedure:
			found = append(found, d)
		case d.Number != "" && d.Kind == corpus.KindDocument && (document == nil || newer(d, document)):
			document = d
		}
		return true
	})
	if err != nil {
		return nil, nil, err
	}
	other := func(d *corpus.Document) int {
		if d.Language == tag {
			return 0
		}
		return 1
	}
	slices.SortFunc(found, func(a, b *corpus.Document) int {
		return cmp.Or(cmp.Compare(other(a), other(b)), cmp.Compare(len(a.Title), len(b.Title)), cmp.Compare(a.ID, b.ID))
	})
	for _, head := range found[:min(len(found), triedExamples)] {
		d, err := c.openProcedure(ctx, head.ID, v)
		if err != nil {
			return nil, nil, err
		}
		if d != nil && len(d.Procedure.Papers) > 0 {
			services = append(services, d)
		}
		if len(services) == startExamples {
			break
		}
	}
	return services, document, nil
}

// newer reports whether a document is the better example: the text itself
// before a report on it, then the newer one.
func newer(d, than *corpus.Document) bool {
	if report := d.Standing == corpus.Report; report != (than.Standing == corpus.Report) {
		return !report
	}
	return d.Issued > than.Issued || d.Issued == than.Issued && d.ID < than.ID
}

// example answers the example with a number from 1 on, as they are now. What
// is asked is repeated above the answer: a pressed button does not show it.
func (c *Core) example(ctx context.Context, r Request, number string, out Sender) error {
	tag := c.speaks(r, "")
	examples, err := c.examples(ctx, r, tag)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(examples) {
		return c.notice(ctx, r, out, "more_gone", nil)
	}
	r.Language = tag
	e := examples[n-1]
	return e.answer(ctx, r, &voice{Sender: out, core: c, ahead: []func(string) string{func(string) string { return e.question }}})
}

// openLinked opens what a link leads to; done is false where that is not here.
func (c *Core) openLinked(ctx context.Context, r Request, kind ChoiceKind, id string, out Sender) (done bool, err error) {
	switch kind {
	case ProcedureChoice:
		d, err := c.openProcedure(ctx, id, r.Viewer)
		if d == nil || err != nil {
			return false, err
		}
		return true, c.field(ctx, r, "", id, out)
	case DocumentChoice:
		d, err := c.openDocument(ctx, id, r.Viewer)
		if d == nil || err != nil {
			return false, err
		}
		return true, c.document(ctx, r, id, out)
	case AgencyChoice:
		if c.Agencies == nil || c.Book == nil || c.Agencies.AgencyName(id, "vi") == "" {
			return false, nil
		}
		all, err := c.Duties(ctx, ledger.Filter{Agency: []string{id}, Viewer: r.Viewer, Limit: 1}, c.Now())
		if len(all) == 0 || err != nil {
			return false, err
		}
		return true, c.sendList(ctx, r, answer.DutyQuestion{Want: answer.WantList, Agencies: []string{id}}, 0, out)
	}
	return false, nil
}
