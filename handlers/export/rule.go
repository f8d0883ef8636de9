package export

import (
	"strings"

	"vanthu/corpus"
	"vanthu/handlers/ledger"
)

// recurring gives the first day of a duty that recurs and its rule. Where the
// document names no day of the month, the last one stands for it (atEnd), as
// for a month that does not recur. "Every year" and "every week" alone, and
// rules that can't be read, have no day: none is invented.
func recurring(l corpus.Deadline, told corpus.Day) (first corpus.Day, rule string, atEnd bool) {
	r, err := ledger.ParseRule(l.Recurrence)
	if err != nil {
		return "", "", false
	}
	rule = strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(l.Recurrence)), "RRULE:")
	if len(r.Days)+len(r.Weekdays) == 0 && r.Frequency != "DAILY" {
		if _, dated := l.Due.Time(); dated && l.Precision == corpus.DayPrecision {
			return l.Due, rule, false // the first day is named
		}
		if r.Frequency == "WEEKLY" || r.Frequency == "YEARLY" && len(r.Months) == 0 {
			return "", "", false
		}
		rule, atEnd = rule+";BYMONTHDAY=-1", true
	}
	for _, from := range [...]corpus.Day{l.Start, l.Due, told} {
		if _, ok := from.Time(); ok {
			first, _ = r.Next(from, l.Start)
			break
		}
	}
	return first, rule, atEnd
}
