package handlers

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
	"vanthu/handlers/ledger"
	"vanthu/handlers/state"
)

// What a person may be asked to write next; see state.Awaited.
const (
	awaitsDeadline = "deadline"
	awaitsProgress = "progress"
)

// actButtons gives what a person may do next about a duty, at most three.
func (c *Core) actButtons(d ledger.Duty, role Role, tag string) []Button {
	var out []Button
	may := func(k ledger.ActKind) bool { return slices.Contains(mayAct[k], role) }
	add := func(act string) {
		out = append(out, Button{Label: c.say(tag, "button_"+act, nil), Action: "duty:" + act + ":" + d.ID})
	}
	open := d.Status == ledger.Open || d.Status == ledger.Overdue
	switch {
	case d.Status == ledger.Proposed && may(ledger.Confirm):
		add("confirm")
		add("reject")
	case open && may(ledger.Report):
		told := d.Progress != nil && d.Progress.State == "reported" && d.Progress.Percent == 100
		if may(ledger.Finish) || !told { // who has said that it is done waits for a head
			add("done")
		}
		add("progress")
	case d.Status == ledger.Done && may(ledger.Reopen):
		add("reopen")
	}
	if may(ledger.Correct) && d.Status != ledger.Superseded {
		add("wrong")
	}
	if len(out) < 3 && len(d.Leads) > 0 && d.Leads[0].ID != "" {
		name := first(c.Agencies.AgencyName(d.Leads[0].ID, tag), d.Leads[0].Text)
		out = append(out, Button{Label: c.say(tag, "button_others", i18n.Args{"Agency": c.apart(shorten(name, labelRunes), tag)}), Action: "duty:others:" + d.ID})
	}
	return out
}

// dutyAction does what a card's button says: "show:ID", "done:ID" and so on.
func (c *Core) dutyAction(ctx context.Context, r Request, arg string, out Sender) error {
	act, id, _ := strings.Cut(arg, ":")
	id, value, _ := strings.Cut(id, ":")
	past, err := c.Memory.Conversation(ctx, r.Conversation.Key(), c.Now())
	if err != nil {
		return err
	}
	r.Language = c.speaks(r, past.Language)
	d, ok, err := c.Duty(ctx, id, r.Viewer)
	if err != nil {
		return err
	}
	if !ok {
		return c.notice(ctx, r, out, "duty_gone", nil)
	}
	a := ledger.Act{Duty: d.ID}
	switch act {
	case "show":
		return c.sendDuty(ctx, r, d, "", nil, out)
	case "others":
		return c.othersOf(ctx, r, d, out)
	case "cancel":
		past.Awaited = nil
		if err := c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now()); err != nil {
			return err
		}
		return c.notice(ctx, r, out, "act_cancelled", nil)
	case "wrong":
		return c.await(ctx, r, past, d, ledger.Correct, awaitsDeadline, out)
	case "progress":
		return c.await(ctx, r, past, d, ledger.Report, awaitsProgress, out)
	case "percent":
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || n > 100 {
			return c.notice(ctx, r, out, "act_refused", nil)
		}
		past.Awaited = nil
		if err := c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now()); err != nil {
			return err
		}
		a.Kind, a.State, a.Percent = ledger.Report, "reported", n
		return c.act(ctx, r, a, "act_reported", i18n.Args{"Percent": value}, out)
	case "done":
		if !slices.Contains(mayAct[ledger.Finish], r.Role) { // an official's word is confirmed by a head
			a.Kind, a.State, a.Percent = ledger.Report, "reported", 100
			return c.act(ctx, r, a, "act_reported_done", nil, out)
		}
		a.Kind = ledger.Finish
		return c.act(ctx, r, a, "act_done", nil, out)
	case "reopen":
		a.Kind = ledger.Reopen
		return c.act(ctx, r, a, "act_reopened", nil, out)
	case "confirm":
		a.Kind = ledger.Confirm
		return c.act(ctx, r, a, "act_confirmed", nil, out)
	case "reject":
		a.Kind = ledger.Reject
		return c.act(ctx, r, a, "act_rejected", nil, out)
	}
	return c.notice(ctx, r, out, "more_gone", nil)
}

// act keeps what a person did and shows the duty as it stands then.
func (c *Core) act(ctx context.Context, r Request, a ledger.Act, said string, args i18n.Args, out Sender) error {
	if !slices.Contains(mayAct[a.Kind], r.Role) {
		return c.notice(ctx, r, out, "act_not_allowed", nil)
	}
	d, err := c.Act(ctx, Person{ID: r.Person, Role: r.Role, Viewer: r.Viewer}, a)
	if IsRefused(err) {
		return c.notice(ctx, r, out, "act_refused", nil)
	}
	if err != nil {
		return err
	}
	if a.Kind == ledger.Reject {
		return c.notice(ctx, r, out, said, args)
	}
	return c.sendDuty(ctx, r, d, said, args, out)
}

// sendDuty shows one duty, below what was just done about it.
func (c *Core) sendDuty(ctx context.Context, r Request, d ledger.Duty, said string, args i18n.Args, out Sender) error {
	tag := c.speaks(r, "")
	related, err := c.relatedTo(ctx, d, r.Viewer, c.Now())
	if err != nil {
		return err
	}
	reply := Reply{Language: tag, Final: true, Buttons: c.actButtons(d, r.Role, tag)}
	rest := Reply{Language: tag, Final: true}
	reply.Blocks, rest.Blocks = c.dutyBlocks(d, related, tag)
	if said != "" {
		reply.Blocks[0].Kind = Para
		reply.Blocks = append([]Block{{Kind: Lead, Text: c.say(tag, said, args)}}, reply.Blocks...)
	}
	id := c.Answerer.Blank(answer.Question{Language: tag, Prior: tag}).ID
	if reply.More, err = c.keepRest(ctx, id, rest); err != nil {
		return err
	}
	return c.send(ctx, r, out, reply)
}

// await asks a person to write something about a duty.
func (c *Core) await(ctx context.Context, r Request, past state.Conversation, d ledger.Duty, kind ledger.ActKind, what string, out Sender) error {
	if !slices.Contains(mayAct[kind], r.Role) {
		return c.notice(ctx, r, out, "act_not_allowed", nil)
	}
	past.Awaited = &state.Awaited{Person: r.Person, What: what, Duty: d.ID}
	if err := c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now()); err != nil {
		return err
	}
	tag := c.speaks(r, past.Language)
	reply := Reply{Language: tag, Final: true, Blocks: []Block{{Kind: Lead, Text: c.say(tag, "ask_"+what, nil)}, {Kind: Para, Text: c.deadlineLine(d, tag)}}}
	if what == awaitsProgress {
		for _, n := range [...]string{"25", "50", "75", "100"} {
			reply.Buttons = append(reply.Buttons, Button{Label: n + "%", Action: "duty:percent:" + d.ID + ":" + n})
		}
	}
	reply.Buttons = append(reply.Buttons, Button{Label: c.say(tag, "button_cancel", nil), Action: "duty:cancel:" + d.ID})
	return c.send(ctx, r, out, reply)
}

// awaited takes what a person was asked to write; done is false where the
// message is a question after all.
func (c *Core) awaited(ctx context.Context, r Request, w state.Awaited, past state.Conversation, out Sender) (done bool, err error) {
	now := c.Now().In(c.Zone)
	r.Language = c.speaks(r, past.Language)
	a := ledger.Act{Duty: w.Duty}
	said, args := "", i18n.Args{}
	switch w.What {
	case awaitsDeadline:
		p, ok := c.Answerer.Time(r.Text, r.Language, now)
		if !ok {
			if _, question := c.Answerer.DutyQuestion(answer.Question{Text: r.Text, Prior: r.Language, Now: now}); question || asks(r.Text) {
				return false, nil
			}
			return true, c.again(ctx, r, past, w, out)
		}
		d := deadlineOf(p)
		a.Kind, a.Deadline = ledger.Correct, &d
		said = "act_corrected"
	case awaitsProgress:
		n, note, ok := percent(r.Text)
		if !ok {
			if asks(r.Text) {
				return false, nil
			}
			return true, c.again(ctx, r, past, w, out)
		}
		a.Kind, a.State, a.Percent, a.Note = ledger.Report, "reported", n, note
		said, args = "act_reported", i18n.Args{"Percent": strconv.Itoa(n)}
	case awaitsForget:
		return c.forgetTold(ctx, r, past, out)
	case awaitsHanded:
		return c.handedOn(ctx, r, w.Duty, out)
	case awaitsWard:
		return c.wardTold(ctx, r, w.Duty, out)
	default:
		return c.heard(ctx, r, w, past, out)
	}
	if err := c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now()); err != nil {
		return true, err
	}
	return true, c.act(ctx, r, a, said, args, out)
}

// again says that what was written could not be read, and goes on waiting.
func (c *Core) again(ctx context.Context, r Request, past state.Conversation, w state.Awaited, out Sender) error {
	past.Awaited = &w
	if err := c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now()); err != nil {
		return err
	}
	tag := c.speaks(r, past.Language)
	return c.send(ctx, r, out, Reply{Language: tag, Final: true,
		Blocks:  []Block{{Kind: Notice, Text: c.say(tag, "ask_"+w.What+"_again", i18n.Args{"Text": c.apart(shorten(strings.TrimSpace(r.Text), 60), tag)})}},
		Buttons: []Button{{Label: c.say(tag, "button_cancel", nil), Action: "duty:cancel:" + w.Duty}}})
}

// asks reports a message that ends as a question does.
func asks(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasSuffix(text, "?") || strings.HasSuffix(text, "؟")
}

var writtenPercent = regexp.MustCompile(`(?:^|\s)(\d{1,3})\s*[%٪]?(?:\s|[,;:.–-]|$)`)

// percent reads how far something has come, "60% waits for the ministry", and
// the rest of the words as a note.
func percent(text string) (n int, note string, ok bool) {
	m := writtenPercent.FindStringSubmatchIndex(text)
	if m == nil {
		return 0, "", false
	}
	n, err := strconv.Atoi(text[m[2]:m[3]])
	if err != nil || n > 100 {
		return 0, "", false
	}
	note = strings.Trim(text[:m[0]]+" "+text[m[1]:], " ,;:.–-\n")
	return n, note, true
}
