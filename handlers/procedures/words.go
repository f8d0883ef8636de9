package procedures

import (
	"slices"
	"strings"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/index"
)

// Words is the words of languages that names of procedures are read by. It is
// safe for concurrent use.
type Words struct {
	openings map[string][][]string       // language → what may open a title and says nothing
	soft     map[string]*lexicon.Phrases // language → wordings of questions
	everyday map[string]*lexicon.Phrases // language → what people say, and how titles word it
	short    *lexicon.Phrases
}

// NewWords takes the words of a lexicon.
func NewWords(lx *lexicon.Lexicon) *Words {
	w := &Words{openings: map[string][][]string{}, soft: map[string]*lexicon.Phrases{}, everyday: map[string]*lexicon.Phrases{}, short: lx.Expansions()}
	for tag, l := range lx.Languages {
		soft, everyday := lexicon.NewPhrases(), lexicon.NewPhrases()
		for _, f := range l.Fields {
			addAll(soft, f.Asked)
		}
		addAll(soft, l.Stop)
		addAll(soft, l.Procedures.Asking)
		for _, o := range l.Procedures.TitleWords {
			var opening []string
			for _, word := range lang.Words(o) {
				opening = append(opening, word.Folded)
			}
			w.openings[tag] = append(w.openings[tag], opening)
		}
		slices.SortFunc(w.openings[tag], func(a, b []string) int { return len(b) - len(a) })
		for _, e := range l.Procedures.Everyday {
			for _, said := range e.Said {
				everyday.Add(said, strings.Join(e.Titles, ", "))
			}
		}
		w.soft[tag], w.everyday[tag] = soft, everyday
	}
	return w
}

func addAll(p *lexicon.Phrases, phrases []string) {
	for _, s := range phrases {
		p.Add(s, s)
	}
}

// titleWord is a word of a name.
type titleWord struct {
	index.Token
	share float64 // of its weight: words in brackets tell less
}

// title gives the words of a name, without what says only that it is a
// procedure.
func (w *Words) title(text, tag string) []titleWord {
	tokens := index.Tokens(text, tag)
	for _, opening := range w.openings[tag] {
		if len(tokens) > len(opening) && slices.EqualFunc(tokens[:len(opening)], opening, func(t index.Token, f string) bool { return t.Folded == f }) {
			tokens = tokens[len(opening):]
			break
		}
	}
	out := make([]titleWord, len(tokens))
	depth, at := 0, 0
	for i, t := range tokens {
		depth += strings.Count(text[at:t.Start], "(") - strings.Count(text[at:t.Start], ")")
		at = t.Start
		out[i] = titleWord{t, 1}
		if depth > 0 {
			out[i].share = bracketWeight
		}
	}
	return out
}

// mostWordings bounds in how many wordings a question is looked for.
const mostWordings = 12

// wordings gives a question as it was typed, and with its short forms and
// everyday words in the words of titles.
func (w *Words) wordings(text, tag string) []asked {
	out := []asked{w.asked(text, tag)}
	tokens := out[0].tokens
	words := make([]lang.Word, len(tokens))
	for i, t := range tokens {
		words[i] = t.Word
	}
	texts := []string{text}
	var replaced []lexicon.Match
	replaced = append(replaced, w.short.Find(words)...)
	if everyday := w.everyday[tag]; everyday != nil {
		replaced = append(replaced, everyday.Find(words)...)
	}
	if !slices.Contains(out[0].soft, false) { // other words for the wording alone would name what nobody named
		replaced = slices.DeleteFunc(replaced, func(m lexicon.Match) bool { return !slices.Contains(out[0].soft[m.First:m.First+m.Len], false) })
	}
	// From behind, so that the places in front stay right.
	slices.SortFunc(replaced, func(a, b lexicon.Match) int { return b.Start - a.Start })
	last := len(text) + 1
	for _, m := range replaced {
		if m.End > last { // a longer one was taken
			continue
		}
		last = m.Start
		var more []string
		for _, t := range texts {
			for long := range strings.SplitSeq(m.Value, ", ") {
				more = append(more, t[:m.Start]+long+t[m.End:])
			}
		}
		texts = append(texts, more...)
		texts = texts[:min(len(texts), mostWordings)]
	}
	for _, t := range texts[1:] {
		more := w.asked(t, tag)
		more.marked = out[0].marked // as it was typed, not as titles are written
		out = append(out, more)
	}
	return out
}

// asked takes the words of a question.
func (w *Words) asked(text, tag string) asked {
	q := asked{text: text, tokens: index.Tokens(text, tag)}
	q.soft = make([]bool, len(q.tokens))
	words := make([]lang.Word, len(q.tokens))
	for i, t := range q.tokens {
		words[i] = t.Word
		q.marked = q.marked || t.Marked != ""
		q.soft[i] = strings.Trim(t.Folded, "0123456789.,") == "" // a day or a number of papers, unless the name holds it
	}
	if soft := w.soft[tag]; soft != nil {
		for _, m := range soft.Find(words) {
			for i := m.First; i < m.First+m.Len; i++ {
				q.soft[i] = true
			}
		}
	}
	return q
}

// Typos are looked for in words of so many letters and more: one edit, two in
// long words.
const (
	leastTypo = 4
	longTypo  = 8
)

// nearest gives the word of names that a mistyped word is nearest to: of
// those as near, the most frequent one.
func (c *Catalogue) nearest(word string) *term {
	letters := []rune(word)
	if len(letters) < leastTypo {
		return nil
	}
	most := 1
	if len(letters) >= longTypo {
		most = 2
	}
	var best *term
	bestKey, bestAt := "", most+1
	for key, t := range c.terms {
		if strings.Contains(key, " ") || len(key) > len(word)+4*most || len(key)+4*most < len(word) {
			continue
		}
		at := lang.Distance(letters, []rune(key), most)
		if at > most || at > bestAt || at == bestAt && (len(t.names) < len(best.names) || len(t.names) == len(best.names) && key > bestKey) {
			continue
		}
		best, bestKey, bestAt = t, key, at
	}
	return best
}
