package handlers

import (
	"context"
	"slices"
	"sort"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/ledger"
)

// Bounds of an answer about duties.
const (
	citedDuties = 6   // duties whose documents are opened to be cited
	keptDuties  = 60  // duties that an answer holds
	citedRunes  = 700 // characters of a quote
)

// askList answers a question for the duties that filters choose. Where the
// ledger has none of that body or document at all, the documents are asked.
func (c *Core) askList(ctx context.Context, q answer.Question, asked answer.DutyQuestion) (answer.Answer, error) {
	a := c.Answerer.Blank(q)
	a.Intent = answer.Duty
	if asked.Mine {
		if asked.Agencies = q.Agencies; len(asked.Agencies) == 0 {
			a.Reason, a.Asked = answer.NoAgency, &asked
			return a, nil
		}
	}
	anybody := asked
	if ownFirst(asked) && len(q.Agencies) > 0 {
		asked.Agencies, asked.Own = q.Agencies, true
	}
	all, err := c.scope(ctx, asked, q.Viewer, q.Now)
	if err == nil && len(all) == 0 && asked.Own {
		asked = anybody
		all, err = c.scope(ctx, asked, q.Viewer, q.Now)
	}
	if err != nil {
		return a, err
	}
	if len(all) == 0 {
		plain, err := c.Answerer.Ask(ctx, q)
		if err == nil && !plain.Answered {
			plain.Asked = &asked
		}
		return plain, err
	}
	return a, c.fillList(ctx, &a, asked, all, q.Viewer, q.Now)
}

// ownFirst reports whether it is asked what is late and not whose: who has
// chosen an own body first wants to see what it is late with.
func ownFirst(asked answer.DutyQuestion) bool {
	return asked.Want == answer.WantList && asked.Status == answer.AskedOverdue && !asked.Mine && len(asked.Agencies)+len(asked.Documents) == 0
}

// scope gives the duties of the bodies and documents asked for, however they
// stand.
func (c *Core) scope(ctx context.Context, asked answer.DutyQuestion, v corpus.Viewer, now time.Time) ([]ledger.Duty, error) {
	return c.Duties(ctx, ledger.Filter{Agency: asked.Agencies, Cooperating: asked.Cooperating, Document: asked.Documents, Viewer: v}, now)
}

// fillList chooses the duties asked for among all in scope.
func (c *Core) fillList(ctx context.Context, a *answer.Answer, asked answer.DutyQuestion, all []ledger.Duty, viewer corpus.Viewer, now time.Time) error {
	l, err := c.ledgerAt(ctx, now)
	if err != nil {
		return err
	}
	a.Asked, a.Answered, a.Confidence = &asked, true, 1
	today := corpus.DayOf(now)
	for i := range all {
		if c.standsAs(l, &all[i], asked, today) {
			a.Duties = append(a.Duties, c.askedFirst(all[i], asked.Agencies, today))
		} else if all[i].Status != ledger.Superseded {
			a.Others++
		}
	}
	if asked.Own {
		if a.Beyond, err = c.beyond(ctx, l, asked, viewer, now); err != nil {
			return err
		}
		a.Beyond -= len(a.Duties)
	}
	if asked.Want == answer.WantMost {
		a.Counts = c.most(a.Duties, today)
		if len(a.Counts) > 0 && a.Counts[0].Agency != "" {
			first := a.Counts[0].Agency
			slices.SortStableFunc(a.Duties, func(x, y ledger.Duty) int { return leadsFirst(c, x, first, today) - leadsFirst(c, y, first, today) })
		}
	}
	return c.cite(ctx, a, nil)
}

// beyond counts the duties of all bodies that stand as asked.
func (c *Core) beyond(ctx context.Context, l *ledger.Ledger, asked answer.DutyQuestion, viewer corpus.Viewer, now time.Time) (int, error) {
	all, err := c.scope(ctx, ofEverybody(asked), viewer, now)
	n := 0
	for i := range all {
		if c.standsAs(l, &all[i], asked, corpus.DayOf(now)) {
			n++
		}
	}
	return n, err
}

// ofEverybody gives the question without the own body.
func ofEverybody(asked answer.DutyQuestion) answer.DutyQuestion {
	asked.Agencies, asked.Own, asked.Mine = nil, false, false
	return asked
}

// askedFirst gives a duty with the bodies that were asked for ahead of its
// other leads.
func (c *Core) askedFirst(d ledger.Duty, ids []string, today corpus.Day) ledger.Duty {
	if len(ids) == 0 || len(d.Leads) < 2 {
		return d
	}
	d.Leads = slices.Clone(d.Leads)
	slices.SortStableFunc(d.Leads, func(x, y ledger.Agency) int {
		rank := func(a ledger.Agency) int {
			for _, id := range ids {
				if a.ID != "" && (a.ID == id || c.Agencies.Same(c.Agencies.Holder(a.ID, today), id)) {
					return 0
				}
			}
			return 1
		}
		return rank(x) - rank(y)
	})
	return d
}

func leadsFirst(c *Core, d ledger.Duty, id string, today corpus.Day) int {
	if slices.ContainsFunc(d.Leads, func(x ledger.Agency) bool { return x.ID != "" && c.Agencies.Holder(x.ID, today) == id }) {
		return 0
	}
	return 1
}

// standsAs reports whether a duty stands as it was asked for, and falls due
// in the time that was.
func (c *Core) standsAs(l *ledger.Ledger, d *ledger.Duty, asked answer.DutyQuestion, today corpus.Day) bool {
	p := asked.Period
	open := d.Status == ledger.Open || d.Status == ledger.Overdue
	switch asked.Status {
	case answer.AskedOverdue:
		if d.Status != ledger.Overdue {
			return false
		}
	case answer.AskedSoon:
		if p == nil {
			t, _ := today.Time()
			p = &answer.Period{From: today, To: corpus.DayOf(t.AddDate(0, 0, answer.SoonDays))}
		}
		if d.Status != ledger.Open {
			return false
		}
	case answer.AskedOpen:
		if !open {
			return false
		}
	case answer.AskedDone:
		if d.Status != ledger.Done {
			return false
		}
	case answer.AskedReported:
		if d.Progress == nil || d.Progress.State == "" || d.Progress.State == "none" {
			return false
		}
	case answer.AskedProposed:
		if d.Status != ledger.Proposed {
			return false
		}
	case answer.AskedUndated:
		if !open || d.Deadline != nil && (d.Deadline.Due != "" || d.Deadline.Recurrence != "") {
			return false
		}
	default:
		if d.Status == ledger.Superseded {
			return false
		}
	}
	return p == nil || l.Due(d, p.From, p.To)
}

// most counts duties by the bodies that lead them, the most first; those
// without a known body are left out.
func (c *Core) most(duties []ledger.Duty, today corpus.Day) []ledger.Count {
	by := map[string]int{}
	for _, d := range duties {
		seen := map[string]bool{}
		for _, a := range d.Leads {
			if a.ID != "" {
				seen[c.Agencies.Holder(a.ID, today)] = true
			}
		}
		for id := range seen {
			by[id]++
		}
	}
	out := make([]ledger.Count, 0, len(by))
	for id, n := range by {
		out = append(out, ledger.Count{Agency: id, Open: n})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Open != out[j].Open {
			return out[i].Open > out[j].Open
		}
		return out[i].Agency < out[j].Agency
	})
	return out
}

// standings are the standings of texts, the strongest first.
var standings = [...]corpus.Standing{corpus.Official, corpus.Translation, corpus.Report}
