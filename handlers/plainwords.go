package handlers

import (
	"context"

	"vanthu/corpus"
	"vanthu/handlers/answer"
)

// plainFields are the fields of a procedure that are said in plain words.
var plainFields = [...]string{"who", "papers", "channels", "time_limit", "fee", "office"}

// plainButton offers a procedure in plain words, where a language model is set
// for it.
func (c *Core) plainButton(d *corpus.Document, tag string) []Button {
	if c.InPlain == nil {
		return nil
	}
	return []Button{{Label: c.say(tag, "button_plain", nil), Action: "plain:" + d.ID}}
}

// inPlainWords says a procedure in plain words, checked against its document
// sentence by sentence. Where there are none, the procedure is shown as it is.
func (c *Core) inPlainWords(ctx context.Context, r Request, id string, out Sender) error {
	_, tag, err := c.past(ctx, r)
	if err != nil {
		return err
	}
	d, err := c.openProcedure(ctx, id, r.Viewer)
	if err != nil {
		return err
	}
	if d == nil || c.InPlain == nil {
		return c.field(ctx, r, "", id, out)
	}
	a := answer.Answer{Question: d.Title, Language: d.Language, Intent: answer.Procedure, Answered: true}
	for _, f := range plainFields {
		quotes, err := c.Answerer.Field(d, f)
		if err != nil {
			return err
		}
		for _, q := range quotes {
			a.Citations = append(a.Citations, answer.Citation{Citation: q})
		}
	}
	within, cancel := context.WithTimeout(ctx, summaryTime)
	defer cancel()
	s, err := c.InPlain.Plain(within, a, tag, asker(r))
	if err != nil || len(s.Sentences) == 0 { // counted where the model is asked
		return c.field(ctx, r, "", id, out)
	}
	var items []string
	for _, x := range s.Sentences {
		items = append(items, x.Text)
	}
	key := "plain_label"
	if s.Translated {
		key = "plain_label_translated"
	}
	return c.send(ctx, r, out, Reply{Language: tag, Final: true, Buttons: c.fieldButtons(d, "", tag), Blocks: []Block{
		{Kind: Lead, Text: c.procedureName(d, tag), Link: c.page(d)}, {Kind: List, Items: items},
		{Kind: Notice, Text: c.say(tag, key, nil)}, {Kind: Para, Text: c.sourceLine(d, "", tag)}}})
}
