package telegram

import (
	"context"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vanthu/bot/wording"
)

// Limits of https://core.telegram.org/bots/api#setmycommands, setmydescription
// and setmyshortdescription, in characters.
const (
	maxCommands         = 100
	maxCommandAbout     = 256
	maxDescription      = 512
	maxShortDescription = 120
)

var commandForm = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

// Command is an entry of the menu of commands.
type Command struct {
	Name    string            // [a-z0-9_]{1,32}, without slash
	About   map[string]string // what it does, by tag of the interface
	Private bool              // offered in chats with one person
	Group   bool              // offered in groups
	Admin   bool              // offered to admins, in their own chats
}

// languageCodes are the codes under which Telegram looks up the menu of an
// interface language: ISO 639-1, as its apps name themselves. Norwegian has
// two: the app is "nb", and "no" is what some systems say.
func languageCodes(tag string) []string {
	if tag == "no" {
		return []string{"nb", "no"}
	}
	return []string{tag}
}

type scope struct {
	Type string `json:"type"`
	Chat int64  `json:"chat_id,omitempty"`
}

type menuEntry struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

type menuParams struct {
	Scope    *scope      `json:"scope,omitempty"`
	Language string      `json:"language_code,omitempty"`
	Commands []menuEntry `json:"commands,omitempty"`
}

// menus brings the menus of commands and the descriptions up to date: each is
// asked for, and set where it differs.
func (b *Bot) menus(ctx context.Context) {
	if len(b.set.Menu) == 0 && len(b.set.Description) == 0 && len(b.set.Short) == 0 {
		return
	}
	err := b.setMenus(ctx)
	if err == nil {
		err = b.describe(ctx)
	}
	switch {
	case ctx.Err() != nil:
	case err != nil:
		b.Log.Warn("the menus of commands stay as they were", "error", err)
	default:
		b.Log.Info("Telegram's menus of commands are up to date")
	}
}

func (b *Bot) setMenus(ctx context.Context) error {
	if len(b.set.Menu) == 0 {
		return nil
	}
	private := func(c Command) bool { return c.Private }
	err := b.setScope(ctx, scope{Type: "all_private_chats"}, private)
	if err == nil {
		err = b.setScope(ctx, scope{Type: "all_group_chats"}, func(c Command) bool { return c.Group })
	}
	for _, name := range slices.Sorted(maps.Keys(b.admins)) {
		id, convErr := strconv.ParseInt(name, 10, 64)
		if convErr != nil || err != nil {
			continue // one known by name has no chat that could be named
		}
		err = b.setScope(ctx, scope{"chat", id}, func(c Command) bool { return c.Private || c.Admin })
		if isDescribed(err, "chat not found") {
			err = nil // who never wrote to the bot
		}
	}
	return err
}

// setScope sets the menu of a scope in every language.
func (b *Bot) setScope(ctx context.Context, in scope, offered func(Command) bool) error {
	for code, tag := range b.languages() {
		var want, have []menuEntry
		for _, c := range b.set.Menu {
			about := clip(c.About[tag], maxCommandAbout)
			if about == "" {
				about = clip(c.About[b.set.Language], maxCommandAbout)
			}
			switch {
			case !offered(c):
			case !commandForm.MatchString(c.Name) || about == "" || len(want) == maxCommands:
				b.Log.Error("a command is left out of the menu: its name or description is not one that Telegram takes", "command", c.Name)
			default:
				want = append(want, menuEntry{c.Name, about})
			}
		}
		if err := b.patiently(ctx, "getMyCommands", menuParams{Scope: &in, Language: code}, &have); err != nil {
			return err
		}
		if slices.Equal(have, want) {
			continue
		}
		method := "setMyCommands"
		if len(want) == 0 {
			method = "deleteMyCommands"
		}
		if err := b.patiently(ctx, method, menuParams{&in, code, want}, nil); err != nil {
			return err
		}
	}
	return nil
}

// languages gives the tag of the interface for every language code; "" is
// everybody else's.
func (b *Bot) languages() map[string]string {
	codes := map[string]string{"": b.set.Language}
	add := func(texts map[string]string) {
		for tag := range texts {
			for _, code := range languageCodes(tag) {
				if len(code) == 2 {
					codes[code] = tag
				}
			}
		}
	}
	for _, c := range b.set.Menu {
		add(c.About)
	}
	add(b.set.Description)
	add(b.set.Short)
	return codes
}

// describe sets what people read before they start the bot, and on its page.
func (b *Bot) describe(ctx context.Context) error {
	for code, tag := range b.languages() {
		for _, of := range [...]struct{ call, field, want string }{
			{"MyDescription", "description", clip(b.set.Description[tag], maxDescription)},
			{"MyShortDescription", "short_description", clip(b.set.Short[tag], maxShortDescription)},
		} {
			if of.want == "" {
				continue
			}
			var have map[string]string
			params := map[string]string{"language_code": code}
			if err := b.patiently(ctx, "get"+of.call, params, &have); err != nil {
				return err
			}
			if have[of.field] == of.want {
				continue
			}
			params[of.field] = of.want
			if err := b.patiently(ctx, "set"+of.call, params, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// clip cuts a text to so many characters, at a word where there is one.
func clip(s string, limit int) string {
	s = wording.Clean(s)
	runes := []rune(s)
	if len(runes) <= limit {
		return s
	}
	cut := string(runes[:limit-1])
	if at := strings.LastIndexByte(cut, ' '); at > len(cut)/2 {
		cut = cut[:at]
	}
	return cut + "…"
}
