package extract

import (
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/format"
	"vanthu/corpus/lang"
)

// reportDays is how many days at most lie between a meeting and the day of the
// document that reports it.
const reportDays = 60

// meeting gives the day of the meeting that a document reports: the first day
// at its opening that stands in a sentence with a word for a meeting, or
// behind one with words for when it was held, or with such words straight in
// front of one, and that is no document's day and not later than the day of issue
// nor long before it. It is empty where there is none.
func (r *dutyReader) meeting(blocks []format.Block) corpus.Day {
	own := r.ownDay()
	if r.doc.Issued == "" {
		own = r.day
	}
	issued, ok := own.Time()
	if !ok {
		return ""
	}
	earliest := corpus.DayOf(issued.AddDate(0, 0, -reportDays))
	opened := false         // a meeting was named
	above := corpus.Day("") // that of the sentence in front, which tells that something was held
	for _, b := range blocks {
		if b.Start > datelineBytes {
			break
		}
		block := r.doc.Text[b.Start:b.End]
		for _, s := range lang.Sentences(block, r.words.abbreviated) {
			line := block[s.Start:s.End]
			words := lang.Words(line)
			named, held := r.finder.Meeting(line, words)
			last := above
			above = ""
			if opened = opened || named; !named && !held {
				continue
			}
			day := r.meetingIn(line, words, own, earliest)
			switch {
			case !opened:
				above = day
			case day != "":
				return day
			case last != "" && last < own:
				return last // "yesterday, on 26 November, they held a debate. The meeting"
			}
		}
	}
	return ""
}

// meetingIn gives the first day of a sentence that a meeting may have been on.
// That of issue is taken where there is no other.
func (r *dutyReader) meetingIn(line string, words []lang.Word, own, earliest corpus.Day) corpus.Day {
	numbers := r.x.numbers(line, words, r.doc.Language)
	last := corpus.Day("")
	for _, d := range r.finder.FindWords(line, words, own) {
		day := d.Last
		if at, ok := day.Time(); ok && d.Basis == corpus.YearInferred && day > own {
			day = corpus.DayOf(at.AddDate(-1, 0, 0))
		}
		if d.Precision != corpus.DayPrecision || d.Relation == corpus.Before || d.Relation == corpus.By || day > own || day < earliest || r.datesDocument(line, words, d, numbers) {
			continue
		}
		if day < own {
			return day
		}
		if !opensReport(line, words, d) {
			last = day
		}
	}
	return last
}

// opensReport reports a day in the place and day that a report opens with:
// HANOI, 5 March 2026 – …
func opensReport(line string, words []lang.Word, d calendar.Date) bool {
	at := wordAt(words, d.End)
	behind := line[d.End:]
	if at < len(words) {
		behind = line[d.End:words[at].Start]
	}
	return placeBefore(line[:d.Start]) != "" || wordAt(words, d.Start) < toldWords && strings.ContainsAny(behind, "-–—")
}
