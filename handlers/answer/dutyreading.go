package answer

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// take marks the words that lie between two bytes; it reports whether any of
// them was taken before, and then marks none.
func (r *dutyReading) take(start, end int) bool {
	for i, w := range r.words {
		if w.End > start && w.Start < end && r.taken[i] {
			return false
		}
	}
	for i, w := range r.words {
		if w.End > start && w.Start < end {
			r.taken[i] = true
		}
	}
	return true
}

// readNumbers reads the numbers of documents, those without their symbol too:
// "Resolution 57".
func (u *Understander) readNumbers(r *dutyReading, und Understood) {
	for _, n := range und.Named {
		if strings.HasPrefix(n.Key, "day:") || strings.HasPrefix(n.Key, bodyPrefix) {
			continue
		}
		if r.take(n.Start, n.End) {
			r.Documents = append(r.Documents, n.Key)
			r.Number = r.text[n.Start:n.End]
		}
	}
}

// readBodies reads the bodies named. A common noun that does not tell which
// body is none, and "which ministry" and "our ministry" name none.
func (u *Understander) readBodies(r *dutyReading) {
	var asking, own []said
	for _, s := range u.duties[r.Language].find(r.words, r.taken) {
		switch s.value {
		case "who":
			asking = append(asking, s)
		case "mine":
			own = append(own, s)
		}
	}
	for _, m := range u.describer.Mentions(r.text, r.Language, r.words) {
		if m.ID == "" || m.Generic && !m.Collective || r.holds(asking, m.Start, m.End, 0) {
			continue
		}
		if (m.Collective || m.Generic) && r.holds(own, m.Start, m.End, 1) {
			r.cues["mine"] = r.take(m.Start, m.End) || r.cues["mine"]
			continue
		}
		if !r.take(m.Start, m.End) {
			continue
		}
		if strings.HasPrefix(m.ID, "vn-") {
			r.takeBefore(m.Start, u.duties[r.Language].place)
		}
		for i, w := range r.words {
			r.body[i] = r.body[i] || w.Start >= m.Start && w.End <= m.End
		}
		if !slices.Contains(r.Agencies, m.ID) {
			r.Agencies = append(r.Agencies, m.ID)
		}
	}
}

// takeBefore marks the words of a set that stand straight in front of a byte: "the
// province of" in front of a name.
func (r *dutyReading) takeBefore(start int, words map[string]bool) {
	for i := len(r.words) - 1; i >= 0; i-- {
		switch w := r.words[i]; {
		case w.End > start:
		case !r.taken[i] && words[w.Folded]:
			r.taken[i] = true
		default:
			return
		}
	}
}

// holds reports whether one of the phrases shares a word with the bytes from
// start to end, or stands so many words from them.
func (r *dutyReading) holds(phrases []said, start, end, near int) bool {
	first, last := -1, -1
	for i, w := range r.words {
		if w.End > start && w.Start < end {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return slices.ContainsFunc(phrases, func(s said) bool { return s.first <= last+near && s.first+s.len-1 >= first-near })
}

// readTimes reads the first time named.
func (u *Understander) readTimes(r *dutyReading, now time.Time) {
	if now.IsZero() {
		return
	}
	var asking, asks, framing []said // "before which day" is no time
	for _, s := range u.duties[r.Language].find(r.words, r.taken) {
		switch {
		case s.value == "when" && s.len > 1:
			asking = append(asking, s)
		case s.value == "ask":
			asks = append(asks, s)
		case s.value == "frame":
			framing = append(framing, s)
		}
	}
	for _, d := range u.times(r.text, r.Language, now) {
		leading := slices.DeleteFunc(slices.Clone(asks), func(s said) bool {
			return r.words[s.first+s.len-1].End > d.Start || r.words[s.first+s.len-1].Start < d.Lead
		})
		for _, s := range leading { // "due tomorrow" and "due on the 10th" are not "by" that day
			next := s.first + s.len
			for next < len(r.words) && r.words[next].Start < d.Start && r.holds(framing, r.words[next].Start, r.words[next].End, 0) {
				next++
			}
			if next < len(r.words) && r.words[next].Start >= d.Start {
				d.Relation = corpus.In
			}
		}
		p, ok := periodOf(d, corpus.DayOf(now), r.text[d.Start:d.End])
		if !ok || r.holds(asking, d.Start, d.End, 0) {
			continue
		}
		if !r.take(min(d.Lead, d.Start), d.End) {
			continue
		}
		for _, s := range leading { // "what is due next week" asks with the word that leads the time
			r.cues["ask"] = true
			for i := s.first; i < s.first+s.len; i++ {
				r.taken[i] = true
			}
		}
		if r.Period == nil {
			r.Period = &p
		}
	}
}

// readYear reads a bare year as the time asked for: "what about 2026?"
func (r *dutyReading) readYear() {
	for i, w := range r.words {
		if r.Period == nil && !r.taken[i] && isYear(w.Folded) {
			r.taken[i] = true
			r.Period = &Period{From: corpus.Day(w.Folded + "-01-01"), To: corpus.Day(w.Folded + "-12-31"), Precision: corpus.YearPrecision, Relation: corpus.In}
		}
	}
}

// times gives the time expressions of a text. One that is only the relation
// of the next, "trước ngày" before a date, is left out.
func (u *Understander) times(text, tag string, now time.Time) []calendar.Date {
	list := u.describer.Said(text, tag, now)
	return slices.DeleteFunc(slices.Clone(list), func(d calendar.Date) bool {
		return slices.ContainsFunc(list, func(o calendar.Date) bool { return o.Start > d.Start && o.Lead <= d.Start })
	})
}

// periodOf gives the time that duties are asked for by a time expression. A
// number of days from now stands for the days until then.
func periodOf(d calendar.Date, today corpus.Day, words string) (Period, bool) {
	p := Period{From: d.First, To: d.Last, Precision: d.Precision, Relation: d.Relation}
	switch {
	case d.Problem != "" || d.Recurrence != "" || d.Continuous:
		return p, false
	case d.Within != "" && d.Last == "":
		last, ok := ahead(today, d.Within)
		return Period{From: today, To: last, Precision: corpus.RangePrecision, Relation: corpus.In}, ok
	case d.First == "" && d.Last == "":
		return p, false
	case d.Basis == corpus.Relative && d.Precision == corpus.DayPrecision && d.Last > today && strings.ContainsFunc(words, unicode.IsDigit):
		p.From, p.Precision, p.Relation = today, corpus.RangePrecision, corpus.In
	case d.Basis == corpus.Relative && d.Precision == corpus.RangePrecision && follows(today, d.First): // the days to come begin with today
		p.From = today
	case (d.Relation == corpus.Before || d.Relation == corpus.By) && (d.Basis != corpus.Relative || d.Precision == corpus.DayPrecision):
		p.From = ""
	case d.Relation == corpus.From:
		p.To = ""
	}
	return p, true
}

// Time gives the first time that a message of a language names.
func (u *Understander) Time(text, tag string, now time.Time) (Period, bool) {
	text = lang.Clean(text)
	if u.intents[tag] == nil {
		tag = "vi"
	}
	for _, d := range u.times(text, u.describer.Detect(text, tag), now) {
		if p, ok := periodOf(d, corpus.DayOf(now), ""); ok {
			return p, true
		}
	}
	return Period{}, false
}

// follows reports whether a day is the one after another.
func follows(day, next corpus.Day) bool {
	t, ok := day.Time()
	return ok && corpus.DayOf(t.AddDate(0, 0, 1)) == next
}

// ahead gives the day that lies an ISO 8601 duration of days, weeks, months
// or years after another.
func ahead(day corpus.Day, duration string) (corpus.Day, bool) {
	t, ok := day.Time()
	if !ok || len(duration) < 3 || duration[0] != 'P' {
		return "", false
	}
	n, err := strconv.Atoi(duration[1 : len(duration)-1])
	if err != nil || n < 0 || n > 10_000 {
		return "", false
	}
	switch duration[len(duration)-1] {
	case 'D':
		t = t.AddDate(0, 0, n)
	case 'W':
		t = t.AddDate(0, 0, 7*n)
	case 'M':
		t = t.AddDate(0, n, 0)
	case 'Y':
		t = t.AddDate(n, 0, 0)
	default:
		return "", false
	}
	return corpus.DayOf(t), true
}

// readCues reads the wordings of the question itself.
func (u *Understander) readCues(r *dutyReading) {
	words := u.duties[r.Language]
	found := words.find(r.words, r.taken)
	who := slices.ContainsFunc(found, func(s said) bool { return s.value == "who" })
	for _, s := range found {
		// Words for a lead are those of a duty too: "who leads the centre".
		if s.value != "lead" && s.value != "cooperate" && (s.value != "most" || who) {
			for i := s.first; i < s.first+s.len; i++ {
				r.taken[i] = true
			}
		}
		if s.value == "ask" && len(words.mine.find(r.words[s.first:s.first+s.len], make([]bool, s.len))) > 0 {
			r.cues["mine"] = true
		}
		r.cues[s.value] = true
		if status, ok := strings.CutPrefix(s.value, "status "); ok && r.Status == "" {
			r.Status = status
		}
	}
	for _, s := range u.duties[r.Language].documents.find(r.words, r.taken) {
		for i := s.first; i < s.first+s.len; i++ {
			r.taken[i] = r.taken[i] || len(r.Documents) > 0
		}
	}
}

// readSubject takes what is left as the words that say which duty is meant;
// where they name a body in a way that documents don't, that body is meant.
func (u *Understander) readSubject(r *dutyReading) {
	skip := slices.Clone(r.taken)
	mark(skip, u.stopsIn(r))
	if len(r.Documents) > 0 {
		mark(skip, u.types[r.Language].Find(r.words))
	}
	leading := make([]bool, len(r.words))
	asked := r.cues["who"]
	if asked && r.cues["lead"] && !r.cues["noun"] && r.Status == "" { // "who builds the data centre" asks for another body
		for i := range skip {
			skip[i] = skip[i] && !r.body[i]
		}
	}
	for _, s := range u.duties[r.Language].find(r.words, r.taken) {
		if s.value == "lead" || s.value == "cooperate" {
			for i := s.first; i < s.first+s.len; i++ {
				leading[i] = true
				skip[i] = skip[i] || asked
			}
			asked = false // "who leads" is what is asked, and not which duty
		}
	}
	first, last, left := -1, -1, 0
	var words []string
	for i, w := range r.words {
		if skip[i] || isTrivial(w.Folded) {
			continue
		}
		words = append(words, r.text[w.Start:w.End])
		if leading[i] {
			continue
		}
		if left++; first < 0 {
			first = i
		}
		last = i
	}
	if left == 0 { // "who leads", "what do we cooperate on"
		return
	}
	if len(r.Agencies) == 0 && !r.cues["when"] && !r.cues["who"] {
		if ids := u.bodyTyped(r, first, last); len(ids) > 0 {
			r.Agencies = ids
			return
		}
	}
	r.Subject = strings.Join(words, " ")
}

// stopsIn gives the words that carry nothing. Where other words have their
// marks, "ban" is not "bạn".
func (u *Understander) stopsIn(r *dutyReading) []lexicon.Match {
	found := u.stops[r.Language].Find(r.words)
	if !slices.ContainsFunc(r.words, func(w lang.Word) bool { return w.Marked != "" }) {
		return found
	}
	list := u.lexicon.Language(r.Language).Stop
	return slices.DeleteFunc(found, func(m lexicon.Match) bool {
		w := r.words[m.First]
		return m.Len == 1 && w.Marked == "" && !slices.Contains(list, w.Folded)
	})
}

// bodyTyped gives the bodies that the words from first to last name, all of
// them together and no fewer.
func (u *Understander) bodyTyped(r *dutyReading, first, last int) []string {
	resolve := func(from, to int) []string {
		if from > to {
			return nil
		}
		return u.lexicon.ResolveAgency(r.text[r.words[from].Start:r.words[to].End], r.Language)
	}
	for i := first; i <= last; i++ {
		if r.taken[i] {
			return nil
		}
	}
	ids := resolve(first, last)
	if len(ids) == 0 || len(ids) > 5 || slices.Equal(ids, resolve(first+1, last)) || slices.Equal(ids, resolve(first, last-1)) {
		return nil
	}
	return ids
}
