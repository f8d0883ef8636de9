package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"vanthu/bot/discord"
	"vanthu/bot/relay"
	"vanthu/bot/telegram"
	"vanthu/corpus/lang"
	"vanthu/handlers"
	"vanthu/handlers/delivery"
	"vanthu/handlers/intake"
	"vanthu/handlers/speech"
)

// The paths under which other programs call this one.
const (
	telegramHook = "/hooks/telegram"
	discordHook  = "/hooks/discord"
	relayHook    = "/hooks/relay"
)

// keptConnections is how many connections to a platform are kept open: as many
// as messages may be on their way.
const keptConnections = 32

// platforms are the messengers of an installation.
type platforms struct {
	*call
	core    *handlers.Core
	address string // under which platforms reach this installation
	on      map[string]delivery.Platform
	link    func(payload string) (address string)      // that opens a chat with it; nil: none does
	hooks   map[string]http.Handler                    // by path
	runs    map[string]func(ctx context.Context) error // by name, until ctx ends

	listener *speech.Listener // answers what is spoken, too

	ready chan struct{} // closed once pool is there
	pool  *intake.Pool
}

// newPlatforms prepares the messengers that have a token. One whose settings
// make no sense is named in the log, and the others go on.
func newPlatforms(c *call, core *handlers.Core, address string) *platforms {
	p := &platforms{call: c, core: core, address: strings.TrimRight(first(c.settings.Public, address), "/"), on: map[string]delivery.Platform{}, hooks: map[string]http.Handler{},
		runs: map[string]func(context.Context) error{}, ready: make(chan struct{})}
	p.listener = c.installation.listener(c.settings.Transcribe, core, p.fetcher)
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = keptConnections
	client := &http.Client{Transport: transport}
	for _, add := range []struct {
		name string
		on   bool
		with func(*http.Client) error
	}{
		{"Telegram", c.settings.TelegramToken != "", p.telegram},
		{"Discord", c.settings.DiscordToken != "", p.discord},
		{"the relay", c.settings.RelayURL != "", p.relay},
	} {
		if !add.on {
			continue
		}
		if err := add.with(client); err != nil {
			c.log.Error(add.name+" is off", "cause", err)
		}
	}
	return p
}

// about gives messages of the catalog, one a paragraph, by language.
func (p *platforms) about(keys ...string) map[string]string {
	out := map[string]string{}
	for _, tag := range lang.Tags() {
		var said []string
		for _, key := range keys {
			said = append(said, p.catalog.Say(tag, key, nil))
		}
		out[tag] = strings.Join(said, "\n\n")
	}
	return out
}

func (p *platforms) more(tag string) string  { return p.catalog.Say(known(tag), "more", nil) }
func (p *platforms) busy(tag string) string  { return p.catalog.Say(known(tag), "busy", nil) }
func (p *platforms) stale(tag string) string { return p.catalog.Say(known(tag), "more_gone", nil) }

// telegram polls or, where the secret of a webhook is set, is called.
func (p *platforms) telegram(client *http.Client) error {
	key, err := p.state.Secret(context.Background(), "buttons")
	if err != nil {
		return err
	}
	t, err := telegram.New(telegram.Settings{Token: p.settings.TelegramToken, API: p.settings.TelegramAPI, Admins: p.settings.TelegramAdmins,
		Commands: commandNames(), Menu: telegramMenu(p.catalog), Web: p.settings.Public, Language: p.settings.Lang, Key: key,
		Description: p.about("help_title", "start_never"), Short: p.about("help_title"), Secret: p.settings.TelegramSecret, Rich: p.settings.TelegramRich},
		telegram.Deps{HTTP: client, Log: p.log, Now: p.installation.now, Rand: rand.Float64, More: p.more, Stale: p.stale, Inline: p.core.Inline})
	if err != nil {
		return err
	}
	p.on[telegram.Platform] = t
	p.link = t.Link
	if p.settings.TelegramSecret == "" {
		p.runs["Telegram"] = func(ctx context.Context) error { return t.Run(ctx, p) }
		return nil
	}
	p.hooks[telegramHook] = t.Webhook(p)
	p.runs["Telegram"] = func(ctx context.Context) error { return t.RunWebhook(ctx, p.address+telegramHook) }
	return nil
}

// discord keeps a connection to the gateway or, where the application's public
// key is set, is called.
func (p *platforms) discord(client *http.Client) error {
	key, err := p.state.Secret(context.Background(), "buttons")
	if err != nil {
		return err
	}
	d, err := discord.New(discord.Settings{Token: p.settings.DiscordToken, API: p.settings.DiscordAPI, Admins: p.settings.DiscordAdmins,
		Commands: discordCommands(p.catalog), Web: p.settings.Public, Key: key, PublicKey: p.settings.DiscordKey},
		discord.Deps{HTTP: client, Log: p.log, Now: p.installation.now, Rand: rand.Float64, More: p.more, Stale: p.stale, Busy: p.busy,
			Find: p.core.Find, Asks: p.core.Asks, Seen: p.state.Seen(discord.Platform)})
	if err != nil {
		return err
	}
	p.on[discord.Platform] = d
	if p.settings.DiscordKey == "" {
		p.runs["Discord"] = func(ctx context.Context) error { return d.Run(ctx, p) }
		return nil
	}
	p.hooks[discordHook] = d.Interactions(p)
	p.runs["Discord"] = func(ctx context.Context) error {
		p.log.Info("Discord calls this installation; set the interactions endpoint of the application", "address", p.address+discordHook)
		return d.Register(ctx)
	}
	return nil
}

func (p *platforms) relay(client *http.Client) error {
	r, err := relay.New(relay.Settings{URL: p.settings.RelayURL, Secret: p.settings.RelaySecret, Admins: p.settings.RelayAdmins},
		relay.Deps{HTTP: client, Log: p.log, Now: p.installation.now, More: p.more})
	if err != nil {
		return err
	}
	p.on[relay.Platform] = r
	p.hooks[relayHook] = r.Messages(p)
	return nil
}

// Accept implements the intake of hooks, which may be called before the pool
// is open.
func (p *platforms) Accept(ctx context.Context, in intake.Incoming) error {
	select {
	case <-p.ready:
		return p.pool.Accept(ctx, in)
	default:
		return intake.ErrFull // the caller comes again
	}
}

// run receives and answers messages until ctx ends; then it lets answers under
// way be delivered for a while.
func (p *platforms) run(ctx context.Context) (err error) {
	if len(p.on) == 0 {
		return nil
	}
	desk, err := delivery.Open(ctx, delivery.Deps{Outbox: p.state.Outbox(p.installation.now), Platforms: p.on, Log: p.log,
		Now: p.installation.now, Rand: rand.Float64}, delivery.Settings{})
	if err != nil {
		return ended(ctx, err)
	}
	closing := func(name string, end func(context.Context) error) {
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
		defer cancel()
		if e := end(last); e != nil {
			err = errors.Join(err, fmt.Errorf("%s: %w", name, e))
		}
	}
	defer closing("deliver", desk.Close)
	limit := func(r handlers.Request) time.Duration { return timeLimit(r) + p.listener.Patience(r) }
	if p.pool, err = intake.Open(ctx, intake.Deps{Inbox: p.state.Inbox(p.installation.now), Handler: p.listener, Replies: desk,
		TooMany: p.notice("busy"), Apology: p.notice("failed"), TimeLimit: limit, Slow: p.listener.Slow, Log: p.log, Now: p.installation.now}, intake.Settings{}); err != nil {
		return ended(ctx, err)
	}
	defer closing("answer", p.pool.Close)
	close(p.ready)
	var wg sync.WaitGroup
	for name, run := range p.runs {
		wg.Go(func() {
			if err := run(ctx); err != nil {
				p.log.Error(name+" is off; the other front ends go on", "cause", err)
			}
		})
	}
	<-ctx.Done()
	wg.Wait()
	return nil
}

// fetcher gives what fetches recordings from a platform; false: it has none.
func (p *platforms) fetcher(platform string) (speech.Fetcher, bool) {
	f, ok := p.on[platform].(speech.Fetcher)
	return f, ok
}

// opens gives the address that opens a document, a procedure or an agency's
// duties in a chat; "" where none does.
func (p *platforms) opens(kind handlers.ChoiceKind, id string) string {
	if payload, ok := p.core.StartPayload(kind, id); ok && p.link != nil {
		return p.link(payload)
	}
	return ""
}

// notice gives a message of the catalog as a reply.
func (p *platforms) notice(key string) func(handlers.Request) handlers.Reply {
	return func(r handlers.Request) handlers.Reply {
		tag := known(first(r.Language, r.Hint))
		return handlers.Reply{Language: tag, Final: true, Blocks: []handlers.Block{{Kind: handlers.Notice, Text: p.catalog.Say(tag, key, nil)}}}
	}
}

// publicHosts gives the names under which the web page is reached.
func publicHosts(s settings) []string {
	if u, err := url.Parse(s.Public); err == nil && u.Host != "" {
		return append([]string{u.Host}, s.Hosts...)
	}
	return s.Hosts
}

// timeLimit bounds one request; reading all documents again takes long.
func timeLimit(r handlers.Request) time.Duration {
	if strings.HasPrefix(r.Text, "/reindex") {
		return 2 * time.Hour
	}
	return 2 * time.Minute
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func known(tag string) string {
	if tag == "" {
		return "vi"
	}
	return tag
}
