package discord

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"vanthu/handlers/delivery"
)

// codeArchived is the code of a thread that was closed.
const codeArchived = 50083

// threadSleep is how many minutes nobody writes before a thread is put away.
const threadSleep = 1440

type newThread struct {
	Name  string `json:"name"`
	Sleep int    `json:"auto_archive_duration"`
}

// inThread sends a message of a long answer to a thread that begins at the
// question, and to the channel where there can be none. A thread has the ID of
// the message that it begins at, so that the messages that follow find it; they
// begin it where the first took the place of another in the channel.
func (b *Bot) inThread(ctx context.Context, p delivery.Parcel, a address, m rendered) (sent sentID, err error) {
	channel := channelOf(p.To)
	if p.Follows {
		sent, err = b.post(ctx, a.id, p, a, m)
	}
	if !p.Follows || isCode(err, codeUnknownChannel) {
		err = b.client.once(ctx, http.MethodPost, "/channels/"+url.PathEscape(channel)+"/messages/"+url.PathEscape(a.id)+"/threads", newThread{m.Thread, threadSleep}, nil)
		if noThread(err) {
			return b.post(ctx, channel, p, a, m)
		}
		if err != nil && !isCode(err, codeHasThread) {
			return sentID{}, err
		}
		sent, err = b.post(ctx, a.id, p, a, m)
	}
	if isCode(err, codeUnknownChannel, codeMissingAccess, codeMissingPermissions, codeArchived) {
		return b.post(ctx, channel, p, a, m)
	}
	return sent, err
}

// noThread reports whether Discord refuses the thread for good: the bot may
// not, the message is gone, or the channel is itself a thread.
func noThread(err error) bool {
	var api *Error
	if !errors.As(err, &api) || api.Foreign || isCode(err, codeHasThread) {
		return false
	}
	return api.Status == http.StatusBadRequest || api.Status == http.StatusForbidden || api.Status == http.StatusNotFound
}
