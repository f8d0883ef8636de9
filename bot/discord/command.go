package discord

import (
	"maps"

	"github.com/bwmarrin/discordgo"
)

// application gives a command as Discord registers it.
func (c Command) application() *discordgo.ApplicationCommand {
	a := &discordgo.ApplicationCommand{Type: discordgo.ChatApplicationCommand, Name: c.Name, Description: c.Description, Options: []*discordgo.ApplicationCommandOption{}}
	if names := locales(c.Names); len(names) > 0 {
		a.NameLocalizations = &names
	}
	if descriptions := locales(c.Descriptions); len(descriptions) > 0 {
		a.DescriptionLocalizations = &descriptions
	}
	if o := c.Option; o != nil {
		a.Options = append(a.Options, &discordgo.ApplicationCommandOption{
			Type: discordgo.ApplicationCommandOptionString, Name: o.Name, Description: o.Description, Required: o.Required,
			NameLocalizations: locales(o.Names), DescriptionLocalizations: locales(o.Descriptions),
		})
	}
	return a
}

func locales(m map[string]string) map[discordgo.Locale]string {
	out := map[discordgo.Locale]string{}
	for k, v := range m {
		out[discordgo.Locale(k)] = v
	}
	return out
}

// sameCommands compares what we set, and not what Discord adds.
func sameCommands(have, want []*discordgo.ApplicationCommand) bool {
	if len(have) != len(want) {
		return false
	}
	by := map[string]*discordgo.ApplicationCommand{}
	for _, c := range have {
		if c != nil {
			by[c.Name] = c
		}
	}
	for _, w := range want {
		h := by[w.Name]
		if h == nil || h.Description != w.Description || len(h.Options) != len(w.Options) ||
			!maps.Equal(localized(h.NameLocalizations), localized(w.NameLocalizations)) ||
			!maps.Equal(localized(h.DescriptionLocalizations), localized(w.DescriptionLocalizations)) {
			return false
		}
		for i, wo := range w.Options {
			ho := h.Options[i]
			if ho == nil || ho.Name != wo.Name || ho.Description != wo.Description || ho.Required != wo.Required || ho.Type != wo.Type ||
				!maps.Equal(ho.NameLocalizations, wo.NameLocalizations) || !maps.Equal(ho.DescriptionLocalizations, wo.DescriptionLocalizations) {
				return false
			}
		}
	}
	return true
}

func localized(m *map[discordgo.Locale]string) map[discordgo.Locale]string {
	if m == nil {
		return nil
	}
	return *m
}
