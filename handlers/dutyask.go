package handlers

import (
	"context"
	"slices"
	"sort"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/ledger"
)

// Bounds of an answer about duties.
const (
	citedDuties    = 6   // duties whose documents are opened to be cited
	keptDuties     = 60  // duties that an answer holds
	matchedDuties  = 20  // candidates for the one that was meant
	citedRunes     = 700 // characters of a quote
	alikeShare     = 0.9 // of the best score, from which others may have been meant as well
	wholeShare     = 0.8 // of the words of a question, and
	wholeTerms     = 4   // how many of them, that a duty has to say to be preferred to another sentence that answers
	likeliest      = 3   // duties that a question may mean by what they are about alone
	undatedPenalty = 0.15
	replacedFactor = 0.8 // for duties that a later one replaces
)

// askAsIs answers one question in its own words: from a procedure's
// fields where it names one, from the ledger where it is about duties, else
// from the documents. An answer to a question
// of now may be one that was kept.
func (c *Core) askAsIs(ctx context.Context, q answer.Question) (answer.Answer, error) {
	begun := time.Now()
	if a, ok, err := c.askOffice(ctx, q, begun); ok || err != nil {
		return a, err
	}
	asking, kept := askingOf(q)
	kept = kept && q.Now.IsZero() && c.Answers != nil
	if q.Now.IsZero() {
		q.Now = c.Now()
	}
	q.Now = q.Now.In(c.Zone)
	if !kept {
		return c.workWhole(ctx, q, begun)
	}
	m, err := c.Answers.now(ctx, corpus.DayOf(q.Now))
	if err != nil {
		return answer.Answer{}, err
	}
	if a, ok := c.Answers.take(m, asking); ok {
		a.ID, a.Took = c.Answerer.NewID(), time.Since(begun)
		return a, nil
	}
	a, err := c.workWhole(ctx, q, begun)
	if err == nil && !a.Lesser {
		c.Answers.put(m, asking, a)
	}
	return a, err
}

// work works out the answer to a question that came in at a time.
func (c *Core) work(ctx context.Context, q answer.Question, begun time.Time) (a answer.Answer, err error) {
	defer c.Courtesy.Answering()()
	if a, ok, err := c.goOn(ctx, q, begun); ok || err != nil {
		return a, err
	}
	if a, ok, err := c.check(ctx, q, begun); ok || err != nil {
		return a, err
	}
	service, ok, err := c.Answerer.Procedure(ctx, q)
	if ok || err != nil {
		service.Took = time.Since(begun)
		return service, err
	}
	defer func() {
		if err == nil && !a.Answered && a.Reason == answer.NotFound {
			a.Choices = service.Choices
		}
	}()
	asked, ok := answer.DutyQuestion{}, false
	if c.Book != nil {
		asked, ok = c.Answerer.DutyQuestion(q)
	}
	if outside, beyond, err := c.Answerer.Outside(ctx, q, ok); beyond || err != nil {
		if ok && asked.Subject == "" && outside.Reason == answer.Unknown { // a list that is empty
			outside.Asked = &asked
		}
		outside.Took = time.Since(begun)
		return outside, err
	}
	switch {
	case !ok:
		a, err = c.Answerer.Ask(ctx, q)
	case asked.Subject == "":
		a, err = c.askList(ctx, q, asked)
	default:
		a, err = c.askOne(ctx, q, asked)
	}
	if ok && q.Follows != nil && c.Answerer.GoesOn(q) {
		a.On = q.Follows
	}
	a.Took = time.Since(begun)
	return a, err
}

// askList answers a question for the duties that filters choose. Where the
// ledger has none of that body or document at all, the documents are asked.
func (c *Core) askList(ctx context.Context, q answer.Question, asked answer.DutyQuestion) (answer.Answer, error) {
	a := c.Answerer.Blank(q)
	a.Intent = answer.Duty
	if asked.Mine {
		if asked.Agencies = q.Agencies; len(asked.Agencies) == 0 {
			a.Reason, a.Asked = answer.NoAgency, &asked
			return a, nil
		}
	}
	anybody := asked
	if ownFirst(asked) && len(q.Agencies) > 0 {
		asked.Agencies, asked.Own = q.Agencies, true
	}
	all, err := c.scope(ctx, asked, q.Viewer, q.Now)
	if err == nil && len(all) == 0 && asked.Own {
		asked = anybody
		all, err = c.scope(ctx, asked, q.Viewer, q.Now)
	}
	if err != nil {
		return a, err
	}
	if len(all) == 0 {
		plain, err := c.Answerer.Ask(ctx, q)
		if err == nil && !plain.Answered {
			plain.Asked = &asked
		}
		return plain, err
	}
	return a, c.fillList(ctx, &a, asked, all, q.Viewer, q.Now)
}

// ownFirst reports whether it is asked what is late and not whose: who has
// chosen an own body first wants to see what it is late with.
func ownFirst(asked answer.DutyQuestion) bool {
	return asked.Want == answer.WantList && asked.Status == answer.AskedOverdue && !asked.Mine && len(asked.Agencies)+len(asked.Documents) == 0
}

// scope gives the duties of the bodies and documents asked for, however they
// stand.
func (c *Core) scope(ctx context.Context, asked answer.DutyQuestion, v corpus.Viewer, now time.Time) ([]ledger.Duty, error) {
	return c.Duties(ctx, ledger.Filter{Agency: asked.Agencies, Cooperating: asked.Cooperating, Document: asked.Documents, Viewer: v}, now)
}

// fillList chooses the duties asked for among all in scope.
func (c *Core) fillList(ctx context.Context, a *answer.Answer, asked answer.DutyQuestion, all []ledger.Duty, viewer corpus.Viewer, now time.Time) error {
	l, err := c.ledgerAt(ctx, now)
	if err != nil {
		return err
	}
	a.Asked, a.Answered, a.Confidence = &asked, true, 1
	today := corpus.DayOf(now)
	for i := range all {
		if c.standsAs(l, &all[i], asked, today) {
			a.Duties = append(a.Duties, c.askedFirst(all[i], asked.Agencies, today))
		} else if all[i].Status != ledger.Superseded {
			a.Others++
		}
	}
	if asked.Own {
		if a.Beyond, err = c.beyond(ctx, l, asked, viewer, now); err != nil {
			return err
		}
		a.Beyond -= len(a.Duties)
	}
	if asked.Want == answer.WantMost {
		a.Counts = c.most(a.Duties, today)
		if len(a.Counts) > 0 && a.Counts[0].Agency != "" {
			first := a.Counts[0].Agency
			slices.SortStableFunc(a.Duties, func(x, y ledger.Duty) int { return leadsFirst(c, x, first, today) - leadsFirst(c, y, first, today) })
		}
	}
	return c.cite(ctx, a, nil)
}

// beyond counts the duties of all bodies that stand as asked.
func (c *Core) beyond(ctx context.Context, l *ledger.Ledger, asked answer.DutyQuestion, viewer corpus.Viewer, now time.Time) (int, error) {
	all, err := c.scope(ctx, ofEverybody(asked), viewer, now)
	n := 0
	for i := range all {
		if c.standsAs(l, &all[i], asked, corpus.DayOf(now)) {
			n++
		}
	}
	return n, err
}

// ofEverybody gives the question without the own body.
func ofEverybody(asked answer.DutyQuestion) answer.DutyQuestion {
	asked.Agencies, asked.Own, asked.Mine = nil, false, false
	return asked
}

// askedFirst gives a duty with the bodies that were asked for ahead of its
// other leads.
func (c *Core) askedFirst(d ledger.Duty, ids []string, today corpus.Day) ledger.Duty {
	if len(ids) == 0 || len(d.Leads) < 2 {
		return d
	}
	d.Leads = slices.Clone(d.Leads)
	slices.SortStableFunc(d.Leads, func(x, y ledger.Agency) int {
		rank := func(a ledger.Agency) int {
			for _, id := range ids {
				if a.ID != "" && (a.ID == id || c.Agencies.Same(c.Agencies.Holder(a.ID, today), id)) {
					return 0
				}
			}
			return 1
		}
		return rank(x) - rank(y)
	})
	return d
}

func leadsFirst(c *Core, d ledger.Duty, id string, today corpus.Day) int {
	if slices.ContainsFunc(d.Leads, func(x ledger.Agency) bool { return x.ID != "" && c.Agencies.Holder(x.ID, today) == id }) {
		return 0
	}
	return 1
}

// standsAs reports whether a duty stands as it was asked for, and falls due
// in the time that was.
func (c *Core) standsAs(l *ledger.Ledger, d *ledger.Duty, asked answer.DutyQuestion, today corpus.Day) bool {
	p := asked.Period
	open := d.Status == ledger.Open || d.Status == ledger.Overdue
	switch asked.Status {
	case answer.AskedOverdue:
		if d.Status != ledger.Overdue {
			return false
		}
	case answer.AskedSoon:
		if p == nil {
			t, _ := today.Time()
			p = &answer.Period{From: today, To: corpus.DayOf(t.AddDate(0, 0, answer.SoonDays))}
		}
		if d.Status != ledger.Open {
			return false
		}
	case answer.AskedOpen:
		if !open {
			return false
		}
	case answer.AskedDone:
		if d.Status != ledger.Done {
			return false
		}
	case answer.AskedReported:
		if d.Progress == nil || d.Progress.State == "" || d.Progress.State == "none" {
			return false
		}
	case answer.AskedProposed:
		if d.Status != ledger.Proposed {
			return false
		}
	case answer.AskedUndated:
		if !open || d.Deadline != nil && (d.Deadline.Due != "" || d.Deadline.Recurrence != "") {
			return false
		}
	default:
		if d.Status == ledger.Superseded {
			return false
		}
	}
	return p == nil || l.Due(d, p.From, p.To)
}

// most counts duties by the bodies that lead them, the most first; those
// without a known body are left out.
func (c *Core) most(duties []ledger.Duty, today corpus.Day) []ledger.Count {
	by := map[string]int{}
	for _, d := range duties {
		seen := map[string]bool{}
		for _, a := range d.Leads {
			if a.ID != "" {
				seen[c.Agencies.Holder(a.ID, today)] = true
			}
		}
		for id := range seen {
			by[id]++
		}
	}
	out := make([]ledger.Count, 0, len(by))
	for id, n := range by {
		out = append(out, ledger.Count{Agency: id, Open: n})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Open != out[j].Open {
			return out[i].Open > out[j].Open
		}
		return out[i].Agency < out[j].Agency
	})
	return out
}

// askOne answers a question for the duty that its words describe, where one
// fits; else as the documents do.
func (c *Core) askOne(ctx context.Context, q answer.Question, asked answer.DutyQuestion) (answer.Answer, error) {
	a, err := c.Answerer.Ask(ctx, q)
	if err != nil || a.Procedure != nil && a.Answered {
		return a, err
	}
	if asked.Mine && len(asked.Agencies) == 0 {
		asked.Agencies = q.Agencies
	}
	found, err := c.meant(ctx, q, asked, a)
	if asked.Want == answer.WantWho { // a duty of nobody does not tell who
		found = slices.DeleteFunc(found, func(m ledger.Match) bool { return len(m.Duty.Leads) == 0 })
	}
	if err != nil || len(found) == 0 {
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

// standings are the standings of texts, the strongest first.
var standings = [...]corpus.Standing{corpus.Official, corpus.Translation, corpus.Report}
