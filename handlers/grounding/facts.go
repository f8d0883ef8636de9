package grounding

import (
	"slices"
	"strconv"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// day is a time expression and the words it takes.
type day struct {
	calendar.Date
	first, last int
}

// readDays reads what says when. Lengths of time are read as amounts.
func (r *reading) readDays(ref corpus.Day) {
	for _, d := range r.tongue.finder.Deadlines(r.text, r.edgeless(), ref) {
		if d.Within != "" || d.First == "" && d.Last == "" && d.Recurrence == "" && d.Problem == "" {
			continue
		}
		first, last := r.within(d.Start, d.End)
		if last < first || r.taken[first] || d.Recurrence != "" && last+1 < len(r.words) && slices.Contains(r.tongue.claims.Lasting, r.words[last+1].Folded) {
			continue
		}
		if lead := r.text[d.Lead:d.Start]; lead != "" && strings.TrimRight(lead, " ") == lead && d.Relation == corpus.From {
			d.Relation = "" // a letter written onto the word says "of" as well
			if d.Precision == corpus.DayPrecision && d.Last == "" {
				d.Last = d.First
			}
		}
		if d.Relation == corpus.Before && slices.Contains(wholes, d.Precision) && r.isFor(d) {
			d.Relation = corpus.In
		}
		if r.clocked(d) {
			d.Last, d.Precision = d.First, corpus.DayPrecision
			last--
			d.End = r.words[last].End
		}
		r.days = append(r.days, day{d, first, last})
		r.take(d.Lead, d.End)
	}
}

// wholes are the precisions of times for which something is planned.
var wholes = []corpus.Precision{corpus.YearPrecision, corpus.HalfPrecision, corpus.QuarterPrecision, corpus.MonthPrecision}

// clocked reports whether a stretch of days ends in the hour of a clock, as over a
// report: March 11, 2026 - 17:42.
func (r *reading) clocked(d calendar.Date) bool {
	first, last := r.within(d.Start, d.End)
	rest := r.text[d.End:]
	return d.Precision == corpus.RangePrecision && d.First != "" && first < last && len(rest) > 1 && rest[0] == ':' && rest[1] >= '0' && rest[1] <= '9'
}

// ofEdge are the concepts of the edges of a time: עד סוף, until the end.
var ofEdge = []string{"plain.end-of", "plain.end-close"}

// edgeless gives the words without those for an edge of a time that close a
// phrase for something else: hàng đầu, leading, in front of a month.
func (r *reading) edgeless() []lang.Word {
	out := slices.Clone(r.words)
	for i := len(out) - 1; i > 0; i-- {
		edge := false
		for _, words := range r.tongue.words.Times.Edges {
			edge = edge || slices.Contains(words, written(out[i : i+1])[:len(written(out[i:i+1]))-1])
		}
		if edge && slices.ContainsFunc(r.concepts, func(s lexicon.ConceptSpan) bool {
			return s.End == r.words[i].End && s.Start < r.words[i].Start && !shares(s.IDs, ofEdge)
		}) {
			out = slices.Delete(out, i, i+1)
		}
	}
	return out
}

// documents checks the numbers of documents.
func (c *Checker) documents(r *reading, e *evidence) Reason {
	known := map[string]bool{}
	for _, x := range e.all() {
		for _, k := range extract.Keys(x.docs) {
			known[k] = true
		}
	}
	for _, p := range e.passages {
		if p.Number == "" {
			continue
		}
		if k := extract.NumberKey(p.Number); k != "" {
			known[k] = true
			known["#"+strings.SplitN(k, "|", 2)[0]] = true
		}
	}
	if !inOrder(r.docKeys(), e.docKeys()) && !e.placesDocs(c, r) {
		return Misplaced // one replaces the other, not the other one
	}
	for _, n := range r.docs {
		if !known[n.Key] && !(strings.HasPrefix(n.Key, "#") && e.counted(r, n)) {
			r.blamed = n.Written
			return NoDocument
		}
	}
	return ""
}

// placesDocs reports whether all that a sentence has straight in front of its
// documents stands in front of them in the passages too: set by one, half of
// those in the other.
func (e *evidence) placesDocs(c *Checker, r *reading) bool {
	for _, n := range r.docs {
		said, held := r.leadsTo(c, n), false
		for _, x := range e.texts {
			for _, have := range x.docs {
				if have.Key != n.Key || said < 0 {
					continue
				}
				there := x.leadsTo(c, have)
				held = held || there >= 0 && r.meets(said, x, there)
			}
		}
		if !held {
			return false
		}
	}
	return true
}

// leadsTo gives the nearest word in front of a document that tells what it does
// or has, in its clause; -1 where none does.
func (r *reading) leadsTo(c *Checker, n extract.Number) int {
	first, _ := r.within(n.Start, n.End)
	for i := first - 1; i >= 0 && i < len(r.words) && !strings.ContainsAny(r.text[r.words[i].End:r.words[i+1].Start], ",;:()،؛|"); i-- {
		if (c.content(r, i) || r.telling(i)) && !slices.ContainsFunc(r.at[i], func(id string) bool { return strings.HasPrefix(id, "object.") }) || r.tongue.those[phraseForm(r, i)] {
			return i
		}
	}
	return -1
}

// docKeys gives the documents that a text names, in order.
func (r *reading) docKeys() (out []string) {
	for _, n := range r.docs {
		out = append(out, n.Key)
	}
	return out
}

func (e *evidence) docKeys() (out []string) {
	for _, x := range e.texts {
		out = append(out, x.docKeys()...)
	}
	return out
}

// counted reports whether a short number that names a document in one language
// is a plain number in another, of the same thing: Project 06.
func (e *evidence) counted(r *reading, n extract.Number) bool {
	first, _ := r.within(n.Start, n.End)
	for _, x := range e.texts {
		for _, a := range x.amounts {
			if "#"+a.value == n.Key && first > 0 && first < len(r.words) && a.first > 0 && (r.meets(first, x, a.first) || r.meets(first-1, x, a.first-1)) {
				return true
			}
		}
	}
	return false
}

// dates checks what says when.
func (c *Checker) dates(r *reading, e *evidence) Reason {
	for _, d := range r.days {
		if slices.ContainsFunc(loosePeriods, func(id string) bool { return r.ofPeriod(d, id) && e.speaksOf(id) }) {
			continue // of the year before, as a matter of course
		}
		if !e.dated(r, d) && !e.edged(r, d) && !e.numbersYear(d) && !e.ahead(r, d) && !e.ofThisYear(d) {
			return r.blame(d.first, d.last, NoDate)
		}
		if d.Precision == corpus.DayPrecision && d.First != "" && !r.weekday(d) {
			return r.blame(d.first, d.last, NoDate)
		}
	}
	if !e.keepsThisYear(r) {
		return NoDate
	}
	for _, x := range e.texts {
		for i := range r.days {
			for k := i + 1; k < len(r.days); k++ {
				a, b := x.dayAt(r.days[i]), x.dayAt(r.days[k])
				if a >= 0 && b >= 0 && a > b && !r.keepsDays(c, i, k, x, a, b) {
					return r.blame(r.days[i].first, r.days[k].last, Misplaced)
				}
			}
		}
	}
	return ""
}

// loosePeriods are the concepts of times that words tell and no days bound: that with which a
// figure is compared, the coming years.
var loosePeriods = []string{"plain.same-period", "plain.coming-years", "plain.recent-years"}

// ofPeriod reports whether a time is told as one of them: the same period of last year.
func (r *reading) ofPeriod(d day, id string) bool {
	return slices.ContainsFunc(r.at[d.first:d.last+1], func(ids []string) bool { return slices.Contains(ids, id) })
}

// keepsDays reports whether two days of a sentence that stand the other way
// round in a text tell what they tell there: one dates a document, one is the
// year of the other, or beside each stands the same word.
func (r *reading) keepsDays(c *Checker, i, k int, x *reading, a, b int) bool {
	one, other := r.days[i], r.days[k]
	if r.besideDocument(one) && x.besideDocument(x.days[a]) || r.besideDocument(other) && x.besideDocument(x.days[b]) {
		return true
	}
	year := func(y, d day) bool {
		return y.Precision == corpus.YearPrecision && !y.deadline() && y.Relation != corpus.From && d.Precision == corpus.DayPrecision && y.at(d)
	}
	return year(one, other) || year(other, one) || r.toldOf(c, one, x, x.days[a], x.days[b]) && r.toldOf(c, other, x, x.days[b], x.days[a])
}

// toldOf reports whether a word beside a day of a sentence stands beside the same
// one in a text, and beside another one none does.
func (r *reading) toldOf(c *Checker, d day, x *reading, own, other day) bool {
	said := r.nextTo(c, d)
	meets := func(have day) bool {
		there := x.nextTo(c, have)
		return slices.ContainsFunc(said, func(i int) bool {
			return slices.ContainsFunc(there, func(j int) bool { return r.meets(i, x, j) })
		})
	}
	return meets(own) && !meets(other)
}

// nextTo gives the nearest words in front of and behind a day, in its clause, that
// claim something.
func (r *reading) nextTo(c *Checker, d day) (out []int) {
	for i := d.first - 1; i >= 0 && !r.ends(i+1) && !r.ownDay(i); i-- {
		if c.content(r, i) {
			out = append(out, i)
			break
		}
	}
	for i := d.last + 1; i < len(r.words) && !r.ends(i) && !r.ownDay(i); i++ {
		if c.content(r, i) {
			return append(out, i)
		}
	}
	return out
}

// ownDay reports whether a word is one of a day.
func (r *reading) ownDay(i int) bool {
	return slices.ContainsFunc(r.days, func(d day) bool { return d.first <= i && i <= d.last })
}

// numbersYear reports whether the passages have a year as a plain number.
func (e *evidence) numbersYear(d day) bool {
	return d.Precision == corpus.YearPrecision && (d.Relation == "" || d.Relation == corpus.In) && d.First != "" && slices.ContainsFunc(e.texts, func(x *reading) bool {
		return slices.ContainsFunc(x.amounts, func(a amount) bool { return a.unit == "" && a.bound == "" && a.value == string(d.First[:yearDigits]) })
	})
}

// dayAt gives the place of a day among those of a text; -1 where it is none.
func (x *reading) dayAt(d day) int {
	return slices.IndexFunc(x.days, func(have day) bool { return have.First == d.First && have.Last == d.Last })
}

// weekday reports whether the weekday that stands beside a day is the day's.
func (r *reading) weekday(d day) bool {
	t, ok := d.First.Time()
	if !ok {
		return true
	}
	own := "w:" + strconv.Itoa((int(t.Weekday())+6)%7+1)
	for _, u := range r.units {
		end := u.First + u.Len - 1
		if strings.HasPrefix(u.Value, "w:") && (end == d.first-1 && !r.parted(end, d.first) || u.First == d.last+1 && !r.parted(d.last, u.First) || u.First >= d.first && end <= d.last) {
			return u.Value == own
		}
	}
	return true
}

// edged reports whether a part of a year, which languages tell in many ways, is
// told in the evidence word by word: the last months of 2025.
func (e *evidence) edged(r *reading, d day) bool {
	if d.First == "" || d.deadline() || r.digits(d.first) || !e.years()[string(d.First[:4])] && !slices.ContainsFunc(e.texts, func(x *reading) bool {
		return slices.ContainsFunc(x.words, func(w lang.Word) bool { return w.Folded == string(d.First[:4]) })
	}) {
		return false
	}
	for i := d.first; i <= d.last; i++ {
		if r.digits(i) && r.words[i].Folded != string(d.First[:4]) || !r.digits(i) && (len(r.also[i])+len(r.at[i]) == 0 || !e.held(r, i)) {
			return false
		}
	}
	return true
}

// dated reports whether the evidence says a day. The day of a document's issue
// is known beside its text, for sentences that name the document.
func (e *evidence) dated(r *reading, d day) bool {
	for _, x := range e.all() {
		if x.meta && e.dates() {
			continue // the passages have days of their own
		}
		for _, have := range x.days {
			if d.follows(have.Date) || r.effectOn(d, x, have) || x.yearly(r, d, have) || r.stands(d) && x.stands(have) && d.any() == have.any() {
				return true
			}
		}
	}
	if d.Precision == corpus.QuarterPrecision && (d.Problem != "" || d.Basis == corpus.YearInferred) && !d.deadline() && slices.ContainsFunc(e.texts, func(x *reading) bool { return x.quarter(r.which(d)) }) {
		return true
	}
	for i, p := range e.passages {
		if p.Issued == "" || d.Precision != corpus.DayPrecision || d.First != p.Issued || d.deadline() || d.Relation == corpus.From {
			continue
		}
		for _, n := range r.docs {
			if n.Key == extract.NumberKey(p.Number) || len(e.meta[i].docs) > 0 && n.Key == e.meta[i].docs[0].Key {
				return true
			}
		}
	}
	return false
}

// effectOn reports whether a text tells on which day something takes effect, and a sentence
// from which, or the other way round: it is the same day.
func (r *reading) effectOn(d day, x *reading, have day) bool {
	if d.Precision != corpus.DayPrecision || have.Precision != d.Precision || d.First == "" || d.First != have.First || d.deadline() || have.deadline() || (d.Relation == corpus.From) == (have.Relation == corpus.From) {
		return false
	}
	return r.takesEffect(d) && x.takesEffect(have)
}

// takesEffect reports whether a word for taking effect stands straight beside a day.
func (r *reading) takesEffect(d day) bool {
	return slices.ContainsFunc(r.tongue.effect.find(r.words), func(m lexicon.Match) bool {
		last := m.First + m.Len - 1
		return last < d.first && last >= d.first-1-besides && !r.parted(last, d.first) || m.First > d.last && m.First <= d.last+1+besides && !r.parted(d.last, m.First)
	})
}

// yearly reports whether a text tells a day that a sentence tells without its
// year as one of every year, with the same relation.
func (x *reading) yearly(r *reading, d, have day) bool {
	t, ok := d.any().Time()
	if !ok || d.Precision != corpus.DayPrecision || d.Basis != corpus.YearInferred || d.Recurrence != "" {
		return false
	}
	if !slices.ContainsFunc(strings.Fields(have.Recurrence), func(rule string) bool {
		return strings.HasPrefix(rule, "RRULE:FREQ=YEARLY;") && named(rule, "BYMONTH", int(t.Month())) && named(rule, "BYMONTHDAY", t.Day())
	}) {
		return false
	}
	before := false
	for _, m := range x.tongue.poles.find(x.words) {
		before = before || m.Value == "order:before" && have.Lead <= m.Start && m.End <= have.End
	}
	return before == d.deadline() && (d.deadline() || d.Relation == "")
}

// named reports whether a part of a rule of recurrence (RFC 5545) lists a number.
func named(rule, part string, n int) bool {
	for _, field := range strings.Split(rule, ";") {
		if list, is := strings.CutPrefix(field, part+"="); is {
			return slices.Contains(strings.Split(list, ","), strconv.Itoa(n))
		}
	}
	return false
}

// stands reports whether a day is the one on which a count was taken, and no
// deadline: as of 31 July.
func (r *reading) stands(d day) bool {
	if d.Precision != corpus.DayPrecision || len(r.amounts) == 0 || r.speaks(orders) || r.has("duty", "") || r.has("done", "aim") || r.has("done", "coming") {
		return false
	}
	lead := strings.TrimSpace(strings.ToLower(r.text[d.Lead:d.Start]))
	if lead == "" && d.first > 0 {
		lead = r.words[d.first-1].Folded
	}
	return slices.Contains(r.tongue.claims.AsOf, lead)
}

// any gives a day without its relation.
func (d day) any() corpus.Day {
	if d.First != "" {
		return d.First
	}
	return d.Last
}

// which gives the number of a quarter that is told without a year; 0 where no
// word of it is one.
func (r *reading) which(d day) int {
	for i := d.first; i <= d.last; i++ {
		if n := r.ordinal(i); n > 0 {
			return n
		}
	}
	return 0
}

// quarter reports whether a text tells the quarter of a number: quý III.
func (x *reading) quarter(n int) bool {
	if n == 0 {
		return false
	}
	for _, u := range x.units {
		if u.Value != "u:quarter" {
			continue
		}
		for _, i := range [...]int{u.First - 1, u.First + u.Len} {
			if i >= 0 && i < len(x.words) && x.ordinal(i) == n {
				return true
			}
		}
	}
	return slices.ContainsFunc(x.days, func(d day) bool { return d.Precision == corpus.QuarterPrecision && x.which(d) == n })
}

func (d day) deadline() bool { return d.Relation == corpus.Before || d.Relation == corpus.By }

// sameDays reports whether two days are the same but for their years.
func sameDays(a, b corpus.Day) bool {
	return len(a) > yearDigits && len(b) > yearDigits && a[yearDigits:] == b[yearDigits:]
}

// yearDigits are those of a year in front of the rest of a day.
const yearDigits = 4

// follows reports whether a time expression says no more than another one.
func (d day) follows(have calendar.Date) bool {
	if d.Problem != "" {
		return false
	}
	if d.Recurrence != "" || have.Recurrence != "" {
		return (d.Recurrence == have.Recurrence || have.Recurrence != "" && !strings.Contains(d.Recurrence, "BY") && strings.HasPrefix(have.Recurrence, d.Recurrence+";BY")) && d.First == have.First && d.Last == have.Last // weekly, for every Friday
	}
	ends := have.Relation == corpus.Before || have.Relation == corpus.By
	ranged := have.Precision == corpus.RangePrecision
	switch {
	case d.Precision == corpus.YearPrecision && have.Precision == d.Precision && d.First == have.First && d.Last == have.Last && d.First != "" && d.Relation != corpus.Before && have.Relation != corpus.Before && d.Relation != corpus.From && have.Relation != corpus.From:
		return true // by 2030, in 2030: what a plan sets for a year
	case d.Basis == corpus.YearInferred && d.Precision == corpus.DayPrecision && have.Precision == d.Precision && len(d.First) == len(have.First) && len(d.First) > yearDigits && d.First[yearDigits:] == have.First[yearDigits:] && d.Relation == have.Relation:
		return true // the year is left out
	case d.Basis == corpus.YearInferred && d.Precision == corpus.RangePrecision && have.Precision == d.Precision && sameDays(d.First, have.First) && sameDays(d.Last, have.Last):
		return true
	case d.deadline() && d.AtEnd && d.Relation == corpus.By && d.Last == have.Last && d.Precision == have.Precision && (have.Relation == "" || have.Relation == corpus.In):
		return true // by the end of the month, in which it is
	case d.Relation == corpus.By && d.Precision == corpus.QuarterPrecision && have.Precision == d.Precision && d.Last == have.Last && (have.Relation == "" || have.Relation == corpus.In):
		return true // xong trong quý II: done by its end is done in it
	case d.endsAlike(have):
		return true
	case d.deadline():
		return d.Last == have.Last && have.Last != "" && (ends || ranged) && (d.Precision == have.Precision || ranged)
	case d.Relation == corpus.From:
		return d.First == have.First && (have.Relation == corpus.From || ranged)
	}
	if d.First == have.First && (d.Last == have.Last || have.Relation == corpus.From && have.Last == "") {
		return !(ends && d.Relation == corpus.In && d.Precision == corpus.DayPrecision)
	}
	if ranged && d.Relation == "" && (d.First == have.First || d.Last == have.Last) && d.Precision == corpus.DayPrecision {
		return true
	}
	// In 2025, where a day of 2025 is told.
	return !ends && have.Relation != corpus.From && d.Precision != corpus.RangePrecision && d.Precision != have.Precision && d.First != "" && have.First != "" && have.Last != "" &&
		d.First <= have.First && have.Last <= d.Last
}

// spaced reports whether nothing but space stands between two words.
func (r *reading) spaced(i, j int) bool {
	if i < 0 || j >= len(r.words) {
		return false
	}
	return strings.TrimSpace(strings.ReplaceAll(r.text[r.words[i].End:r.words[j].Start], "\u00a0", " ")) == ""
}
