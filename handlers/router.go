package handlers

import (
	"context"
	"fmt"
	"strings"

	"vanthu/handlers/i18n"
)

// Handle sends a request to the ability it asks for: a pressed button's, a
// command's, else the question is answered.
func (c *Core) Handle(ctx context.Context, r Request, out Sender) error {
	if r.Language == "" {
		if past, err := c.Memory.Conversation(ctx, r.Conversation.Key(), c.Now()); err == nil && (r.Action != "" || strings.HasPrefix(r.Text, "/")) {
			r.Language = past.Language
		}
	}
	err := c.route(ctx, r, out)
	if err == nil {
		return nil
	}
	tag := c.speaks(r, "")
	apology := Reply{Language: tag, Final: true, Blocks: []Block{{Kind: Notice, Text: c.say(tag, "failed", nil)}}}
	if _, serr := out.Send(ctx, r.Conversation, apology); serr != nil {
		return fmt.Errorf("%w (and the apology was not delivered: %v)", err, serr)
	}
	return err
}

func (c *Core) route(ctx context.Context, r Request, out Sender) error {
	if r.Action != "" {
		name, arg, _ := strings.Cut(r.Action, ":")
		switch name {
		case "more":
			return c.more(ctx, r, arg, out)
		case "field":
			field, id, _ := strings.Cut(arg, ":")
			return c.field(ctx, r, field, id, out)
		case "procedure":
			return c.field(ctx, r, "", arg, out)
		case "walk":
			return c.walk(ctx, r, arg, out)
		case "duties":
			return c.listAgain(ctx, r, arg, out)
		case "duty":
			return c.dutyAction(ctx, r, arg, out)
		case "office":
			return c.officeChosen(ctx, r, arg, out)
		case "agency":
			return c.chooseAgency(ctx, r, arg, out)
		}
		return c.notice(ctx, r, out, "more_gone", nil)
	}
	if r.Point != nil {
		return c.nearest(ctx, r, out)
	}
	text := strings.TrimSpace(r.Text)
	if strings.HasPrefix(text, "/") {
		command, arg, _ := strings.Cut(text, " ")
		switch strings.ToLower(command) {
		case "/start", "/help":
			return c.help(ctx, r, out)
		case "/documents":
			return c.documents(ctx, r, out)
		case "/agency":
			return c.ownAgency(ctx, r, strings.TrimSpace(arg), out)
		case "/duties":
			return c.myDuties(ctx, r, strings.TrimSpace(arg), out)
		case "/walk":
			return c.walks(ctx, r, out)
		case "/forget":
			return c.forget(ctx, r, out)
		case "/office":
			return c.office(ctx, r, strings.TrimSpace(arg), out)
		case "/reindex":
			return c.reindex(ctx, r, out)
		}
		return c.notice(ctx, r, out, "unknown_command", i18n.Args{"Command": shorten(command, 32)})
	}
	past, err := c.Memory.Conversation(ctx, r.Conversation.Key(), c.Now())
	if err != nil {
		return err
	}
	if w := past.Awaited; w != nil && w.Person == r.Person {
		past.Awaited = nil
		if w.What == awaitsPlace {
			if done, err := c.placeTold(ctx, r, past, out); done || err != nil {
				return err
			}
		}
		if done, err := c.awaited(ctx, r, *w, past, out); done || err != nil {
			return err
		}
	}
	if done, err := c.handedIn(ctx, r, past, out); done || err != nil {
		return err
	}
	return c.ask(ctx, r, past, out)
}

func (c *Core) notice(ctx context.Context, r Request, out Sender, key string, args i18n.Args) error {
	tag := c.speaks(r, "")
	return c.send(ctx, r, out, Reply{Language: tag, Final: true, Blocks: []Block{{Kind: Notice, Text: c.say(tag, key, args)}}})
}
