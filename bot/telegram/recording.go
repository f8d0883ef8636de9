package telegram

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"

	"vanthu/handlers"
	"vanthu/handlers/speech"
)

// maxFetched is the largest file that Telegram gives to bots, in bytes
// (https://core.telegram.org/bots/api#getfile).
const maxFetched = 20 << 20

// recording gives what somebody said instead of writing: a voice message, a
// sound file, or a round video, of which the sound counts; nil where a message
// has none of them.
func recording(m *models.Message) *handlers.Recording {
	said := func(id string, size int64, seconds int) *handlers.Recording {
		if id == "" {
			return nil
		}
		return &handlers.Recording{Ref: id, Bytes: max(size, 0), Length: time.Duration(min(max(seconds, 0), math.MaxInt32)) * time.Second}
	}
	switch {
	case m.Voice != nil:
		return said(m.Voice.FileID, m.Voice.FileSize, m.Voice.Duration)
	case m.Audio != nil:
		return said(m.Audio.FileID, m.Audio.FileSize, m.Audio.Duration)
	case m.VideoNote != nil:
		return said(m.VideoNote.FileID, int64(m.VideoNote.FileSize), m.VideoNote.Duration)
	case m.Document != nil && strings.HasPrefix(m.Document.MimeType, "audio/"):
		return said(m.Document.FileID, m.Document.FileSize, 0)
	}
	return nil
}

// Fetch implements speech.Fetcher: it asks where a file is, each time anew
// since the answer holds for an hour, and downloads it.
func (b *Bot) Fetch(ctx context.Context, ref string, most int64) ([]byte, error) {
	var file models.File
	err := b.patiently(ctx, "getFile", struct {
		ID string `json:"file_id"`
	}{ref}, &file)
	switch {
	case isDescribed(err, "too big"):
		return nil, fmt.Errorf("telegram getFile: %w", speech.ErrLarge)
	case isDescribed(err, "file_id", "file is temporarily unavailable", "file not found"):
		return nil, fmt.Errorf("telegram getFile: %w", speech.ErrGone)
	case err != nil:
		return nil, err
	case file.FileSize > most:
		return nil, fmt.Errorf("telegram getFile: %w", speech.ErrLarge)
	}
	var data []byte
	err = b.again(ctx, func() (err error) {
		data, err = b.client.download(ctx, file.FilePath, min(most, maxFetched))
		return err
	})
	return data, err
}

// download fetches a file by the path that getFile gave, at most so many
// bytes. It goes nowhere else: an address of this one holds the token.
func (c client) download(ctx context.Context, path string, most int64) ([]byte, error) {
	const method = "download"
	base, err := url.Parse(c.base)
	if err != nil || path == "" || strings.HasPrefix(path, "/") { // a server of one's own may give a path on its disk
		return nil, fmt.Errorf("telegram %s: the server gives files in a way that is not known", method)
	}
	for _, part := range strings.Split(path, "/") {
		if part == "" || part == "." || part == ".." {
			return nil, fmt.Errorf("telegram %s: the server gives files in a way that is not known", method)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	base.Path = strings.TrimSuffix(base.Path, "/bot"+c.secret+"/") + "/file/bot" + c.secret + "/" + path
	files := speech.Files{Name: "telegram " + method, Transport: c.http.Transport, Gone: []int{http.StatusNotFound, http.StatusGone},
		Refused: func(resp *http.Response) error {
			return &Error{Method: method, Status: resp.StatusCode, Description: http.StatusText(resp.StatusCode)}
		}}
	data, err := files.Fetch(ctx, base.String(), most)
	if err != nil {
		return nil, c.redact(err)
	}
	return data, nil
}
