package answer

import (
	"maps"
	"slices"
	"strings"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/index"
)

// Going is what a message asks that goes on from the last answer and says
// nothing on its own.
type Going string

// The ways of going on.
const (
	GoingSource   Going = "source"   // which document says so
	GoingWhy      Going = "why"      // on what grounds
	GoingWho      Going = "who"      // who else
	GoingElse     Going = "else"     // what else is said of it
	GoingWhen     Going = "when"     // by when
	GoingField    Going = "field"    // another field of the procedure: Understood.Field
	GoingLanguage Going = "language" // the same in another language: Understood.Speak
)

// openFollow is up to how many words that say something a message may have
// that goes on from the last by how it opens.
const openFollow = 5

// followWords is how messages of one language go on from the last answer.
type followWords struct {
	opens    *lexicon.Phrases
	prefixes []string
	whole    *lexicon.Phrases // what is a whole message, valued "source", "field fee", "language nl"; what stands around has the value ""
}

func newFollowWords(l *lexicon.Language) followWords {
	w := followWords{opens: lexicon.NewPhrases(), prefixes: l.Follows.OpenPrefixes, whole: lexicon.NewPhrases()}
	addAll(w.opens, l.FollowUp, "open")
	addAll(w.opens, l.Follows.Opens, "open")
	add := func(front string, list map[string][]string) {
		for _, value := range slices.Sorted(maps.Keys(list)) {
			addAll(w.whole, list[value], front+value)
		}
	}
	add("", l.Follows.Asks)
	add("language ", l.Follows.Languages)
	add("field ", l.Follows.Fields)
	for _, around := range [][]string{l.FollowUp, l.Follows.Opens, l.Follows.Closes, l.Everyday.Fillers} {
		addAll(w.whole, around, "")
	}
	return w
}

// opened gives how many of the words in front say that a message goes on from
// the last; joined reports letters written onto the first word that do.
func (w followWords) opened(text string, words []lang.Word) (n int, joined bool) {
	if w.opens == nil || len(words) == 0 {
		return 0, false
	}
	for _, m := range w.opens.Find(words) {
		if m.First != n {
			break
		}
		n += m.Len
	}
	for _, p := range w.prefixes {
		joined = joined || n == 0 && len(words[0].Folded) > 2*len(p) && strings.HasPrefix(text[words[0].Start:], p)
	}
	return n, joined
}

// going reads a message that as a whole goes on from the last answer. So few
// words tell no language: all are tried, those of the conversation first.
func (u *Understander) going(text string, words []lang.Word, tags ...string) (kind Going, value, tag string) {
	for _, tag := range append(tags, lang.Tags()...) {
		if u.goings[tag].whole == nil {
			continue
		}
		covered, best := 0, 0
		said := ""
		for _, m := range u.goings[tag].whole.Find(words) {
			covered += m.Len
			if m.Value != "" && m.Len >= best {
				said, best = m.Value, m.Len
			}
		}
		if covered != len(words) {
			continue
		}
		if said != "" {
			front, value, _ := strings.Cut(said, " ")
			return Going(front), value, tag
		}
	}
	return "", "", ""
}

// follow reads how a message goes on from the last answer.
func (u *Understander) follow(q Question, out *Understood, words []lang.Word) {
	kind, value, tag := u.going(out.Text, words, out.Language, q.Follows.Language)
	if kind == "" {
		return
	}
	if tag != out.Language {
		out.Language, out.tokens = tag, index.Tokens(out.Text, tag)
	}
	out.Going, out.Follows, out.opened = kind, true, 0
	out.Field, out.Intent = "", General
	switch kind {
	case GoingField:
		out.Field, out.Intent = value, Procedure
	case GoingLanguage:
		out.Speak = value
	case GoingWhen:
		out.Field, out.Intent = "time_limit", Deadline
	case GoingWhy:
		out.Field = "legal_basis"
	}
	out.content = nil
}

// adds reports whether a message that goes on names something of its own.
func (o Understood) adds() bool {
	return slices.ContainsFunc(o.content, func(w contentWord) bool { return !w.soft })
}

// behind gives a message without the words that it opens with.
func (o Understood) behind() string {
	if o.opened == 0 || o.opened >= len(o.tokens) {
		return o.Text
	}
	return o.Text[o.tokens[o.opened].Start:]
}
