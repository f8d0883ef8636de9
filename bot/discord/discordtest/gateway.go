package discordtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// peer is one gateway connection.
type peer struct {
	ws      *websocket.Conn
	resumes bool   // it came to the address where sessions are resumed
	session string // set once, by begin
	write   sync.Mutex
}

// The addresses of the gateway.
const (
	socketPath = "/socket/"
	resumePath = "/resume/"
)

// given reports whether an event had this number.
func (s *Server) given(seq int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return seq >= 0 && seq <= len(s.events)
}

func (p *peer) send(text string) {
	p.write.Lock()
	defer p.write.Unlock()
	_ = p.ws.WriteMessage(websocket.TextMessage, []byte(text)) // the bot may have gone
}

func (p *peer) event(seq int, kind, data string) {
	p.send(fmt.Sprintf(`{"op":0,"s":%d,"t":%q,"d":%s}`, seq, kind, data))
}

func (p *peer) close(code int) {
	p.write.Lock()
	defer p.write.Unlock()
	_ = p.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second)) // the bot may have gone
}

// maxSent is how many bytes the gateway takes in a packet.
const maxSent = 4096

// socket serves one connection until either side ends it.
func (s *Server) socket(w http.ResponseWriter, r *http.Request) {
	s.serve.Add(1)
	defer s.serve.Done()
	upgrader := websocket.Upgrader{}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer ws.Close()
	p := &peer{ws: ws, resumes: strings.HasPrefix(r.URL.Path, resumePath)}
	ws.SetReadLimit(maxSent)
	var script Connection
	s.change(func() {
		s.connections++
		if len(s.scripts) > 0 {
			script, s.scripts = s.scripts[0], s.scripts[1:]
		}
	})
	defer s.change(func() {
		if s.active == p {
			s.active = nil
		}
	})
	if q := r.URL.Query(); q.Get("v") != "9" || q.Get("encoding") != "json" {
		p.close(4012)
		return
	}
	if script.Interval == 0 {
		script.Interval = 41250
	}
	if !script.NoHello {
		p.send(fmt.Sprintf(`{"op":10,"d":{"heartbeat_interval":%d}}`, script.Interval))
	}
	for {
		var in struct {
			Op int             `json:"op"`
			D  json.RawMessage `json:"d"`
		}
		if err := ws.ReadJSON(&in); err != nil {
			// Who closes with these codes leaves the session for good.
			if websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway) {
				s.change(func() { delete(s.sessions, p.session) })
			}
			return
		}
		switch in.Op {
		case 1:
			var seq *int
			if json.Unmarshal(in.D, &seq) != nil || seq != nil && !s.given(*seq) {
				p.close(4002)
				return
			}
			s.change(func() { s.beats++ })
			if !script.NoAcks {
				p.send(`{"op":11}`)
			}
		case 2, 6:
			if script.NoHello || script.NoReady {
				continue
			}
			if p.session != "" {
				p.close(4005)
				return
			}
			s.begin(p, in.Op, in.D, script)
		default:
			p.close(4001)
			return
		}
	}
}

// begin answers IDENTIFY and RESUME.
func (s *Server) begin(p *peer, op int, data json.RawMessage, script Connection) {
	var d struct {
		Token   string `json:"token"`
		Session string `json:"session_id"`
		Seq     int    `json:"seq"`
		Intents int    `json:"intents"`
	}
	if json.Unmarshal(data, &d) != nil {
		p.close(4002)
		return
	}
	switch {
	case d.Token != s.token:
		p.close(4004)
		return
	case op == 2 && d.Intents == 0:
		p.close(4013)
		return
	case script.Close != 0:
		p.close(script.Close)
		return
	case script.First == 7:
		p.send(`{"op":7,"d":null}`)
		return
	case script.First == 9:
		p.send(fmt.Sprintf(`{"op":9,"d":%v}`, script.Resume))
		return
	}
	if op == 6 {
		if !s.given(d.Seq) {
			p.close(4007)
			return
		}
		s.mu.Lock()
		_, known := s.sessions[d.Session]
		missed := append([]event(nil), s.events[d.Seq:]...)
		s.mu.Unlock()
		if !known || !p.resumes {
			p.send(`{"op":9,"d":false}`)
			return
		}
		p.session = d.Session
		for i, e := range missed {
			p.event(d.Seq+i+1, e.kind, string(e.data))
		}
		s.change(func() {
			s.events = append(s.events, event{"RESUMED", json.RawMessage("{}")})
			s.resumed++
			s.active = p
			p.event(len(s.events), "RESUMED", "{}")
		})
		return
	}
	s.change(func() {
		s.identified++
		session := fmt.Sprintf("session-%d", s.identified)
		p.session = session
		s.sessions[session] = len(s.events)
		ready := fmt.Sprintf(`{"v":9,"session_id":%q,"resume_gateway_url":%q,"user":{"id":%q,"bot":true},"application":{"id":%q},"guilds":[]}`,
			session, s.gateway(resumePath), BotID, ApplicationID)
		s.events = append(s.events, event{"READY", json.RawMessage(ready)})
		s.active = p
		p.event(len(s.events), "READY", ready)
	})
}

func (s *Server) gateway(path string) string { return "ws" + s.URL[len("http"):] + path }
