package handlers

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/ledger"
)

// Person is who does something about a duty.
type Person struct {
	ID     string
	Role   Role
	Viewer corpus.Viewer
}

// mayAct are the roles that may do something about a duty.
var mayAct = map[ledger.ActKind][]Role{
	ledger.Propose: {Official, Head, Editor, Admin},
	ledger.Report:  {Official, Head, Editor, Admin},
	ledger.Finish:  {Head, Editor, Admin},
	ledger.Reopen:  {Head, Editor, Admin},
	ledger.Correct: {Editor, Admin},
	ledger.Confirm: {Head, Editor, Admin},
	ledger.Reject:  {Head, Editor, Admin},
}

// Act keeps what a person does about a duty, and gives the duty as it stands
// then; of a rejected one, as it stood before. What makes no sense or is not
// the person's to do is refused: IsRefused.
func (c *Core) Act(ctx context.Context, by Person, a ledger.Act) (ledger.Duty, error) {
	if !slices.Contains(mayAct[a.Kind], by.Role) {
		return ledger.Duty{}, refused("the role %q may not %s a duty", by.Role, a.Kind)
	}
	before, ok, err := c.Duty(ctx, a.Duty, by.Viewer)
	if err != nil {
		return ledger.Duty{}, err
	}
	if !ok {
		return ledger.Duty{}, refused("no duty has the ID %q; vanthu duties lists them", a.Duty)
	}
	switch proposed := before.Status == ledger.Proposed; {
	case a.Kind == ledger.Finish && before.Status == ledger.Done:
		return before, refused("%s is done already", before.ID)
	case a.Kind == ledger.Reopen && before.Status != ledger.Done:
		return before, refused("%s is not done", before.ID)
	case a.Kind == ledger.Confirm && !proposed && before.Progress == nil:
		return before, refused("%s is neither proposed nor reported on, so there is nothing to confirm", before.ID)
	case a.Kind == ledger.Finish && proposed:
		return before, refused("%s is only proposed; confirm it first", before.ID)
	case a.Kind == ledger.Correct && a.Deadline == nil && a.Lead == nil && a.Action == "":
		return before, refused("a correction says what is right: a deadline, a lead or a wording")
	}
	a.Duty, a.At, a.Person, a.Role = before.ID, c.Now(), by.ID, string(by.Role)
	if err := c.Acts.AddActs(ctx, a); err != nil {
		return before, err
	}
	after, ok, err := c.Duty(ctx, before.ID, by.Viewer)
	if !ok {
		after = before
	}
	return after, err
}

// Propose takes a proposed duty, if its document says what it quotes.
func (c *Core) Propose(ctx context.Context, by Person, p Proposal) (ledger.Duty, error) {
	if !slices.Contains(mayAct[ledger.Propose], by.Role) {
		return ledger.Duty{}, refused("the role %q may not propose a duty", by.Role)
	}
	t, err := c.propose(ctx, by, p)
	if err != nil {
		return ledger.Duty{}, err
	}
	if d, ok, err := c.Duty(ctx, t.Key, by.Viewer); ok || err != nil {
		if ok {
			err = refused("it was proposed before: %s", d.ID)
		}
		return d, err
	}
	a := ledger.Act{At: c.Now(), Person: by.ID, Role: string(by.Role), Kind: ledger.Propose, Duty: t.Key, Note: p.Note, Proposal: t}
	if err := c.Acts.AddActs(ctx, a); err != nil {
		return ledger.Duty{}, err
	}
	d, ok, err := c.Duty(ctx, t.Key, by.Viewer)
	if err == nil && !ok {
		err = refused("it was rejected before")
	}
	return d, err
}

var (
	writtenDay    = regexp.MustCompile(`^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$`)
	writtenPeriod = regexp.MustCompile(`^(\d{4})(?:-(\d{2})|-Q([1-4]))?$`)
)

// ReadDay reads a day, 2026-03-31 or 31/3/2026.
func ReadDay(s string) (corpus.Day, error) {
	d := corpus.Day(s)
	if m := writtenDay.FindStringSubmatch(s); m != nil {
		d = corpus.Day(fmt.Sprintf("%s-%02s-%02s", m[3], m[2], m[1]))
	}
	if _, ok := d.Time(); !ok {
		return "", fmt.Errorf("%q is no day such as 2026-03-31 or 31/3/2026", s)
	}
	return d, nil
}

// ReadDeadline reads by when something has to be done: a day, or a month
// (2026-03), a quarter (2026-Q1) or a year.
func ReadDeadline(s string) (corpus.Deadline, error) {
	out := corpus.Deadline{Relation: corpus.By, Precision: corpus.DayPrecision, Basis: corpus.Explicit}
	m := writtenPeriod.FindStringSubmatch(s)
	if m == nil {
		var err error
		if out.Due, err = ReadDay(s); err != nil {
			return out, fmt.Errorf("%q is no deadline such as 2026-03-31, 2026-03, 2026-Q1 or 2026", s)
		}
		return out, nil
	}
	year, first, last := number(m[1]), 1, 12
	out.Relation, out.Precision = corpus.In, corpus.YearPrecision
	switch {
	case m[2] != "":
		first, out.Precision = number(m[2]), corpus.MonthPrecision
		last = first
	case m[3] != "":
		last, out.Precision = 3*number(m[3]), corpus.QuarterPrecision
		first = last - 2
	}
	if first < 1 || first > 12 {
		return out, fmt.Errorf("%q is no month", s)
	}
	out.Start = corpus.DayOf(time.Date(year, time.Month(first), 1, 0, 0, 0, 0, time.UTC))
	out.Due = corpus.DayOf(time.Date(year, time.Month(last+1), 0, 0, 0, 0, 0, time.UTC))
	return out, nil
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits) // a pattern has let only digits through
	return n
}
