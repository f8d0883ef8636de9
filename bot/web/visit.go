package web

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"

	"golang.org/x/text/language"

	"vanthu/corpus/lang"
)

// Cookies of the page.
const (
	sessionCookie  = "session"
	languageCookie = "language"
	languageDays   = 365
)

// visit is what a request tells about who reads.
type visit struct {
	Tag    string // language of the page
	chosen string // language that the person chose; empty: none
	hint   string // language that the browser is set to; empty: none that is spoken here
}

// visit reads the languages of a request: a chosen one, in the address or
// kept in a cookie, goes before the browser's.
func (p *Page) visit(r *http.Request) visit {
	var v visit
	if r.URL.Query().Has("lang") {
		v.chosen, _ = lang.Tag(r.URL.Query().Get("lang"))
	} else if c, err := r.Cookie(languageCookie); err == nil {
		v.chosen, _ = lang.Tag(c.Value)
	}
	v.hint = hint(r.Header.Get("Accept-Language"))
	switch {
	case v.chosen != "":
		v.Tag = v.chosen
	case v.hint != "":
		v.Tag = v.hint
	default:
		v.Tag = "vi"
	}
	return v
}

// hint gives the first language of an Accept-Language header that is spoken
// here.
func hint(header string) string {
	if len(header) > 1000 {
		return ""
	}
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return ""
	}
	for _, t := range tags {
		if tag, ok := lang.Tag(t.String()); ok {
			return tag
		}
	}
	return ""
}

// remember keeps a language that was just chosen, or forgets it.
func remember(w http.ResponseWriter, r *http.Request, v visit) {
	if !r.URL.Query().Has("lang") {
		return
	}
	c := cookie(r, languageCookie, v.chosen)
	c.MaxAge = languageDays * 24 * 60 * 60
	if v.chosen == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// sessionOf gives the session that a request belongs to, and "" where it has
// none.
func sessionOf(r *http.Request) string {
	c, err := r.Cookie(sessionCookie)
	if err != nil {
		return ""
	}
	if b, err := base64.RawURLEncoding.DecodeString(c.Value); err != nil || len(b) != sessionBytes {
		return ""
	}
	return c.Value
}

const sessionBytes = 24

// session gives the session of a request, a new one where it has none.
func session(w http.ResponseWriter, r *http.Request) (id string, known bool) {
	if id := sessionOf(r); id != "" {
		return id, true
	}
	b := make([]byte, sessionBytes)
	rand.Read(b) // never fails: crypto/rand
	id = base64.RawURLEncoding.EncodeToString(b)
	http.SetCookie(w, cookie(r, sessionCookie, id))
	return id, false
}

func cookie(r *http.Request, name, value string) *http.Cookie {
	return &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: overTLS(r)}
}

// overTLS reports whether the browser's way to this installation, perhaps
// through a proxy, is encrypted.
func overTLS(r *http.Request) bool {
	return r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https"
}
