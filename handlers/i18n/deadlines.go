package i18n

import (
	"strconv"
	"time"

	"vanthu/corpus"
)

// Deadline says by when something has to be done, as exactly as the document
// names it and not more: a year stays a year. It gives "" for what only the
// document's own words tell, such as "within 10 days of the signing".
func (c *Catalog) Deadline(tag string, d corpus.Deadline) string {
	due, dated := d.Due.Time()
	start, ranged := d.Start.Time()
	year := func() string { return strconv.Itoa(due.Year()) }
	switch {
	case d.Continuous:
		return c.Say(tag, "continuous", nil)
	case d.Recurrence != "" || d.Within != "" && !dated:
		return ""
	case !dated && ranged && d.Precision == corpus.YearPrecision:
		return c.Say(tag, "from_year", Args{"Year": strconv.Itoa(start.Year())})
	case !dated && ranged:
		return c.Say(tag, "from_day", Args{"Day": c.Day(tag, d.Start)})
	case !dated:
		return ""
	case d.Precision == corpus.YearPrecision && ranged && start.Year() != due.Year():
		return c.Say(tag, "between_days", Args{"From": strconv.Itoa(start.Year()), "To": year()})
	case d.Precision == corpus.RangePrecision && ranged:
		return c.Say(tag, "between_days", Args{"From": c.Day(tag, d.Start), "To": c.Day(tag, d.Due)})
	}
	if key, args := c.endOf(tag, due, d); key != "" {
		return c.Say(tag, key, args)
	}
	before := map[corpus.Relation]string{corpus.Before: "before_day", corpus.By: "by_day"}[d.Relation]
	switch d.Precision {
	case corpus.WeekPrecision:
		return c.Say(tag, first(before, "in_week"), Args{"Day": c.Day(tag, d.Due)})
	case corpus.MonthPrecision:
		if before != "" {
			return c.Say(tag, before, Args{"Day": c.Month(tag, d.Due)})
		}
		return c.Say(tag, "in_month", Args{"Month": c.Month(tag, d.Due)})
	case corpus.QuarterPrecision:
		if before != "" {
			return "" // "before the third quarter" names the day it begins, or one that nobody knows
		}
		return c.Say(tag, "in_quarter", Args{"Quarter": strconv.Itoa((int(due.Month()) + 2) / 3), "Year": year()})
	case corpus.HalfPrecision:
		if before != "" {
			return ""
		}
		return c.Say(tag, "in_half_"+strconv.Itoa((int(due.Month())+5)/6), Args{"Year": year()})
	case corpus.YearPrecision:
		if before != "" {
			return c.Say(tag, before, Args{"Day": year()})
		}
		return c.Say(tag, "in_year", Args{"Year": year()})
	}
	return c.Say(tag, first(before, "on_day"), Args{"Day": c.Day(tag, d.Due)})
}

// endOf gives the message for a deadline at the end of a month, quarter, half or year that
// is named as such, as what is due by a quarter or half is; "" for others.
func (c *Catalog) endOf(tag string, due time.Time, d corpus.Deadline) (key string, args Args) {
	whole := d.Relation == corpus.By && (d.Precision == corpus.QuarterPrecision || d.Precision == corpus.HalfPrecision)
	if !whole && (!d.AtEnd || d.Relation != corpus.Before && d.Relation != corpus.By) {
		return "", nil
	}
	month, year := int(due.Month()), strconv.Itoa(due.Year())
	switch d.Precision {
	case corpus.MonthPrecision:
		return "end_month", Args{"Month": c.Month(tag, d.Due)}
	case corpus.QuarterPrecision:
		return "end_quarter", Args{"Quarter": strconv.Itoa((month + 2) / 3), "Year": year}
	case corpus.HalfPrecision:
		return "end_half_" + strconv.Itoa((month+5)/6), Args{"Year": year}
	case corpus.YearPrecision:
		return "end_year", Args{"Year": year}
	}
	return "", nil
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
