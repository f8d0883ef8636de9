package lexicon

import "strings"

// TimeWords are the words of time expressions beyond those of a plain date.
// A group in parentheses stands for its alternatives: "недел(я|и|ю)". Keys of
// maps are written in the data as their comments say.
type TimeWords struct {
	Numbers         map[int][]string    `yaml:"numbers"`          // how many: 1 → one; composed ones such as twenty-one need no entry
	Ordinals        map[int][]string    `yaml:"ordinals"`         // which: 1 → first
	Ultimate        []string            `yaml:"ultimate"`         // the last of several: "last Monday of March"
	Units           map[string][]string `yaml:"units"`            // day, workday, week, month, quarter, half, year, weekend → forms behind a number and alone
	Duals           map[string][]string `yaml:"duals"`            // two of a unit in one word
	Weekdays        map[int][]string    `yaml:"weekdays"`         // 1 Monday to 7 Sunday
	Days            map[int][]string    `yaml:"days"`             // days from today: 1 → tomorrow
	Directions      map[string][]string `yaml:"directions"`       // this, next, coming, past
	DirectionBehind bool                `yaml:"direction_behind"` // directions only stand behind: tháng sau
	Ago             []string            `yaml:"ago"`              // with a number of units: three days ago
	Ahead           []string            `yaml:"ahead"`            // before a number of units: in three days
	Hence           []string            `yaml:"hence"`            // behind a number of units: three days from now
	After           []string            `yaml:"after"`            // between a number of units and an event: ten days after
	AfterNext       []string            `yaml:"after_next"`       // behind a weekday: the one after next
	Edges           map[string][]string `yaml:"edges"`            // start, middle, end of a month, quarter or year
	EdgesPoint      bool                `yaml:"edges_point"`      // an edge is one day in speech too
	YearFollows     bool                `yaml:"year_follows"`     // the year word stands behind the year: 2026 года
	MonthsCounted   bool                `yaml:"months_counted"`   // months have names, and are told by number too
	Spelled         map[string][]string `yaml:"spelled"`          // whole expressions: start_month → BOM
	FirstOf         []string            `yaml:"first_of"`         // "the first nine months of the year", in front or behind
	LastOf          []string            `yaml:"last_of"`
	Halves          map[int][]string    `yaml:"halves"` // 1, 2
	To              []string            `yaml:"to"`     // between the ends of a range
	Until           []string            `yaml:"until"`  // likewise, where the first end has its "from"
	For             []string            `yaml:"for"`    // before a length: for ten days
	And             []string            `yaml:"and"`
	Onward          []string            `yaml:"onward"` // "and the following years"
	Span            []string            `yaml:"span"`   // before a range of years: the period 2021-2025
	Before          []string            `yaml:"before"` // relations, added to those of DateWords
	By              []string            `yaml:"by"`
	In              []string            `yaml:"in"`
	From            []string            `yaml:"from"`
	Hours           map[string][]string `yaml:"hours"`       // hour, minute: units of short time limits
	Within          []string            `yaml:"within"`      // before a number of units that is a time limit
	Events          []string            `yaml:"events"`      // behind a time limit: from the date of
	Signed          []string            `yaml:"signed"`      // the event that is the document's own day
	Force           []string            `yaml:"force"`       // the event that is the day from which the text holds, in front of the text's name: from the entry into force of
	ItsForce        []string            `yaml:"its_force"`   // likewise, without its name: from its entry into force
	Comes           []string            `yaml:"comes"`       // the same, in front of the text's name and IntoForce: from the date | this decision | takes effect
	IntoForce       []string            `yaml:"into_force"`  //
	Effect          []string            `yaml:"effect"`      // beside the day from which a text holds: takes effect
	Since           []string            `yaml:"since"`       // behind a time limit, before what it counts from: after, counted from the date of
	OwnText         []string            `yaml:"own_text"`    // behind these: the text itself, today: this letter
	ThisBehind      bool                `yaml:"this_behind"` // in OwnText "this" stands behind its noun
	Meetings        []string            `yaml:"meetings"`    // behind these: what a text reports: the meeting, the conference
	Met             []string            `yaml:"met"`         // both in one phrase: מהישיבה
	Held            []string            `yaml:"held"`        // beside the day of a meeting that was named before: held on
	Terms           map[string][]string `yaml:"terms"`       // time limits in one phrase: "10 day" → десятидневный срок
	TermUnits       map[string][]string `yaml:"term_units"`  // behind a number likewise: day → дневный срок
	Every           []string            `yaml:"every"`       // before a unit
	EveryTail       []string            `yaml:"each"`        // behind a number of units, or between day and unit: "of each"
	Recurring       map[string][]string `yaml:"recurring"`   // daily, weekly, monthly, quarterly, half-yearly, yearly, two-yearly …
	Always          []string            `yaml:"always"`      // all the time, without a date
	Seasons         map[string][]string `yaml:"seasons"`     // MM-DD/MM-DD → names
	Holidays        map[string][]string `yaml:"holidays"`    // MM-DD or MM-DD/MM-DD → names
	Few             map[int][]string    `yaml:"few"`         // a few: how many are meant
	DayBehind       []string            `yaml:"day_behind"`  // behind the number of a day without its month: 25 числа
	FromNow         map[string][]string `yaml:"from_now"`    // a unit told from now in a phrase of its own: this_month, past_year, next_week
	ByBehind        []string            `yaml:"by_behind"`   // behind a day: at the latest
	AtMost          []string            `yaml:"at_most"`     // behind a number of units, which they make a time limit: at most
	Clock           []string            `yaml:"clock"`       // words of the hour that may stand between a relation and its day
	EndsBehind      []string            `yaml:"ends_behind"` // behind a month or longer: it ends, before the year is out
	Openings        []string            `yaml:"openings"`    // something begins, in front of its day or behind: before the school year begins on
	SchoolYear      []string            `yaml:"school_year"` // beside two years that follow one another: before the 2026-2027 school year
	DayParts        []string            `yaml:"day_parts"`   // in front of a day in figures without a year: the morning of 15/10
	DayOnly         []string            `yaml:"day_only"`    // before the number of a day without its month: the 15th
	Century         []string            `yaml:"era"`         // behind a year: A.D.
	Prefixes        []string            `yaml:"prefixes"`    // letters written onto a word
	Ambiguous       []string            `yaml:"ambiguous"`   // forms above that mean something else more often: "may"
	Link            []string            `yaml:"link"`
	Skip            []string            `yaml:"skip"`
}

// Forms gives the phrases that a phrase with groups stands for.
func Forms(phrase string) []string {
	open := strings.IndexByte(phrase, '(')
	if open < 0 {
		return []string{phrase}
	}
	size := strings.IndexByte(phrase[open:], ')')
	if size < 0 {
		return []string{phrase}
	}
	var out []string
	for _, middle := range strings.Split(phrase[open+1:open+size], "|") {
		for _, rest := range Forms(phrase[open+size+1:]) {
			out = append(out, phrase[:open]+middle+rest)
		}
	}
	return out
}
