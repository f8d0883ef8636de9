package calendar

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// WithHolidays gives a finder that also reckons the last day of time limits:
// those in working days, and those that end on a day of rest.
func (f *Finder) WithHolidays(h *Holidays) *Finder {
	g := *f
	g.holidays = h
	return &g
}

// Deadlines gives everything in a document that may be a deadline, in order
// and without overlaps: days, months, quarters, halves, years, ranges, open
// ends, what comes back, what goes on all the time, and periods after an
// event. words are those of text; ref is the document's own day, which may be
// empty. What names a day that is none is kept, with its Problem.
func (f *Finder) Deadlines(text string, words []lang.Word, ref corpus.Day) []Date {
	return f.DeadlinesFrom(text, words, func() corpus.Day { return ref })
}

// DeadlinesFrom is Deadlines for a document whose own day is asked for only
// where a time needs it.
func (f *Finder) DeadlinesFrom(text string, words []lang.Word, ref func() corpus.Day) []Date {
	return f.reader(text, words, ref, false).all()
}

// Said gives the time expressions of what people write in a chat: those of
// documents and those told from now on. The day of now is that in its own
// zone.
func (f *Finder) Said(text string, now time.Time) []Date {
	return f.reader(text, lang.Words(text), func() corpus.Day { return corpus.DayOf(now) }, true).all()
}

func (r *reader) all() []Date {
	var found []Date
	for i := 0; i < len(r.words); {
		if !r.known(i) {
			i++
			continue
		}
		dates, next := r.expression(i)
		if len(dates) == 0 {
			i = max(next, i+1)
			continue
		}
		found = append(found, dates...)
		i = next
	}
	return found
}

// expression reads the expression that opens with word i.
func (r *reader) expression(i int) (dates []Date, next int) {
	if _, next, ok := r.take(i, anAlways); ok {
		return []Date{{Start: r.startOf(i), Lead: r.startOf(i), End: r.words[next-1].End, Relation: corpus.Every, Continuous: true, Basis: corpus.Explicit}}, next
	}
	if d, next, ok := r.recurring(i); ok {
		return []Date{d}, next
	}
	if d, next, ok := r.limit(i); ok {
		return []Date{d}, next
	}
	if d, next, ok := r.lasting(i); ok {
		return []Date{d}, next
	}
	if wd, at, ok := r.take(i, aWeekday); ok { // thứ Hai hằng tuần
		if at, ok := r.pause(at); ok {
			if ru, next, ok := r.recurrence(at); ok && ru.unit == weeks && ru.weekday == 0 {
				ru.weekday = wd
				return []Date{{Start: r.startOf(i), Lead: r.leadOf(i), End: r.words[next-1].End, Relation: corpus.Every, Recurrence: ru.rrule(nil), Basis: corpus.Explicit}}, next
			}
		}
	}
	list, next, ok := r.list(i)
	if !ok {
		return nil, i
	}
	first := list[0].part.from
	if ru, after, ok := r.again(next, list); ok {
		var days []part
		for _, s := range list {
			days = append(days, s.part)
		}
		d := Date{Start: list[0].part.start, Lead: r.leadOf(first), End: r.words[after-1].End, Relation: corpus.Every, Recurrence: ru.rrule(days), Basis: corpus.Explicit}
		d.Lead = min(d.Lead, d.Start)
		return []Date{d}, after
	}
	if d, after, ok := r.quarterly(list, next); ok {
		return []Date{d}, after
	}
	lone := !slices.ContainsFunc(list, func(s stretch) bool { return !s.part.lone })
	list, next = r.accept(list, next)
	if len(list) == 0 {
		if lone && len(list) > 1 { // numbers, and so are those further in
			return nil, next
		}
		return nil, i
	}
	return r.datesOf(list, next)
}

// startOf gives the byte where the expression at word i begins.
func (r *reader) startOf(i int) int {
	start := r.words[i].Start
	if r.kinds[r.words[i].Folded]&openers == 0 {
		if _, _, prefix, ok := r.prefixed(i); ok {
			start += r.prefixBytes(i, prefix)
		}
	}
	return start
}

// accept drops what is too weak to be an expression: numbers and names that
// nothing around them makes a time.
func (r *reader) accept(list []stretch, next int) ([]stretch, int) {
	strong := false
	for _, s := range list {
		strong = strong || !s.part.weak || s.to != nil && !s.to.weak
	}
	if strong {
		list = slices.DeleteFunc(list, func(s stretch) bool { return s.part.lone && s.to == nil && !(r.said && s.part.dayWord) })
		return list, next
	}
	s := list[0]
	p := s.part
	first, last := p.from, next-1
	if rel, _ := r.relationOfPart(p); (rel != "" || r.cell(first, last)) && !p.lone && (r.named(p, next) || rel != "" && p.precision == corpus.MonthPrecision && !r.capitals) {
		if p.precision == corpus.YearPrecision && next < len(r.words) && r.spaced(last) && r.counted[r.words[next].Folded] {
			return nil, next
		}
		return list, next
	}
	if p.lone && r.said && p.dayWord && s.to == nil {
		if r.words[last].Folded[0] > '9' && !r.whole(p, last) { // one of the first
			return nil, next
		}
		return list, next
	}
	if r.spanBefore(first) || s.to != nil && s.to.precision == corpus.YearPrecision && r.said {
		return list, next
	}
	if _, ok := r.onward(next); ok {
		return list, next
	}
	if r.said && !p.lone && p.precision != corpus.YearPrecision && !(next == first+1 && r.ambiguous[r.words[first].Folded]) {
		return list, next
	}
	return nil, next
}

// named reports whether a name without a year that means something else too
// ("may") is written as a name.
func (r *reader) named(p part, next int) bool {
	w := r.words[p.from]
	if r.said || next != p.from+1 || !r.ambiguous[w.Folded] {
		return true
	}
	c, _ := utf8.DecodeRuneInString(r.text[max(p.start, w.Start):])
	return !unicode.IsLower(c)
}

// whole reports whether a part and its relation are all that a text says.
func (r *reader) whole(p part, last int) bool {
	_, lead := r.relationOfPart(p)
	return strings.TrimSpace(r.text[:min(lead, p.start, r.words[p.from].Start)]) == "" && last == len(r.words)-1
}

// spanBefore reports whether a word that opens a range of years stands before
// word i: giai đoạn 2021-2025.
func (r *reader) spanBefore(i int) bool {
	return r.phraseBefore(i, aSpan) >= 0
}

// cell reports whether the words from first to last are a line or the cell of
// a table of their own.
func (r *reader) cell(first, last int) bool {
	before := strings.TrimRight(r.text[:r.words[first].Start], " \u00a0*_(")
	after := strings.TrimLeft(r.text[r.words[last].End:], " \u00a0*_).;,")
	return (before == "" || strings.IndexByte("\n|\t", before[len(before)-1]) >= 0) && (after == "" || strings.IndexByte("\r\n|\t", after[0]) >= 0)
}

// onward reads "and the following years" behind an expression.
func (r *reader) onward(i int) (next int, ok bool) {
	if i < 1 || i >= len(r.words) {
		return i, false
	}
	if gap := r.gap(i - 1); !spaces(gap) && gap != ", " {
		return i, false
	}
	_, next, ok = r.take(i, anOnward)
	return next, ok
}
