package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"vanthu/handlers/intake"
)

const (
	identifyPause = 5 * time.Second // Discord takes one new session in five seconds
	fullRetry     = time.Second     // the intake is full
	ackTimeout    = 3 * time.Second // Discord's limit for the first answer to an interaction
	acksAtOnce    = 16
)

// Run receives events until ctx ends, which is no error. It returns an
// ErrRefused where Discord does not know the token and an ErrFatal where it
// will not have the bot as it is set up; it waits for everything else to
// pass.
func (b *Bot) Run(ctx context.Context, in Intake) error {
	r := &receiver{Bot: b, in: in, slots: make(chan struct{}, acksAtOnce)}
	defer r.acks.Wait()
	var s session
	for failures := 0; ctx.Err() == nil; failures++ {
		fresh := s.id == ""
		err := r.connect(ctx, &s, &failures)
		if ctx.Err() != nil {
			break
		}
		var closed *CloseError
		if errors.As(err, &closed) {
			if closed.Code == 4004 {
				return fmt.Errorf("%w: %w", ErrRefused, err)
			}
			if closed.fatal() {
				return fmt.Errorf("%w: %w", ErrFatal, err)
			}
			if closed.Code >= 4000 && closed.Code != 4000 && closed.Code != 4008 {
				s = session{} // the session was closed with the connection
			}
		}
		if isStatus(err, http.StatusUnauthorized) {
			return fmt.Errorf("%w: %w", ErrRefused, err)
		}
		if b.Wait(ctx, b.pause(err, fresh, s, failures)) != nil {
			break
		}
	}
	return nil
}

// Check asks Discord once whether it takes the token, and gives the bot's
// name.
func (b *Bot) Check(ctx context.Context) (string, error) {
	var me discordgo.User
	err := b.client.call(ctx, http.MethodGet, "/users/@me", nil, &me)
	if isStatus(err, http.StatusUnauthorized) {
		return "", fmt.Errorf("%w: %w", ErrRefused, err)
	}
	return me.Username, err
}

// pause logs why a connection ended and says how long to wait for the next.
func (b *Bot) pause(err error, fresh bool, s session, failures int) time.Duration {
	d := backoff(max(failures, 0), b.Rand())
	switch {
	case errors.Is(err, errReconnect):
		d = 0
	case errors.Is(err, errInvalid): // "wait between 1 and 5 seconds"
		d = time.Second + time.Duration(b.Rand()*float64(4*time.Second))
	case errors.Is(err, intake.ErrFull):
		d = fullRetry
	}
	if s.id == "" && fresh {
		d = max(d, identifyPause)
	}
	if errors.Is(err, errReconnect) {
		b.Log.Info("Discord asks to connect again")
	} else {
		b.Log.Warn("the connection to Discord ended; connecting again", "error", err, "in", d)
	}
	return d
}

// receiver is the state of one Run.
type receiver struct {
	*Bot
	in         Intake
	registered bool
	slots      chan struct{}  // first answers to interactions on their way
	acks       sync.WaitGroup // the same, and the registration of commands
}

// connect serves one connection. It resets failures once events may come.
func (r *receiver) connect(ctx context.Context, s *session, failures *int) error {
	address := s.url
	if s.id == "" || address == "" {
		var gateway struct {
			URL   string `json:"url"`
			Limit struct {
				Total     int   `json:"total"`
				Remaining int   `json:"remaining"`
				Reset     int64 `json:"reset_after"` // ms
			} `json:"session_start_limit"`
		}
		if err := r.client.call(ctx, http.MethodGet, "/gateway/bot", nil, &gateway); err != nil {
			return err
		}
		if _, err := url.Parse(gateway.URL); err != nil || gateway.URL == "" {
			return errors.New("Discord names no gateway")
		}
		if gateway.Limit.Total > 0 && gateway.Limit.Remaining == 0 && s.id == "" {
			d := time.Duration(gateway.Limit.Reset) * time.Millisecond
			r.Log.Error("this bot has started as many Discord sessions as it may for today; waiting", "for", d)
			if err := r.Wait(ctx, d); err != nil {
				return err
			}
		}
		address = gateway.URL
	}
	c := &connection{Bot: r.Bot, session: s, take: r.take, ready: func(application string) {
		*failures = -1
		if application != "" {
			r.Log.Info("Discord is connected")
			r.registerOnce(ctx, application)
		}
	}}
	return c.connect(ctx, address)
}

// registerOnce registers the slash commands beside the receiving of events.
func (r *receiver) registerOnce(ctx context.Context, application string) {
	if r.registered {
		return
	}
	r.registered = true
	r.acks.Go(func() {
		if err := r.register(ctx, application); err != nil && ctx.Err() == nil {
			r.Log.Error("the slash commands are not registered; messages are answered all the same", "error", err)
		}
	})
}

// take offers an event to the intake. An error ends the connection, and the
// resumed session delivers the event again.
func (r *receiver) take(ctx context.Context, kind string, data json.RawMessage) (err error) {
	defer func() { // events come half decoded, and one must not end the program
		if v := recover(); v != nil {
			r.Log.Error("an event made the bot panic and is skipped", "event", kind, "panic", fmt.Sprintf("%T", v))
			err = nil
		}
	}()
	var in intake.Incoming
	var call *interaction
	ok := false
	switch kind {
	case "MESSAGE_CREATE":
		var m message
		if json.Unmarshal(data, &m) != nil {
			r.Log.Error("a message cannot be read and is skipped")
			return nil
		}
		in, ok = r.receiveMessage(&m)
	case "INTERACTION_CREATE":
		call = &interaction{}
		if json.Unmarshal(data, call) != nil {
			r.Log.Error("an interaction cannot be read and is skipped")
			return nil
		}
		in, ok = r.receiveInteraction(call)
	}
	if !ok {
		return nil
	}
	if call != nil {
		r.promise(call.ID)
	}
	if err := r.in.Accept(ctx, in); err != nil {
		r.kept(call)
		return fmt.Errorf("take an event: %w", err)
	}
	if call != nil {
		r.acknowledge(ctx, call)
	}
	return nil
}

// promise notes that the first answer to an interaction is on its way: edits
// of that answer wait for it.
func (b *Bot) promise(id string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.acks[id] == nil {
		b.acks[id] = make(chan struct{})
	}
}

// kept ends a promise.
func (b *Bot) kept(i *interaction) {
	if i == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if done := b.acks[i.ID]; done != nil {
		close(done)
		delete(b.acks, i.ID)
	}
}

// acknowledge tells Discord that an answer will come, beside the receiving.
func (r *receiver) acknowledge(ctx context.Context, i *interaction) {
	r.slots <- struct{}{}
	r.acks.Go(func() {
		defer func() { <-r.slots }()
		defer r.kept(i)
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), ackTimeout)
		defer cancel()
		path := "/interactions/" + url.PathEscape(i.ID) + "/" + url.PathEscape(i.Token) + "/callback"
		err := r.client.call(ctx, http.MethodPost, path, callback{i.deferred()}, nil)
		if err != nil && !isCode(err, codeAcknowledged) {
			r.Log.Warn("an interaction could not be acknowledged; its answer comes as a message", "error", err)
		}
	})
}
