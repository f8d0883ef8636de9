package discord

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"vanthu/handlers"
	"vanthu/handlers/delivery"
)

// How REST calls are made.
const (
	callTimeout = 30 * time.Second // of one try
	callTries   = 6                // the context may end it sooner
	maxAnswer   = 8 << 20          // bytes of an answer
	maxRetry    = 24 * time.Hour   // the longest pause that an answer can ask for
)

// client calls Discord's REST API.
type client struct {
	http  *http.Client
	base  string // ends in "/api/v9"
	token string
	wait  func(ctx context.Context, d time.Duration) error
	rand  func() float64
	log   *slog.Logger
	pace  *pace
}

// Error is what the REST API answered instead of a result.
type Error struct {
	Call    string        // method and first words of the path; tokens in it are left out
	Status  int           // HTTP status
	Code    int           // Discord's own, 10062 and the like; 0 if it told none
	Message string        // Discord's words
	Retry   time.Duration // how long to wait; 0 if not told
	Global  bool          // with status 429: the limit holds for all calls of the bot
	Foreign bool          // the answer is not Discord's own, but that of something on the way there
}

func (e *Error) Error() string {
	return fmt.Sprintf("discord %s: %d %s (%d)", e.Call, e.Status, e.Message, e.Code)
}

// call calls the API, waits where it is told to, and tries again what may
// pass. An answer other than success is an *Error. Messages to people are not
// sent with it: their desk waits and tries again.
func (c client) call(ctx context.Context, method, path string, body, result any) error {
	for try := 0; ; try++ {
		err := c.once(ctx, method, path, body, result)
		if err == nil {
			return nil
		}
		pause := delivery.Backoff(try, c.rand())
		var api *Error
		if errors.As(err, &api) {
			switch {
			case api.Status == http.StatusTooManyRequests && api.Retry > 0:
				pause = api.Retry
			case api.Status == http.StatusTooManyRequests, api.Status >= http.StatusInternalServerError:
			default:
				return err
			}
		}
		if try+1 == callTries || ctx.Err() != nil {
			return err
		}
		c.log.Warn("a call to Discord failed; trying again", "error", err, "in", pause)
		if c.wait(ctx, pause) != nil {
			return err
		}
	}
}

// once makes one call. Where the last answer said that no more calls of its
// kind are taken for a while, it answers as Discord would, without asking.
func (c client) once(ctx context.Context, method, path string, body, result any) error {
	name := callName(method, path)
	if d := c.pace.left(method, path); d > 0 {
		return &Error{Call: name, Status: http.StatusTooManyRequests, Message: "held back until the limit is lifted", Retry: d}
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	data, kind, err := encode(body)
	if err != nil {
		return fmt.Errorf("discord %s: %w", name, err)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("discord %s: the address cannot be used", name)
	}
	req.Header.Set("Authorization", "Bot "+c.token)
	req.Header.Set("User-Agent", "DiscordBot (https://github.com/bwmarrin/discordgo, v"+discordgo.VERSION+")")
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		var u *url.Error
		if errors.As(err, &u) {
			err = u.Err // without the address, which may hold an interaction's token
		}
		return fmt.Errorf("discord %s: %w", name, err)
	}
	defer resp.Body.Close()
	c.pace.note(method, path, resp.Header)
	data, err = io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("discord %s: read the answer: %w", name, err)
	}
	if resp.StatusCode >= http.StatusMultipleChoices {
		return failure(name, resp, data)
	}
	if result == nil || resp.StatusCode == http.StatusNoContent {
		return nil
	}
	if err := json.Unmarshal(data, result); err != nil {
		return &Error{Call: name, Status: http.StatusBadGateway, Message: "not an answer of Discord's API", Foreign: true}
	}
	return nil
}

// upload is a body that a file goes with.
type upload struct {
	payload any
	file    handlers.File
}

// encode gives a body and its type: JSON, or several parts where a file goes
// with it, https://discord.com/developers/docs/reference#uploading-files.
func encode(body any) (data []byte, kind string, err error) {
	up, ok := body.(upload)
	if !ok {
		if body == nil {
			return nil, "", nil
		}
		data, err = json.Marshal(body)
		return data, "application/json", err
	}
	payload, err := json.Marshal(up.payload)
	if err != nil {
		return nil, "", err
	}
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	for _, part := range []struct {
		disposition, kind string
		data              []byte
	}{
		{`form-data; name="payload_json"`, "application/json", payload},
		{mime.FormatMediaType("form-data", map[string]string{"name": "files[0]", "filename": up.file.Name}), cmp.Or(up.file.Type, "application/octet-stream"), up.file.Data},
	} {
		to, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {part.disposition}, "Content-Type": {part.kind}})
		if err != nil {
			return nil, "", err
		}
		if _, err := to.Write(part.data); err != nil {
			return nil, "", err
		}
	}
	if err := w.Close(); err != nil {
		return nil, "", err
	}
	return out.Bytes(), w.FormDataContentType(), nil
}

// failure reads an error answer; one of a proxy before Discord has its words
// and its pause in the header alone.
func failure(name string, resp *http.Response, data []byte) *Error {
	var told struct {
		Code    int     `json:"code"`
		Message string  `json:"message"`
		Retry   float64 `json:"retry_after"` // seconds
		Global  bool    `json:"global"`
	}
	foreign := json.Unmarshal(data, &told) != nil || told.Message == "" && told.Code == 0
	if told.Message == "" {
		told.Message = http.StatusText(resp.StatusCode)
	}
	if !(told.Retry > 0) {
		if seconds, err := strconv.ParseFloat(resp.Header.Get("Retry-After"), 64); err == nil && seconds > 0 {
			told.Retry = seconds
		}
	}
	retry := time.Duration(min(max(told.Retry, 0), maxRetry.Seconds()) * float64(time.Second))
	return &Error{Call: name, Status: resp.StatusCode, Code: told.Code, Message: told.Message, Retry: retry,
		Global: told.Global || resp.Header.Get("X-RateLimit-Global") == "true" || resp.Header.Get("X-RateLimit-Scope") == "global", Foreign: foreign}
}

// callName names a call without the IDs and tokens in its path.
func callName(method, path string) string {
	path, _, _ = strings.Cut(path, "?")
	fields := strings.Split(strings.Trim(path, "/"), "/")
	kept := fields[:1]
	for i := 2; i < len(fields); i++ {
		if f := fields[i]; len(f) < 12 && strings.Trim(f, "abcdefghijklmnopqrstuvwxyz-@") == "" {
			kept = append(kept, f)
		}
	}
	return method + " " + strings.Join(kept, " ")
}

// isCode reports whether err is an answer with one of these codes.
func isCode(err error, codes ...int) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	for _, c := range codes {
		if e.Code == c {
			return true
		}
	}
	return false
}

func isStatus(err error, status int) bool {
	var e *Error
	return errors.As(err, &e) && e.Status == status
}
