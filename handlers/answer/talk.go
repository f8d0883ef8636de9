package answer

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// newTalk takes what people write in a language that asks nothing, and the
// words around it.
func newTalk(l *lexicon.Language) *lexicon.Phrases {
	p := lexicon.NewPhrases()
	for _, kind := range slices.Sorted(maps.Keys(l.Everyday.Talk)) {
		addAll(p, l.Everyday.Talk[kind], kind)
	}
	addAll(p, l.Everyday.Fillers, "")
	return p
}

// smallTalk gives the kind of a message that asks nothing, with its language:
// all its words are a greeting, thanks and so on, or stand around them. A
// message with any other word is a question. Of several kinds the one that
// says most counts: thanks behind a greeting. "" is none.
func (u *Understander) smallTalk(words []lang.Word, prior, detected string) (kind, tag string) {
	for _, tag := range append([]string{prior, detected}, lang.Tags()...) { // few words tell no language
		talk := u.talk[tag]
		if talk == nil {
			continue
		}
		covered, best := 0, 0
		kind := ""
		for _, m := range talk.Find(words) {
			covered += m.Len
			if m.Value == "" {
				continue
			}
			weight := m.Len
			if m.Value != "greeting" && m.Value != "ok" {
				weight += len(words) // "hello, who are you"
			}
			if weight > best {
				kind, best = m.Value, weight
			}
		}
		if kind != "" && covered == len(words) {
			return kind, tag
		}
	}
	return "", ""
}

// courtesy gives where a question begins behind a greeting or thanks that a
// sign parts from it, "thanks, and the fee?", in bytes; 0 where there is none.
func (u *Understander) courtesy(text string, words []lang.Word, tags ...string) int {
	for _, tag := range tags {
		if u.talk[tag] == nil {
			continue
		}
		at, next, polite := 0, 0, false
		for _, m := range u.talk[tag].Find(words) {
			if m.First != next || m.Value != "" && m.Value != "greeting" && m.Value != "thanks" {
				break
			}
			polite = polite || m.Value != ""
			next = m.First + m.Len
			if polite && next < len(words) && strings.ContainsAny(text[m.End:words[next].Start], ".,!;:،؟!…-–\n") {
				at = words[next].Start
			}
		}
		if at > 0 {
			return at
		}
	}
	return 0
}

// emoticon is a face written with signs: ":-)".
var emoticon = regexp.MustCompile(`^[:;=]['\-]?[()|*/]+$`)

// isFace reports a message of pictures alone.
func isFace(text string) bool {
	found := false
	for _, field := range strings.Fields(text) {
		if emoticon.MatchString(field) {
			found = true
			continue
		}
		for _, r := range field {
			switch {
			case unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) && r > 0xffff:
				found = true
			case r == 0xfe0f || r == 0x200d || r >= 0xe0020 && r <= 0xe007f || r == '!' || r == '.':
			default:
				return false
			}
		}
	}
	return found
}
