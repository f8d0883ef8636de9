package calendar

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"vanthu/corpus"
)

// most bounds the units of a period that is reckoned.
const most = 10000

// AddWorkingDays gives the nth working day after a day, or before it where n
// is negative; for 0 the day itself. The day itself is not counted. It gives
// "" for a day that is none and for more days than a period may have.
func (h *Holidays) AddWorkingDays(day corpus.Day, n int) corpus.Day {
	t, ok := day.Time()
	if !ok || n > most || n < -most {
		return ""
	}
	stride := 1
	if n < 0 {
		n, stride = -n, -1
	}
	for n > 0 {
		t = t.AddDate(0, 0, stride)
		if h.working(t) {
			n--
		}
	}
	return corpus.DayOf(t)
}

// WorkingDaysBetween counts the working days after from up to and with to; it
// is negative where to lies before from, and 0 for days that are none.
func (h *Holidays) WorkingDaysBetween(from, to corpus.Day) int {
	a, okA := from.Time()
	b, okB := to.Time()
	if !okA || !okB {
		return 0
	}
	sign := 1
	if b.Before(a) {
		a, b, sign = b, a, -1
	}
	n := 0
	for t := a.AddDate(0, 0, 1); !t.After(b); t = t.AddDate(0, 0, 1) {
		if h.working(t) {
			n++
		}
	}
	return sign * n
}

var isoPeriod = regexp.MustCompile(`^P(\d{1,5})([DWMY])$`)

// Reckon gives the last day of a period after an event, as Viet Nam's Civil
// Code 2015 has it: by the solar calendar (art. 145); the day of the event is
// not counted (art. 147.3); a month or year ends on the corresponding day, or
// on the last day of a month that has none (art. 148.3, 148.4); where the last
// day is a day of rest or a holiday, the period ends with the next working day
// (art. 148.5). Of working days, only those are counted. iso is a period of
// one unit: P10D, P2W, P6M, P1Y.
//
// A day that a document names is no period and is never moved.
func (h *Holidays) Reckon(event corpus.Day, iso string, working bool) (corpus.Day, error) {
	t, ok := event.Time()
	if !ok {
		return "", fmt.Errorf("reckon %s from %q: that is no day", iso, event)
	}
	m := isoPeriod.FindStringSubmatch(iso)
	if m == nil {
		return "", fmt.Errorf("reckon %q from %s: that is no period such as P10D, P2W, P6M or P1Y", iso, event)
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n > most {
		return "", fmt.Errorf("reckon %s from %s: more than %d", iso, event, most)
	}
	if working {
		if m[2] != "D" {
			return "", fmt.Errorf("reckon %s from %s: working days are counted in days", iso, event)
		}
		if n == 0 {
			return h.rolled(t), nil
		}
		return h.AddWorkingDays(event, n), nil
	}
	switch m[2] {
	case "D":
		t = t.AddDate(0, 0, n)
	case "W":
		t = t.AddDate(0, 0, 7*n)
	case "M":
		t = addMonths(t, n)
	case "Y":
		t = addMonths(t, 12*n)
	}
	if t.Year() > 9000 {
		return "", fmt.Errorf("reckon %s from %s: too far off", iso, event)
	}
	if h == nil {
		return corpus.DayOf(t), nil
	}
	return h.rolled(t), nil
}

// rolled gives the day, or the next working day where it is none.
func (h *Holidays) rolled(t time.Time) corpus.Day {
	for !h.working(t) {
		t = t.AddDate(0, 0, 1)
	}
	return corpus.DayOf(t)
}
