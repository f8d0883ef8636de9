package handlers

import (
	"context"
	"strconv"
	"strings"
	"unicode"

	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
)

// heardRunes is how much of what was heard a reply repeats, in characters: the
// answer has to fit below it.
const heardRunes = 200

// repeated gives what opens the reply to a spoken question: the words that it
// answers, so that a person sees what was misheard.
func (c *Core) repeated(text string) func(tag string) string {
	text, _ = answer.WithoutFileNumbers(text) // they are not kept, and a reply is
	text = shorten(text, heardRunes)
	return func(tag string) string {
		words := c.name(text, tag)
		if words == text && strings.ContainsFunc(text, isRightToLeft) {
			words = i18n.Isolate(text)
		}
		return c.say(tag, "voice_heard", i18n.Args{"Text": words})
	}
}

// isRightToLeft reports a letter of a script that runs from right to left.
func isRightToLeft(r rune) bool { return unicode.IsLetter(r) && !i18n.LeftToRight(r) }

// unheard says why nothing was heard of a recording, and what to do instead.
func (c *Core) unheard(ctx context.Context, r Request, out Sender) error {
	tag := c.speaks(r, "")
	u := r.Unheard
	if u == nil {
		u = &Unheard{Why: UnheardOff} // nobody listens on this platform
	}
	said := ""
	switch u.Why {
	case UnheardLong:
		said = c.Catalog.SayN(tag, "voice_long", u.Limit, nil)
	case UnheardLarge:
		said = c.say(tag, "voice_large", i18n.Args{"Limit": strconv.Itoa(u.Limit)})
	default:
		said = c.say(tag, "voice_"+u.Why, nil)
	}
	return c.send(ctx, r, out, Reply{Language: tag, Final: true, Blocks: []Block{{Kind: Notice, Text: said}}})
}
