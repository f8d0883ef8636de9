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

	"vanthu/handlers/delivery"
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
	defer b.finds.Wait()
	defer r.beside.Wait()
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
	d := delivery.Backoff(max(failures, 0), b.Rand())
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
	missed     missed         // what came while there was no session
	slots      chan struct{}  // first answers to interactions on their way
	beside     sync.WaitGroup // the same, the registration of commands and the fetching of messages
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
			r.fetchMissed(ctx)
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
	r.beside.Go(func() {
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
	switch kind {
	case "MESSAGE_CREATE", "MESSAGE_UPDATE":
		var m message
		if json.Unmarshal(data, &m) != nil {
			r.Log.Error("a message cannot be read and is skipped", "event", kind)
			return nil
		}
		return r.takeMessage(ctx, &m, kind == "MESSAGE_UPDATE")
	case "INTERACTION_CREATE":
		var i interaction
		if json.Unmarshal(data, &i) != nil {
			r.Log.Error("an interaction cannot be read and is skipped")
			return nil
		}
		return r.takeInteraction(ctx, &i)
	}
	return nil
}

// takeMessage takes a message, after those of its channel that were missed.
func (r *receiver) takeMessage(ctx context.Context, m *message, edited bool) error {
	receive := r.receiveMessage
	if edited {
		receive = r.receiveEdit
	}
	in, ok := receive(m)
	if !ok {
		return nil
	}
	missing := r.catchUp(ctx, m.Channel)
	if err := r.in.Accept(ctx, in); err != nil {
		return fmt.Errorf("take a message: %w", err)
	}
	if missing == nil && !edited {
		r.seen(ctx, m.Channel, m.ID)
	}
	return nil
}

// takeInteraction takes an interaction and tells Discord beside the receiving
// that an answer will come. What a person types so far is not worth a stop
// either.
func (r *receiver) takeInteraction(ctx context.Context, i *interaction) error {
	if i.Type == discordgo.InteractionApplicationCommandAutocomplete {
		r.tell(ctx, i, completeTime, func(ctx context.Context) *answer {
			first, err := r.interact(ctx, r.in, i, false)
			if err != nil {
				return nil
			}
			return first
		})
		return nil
	}
	first, err := r.interact(ctx, r.in, i, false)
	if err != nil {
		return fmt.Errorf("take an interaction: %w", err)
	}
	if first != nil {
		r.tell(ctx, i, ackTimeout, func(context.Context) *answer { return first })
	}
	return nil
}

// tell gives Discord the first answer to an interaction.
func (r *receiver) tell(ctx context.Context, i *interaction, limit time.Duration, first func(context.Context) *answer) {
	r.slots <- struct{}{}
	r.beside.Go(func() {
		defer func() { <-r.slots }()
		defer r.kept(i.ID)
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
		defer cancel()
		body := first(ctx)
		if body == nil {
			return
		}
		path := "/interactions/" + url.PathEscape(i.ID) + "/" + url.PathEscape(i.Token) + "/callback"
		err := r.client.call(ctx, http.MethodPost, path, body, nil)
		if err != nil && !isCode(err, codeAcknowledged) {
			r.Log.Warn("an interaction could not be acknowledged; its answer comes as a message", "error", err)
		}
	})
}

// promise notes that the first answer to an interaction is on its way: what
// takes its place waits for it.
func (b *Bot) promise(id string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.acks[id] == nil {
		b.acks[id] = make(chan struct{})
	}
}

// kept ends a promise; without one it does nothing.
func (b *Bot) kept(id string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if done := b.acks[id]; done != nil {
		close(done)
		delete(b.acks, id)
	}
}
