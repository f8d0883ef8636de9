package calendar

import (
	"fmt"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// Period is a length of time: so many units of one kind.
type Period struct {
	ISO     string // ISO 8601: P10D, P2M, PT3H
	Working bool   // working days, or hours of them
	Words   corpus.Span
}

// Period gives the first length of time that a text names: "10 Ngày làm
// việc", "3 giờ"; ok is false where it names none.
func (f *Finder) Period(text string) (p Period, ok bool) {
	words := lang.Words(text)
	r := f.reader(text, words, func() corpus.Day { return "" }, false)
	for i := range words {
		if n, u, next, ok := r.amount(i, false); ok && u != weekends {
			p.ISO, p.Working = duration(n, u)
			p.Words = corpus.Span{Start: words[i].Start, End: words[next-1].End}
			return p, true
		}
		n, at, ok := r.cardinal(i)
		if !ok || n < 1 || at >= len(words) || !r.spaced(at-1) {
			continue
		}
		if letter, next, ok := r.take(at, anHour); ok {
			p.ISO, p.Words = fmt.Sprintf("PT%d%c", n, letter), corpus.Span{Start: words[i].Start, End: words[next-1].End}
			return p, true
		}
	}
	return p, false
}

// Due gives the last day of a period that begins with an event on a day, by
// the rules of Holidays.Reckon; a period of hours ends on the day itself, or
// on the next working day. It gives "" where the finder knows no holidays.
func (f *Finder) Due(event corpus.Day, p Period) corpus.Day {
	if f.holidays == nil {
		return ""
	}
	iso, working := p.ISO, p.Working
	if strings.HasPrefix(iso, "PT") {
		iso, working = "P0D", false
	}
	due, err := f.holidays.Reckon(event, iso, working)
	if err != nil {
		return ""
	}
	return due
}
