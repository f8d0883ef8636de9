package main

import (
	"sort"

	"vanthu/bot/discord"
	"vanthu/handlers/state"
)

// commandNames are the commands of the chats, as the router knows them.
var commandNames = []string{"start", "help", "procedure", "document", "documents", "agency", "duties", "office", "walk", "language", "settings", "forget", "reindex", "feedback"}

// discordLocales are the interface languages that Discord offers to its
// users, by our tags: it has no Hebrew and no Arabic.
var discordLocales = map[string]string{"vi": "vi", "ru": "ru", "nl": "nl", "no": "no"}

// discordCommands names the commands in every language that Discord knows.
func discordCommands(c *call) []discord.Command {
	words := func(key string) map[string]string {
		out := map[string]string{}
		for tag, locale := range discordLocales {
			out[locale] = c.catalog.Say(tag, key, nil)
		}
		return out
	}
	command := func(name string) discord.Command {
		return discord.Command{Name: name, Description: c.catalog.Say("en", "command_"+name, nil), Descriptions: words("command_" + name)}
	}
	ask := command("ask")
	ask.Names = words("command_ask_name")
	ask.Question = true
	ask.Option = &discord.Option{Name: "question", Description: c.catalog.Say("en", "command_question", nil), Names: words("command_question_name"),
		Descriptions: words("command_question"), Required: true}
	with := func(name, option string) discord.Command {
		d := command(name)
		d.Option = &discord.Option{Name: option, Description: c.catalog.Say("en", "command_"+name+"_option", nil), Descriptions: words("command_" + name + "_option")}
		return d
	}
	return []discord.Command{ask, command("help"), with("procedure", "name"), with("document", "number"), command("documents"), with("agency", "name"), with("duties", "which"), with("office", "name"), command("walk"), with("language", "name"), command("settings"), command("forget"), command("reindex"), command("feedback")}
}

func sortedFiles(files map[string]state.SourceFile) []state.SourceFile {
	out := make([]state.SourceFile, 0, len(files))
	for _, f := range files {
		out = append(out, f)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Path < out[j].Path })
	return out
}
