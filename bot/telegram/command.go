package telegram

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"
)

// maxCommand is the longest name of a command, in characters
// (https://core.telegram.org/bots/api#botcommand).
const maxCommand = 32

// command is "/name@bot arguments", taken apart.
type command struct {
	name string // lower case, without slash
	bot  string // the bot it is for, without @; empty: whoever reads it
	args string
}

// String gives the command as the product reads it.
func (c command) String() string {
	if c.args == "" {
		return "/" + c.name
	}
	return "/" + c.name + " " + c.args
}

// parseCommand reads a command at the start of a text. "/57-NQ/TW" is none: a
// command's name ends with the word.
func parseCommand(text string) (command, bool) {
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	if !strings.HasPrefix(text, "/") {
		return command{}, false
	}
	word, args := text[1:], ""
	if i := strings.IndexFunc(word, unicode.IsSpace); i >= 0 {
		word, args = word[:i], strings.TrimSpace(word[i:])
	}
	name, bot, addressed := strings.Cut(word, "@")
	if len(name) == 0 || len(name) > maxCommand || !isName(name) || addressed && (bot == "" || !isName(bot)) {
		return command{}, false
	}
	return command{name: strings.ToLower(name), bot: bot, args: args}, true
}

// isName reports whether s consists of what names of commands and bots may hold.
func isName(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_') {
			return false
		}
	}
	return true
}

// entityText gives the part of a text that an entity marks, with its byte
// offsets. Telegram counts in UTF-16 units; an entity that lies outside the
// text or cuts a character in two gives false.
func entityText(text string, e models.MessageEntity) (part string, start, end int, ok bool) {
	if e.Offset < 0 || e.Length <= 0 || e.Offset > len(text) || e.Length > len(text) {
		return "", 0, 0, false // a UTF-16 text is never longer than its UTF-8 form
	}
	start, end = -1, -1
	units := 0
	for i, r := range text {
		if units == e.Offset {
			start = i
		}
		if units == e.Offset+e.Length {
			end = i
			break
		}
		units += max(utf16.RuneLen(r), 1)
	}
	if end < 0 && units == e.Offset+e.Length {
		end = len(text)
	}
	if start < 0 || end < start {
		return "", 0, 0, false
	}
	return text[start:end], start, end, true
}

// innerCommand finds a known command in the middle of a text, "xin chào /help".
func innerCommand(text string, entities []models.MessageEntity, known []string) (command, bool) {
	for _, e := range entities {
		if e.Type != models.MessageEntityTypeBotCommand {
			continue
		}
		_, start, _, ok := entityText(text, e)
		if !ok {
			continue
		}
		c, ok := parseCommand(text[start:])
		if !ok {
			continue
		}
		if isKnown(c, known) {
			return c, true
		}
	}
	return command{}, false
}

func isKnown(c command, known []string) bool {
	return slices.ContainsFunc(known, func(name string) bool { return c.name == strings.ToLower(name) })
}

// withoutMention takes mentions of the bot out of a text and reports whether
// there was one.
func withoutMention(text string, entities []models.MessageEntity, me models.User) (string, bool) {
	var kept strings.Builder
	found, from := false, 0
	for _, e := range entities {
		part, start, end, ok := entityText(text, e)
		if !ok || start < from {
			continue
		}
		ours := e.Type == models.MessageEntityTypeMention && me.Username != "" && strings.EqualFold(part, "@"+me.Username) ||
			e.Type == models.MessageEntityTypeTextMention && e.User != nil && e.User.ID == me.ID
		if !ours {
			continue
		}
		found = true
		kept.WriteString(text[from:start])
		from = end
	}
	if !found {
		return text, false
	}
	kept.WriteString(text[from:])
	return strings.TrimSpace(kept.String()), true
}
