package answer

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
)

// HandedIn reads from a message that somebody handed in a dossier, and when:
// "tôi nộp hồ sơ hôm 3/12". A day told without its year lies in the past. ok
// is false where it says no such thing.
func (u *Understander) HandedIn(q Question) (day corpus.Day, language string, ok bool) {
	und := u.Understand(q)
	words := make([]lang.Word, len(und.tokens))
	for i, t := range und.tokens {
		words[i] = t.Word
	}
	for _, tag := range [...]string{und.Language, q.Prior} {
		if said := u.handedIn[tag]; said != nil && len(said.Find(words)) > 0 {
			if day, ok = u.PastDay(und.Text, tag, q.Now); ok {
				return day, tag, true
			}
		}
	}
	return "", und.Language, false
}

// PastDay reads one day up to now from what somebody wrote.
func (u *Understander) PastDay(text, tag string, now time.Time) (day corpus.Day, ok bool) {
	p, ok := u.Time(text, tag, now)
	if !ok || p.From == "" || p.From != p.To {
		return "", false
	}
	today := corpus.DayOf(now)
	if p.From <= today {
		return p.From, true
	}
	t, ok := p.From.Time()
	if !ok || strings.Contains(text, strconv.Itoa(t.Year())) {
		return p.From, ok // a day to come, as it was written
	}
	return corpus.DayOf(t.AddDate(-1, 0, 0)), true
}

// Exact is what a short text says exactly: a length of time, or a price.
type Exact struct {
	Period calendar.Period // ISO is empty where it is none
	Price  extract.Price   // Amount is empty where it is none
}

// Exact reads a text that is one length of time or one price and says nothing
// beside.
func (a *Answerer) Exact(text, tag string) (e Exact, ok bool) {
	if e.Period, ok = a.describer.WholePeriod(text, tag); ok {
		return e, true
	}
	e.Period = calendar.Period{}
	e.Price, ok = a.describer.Price(text, tag)
	return e, ok
}

// DueDay is when the answer of a procedure is due.
type DueDay struct {
	Channel string      // the way to apply, in the document's words; empty where the limit is that of the whole procedure
	Limit   corpus.Span // the words that say how long
	Period  calendar.Period
	Due     corpus.Day
}

// DueDays gives when a dossier handed in on a day has to be answered: by the
// limit of each way to apply, those that say the same once. It is empty where
// the document gives no limit that can be reckoned.
func (a *Answerer) DueDays(d *corpus.Document, channels []corpus.Channel, handed corpus.Day) []DueDay {
	var out []DueDay
	add := func(channel string, limit corpus.Span) {
		p, due, ok := a.describer.Period(limit.In(d.Text), d.Language, handed)
		if !ok || due == "" || slices.ContainsFunc(out, func(o DueDay) bool { return o.Period.ISO == p.ISO && o.Period.Working == p.Working }) {
			return
		}
		out = append(out, DueDay{Channel: channel, Limit: limit, Period: p, Due: due})
	}
	for _, c := range channels {
		add(c.Name.In(d.Text), c.TimeLimit)
	}
	if len(out) == 0 {
		add("", d.Procedure.TimeLimit)
	}
	return out
}
