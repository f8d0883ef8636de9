package telegramtest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// Command is one entry of a menu of commands.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

var (
	commandForm  = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
	languageForm = regexp.MustCompile(`^([a-z]{2})?$`)
)

// Menu gives the commands set for a scope ("default", "all_private_chats",
// "chat:42", …) and a language; "" is the language of everybody else.
func (s *Server) Menu(scope, language string) []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.menus[scope+"/"+language]
}

// About gives what setMyDescription or setMyShortDescription set.
func (s *Server) About(method, language string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.abouts[method+"/"+language]
}

func (s *Server) commands(name string, p Params) (string, *refusal) {
	scope := struct {
		Type string `json:"type"`
		Chat int64  `json:"chat_id"`
	}{Type: "default"}
	if raw := p.Text("scope"); raw != "" && json.Unmarshal([]byte(raw), &scope) != nil {
		return "", bad("can't parse BotCommandScope JSON object")
	}
	where := scope.Type
	switch scope.Type {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
	case "chat":
		if _, refused := s.chat(Params{"chat_id": fmt.Sprint(scope.Chat)}); refused != nil {
			return "", refused
		}
		where = fmt.Sprintf("chat:%d", scope.Chat)
	default:
		return "", bad("can't parse BotCommandScope: Unsupported type specified")
	}
	language := p.Text("language_code")
	if !languageForm.MatchString(language) {
		return "", bad("invalid language code specified")
	}
	key := where + "/" + language
	switch name {
	case "getMyCommands":
		s.mu.Lock()
		defer s.mu.Unlock()
		out, err := json.Marshal(append([]Command{}, s.menus[key]...))
		if err != nil {
			panic(err) // strings always have a JSON form
		}
		return string(out), nil
	case "deleteMyCommands":
		s.change(func() { delete(s.menus, key) })
		return "true", nil
	}
	var list []Command
	if json.Unmarshal([]byte(p.Text("commands")), &list) != nil || list == nil {
		return "", bad("can't parse commands JSON object")
	}
	if len(list) > 100 {
		return "", bad("BOT_COMMANDS_TOO_MUCH")
	}
	for _, c := range list {
		switch {
		case !commandForm.MatchString(c.Command):
			return "", bad("BOT_COMMAND_INVALID")
		case strings.TrimSpace(c.Description) == "" || units(c.Description) > 256:
			return "", bad("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	s.change(func() { s.menus[key] = list })
	return "true", nil
}

// about sets or gives a description of the bot in a language.
func (s *Server) about(name string, p Params) (string, *refusal) {
	field, limit := "description", 512
	if strings.HasSuffix(name, "ShortDescription") {
		field, limit = "short_description", 120
	}
	language := p.Text("language_code")
	if !languageForm.MatchString(language) {
		return "", bad("invalid language code specified")
	}
	set, reading := strings.CutPrefix(name, "get")
	if reading {
		return fmt.Sprintf(`{%q:%s}`, field, quote(s.About("set"+set, language))), nil
	}
	if units(p.Text(field)) > limit {
		return "", bad("description is too long")
	}
	s.change(func() { s.abouts[name+"/"+language] = p.Text(field) })
	return "true", nil
}
