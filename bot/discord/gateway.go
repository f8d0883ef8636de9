package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"vanthu/handlers/delivery"
)

// Operations of the gateway,
// https://discord.com/developers/docs/topics/opcodes-and-status-codes.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opAck            = 11
)

// Limits of a gateway connection.
const (
	maxPacket    = 16 << 20 // bytes of a packet; the largest are lists of servers
	writeTimeout = 10 * time.Second
	closeResume  = 4000 // how we close a connection to be resumed: 1000 would end the session
)

// packet is what travels through the gateway.
type packet struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  int64           `json:"s"`
	Type string          `json:"t"`
}

type outPacket[T any] struct {
	Op   int `json:"op"`
	Data T   `json:"d"`
}

// CloseError says with which code the gateway closed the connection.
type CloseError struct{ Code int }

func (e *CloseError) Error() string {
	why := ""
	switch e.Code {
	case 4004:
		why = ": the token is wrong"
	case 4010, 4011:
		why = ": the bot is in so many servers that it must be sharded"
	case 4012:
		why = ": the version of the API is no longer served"
	case 4013, 4014:
		why = ": the bot asks for intents that are switched off in Discord's developer portal"
	}
	return fmt.Sprintf("the gateway closed the connection with code %d%s", e.Code, why)
}

// fatal reports whether connecting again is of no use.
func (e *CloseError) fatal() bool { return e.Code == 4004 || e.Code >= 4010 && e.Code <= 4014 }

// What ends a connection in an orderly way.
var (
	errReconnect = errors.New("the gateway asks to connect again")
	errInvalid   = errors.New("the gateway does not know the session")
	errSilent    = errors.New("the gateway does not acknowledge heartbeats")
)

// session is what a later connection needs in order to go on where this one
// ended. The zero session starts anew.
type session struct {
	id  string
	url string // to resume at
	seq int64  // of the last event that was taken
}

// connection is one websocket.
type connection struct {
	*Bot
	ws      *websocket.Conn
	session *session
	take    func(ctx context.Context, kind string, data json.RawMessage) error
	ready   func(application string) // called when events may come

	write sync.Mutex

	mu      sync.Mutex
	waiting bool  // a heartbeat was sent and not acknowledged
	silent  error // set before the connection is closed for it
	last    int64 // sequence number for heartbeats
}

// connect opens a connection and serves it until it ends; its error says why.
func (c *connection) connect(ctx context.Context, address string) error {
	dialer := websocket.Dialer{HandshakeTimeout: c.set.Patience, Proxy: http.ProxyFromEnvironment}
	if t, ok := c.HTTP.Transport.(*http.Transport); ok {
		dialer.Proxy, dialer.TLSClientConfig, dialer.NetDialContext = t.Proxy, t.TLSClientConfig, t.DialContext
	}
	ws, resp, err := dialer.DialContext(ctx, address+"?v="+discordgo.APIVersion+"&encoding=json", nil)
	if err != nil {
		if resp != nil {
			return fmt.Errorf("connect to the gateway: %w (%s)", err, resp.Status)
		}
		return fmt.Errorf("connect to the gateway: %w", err)
	}
	c.ws = ws
	ws.SetReadLimit(maxPacket)
	var beats sync.WaitGroup
	defer beats.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	// Reads end when the context does: whoever stops need not wait for Discord.
	defer context.AfterFunc(ctx, func() { c.close(websocket.CloseNormalClosure) })()
	defer func() { c.close(closeResume) }()

	interval, err := c.hello()
	if err != nil {
		return err
	}
	if err = c.begin(); err != nil {
		return err
	}
	beats.Go(func() { c.beat(ctx, interval) })
	err = c.serve(ctx)
	return err
}

// close closes the socket; the second time does nothing.
func (c *connection) close(code int) {
	deadline := time.Now().Add(time.Second)
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), deadline) // best effort: the socket may be gone
	_ = c.ws.Close()
}

func (c *connection) read(ctx context.Context) (packet, error) {
	_, data, err := c.ws.ReadMessage()
	if err != nil {
		var closed *websocket.CloseError
		switch {
		case ctx.Err() != nil:
			return packet{}, ctx.Err()
		case c.silence() != nil:
			return packet{}, c.silence()
		case errors.As(err, &closed) && closed.Code != websocket.CloseAbnormalClosure:
			return packet{}, &CloseError{closed.Code}
		}
		return packet{}, fmt.Errorf("read from the gateway: %w", err)
	}
	var p packet
	if err := json.Unmarshal(data, &p); err != nil {
		return packet{}, errors.New("read from the gateway: a packet is not of the form that it documents")
	}
	return p, nil
}

func (c *connection) send(p any) error {
	c.write.Lock()
	defer c.write.Unlock()
	if err := c.ws.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
		return fmt.Errorf("write to the gateway: %w", err)
	}
	if err := c.ws.WriteJSON(p); err != nil {
		return fmt.Errorf("write to the gateway: %w", err)
	}
	return nil
}

// hello waits for the gateway's greeting and gives the interval of heartbeats.
// The deadline set here holds until the session is ready.
func (c *connection) hello() (time.Duration, error) {
	if err := c.ws.SetReadDeadline(time.Now().Add(c.set.Patience)); err != nil {
		return 0, fmt.Errorf("wait for the gateway's greeting: %w", err)
	}
	p, err := c.read(context.Background())
	if err != nil {
		return 0, fmt.Errorf("wait for the gateway's greeting: %w", err)
	}
	var hello struct {
		Interval int `json:"heartbeat_interval"` // ms
	}
	if p.Op != opHello || json.Unmarshal(p.Data, &hello) != nil || hello.Interval <= 0 {
		return 0, fmt.Errorf("wait for the gateway's greeting: got operation %d", p.Op)
	}
	return time.Duration(hello.Interval) * time.Millisecond, nil
}

type identify struct {
	Token      string                       `json:"token"`
	Intents    discordgo.Intent             `json:"intents"`
	Properties discordgo.IdentifyProperties `json:"properties"`
}

type resume struct {
	Token   string `json:"token"`
	Session string `json:"session_id"`
	Seq     int64  `json:"seq"`
}

// begin asks for a new session, or for the rest of the old one.
func (c *connection) begin() error {
	c.heard(c.session.seq)
	if c.session.id != "" {
		return c.send(outPacket[resume]{opResume, resume{c.set.Token, c.session.id, c.session.seq}})
	}
	return c.send(outPacket[identify]{opIdentify, identify{
		Token:      c.set.Token,
		Intents:    discordgo.IntentGuildMessages | discordgo.IntentDirectMessages,
		Properties: discordgo.IdentifyProperties{OS: runtime.GOOS, Browser: "vanthu", Device: "vanthu"},
	}})
}

// beat sends heartbeats until ctx ends, and closes the connection when one is
// not acknowledged by the time of the next.
func (c *connection) beat(ctx context.Context, interval time.Duration) {
	pause := time.Duration(c.Rand() * float64(interval)) // the first comes at a random time
	for delivery.Wait(ctx, pause) == nil {
		pause = interval
		c.mu.Lock()
		if c.waiting {
			c.silent = errSilent
		}
		c.waiting = true
		silent := c.silent
		c.mu.Unlock()
		if silent != nil || c.heartbeat() != nil {
			c.ws.Close()
			return
		}
	}
}

func (c *connection) heartbeat() error {
	c.mu.Lock()
	seq := c.last
	c.mu.Unlock()
	if seq == 0 {
		return c.send(outPacket[*int64]{opHeartbeat, nil})
	}
	return c.send(outPacket[int64]{opHeartbeat, seq})
}

func (c *connection) silence() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.silent
}

func (c *connection) acknowledged() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waiting = false
}

func (c *connection) heard(seq int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last = seq
}

// serve handles packets until the connection ends.
func (c *connection) serve(ctx context.Context) error {
	for {
		p, err := c.read(ctx)
		if err != nil {
			return err
		}
		switch p.Op {
		case opDispatch:
			if err := c.dispatch(ctx, p); err != nil {
				return err
			}
		case opHeartbeat:
			if err := c.heartbeat(); err != nil {
				return err
			}
		case opAck:
			c.acknowledged()
		case opReconnect:
			return errReconnect
		case opInvalidSession:
			var resumable bool
			if json.Unmarshal(p.Data, &resumable) != nil || !resumable {
				*c.session = session{}
			}
			return errInvalid
		}
	}
}

// dispatch handles one event. Its number is remembered only once it was
// taken, so that a resumed session delivers it again otherwise.
func (c *connection) dispatch(ctx context.Context, p packet) error {
	switch p.Type {
	case "READY":
		var ready struct {
			Session string `json:"session_id"`
			URL     string `json:"resume_gateway_url"`
			User    struct {
				ID string `json:"id"`
			} `json:"user"`
			Application struct {
				ID string `json:"id"`
			} `json:"application"`
		}
		if err := json.Unmarshal(p.Data, &ready); err != nil || ready.Session == "" || ready.User.ID == "" {
			return errors.New("the gateway's READY has no session or no user")
		}
		*c.session = session{id: ready.Session, url: ready.URL}
		c.Bot.mu.Lock()
		c.Bot.me = ready.User.ID
		c.Bot.mu.Unlock()
		c.begun(ready.Application.ID)
	case "RESUMED":
		c.begun("")
	default:
		if err := c.take(ctx, p.Type, p.Data); err != nil {
			return err
		}
	}
	c.session.seq = p.Seq
	c.heard(p.Seq)
	return nil
}

// begun lifts the deadline for getting ready; from here on heartbeats tell
// whether the connection lives.
func (c *connection) begun(application string) {
	_ = c.ws.SetReadDeadline(time.Time{}) // fails on a closed socket only, which the next read reports
	c.ready(application)
}
