package ledger

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"vanthu/corpus"
)

// Rule is a recurrence rule of RFC 5545, section 3.3.10, as far as deadlines
// use it: FREQ, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY, UNTIL.
type Rule struct {
	Frequency string // YEARLY, MONTHLY, WEEKLY, DAILY
	Interval  int    // 1 or more
	Months    []int  // 1 to 12
	Days      []int  // of the month; -1 is the last
	Weekdays  []Weekday
	Until     corpus.Day // empty where it never ends
}

// Weekday is a day of the week, or one of them in the month.
type Weekday struct {
	Day time.Weekday
	Nth int // 0 each, 1 the first of the month, -1 the last
}

// ParseRule reads "RRULE:FREQ=MONTHLY;INTERVAL=6"; the name in front may be
// missing.
func ParseRule(s string) (Rule, error) {
	r := Rule{Interval: 1}
	s = strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(s)), "RRULE:")
	for part := range strings.SplitSeq(s, ";") {
		name, value, ok := strings.Cut(part, "=")
		if !ok {
			return Rule{}, fmt.Errorf("recurrence %q: %q is no name=value", s, part)
		}
		var err error
		switch name {
		case "FREQ":
			if !slices.Contains([]string{"YEARLY", "MONTHLY", "WEEKLY", "DAILY"}, value) {
				err = fmt.Errorf("unknown frequency")
			}
			r.Frequency = value
		case "INTERVAL":
			r.Interval, err = between(value, 1, 1000)
		case "BYMONTH":
			r.Months, err = integers(value, 1, 12)
		case "BYMONTHDAY":
			r.Days, err = integers(value, -31, 31)
		case "BYDAY":
			r.Weekdays, err = weekdays(value)
		case "UNTIL":
			var t time.Time
			t, err = time.Parse("20060102", value[:min(len(value), 8)])
			r.Until = corpus.DayOf(t)
		case "WKST": // weeks start on Monday here
		default:
			err = fmt.Errorf("unknown part")
		}
		if err != nil {
			return Rule{}, fmt.Errorf("recurrence %q: %s=%s: %w", s, name, value, err)
		}
	}
	if r.Frequency == "" {
		return Rule{}, fmt.Errorf("recurrence %q has no FREQ", s)
	}
	return r, nil
}

func between(s string, low, high int) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0, err
	}
	if n < low || n > high || n == 0 {
		return 0, fmt.Errorf("not from %d to %d", low, high)
	}
	return n, nil
}

func integers(list string, low, high int) ([]int, error) {
	var out []int
	for s := range strings.SplitSeq(list, ",") {
		n, err := between(s, low, high)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

func weekdays(list string) ([]Weekday, error) {
	names := []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}
	var out []Weekday
	for s := range strings.SplitSeq(list, ",") {
		if len(s) < 2 {
			return nil, fmt.Errorf("%q is no day of the week", s)
		}
		at := slices.Index(names, s[len(s)-2:])
		if at < 0 {
			return nil, fmt.Errorf("%q is no day of the week", s)
		}
		w := Weekday{Day: time.Weekday(at)}
		if n := s[:len(s)-2]; n != "" {
			nth, err := between(strings.TrimPrefix(n, "+"), -5, 5)
			if err != nil {
				return nil, err
			}
			w.Nth = nth
		}
		out = append(out, w)
	}
	return out, nil
}

// Next gives the first day on or after from on which the rule falls. Periods
// of several months count from start, or without it so that they end with the
// calendar year. A rule that names no day means the last one of its period:
// "every six months" is due at the end of June and December.
func (r Rule) Next(from, start corpus.Day) (corpus.Day, bool) {
	day, ok := from.Time()
	if !ok {
		return "", false
	}
	anchor, anchored := start.Time()
	if anchored && day.Before(anchor) {
		day = anchor
	}
	// The Gregorian calendar repeats after 400 years; 29 February may be 8 away.
	for range 366 * max(9, 2*r.Interval+1) {
		if r.Until != "" && corpus.DayOf(day) > r.Until || day.Year() > 9999 {
			return "", false
		}
		if r.on(day, anchor, anchored) {
			return corpus.DayOf(day), true
		}
		day = day.AddDate(0, 0, 1)
	}
	return "", false
}

// on reports whether the rule falls on a day.
func (r Rule) on(day, anchor time.Time, anchored bool) bool {
	if !r.inPeriod(day, anchor, anchored) {
		return false
	}
	if len(r.Months) > 0 && !slices.Contains(r.Months, int(day.Month())) {
		return false
	}
	if len(r.Days) > 0 || len(r.Weekdays) > 0 {
		return (len(r.Days) == 0 || r.onDay(day)) && (len(r.Weekdays) == 0 || r.onWeekday(day))
	}
	switch r.Frequency {
	case "DAILY":
		return true
	case "WEEKLY":
		if anchored {
			return day.Weekday() == anchor.Weekday()
		}
		return day.Weekday() == time.Sunday
	case "YEARLY":
		if len(r.Months) == 0 && day.Month() != time.December {
			return false
		}
	}
	return day.AddDate(0, 0, 1).Day() == 1
}

// inPeriod reports whether a day lies in one of the periods that the interval
// leaves.
func (r Rule) inPeriod(day, anchor time.Time, anchored bool) bool {
	if r.Interval == 1 {
		return true
	}
	var n int
	switch r.Frequency {
	case "YEARLY":
		n = day.Year() - anchor.Year()
		if !anchored {
			n = day.Year()
		}
	case "MONTHLY":
		n = 12*(day.Year()-anchor.Year()) + int(day.Month()) - int(anchor.Month())
		if !anchored {
			n = 12*day.Year() + int(day.Month())
		}
	case "WEEKLY":
		n = weeks(day)
		if anchored {
			n -= weeks(anchor)
		}
	case "DAILY":
		n = int(day.Unix() / 86400)
		if anchored {
			n -= int(anchor.Unix() / 86400)
		}
	}
	return n%r.Interval == 0
}

// weeks counts the Mondays up to a day.
func weeks(day time.Time) int { return int((day.Unix()/86400 + 3) / 7) } // 1 January 1970 was a Thursday

func (r Rule) onDay(day time.Time) bool {
	last := time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return slices.ContainsFunc(r.Days, func(n int) bool { return n == day.Day() || n < 0 && last+1+n == day.Day() })
}

func (r Rule) onWeekday(day time.Time) bool {
	last := time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return slices.ContainsFunc(r.Weekdays, func(w Weekday) bool {
		return w.Day == day.Weekday() && (w.Nth == 0 || w.Nth == (day.Day()-1)/7+1 || w.Nth == -((last-day.Day())/7+1))
	})
}

// Next gives the day of a recurring duty's next occurrence, now's own day
// counted; ok is false for a duty that does not recur.
func Next(d Duty, now time.Time) (corpus.Day, bool) {
	if d.Deadline == nil || d.Deadline.Recurrence == "" {
		return "", false
	}
	r, err := ParseRule(d.Deadline.Recurrence)
	if err != nil {
		return "", false
	}
	return r.Next(corpus.DayOf(now), d.Deadline.Start)
}
