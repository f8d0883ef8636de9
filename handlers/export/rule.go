package export

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"vanthu/corpus"
)

// firstOf gives the first day of a recurrence rule (RFC 5545, 3.3.10) from a
// day on. Where the rule names no day of its own, that is the day itself if
// it is known to be one of the rule's (anchored), else none: no day is
// invented. Rules that it can't read have none either.
func firstOf(rule string, from corpus.Day, anchored bool) corpus.Day {
	start, ok := from.Time()
	if !ok {
		return ""
	}
	parts := map[string]string{}
	for part := range strings.SplitSeq(rule, ";") {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if !ok || value == "" {
			return ""
		}
		parts[strings.ToUpper(name)] = strings.ToUpper(value)
	}
	names := map[string]bool{"MONTHLY": parts["BYMONTHDAY"] != "" || parts["BYDAY"] != "", "WEEKLY": parts["BYDAY"] != "",
		"YEARLY": parts["BYMONTHDAY"] != "" && parts["BYMONTH"] != "", "DAILY": true}
	itself, known := names[parts["FREQ"]]
	switch {
	case !known:
		return ""
	case anchored:
		return from
	case !itself || parts["INTERVAL"] != "" && parts["INTERVAL"] != "1":
		return "" // which of the days is the first?
	}
	for range 4 * 366 {
		if matches(parts, start) {
			return corpus.DayOf(start)
		}
		start = start.AddDate(0, 0, 1)
	}
	return ""
}

// matches reports a day that the rule's month, day of the month and day of
// the week allow.
func matches(parts map[string]string, t time.Time) bool {
	last := time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	one := func(part string, values ...string) bool {
		if parts[part] == "" {
			return true
		}
		for v := range strings.SplitSeq(parts[part], ",") {
			if slices.Contains(values, strings.TrimPrefix(v, "+")) {
				return true
			}
		}
		return false
	}
	week := strings.ToUpper(t.Weekday().String()[:2])
	nth, back := (t.Day()+6)/7, (last-t.Day())/7+1
	return one("BYMONTH", strconv.Itoa(int(t.Month()))) &&
		one("BYMONTHDAY", strconv.Itoa(t.Day()), strconv.Itoa(t.Day()-last-1)) &&
		one("BYDAY", week, strconv.Itoa(nth)+week, "-"+strconv.Itoa(back)+week)
}
