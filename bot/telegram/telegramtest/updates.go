package telegramtest

import (
	"context"
	"encoding/json"
	"slices"
	"time"
)

func (s *Server) getUpdates(ctx context.Context, p Params) (string, *refusal) {
	offset, limit, timeout := p.Int("offset"), p.Int("limit"), time.Duration(p.Int("timeout"))*time.Second
	if limit <= 0 || limit > 100 {
		limit = 100
	}
	var allowed []string
	if raw := p.Text("allowed_updates"); raw != "" {
		if json.Unmarshal([]byte(raw), &allowed) != nil {
			return "", bad("can't parse allowed_updates JSON array")
		}
	}
	me := &poll{make(chan struct{})}
	conflict := false
	s.change(func() {
		if s.webhook.URL != "" {
			conflict = true
			return
		}
		for _, other := range s.polls { // the newest poll wins
			close(other.conflict)
		}
		s.polls = []*poll{me}
		if offset < 0 { // counts from the end
			s.updates = s.updates[max(0, len(s.updates)+int(offset)):]
		}
		s.updates = slices.DeleteFunc(s.updates, func(u update) bool { return u.id < offset })
	})
	if conflict {
		return "", &refusal{status: 409, text: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}
	}
	defer s.change(func() { s.polls = slices.DeleteFunc(s.polls, func(o *poll) bool { return o == me }) })

	timer := time.NewTimer(min(timeout, maxPoll))
	defer timer.Stop()
	for {
		s.mu.Lock()
		var batch []json.RawMessage
		for _, u := range s.updates {
			if len(batch) < int(limit) && isAllowed(u.raw, allowed) {
				batch = append(batch, u.raw)
			}
		}
		changed := s.mu.Changed()
		s.mu.Unlock()
		if len(batch) > 0 || timeout == 0 {
			out, err := json.Marshal(append([]json.RawMessage{}, batch...))
			if err != nil {
				return "", bad("the test pushed an update that is not JSON: " + err.Error())
			}
			return string(out), nil
		}
		select {
		case <-changed:
		case <-me.conflict:
			return "", &refusal{status: 409, text: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}
		case <-timer.C:
			return "[]", nil
		case <-ctx.Done():
			return "[]", nil
		}
	}
}

func isAllowed(raw json.RawMessage, allowed []string) bool {
	if len(allowed) == 0 {
		return true
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return true // broken on purpose
	}
	for _, kind := range allowed {
		if fields[kind] != nil {
			return true
		}
	}
	return false
}
