package grounding

import (
	"maps"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lexicon"
)

// rates checks the weekdays, and the units that stand without a number: a
// month, each week.
func (c *Checker) rates(r *reading, e *evidence) Reason {
	for _, week := range r.weeks() {
		if !slices.ContainsFunc(e.all(), func(x *reading) bool { return slices.Contains(x.weeks(), week) }) {
			r.blamed = week
			return NoDate
		}
	}
	for _, m := range r.units {
		if !r.taken[m.First] && (r.named(m.Start, m.End) || r.polar(m.First) || strings.HasPrefix(m.Value, "w:") && r.insidePhrase(m)) || strings.HasPrefix(m.Value, "w:") && !r.tellsYear(m) && r.tongue.opensOrdinal(r.words[m.First]) && e.ordinals()[r.ordinal(m.First+m.Len-1)] {
			continue // of a body's name, or another word: new, the second time
		}
		if strings.HasPrefix(m.Value, "w:") && !e.weekday(m.Value) && !r.daysOff(m) {
			return r.blame(m.First, m.First+m.Len-1, NoDate)
		}
		if strings.HasPrefix(m.Value, "w:") && r.tellsYear(m) && !(r.tongue.opensOrdinal(r.words[m.First]) && !(m.First > 0 && r.halfDay(m.First-1))) {
			continue // it follows from the day, with which it is checked
		}
		kind, name, _ := strings.Cut(m.Value, ":")
		if kind == "u" && (name == "day" || name == "workday" || !lengths[name] && name != "quarter" || r.taken[m.First]) || kind == "m" {
			continue
		}
		held := slices.ContainsFunc(e.all(), func(x *reading) bool {
			return slices.ContainsFunc(x.units, func(have lexicon.Match) bool { return have.Value == m.Value })
		})
		if !held && !(name == "year" && e.dates()) && !(name == "month" && e.dates()) || !r.taken[m.First] && e.otherRate(r, m) {
			return r.blame(m.First, m.First+m.Len-1, NoUnit)
		}
	}
	return ""
}

// otherRate reports whether the passages tell a rate alone that is another one than a
// sentence tells: each year, for a month.
func (e *evidence) otherRate(r *reading, m lexicon.Match) bool {
	if !r.often(m) {
		return false
	}
	other := false
	for _, x := range e.texts {
		for _, have := range x.units {
			if have.Value == m.Value {
				return false
			}
			other = other || lengths[strings.TrimPrefix(have.Value, "u:")] && !x.taken[have.First] && x.often(have)
		}
		other = other || slices.ContainsFunc(x.days, func(d day) bool {
			return strings.HasPrefix(d.Recurrence, "RRULE:") && !strings.HasPrefix(d.Recurrence, frequencies[strings.TrimPrefix(m.Value, "u:")])
		})
	}
	return other
}

// frequencies open the rules of what recurs with each unit of time (RFC 5545).
var frequencies = map[string]string{"week": "RRULE:FREQ=WEEKLY", "month": "RRULE:FREQ=MONTHLY", "year": "RRULE:FREQ=YEARLY"}

// often reports whether a unit without a number tells how often: a word such as "each" or
// "per" stands in front of it.
func (r *reading) often(m lexicon.Match) bool {
	i := m.First - 1
	return i >= 0 && !r.parted(i, m.First) && slices.ContainsFunc(r.tongue.rates.find(r.words), func(o lexicon.Match) bool { return o.First+o.Len-1 == i })
}

// weekday reports whether the passages name a weekday, or tell a stretch in
// which it lies.
func (e *evidence) weekday(day string) bool {
	for _, x := range e.all() {
		if slices.ContainsFunc(x.units, func(have lexicon.Match) bool { return have.Value == day }) {
			return true
		}
		for _, week := range x.weeks() {
			if from, to, _ := strings.Cut(week, " "); from < to && from < day && day < to {
				return true
			}
		}
	}
	return false
}

// daysOff reports whether a weekday stands with a day of the calendar, which
// is checked with it.
func (r *reading) daysOff(m lexicon.Match) bool {
	return slices.ContainsFunc(r.days, func(d day) bool {
		return m.First+m.Len >= d.first-1 && m.First <= d.last+1
	})
}

// tellsYear reports whether a weekday stands with a day that is told with its year.
func (r *reading) tellsYear(m lexicon.Match) bool {
	return slices.ContainsFunc(r.days, func(d day) bool {
		return d.Precision == corpus.DayPrecision && d.Basis == corpus.Explicit && m.First+m.Len >= d.first-1 && m.First <= d.last+1
	})
}

// weeks gives the stretches of weekdays that a text tells: Monday to Friday.
func (r *reading) weeks() (out []string) {
	for i := 1; i < len(r.units); i++ {
		a, b := r.units[i-1], r.units[i]
		if strings.HasPrefix(a.Value, "w:") && strings.HasPrefix(b.Value, "w:") && r.ranging(a.First+a.Len-1, b.First) {
			out = append(out, a.Value+" "+b.Value)
		}
	}
	return out
}

// dates reports whether the passages tell a day.
func (e *evidence) dates() bool {
	return slices.ContainsFunc(e.texts, func(x *reading) bool { return len(x.days) > 0 })
}

// partsOf gives the compounds of a day of the week with a part of a day:
// vrijdagmiddag. Shortened names make none.
func (t *tongue) partsOf(weekday string) (out []string) {
	for _, pole := range slices.Sorted(maps.Keys(t.claims.Opposites["half_day"])) {
		for _, form := range t.claims.Opposites["half_day"][pole] {
			if end, open := strings.CutPrefix(form, "*"); open && len(weekday) > shortened {
				out = append(out, weekday+end)
			}
		}
	}
	return out
}

// shortened is how many letters a shortened name of a day has at most.
const shortened = 4

// halfDay reports whether a word tells a part of a day: morning.
func (r *reading) halfDay(i int) bool {
	return slices.ContainsFunc(r.tongue.opposites.find(r.words[i:i+1]), func(m lexicon.Match) bool {
		return strings.HasPrefix(m.Value, "half_day:")
	})
}
