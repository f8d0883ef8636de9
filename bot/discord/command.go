package discord

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"

	"github.com/bwmarrin/discordgo"

	"vanthu/handlers"
)

// Limits of slash commands,
// https://discord.com/developers/docs/interactions/application-commands.
const (
	maxCommands    = 100
	maxName        = 32  // characters of a command's or an option's name, all locales alike
	maxDescription = 100 // characters
	maxChoices     = 25  // words offered for an option
	maxChoice      = 100 // characters of the name and of the value of one
)

// Command is a slash command. Locales are Discord's: "vi", "en-US", "nl",
// "no", "ru"; Hebrew and Arabic are not among them.
type Command struct {
	Name, Description   string
	Names, Descriptions map[string]string // by locale
	Option              *Option           // nil: the command takes no words
	Question            bool              // the option's words are the request, without the command's name
	Admin               bool              // shown to the administrators of servers alone; others who may use it write it
}

// Option is the text that a command takes.
type Option struct {
	Name, Description   string
	Names, Descriptions map[string]string // by locale
	Required            bool
	Choices             []Fixed             // the only words that can be given; empty: any
	Finds               bool                // Deps.Find offers words while a person types
	Kind                handlers.ChoiceKind // of what is offered; empty: all kinds
}

// Fixed is one of the words that an option takes.
type Fixed struct {
	Name  string
	Names map[string]string // by locale
	Words string            // what the command is told
}

// application gives a command as Discord registers it.
func (c Command) application() *discordgo.ApplicationCommand {
	a := &discordgo.ApplicationCommand{Type: discordgo.ChatApplicationCommand, Name: c.Name, Description: c.Description, Options: []*discordgo.ApplicationCommandOption{},
		Contexts:         &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel},
		IntegrationTypes: &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall}}
	if c.Admin {
		nobody := int64(0) // but administrators; in direct messages there are none
		a.DefaultMemberPermissions = &nobody
		a.Contexts = &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild}
		a.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall}
	}
	if names := locales(c.Names); len(names) > 0 {
		a.NameLocalizations = &names
	}
	if descriptions := locales(c.Descriptions); len(descriptions) > 0 {
		a.DescriptionLocalizations = &descriptions
	}
	if o := c.Option; o != nil {
		option := &discordgo.ApplicationCommandOption{
			Type: discordgo.ApplicationCommandOptionString, Name: o.Name, Description: o.Description, Required: o.Required,
			NameLocalizations: locales(o.Names), DescriptionLocalizations: locales(o.Descriptions), Autocomplete: o.Finds && len(o.Choices) == 0,
		}
		for _, f := range o.Choices[:min(len(o.Choices), maxChoices)] {
			option.Choices = append(option.Choices, &discordgo.ApplicationCommandOptionChoice{Name: shorten(f.Name, maxChoice), NameLocalizations: locales(f.Names), Value: f.Words})
		}
		a.Options = append(a.Options, option)
	}
	return a
}

func locales(m map[string]string) map[discordgo.Locale]string {
	out := map[discordgo.Locale]string{}
	for k, v := range m {
		if v == "" {
			continue // said in the default language
		}
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
		if h == nil || !sameList(h.Contexts, w.Contexts) || !sameList(h.IntegrationTypes, w.IntegrationTypes) || !samePermissions(h, w) || h.Description != w.Description || len(h.Options) != len(w.Options) ||
			!maps.Equal(localized(h.NameLocalizations), localized(w.NameLocalizations)) ||
			!maps.Equal(localized(h.DescriptionLocalizations), localized(w.DescriptionLocalizations)) {
			return false
		}
		for i, wo := range w.Options {
			ho := h.Options[i]
			if ho == nil || ho.Name != wo.Name || ho.Description != wo.Description || ho.Required != wo.Required || ho.Type != wo.Type || ho.Autocomplete != wo.Autocomplete ||
				!slices.EqualFunc(ho.Choices, wo.Choices, sameChoice) ||
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

func sameList[T comparable](a, b *[]T) bool {
	if a == nil || b == nil {
		return a == b
	}
	return slices.Equal(*a, *b)
}

func samePermissions(a, b *discordgo.ApplicationCommand) bool {
	if a.DefaultMemberPermissions == nil || b.DefaultMemberPermissions == nil {
		return a.DefaultMemberPermissions == b.DefaultMemberPermissions
	}
	return *a.DefaultMemberPermissions == *b.DefaultMemberPermissions
}

func sameChoice(a, b *discordgo.ApplicationCommandOptionChoice) bool {
	return a != nil && b != nil && a.Name == b.Name && a.Value == b.Value && maps.Equal(a.NameLocalizations, b.NameLocalizations)
}

// Register tells Discord the slash commands, where it has others. Run does so
// by itself; it is for installations that only take interactions by HTTP.
func (b *Bot) Register(ctx context.Context) error {
	var app struct {
		ID string `json:"id"`
	}
	if err := b.client.call(ctx, http.MethodGet, "/applications/@me", nil, &app); err != nil {
		return fmt.Errorf("register the slash commands: %w", err)
	}
	return b.register(ctx, app.ID)
}

// register tells the commands of an application.
func (b *Bot) register(ctx context.Context, application string) error {
	path := "/applications/" + application + "/commands"
	var have []*discordgo.ApplicationCommand
	if err := b.client.call(ctx, http.MethodGet, path+"?with_localizations=true", nil, &have); err != nil {
		return fmt.Errorf("read the slash commands: %w", err)
	}
	set := b.set.Commands[:min(len(b.set.Commands), maxCommands)]
	want := make([]*discordgo.ApplicationCommand, len(set))
	for i, c := range set {
		want[i] = c.application()
	}
	if sameCommands(have, want) {
		return nil
	}
	if err := b.client.call(ctx, http.MethodPut, path, want, nil); err != nil {
		return fmt.Errorf("register the slash commands: %w", err)
	}
	b.Log.Info("Discord has the slash commands", "commands", len(want))
	return nil
}
