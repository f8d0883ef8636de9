package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vanthu/corpus"
	"vanthu/handlers"
	"vanthu/handlers/export"
	"vanthu/handlers/ledger"
	"vanthu/handlers/wire"
)

// dutiesCommand lists duties, and keeps what the local admin does about them.
type dutiesCommand struct {
	Agency []string `help:"Only duties of this body: a name in any language, an abbreviation, an old name or an ID. Several with commas or one flag each." sep:"none" placeholder:"A"`
	From   string   `help:"Only duties due on this day or later." placeholder:"D"`
	To     string   `help:"Only duties due on this day or earlier." placeholder:"D"`
	Status []string `help:"Only these: open, overdue, done, superseded, proposed. All if not given." placeholder:"S"`
	Dated  bool     `help:"Only duties with a day."`
	Format string   `help:"table, json, csv or ics." default:"table" placeholder:"F"`
	Alarm  string   `help:"Days before the day on which a calendar reminds, or none." default:"7,1" placeholder:"N"`

	Propose string   `help:"Propose the duties of a file: JSON, one object a line or one list, each with path or number, quote, and action, agency, due and so on; - is standard input." placeholder:"F"`
	ByModel []string `name:"propose-by-model" help:"Have the language model propose the duties of documents, by path, or of all in a folder: with VANTHU_LLM_USES=propose. What its passage does not say is dropped; what is left waits for --confirm." sep:"none" placeholder:"PATH"`
	Confirm []string `help:"A proposed duty is one, or a report on it is right." placeholder:"ID"`
	Reject  []string `help:"It is no duty." placeholder:"ID"`
	Done    []string `help:"It is done." placeholder:"ID"`
	Reopen  []string `help:"It is not done after all." placeholder:"ID"`
	Correct string   `help:"Its deadline (--due), lead (--lead) or wording (--action) is another one." placeholder:"ID"`
	Due     string   `help:"With --correct: 2026-03-31, 31/3/2026, 2026-03, 2026-Q1 or 2026." placeholder:"D"`
	Lead    string   `help:"With --correct: the body that leads." placeholder:"A"`
	Action  string   `help:"With --correct: what is to be done." placeholder:"TEXT"`
	Note    string   `help:"With any of these: why." placeholder:"TEXT"`
	Role    string   `help:"As whom: citizen, official, head, editor or admin." default:"admin" placeholder:"R"`
}

// Help tells what the calendar makes of deadlines without a day.
func (dutiesCommand) Help() string {
	return "As iCalendar (--format ics) a deadline is an all-day event on its day. A week, month, quarter or half year is an event on its last day, which its " +
		"summary says, and so is a recurrence without a day. A bare year, and a duty without a date, is a to-do without a due date: no day is invented. " +
		"Only open duties have alarms; superseded ones stay as cancelled."
}

func (d dutiesCommand) needs() access {
	if len(d.acts()) > 0 || d.Propose != "" || len(d.ByModel) > 0 {
		return writes
	}
	return reads
}

// acts gives the acts that were asked for.
func (d dutiesCommand) acts() []ledger.Act {
	var out []ledger.Act
	for _, k := range []struct {
		kind ledger.ActKind
		ids  []string
	}{{ledger.Confirm, d.Confirm}, {ledger.Reject, d.Reject}, {ledger.Finish, d.Done}, {ledger.Reopen, d.Reopen}} {
		for _, id := range k.ids {
			out = append(out, ledger.Act{Kind: k.kind, Duty: strings.TrimSpace(id), Note: d.Note})
		}
	}
	if d.Correct != "" {
		out = append(out, ledger.Act{Kind: ledger.Correct, Duty: strings.TrimSpace(d.Correct), Action: d.Action, Note: d.Note})
	}
	return out
}

// Validate refuses what makes no sense, before anything is opened.
func (d *dutiesCommand) Validate() error {
	if !slices.Contains([]string{"table", "json", "csv", "ics"}, d.Format) {
		return fmt.Errorf("--format %q is none of table, json, csv, ics", d.Format)
	}
	if !slices.Contains([]handlers.Role{handlers.Citizen, handlers.Official, handlers.Head, handlers.Editor, handlers.Admin}, handlers.Role(d.Role)) {
		return fmt.Errorf("--role %q is none of citizen, official, head, editor, admin", d.Role)
	}
	if _, err := d.alarms(); err != nil {
		return err
	}
	if _, err := d.filter(); err != nil {
		return err
	}
	if slices.ContainsFunc(d.Agency, func(s string) bool { return strings.Trim(s, ", ") == "" }) {
		return errors.New("--agency names no body")
	}
	kinds := 0
	for _, asked := range []bool{d.Propose != "", len(d.ByModel) > 0, len(d.Confirm) > 0, len(d.Reject) > 0, len(d.Done) > 0, len(d.Reopen) > 0, d.Correct != ""} {
		if asked {
			kinds++
		}
	}
	switch {
	case kinds > 1:
		return errors.New("one of --propose, --propose-by-model, --confirm, --reject, --done, --reopen and --correct at a time")
	case d.Correct == "" && (d.Due != "" || d.Lead != "" || d.Action != ""):
		return errors.New("--due, --lead and --action go with --correct")
	case kinds == 0 && d.Note != "":
		return errors.New("--note goes with --propose, --propose-by-model, --confirm, --reject, --done, --reopen or --correct")
	case d.Correct != "" && d.Due == "" && d.Lead == "" && d.Action == "":
		return errors.New("--correct needs --due, --lead or --action")
	}
	if d.Due != "" {
		if _, err := handlers.ReadDeadline(d.Due); err != nil {
			return fmt.Errorf("--due: %w", err)
		}
	}
	return nil
}

// alarms gives the days before a day on which a calendar reminds.
func (d *dutiesCommand) alarms() ([]int, error) {
	if d.Alarm == "none" || d.Alarm == "" {
		return nil, nil
	}
	var out []int
	for s := range strings.SplitSeq(d.Alarm, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil || n < 0 || n > 366 {
			return nil, fmt.Errorf("--alarm %q is no list of days before, such as 7,1, and not none", d.Alarm)
		}
		out = append(out, n)
	}
	return out, nil
}

// filter gives what the flags choose, but for the agencies.
func (d *dutiesCommand) filter() (f ledger.Filter, err error) {
	f.Dated = d.Dated
	for _, day := range []struct {
		flag, value string
		to          *corpus.Day
	}{{"--from", d.From, &f.From}, {"--to", d.To, &f.To}} {
		if day.value == "" {
			continue
		}
		if *day.to, err = handlers.ReadDay(day.value); err != nil {
			return f, fmt.Errorf("%s: %w", day.flag, err)
		}
	}
	if f.From != "" && f.To != "" && f.To < f.From {
		return f, fmt.Errorf("--to %s is before --from %s", f.To, f.From)
	}
	known := []ledger.Status{ledger.Open, ledger.Overdue, ledger.Done, ledger.Superseded, ledger.Proposed}
	for _, s := range d.Status {
		status := ledger.Status(strings.ToLower(strings.TrimSpace(s)))
		if !slices.Contains(known, status) {
			return f, fmt.Errorf("--status %q is none of open, overdue, done, superseded, proposed", s)
		}
		f.Status = append(f.Status, status)
	}
	return f, nil
}

func (d *dutiesCommand) run(ctx context.Context, c *call) error {
	core := c.newCore(c.now, false, c.settings.Now == "")
	role := handlers.Role(d.Role)
	by := handlers.Person{ID: "local", Role: role, Viewer: corpus.Viewer{Agency: role != handlers.Citizen}}
	switch acts := d.acts(); {
	case d.Propose != "":
		return d.propose(ctx, c, core, by)
	case len(d.ByModel) > 0:
		return d.proposeByModel(ctx, c, core, by)
	case len(acts) > 0:
		return d.act(ctx, c, core, by, acts)
	}
	f, err := d.filter()
	if err != nil {
		return usageError{err}
	}
	f.Viewer = by.Viewer
	duties, unknown, err := core.DutiesOf(ctx, f, d.agencies(core, c.language()), c.language(), c.now())
	if err != nil {
		return err
	}
	if len(unknown) > 0 {
		return fmt.Errorf("no body is known as %q; give a name as the documents have it, an abbreviation or an ID as vanthu duties --json shows it", unknown[0])
	}
	return d.print(c, core, duties)
}

// agencies gives the names of bodies asked for. A comma parts two names where
// all of its parts name bodies, and more than the whole does; else it is part
// of one: "Ministry of Culture, Sports and Tourism".
func (d *dutiesCommand) agencies(core *handlers.Core, tag string) []string {
	var out []string
	for _, name := range d.Agency {
		whole := core.Agencies.ResolveAgency(name, tag)
		var parts, ids []string
		all := true
		for part := range strings.SplitSeq(name, ",") {
			if part = strings.TrimSpace(part); part == "" {
				continue
			}
			found := core.Agencies.ResolveAgency(part, tag)
			all = all && len(found) > 0
			parts, ids = append(parts, part), append(ids, found...)
		}
		more := slices.ContainsFunc(ids, func(id string) bool { return !slices.Contains(whole, id) })
		if len(whole) == 0 || all && more {
			out = append(out, parts...)
		} else {
			out = append(out, name)
		}
	}
	return out
}

// print writes duties in the form asked for.
func (d *dutiesCommand) print(c *call, core *handlers.Core, duties []ledger.Duty) error {
	out := bufio.NewWriter(c.out)
	var err error
	switch {
	case c.settings.JSON || d.Format == "json":
		err = writeJSON(out, wired(core, duties))
	case d.Format == "csv":
		err = export.CSV(out, wired(core, duties))
	case d.Format == "ics":
		alarms, aerr := d.alarms()
		if aerr != nil {
			return usageError{aerr}
		}
		err = export.Calendar{Catalog: c.catalog, Language: c.language(), Now: c.now(), Alarms: alarms}.Write(out, duties)
	default:
		_, err = out.WriteString(dutyTable{c.catalog, core.Agencies, c.language(), corpus.DayOf(c.now().In(c.zone))}.text(duties))
	}
	return errors.Join(err, out.Flush())
}

func wired(core *handlers.Core, duties []ledger.Duty) []wire.Duty {
	out := make([]wire.Duty, len(duties))
	for i, d := range duties {
		out[i] = core.WireDuty(d)
	}
	return out
}

// language is the one of the interface.
func (c *call) language() string { return known(c.settings.Lang) }
