package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"vanthu/handlers"
	"vanthu/handlers/delivery"
	"vanthu/handlers/speech"
)

// fetchTries is how often a file is asked for.
const fetchTries = 3

// fileHosts are where Discord keeps files of messages.
var fileHosts = []string{"cdn.discordapp.com", "media.discordapp.net"}

// attached is what we read of a file that came with a message,
// https://discord.com/developers/docs/resources/message#attachment-object.
type attached struct {
	ID       string  `json:"id"`
	Type     string  `json:"content_type"`
	Size     int64   `json:"size"`
	URL      string  `json:"url"`
	Seconds  float64 `json:"duration_secs"` // of a voice message
	Waveform string  `json:"waveform"`      // likewise
}

// readAttached reads a file of a message; false: it is of no known form.
func readAttached(raw json.RawMessage) (attached, bool) {
	var a attached
	return a, json.Unmarshal(raw, &a) == nil && a.ID != "" && a.URL != ""
}

// recording gives what somebody said instead of writing: the first sound among
// a message's files; nil where there is none. Whoever uploads a file names its
// type, but for voice messages.
func (m *message) recording() *handlers.Recording {
	for _, raw := range m.Files {
		a, ok := readAttached(raw)
		if ok && (strings.HasPrefix(a.Type, "audio/") || a.Waveform != "") {
			f := fileRef{m.Channel, m.ID, a.ID, a.URL}.String()
			if _, ok := readFileRef(f); !ok {
				continue
			}
			length := time.Duration(min(max(a.Seconds, 0), math.MaxInt32) * float64(time.Second))
			return &handlers.Recording{Ref: f, Bytes: max(a.Size, 0), Length: length}
		}
	}
	return nil
}

// fileRef names a file of a message: its address is valid for a day, and is
// asked for anew when it has gone.
type fileRef struct{ channel, message, file, url string }

// String gives the stored form, fields with spaces between.
func (f fileRef) String() string {
	return strings.Join([]string{f.channel, f.message, f.file, f.url}, " ")
}

func readFileRef(s string) (fileRef, bool) {
	f := strings.Split(s, " ")
	if len(f) != 4 {
		return fileRef{}, false
	}
	return fileRef{f[0], f[1], f[2], f[3]}, true
}

// Fetch implements speech.Fetcher.
func (b *Bot) Fetch(ctx context.Context, ref string, most int64) ([]byte, error) {
	f, ok := readFileRef(ref)
	if !ok {
		return nil, errors.New("discord file: its name is not of the form channel message file address")
	}
	renewed := false
	for try := 1; ; try++ {
		data, err := b.client.download(ctx, f.url, most)
		if errors.Is(err, speech.ErrGone) && !renewed {
			renewed = true
			if f.url, err = b.address(ctx, f); err == nil {
				data, err = b.client.download(ctx, f.url, most)
			}
		}
		var api *Error
		lasting := errors.Is(err, speech.ErrLarge) || errors.Is(err, speech.ErrGone) || errors.Is(err, errElsewhere) ||
			errors.As(err, &api) && api.Status < http.StatusInternalServerError && api.Status != http.StatusTooManyRequests
		if err == nil || lasting || try == fetchTries || ctx.Err() != nil {
			return data, err
		}
		if b.Wait(ctx, max(delivery.Backoff(try, b.Rand()), asked(err))) != nil {
			return nil, err
		}
	}
}

// address asks for the address of a file anew.
func (b *Bot) address(ctx context.Context, f fileRef) (string, error) {
	var m message
	err := b.client.call(ctx, http.MethodGet, "/channels/"+url.PathEscape(f.channel)+"/messages/"+url.PathEscape(f.message), nil, &m)
	if isClosed(err) {
		return "", fmt.Errorf("discord file: %w", speech.ErrGone)
	}
	if err != nil {
		return "", err
	}
	for _, raw := range m.Files {
		if a, ok := readAttached(raw); ok && a.ID == f.file {
			return a.URL, nil
		}
	}
	return "", fmt.Errorf("discord file: %w", speech.ErrGone) // its person took it back
}

// errElsewhere says that a file is not where Discord keeps files.
var errElsewhere = errors.New("its address is not Discord's")

// download fetches a file of a message, at most so many bytes. It asks nobody
// but Discord.
func (c client) download(ctx context.Context, address string, most int64) ([]byte, error) {
	const name = "discord file"
	u, err := url.Parse(address)
	if err != nil || !c.keepsFiles(u) {
		return nil, fmt.Errorf("%s: %w", name, errElsewhere)
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	files := speech.Files{Name: name, Transport: c.http.Transport, Gone: []int{http.StatusForbidden, http.StatusNotFound, http.StatusGone},
		Refused: func(resp *http.Response) error { return failure("GET file", resp, nil) }}
	return files.Fetch(ctx, u.String(), most)
}

// keepsFiles reports whether an address is where Discord keeps files, or the
// server that was set in its place does.
func (c client) keepsFiles(u *url.URL) bool {
	api, err := url.Parse(c.base)
	if err == nil && u.Host == api.Host {
		return u.Scheme == api.Scheme
	}
	return u.Scheme == "https" && u.User == nil && slices.Contains(fileHosts, strings.ToLower(u.Host))
}
