package main

import (
	"strings"
	"time"

	"vanthu/bot/terminal"
	"vanthu/corpus"
	"vanthu/handlers"
	"vanthu/handlers/i18n"
	"vanthu/handlers/ledger"
)

// dutyTable shows duties on a terminal of 100 columns.
type dutyTable struct {
	catalog  *i18n.Catalog
	agencies handlers.Agencies
	language string
	today    corpus.Day
}

// Widths of the table, in display cells; the rest is the action's.
const (
	tableWidth    = 100
	statusWidth   = 14
	deadlineWidth = 18
	agencyWidth   = 18
	cellLines     = 4
)

func (t dutyTable) text(duties []ledger.Duty) string {
	if len(duties) == 0 {
		return t.say("duties_none") + "\n"
	}
	id := 2
	for _, d := range duties {
		id = max(id, len(d.ID))
	}
	columns := []terminal.Column{{Head: "ID", Width: id}, {Head: t.say("column_status"), Width: statusWidth, Lines: cellLines}, {Head: t.say("column_deadline"), Width: deadlineWidth, Lines: cellLines},
		{Head: t.say("column_agency"), Width: agencyWidth, Lines: cellLines}, {Head: t.say("column_action"), Lines: cellLines,
			Width: tableWidth - id - statusWidth - deadlineWidth - agencyWidth - 4*2}}
	rows := make([][]terminal.Cell, len(duties))
	for i, d := range duties {
		told := ""
		if len(d.Tellings) > 0 {
			told = d.Tellings[0].Language
		}
		said, tag := t.deadline(d, told)
		leads, spoken := t.leads(d, told)
		rows[i] = []terminal.Cell{{Text: d.ID}, {Text: t.status(d), Lang: t.language}, {Text: said, Lang: tag}, {Text: leads, Lang: spoken}, {Text: oneLine(d.Action), Lang: told}}
	}
	return terminal.Table(columns, t.language, rows) + t.catalog.SayN(t.language, "duties_count", len(duties), nil) + "\n"
}

// leads names the bodies that lead a duty: in the table's language where their
// names are known, else all in the document's own words.
func (t dutyTable) leads(d ledger.Duty, told string) (names, tag string) {
	var known, words []string
	for _, a := range d.Leads {
		words = append(words, oneLine(a.Text))
		if name := t.agencies.AgencyName(a.ID, t.language); name != "" {
			known = append(known, name)
		}
	}
	if len(known) == len(words) {
		return strings.Join(known, ", "), t.language
	}
	return strings.Join(words, ", "), told
}

func (t dutyTable) say(key string) string { return t.catalog.Say(t.language, key, nil) }

// status says how a duty stands, with the days where its deadline has one.
func (t dutyTable) status(d ledger.Duty) string {
	word := t.say("status_" + string(d.Status))
	if d.Deadline == nil || d.Deadline.Recurrence != "" || d.Deadline.Precision == corpus.YearPrecision {
		return word
	}
	due, ok := d.Deadline.Due.Time()
	today, ok2 := t.today.Time()
	if !ok || !ok2 {
		return word
	}
	switch d.Status {
	case ledger.Overdue:
		return t.catalog.SayN(t.language, "days_late", int(today.Sub(due)/(24*time.Hour)), nil)
	case ledger.Open:
		return word + ", " + t.catalog.Distance(t.language, d.Deadline.Due, t.today)
	}
	return word
}

// deadline says by when, in the table's language, else in the document's own
// words.
func (t dutyTable) deadline(d ledger.Duty, told string) (said, tag string) {
	if d.Deadline == nil {
		return t.say("no_deadline"), t.language
	}
	if s := t.catalog.Deadline(t.language, *d.Deadline); s != "" {
		return s, t.language
	}
	return oneLine(d.DeadlineText), told
}
