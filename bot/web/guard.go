package web

import (
	"net"
	"net/http"
	"net/url"
	"strings"
)

// hostName gives the name in a Host header or setting, without port and
// brackets, in lower case.
func hostName(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// knownHost reports whether the page is meant to be reached under this name.
// A foreign site that lets its own name point here (DNS rebinding) is none.
func (p *Page) knownHost(host string) bool {
	name := hostName(host)
	if ip := net.ParseIP(name); ip != nil && ip.IsLoopback() {
		return true
	}
	return name == "localhost" || p.hosts[name]
}

// ownForm reports whether a posted form is of this page: of all that browsers
// tell about where it came from, the first that they tell decides. Browsers
// send the origin "null" along with a form of a page whose referrer is
// withheld, as it is here; there the session cookie tells, which does not
// come along from other sites (SameSite).
func (p *Page) ownForm(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" {
		return site == "same-origin" || site == "none"
	}
	origin := r.Header.Get("Origin")
	switch origin {
	case "":
		return true // no browser
	case "null":
		return sessionOf(r) != ""
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && (strings.EqualFold(u.Host, r.Host) || p.hosts[hostName(u.Host)])
}

// headers sets what keeps a page to itself.
func (l look) headers(h http.Header) {
	h.Set("Content-Security-Policy", l.policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cache-Control", "no-store")
}
