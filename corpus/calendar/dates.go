package calendar

import (
	"cmp"

	"vanthu/corpus"
)

// datesOf gives the dates of a list of stretches.
func (r *reader) datesOf(list []stretch, next int) (dates []Date, after int) {
	after = next
	var rel corpus.Relation
	for n, s := range list {
		own, lead := r.relationOfPart(s.part)
		if own != "" || n == 0 {
			rel = own
		} else {
			lead = s.part.start
		}
		d, ok := r.settle(s.part, rel)
		if !ok {
			continue
		}
		if (rel == "" || rel == corpus.In) && d.Precision == corpus.DayPrecision && s.to == nil && n == 0 {
			if by, from, ok := r.beginsOn(s.part.from, s.next); ok {
				rel, lead, d.Relation = by, from, by
			}
		}
		start := s.part.start
		if w := r.words[s.part.from]; own == "" && start > w.Start && start < w.End { // an article, written onto the word
			start, lead = w.Start, w.Start
		}
		d.Start, d.End, d.Lead = start, r.words[s.next-1].End, min(lead, start)
		if s.to != nil {
			d = r.rangeOf(d, *s.to, rel)
		}
		dates = append(dates, d)
	}
	dates = joined(dates, list)
	if len(dates) == 0 {
		return nil, next
	}
	d := &dates[len(dates)-1]
	if end, ok := r.onward(next); ok && d.Problem == "" && d.Relation != corpus.Before && d.Relation != corpus.By {
		after = end
		d.End, d.Last, d.Relation = r.words[end-1].End, "", corpus.From
		d.Precision = list[len(list)-1].part.precision
	}
	if next > 0 && next < len(r.words) && len(dates) > 0 && (r.spaced(next-1) || r.gap(next-1) == ", ") && d.Relation != corpus.From {
		if _, end, ok := r.take(next, aByBehind); ok {
			if _, _, isNext := r.takeRelation(next); !isNext || !r.opensAt(end) { // else it belongs to what follows
				d.Relation, d.End, after = corpus.By, r.words[end-1].End, end
			}
		}
	}
	if (d.Relation == corpus.Before || d.Relation == corpus.By || d.Relation == "") && d.Precision != corpus.DayPrecision && d.Precision != corpus.RangePrecision && next < len(r.words) && r.spaced(next-1) {
		if _, end, ok := r.take(next, anEndBehind); ok { // before the year is out, when 2026 is out
			d.Relation = cmp.Or(d.Relation, corpus.By)
			d.AtEnd, d.End, after = true, r.words[end-1].End, end
		}
	}
	for n := range dates {
		if d := &dates[n]; d.Relation == corpus.From && !d.ranged {
			d.Last = ""
		}
	}
	return dates, after
}

// rangeOf makes the range from a date to the part at its far end.
func (r *reader) rangeOf(d Date, to part, rel corpus.Relation) Date {
	end, ok := r.settle(to, rel)
	if !ok {
		return d
	}
	if d.Problem == "" {
		d.Problem = end.Problem
	}
	d.Precision, d.ranged = corpus.RangePrecision, true
	if rel == corpus.From {
		d.Relation = corpus.In
	}
	if d.Problem != "" {
		d.First, d.Last = "", ""
		return d
	}
	if end.Last < d.First && end.Basis == corpus.YearInferred {
		if to.y = to.y + 1; to.y == 1 {
			t, _ := end.First.Time()
			to.y = t.Year() + 1
		}
		if later, ok := r.settle(to, rel); ok && later.Problem == "" {
			end = later
		}
	}
	if last, ok := end.Last.Time(); ok && end.Last < d.First && to.settled() && to.weekday > 0 { // from Monday to Friday
		end.Last = corpus.DayOf(last.AddDate(0, 0, 7))
	}
	if end.Last < d.First {
		d.First, d.Last, d.Problem = "", "", corpus.ImplausibleDay
		return d
	}
	d.Last = end.Last
	if d.Basis == corpus.Explicit {
		d.Basis = end.Basis
	}
	return d
}

// joined makes one range of months, quarters, halves or years that follow one
// another in a list: tháng 11, tháng 12 năm 2025.
func joined(dates []Date, list []stretch) []Date {
	if len(dates) < 2 || len(dates) != len(list) {
		return dates
	}
	for n := 1; n < len(dates); n++ {
		a, b := dates[n-1], dates[n]
		last, ok := a.Last.Time()
		if !ok || b.Precision != a.Precision || a.Precision == corpus.DayPrecision || b.First != corpus.DayOf(last.AddDate(0, 0, 1)) {
			return dates
		}
	}
	d := dates[0]
	end := dates[len(dates)-1]
	d.End, d.Last, d.Precision, d.ranged = end.End, end.Last, corpus.RangePrecision, true
	if d.Relation == corpus.From {
		d.Relation = corpus.In
	}
	return []Date{d}
}
