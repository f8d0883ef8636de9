package handlers

import (
	"context"
	"strings"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
	"vanthu/handlers/procedures"
	"vanthu/handlers/wire"
)

// NamedProcedure is the procedure that somebody named, and others that the
// name may mean.
type NamedProcedure struct {
	Document *corpus.Document // nil: none has that name
	Others   []procedures.Named
	Language string // of the name
}

// NamedProcedures gives the procedure that a text names, however people call
// it: by title, alias, everyday words or code.
func (c *Core) NamedProcedures(ctx context.Context, q answer.Question) (NamedProcedure, error) {
	defer c.Courtesy.Answering()()
	d, others, tag, err := c.Answerer.NamedProcedure(ctx, q)
	return NamedProcedure{d, others, tag}, err
}

// WireProcedure gives a procedure in the form other programs rely on.
func WireProcedure(d *corpus.Document) *wire.Procedure { return wireProcedure(d) }

// pageFields are the fields of a procedure's page, in their order.
var pageFields = [...]string{"who", "conditions", "papers", "channels", "time_limit", "fee", "office", "steps", "result", "legal_basis", "complaint"}

// ProcedurePage shows a whole procedure, field by field, in its document's
// words.
func (c *Core) ProcedurePage(found NamedProcedure, tag string) Reply {
	return inPlace(c.procedurePage(found, tag))
}

func (c *Core) procedurePage(found NamedProcedure, tag string) Reply {
	r := Reply{Language: tag, Final: true}
	if found.Document == nil {
		r.Blocks = []Block{{Kind: Lead, Text: c.say(tag, "procedure_none", nil)}}
		if len(found.Others) > 0 {
			r.Blocks = append(r.Blocks, Block{Kind: Para, Text: c.say(tag, "procedure_others", nil)}, c.choiceList(found.Others, tag))
		}
		return r
	}
	d := found.Document
	r.Blocks = append(r.Blocks, Block{Kind: Lead, Text: c.procedureName(d, tag)})
	seen := map[corpus.Span]bool{}
	for _, f := range pageFields {
		var lines []string
		for _, s := range answer.FieldSpans(d, f) {
			if !s.Empty() && !seen[s] {
				seen[s] = true
				lines = append(lines, c.foreign(unmarked(strings.TrimSpace(s.In(d.Text))), d.Language, tag))
			}
		}
		if len(lines) > 0 {
			r.Blocks = append(r.Blocks, Block{Kind: Para, Text: c.say(tag, "field_"+f, nil)}, Block{Kind: List, Items: lines})
		}
	}
	r.Blocks = append(r.Blocks, c.doubts(answer.Answer{Procedure: &answer.ProcedureView{Document: d, Procedure: d.Procedure}}, tag)...)
	source := c.sourceLine(d, "", tag)
	if d.URL != "" {
		source += "\n" + d.URL
	}
	r.Blocks = append(r.Blocks, Block{Kind: Para, Text: source})
	if len(found.Others) > 0 {
		r.Blocks = append(r.Blocks, Block{Kind: Notice, Text: c.say(tag, "procedure_others", i18n.Args{})}, c.choiceList(found.Others, tag))
	}
	return r
}
