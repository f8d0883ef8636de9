package handlers

import (
	"context"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/ledger"
	"vanthu/handlers/wire"
)

// fileButtons offers the files of a list of duties.
func (c *Core) fileButtons(a answer.Answer, tag string) []Button {
	if c.Export == nil || len(a.Duties) == 0 || a.Asked.Subject != "" {
		return nil
	}
	return []Button{{Label: c.say(tag, "button_calendar", nil), Action: "duties:" + a.ID + ":ics"}, {Label: c.say(tag, "button_csv", nil), Action: "duties:" + a.ID + ":csv"}}
}

// listFile sends the duties that a question chooses as a file: "ics" for
// calendars, "csv" for spreadsheets.
func (c *Core) listFile(ctx context.Context, r Request, asked answer.DutyQuestion, form string, out Sender) error {
	if c.Export == nil {
		return c.notice(ctx, r, out, "more_gone", nil)
	}
	now := c.Now().In(c.Zone)
	all, err := c.scope(ctx, asked, r.Viewer, now)
	if err != nil {
		return err
	}
	l, err := c.ledgerAt(ctx, now)
	if err != nil {
		return err
	}
	var chosen []ledger.Duty
	for i := range all {
		if c.standsAs(l, &all[i], asked, corpus.DayOf(now)) {
			chosen = append(chosen, all[i])
		}
	}
	tag := c.speaks(r, "")
	f := File{Name: "duties." + form, Type: "text/calendar; charset=utf-8"}
	if form == "ics" {
		f.Data, err = c.Export.Calendar(chosen, tag, now)
	} else {
		rows := make([]wire.Duty, len(chosen))
		for i, d := range chosen {
			rows[i] = c.WireDuty(d)
		}
		f.Type = "text/csv; charset=utf-8"
		f.Data, err = c.Export.Table(rows)
	}
	if err != nil {
		return err
	}
	if len(f.Data) > MaxFile {
		return c.notice(ctx, r, out, "file_large", nil)
	}
	return c.send(ctx, r, out, Reply{Language: tag, Final: true, File: &f, Blocks: []Block{
		{Kind: Lead, Text: c.Catalog.SayN(tag, "duties_count", len(chosen), nil)}, {Kind: Para, Text: c.say(tag, "file_"+form, nil)}}})
}
