package extract

import (
	"strings"

	"vanthu/corpus/lang"
)

// This file tells who receives something, by letters written onto a name and by the words
// around it.

// given reports an agency that has the letters of a receiver written onto it,
// behind a verb that sends something.
func (r *dutyReader) given(text string, st *statement, g group) bool {
	return r.sentTo(st, g.first) && r.dative(text, st, g)
}

// dative reports an agency that has the letters of a receiver written onto it.
func (r *dutyReader) dative(text string, st *statement, g group) bool {
	for _, p := range r.words.toward {
		name := text[g.mentions[0].Start:g.mentions[0].End]
		rest, ok := strings.CutPrefix(name, p)
		if !ok {
			continue
		}
		if _, again := st.meant[g.mentions[0].Start]; again {
			return true
		}
		for _, bare := range []string{rest, lang.Article(r.doc.Language) + rest} { // the article is swallowed
			if m := r.x.Mentions(bare, r.doc.Language, lang.Words(bare)); len(m) > 0 && m[0].Start == 0 {
				return true
			}
		}
	}
	return false
}

// passiveInFront reports "was the ministry", in front of "asked".
func (r *dutyReader) passiveInFront(st *statement, g group) bool {
	c, gap := lastCue(st.cues, 0, g.first, passive|predicate)
	return c.kind&passive != 0 && gap <= 1
}

// upon reports whether the words that put a duty on an agency follow it, if
// only behind the rest of a list.
func (r *dutyReader) upon(st *statement, g group) bool {
	if c, gap := lastCue(st.cues, 0, g.first-1, predicate); c.kind&must != 0 && gap == 0 { // "it is incumbent on"
		return true
	}
	for i := g.end; i < len(st.words) && i <= g.end+nearWords; i++ {
		if r.words.uponThen.at(st.words, i, r.words.uponThen.key(st.words[i])).len > 0 {
			return true
		}
	}
	return false
}

// sentTo reports whether something is sent in front of a word.
func (r *dutyReader) sentTo(st *statement, before int) bool {
	c, gap := lastCue(st.cues, 0, before, send|binding&^(lead|upon))
	return c.kind&send != 0 && gap <= frontWords
}

// datesFirst reports whether a date stands in front of a word: then the verb
// comes before who does it, in some languages.
func (r *dutyReader) datesFirst(st *statement, before int) bool {
	return before < len(st.words) && hasDateBefore(st, st.words[before].Start)
}

func hasDateBefore(st *statement, at int) bool {
	for _, d := range st.dates {
		if d.End <= at {
			return true
		}
	}
	return false
}
