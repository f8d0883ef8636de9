package handlers

import (
	"context"
	"strconv"
	"strings"

	"vanthu/corpus/lang"
	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
	"vanthu/handlers/state"
)

// awaitsForget says that a person was asked whether to delete what is kept of
// them; see state.Awaited.
const awaitsForget = "forget"

// forget says what is kept of a person and a conversation, and asks whether
// to delete it.
func (c *Core) forget(ctx context.Context, r Request, out Sender) error {
	past, kept, err := c.kept(ctx, r)
	if err != nil {
		return err
	}
	tag := c.speaks(r, past.Language)
	items := c.keptItems(past, kept, tag)
	if len(items) == 0 {
		return c.send(ctx, r, out, Reply{Language: tag, Final: true, Blocks: append([]Block{{Kind: Lead, Text: c.say(tag, "forget_nothing", nil)}}, c.staying(kept, tag)...)})
	}
	past.Awaited = &state.Awaited{Person: r.Person, What: awaitsForget}
	if err := c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now()); err != nil {
		return err
	}
	return c.send(ctx, r, out, Reply{Language: tag, Final: true,
		Blocks:  append([]Block{{Kind: Lead, Text: c.say(tag, "forget_ask", nil)}, {Kind: List, Items: items}}, c.staying(kept, tag)...),
		Buttons: []Button{{Label: c.say(tag, "button_forget", nil), Action: "forget:yes"}, {Label: c.say(tag, "button_keep", nil), Action: "forget:no"}}})
}

// forgetting does what a button of /forget says. What is deleted is shown,
// and that it is gone is read from the state again.
func (c *Core) forgetting(ctx context.Context, r Request, what string, out Sender) error {
	switch what {
	case "ask":
		return c.forget(ctx, r, out)
	case "no":
		if err := c.forgetNothing(ctx, r); err != nil {
			return err
		}
		return c.notice(ctx, r, out, "forget_kept", nil)
	case "yes":
	default:
		return c.notice(ctx, r, out, "more_gone", nil)
	}
	past, before, err := c.kept(ctx, r)
	if err != nil {
		return err
	}
	tag := c.speaks(r, past.Language)
	items := c.keptItems(past, before, tag)
	if err := c.Memory.Forget(ctx, r.Conversation.Key(), r.Person); err != nil {
		return err
	}
	now, after, err := c.kept(ctx, r)
	if err != nil {
		return err
	}
	reply := Reply{Language: tag, Final: true, Blocks: []Block{{Kind: Lead, Text: c.say(tag, "forgotten", nil)}}}
	if len(items) > 0 {
		reply.Blocks = append(reply.Blocks, Block{Kind: Para, Text: c.say(tag, "forget_gone", nil)}, Block{Kind: List, Items: items})
	}
	if left := c.keptItems(now, after, tag); len(left) > 0 { // came in meanwhile
		reply.Blocks[0].Text = c.say(tag, "forget_left", nil)
		reply.Blocks = append(reply.Blocks, Block{Kind: List, Items: left})
	} else {
		reply.Blocks = append(reply.Blocks, Block{Kind: Notice, Text: c.say(tag, "forget_proof", nil)})
	}
	reply.Blocks = append(reply.Blocks, c.staying(before, tag)...)
	return c.send(ctx, r, out, reply)
}

// forgetNothing ends the waiting for a yes.
func (c *Core) forgetNothing(ctx context.Context, r Request) error {
	past, err := c.Memory.Conversation(ctx, r.Conversation.Key(), c.Now())
	if err != nil || past.Awaited == nil || past.Awaited.What != awaitsForget {
		return err
	}
	past.Awaited = nil
	return c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now())
}

// forgetTold takes what is written in place of a button of /forget: the
// button's own words do what it does; a yes or no does not say for sure that
// it is meant for this, so that the question is put again.
func (c *Core) forgetTold(ctx context.Context, r Request, past state.Conversation, out Sender) (done bool, err error) {
	tag := c.speaks(r, past.Language)
	r.Language = tag
	told := lang.Fold(strings.Trim(r.Text, " .!"))
	talk := c.Answerer.Blank(answer.Question{Text: r.Text, Prior: tag})
	switch {
	case told == lang.Fold(c.say(tag, "button_forget", nil)):
		return true, c.forgetting(ctx, r, "yes", out)
	case told == lang.Fold(c.say(tag, "button_keep", nil)):
		return true, c.forgetting(ctx, r, "no", out)
	case talk.Intent == answer.Smalltalk && talk.Field == "ok":
		return true, c.forget(ctx, r, out)
	}
	return false, nil
}

func (c *Core) kept(ctx context.Context, r Request) (state.Conversation, state.Kept, error) {
	past, err := c.Memory.Conversation(ctx, r.Conversation.Key(), c.Now())
	if err != nil {
		return past, state.Kept{}, err
	}
	kept, err := c.Memory.Kept(ctx, r.Conversation.Key(), r.Person)
	return past, kept, err
}

// keptItems says what is kept, one kind a line, with how much it is.
func (c *Core) keptItems(past state.Conversation, k state.Kept, tag string) []string {
	var out []string
	say := func(key string, args i18n.Args) { out = append(out, c.say(tag, key, args)) }
	count := func(key string, n int) {
		if n > 0 {
			say(key, i18n.Args{"N": strconv.Itoa(n)})
		}
	}
	if past.Chosen != "" {
		say("kept_language", i18n.Args{"Language": c.ownName(past.Chosen, tag)})
	}
	if len(past.Agencies) > 0 {
		say("kept_agency", i18n.Args{"Agency": c.agencyNames(past.Agencies, tag)})
	}
	if past.Reader {
		say("kept_reader", nil)
	}
	count("kept_conversation", k.Conversation)
	count("kept_facts", k.Facts)
	count("kept_walks", k.Walks)
	count("kept_feedback", k.Feedback)
	count("kept_person", k.Person)
	return out
}

// staying says what is not deleted, and why.
func (c *Core) staying(k state.Kept, tag string) []Block {
	if k.Acts == 0 {
		return nil
	}
	return []Block{{Kind: Notice, Text: c.Catalog.SayN(tag, "kept_acts", k.Acts, nil)}}
}
