// Package discord joins the product to Discord.
//
// Bot.Run keeps one gateway connection, turns messages, slash commands and
// pressed buttons into handlers.Requests and offers them to the intake; an
// event counts as received only after the intake stored it, so that a resumed
// session delivers again what was not. Bot is also the handlers.Sender.
//
// Types come from the discordgo library. Its gateway session is not used: it
// hangs for good when the first packet asks to reconnect, retries a refused
// token for ever and hands events over without order; nor are its REST calls,
// which sleep through cancelled contexts.
package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"vanthu/handlers"
	"vanthu/handlers/intake"
)

// Platform is the name of this platform in conversations and IDs.
const Platform = "discord"

// Settings say which bot this is.
type Settings struct {
	Token    string    // of the bot, without "Bot "
	API      string    // base address; https://discord.com
	Admins   []string  // user IDs of those who get the role Admin
	Commands []Command // slash commands; registered at start where they changed
	Web      string    // public address of this installation's web pages, for links to passages; empty: none

	Patience time.Duration // how long the gateway may take to say hello and to be ready; 20 s
}

// Command is a slash command. Locales are Discord's: "vi", "en-US", "nl",
// "no", "ru"; Hebrew and Arabic are not among them.
type Command struct {
	Name, Description   string
	Names, Descriptions map[string]string // by locale
	Option              *Option           // nil: the command takes no words
	Question            bool              // the option's words are the request, without the command's name
}

// Option is the text that a command takes.
type Option struct {
	Name, Description   string
	Names, Descriptions map[string]string // by locale
	Required            bool
}

// Deps is what the bot works with.
type Deps struct {
	HTTP *http.Client // also its proxy and TLS settings are used; without a timeout of its own
	Log  *slog.Logger
	Rand func() float64                                   // in [0,1), for the jitter of retries
	Wait func(ctx context.Context, d time.Duration) error // nil: a timer
	More func(language string) (label string)             // label of the button that brings the rest of a reply
}

// Intake takes requests; *intake.Pool is one.
type Intake interface {
	Accept(ctx context.Context, in intake.Incoming) error
}

// ErrRefused says that Discord does not know the token.
var ErrRefused = errors.New("Discord refuses the token")

// ErrFatal says that the gateway will not have this bot as it is set up;
// CloseError tells why.
var ErrFatal = errors.New("Discord refuses the connection")

// Bot is one Discord bot.
type Bot struct {
	Deps
	set    Settings
	client client
	admins map[string]bool

	mu   sync.Mutex
	me   string                   // the bot's user ID, known once the gateway is ready
	acks map[string]chan struct{} // interactions whose first answer is on its way; closed when it arrived
}

// New makes a bot; it talks to nobody before Run.
func New(set Settings, deps Deps) (*Bot, error) {
	if set.API == "" {
		set.API = "https://discord.com"
	}
	base, err := url.Parse(set.API)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return nil, errors.New("the address of Discord's API is not an http or https address")
	}
	set.Token = strings.TrimPrefix(strings.TrimSpace(set.Token), "Bot ")
	if set.Token == "" || strings.ContainsAny(set.Token, " \t\r\n") {
		return nil, errors.New("the Discord token is empty or has spaces in it")
	}
	if set.Patience <= 0 {
		set.Patience = 20 * time.Second
	}
	if deps.Wait == nil {
		deps.Wait = wait
	}
	b := &Bot{Deps: deps, set: set, admins: map[string]bool{}, acks: map[string]chan struct{}{}}
	for _, a := range set.Admins {
		if a = strings.TrimSpace(a); a != "" {
			b.admins[a] = true
		}
	}
	b.client = client{http: deps.HTTP, base: strings.TrimRight(set.API, "/") + "/api/v" + discordgo.APIVersion, token: set.Token,
		wait: deps.Wait, rand: deps.Rand, log: deps.Log}
	return b, nil
}

// wait sleeps for d, or less when ctx ends, which is its error.
func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (b *Bot) self() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.me
}

func (b *Bot) role(user string) handlers.Role {
	if b.admins[user] {
		return handlers.Admin
	}
	return handlers.Citizen
}

// language maps the locale of a person's Discord to a tag of the interface;
// empty where there is none.
func language(locale string) string {
	tag, _, _ := strings.Cut(strings.ToLower(locale), "-")
	switch tag {
	case "vi", "en", "he", "ru", "nl", "ar", "no":
		return tag
	}
	return ""
}

// register tells Discord the slash commands, where it has others.
func (b *Bot) register(ctx context.Context, application string) error {
	path := "/applications/" + application + "/commands"
	var have []*discordgo.ApplicationCommand
	if err := b.client.call(ctx, http.MethodGet, path+"?with_localizations=true", nil, &have); err != nil {
		return fmt.Errorf("read the slash commands: %w", err)
	}
	want := make([]*discordgo.ApplicationCommand, len(b.set.Commands))
	for i, c := range b.set.Commands {
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
