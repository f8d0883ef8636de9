package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// itemsOwn gives the body with which an item opens that says what this one does,
// "- The ministry of construction approves the plan", where the line above names
// nobody, or only many together.
func (r *dutyReader) itemsOwn(p *corpus.Passage, st *statement, f frame) []corpus.Agency {
	if p.Kind == corpus.Paragraph || len(st.groups) == 0 || f.leads != nil && !f.many {
		return nil
	}
	g := st.groups[0]
	m := g.mentions[0]
	if m.ID == "" || m.Collective || m.Generic || r.province(m.ID) || g.role != actor && g.role != subject && g.role != plain || len(st.words)-g.end < nearWords {
		return nil
	}
	from := 0
	if markWord(r.doc.Text[st.start:st.end], st.words) {
		from = 1
	}
	if r.startsWithArticle(st, from) && g.first > from {
		from++
	}
	opens := g.first == from
	if r.words.verbFirst || lang.RightToLeft(r.doc.Language) {
		opens = opens || g.role == actor && g.first == from+1
	}
	if !opens || strings.Trim(r.doc.Text[st.start+st.words[g.end-1].End:st.start+st.words[g.end].Start], " \u00a0") != "" {
		return nil
	}
	return st.agencies(g)
}

// collective reports that all of some bodies are named together only: "the
// ministries and localities".
func (st *statement) collective(leads []corpus.Agency) bool {
	named := func(a corpus.Agency) bool {
		return slices.ContainsFunc(st.groups, func(g group) bool {
			return slices.ContainsFunc(g.mentions, func(m Mention) bool { return m.Collective && st.start+m.Start == a.Name.Start })
		})
	}
	return len(leads) > 0 && !slices.ContainsFunc(leads, func(a corpus.Agency) bool { return !named(a) })
}

// behindList reports a paragraph that stands behind the list which a line with a
// colon and a deadline opens: the text goes on, and the deadline is not its own.
func (r *dutyReader) behindList(p *corpus.Passage, level listLevel, f frame) bool {
	if f.deadline == nil || !f.colon || !f.item || f.inner == f.section || p.Kind != corpus.Paragraph || level != noList {
		return false
	}
	first, _ := utf8.DecodeRuneInString(r.doc.PassageText(*p))
	return !unicode.IsLower(first)
}

// hasOthersDo gives whom the line above names, where an item under it opens with such
// words as "direct": that one has others do it.
func (r *dutyReader) hasOthersDo(st *statement, from int) []corpus.Agency {
	f := r.frame()
	if f == nil || f.leads == nil || from > 1 || st.before != nil {
		return nil
	}
	if !slices.ContainsFunc(r.words.instructs.find(st.words), func(c cue) bool {
		return c.first == 0 || r.words.verbLast && len(st.groups) > 0 && st.groups[0].first <= 1 && c.first == st.groups[0].end // "de gemeenten opdragen"
	}) {
		return nil
	}
	return f.leads
}

// asksBelow reports a line that ends in a colon behind a verb of asking and names nobody
// who is asked: the lines under it do, "Besides, the secretary requested:".
func (r *dutyReader) asksBelow(st *statement, f frame) bool {
	if !f.colon {
		return false
	}
	c, gap := lastCue(st.cues, 0, len(st.words), predicate)
	return c.kind&order != 0 && gap <= toldWords && !hasCue(st.cues, 0, len(st.words), acting|event|not|negation|citizen)
}

// behindLabel reports a body behind a short label and a colon with which an item opens:
// "Resolution 66: the department".
func (r *dutyReader) behindLabel(st *statement, s segment, g group) bool {
	at := g.first
	if at > s.first && r.startsWithArticle(st, at-1) {
		at--
	}
	if f := r.frame(); f == nil || !f.asks || at == s.first || at-s.first > openingWords {
		return false
	}
	return strings.HasPrefix(r.doc.Text[st.start+st.words[at-1].End:st.end], ":")
}
