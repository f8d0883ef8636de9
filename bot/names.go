package main

import (
	"sort"

	"vanthu/bot/discord"
	"vanthu/bot/telegram"
	"vanthu/corpus/lang"
	"vanthu/handlers"
	"vanthu/handlers/i18n"
	"vanthu/handlers/state"
)

// messengerCommand is a command of the chats, as the router knows it. What it does
// stands in the catalog, "command_NAME".
type messengerCommand struct {
	name   string
	group  bool                // offered where others read too
	admin  bool                // for those who look after the documents
	hidden bool                // in no menu: platforms send it by themselves
	option string              // what it may be given: "command_NAME_option" says what that is; empty: nothing
	kind   handlers.ChoiceKind // of what is offered while a person types the option; empty: nothing
}

// messengerCommands gives the commands in the order of menus.
func messengerCommands() []messengerCommand {
	return []messengerCommand{
		{name: "start", hidden: true},
		{name: "procedure", group: true, option: "name", kind: handlers.ProcedureChoice},
		{name: "duties", group: true, option: "which"},
		{name: "agency", group: true, option: "name", kind: handlers.AgencyChoice},
		{name: "office", group: true, option: "name"},
		{name: "walk"},
		{name: "document", group: true, option: "number", kind: handlers.DocumentChoice},
		{name: "documents", group: true},
		{name: "language", group: true, option: "name"},
		{name: "settings"},
		{name: "forget"},
		{name: "help", group: true},
		{name: "reindex", admin: true},
		{name: "feedback", admin: true},
	}
}

// commandNames gives the names of the commands.
func commandNames() []string {
	var out []string
	for _, c := range messengerCommands() {
		out = append(out, c.name)
	}
	return out
}

// telegramMenu gives the commands in every language of the interface.
func telegramMenu(catalog *i18n.Catalog) []telegram.Command {
	var out []telegram.Command
	for _, c := range messengerCommands() {
		if c.hidden {
			continue
		}
		about := map[string]string{}
		for _, tag := range lang.Tags() {
			about[tag] = catalog.Say(tag, "command_"+c.name, nil)
		}
		out = append(out, telegram.Command{Name: c.name, About: about, Private: !c.admin, Group: c.group && !c.admin, Admin: true})
	}
	return out
}

// discordLocales are the interface languages that Discord offers to its
// users, by our tags: it has no Hebrew and no Arabic.
var discordLocales = map[string]string{"vi": "vi", "ru": "ru", "nl": "nl", "no": "no"}

// discordCommands names the commands in every language that Discord knows.
func discordCommands(catalog *i18n.Catalog) []discord.Command {
	words := func(key string) map[string]string {
		out := map[string]string{}
		for tag, locale := range discordLocales {
			out[locale] = catalog.Say(tag, key, nil)
		}
		return out
	}
	command := func(c messengerCommand) discord.Command {
		d := discord.Command{Name: c.name, Description: catalog.Say("en", "command_"+c.name, nil), Descriptions: words("command_" + c.name), Admin: c.admin}
		if c.option != "" {
			d.Option = &discord.Option{Name: c.option, Description: catalog.Say("en", "command_"+c.name+"_option", nil), Descriptions: words("command_" + c.name + "_option"),
				Finds: c.kind != "", Kind: c.kind}
		}
		return d
	}
	ask := command(messengerCommand{name: "ask"})
	ask.Names = words("command_ask_name")
	ask.Question = true
	ask.Option = &discord.Option{Name: "question", Description: catalog.Say("en", "command_question", nil), Names: words("command_question_name"),
		Descriptions: words("command_question"), Required: true}
	out := []discord.Command{ask}
	for _, c := range messengerCommands() {
		if !c.hidden {
			out = append(out, command(c))
		}
	}
	return out
}

func sortedFiles(files map[string]state.SourceFile) []state.SourceFile {
	out := make([]state.SourceFile, 0, len(files))
	for _, f := range files {
		out = append(out, f)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Path < out[j].Path })
	return out
}
