package telegramtest

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// tags that Telegram knows (https://core.telegram.org/bots/api#html-style).
var known = []string{"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "a", "code", "pre", "blockquote", "span", "tg-emoji"}

// blocks are the further tags of rich messages that the bot may use, and
// voids those among them that hold nothing
// (https://core.telegram.org/bots/api#rich-messages).
var (
	blocks = []string{"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "details", "summary", "table", "tr", "th", "td", "cite", "footer", "hr", "br"}
	voids  = []string{"hr", "br"}
)

var tag = regexp.MustCompile(`^<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*>`)

// ParseHTML reads a text as Telegram reads messages in HTML and gives the
// text that people see, or an error in Telegram's words.
func ParseHTML(s string) (string, error) { return parse(s, known) }

// ParseRichHTML reads the HTML of a rich message the same way.
func ParseRichHTML(s string) (string, error) { return parse(s, append(slices.Clone(known), blocks...)) }

func parse(s string, known []string) (string, error) {
	var out strings.Builder
	var open []string
	for i := 0; i < len(s); {
		switch s[i] {
		case '<':
			m := tag.FindStringSubmatch(s[i:])
			if m == nil {
				return "", fmt.Errorf("Unsupported start tag at byte offset %d", i)
			}
			name := strings.ToLower(m[2])
			switch {
			case !slices.Contains(known, name):
				return "", fmt.Errorf("Unsupported start tag %q at byte offset %d", name, i)
			case slices.Contains(voids, name):
				out.WriteByte('\n')
			case m[1] == "":
				if name == "blockquote" && slices.Contains(open, name) {
					return "", fmt.Errorf("Nested blockquote at byte offset %d", i)
				}
				open = append(open, name)
			case len(open) == 0:
				return "", fmt.Errorf("Unexpected end tag at byte offset %d", i)
			case open[len(open)-1] != name:
				return "", fmt.Errorf("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", i, open[len(open)-1], name)
			default:
				open = open[:len(open)-1]
			}
			i += len(m[0])
		case '&':
			text, n := entity(s[i:])
			out.WriteString(text)
			i += n
		default:
			out.WriteByte(s[i])
			i++
		}
	}
	if len(open) > 0 {
		return "", fmt.Errorf("Can't find end tag corresponding to start tag %q", open[len(open)-1])
	}
	return out.String(), nil
}

// entity reads "&lt;" and the like; what is none is text.
func entity(s string) (text string, size int) {
	end := strings.IndexByte(s, ';')
	if end < 0 || end > 10 {
		return "&", 1
	}
	name := s[1:end]
	switch name {
	case "lt":
		return "<", end + 1
	case "gt":
		return ">", end + 1
	case "amp":
		return "&", end + 1
	case "quot":
		return `"`, end + 1
	}
	if number, ok := strings.CutPrefix(name, "#"); ok {
		if n, err := strconv.Atoi(number); err == nil && n > 0 && n <= 0x10ffff {
			return string(rune(n)), end + 1
		}
	}
	return "&", 1
}
