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
	if within && (at >= len(r.words) || !r.spaced(at-1)) {
		return d, i, false
	}
	if !within {
		at = i
	} else if _, after, more := r.take(at, aWithin); more && r.spaced(after-1) { // chậm nhất sau 10 ngày
		at = after
	}
	n, u, next, ok := r.amount(at, within)
	if !ok && within {
		return r.hours(i, at)
	}
	if !ok || n < 1 || u == weekends {
		return d, i, false
	}
	if _, _, ok := r.halfIn(at); ok {
		return d, i, false
	}
	if p, end, ok := r.dated(at); ok && end > next && p.precision == corpus.DayPrecision && !p.lone && !p.weak { // the limit of 30 September
		return d, i, false
	}
	if _, _, ok := r.stretch(at); ok {
		return d, i, false
	}
	if r.said && !within && u != workdays {
		if _, end, ok := r.shifted(i); ok && end > next { // a year after Christmas
			return d, i, false
		}
	}
	explicit := n > 1 || number(r.words[at], 3) > 0 || u == workdays
	if within && !explicit {
		if _, _, _, ok := r.unitFromNow(at); ok {
			return d, i, false
		}
		if _, _, counted := r.cardinal(at); !counted && (r.marks || u == days) {
			return d, i, false
		}
		if _, _, ok := r.item(at); ok {
			return d, i, false
		}
	}
	if rel, _, ok := r.takeRelation(next); ok && rel == corpus.Before && r.spaced(next-1) { // 15 days before the opening
		return d, i, false
	}
	d = Date{Start: r.words[i].Start, Lead: r.leadOf(i), Relation: corpus.Within, Basis: corpus.Explicit}
	d.Within, d.WorkingDays = duration(n, u)
	event, own := corpus.Day(""), false
	behind := next
	if behind < len(r.words) && (r.spaced(behind-1) || r.gap(behind-1) == ", ") {
		if _, after, ok := r.take(behind, aSigned); ok {
			event, own, next = corpus.DayOf(r.today), true, after
			if r.today.IsZero() {
				event = ""
			}
		} else if _, after, ok := r.take(behind, anEvent); ok && (within && !r.ambiguousAt(i, 1) || after > behind+1 || !r.ambiguous[r.words[behind].Folded]) {
			own, next = true, after
			if t := r.skip(after, aSkip); t < len(r.words) && r.spaced(t-1) {
				if p, end, ok := r.dated(t); ok && p.precision == corpus.DayPrecision && !p.lone && !p.weak {
					if e, ok := r.settle(p, ""); ok && e.Problem == "" {
						event, next = e.First, end
					}
				}
			}
		}
	}
	if !own && (!within || r.ambiguousAt(i, 1)) && u != workdays {
		return d, i, false
	}
	if within && !own && r.said {
		event = corpus.DayOf(r.today)
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
