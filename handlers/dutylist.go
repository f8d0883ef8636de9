package handlers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
	"vanthu/handlers/ledger"
	"vanthu/handlers/state"
)

// openButtons is how many cards of a list have a button that opens them.
const openButtons = 3

// mostButtons is how many buttons a list has at most.
const mostButtons = 8

// labelRunes bounds what a button says of a name, in characters.
const labelRunes = 28

// listFilters are the filters that a list offers as buttons, in their order.
var listFilters = [...]string{"overdue", "month", "quarter", "all"}

// dutyButtons gives the next steps of an answer about duties: what the person
// may do about one, or other views of a list. The question is kept for them.
func (c *Core) dutyButtons(ctx context.Context, r Request, a answer.Answer, page int, tag string) (made []Button, err error) {
	switch {
	case a.Reason == answer.NoAgency:
		return c.leadingAgencies(ctx, r, "", tag)
	case !a.Answered:
		return nil, nil
	case single(a):
		return c.actButtons(a.Duties[0], r.Role, tag), nil
	}
	id := "duties-" + a.ID
	body, err := json.Marshal(a.Asked)
	if err != nil {
		return nil, fmt.Errorf("keep a list's question: %w", err)
	}
	if err := c.Memory.SaveAnswer(ctx, id, body, c.Now()); err != nil {
		return nil, err
	}
	var out []Button
	first := page * pageCards
	if len(a.Duties)-first > 1 || len(a.Duties) == 1 {
		for i := first; i < min(len(a.Duties), first+openButtons); i++ {
			out = append(out, Button{Label: c.say(tag, "button_open", i18n.Args{"N": strconv.Itoa(i + 1)}), Action: "duty:show:" + a.Duties[i].ID})
		}
	}
	if a.Asked.Subject != "" {
		return out, nil
	}
	if len(a.Duties) > first+pageCards {
		out = append(out, Button{Label: c.say(tag, "button_next", nil), Action: fmt.Sprintf("duties:%s:p%d", a.ID, page+1)})
	}
	all, err := c.scope(ctx, *a.Asked, r.Viewer, c.Now())
	if err != nil {
		return nil, err
	}
	l, err := c.ledgerAt(ctx, c.Now())
	if err != nil {
		return nil, err
	}
	if a.Beyond > 0 {
		out = append(out, Button{Label: c.say(tag, "button_everybody", nil) + " (" + strconv.Itoa(a.Beyond+len(a.Duties)) + ")", Action: "duties:" + a.ID + ":everybody"})
	}
	files := c.fileButtons(a, tag)
	defer func() { made = append(made, files...) }()
	for _, f := range listFilters {
		if len(out) >= mostButtons-len(files) {
			break
		}
		asked, ok := c.filtered(*a.Asked, f)
		if !ok {
			continue
		}
		n := 0
		for i := range all {
			if c.standsAs(l, &all[i], asked, c.today()) {
				n++
			}
		}
		if n > 0 && !(f != "all" && n == len(a.Duties) && n == len(all)) {
			out = append(out, Button{Label: c.say(tag, "button_"+f, nil) + " (" + strconv.Itoa(n) + ")", Action: "duties:" + a.ID + ":" + f})
		}
	}
	return out, nil
}

// filtered gives the question of a list with another filter; ok is false
// where it has that filter already.
func (c *Core) filtered(asked answer.DutyQuestion, filter string) (answer.DutyQuestion, bool) {
	before := asked
	asked.Status, asked.Period, asked.Subject, asked.Want = "", nil, "", answer.WantList
	today, _ := c.today().Time()
	switch filter {
	case "overdue":
		asked.Status = answer.AskedOverdue
	case "month":
		first := today.AddDate(0, 0, 1-today.Day())
		asked.Period = &answer.Period{From: corpus.DayOf(first), To: corpus.DayOf(first.AddDate(0, 1, -1)), Precision: corpus.MonthPrecision}
	case "quarter":
		first := today.AddDate(0, -(int(today.Month())-1)%3, 1-today.Day())
		asked.Period = &answer.Period{From: corpus.DayOf(first), To: corpus.DayOf(first.AddDate(0, 3, -1)), Precision: corpus.QuarterPrecision}
	}
	same := before.Status == asked.Status && before.Subject == "" && (before.Period == nil) == (asked.Period == nil)
	if same && before.Period != nil {
		same = before.Period.From == asked.Period.From && before.Period.To == asked.Period.To
	}
	return asked, !same
}

// listAgain shows a list that was shown before with another filter, or its
// next page.
func (c *Core) listAgain(ctx context.Context, r Request, arg string, out Sender) error {
	id, view, _ := strings.Cut(arg, ":")
	body, err := c.Memory.SavedAnswer(ctx, "duties-"+id)
	if errors.Is(err, state.ErrNotFound) {
		return c.notice(ctx, r, out, "more_gone", nil)
	}
	if err != nil {
		return err
	}
	var asked answer.DutyQuestion
	if err := json.Unmarshal(body, &asked); err != nil {
		return fmt.Errorf("read a list's question: %w", err)
	}
	if view == "ics" || view == "csv" {
		return c.listFile(ctx, r, asked, view, out)
	}
	page := 0
	if n, ok := strings.CutPrefix(view, "p"); ok {
		page, _ = strconv.Atoi(n) // of our own making; anything else is the first page
	} else if view == "everybody" {
		asked = ofEverybody(asked)
	} else {
		asked, _ = c.filtered(asked, view)
	}
	return c.sendList(ctx, r, asked, max(page, 0), out)
}

// sendList answers with the duties that a question chooses, and remembers it.
func (c *Core) sendList(ctx context.Context, r Request, asked answer.DutyQuestion, page int, out Sender) error {
	past, tag, err := c.past(ctx, r)
	if err != nil {
		return err
	}
	now := c.Now().In(c.Zone)
	a := c.Answerer.Blank(answer.Question{Language: tag, Prior: tag, Now: now})
	a.Intent, a.Language = answer.Duty, tag
	all, err := c.scope(ctx, asked, r.Viewer, now)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		a.Asked, a.Reason = &asked, answer.NotFound
		reply, _ := c.Reply(a, tag)
		return c.send(ctx, r, out, reply)
	}
	if err := c.fillList(ctx, &a, asked, all, r.Viewer, now); err != nil {
		return err
	}
	reply, rest := c.listReply(a, page, tag)
	if reply.Buttons, err = c.dutyButtons(ctx, r, a, page, tag); err != nil {
		return err
	}
	if reply.More, err = c.keepRest(ctx, a.ID, rest); err != nil {
		return err
	}
	past.Language = tag
	past.Last = &answer.Turn{Language: tag, Duties: a.Asked}
	if len(a.Citations) > 0 {
		past.Last.Documents = []string{a.Citations[0].Document.ID}
	}
	if err := c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now()); err != nil {
		return err
	}
	return c.send(ctx, r, out, reply)
}

// myDuties is the shortcut to the own body's duties, or to those of the body
// or kind that stands behind the command.
func (c *Core) myDuties(ctx context.Context, r Request, arg string, out Sender) error {
	past, tag, err := c.past(ctx, r)
	if err != nil {
		return err
	}
	asked := answer.DutyQuestion{Want: answer.WantList, Agencies: past.Agencies}
	if arg != "" {
		q := answer.Question{Text: arg, Prior: tag, Now: c.Now().In(c.Zone), Viewer: r.Viewer,
			Follows: &answer.Turn{Language: tag, Duties: &answer.DutyQuestion{Want: answer.WantList, Agencies: past.Agencies}}}
		said, ok := c.choice(q)
		ids := c.Agencies.ResolveAgency(arg, tag)
		switch {
		case ok && said.Subject == "":
			if asked = said; len(asked.Agencies) == 0 {
				asked.Agencies = past.Agencies
			}
		case len(ids) > 0:
			asked.Agencies = ids
		default:
			r.Text = arg
			return c.ask(ctx, r, past, out)
		}
	}
	if len(asked.Agencies) == 0 && arg == "" {
		a := c.Answerer.Blank(answer.Question{Language: tag, Prior: tag})
		a.Asked, a.Reason = &asked, answer.NoAgency
		reply, _ := c.Reply(a, tag)
		if reply.Buttons, err = c.dutyButtons(ctx, r, a, 0, tag); err != nil {
			return err
		}
		return c.send(ctx, r, out, reply)
	}
	return c.sendList(ctx, r, asked, 0, out)
}

// choice reads what stands behind /duties, as the conversation's language has
// it, else as any other has it that says a time or a state: "/duties next
// quarter" is typed as the documentation has it.
func (c *Core) choice(q answer.Question) (said answer.DutyQuestion, ok bool) {
	if said, ok = c.Answerer.DutyQuestion(q); ok && said.Subject == "" {
		return said, true
	}
	for _, tag := range lang.Tags() {
		q.Prior = tag
		if other, ok := c.Answerer.DutyQuestion(q); ok && other.Subject == "" && (other.Period != nil || other.Status != "") {
			return other, true
		}
	}
	return said, ok
}

// othersOf shows the duties of the body that leads a duty.
func (c *Core) othersOf(ctx context.Context, r Request, d ledger.Duty, out Sender) error {
	asked := answer.DutyQuestion{Want: answer.WantList}
	for _, a := range d.Leads[:min(len(d.Leads), 1)] {
		asked.Agencies = []string{a.ID}
	}
	return c.sendList(ctx, r, asked, 0, out)
}
