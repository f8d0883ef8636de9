package extract

import (
	"slices"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/format"
	"vanthu/corpus/lang"
)

// reportDays is how many days at most lie between a meeting and the day of the
// document that reports it.
const reportDays = 60

// meeting gives the day of the meeting that a document reports: at its opening,
// that of a sentence with a word for a meeting, or behind one with words for when
// it was held, or with such words straight in front of one; else that beside which
// a day told from the document's own stands: "yesterday, 5 November". It is no
// document's day and not later than the day of issue nor long before it. It is
// empty where there is none.
func (r *dutyReader) meeting(blocks []format.Block) corpus.Day {
	own := r.ownDay()
	if r.doc.Issued == "" {
		own = r.day
	}
	if _, ok := own.Time(); !ok {
		return ""
	}
	opened := false           // a meeting was named
	above := corpus.Day("")   // that of the sentence in front, which tells that something was held
	unnamed := corpus.Day("") // that of a meeting that is not named
	for _, b := range blocks {
		if b.Start > datelineBytes {
			break
		}
		block := r.doc.Text[b.Start:b.End]
		for _, s := range lang.Sentences(block, r.words.abbreviated) {
			line := block[s.Start:s.End]
			words := lang.Words(line)
			last := above
			above = ""
			m := r.finder.Meeting(line, words, own)
			opened = opened || len(m.Named) > 0
			if len(m.Named) == 0 && len(m.Held) == 0 && len(m.Days) == 0 {
				continue
			}
			day, marked := r.meetingIn(line, words, m, own)
			switch {
			case unnamed != "" && !marked: // "the city hosted on Tuesday, 6 January, a talk"
			case day != "" && (len(m.Named) > 0 || len(m.Held) > 0 && opened):
				return day
			case len(m.Named) > 0 && last != "" && (last < own || r.doc.Issued == ""):
				return last // "yesterday, on 26 November, they held a debate. The meeting"
			case len(m.Held) > 0:
				above = day
			}
			if unnamed == "" && marked {
				unnamed = day
			}
		}
	}
	return unnamed
}

// meetingIn gives the day of a sentence that a meeting was most likely on: one with a
// day told from the document's own beside it, else the nearest to a word for the
// meeting, the first of several. marked reports the former. That of issue is taken where
// there is no other.
func (r *dutyReader) meetingIn(line string, words []lang.Word, m calendar.Meeting, own corpus.Day) (day corpus.Day, marked bool) {
	issued, _ := own.Time()
	earliest := corpus.DayOf(issued.AddDate(0, 0, -reportDays))
	numbers := slices.DeleteFunc(r.x.numbers(line, words, r.doc.Language), func(n Number) bool {
		return n.Form == "" && strings.HasPrefix(line[n.End:], ")") // "the Steering Committee (Committee 57) on the afternoon of 13 January"
	})
	last, nearest := corpus.Day(""), -1
	take := func(on corpus.Day, distance int) {
		if nearest < 0 || distance < nearest {
			day, nearest = on, distance
		}
	}
	var beside []corpus.Day // told by a date too
	cues := r.words.cues.find(words)
	for _, d := range r.finder.FindWords(line, words, own) {
		on := d.Last
		if at, ok := on.Time(); ok && d.Basis == corpus.YearInferred && on > own {
			on = corpus.DayOf(at.AddDate(-1, 0, 0))
		}
		if d.Precision != corpus.DayPrecision || d.Relation == corpus.Before || d.Relation == corpus.By || on > own || on < earliest || r.datesDocument(line, words, d, numbers) {
			continue
		}
		if on == own && OpensReport(line, words, d) {
			continue
		}
		first, end := wordAt(words, d.Start), wordAt(words, d.End-1)+1
		if on != own && asOfAt(cues, first, end) { // "the report showed that as of 31 January"
			continue
		}
		if i := slices.IndexFunc(m.Days, func(t calendar.Told) bool {
			return (first-t.End <= besideWords && first >= t.First || t.First-end <= besideWords && t.First >= end) && weekdayTells(t.Day, on)
		}); i >= 0 {
			marked = true
			beside = append(beside, m.Days[i].Day)
			take(on, 0)
			continue
		}
		if on == own {
			last = on
			continue
		}
		take(on, 1+distance(m, first, end))
	}
	for _, t := range m.Days {
		if !slices.Contains(beside, t.Day) && len(m.Named)+len(m.Held) > 0 && last == "" {
			take(t.Day, toldDistance+distance(m, t.First, t.End))
		}
	}
	if day == "" {
		day = last
	}
	return day, marked
}

// besideWords is how many words may stand between a day told from the text's own and
// its date: "yesterday afternoon, on 5 November".
const besideWords = 2

// toldDistance is how many words nearer to a meeting a date is taken before a day told
// from the text's own, which may tell of anything.
const toldDistance = 3

// weekdayTells reports a day told from the text's own that means a date: the same, or,
// of weekdays, the same in an earlier week.
func weekdayTells(told, on corpus.Day) bool {
	t, ok := told.Time()
	d, is := on.Time()
	return ok && is && !d.After(t) && (told == on || t.Sub(d)%(7*24*time.Hour) == 0)
}

// distance counts the words between those from first to end and the nearest one for a
// meeting.
func distance(m calendar.Meeting, first, end int) int {
	n := maxDistance
	for _, list := range [...][]int{m.Named, m.Held} {
		for _, i := range list {
			n = min(n, max(first-i, i-end+1, 0))
		}
	}
	return n
}

// maxDistance is that of a day in a sentence without a word for a meeting.
const maxDistance = 100

// OpensReport reports a day in the place and day that a report opens with:
// HANOI, 5 March 2026 – …, HUE (5 March 2026): …
func OpensReport(line string, words []lang.Word, d calendar.Date) bool {
	if d.Start > datelineBytes { // a long line has many days
		return false
	}
	at := wordAt(words, d.End)
	behind := line[d.End:]
	if at < len(words) {
		behind = line[d.End:words[at].Start]
	}
	return placeBefore(line[:d.Start]) != "" || wordAt(words, d.Start) < toldWords && strings.ContainsAny(behind, "-–—:")
}

// metLater gives the day on which the meeting was that a text reports, where it opens with
// something earlier: "on 16 December the index reached 251. A month later, on Wednesday 14
// January 2026, the leaders sat down"; empty where the earlier day is that of a meeting, or
// of the report.
func (r *dutyReader) metLater(blocks []format.Block, first corpus.Day, days []calendar.Date) corpus.Day {
	at, ok := first.Time()
	if !ok {
		return ""
	}
	latest := corpus.DayOf(at.AddDate(0, 0, reportDays))
	for _, b := range blocks {
		if b.Start > datelineBytes || b.Kind == format.RowBlock {
			break
		}
		block := r.doc.Text[b.Start:b.End]
		for _, s := range lang.Sentences(block, r.words.abbreviated) {
			line := block[s.Start:s.End]
			if len(line) > datelineBytes {
				return "" // no sentence of an opening
			}
			words := lang.Words(line)
			m := r.finder.Meeting(line, words, "")
			held := len(m.Held) > 0 && (r.words.tenses || len(m.Named) > 0)
			for _, d := range r.finder.FindWords(line, words, "") {
				if d.Precision != corpus.DayPrecision || d.Basis != corpus.Explicit {
					continue
				}
				switch {
				case d.Last == first && (held || OpensReport(line, words, d)):
					return ""
				case held && d.Last > first && d.Last <= latest && (d.Relation == "" || d.Relation == corpus.In) && outOfPlace(d.Last, days) <= outOfPlace(first, days) && !r.datesDocument(line, words, d, r.x.numbers(line, words, r.doc.Language)):
					return d.Last
				}
			}
		}
	}
	return ""
}
