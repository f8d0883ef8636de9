package calendar

import (
	"time"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// weekdayIn reads the weekday behind a week: last week's Sunday.
func (r *reader) weekdayIn(week part, i int) (part, int, bool) {
	if week.precision != corpus.WeekPrecision || i >= len(r.words) {
		return part{}, i, false
	}
	if r.words[i].Folded == "s" && i+1 < len(r.words) {
		i++
	}
	if !r.spaced(i - 1) {
		return part{}, i, false
	}
	wd, next, ok := r.take(r.skip(i, aLink), aWeekday)
	if !ok {
		return part{}, i, false
	}
	d := week.first.AddDate(0, 0, wd-1)
	return span(d, d, corpus.DayPrecision), next, true
}

// nextWeekday gives the next such day after today.
func (r *reader) nextWeekday(wd int) time.Time {
	n := (wd - (int(r.today().Weekday())+6)%7 - 1 + 7) % 7
	if n == 0 {
		n = 7
	}
	return r.today().AddDate(0, 0, n)
}

// weekdayAlone reads a weekday that is told from now: Tuesday, next Tuesday,
// Tuesday of next week, Wednesday after next.
func (r *reader) weekdayAlone(i int) (p part, next int, ok bool) {
	way, at := -1, i
	if v, after, is := r.direction(i); is && after < len(r.words) && r.spaced(after-1) {
		way, at = v, after
	}
	start := at
	if unitNext, is := r.isUnit(at, days); is && unitNext < len(r.words) && r.spaced(unitNext-1) { // يوم الثلاثاء
		if _, _, is := r.take(unitNext, aWeekday); is {
			start = unitNext
		}
	}
	wd, next, ok := r.take(start, aWeekday)
	if !ok {
		return p, i, false
	}
	one := func(d time.Time, next int) (part, int, bool) {
		return span(d, d, corpus.DayPrecision), next, true
	}
	if way < 0 {
		for n := 0; n <= 2; n++ {
			to := r.behindLinks(next, n)
			if to >= len(r.words) || !r.spaced(to-1) {
				break
			}
			if u, w, after, ok := r.unitFromNow(to); ok && u == weeks {
				return one(monday(r.today()).AddDate(0, 0, 7*w+wd-1), after)
			}
		}
		if _, after, ok := r.behind(next, anAfterNext); ok {
			return one(r.nextWeekday(wd).AddDate(0, 0, 7), after)
		}
		if v, after, ok := r.behind(next, aDirection); ok {
			way, next = v, after
		}
	}
	d := r.nextWeekday(wd)
	switch way {
	case pointsNext:
		d = monday(r.today()).AddDate(0, 0, 7+wd-1)
	case pointsPast:
		d = d.AddDate(0, 0, -7)
		if !d.Before(r.today()) {
			d = d.AddDate(0, 0, -7)
		}
	}
	if _, after, ok := r.behind(next, anAfterNext); ok { // neste fredag igjen
		d, next = d.AddDate(0, 0, 7), after
	}
	p, next, ok = one(d, next)
	p.weekday = wd
	p.weak = way < 0 && r.ambiguous[r.words[i].Folded]
	return p, next, ok
}

// weekdayAhead reads in a document a weekday that is told from its own day behind words
// such as "by", which make it a limit: by next Friday.
func (r *reader) weekdayAhead(i int) (p part, next int, ok bool) {
	if !r.hasToday() {
		return p, i, false
	}
	if !r.limited(i) {
		return p, i, false
	}
	p, next, ok = r.weekdayAlone(i)
	p.relative = true
	return p, next, ok && !p.weak
}

// weekOf reads the week of a day: the week of October 7th.
func (r *reader) weekOf(i int) (p part, next int, ok bool) {
	at, ok := r.isUnit(i, weeks)
	if !ok {
		return p, i, false
	}
	to := r.behindLinks(at, 2)
	if to == at {
		return p, i, false
	}
	day, next, ok := r.dayIn(to, false)
	if !ok || day.lone {
		return p, i, false
	}
	d, ok := r.settle(day, "")
	if !ok || d.Problem != "" {
		return p, i, false
	}
	t, _ := d.First.Time()
	first := monday(t)
	return span(first, first.AddDate(0, 0, 6), corpus.WeekPrecision), next, true
}

// nth reads one of several: the first Monday of March, the last day of
// October 2015, derde dinsdag na kerst.
func (r *reader) nth(i int) (p part, next int, ok bool) {
	starts := []int{i}
	if _, after, ok := r.take(i, aDayOnly); ok && after < len(r.words) && r.spaced(after-1) {
		starts = append(starts, after)
	}
	for _, at := range starts {
		if n, after, ok := r.place(at); ok {
			if p, next, ok = r.nthUnit(after, n); ok {
				return p, next, true
			}
		}
		if p, next, ok = r.nthUnit(at, 0); ok {
			return p, next, true
		}
	}
	return p, i, false
}

// place reads which one: third, last, second last; from the end it is
// negative.
func (r *reader) place(i int) (n, next int, ok bool) {
	if n, next, ok = r.ordinal(i); ok && n > 0 && n < 32 {
		if _, after, ok := r.behind(next, aLast); ok {
			n, next = -n, after
		}
	} else if _, next, ok = r.take(i, aLast); ok {
		n = -1
	}
	return n, next, ok && n != 0 && next < len(r.words) && (r.spaced(next-1) || r.gap(next-1) == ". ")
}

// nthUnit reads the weekday, day or week at word i and the month that it lies
// in; n tells which, 0 that the words behind tell it.
func (r *reader) nthUnit(i, n int) (p part, next int, ok bool) {
	wd, u := 0, noUnit
	if v, after, ok := r.take(i, aWeekday); ok {
		wd, next = v, after
	} else if v, after, ok := r.take(i, aUnit); ok && (unit(v) == days || unit(v) == weeks) {
		u, next = unit(v), after
	} else {
		return p, i, false
	}
	if n == 0 {
		if next >= len(r.words) || !r.spaced(next-1) {
			return p, i, false
		}
		if v, after, ok := r.take(next, anOrdinal); ok {
			n, next = v, after
		} else if _, after, ok := r.take(next, aLast); ok {
			n, next = -1, after
		} else {
			return p, i, false
		}
	}
	if next >= len(r.words) || !r.spaced(next-1) {
		return p, i, false
	}
	if r.said && wd > 0 && n > 0 {
		if _, after, ok := r.take(next, anAfter); ok {
			if base, end, ok := r.seasonOrHoliday(after); ok {
				t := base.last
				for k := 0; k < n; k++ {
					t = t.AddDate(0, 0, 1)
					for weekdayOf(t) != wd {
						t = t.AddDate(0, 0, 1)
					}
				}
				return span(t, t, corpus.DayPrecision), end, true
			}
		}
	}
	for links := 0; links <= 3; links++ {
		to := r.behindLinks(next, links)
		month, end, ok := r.monthIn(to)
		if !ok {
			month, end, ok = r.fromNow(to)
		}
		if !ok && r.said && links > 0 { // of the month
			if end, ok = r.isUnit(to, months); ok {
				month, ok = r.unitAt(months, 0)
			}
		}
		if !ok || month.precision != corpus.MonthPrecision {
			continue
		}
		d, ok := r.settle(month, "")
		if !ok || d.Problem != "" {
			return p, i, false
		}
		first, _ := d.First.Time()
		if p, ok = nthOf(first, n, wd, u); ok {
			p.relative = d.Basis != corpus.Explicit
			p.weak = links == 0 && !r.said
			return p, end, true
		}
	}
	return p, i, false
}

// weekdayOf gives 1 for Monday to 7 for Sunday.
func weekdayOf(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

// nthOf gives the nth weekday, day or week of a month, from the end where n
// is negative. A week of a month is one whose days all lie in it.
func nthOf(first time.Time, n, weekday int, u unit) (part, bool) {
	last := first.AddDate(0, 1, -1)
	t, stride := first, 1
	switch {
	case weekday > 0:
		for weekdayOf(t) != weekday {
			t = t.AddDate(0, 0, 1)
		}
		stride = 7
	case u == weeks:
		for t.Weekday() != time.Monday {
			t = t.AddDate(0, 0, 1)
		}
		stride = 7
		last = last.AddDate(0, 0, -6)
	}
	var all []time.Time
	for ; !t.After(last); t = t.AddDate(0, 0, stride) {
		all = append(all, t)
	}
	if n < 0 {
		n += len(all) + 1
	}
	if n < 1 || n > len(all) {
		return part{}, false
	}
	t = all[n-1]
	if u == weeks {
		return span(t, t.AddDate(0, 0, 6), corpus.WeekPrecision), true
	}
	return span(t, t, corpus.DayPrecision), true
}

// OnWeekdays counts the days without a year in a text that stand beside their
// weekday, those that fall on it in a year and those that do not: Wednesday, 15
// October.
func (f *Finder) OnWeekdays(text string, words []lang.Word, year int) (fall, miss int) {
	r := f.reader(text, words, func() corpus.Day { return "" }, false)
	for i := 0; i < len(words); i++ {
		if !r.known(i) {
			continue
		}
		p, next, ok := r.item(i)
		if !ok {
			continue
		}
		if p.weekday > 0 && p.precision == corpus.DayPrecision && p.y == 0 && p.m > 0 && !p.settled() {
			p.y = year
			if first, _, is := p.days(); is && weekdayOf(first) == p.weekday {
				fall++
			} else {
				miss++
			}
		}
		i = max(i, next-1)
	}
	return fall, miss
}
