package telegramtest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
)

// Webhook is where updates are delivered to.
type Webhook struct {
	URL     string // empty: none
	Secret  string
	Allowed []string // kinds of updates; none: all
	AtOnce  int      // connections at a time
}

var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// SetWebhook sets a webhook as another program would, so that polls are
// refused; empty: none.
func (s *Server) SetWebhook(url string) { s.change(func() { s.webhook = Webhook{URL: url} }) }

// Hook gives the webhook that is set.
func (s *Server) Hook() Webhook {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.webhook
}

// Webhook gives the webhook that is set.
func (s State) Webhook() Webhook { return s.s.webhook }

func (s *Server) setWebhook(p Params) (string, *refusal) {
	w := Webhook{URL: p.Text("url"), Secret: p.Text("secret_token"), AtOnce: 40}
	if raw := p.Text("allowed_updates"); raw != "" && json.Unmarshal([]byte(raw), &w.Allowed) != nil {
		return "", bad("can't parse allowed_updates JSON array")
	}
	if p.Text("max_connections") != "" {
		w.AtOnce = int(p.Int("max_connections"))
	}
	u, err := url.Parse(w.URL)
	switch {
	case err != nil || u.Host == "":
		return "", bad("bad webhook: invalid URL")
	case u.Scheme != "https" && u.Hostname() != "127.0.0.1": // the tests' own servers have no certificates
		return "", bad("bad webhook: An HTTPS URL must be provided for webhook")
	case w.Secret != "" && !secretForm.MatchString(w.Secret):
		return "", bad("secret token contains unallowed characters")
	case w.AtOnce < 1 || w.AtOnce > 100:
		return "", bad("max_connections must be between 1 and 100")
	}
	s.change(func() {
		s.webhook = w
		for _, p := range s.polls {
			close(p.conflict)
		}
		s.polls = nil
	})
	return "true", nil
}

func (s *Server) getWebhookInfo() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return fmt.Sprintf(`{"url":%s,"has_custom_certificate":false,"pending_update_count":%d}`, quote(s.webhook.URL), len(s.updates))
}

// Deliver makes one attempt to deliver each update that waits to the webhook,
// in order, and gives the statuses of the answers. What is not answered with
// 2xx stays, for the next call.
func (s *Server) Deliver(ctx context.Context) ([]int, error) {
	s.mu.Lock()
	hook, waiting := s.webhook, slices.Clone(s.updates)
	s.mu.Unlock()
	var statuses []int
	for _, u := range waiting {
		if !isAllowed(u.raw, hook.Allowed) {
			continue
		}
		status, err := s.post(ctx, hook, u.raw)
		if err != nil {
			return statuses, err
		}
		statuses = append(statuses, status)
		if status/100 == 2 {
			s.change(func() {
				s.updates = slices.DeleteFunc(s.updates, func(o update) bool { return o.id == u.id })
			})
		}
	}
	return statuses, nil
}

func (s *Server) post(ctx context.Context, hook Webhook, raw json.RawMessage) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, hook.URL, bytes.NewReader(raw))
	if err != nil {
		return 0, fmt.Errorf("deliver an update: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	if hook.Secret != "" {
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", hook.Secret)
	}
	resp, err := s.hooks.Do(req)
	if err != nil {
		return 0, fmt.Errorf("deliver an update: %w", err)
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode, err
}
