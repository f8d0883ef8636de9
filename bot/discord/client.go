package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// How REST calls are made.
const (
	callTimeout = 30 * time.Second // of one try
	callTries   = 6                // the context may end it sooner
	maxAnswer   = 8 << 20          // bytes of an answer
	firstRetry  = 500 * time.Millisecond
	lastRetry   = time.Minute
	maxRetry    = 24 * time.Hour // the longest pause that an answer can ask for
)

// backoff gives the pause before retry n (from 0), half of it by chance.
func backoff(n int, random float64) time.Duration {
	d := lastRetry
	if n < 7 {
		d = min(lastRetry, firstRetry<<n)
	}
	return d/2 + time.Duration(random*float64(d/2))
}

// client calls Discord's REST API.
type client struct {
	http  *http.Client
	base  string // ends in "/api/v9"
	token string
	wait  func(ctx context.Context, d time.Duration) error
	rand  func() float64
	log   *slog.Logger
}

// Error is what the REST API answered instead of a result.
type Error struct {
	Call    string        // method and first words of the path; tokens in it are left out
	Status  int           // HTTP status
	Code    int           // Discord's own, 10062 and the like; 0 if it told none
	Message string        // Discord's words
	Retry   time.Duration // how long to wait; 0 if not told
}

func (e *Error) Error() string {
	return fmt.Sprintf("discord %s: %d %s (%d)", e.Call, e.Status, e.Message, e.Code)
}

// call calls the API, waits where it is told to, and tries again what may
// pass. An answer other than success is an *Error.
func (c client) call(ctx context.Context, method, path string, body, result any) error {
	for try := 0; ; try++ {
		err := c.once(ctx, method, path, body, result)
		if err == nil {
			return nil
		}
		pause := backoff(try, c.rand())
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

func (c client) once(ctx context.Context, method, path string, body, result any) error {
	name := callName(method, path)
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	var reader io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			return fmt.Errorf("discord %s: %w", name, err)
		}
		reader = bytes.NewReader(data)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, reader)
	if err != nil {
		return fmt.Errorf("discord %s: the address cannot be used", name)
	}
	req.Header.Set("Authorization", "Bot "+c.token)
	req.Header.Set("User-Agent", "DiscordBot (https://github.com/bwmarrin/discordgo, v"+discordgo.VERSION+")")
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
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
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
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
		return &Error{Call: name, Status: http.StatusBadGateway, Message: "not an answer of Discord's API"}
	}
	return nil
}

// failure reads an error answer; one of a proxy before Discord has its words
// and its pause in the header alone.
func failure(name string, resp *http.Response, data []byte) *Error {
	var told struct {
		Code    int     `json:"code"`
		Message string  `json:"message"`
		Retry   float64 `json:"retry_after"` // seconds
	}
	if json.Unmarshal(data, &told) != nil || told.Message == "" {
		told.Message = http.StatusText(resp.StatusCode)
	}
	if told.Retry <= 0 {
		if seconds, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil {
			told.Retry = float64(seconds)
		}
	}
	retry := time.Duration(min(max(told.Retry, 0), maxRetry.Seconds()) * float64(time.Second))
	return &Error{Call: name, Status: resp.StatusCode, Code: told.Code, Message: told.Message, Retry: retry}
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
