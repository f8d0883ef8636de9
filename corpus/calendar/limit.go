package calendar

import (
	"fmt"

	"vanthu/corpus"
)

// duration writes a number of units as ISO 8601; working tells working days.
func duration(n int, u unit) (iso string, working bool) {
	switch u {
	case workdays:
		return fmt.Sprintf("P%dD", n), true
	case weeks:
		return fmt.Sprintf("P%dW", n), false
	case months:
		return fmt.Sprintf("P%dM", n), false
	case quarters:
		return fmt.Sprintf("P%dM", 3*n), false
	case halves:
		return fmt.Sprintf("P%dM", 6*n), false
	case years:
		return fmt.Sprintf("P%dY", n), false
	}
	return fmt.Sprintf("P%dD", n), false
}

// limit reads a period after an event: trong thời hạn 10 ngày làm việc kể từ
// ngày ký, within 15 working days of receipt. Where the event's day is known,
// so is the last day.
func (r *reader) limit(i int) (d Date, next int, ok bool) {
	_, at, within := r.take(i, aWithin)
	if within && (at >= len(r.words) || !r.spaced(at-1) && r.gap(at-1) != "-") {
		return d, i, false
	}
	if !within {
		at = i
	} else if _, after, more := r.take(at, aWithin); more && r.spaced(after-1) { // chậm nhất sau 10 ngày
		at = after
	}
	d = Date{Start: r.words[i].Start, Lead: r.leadOf(i), Relation: corpus.Within, Basis: corpus.Explicit}
	n, u, next, term := r.term(at)
	if term {
		rel, _ := r.relationBefore(i)
		within = within || rel == corpus.In || rel == corpus.By
	} else {
		if n, u, next, ok = r.amount(at, within); !ok && within {
			return r.hours(i, at)
		}
		if !ok {
			n, u, next, ok = r.oneFromKnown(at)
		}
		if !ok || n < 1 || u == weekends || r.otherwise(i, at, next, n, u, within) {
			return d, i, false
		}
	}
	if !within && !term {
		if _, after, most := r.behind(next, anAtMost); most { // twenty days at most from
			within, next = true, after
		}
	}
	d.Within, d.WorkingDays = duration(n, u)
	event, after, own := r.event(next, within && (term || !r.ambiguousAt(i, 1)))
	apart := false
	if !own {
		event, apart = r.countedApart(next)
	}
	front, lead, counted := corpus.Day(""), d.Lead, false
	if !own && !apart && n > 0 {
		front, lead, counted = r.countedInFront(i)
	}
	if own {
		next = after
	} else if apart {
		own = true
	} else if counted {
		event, own, d.Lead = front, true, lead
	} else if term && !within || !term && (!within || r.ambiguousAt(i, 1)) && u != workdays {
		return d, i, false
	}
	if within && !own && r.said {
		event = corpus.DayOf(r.today())
	}
	d.End = r.words[next-1].End
	if event != "" && (r.holidays != nil || !d.WorkingDays) {
		reckoned := r.holidays
		if !own && !d.WorkingDays { // from today on, in speech: nothing is moved to a working day
			reckoned = nil
		}
		if last, err := reckoned.Reckon(event, d.Within, d.WorkingDays); err == nil {
			t, _ := event.Time()
			d.First, d.Last, d.Basis, d.Precision = corpus.DayOf(t.AddDate(0, 0, 1)), last, corpus.Relative, corpus.DayPrecision
		}
	}
	return d, next, true
}

// oneFromKnown reads a unit alone from a day that is known on: "дан месяц со дня
// совещания". A day alone may be any.
func (r *reader) oneFromKnown(i int) (n int, u unit, next int, ok bool) {
	if !r.known(i) {
		return 0, noUnit, i, false
	}
	if n, u, next, ok = r.amount(i, true); !ok || u == days || u == workdays || u == weekends || next >= len(r.words) || !r.spaced(next-1) {
		return 0, noUnit, i, false
	}
	day, _, ok := r.event(next, false)
	return n, u, next, ok && day != ""
}

// apartWords is how many words may stand between a time limit and what it counts
// from, where commas part them.
const apartWords = 10

// countedApart gives the day that a limit which ends before word i counts from,
// where that stands behind what is to be done: "60 days to close them, counted
// from 10 November".
func (r *reader) countedApart(i int) (day corpus.Day, ok bool) {
	for j := i + 1; j < len(r.words) && j < i+apartWords; j++ {
		switch gap := r.gap(j - 1); {
		case spaces(gap) || gap == "-":
			continue
		case gap != ", " && gap != "، " && gap != " (":
			return "", false
		}
		if _, _, since := r.take(j, aSince); since && !r.ambiguous[r.words[j].Folded] {
			if day, _, ok = r.event(j, true); ok && day != "" {
				return day, true
			}
		}
	}
	return "", false
}

// otherwise reports that n units at word at, which end before word next, are
// no period of the limit that opens with word i.
func (r *reader) otherwise(i, at, next, n int, u unit, within bool) bool {
	if _, _, ok := r.halfIn(at); ok {
		return true
	}
	if p, end, ok := r.dated(at); ok && end > next && p.precision == corpus.DayPrecision && !p.lone && !p.weak { // the limit of 30 September
		return true
	}
	_, after, own := r.event(next, within && !r.ambiguousAt(i, 1))
	if _, end, ok := r.stretch(at); ok && !(own && after >= end) { // else: 10 ngày sau | cuộc họp
		return true
	}
	if r.said && !within && u != workdays {
		if _, end, ok := r.shifted(i); ok && end > next { // a year after Christmas
			return true
		}
	}
	explicit := n > 1 || number(r.words[at], 3) > 0 || u == workdays
	if within && !explicit {
		if _, _, end, ok := r.unitFromNow(at); ok && !(own && after >= end) {
			return true
		}
		if _, _, counted := r.cardinal(at); !counted && (r.marks || u == days) {
			return true
		}
		if _, end, ok := r.item(at); ok && !(own && after >= end) {
			return true
		}
	}
	rel, _, ok := r.takeRelation(next)
	return ok && rel == corpus.Before && r.spaced(next-1) // 15 days before the opening
}

// term reads a period that is one phrase: десятидневный срок, 10-дневный срок,
// a 10-day period.
func (r *reader) term(i int) (n int, u unit, next int, ok bool) {
	if v, next, ok := r.take(i, aTerm); ok {
		return v / 16, unit(v % 16), next, true
	}
	if t := r.skip(i, aSkip); t < len(r.words) {
		i = t
	}
	n, at, ok := r.cardinal(i)
	if !ok || n < 1 || at >= len(r.words) || !r.spaced(at-1) && r.gap(at-1) != "-" {
		return 0, noUnit, i, false
	}
	v, next, ok := r.take(at, aTermUnit)
	return n, unit(v), next, ok
}

// ambiguousAt reports whether the phrase of a time limit at word i is one word
// that means other things too.
func (r *reader) ambiguousAt(i, words int) bool {
	_, next, ok := r.take(i, aWithin)
	return ok && next == i+words && r.ambiguous[r.words[i].Folded]
}

// hours reads a limit of hours or minutes after an event: within 24 hours of
// discovery. Its last day stays open.
func (r *reader) hours(i, at int) (d Date, next int, ok bool) {
	n, at, ok := r.cardinal(at)
	if !ok || n < 1 || at >= len(r.words) || !r.spaced(at-1) {
		return d, i, false
	}
	letter, next, ok := r.take(at, anHour)
	if !ok || next >= len(r.words) || !r.spaced(next-1) {
		return d, i, false
	}
	_, after, ok := r.take(next, aSigned)
	if !ok {
		_, after, ok = r.take(next, anEvent)
	}
	if !ok {
		return d, i, false
	}
	return Date{Start: r.words[i].Start, Lead: r.leadOf(i), End: r.words[after-1].End, Relation: corpus.Within, Basis: corpus.Explicit, Within: fmt.Sprintf("PT%d%c", n, letter)}, after, true
}
