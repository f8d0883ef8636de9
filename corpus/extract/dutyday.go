package extract

import (
	"maps"
	"slices"
	"strconv"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/format"
	"vanthu/corpus/lang"
)

// This file finds the day that a text was written on, from which its dates
// without a year, and its "next month", are meant.

// ownDay gives the day from which years that are not written are told.
func (r *dutyReader) ownDay() corpus.Day {
	r.own()
	return r.ref
}

// reference gives the day from which years that are not written are told, the
// day of issue, else the beginning of the year that the text names most often,
// the earliest of several; and the day that the text is from or later than, as
// the days of the documents it names tell.
func (r *dutyReader) reference(blocks []format.Block) (ref, since corpus.Day) {
	if r.doc.Issued != "" {
		return r.doc.Issued, r.doc.Issued
	}
	counts := map[string]int{}
	var days []calendar.Date // with their years
	for _, b := range blocks {
		line := r.doc.Text[b.Start:b.End]
		if !hasDigit(line) {
			continue
		}
		words := lang.Words(line)
		numbers := r.x.numbers(line, words, r.doc.Language)
		for _, w := range words {
			if len(w.Folded) == 4 && w.Folded >= "1990" && w.Folded < "2100" && !inNumber(numbers, w.Start) && !ofNumber(numbers, w.Start) {
				counts[w.Folded]++
			}
		}
		for _, d := range r.finder.FindWords(line, words, "") {
			switch {
			case d.Basis != corpus.Explicit || d.Precision == corpus.YearPrecision || d.Precision == corpus.RangePrecision:
			case d.Precision == corpus.DayPrecision && r.datesDocument(line, words, d, numbers):
				since = max(since, d.Last)
			default:
				days = append(days, r.figureDay(words, d))
			}
		}
	}
	best := ""
	for y, n := range counts {
		if n > counts[best] || n == counts[best] && y < best {
			best = y
		}
	}
	years := slices.Collect(maps.Keys(counts))
	if since != "" && counts[string(since[:4])] == 0 {
		years = append(years, string(since[:4])) // the text may be of that year and name later ones only
	}
	slices.Sort(years)
	if r.day = r.dateline(blocks, years, since, days); r.day != "" {
		return max(since, r.day), max(since, r.day)
	}
	if r.signedNow(blocks, since) {
		r.day = since
		return since, since
	}
	if best == "" || since != "" && string(since[:4]) >= best {
		r.day = since
		return since, since
	}
	if y, err := strconv.Atoi(best); err == nil { // deadlines are for the next year more often than for the text's own
		if before := strconv.Itoa(y - 1); counts[before] > 0 && since != "" && before >= string(since[:4]) {
			best = before
		}
	}
	return corpus.Day(best + "-01-01"), since
}

// signedNow reports that a text tells at its opening how the latest document it names
// was signed, and names no other one with a day: it is news of that day.
func (r *dutyReader) signedNow(blocks []format.Block, since corpus.Day) bool {
	told, others := false, false
	for _, b := range blocks {
		line := r.doc.Text[b.Start:b.End]
		if since == "" || !hasDigit(line) {
			continue
		}
		words := lang.Words(line)
		numbers := r.x.numbers(line, words, r.doc.Language)
		if len(numbers) == 0 {
			continue
		}
		for _, d := range r.finder.FindWords(line, words, "") {
			if d.Precision != corpus.DayPrecision || d.Basis != corpus.Explicit || !r.datesDocument(line, words, d, numbers) {
				continue
			}
			first := wordAt(words, d.Start)
			from := max(0, first-clauseWords)
			told = told || d.Last == since && b.Start <= datelineBytes && hasCue(r.words.cues.find(words[from:first]), 0, first-from, met|event)
			others = others || d.Last != since
		}
	}
	return told && !others
}

// dateline gives the first day that the opening of a text names and that is no
// document's and no deadline: that of the event it reports. A day without a
// year is of the year, of those that the text names and the one before them,
// in which the fewest deadlines of the text lie before it and the fewest other
// days behind; the latest of several.
func (r *dutyReader) dateline(blocks []format.Block, years []string, since corpus.Day, days []calendar.Date) corpus.Day {
	if len(years) > 0 {
		if first, err := strconv.Atoi(years[0]); err == nil {
			years = append([]string{strconv.Itoa(first - 1)}, years...)
		}
	}
	years = r.onWeekdays(blocks, years)
	first, least := corpus.Day(""), 0 // of days with their year
	for _, b := range blocks {
		if b.Start > datelineBytes || b.Kind == format.RowBlock {
			break
		}
		line := r.doc.Text[b.Start:b.End]
		if !hasDigit(line) {
			continue
		}
		words := lang.Words(line)
		dates := r.finder.FindWords(line, words, "2000-01-01")
		if len(dates) == 0 {
			continue
		}
		numbers := r.x.numbers(line, words, r.doc.Language)
		told := corpus.Day("") // without its year
		for _, d := range dates {
			if d.Precision != corpus.DayPrecision || d.Relation == corpus.Before || d.Relation == corpus.By || r.datesDocument(line, words, d, numbers) {
				continue
			}
			if d.Basis == corpus.Explicit { // "with the law due to take effect on 1 July", in front of the day of the briefing
				if told != "" && (outOfPlace(d.Last, days) > outOfPlace(told, days) || d.Last < told || !reportedBy(told, d.Last)) {
					continue
				}
				told = ""
				if n := outOfPlace(d.Last, days); first == "" || n < least && d.Last < first {
					first, least = d.Last, n
				}
				if least == 0 {
					return max(first, since, r.metLater(blocks, first, days))
				}
				continue
			}
			if first != "" || told != "" {
				continue
			}
			if d.Basis != corpus.YearInferred {
				continue
			}
			best, least := corpus.Day(""), 0
			for _, y := range years {
				day := corpus.Day(y + string(d.Last[4:]))
				if _, is := day.Time(); !is { // 29 February
					continue
				}
				if n := outOfPlace(day, days); reportedBy(day, since) && !behindAll(day, days) && (best == "" || n <= least) {
					best, least = day, n
				}
			}
			told = best
		}
		if told != "" { // no later day behind it has its year
			return told
		}
	}
	if t, ok := since.Time(); ok && first > since && first <= corpus.DayOf(t.AddDate(0, 0, plannedDays)) && outOfPlace(since, days) < least {
		return since // what the text plans comes first in it
	}
	if first != "" {
		return max(first, since, r.metLater(blocks, first, days))
	}
	return ""
}

// onWeekdays gives the years, of those given, in which the days without a year at
// the opening of a text fall on the weekdays beside them; all of them where none
// stands there.
func (r *dutyReader) onWeekdays(blocks []format.Block, years []string) []string {
	fall, most := map[string]int{}, 0
	for _, b := range blocks {
		if b.Start > datelineBytes {
			break
		}
		line := r.doc.Text[b.Start:b.End]
		if !hasDigit(line) {
			continue
		}
		words := lang.Words(line)
		for _, y := range years {
			if n, err := strconv.Atoi(y); err == nil {
				on, off := r.finder.OnWeekdays(line, words, n)
				fall[y] += on - off
				most = max(most, fall[y])
			}
		}
	}
	if most == 0 {
		return years
	}
	return slices.DeleteFunc(slices.Clone(years), func(y string) bool { return fall[y] < most })
}

// reportedBy reports a day that is not long before that of the latest document
// which a text names.
func reportedBy(day, latest corpus.Day) bool {
	d, ok := day.Time()
	l, known := latest.Time()
	return ok && (!known || !d.AddDate(0, 0, reportedDays).Before(l))
}

// behindAll reports a day behind all deadlines of a text.
func behindAll(day corpus.Day, days []calendar.Date) bool {
	for _, d := range days {
		if d.Last >= day {
			return false
		}
	}
	return len(days) > 0
}

// outOfPlace counts the deadlines of a text that lie before its day and the
// other days that lie behind it. A month in which something is, was or will be done
// counts half, and so does a day or month so far ahead that a text would rather
// name the year.
func outOfPlace(day corpus.Day, days []calendar.Date) int {
	n, published, ahead := 0, day, day
	if t, ok := day.Time(); ok {
		published, ahead = corpus.DayOf(t.AddDate(0, 0, publishedDays)), corpus.DayOf(t.AddDate(aheadYears, 0, 0))
	}
	for _, d := range days {
		switch due := d.Relation == corpus.Before || d.Relation == corpus.By || d.Precision != corpus.DayPrecision; {
		case due && d.Relation == corpus.In && d.Last < day:
			n++
		case due && d.First > ahead && (d.Precision == corpus.DayPrecision || d.Precision == corpus.MonthPrecision):
			n++
		case due && d.Last < day, !due && d.First > published:
			n += 2
		}
	}
	return n
}

// figureDay makes the time of a figure a day that is over: "at the end of December 2025
// about 94 percent".
func (r *dutyReader) figureDay(words []lang.Word, d calendar.Date) calendar.Date {
	first, end := wordAt(words, d.Lead), wordAt(words, d.End-1)+1
	from := max(0, first-clauseWords) // a long line has many days
	near := words[from:min(len(words), end+clauseWords)]
	if asOfAt(r.words.cues.find(near), first-from, end-from) {
		d.First, d.Precision, d.Relation = d.Last, corpus.DayPrecision, ""
	}
	return d
}

func inNumber(numbers []Number, at int) bool {
	for _, n := range numbers {
		if n.Start <= at && at < n.End {
			return true
		}
	}
	return false
}

// ofNumber reports a place so near behind a document's number that it tells
// the document's day.
func ofNumber(numbers []Number, at int) bool {
	for _, n := range numbers {
		if n.End <= at && at-n.End < 40 {
			return true
		}
	}
	return false
}
