package handlers

import (
	"context"
	"slices"
	"strings"

	"vanthu/corpus/lang"
	"vanthu/handlers/i18n"
	"vanthu/handlers/state"
)

// asWritten is what stands for no chosen language in an action.
const asWritten = "auto"

// language offers the languages of replies, or chooses the one named.
func (c *Core) language(ctx context.Context, r Request, name string, out Sender) error {
	past, tag, err := c.past(ctx, r)
	if err != nil {
		return err
	}
	if name != "" {
		chosen, ok := c.languageNamed(name, tag)
		if ok {
			return c.chooseLanguage(ctx, r, chosen, out)
		}
	}
	reply := Reply{Language: tag, Final: true}
	if name != "" {
		reply.Blocks = append(reply.Blocks, Block{Kind: Lead, Text: c.say(tag, "language_unknown", i18n.Args{"Name": c.apart(shorten(name, 40), tag)})})
	} else {
		reply.Blocks = append(reply.Blocks, Block{Kind: Lead, Text: c.languageIs(past, tag)})
	}
	reply.Blocks = append(reply.Blocks, Block{Kind: Para, Text: c.say(tag, "language_choose", nil)})
	for _, t := range lang.Tags() {
		reply.Buttons = append(reply.Buttons, Button{Label: c.ownName(t, tag), Action: "language:" + t})
	}
	reply.Buttons = append(reply.Buttons, Button{Label: c.say(tag, "language_auto", nil), Action: "language:" + asWritten})
	return c.send(ctx, r, out, reply)
}

// ownName is how its speakers call a language, within words of another one.
func (c *Core) ownName(of, tag string) string {
	return c.foreign(c.say(of, "web_own_name", nil), of, tag)
}

// languageIs says which language replies are in.
func (c *Core) languageIs(past state.Conversation, tag string) string {
	if past.Chosen == "" {
		return c.say(tag, "language_follows", nil)
	}
	return c.say(tag, "language_is", i18n.Args{"Language": c.ownName(past.Chosen, tag)})
}

// languageNamed gives the tag of a language that somebody typed: a tag, its
// own name, or its name in any language; "" with ok for "as I write".
func (c *Core) languageNamed(name, tag string) (chosen string, ok bool) {
	typed := fold(name)
	if typed == asWritten || typed == fold(c.say(tag, "language_auto", nil)) {
		return "", true
	}
	if t, ok := lang.Tag(strings.ToLower(strings.TrimSpace(name))); ok {
		return t, true
	}
	for _, t := range lang.Tags() {
		for _, in := range lang.Tags() {
			for _, named := range []string{c.say(in, "language_"+t, nil), c.say(t, "web_own_name", nil), c.say(in, "in_language", i18n.Args{"Language": c.say(in, "language_"+t, nil)})} {
				if fold(named) == typed {
					return t, true
				}
			}
		}
	}
	return "", false
}

// fold gives the words of a text, folded.
func fold(s string) string {
	var words []string
	for _, w := range lang.Words(s) {
		words = append(words, w.Folded)
	}
	return strings.Join(words, " ")
}

// chooseLanguage keeps the language of all later replies; "" has them follow
// what the person writes.
func (c *Core) chooseLanguage(ctx context.Context, r Request, tag string, out Sender) error {
	past, err := c.Memory.Conversation(ctx, r.Conversation.Key(), c.Now())
	if err != nil {
		return err
	}
	said := c.speaks(r, past.Language)
	past.Chosen = tag
	if tag != "" {
		said, past.Language = tag, tag
	}
	if err := c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now()); err != nil {
		return err
	}
	return c.send(ctx, r, out, Reply{Language: said, Final: true, Blocks: []Block{
		{Kind: Lead, Text: c.languageIs(past, said)}, {Kind: Para, Text: c.say(said, "language_changes", nil)}}})
}

// languageChosen does what a button of /language says.
func (c *Core) languageChosen(ctx context.Context, r Request, tag string, out Sender) error {
	switch {
	case tag == asWritten:
		return c.chooseLanguage(ctx, r, "", out)
	case slices.Contains(lang.Tags(), tag):
		return c.chooseLanguage(ctx, r, tag, out)
	}
	return c.notice(ctx, r, out, "more_gone", nil)
}

// settings shows what is set for a conversation, with a button to change each.
func (c *Core) settings(ctx context.Context, r Request, out Sender) error {
	past, tag, err := c.past(ctx, r)
	if err != nil {
		return err
	}
	items := []string{c.languageIs(past, tag)}
	if len(past.Agencies) > 0 {
		items = append(items, c.say(tag, "agency_is", i18n.Args{"Agency": c.agencyNames(past.Agencies, tag)}))
	} else {
		items = append(items, c.say(tag, "settings_no_agency", nil))
	}
	reader, other := "settings_reader_off", Button{Label: c.say(tag, "button_reader_on", nil), Action: "settings:reader:on"}
	if past.Reader {
		reader, other = "settings_reader_on", Button{Label: c.say(tag, "button_reader_off", nil), Action: "settings:reader:off"}
	}
	items = append(items, c.say(tag, reader, nil))
	buttons := []Button{{Label: c.say(tag, "button_language", nil), Action: "settings:language"}, {Label: c.say(tag, "button_agency", nil), Action: "settings:agency"}, other}
	facts, button := c.factsSaid(past.Facts, tag)
	items = append(items, facts)
	if button != nil {
		buttons = append(buttons, *button)
	}
	buttons = append(buttons, Button{Label: c.say(tag, "button_forget_all", nil), Action: "forget:ask"})
	return c.send(ctx, r, out, Reply{Language: tag, Final: true, Buttons: buttons, Blocks: []Block{{Kind: Lead, Text: c.say(tag, "settings_title", nil)}, {Kind: List, Items: items}}})
}

// factsSaid says what a person has told of themselves, with the button that
// changes whether it is kept.
func (c *Core) factsSaid(f *state.Facts, tag string) (said string, button *Button) {
	switch {
	case f == nil:
		return c.say(tag, "settings_facts_none", nil), nil
	case !f.Kept:
		return c.say(tag, "settings_facts_off", nil), &Button{Label: c.say(tag, "button_facts_on", nil), Action: "settings:facts:on"}
	}
	var told []string
	for _, s := range []string{f.Channel, f.Place} {
		if s != "" {
			told = append(told, "“"+c.name(s, tag)+"”")
		}
	}
	button = &Button{Label: c.say(tag, "button_facts_off", nil), Action: "settings:facts:off"}
	if len(told) == 0 {
		return c.say(tag, "settings_facts_on", nil), button
	}
	return c.say(tag, "settings_facts", i18n.Args{"Facts": strings.Join(told, c.comma(tag))}), button
}

// setting does what a button of /settings says.
func (c *Core) setting(ctx context.Context, r Request, what string, out Sender) error {
	switch what {
	case "language":
		return c.language(ctx, r, "", out)
	case "agency":
		return c.ownAgency(ctx, r, "", out)
	}
	past, err := c.Memory.Conversation(ctx, r.Conversation.Key(), c.Now())
	if err != nil {
		return err
	}
	switch what {
	case "reader:on", "reader:off":
		past.Reader = what == "reader:on"
	case "facts:on":
		past.Facts = &state.Facts{Kept: true}
	case "facts:off":
		past.Facts = &state.Facts{}
	default:
		return c.notice(ctx, r, out, "more_gone", nil)
	}
	if err := c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now()); err != nil {
		return err
	}
	if v, ok := out.(*voice); ok {
		v.reader = past.Reader // from this reply on
	}
	return c.settings(ctx, r, out)
}
