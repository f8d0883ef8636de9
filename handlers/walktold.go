package handlers

import (
	"context"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
	"vanthu/handlers/state"
	"vanthu/handlers/walk"
)

// askHanded asks on which day the dossier was handed in.
func (g *walking) askHanded(key string) error {
	g.past.Awaited = &state.Awaited{Person: g.r.Person, What: awaitsHanded, Duty: g.d.ID}
	if err := g.Memory.SaveConversation(g.ctx, g.r.Conversation.Key(), g.past, g.Now()); err != nil {
		return err
	}
	return g.send(g.ctx, g.r, g.out, Reply{Language: g.tag, Final: true, Blocks: []Block{{Kind: Lead, Text: g.say(g.tag, key, nil)}, {Kind: Para, Text: g.say(g.tag, "walk_ask_day", nil)}},
		Buttons: []Button{g.button("walk_today", "handed:0", nil), g.button("walk_yesterday", "handed:1", nil), g.button("walk_back", "go:"+string(walk.Handed), nil)}})
}

// handedOn takes the day that somebody was asked for; done is false where the
// message is a question after all.
func (c *Core) handedOn(ctx context.Context, r Request, id string, out Sender) (done bool, err error) {
	g, err := c.enter(ctx, r, id, out)
	if err != nil || g == nil {
		return true, err
	}
	day, ok := c.Answerer.PastDay(r.Text, g.tag, c.Now().In(c.Zone))
	if !ok {
		if asks(r.Text) {
			return false, nil
		}
		return true, g.askHanded("walk_ask_handed_again")
	}
	g.past.Awaited = nil
	g.w.HandedIn, g.w.Stage = day, walk.Handed
	return true, g.show()
}

// handedIn answers "I handed it in on 3 December" with the day by which the
// answer is due: in the procedure that the message names, else the one the
// conversation was about. done is false where the message says no such thing.
func (c *Core) handedIn(ctx context.Context, r Request, past state.Conversation, out Sender) (done bool, err error) {
	q := answer.Question{Text: r.Text, Language: r.Language, Prior: first(past.Language, first(r.Language, r.Hint)), Viewer: r.Viewer, Now: c.Now().In(c.Zone)}
	day, tag, ok := c.Answerer.HandedIn(q)
	if !ok {
		return false, nil
	}
	d, _, _, err := c.Answerer.NamedProcedure(ctx, q)
	if err != nil {
		return true, err
	}
	if d == nil && past.Last != nil && len(past.Last.Documents) > 0 {
		if d, err = c.openProcedure(ctx, past.Last.Documents[0], r.Viewer); err != nil {
			return true, err
		}
	}
	if d == nil {
		walks, err := c.Memory.Walks(ctx, r.Conversation.Key())
		if err != nil {
			return true, err
		}
		if len(walks) > 0 {
			if d, err = c.openProcedure(ctx, walks[0].Document, r.Viewer); err != nil {
				return true, err
			}
		}
	}
	r.Language = c.speaks(r, tag)
	if d == nil {
		if asks(r.Text) {
			return false, nil
		}
		return true, c.notice(ctx, r, out, "walk_handed_which", nil)
	}
	g, err := c.enter(ctx, r, d.ID, out)
	if err != nil || g == nil {
		return true, err
	}
	g.w.HandedIn, g.w.Stage = day, walk.Handed
	return true, g.show()
}

// dueBlocks says when the answer to a dossier handed in on a day is due, by
// the document's own limit; where the office is late, how to complain, if the
// document says so.
func (c *Core) dueBlocks(d *corpus.Document, channels []corpus.Channel, handed corpus.Day, tag string) []Block {
	today := c.today()
	if handed > today {
		return []Block{{Kind: Notice, Text: c.say(tag, "walk_handed_ahead", i18n.Args{"Day": c.Catalog.Day(tag, handed)})}}
	}
	said := i18n.Args{"Day": c.Catalog.DayOfWeek(tag, handed)}
	out := []Block{{Kind: Para, Text: c.say(tag, "walk_handed_on", said)}}
	due := c.Answerer.DueDays(d, channels, handed)
	if len(due) == 0 {
		return append(out, Block{Kind: Notice, Text: c.say(tag, "walk_no_limit", nil)})
	}
	late := true
	for _, one := range due {
		line := c.say(tag, "walk_due", i18n.Args{"Day": c.Catalog.DayOfWeek(tag, one.Due), "Limit": c.foreign(strings.Join(strings.Fields(one.Period.Words.In(one.Limit.In(d.Text))), " "), d.Language, tag)})
		if len(due) > 1 && one.Channel != "" {
			line = c.foreign(one.Channel, d.Language, tag) + ": " + line
		}
		if one.Due < today {
			line += " · " + c.Catalog.SayN(tag, "days_late", daysBetween(one.Due, today), nil)
		} else {
			late = false
			line += " · " + c.Catalog.Distance(tag, one.Due, today)
		}
		out = append(out, Block{Kind: Para, Text: line})
	}
	out = append(out, Block{Kind: Notice, Text: c.say(tag, "walk_due_rule", nil)})
	if !late {
		return out
	}
	cited, err := c.Answerer.Quotes(d, d.Procedure.Complaint)
	if err != nil || len(cited) == 0 {
		return append(out, Block{Kind: Notice, Text: c.say(tag, "walk_late_no_path", nil)})
	}
	out = append(out, Block{Kind: Para, Text: c.say(tag, "walk_late", nil)})
	for _, q := range cited {
		out = append(out, c.quoteOf(q, tag))
	}
	return out
}

// daysBetween counts the days from one to another.
func daysBetween(from, to corpus.Day) int {
	a, okA := from.Time()
	b, okB := to.Time()
	if !okA || !okB {
		return 0
	}
	return int(b.Sub(a) / (24 * time.Hour))
}

// askWard asks where the person lives.
func (g *walking) askWard(key, told string) error {
	g.past.Awaited = &state.Awaited{Person: g.r.Person, What: awaitsWard, Duty: g.d.ID}
	if err := g.Memory.SaveConversation(g.ctx, g.r.Conversation.Key(), g.past, g.Now()); err != nil {
		return err
	}
	return g.send(g.ctx, g.r, g.out, Reply{Language: g.tag, Final: true, Blocks: []Block{{Kind: Lead, Text: g.say(g.tag, key, i18n.Args{"Place": g.name(told, g.tag)})}},
		Buttons: []Button{g.button("walk_back", "go:"+string(walk.Where), nil)}})
}

// wardTold takes the ward that somebody was asked for. It is remembered where
// the person wants that, and else only shown.
func (c *Core) wardTold(ctx context.Context, r Request, id string, out Sender) (done bool, err error) {
	g, err := c.enter(ctx, r, id, out)
	if err != nil || g == nil {
		return true, err
	}
	if asks(r.Text) {
		return false, nil
	}
	g.past.Awaited = nil
	g.w.Stage, g.ward = walk.Where, strings.TrimSpace(r.Text)
	if f := g.past.Facts; f != nil && f.Kept {
		f.Place = shorten(g.ward, paperRunes)
	}
	return true, g.show()
}
