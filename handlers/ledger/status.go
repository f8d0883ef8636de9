package ledger

import (
	"cmp"
	"time"

	"vanthu/corpus"
)

// apply lays over a duty what people did about it, and the clock.
func (l *Ledger) apply(d *Duty, e *entry) {
	var finished *Act
	for i := range e.acts {
		a := &e.acts[i]
		switch a.Kind {
		case Correct:
			if a.Deadline != nil {
				deadline := *a.Deadline
				d.Deadline, d.DeadlineText, d.Correction = &deadline, "", a
			}
			if a.Action != "" {
				d.Action, d.Correction = a.Action, a
			}
			if a.Lead != nil {
				d.Leads, d.Correction = []Agency{*a.Lead}, a
			}
		case Report:
			d.Progress = &Progress{State: cmp.Or(a.State, "reported"), Percent: a.Percent, Note: a.Note, Result: a.Result, At: a.At}
		case Confirm:
			if d.Progress != nil && a.official() {
				d.Progress.State, d.Progress.At = "confirmed", a.At
			}
		case Finish:
			finished = a
			p := Progress{State: "reported"}
			if d.Progress != nil {
				p = *d.Progress
			}
			d.Progress = &Progress{State: cmp.Or(a.State, p.State), Percent: 100, Note: cmp.Or(a.Note, p.Note), Result: cmp.Or(a.Result, p.Result), At: a.At}
		case Reopen:
			if finished != nil && d.Progress != nil {
				d.Progress.State, d.Progress.At = cmp.Or(a.State, "returned"), a.At
				d.Progress.Note = cmp.Or(a.Note, d.Progress.Note)
			}
			finished = nil
		}
	}
	switch {
	case e.superseded:
		d.Status = Superseded
	case e.proposed:
		d.Status = Proposed
	case finished != nil && !l.again(d, finished.At):
		d.Status = Done
	case Late(d.Deadline, l.today):
		d.Status = Overdue
	default:
		d.Status = Open
	}
}

// again reports whether a recurring duty that was done at a time has to be
// done once more: the day for which it was done is over.
func (l *Ledger) again(d *Duty, done time.Time) bool {
	next, ok := Next(*d, done.In(l.now.Location()))
	return ok && next < l.today
}

// Late reports whether a deadline is over on a day: the day named is past,
// with "before" as with "by". What recurs or goes on is never late.
func Late(d *corpus.Deadline, today corpus.Day) bool {
	return d != nil && d.Due != "" && d.Due < today && d.Recurrence == "" && !d.Continuous
}

// Classes of urgency, in their order.
const (
	late = iota
	due
	repeated
	dateless
	proposal
	finished
	replaced
)

func dueOf(d *Duty) corpus.Day {
	if d.Deadline == nil || d.Deadline.Recurrence != "" {
		return ""
	}
	return d.Deadline.Due
}

func class(d *Duty) int {
	switch d.Status {
	case Overdue:
		return late
	case Done:
		return finished
	case Proposed:
		return proposal
	case Superseded:
		return replaced
	}
	switch {
	case d.Deadline == nil:
		return dateless
	case d.Deadline.Recurrence != "":
		return repeated
	case d.Deadline.Due != "":
		return due
	}
	return dateless
}

// order is what the order of duties by urgency looks at.
type order struct {
	class  int
	due    corpus.Day
	coarse uint8
	id     string
}

func orderOf(d *Duty) order {
	return order{class(d), dueOf(d), termOf(d.Deadline).coarse, d.ID}
}

func (o *order) compare(p *order) int {
	if c := cmp.Compare(o.class, p.class); c != 0 {
		return c
	}
	if o.due != p.due {
		return cmp.Compare(o.due, p.due)
	}
	return cmp.Or(cmp.Compare(o.coarse, p.coarse), cmp.Compare(o.id, p.id))
}

// urgency orders duties: what is late, the longest late first; what is due,
// the next day first and a whole year behind its days; what recurs; what has
// no day; proposals; what is done, and what was superseded.
func urgency(x, y *Duty) int {
	a, b := orderOf(x), orderOf(y)
	return a.compare(&b)
}
