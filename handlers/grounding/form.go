package grounding

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vanthu/corpus/lang"
)

// Bounds of a sentence.
const (
	longestRunes = 320
	longestWords = 70
)

// Token opens the names that stand for addresses: LINK1.
const Token = "LINK"

var (
	address = regexp.MustCompile(`(?i)(?:h[tx]{2}ps?|ftp|javascript|data|tg|mailto)\s*:|www\s*\.|[\p{L}\p{N}_.\-]+\s*(?:@|\(at\)|\[at\])\s*[\p{L}\p{N}]|(?:^|\s)@[\p{L}\p{N}_]{3,}|[\p{L}\p{N}\-]{2,}\s?(?:\.|\[\.\]|\(\.\)|\(dot\)|\[dot\])\s?(?:com|net|org|info|vn|io|me|app|xyz|top|ru|cn|gov|link|site|online|shop|biz|co|dev|ai|bot|cc|tk|us|nl|no|il|рф)\b|\bxn--|\b(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])(?:\.(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])){3}\b|\b[\p{L}\p{N}\-]+\.[a-z]{2,6}/`)
	// spelledAddress is an address in words, as nobody writes one who may write it.
	spelledAddress = regexp.MustCompile(`(?i)\b(?:dot|punkt|punt|точка|chấm|نقطة|נקודה)\s+(?:com|org|net|vn|ru|nl|no|il|info|me)\b`)

	markup = regexp.MustCompile("[<>`{}|\\\\*#]|\\]\\(|\\[\\[|__|~~")
	token  = regexp.MustCompile(Token + `[0-9]+`)
)

// host matches the bare name of a site, without a scheme, a path or a user.
var host = regexp.MustCompile(`^[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)+$`)

// foreign leaves out of a text the names of sites that its passages have letter
// by letter: what a quote holds is shown below the sentence anyway.
func foreign(text string, cited []Passage) string {
	known := map[string]bool{}
	for _, p := range cited {
		for _, run := range strings.Fields(p.Text) {
			if run = strings.Trim(run, marks); host.MatchString(run) {
				known[run] = true
			}
		}
	}
	runs := strings.Fields(text)
	for i, run := range runs {
		if known[strings.Trim(run, marks)] {
			runs[i] = ""
		}
	}
	return strings.Join(runs, " ")
}

// marks may stand in front of a name or behind it.
const marks = ".,;:()،؛«»\"“”"

// form checks how a sentence is written, and that it is in the language tag.
func (c *Checker) form(text, tag string, cited []Passage) Reason {
	if strings.ContainsFunc(text, hidden) || !utf8.ValidString(text) {
		return Poisoned
	}
	plain := norm.NFKC.String(text)
	if strange := foreign(plain, cited); address.MatchString(strange) || spelledAddress.MatchString(plain) {
		return Poisoned
	}
	words := lang.Words(plain)
	for _, t := range c.tongues {
		if len(t.orders.find(words)) > 0 {
			return Poisoned
		}
	}
	if markup.MatchString(plain) || strings.ContainsAny(plain, "\n\r\t") || utf8.RuneCountInString(plain) > longestRunes || len(words) > longestWords || len(words) < 2 {
		return BadForm
	}
	if strings.HasSuffix(strings.TrimSpace(plain), "?") || strings.HasSuffix(strings.TrimSpace(plain), "؟") {
		return BadForm // a question says nothing
	}
	if !c.speaks(token.ReplaceAllString(plain, ""), tag) {
		return BadLanguage
	}
	return ""
}

// hidden reports whether a character is not seen: controls, zero-width and
// bidi characters, tags.
func hidden(r rune) bool {
	switch {
	case r == '\u200c' || r == '\u200d', r == '\u00ad', r >= '\u200b' && r <= '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2060' && r <= '\u206f',
		r == '\ufeff', r >= 0xe0000 && r <= 0xe0fff, r >= '\ufe00' && r <= '\ufe0f':
		return true
	}
	return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r'
}

// scripts of the languages that are not written in Latin letters.
var scripts = map[string]*unicode.RangeTable{"ru": unicode.Cyrillic, "he": unicode.Hebrew, "ar": unicode.Arabic}

// ownScript is the least share of letters in the language's own script:
// numbers of documents and names are written in Latin letters.
const ownScript = 0.5

func (c *Checker) speaks(text, tag string) bool {
	script, other := scripts[tag], 0
	own := 0
	if script == nil {
		script = unicode.Latin
	}
	for _, w := range strings.Fields(text) {
		if strings.ContainsFunc(w, unicode.IsDigit) {
			continue
		}
		for _, r := range w {
			switch {
			case unicode.Is(script, r):
				own++
			case unicode.IsLetter(r):
				other++
			}
		}
	}
	if own == 0 || float64(own) < ownScript*float64(own+other) {
		return false
	}
	if scripts[tag] != nil {
		return true
	}
	// Short sentences of the other languages in Latin letters look alike.
	found, words := c.detector.Detect(text, tag), len(lang.Words(text))
	return found == tag || scripts[found] == nil && (words < 6 || tag != "vi" && found != "vi" && words < 10)
}

// tokensHeld reports whether every token of an address stands in a passage.
func tokensHeld(text string, cited []Passage) bool {
	for _, t := range token.FindAllString(text, -1) {
		found := false
		for _, p := range cited {
			for _, have := range token.FindAllString(p.Text, -1) {
				found = found || have == t
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// Suspicious reports whether a text speaks to a program, or asks its readers
// for secrets: such a passage is not given to a model. tag is the language of
// the text; orders to programs are looked for in English too, and in every
// language that has letters of its own.
func (c *Checker) Suspicious(text, tag string) bool {
	text = norm.NFKC.String(text)
	words := lang.Words(text)
	for _, t := range c.tongues {
		if len(t.orders.find(words)) > 0 {
			return true
		}
		if t.tag != tag && t.tag != "en" && scripts[t.tag] == nil {
			continue
		}
		called := map[string]bool{}
		for _, m := range t.calls.find(words) {
			called[m.Value] = true
		}
		if called["machine"] && called["command"] {
			return true
		}
	}
	return spelledAddress.MatchString(text)
}

// leakWords is how many words in a row of the instructions are a leak.
const leakWords = 6

// Leaks reports whether a text repeats so many words in a row of another one.
func Leaks(text, secret string) bool {
	said, kept := lang.Words(text), lang.Words(secret)
	if len(said) < leakWords {
		return false
	}
	seen := map[string]bool{}
	for i := 0; i+leakWords <= len(kept); i++ {
		seen[run(kept[i:i+leakWords])] = true
	}
	for i := 0; i+leakWords <= len(said); i++ {
		if seen[run(said[i:i+leakWords])] {
			return true
		}
	}
	return false
}

func run(words []lang.Word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.Folded)
		b.WriteByte(' ')
	}
	return b.String()
}

// Sentences takes a quote apart: what is checked sentence by sentence is cited
// so. The row of a table is one.
func (c *Checker) Sentences(text, tag string) []string {
	if strings.Contains(text, " | ") {
		return []string{text}
	}
	var out []string
	for _, s := range lang.Sentences(text, c.tongue(tag).words.Abbreviated) {
		if one := strings.TrimSpace(text[s.Start:s.End]); one != "" {
			out = append(out, one)
		}
	}
	return out
}
