package telegram

import (
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"vanthu/handlers"
	"vanthu/handlers/delivery"
)

// The pace of sending, https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this:
// about one message a second in a chat with short bursts, and 20 a minute in a
// group. The 30 a second that it names are of bulk notifications; replies to
// people are not bound by them (https://grammy.dev/advanced/flood.html). What
// goes beyond all the same is told by 429.
const (
	privateEvery = time.Second
	privateBurst = 5
	groupEvery   = 4 * time.Second // 15 a minute, and with the burst 20
	groupBurst   = 5
	allEvery     = 2 * time.Millisecond // our choice: far above what one installation is asked
	allBurst     = 200
)

// Rates implements delivery.Platform.
func (b *Bot) Rates() delivery.Rates {
	return delivery.Rates{
		All: delivery.Rate{Every: allEvery, Burst: allBurst},
		Conversation: func(to handlers.Conversation) delivery.Rate {
			if at, err := parsePlace(to.ID); err == nil && !at.private() {
				return delivery.Rate{Every: groupEvery, Burst: groupBurst}
			}
			return delivery.Rate{Every: privateEvery, Burst: privateBurst}
		},
	}
}

// What Telegram says of chats that cannot be written to, in lower case.
var goneWords = []string{
	"chat not found", "user not found", "peer_id_invalid", "user is deactivated", "input_user_deactivated", "group chat was deactivated",
	"chat_write_forbidden", "have no rights to send", "not enough rights to send", "message thread not found", "topic_closed", "topic_deleted", "channel_private",
}

// classify tells the errors of a delivery apart, as delivery.Platform has it.
func (b *Bot) classify(at place, err error) error {
	var api *Error
	if err == nil || errors.Is(err, delivery.ErrRefused) || !errors.As(err, &api) {
		return err
	}
	switch {
	case api.Status == http.StatusTooManyRequests || api.RetryAfter > 0:
		after := max(api.RetryAfter, time.Second)
		return &delivery.Retry{After: after, Everybody: b.flood.note(at.chat, b.Now(), after), Err: err}
	case api.Status == http.StatusForbidden, isDescribed(err, goneWords...):
		return fmt.Errorf("%w: %w", delivery.ErrGone, err)
	case api.Status == http.StatusBadRequest, api.Status == http.StatusRequestEntityTooLarge:
		return fmt.Errorf("%w: %w", delivery.ErrRefused, err)
	}
	return err // a server in trouble, or a token that was changed: another attempt may do
}

// isLasting reports whether an error is of the chat or the pace, so that the
// same message in another form meets it too.
func isLasting(err error) bool {
	var api *Error
	if !errors.As(err, &api) {
		return true // the way there
	}
	return api.RetryAfter > 0 || api.MigratedTo != 0 || api.Status == http.StatusTooManyRequests || api.Status == http.StatusForbidden || isDescribed(err, goneWords...)
}

// flood tells whether a wait that Telegram asks for is of one chat or of the
// whole bot, which Telegram does not say: a second chat that is told to wait
// while the first still waits means the bot.
type flood struct {
	mu    sync.Mutex
	chat  int64
	until time.Time
}

func (f *flood) note(chat int64, now time.Time, wait time.Duration) (everybody bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	everybody = f.chat != chat && now.Before(f.until)
	f.chat = chat
	if end := now.Add(wait); end.After(f.until) {
		f.until = end
	}
	return everybody
}
