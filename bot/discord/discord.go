// Package discord joins the product to Discord.
//
// Bot.Run keeps one gateway connection, turns messages, slash commands and
// pressed buttons into handlers.Requests and offers them to the intake; an
// event counts as received only after the intake stored it, so that a resumed
// session delivers again what was not. After a session that cannot be resumed,
// what people wrote meanwhile is fetched. Bot.Interactions takes commands and
// buttons by HTTP instead, from the same form into the same requests.
//
// Bot is also the delivery.Platform: Render gives the messages of a reply, and
// Deliver makes one attempt at one of them, made of components where Discord
// takes those and as text elsewhere.
//
// Types come from the discordgo library. Its gateway session is not used: it
// hangs for good when the first packet asks to reconnect, retries a refused
// token for ever and hands events over without order; nor are its REST calls,
// which sleep through cancelled contexts.
package discord

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"

	"vanthu/bot/callback"
	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/handlers"
	"vanthu/handlers/delivery"
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
	Key      []byte    // signs buttons, at least callback.MinKey random bytes; empty: one that lasts until the program ends
	Web      string    // public address of this installation's web pages, for links to passages; empty: none

	PublicKey string // of the application, in hex, for Interactions; empty: none are taken by HTTP

	Patience time.Duration // how long the gateway may take to say hello and to be ready; 20 s
}

// Deps is what the bot works with.
type Deps struct {
	HTTP *http.Client // also its proxy and TLS settings are used; without a timeout of its own
	Log  *slog.Logger
	Rand func() float64                                   // in [0,1), for the jitter of retries
	Wait func(ctx context.Context, d time.Duration) error // nil: a timer
	Now  func() time.Time                                 // nil: time.Now
	More func(language string) (label string)             // label of the button that brings the rest of a reply

	// What is said to one person at once, without a handler; nil: nothing.
	Stale func(language string) string // a button is not this bot's, or not of this conversation
	Busy  func(language string) string // nothing more can be taken for the moment

	// Find finds what can be opened while a person types an option; nil: off.
	Find func(ctx context.Context, kind handlers.ChoiceKind, words, language string, v corpus.Viewer, limit int) ([]handlers.Choice, error)
	// Asks reports whether a button wants words, which a form then asks for;
	// nil: none does.
	Asks func(action, language string) (handlers.Ask, bool)
	// Seen remembers the last message of each channel; nil: what was written
	// while the program was not running is not fetched.
	Seen Seen
}

// Seen remembers, for each channel in which somebody spoke to the bot, the ID
// of the last message that was taken.
type Seen interface {
	LastSeen(ctx context.Context) (byChannel map[string]string, err error)
	// SetLastSeen remembers an ID; an empty one forgets the channel.
	SetLastSeen(ctx context.Context, channel, id string) error
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
	set      Settings
	client   client
	admins   map[string]bool
	signer   callback.Signer
	public   ed25519.PublicKey // nil: nothing comes by HTTP
	shape    atomic.Int32      // the best that Discord takes of messages
	refusals atomic.Int32      // times in a row that it took a lesser one
	finds    sync.WaitGroup    // searches under way while people type

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
		deps.Wait = delivery.Wait
	}
	if deps.Now == nil {
		deps.Now = time.Now
	}
	public, err := publicKey(set.PublicKey)
	if err != nil {
		return nil, err
	}
	if len(set.Key) == 0 {
		set.Key = make([]byte, 2*callback.MinKey)
		if _, err := rand.Read(set.Key); err != nil {
			return nil, fmt.Errorf("make a key for Discord's buttons: %w", err)
		}
	}
	if len(set.Key) < callback.MinKey {
		return nil, fmt.Errorf("the key for Discord's buttons has fewer than %d bytes", callback.MinKey)
	}
	b := &Bot{Deps: deps, set: set, admins: map[string]bool{}, acks: map[string]chan struct{}{}, signer: callback.Signer{Key: set.Key}, public: public}
	for _, a := range set.Admins {
		if a = strings.TrimSpace(a); a != "" {
			b.admins[a] = true
		}
	}
	b.client = client{http: deps.HTTP, base: strings.TrimRight(set.API, "/") + "/api/v" + discordgo.APIVersion, token: set.Token,
		wait: deps.Wait, rand: deps.Rand, log: deps.Log, pace: newPace(deps.Now)}
	return b, nil
}

// publicKey reads the key that Discord signs its calls with.
func publicKey(text string) (ed25519.PublicKey, error) {
	if text = strings.TrimSpace(text); text == "" {
		return nil, nil
	}
	key, err := hex.DecodeString(text)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, errors.New("the public key of the Discord application is not 64 digits of hex")
	}
	return key, nil
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
	tag, _ := lang.Tag(locale)
	return tag
}
