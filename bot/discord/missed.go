package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"vanthu/handlers/delivery"
)

// Limits of what is fetched after a time without a session.
const (
	missedChannels = 500 // those in which somebody spoke last; the others' when somebody speaks again
	missedPages    = 5   // of each
	missedPage     = 100 // messages, Discord's most
	missedTries    = 4
	missedTime     = 5 * time.Second // for a channel; the gateway's events wait for it
)

// missed knows the channels whose messages are still to be fetched. Until a
// channel's are, the last message seen in it stays what it was, so that a
// second start fetches them again; the inbox knows those that it has.
type missed struct {
	fetching sync.Mutex // one channel at a time: Discord's limits are shared

	mu    sync.Mutex
	after map[string]string // channel: last message seen
	told  map[string]string // channel: last message remembered
}

// fetchMissed begins to fetch what was written while there was no session.
func (r *receiver) fetchMissed(ctx context.Context) {
	if r.Seen == nil {
		return
	}
	last, err := r.Seen.LastSeen(ctx)
	if err != nil {
		r.Log.Error("what was written to the bot meanwhile cannot be fetched", "error", err)
		return
	}
	channels := make([]string, 0, len(last))
	for channel, id := range last {
		if id != "" {
			channels = append(channels, channel)
		}
	}
	slices.SortFunc(channels, func(a, b string) int {
		switch {
		case later(last[a], last[b]):
			return -1
		case later(last[b], last[a]):
			return 1
		}
		return 0
	})
	r.missed.mu.Lock()
	r.missed.after, r.missed.told = map[string]string{}, map[string]string{}
	for _, channel := range channels {
		r.missed.after[channel] = last[channel]
	}
	r.missed.mu.Unlock()
	r.beside.Go(func() {
		for _, channel := range channels[:min(len(channels), missedChannels)] {
			for try := range missedTries {
				err := r.catchUp(ctx, channel)
				if err == nil || ctx.Err() != nil || r.Wait(ctx, max(delivery.Backoff(try, r.Rand()), asked(err))) != nil {
					break
				}
			}
		}
	})
}

// asked gives the pause that Discord asks for with an error.
func asked(err error) time.Duration {
	var api *Error
	if errors.As(err, &api) {
		return api.Retry
	}
	return 0
}

// catchUp fetches what is missing of a channel, in one attempt. After it
// succeeded, nothing is missing.
func (r *receiver) catchUp(ctx context.Context, channel string) error {
	if _, missing := r.missing(channel); !missing {
		return nil // and it does not wait for another channel
	}
	r.missed.fetching.Lock()
	defer r.missed.fetching.Unlock()
	after, missing := r.missing(channel)
	if !missing {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, missedTime)
	defer cancel()
	last, err := r.fetch(ctx, channel, after)
	r.missed.mu.Lock()
	defer r.missed.mu.Unlock()
	switch {
	case err == nil:
		delete(r.missed.after, channel)
		if later(last, after) {
			r.remember(ctx, channel, last)
		}
	case isClosed(err):
		delete(r.missed.after, channel)
		r.remember(ctx, channel, "")
		return nil
	case !errors.Is(err, context.Canceled):
		r.Log.Warn("what was written in a channel meanwhile could not be fetched", "error", err)
	}
	return err
}

// isClosed reports whether Discord says that a channel is not to be read, and
// not something on the way there.
func isClosed(err error) bool {
	var api *Error
	return errors.As(err, &api) && !api.Foreign && (api.Status == http.StatusForbidden || api.Status == http.StatusNotFound)
}

// missing gives the message after which a channel's are to be fetched.
func (r *receiver) missing(channel string) (after string, ok bool) {
	r.missed.mu.Lock()
	defer r.missed.mu.Unlock()
	after, ok = r.missed.after[channel]
	return after, ok
}

// fetch offers the intake what was written in a channel after a message, and
// gives the last that it took.
func (r *receiver) fetch(ctx context.Context, channel, after string) (last string, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("fetch messages: panic: a value of type %T", v)
		}
	}()
	path := "/channels/" + url.PathEscape(channel)
	var about struct {
		Type  discordgo.ChannelType `json:"type"`
		Guild string                `json:"guild_id"`
		Last  string                `json:"last_message_id"`
	}
	if err := r.client.once(ctx, http.MethodGet, path, nil, &about); err != nil {
		return after, err
	}
	if about.Last != "" && !later(about.Last, after) {
		return after, nil
	}
	guild := about.Guild // messages do not tell it here
	if guild == "" && about.Type != discordgo.ChannelTypeDM {
		guild = channel // a group without a server
	}
	last = after
	for range missedPages {
		var page []*message
		query := fmt.Sprintf("/messages?after=%s&limit=%d", url.QueryEscape(last), missedPage)
		if err := r.client.once(ctx, http.MethodGet, path+query, nil, &page); err != nil {
			return last, err
		}
		page = slices.DeleteFunc(page, func(m *message) bool { return m == nil || m.ID == "" })
		slices.SortFunc(page, func(a, b *message) int { // Discord gives the latest first
			if later(a.ID, b.ID) {
				return 1
			}
			return -1
		})
		for _, m := range page {
			m.Channel, m.Guild = channel, guild
			if in, ok := r.receiveMessage(m); ok {
				if err := r.in.Accept(ctx, in); err != nil {
					return last, fmt.Errorf("take a message that was missed: %w", err)
				}
			}
			if later(m.ID, last) {
				last = m.ID
			}
		}
		if len(page) < missedPage {
			return last, nil
		}
	}
	r.Log.Warn("so much was written in a channel meanwhile that the last of it is not answered", "messages", missedPages*missedPage)
	return last, nil
}

// seen remembers the last message that was taken in a channel.
func (r *receiver) seen(ctx context.Context, channel, id string) {
	if r.Seen == nil {
		return
	}
	r.missed.mu.Lock()
	defer r.missed.mu.Unlock()
	if later(id, r.missed.told[channel]) {
		r.remember(ctx, channel, id)
	}
}

// remember stores the last message of a channel. The caller holds the lock.
func (r *receiver) remember(ctx context.Context, channel, id string) {
	if err := r.Seen.SetLastSeen(ctx, channel, id); err != nil && !errors.Is(err, context.Canceled) {
		r.Log.Error("the last message of a channel is not remembered", "error", err)
		return
	}
	if r.missed.told == nil {
		r.missed.told = map[string]string{}
	}
	r.missed.told[channel] = id
}
