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
	if r.Language == "" && (r.Action != "" || isCommand(r.Text) || r.Wordless || r.Recording != nil && !r.Spoken) {
		r.Language = past.Language
	}
	v := &voice{Sender: out, core: c, reader: past.Reader, rest: strings.HasPrefix(r.Action, "more:")}
	if r.Text != "" && r.Action == "" && !isCommand(r.Text) {
		v.ahead = c.opening(r)
		secret := c.Secrets.In(r.Text)
		if secret {
			r.Text = c.Masked(r.Text)
		}
		if r.Spoken {
			v.ahead = append(v.ahead, c.repeated(r.Text))
		}
		if secret {
			v.ahead = append(v.ahead, func(tag string) string { return c.say(tag, "private_sent", nil) })
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
		if does, ok := c.pressed()[name]; ok {
			return does(ctx, r, arg, out)
		}
		return c.notice(ctx, r, out, "more_gone", nil)
	}
	if r.Point != nil {
		return c.nearest(ctx, r, out)
	}
	text := strings.TrimSpace(r.Text)
	if text == "" && r.Recording != nil {
		return c.unheard(ctx, r, out)
	}
	if text == "" && r.Wordless {
		return c.notice(ctx, r, out, "text_only", nil)
	}
	if strings.HasPrefix(text, "/") {
		command, arg, _ := strings.Cut(text, " ")
		if does, ok := c.commanded()[strings.ToLower(command)]; ok {
			return does(ctx, r, strings.TrimSpace(arg), out)
		}
		return c.notice(ctx, r, out, "unknown_command", i18n.Args{"Command": shorten(command, 32)})
	}
	if kinds := c.Emergency.In(text); len(kinds) > 0 {
		return c.emergency(ctx, r, kinds, out)
	}
	return c.asked(ctx, r, out)
}

// ability does what a person asks for; arg is what stands behind its name.
type ability = func(ctx context.Context, r Request, arg string, out Sender) error

// alone is an ability that takes nothing behind its name.
func alone(does func(ctx context.Context, r Request, out Sender) error) ability {
	return func(ctx context.Context, r Request, _ string, out Sender) error { return does(ctx, r, out) }
}

// pressed gives what buttons do, by what their actions begin with.
func (c *Core) pressed() map[string]ability {
	return map[string]ability{
		"more": c.more, "rate": c.rate, "mistake": c.mistake, "walk": c.walk, "duties": c.listAgain, "duty": c.dutyAction,
		"office": c.officeChosen, "agency": c.chooseAgency, "example": c.example, "language": c.languageChosen,
		"settings": c.setting, "forget": c.forgetting, "document": c.documentAction, "plain": c.inPlainWords,
		"field": func(ctx context.Context, r Request, arg string, out Sender) error {
			field, id, _ := strings.Cut(arg, ":")
			return c.field(ctx, r, field, id, out)
		},
		"procedure": func(ctx context.Context, r Request, id string, out Sender) error { return c.field(ctx, r, "", id, out) },
	}
}

// commanded gives what commands do.
func (c *Core) commanded() map[string]ability {
	return map[string]ability{
		"/start": c.start, "/language": c.language, "/procedure": c.procedureNamed, "/document": c.documentNamed,
		"/agency": c.ownAgency, "/duties": c.myDuties, "/office": c.office, "/help": alone(c.help),
		"/settings": alone(c.settings), "/documents": alone(c.documents), "/feedback": alone(c.heardList),
		"/walk": alone(c.walks), "/forget": alone(c.forget), "/reindex": alone(c.reindex),
	}
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
