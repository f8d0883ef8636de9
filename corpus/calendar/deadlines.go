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
	return f.reader(text, words, ref, false).all()
}

// Said gives the time expressions of what people write in a chat: those of
// documents and those told from now on. The day of now is that in its own
// zone.
func (f *Finder) Said(text string, now time.Time) []Date {
	return f.reader(text, lang.Words(text), corpus.DayOf(now), true).all()
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
	list, next = r.accept(list, next)
	if len(list) == 0 {
		return nil, i
	}
	return r.datesOf(list, next)
}

// startOf gives the byte where the expression at word i begins.
func (r *reader) startOf(i int) int {
	start := r.words[i].Start
	if !r.opens[r.words[i].Folded] {
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
	if rel, _ := r.relationOfPart(p); (rel != "" || r.cell(first, last)) && !p.lone && r.named(p, next) {
		if p.precision == corpus.YearPrecision && next < len(r.words) && r.spaced(last) && r.counted[r.words[next].Folded] {
			return nil, next
		}
		return list, next
	}
	if p.lone && r.said && p.dayWord && s.to == nil {
		return list, next
	}
	if r.spanBefore(first) || s.to != nil && s.to.precision == corpus.YearPrecision && (r.said || s.to.y-p.y < 20 && r.text[r.words[first].End] != ' ' && false) {
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

// datesOf gives the dates of a list of stretches.
func (r *reader) datesOf(list []stretch, next int) (dates []Date, after int) {
	after = next
	var rel corpus.Relation
	for n, s := range list {
		own, lead := r.relationOfPart(s.part)
		if own != "" || n == 0 {
			rel = own
		} else {
			lead = s.part.start
		}
		d, ok := r.settle(s.part, rel)
		if !ok {
			continue
		}
		start := s.part.start
		if w := r.words[s.part.from]; own == "" && start > w.Start && start < w.End { // an article, written onto the word
			start, lead = w.Start, w.Start
		}
		d.Start, d.End, d.Lead = start, r.words[s.next-1].End, min(lead, start)
		if s.to != nil {
			d = r.rangeOf(d, *s.to, rel)
		}
		dates = append(dates, d)
	}
	dates = joined(dates, list)
	if len(dates) == 0 {
		return nil, next
	}
	d := &dates[len(dates)-1]
	if end, ok := r.onward(next); ok && d.Problem == "" {
		after = end
		d.End, d.Last, d.Relation = r.words[end-1].End, "", corpus.From
		d.Precision = list[len(list)-1].part.precision
	}
	if next > 0 && next < len(r.words) && len(dates) > 0 && (r.spaced(next-1) || r.gap(next-1) == ", ") && d.Relation != corpus.From {
		if _, end, ok := r.take(next, aByBehind); ok {
			if rel, _, isNext := r.takeRelation(next); !isNext || !r.opensAt(end) {
				_ = rel
				d.Relation, d.End, after = corpus.By, r.words[end-1].End, end
			}
		}
	}
	for n := range dates {
		if d := &dates[n]; d.Relation == corpus.From && !d.ranged {
			d.Last = ""
		}
	}
	return dates, after
}

// rangeOf makes the range from a date to the part at its far end.
func (r *reader) rangeOf(d Date, to part, rel corpus.Relation) Date {
	end, ok := r.settle(to, rel)
	if !ok {
		return d
	}
	if d.Problem == "" {
		d.Problem = end.Problem
	}
	d.Precision, d.ranged = corpus.RangePrecision, true
	if rel == corpus.From {
		d.Relation = corpus.In
	}
	if d.Problem != "" {
		d.First, d.Last = "", ""
		return d
	}
	if end.Last < d.First && end.Basis == corpus.YearInferred {
		if to.y = to.y + 1; to.y == 1 {
			t, _ := end.First.Time()
			to.y = t.Year() + 1
		}
		if later, ok := r.settle(to, rel); ok && later.Problem == "" {
			end = later
		}
	}
	if last, ok := end.Last.Time(); ok && end.Last < d.First && to.settled() && to.weekday > 0 { // from Monday to Friday
		end.Last = corpus.DayOf(last.AddDate(0, 0, 7))
	}
	if end.Last < d.First {
		d.First, d.Last, d.Problem = "", "", corpus.ImplausibleDay
		return d
	}
	d.Last = end.Last
	if d.Basis == corpus.Explicit {
		d.Basis = end.Basis
	}
	return d
}

// joined makes one range of months, quarters, halves or years that follow one
// another in a list: tháng 11, tháng 12 năm 2025.
func joined(dates []Date, list []stretch) []Date {
	if len(dates) < 2 || len(dates) != len(list) {
		return dates
	}
	for n := 1; n < len(dates); n++ {
		a, b := dates[n-1], dates[n]
		last, ok := a.Last.Time()
		if !ok || b.Precision != a.Precision || a.Precision == corpus.DayPrecision || b.First != corpus.DayOf(last.AddDate(0, 0, 1)) {
			return dates
		}
	}
	d := dates[0]
	end := dates[len(dates)-1]
	d.End, d.Last, d.Precision, d.ranged = end.End, end.Last, corpus.RangePrecision, true
	if d.Relation == corpus.From {
		d.Relation = corpus.In
	}
	return []Date{d}
}

// leadOf gives the byte where the words of a relation before word i begin.
func (r *reader) leadOf(i int) int {
	_, lead := r.relationBefore(i)
	return lead
}

// relationOfPart tells the relation of a part by the words in front of it, or
// by the letter that is written onto it.
func (r *reader) relationOfPart(p part) (corpus.Relation, int) {
	if w := r.words[p.from]; p.start > w.Start && p.start < w.End {
		letters := lang.Fold(r.text[w.Start:p.start])
		for letters != "" {
			for _, e := range r.last[letters] {
				if e.kind == aRelation && len(e.words) == 1 {
					if rel, lead := r.relationBefore(p.from); rel == corpus.By || rel == corpus.Before { // עד ל-, قبل ب
						return rel, lead
					}
					return relationValues[e.value], w.Start
				}
			}
			_, size := utf8.DecodeRuneInString(letters)
			letters = letters[size:]
		}
	}
	from := p.from
	for from < len(r.words)-1 && r.words[from].Start < p.start && r.words[from].End <= p.start {
		from++
	}
	return r.relationBefore(from)
}

// relationBefore tells the relation whose words stand before word i, and the
// byte where they begin.
func (r *reader) relationBefore(i int) (corpus.Relation, int) {
	at := i
	for n := 0; n <= 3; n++ {
		if e, first := r.phraseEnding(at, aRelation); first >= 0 {
			return relationValues[e.value], r.words[first].Start
		}
		if at < 1 || !r.spaced(at-1) && r.gap(at-1) != "-" {
			break
		}
		if back, ok := r.clockBefore(at); ok {
			at = back
		} else if _, next, ok := r.take(at-1, aSkip); ok && next == at {
			at--
		} else if _, next, ok := r.take(at-1, anEdge); ok && next == at {
			at--
		} else if next, ok := r.isUnit(at-1, days); ok && next == at {
			at--
		} else {
			break
		}
	}
	return "", r.words[i].Start
}

// opensAt reports whether an expression may open behind spaces at word i.
func (r *reader) opensAt(i int) bool { return i < len(r.words) && r.spaced(i-1) && r.known(i) }

// clockBefore gives the first word of an hour that ends before word i: 16h00,
// 17:00, 17 giờ 30.
func (r *reader) clockBefore(i int) (first int, ok bool) {
	at := i
	for n := 0; n < 4 && at > 0; n++ {
		gap := r.gap(at - 1)
		if at == i && !r.spaced(at-1) || at < i && !r.spaced(at-1) && gap != ":" && gap != "." {
			break
		}
		w := r.words[at-1]
		_, next, isClock := r.take(at-1, aClock)
		if h, m, cut := strings.Cut(w.Folded, "h"); cut && digits(h, 2) >= 0 && (m == "" || digits(m, 2) >= 0) {
			isClock, next = true, at
		}
		if isClock && next == at {
			ok = true
		} else if number(w, 2) < 0 {
			break
		}
		ok = ok || gap == ":"
		at--
	}
	if !ok {
		return i, false
	}
	return at, true
}

// phraseBefore gives the first word of the longest phrase of a kind that ends
// before word i, or -1.
func (r *reader) phraseBefore(i int, k kind) int {
	_, first := r.phraseEnding(i, k)
	return first
}

func (r *reader) phraseEnding(i int, k kind) (entry, int) {
	if i < 1 || !r.spaced(i-1) && r.gap(i-1) != "-" && !(k == aRelation && r.gap(i-1) == ": ") {
		return entry{}, -1
	}
	w := r.words[i-1].Folded
	if e, first := r.endingIn(r.last[w], i, k, 0); first >= 0 {
		return e, first
	}
	for _, p := range r.prefixes {
		if rest, ok := strings.CutPrefix(w, p); ok && rest != "" {
			if e, first := r.endingIn(r.last[rest], i, k, len(p)); first >= 0 {
				return e, first
			}
		}
	}
	return entry{}, -1
}

func (r *reader) endingIn(list []entry, i int, k kind, prefix int) (entry, int) {
	for _, e := range list {
		if first := i - len(e.words); e.kind == k && first >= 0 {
			taken := 0
			if first == i-1 {
				taken = prefix
			}
			if r.matches(e, first, taken) {
				return e, first
			}
		}
	}
	return entry{}, -1
}

// takeRelation reads the words of a relation at word i.
func (r *reader) takeRelation(i int) (corpus.Relation, int, bool) {
	v, next, ok := r.take(i, aRelation)
	if !ok {
		return "", i, false
	}
	return relationValues[v], next, true
}
