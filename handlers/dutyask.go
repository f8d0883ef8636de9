package handlers

import (
	"context"
	"slices"
	"sort"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/ledger"
)

// What a question has to share with the duty that is meant.
const (
	matchedDuties  = 20  // candidates for the one that was meant
	alikeShare     = 0.9 // of the best score, from which others may have been meant as well
	wholeShare     = 0.8 // of the words of a question, and
	wholeTerms     = 4   // how many of them, that a duty has to say to be preferred to another sentence that answers
	likeliest      = 3   // duties that a question may mean by what they are about alone
	undatedPenalty = 0.15
	replacedFactor = 0.8 // for duties that a later one replaces
)

// askOne answers a question for the duty that its words describe, where one
// fits; else as the documents do.
func (c *Core) askOne(ctx context.Context, q answer.Question, asked answer.DutyQuestion) (answer.Answer, error) {
	a, err := c.Answerer.Ask(ctx, q)
	if err != nil || a.Procedure != nil && a.Answered || a.Absent != "" {
		return a, err
	}
	if asked.Mine && len(asked.Agencies) == 0 {
		asked.Agencies = q.Agencies
	}
	found, err := c.meant(ctx, q, asked, a)
	if err != nil {
		return a, err
	}
	if asked.Want == answer.WantWho { // a duty of nobody does not tell who
		found = slices.DeleteFunc(found, func(m ledger.Match) bool { return len(m.Duty.Leads) == 0 })
	}
	if outside, beyond, err := c.Answerer.Outside(ctx, q, false); beyond || err != nil { // a year that no document names
		found = slices.DeleteFunc(found, func(m ledger.Match) bool { return !dueInOne(m.Duty, outside.Unknown) })
		if err != nil || len(found) == 0 {
			return outside, err
		}
	}
	if len(found) == 0 {
		return a, err
	}
	a.Answered, a.Reason, a.Suggestions = true, "", nil
	a.Confidence = max(a.Confidence, min(1, found[0].Score))
	if a.Intent = answer.Duty; asked.Want == answer.WantWhen {
		a.Intent = answer.Deadline
	}
	a.Asked = &asked
	for _, m := range found {
		a.Duties = append(a.Duties, m.Duty)
	}
	if a.Related, err = c.relatedTo(ctx, a.Duties[0], q.Viewer, q.Now); err != nil {
		return a, err
	}
	err = c.cite(ctx, &a, a.Citations)
	return a, err
}

// dueInOne reports a duty that falls due in the year of one of these times, as
// people write them.
func dueInOne(d ledger.Duty, times []string) bool {
	if d.Deadline == nil || len(d.Deadline.Due) < len("2006") {
		return false
	}
	year := string(d.Deadline.Due[:len("2006")])
	return slices.ContainsFunc(times, func(t string) bool { return strings.Contains(t, year) })
}

// relatedTo gives the duties that replaced one or contradict it.
func (c *Core) relatedTo(ctx context.Context, d ledger.Duty, v corpus.Viewer, now time.Time) ([]ledger.Duty, error) {
	l, err := c.ledgerAt(ctx, now)
	if err != nil {
		return nil, err
	}
	var out []ledger.Duty
	for _, id := range append([]string{d.SupersededBy}, d.Conflicts...) {
		if other, ok := l.Duty(id, v); ok && id != "" {
			out = append(out, other)
		}
	}
	return out, nil
}

// meant gives the duties that a question may mean, the likeliest first; none
// where no duty fits well or the documents' own answer fits better.
func (c *Core) meant(ctx context.Context, q answer.Question, asked answer.DutyQuestion, a answer.Answer) ([]ledger.Match, error) {
	l, err := c.ledgerAt(ctx, q.Now)
	if err != nil {
		return nil, err
	}
	w := ledger.Wanted{Subject: asked.Subject, Language: asked.Language, Agencies: asked.Agencies}
	if c.Concepts != nil {
		w.Concepts, _ = c.Concepts.Read(asked.Subject, asked.Language)
	}
	if a.Answered {
		for _, ct := range a.Citations {
			w.Places = append(w.Places, ledger.Place{Document: ct.Document.ID, Start: ct.Start(), End: ct.End()})
		}
	}
	f := ledger.Filter{Document: asked.Documents, Viewer: q.Viewer}
	if asked.Want == answer.WantList || asked.Want == answer.WantCount {
		f.Agency, f.Cooperating = asked.Agencies, asked.Cooperating
		if list := c.onSubject(l, l.Match(w, f, keptDuties), asked, corpus.DayOf(q.Now)); len(list) > 0 {
			return list, nil
		}
		if list := c.onMatter(l, asked, q); len(list) > 0 && asked.Want == answer.WantList {
			return list, nil
		}
		if asked.Want == answer.WantCount { // of something else
			return nil, nil
		}
	}
	found := l.Match(w, f, matchedDuties)
	today := corpus.DayOf(q.Now)
	for i := range found {
		m := &found[i]
		if d := m.Deadline; asked.Want == answer.WantWhen && (d == nil || d.Due == "" && d.Recurrence == "" && d.Within == "") {
			m.Score -= undatedPenalty
		}
		if m.Status == ledger.Superseded {
			m.Score *= replacedFactor
		}
		if p := asked.Period; p != nil && l.Due(&m.Duty, p.From, p.To) {
			m.Score += undatedPenalty
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].Score > found[j].Score })
	if len(found) == 0 {
		return nil, nil
	}
	best := found[0]
	switch cited := a.Answered && best.Place >= 0; {
	case asked.Want == answer.WantWhen && best.Deadline == nil:
		return nil, nil
	case cited && best.Place == 0:
	case best.Score < ledger.SureMatch, a.Answered && !cited && (best.Words < wholeShare || best.Terms < wholeTerms):
		return nil, nil
	}
	n := 1
	for n < len(found) && found[n].Score >= alikeShare*best.Score && found[n].Score >= ledger.SureMatch {
		n++
	}
	c.strongerFirst(found)
	if n > likeliest && best.Words < ledger.SureMatch && best.Place < 0 { // what so many share names none of them
		return nil, nil
	}
	if asked.Want == answer.WantList {
		found = slices.DeleteFunc(found[:n], func(m ledger.Match) bool { return !c.standsAs(l, &m.Duty, asked, today) })
		return found, nil
	}
	return found[:n], nil
}

// onSubject gives the duties that say nearly all words of a subject and stand
// as asked, the most urgent first.
func (c *Core) onSubject(l *ledger.Ledger, found []ledger.Match, asked answer.DutyQuestion, today corpus.Day) []ledger.Match {
	out := slices.DeleteFunc(found, func(m ledger.Match) bool {
		return m.Words < wholeShare || m.Score < ledger.SureMatch || !c.standsAs(l, &m.Duty, asked, today)
	})
	slices.SortStableFunc(out, func(x, y ledger.Match) int { return ledger.Urgency(&x.Duty, &y.Duty) })
	return out
}

// noMatter are the kinds of concepts that are no subject of a document.
var noMatter = [...]string{"act", "plain", "number", "body", "place"}

// onMatter gives the duties of the bodies asked for that stand in documents, or under
// headings, that speak of a subject which the duties themselves need not name: "what was
// EVN told to do about fire safety". Those that speak of most of it count, and none that
// speaks of less than half.
func (c *Core) onMatter(l *ledger.Ledger, asked answer.DutyQuestion, q answer.Question) []ledger.Match {
	if len(asked.Agencies) == 0 || c.Concepts == nil {
		return nil
	}
	subject, _ := c.Concepts.Read(asked.Subject, asked.Language)
	subject = slices.DeleteFunc(subject, func(id string) bool {
		kind, _, _ := strings.Cut(id, ".")
		return slices.Contains(noMatter[:], kind)
	})
	titles := map[string][]string{}
	speaks := func(t *ledger.Telling) (n int) {
		title := t.Document + t.Section
		if _, read := titles[title]; !read {
			titles[title], _ = c.Concepts.Read(t.Title+"\n"+t.Section, t.Language)
		}
		for _, id := range subject {
			if slices.Contains(titles[title], id) || slices.Contains(t.Concepts, id) || slices.Contains(t.Around, id) {
				n++
			}
		}
		return n
	}
	var out []ledger.Match
	most := max(1, (len(subject)+1)/2)
	for _, d := range l.Duties(ledger.Filter{Agency: asked.Agencies, Cooperating: asked.Cooperating, Document: asked.Documents, Viewer: q.Viewer}) {
		if !c.standsAs(l, &d, asked, corpus.DayOf(q.Now)) {
			continue
		}
		n := 0
		for i := range d.Tellings {
			n = max(n, speaks(&d.Tellings[i]))
		}
		if n > most {
			out, most = nil, n
		}
		if n == most {
			out = append(out, ledger.Match{Duty: d, Place: -1})
		}
	}
	return out
}

// strongerFirst puts ahead of the first match one that contradicts it and
// that a text of more standing tells.
func (c *Core) strongerFirst(found []ledger.Match) {
	rank := func(m ledger.Match) int {
		if len(m.Tellings) == 0 {
			return len(standings)
		}
		return slices.Index(standings[:], m.Tellings[0].Standing)
	}
	for i := 1; i < len(found); i++ {
		if slices.Contains(found[0].Conflicts, found[i].ID) && rank(found[i]) < rank(found[0]) {
			found[0], found[i] = found[i], found[0]
		}
	}
}
