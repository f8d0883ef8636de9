package web

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
)

//go:embed assets
var assets embed.FS

// look is the style and the script of the page, and the policy that allows
// them and nothing else.
type look struct {
	Style  template.CSS
	Script template.JS
	policy string
}

func newLook() (look, error) {
	style, err := assets.ReadFile("assets/style.css")
	if err != nil {
		return look{}, err
	}
	script, err := assets.ReadFile("assets/script.js")
	if err != nil {
		return look{}, err
	}
	l := look{Style: template.CSS(squeeze(string(style))), Script: template.JS(squeeze(string(script)))}
	l.policy = fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		hash(string(l.Style)), hash(string(l.Script)))
	return l, nil
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// squeeze drops lines that are comments, and space at the start of lines.
func squeeze(s string) string {
	var out strings.Builder
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "//") || strings.HasPrefix(line, "/*") && strings.HasSuffix(line, "*/") {
			continue
		}
		out.WriteString(line)
		out.WriteByte('\n')
	}
	return out.String()
}

// parse reads the templates.
func (p *Page) parse() (*template.Template, error) {
	return template.New("").Funcs(template.FuncMap{
		"say":   p.say,
		"dir":   direction,
		"words": words,
		"field": sectionOf,
	}).ParseFS(assets, "assets/*.html")
}
