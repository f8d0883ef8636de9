package ledger

import (
	"time"

	"vanthu/corpus"
)

// termKind is the kind of time at which a duty is due.
type termKind uint8

const (
	undated termKind = iota
	dated
	opening // from a day on
	recurring
	continuous
	event // a period after an event
)

// term is a deadline as it is compared. Days are numbers of days since 1970.
type term struct {
	kind     termKind
	coarse   uint8 // 0 a day, then as below
	from, to int32 // the first and last day of the time named
	last     int32 // the last day in time: of "before" a day, the one ahead of it
	repeats  uint64
}

// How much time a deadline names, from less to more; a day is 0.
const (
	ofWeek = iota + 1
	ofMonth
	ofQuarter
	ofHalf
	ofRange
	ofYear
)

func termOf(d *corpus.Deadline) term {
	switch {
	case d == nil:
		return term{}
	case d.Recurrence != "":
		return term{kind: recurring, repeats: fnvString(fnvOffset, d.Recurrence)}
	case d.Continuous:
		return term{kind: continuous}
	case d.Due != "":
		return datedTerm(d)
	case d.Start != "":
		return term{kind: opening, from: dayNumber(d.Start)}
	case d.Within != "":
		t := term{kind: event, repeats: fnvString(fnvOffset, d.Within)}
		if d.WorkingDays {
			t.repeats++
		}
		return t
	}
	return term{}
}

func dayNumber(d corpus.Day) int32 {
	t, _ := d.Time()
	return int32(t.Unix() / 86400)
}

func datedTerm(d *corpus.Deadline) term {
	due, _ := d.Due.Time()
	number := func(t time.Time) int32 { return int32(t.Unix() / 86400) }
	t := term{kind: dated, to: number(due), from: number(due), last: number(due)}
	if d.Relation == corpus.Before {
		t.last--
	}
	first := due.AddDate(0, 0, 1-due.Day())
	switch d.Precision {
	case corpus.WeekPrecision:
		t.coarse, t.from = ofWeek, t.to-6
	case corpus.MonthPrecision:
		t.coarse, t.from = ofMonth, number(first)
	case corpus.QuarterPrecision:
		t.coarse, t.from = ofQuarter, number(first.AddDate(0, -2, 0))
	case corpus.HalfPrecision:
		t.coarse, t.from = ofHalf, number(first.AddDate(0, -5, 0))
	case corpus.RangePrecision:
		t.coarse = ofRange
		if d.Start != "" {
			t.from = dayNumber(d.Start)
		}
	case corpus.YearPrecision:
		t.coarse, t.from = ofYear, number(first.AddDate(0, -11, 0))
	}
	return t
}

// likeness of two terms.
type likeness uint8

const (
	differs  likeness = iota
	loose             // one says no day
	contains          // one names a longer time around the other
	equal
)

func (a term) like(b term) likeness {
	if a.kind == b.kind {
		switch {
		case a.kind == undated, a.kind == continuous:
			return equal
		case a.kind != dated && a == b:
			return equal
		case a.kind != dated:
			return differs
		case a.to == b.to && a.from == b.from:
			return equal
		case a.coarse == 0 && b.coarse == 0:
			if a.last == b.last {
				return equal
			}
			return differs
		case a.from <= b.from && b.to <= a.to, b.from <= a.from && a.to <= b.to:
			return contains
		}
		return differs
	}
	if a.kind > b.kind {
		a, b = b, a
	}
	if a.kind == undated || b.kind == event || a.kind == recurring && b.kind == continuous {
		return loose
	}
	return differs
}
