package discordtest

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// limit is one limit of a kind of calls, on the fake clock.
type limit struct {
	calls int
	per   time.Duration
	used  int
	until time.Duration
}

// draw counts a call and writes the headers that tell of its limit. A call
// too many is refused.
func (s *Server) draw(w http.ResponseWriter, name string) (refused bool) {
	s.change(func() {
		h := w.Header()
		for prefix, l := range s.limits {
			if !strings.HasPrefix(name, prefix) {
				continue
			}
			if s.now >= l.until {
				l.used, l.until = 0, s.now+l.per
			}
			l.used++
			left := (l.until - s.now).Seconds()
			h.Set("X-RateLimit-Limit", fmt.Sprint(l.calls))
			h.Set("X-RateLimit-Remaining", fmt.Sprint(max(l.calls-l.used, 0)))
			h.Set("X-RateLimit-Reset-After", fmt.Sprintf("%.3f", left))
			h.Set("X-RateLimit-Bucket", fmt.Sprintf("%x", prefix))
			if l.used > l.calls {
				s.limited++
				refused = true
				h.Set("X-RateLimit-Scope", "user")
				h.Set("Retry-After", fmt.Sprint(int(left)+1))
				h.Set("Content-Type", "application/json")
				w.WriteHeader(http.StatusTooManyRequests)
				fmt.Fprintf(w, `{"message":"You are being rate limited.","retry_after":%.3f,"global":false}`, left)
			}
			return
		}
		h.Set("X-RateLimit-Limit", "50")
		h.Set("X-RateLimit-Remaining", "49")
		h.Set("X-RateLimit-Reset-After", "1.000")
		method, path, _ := strings.Cut(name, " ")
		h.Set("X-RateLimit-Bucket", fmt.Sprintf("%x", method+strings.Split(path, "/")[1]))
	})
	return refused
}

// answerFault answers a call with a failure.
func answerFault(w http.ResponseWriter, f Fault) {
	if f.HTML {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(f.Status)
		fmt.Fprint(w, "<html><body>cloudy</body></html>")
		return
	}
	scope := f.Scope
	if scope == "" {
		scope = "user"
	}
	w.Header().Set("Content-Type", "application/json")
	if f.RetryAfter > 0 {
		w.Header().Set("Retry-After", fmt.Sprint(int(f.RetryAfter)+1))
		w.Header().Set("X-RateLimit-Scope", scope)
		if scope == "global" {
			w.Header().Set("X-RateLimit-Global", "true")
		}
	}
	w.WriteHeader(f.Status)
	fmt.Fprintf(w, `{"message":%s,"code":%d,"retry_after":%g,"global":%v}`, quote(f.Message), f.Code, f.RetryAfter, scope == "global")
}
