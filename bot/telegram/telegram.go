// Package telegram joins the product to Telegram.
//
// Updates come in by one of two ways: Bot.Run polls for them, and Bot.Webhook
// is the handler that Telegram delivers them to. Both turn each into a
// handlers.Request and offer it to the intake; an update is acknowledged to
// Telegram only after the intake stored it. Inline queries alone are answered
// at once and kept nowhere.
//
// Bot is also a delivery.Platform: Render writes a reply as HTML and splits it
// at blocks, Deliver makes one attempt to send a message. What of Telegram's
// newer means a server does not know (drafts, rich messages) is found out by
// trying, and done without. The types of updates come from the go-telegram/bot
// library; calls go through a small JSON client of our own, because delivery
// (order, acknowledgement, retry_after, cancelling) is what the product must
// answer for.
package telegram

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-telegram/bot/models"

	"vanthu/bot/callback"
	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/handlers"
	"vanthu/handlers/delivery"
	"vanthu/handlers/intake"
)

// Platform is the name of this platform in conversations and IDs.
const Platform = "telegram"

// Settings say which bot this is.
type Settings struct {
	Token    string    // from @BotFather
	API      string    // base address of the Bot API; https://api.telegram.org
	Admins   []string  // user IDs, or @names, of those who get the role Admin; IDs are safer, since a name can change hands
	Commands []string  // names of commands, without slash, that are also found in the middle of a text
	Web      string    // public address of this installation's web pages, for links to passages; empty: none
	Menu     []Command // the menus of commands; none: they are left as they are
	Language string    // tag of the interface of those whose own language it does not have; vi
	Rich     bool      // send rich messages where the server has them; apps of before June 2026 cannot show them
	Key      []byte    // signs the buttons: at least callback.MinKey random bytes, the same as long as the installation lives; empty: new ones, and buttons of earlier runs are refused

	Secret string // with which Telegram's deliveries to the webhook prove themselves, 1 to 256 of A-Z a-z 0-9 _ -; empty: made from Key

	Description map[string]string // what people read before they start the bot, by tag; none: left as it is
	Short       map[string]string // one line of it, by tag
}

// Deps is what the bot works with.
type Deps struct {
	HTTP *http.Client                                     // without a timeout of its own: polling waits for a minute
	Log  *slog.Logger                                     //
	Now  func() time.Time                                 //
	Rand func() float64                                   // in [0,1), for the jitter of retries
	Wait func(ctx context.Context, d time.Duration) error // nil: a timer
	More func(language string) (label string)             // label of the button that brings the rest of a reply

	// Stale gives the words that answer a button that is not valid in its
	// conversation; nil: none.
	Stale func(language string) string
	// Inline answers what is typed behind the bot's name in any chat; nil: off.
	Inline func(ctx context.Context, words, language string, v corpus.Viewer) ([]Found, error)
}

// Intake takes requests; *intake.Pool is one.
type Intake interface {
	Accept(ctx context.Context, in intake.Incoming) error
}

// ErrRefused says that Telegram does not know the token. Nothing helps but
// another token.
var ErrRefused = errors.New("Telegram refuses the token")

// Bot is one Telegram bot.
type Bot struct {
	Deps
	set    Settings
	client client
	signer callback.Signer
	admins map[string]bool // user IDs and lower-case @names
	flood  flood
	seen   *memory

	clicks   *aside // answers pressed buttons
	finding  *aside // answers inline queries
	searches searches

	draftless atomic.Bool // this Bot API shows no drafts
	richless  atomic.Bool // it has no rich messages
	hooked    atomic.Bool // RunWebhook runs: the handler takes updates

	mu     sync.RWMutex
	me     models.User    // known once Run reached Telegram
	passed map[string]int // updates passed over, by kind
}

// New makes a bot; it talks to nobody before Run.
func New(set Settings, deps Deps) (*Bot, error) {
	if set.API == "" {
		set.API = "https://api.telegram.org"
	}
	base, err := url.Parse(set.API)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return nil, errors.New("the address of the Telegram Bot API is not an http or https address")
	}
	if strings.TrimSpace(set.Token) == "" || strings.ContainsAny(set.Token, "/ \t\r\n?#%") {
		return nil, errors.New("the Telegram token is not of the form 123456:ABC…")
	}
	if deps.Wait == nil {
		deps.Wait = delivery.Wait
	}
	if len(set.Key) == 0 {
		set.Key = []byte(rand.Text() + rand.Text())
	}
	if len(set.Key) < callback.MinKey {
		return nil, errors.New("the key that signs Telegram's buttons is too short")
	}
	if len(set.Secret) > maxSecret || strings.Trim(set.Secret, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") != "" {
		return nil, errors.New("the secret of Telegram's webhook is not 1 to 256 letters, digits, _ and -")
	}
	if set.Language == "" {
		set.Language = "vi"
	}
	b := &Bot{Deps: deps, set: set, signer: callback.Signer{Key: set.Key}, admins: map[string]bool{}, passed: map[string]int{}, seen: newMemory(),
		clicks: newAside(deps.Log, clicksAtOnce), finding: newAside(deps.Log, inlineAtOnce), searches: searches{latest: map[int64]*search{}}}
	b.client = client{http: deps.HTTP, base: strings.TrimRight(set.API, "/") + "/bot" + set.Token + "/", secret: set.Token}
	for _, a := range set.Admins {
		if a = strings.ToLower(strings.TrimSpace(a)); a != "" {
			b.admins[a] = true
		}
	}
	return b, nil
}

// Link gives the address that opens the bot with a payload of /start
// (https://core.telegram.org/bots/features#deep-linking); "" before Run reached
// Telegram.
func (b *Bot) Link(payload string) string {
	me := b.self()
	if me.Username == "" {
		return ""
	}
	return "https://t.me/" + url.PathEscape(me.Username) + "?start=" + url.QueryEscape(payload)
}

// self gives the bot's own account.
func (b *Bot) self() models.User {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.me
}

// role gives what a person may do.
func (b *Bot) role(u models.User) handlers.Role {
	if b.admins[strconv.FormatInt(u.ID, 10)] || u.Username != "" && b.admins["@"+strings.ToLower(u.Username)] {
		return handlers.Admin
	}
	return handlers.Citizen
}

// language maps the language of a person's Telegram to a tag of the
// interface; empty where there is none.
func language(code string) string {
	tag, _ := lang.Tag(code)
	return tag
}

// finish ends what was begun beside the receiving: answers to pressed buttons
// are waited for, searches are broken off.
func (b *Bot) finish() {
	b.searches.cancel()
	b.finding.wait()
	b.clicks.wait()
}

// ended drops the error of a context that ended.
func ended(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}
