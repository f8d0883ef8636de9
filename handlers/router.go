package handlers

import (
	"context"
	"fmt"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/i18n"
	"vanthu/handlers/personal"
	"vanthu/handlers/state"
)

// late is how old a question may be before its answer names the time at which
// it was asked.
const late = 10 * time.Minute

// Handle sends a request to the ability it asks for: a pressed button's, a
// command's, else the question is answered. Replies are in the language that
// was chosen for the conversation, if one was.
func (c *Core) Handle(ctx context.Context, r Request, out Sender) error {
	past, err := c.Memory.Conversation(ctx, r.Conversation.Key(), c.Now())
	if err != nil {
		past = state.Conversation{} // the ability that needs it says so
	}
	r.Language = first(past.Chosen, r.Language)
	if r.Language == "" && (r.Action != "" || isCommand(r.Text) || r.Wordless) {
		r.Language = past.Language
	}
	v := &voice{Sender: out, core: c, reader: past.Reader, rest: strings.HasPrefix(r.Action, "more:")}
	if r.Text != "" && r.Action == "" && !isCommand(r.Text) {
		v.ahead = c.opening(r)
		if c.Secrets.In(r.Text) {
			v.ahead = append(v.ahead, func(tag string) string { return c.say(tag, "private_sent", nil) })
			r.Text = c.Masked(r.Text)
		}
	}
	if err = c.route(ctx, r, v); err == nil {
		return nil
	}
	tag := c.speaks(r, "")
	apology := Reply{Language: tag, Final: true, Blocks: []Block{{Kind: Notice, Text: c.say(tag, "failed", nil)}}}
	if _, serr := v.Send(ctx, r.Conversation, apology); serr != nil {
		return fmt.Errorf("%w (and the apology was not delivered: %v)", err, serr)
	}
	return err
}

// Masked takes out of a message what must not be kept: where it holds numbers
// of papers or cards, or one-time codes, all that tells who somebody is.
func (c *Core) Masked(text string) string {
	if !c.Secrets.In(text) {
		return text
	}
	return personal.Masked(c.Secrets.Masked(text))
}

func isCommand(text string) bool { return strings.HasPrefix(strings.TrimSpace(text), "/") }

// opening gives what is said ahead of an answer: that it is one to a changed
// question, or to an old one.
func (c *Core) opening(r Request) []func(tag string) string {
	var out []func(tag string) string
	if r.Edited {
		out = append(out, func(tag string) string { return c.say(tag, "edited_anew", nil) })
	}
	if now := c.Now().In(c.Zone); !r.Sent.IsZero() && now.Sub(r.Sent) > late {
		sent := r.Sent.In(c.Zone)
		out = append(out, func(tag string) string {
			args := i18n.Args{"Time": c.name(sent.Format("15:04"), tag)}
			if day := corpus.DayOf(sent); day != corpus.DayOf(now) {
				args["Day"] = c.Catalog.Day(tag, day)
				return c.say(tag, "late_answer_day", args)
			}
			return c.say(tag, "late_answer", args)
		})
	}
	return out
}

func (c *Core) route(ctx context.Context, r Request, out Sender) error {
	if r.Action != "" && strings.TrimSpace(r.Text) != "" {
		if what, id, ok := c.awaitedBy(r.Action); ok {
			return c.formed(ctx, r, what, id, out)
		}
	}
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
		case "rate":
			return c.rate(ctx, r, arg, out)
		case "mistake":
			return c.mistake(ctx, r, arg, out)
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
		case "example":
			return c.example(ctx, r, arg, out)
		case "language":
			return c.languageChosen(ctx, r, arg, out)
		case "settings":
			return c.setting(ctx, r, arg, out)
		case "forget":
			return c.forgetting(ctx, r, arg, out)
		case "document":
			return c.documentAction(ctx, r, arg, out)
		}
		return c.notice(ctx, r, out, "more_gone", nil)
	}
	if r.Point != nil {
		return c.nearest(ctx, r, out)
	}
	text := strings.TrimSpace(r.Text)
	if text == "" && r.Wordless {
		return c.notice(ctx, r, out, "text_only", nil)
	}
	if strings.HasPrefix(text, "/") {
		command, arg, _ := strings.Cut(text, " ")
		switch strings.ToLower(command) {
		case "/start":
			return c.start(ctx, r, strings.TrimSpace(arg), out)
		case "/help":
			return c.help(ctx, r, out)
		case "/language":
			return c.language(ctx, r, strings.TrimSpace(arg), out)
		case "/settings":
			return c.settings(ctx, r, out)
		case "/procedure":
			return c.procedureNamed(ctx, r, strings.TrimSpace(arg), out)
		case "/document":
			return c.documentNamed(ctx, r, strings.TrimSpace(arg), out)
		case "/documents":
			return c.documents(ctx, r, out)
		case "/agency":
			return c.ownAgency(ctx, r, strings.TrimSpace(arg), out)
		case "/duties":
			return c.myDuties(ctx, r, strings.TrimSpace(arg), out)
		case "/feedback":
			return c.heardList(ctx, r, out)
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
	if kinds := c.Emergency.In(text); len(kinds) > 0 {
		return c.emergency(ctx, r, kinds, out)
	}
	return c.asked(ctx, r, out)
}

// formed takes the words that came in the form of a button.
func (c *Core) formed(ctx context.Context, r Request, what, id string, out Sender) error {
	past, err := c.Memory.Conversation(ctx, r.Conversation.Key(), c.Now())
	if err != nil {
		return err
	}
	r.Action, past.Awaited = "", nil
	r.Language = c.speaks(r, past.Language)
	done, err := c.awaited(ctx, r, state.Awaited{Person: r.Person, What: what, Duty: id}, past, out)
	if done || err != nil {
		return err
	}
	return c.ask(ctx, r, past, out)
}

// asked answers a message that is no command: what was waited for, else a
// question.
func (c *Core) asked(ctx context.Context, r Request, out Sender) error {
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
