package extract

import (
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// part is what an agency does in a sentence, told by where it stands.
type part int

const (
	plain       part = iota // nothing tells
	told                    // behind "asked": who is given the duty
	toldInFront             // in front of "was asked"
	labelled                // opens the sentence, a colon behind it
	doer                    // behind "by"
	subject                 // in front of "must", "leads"
	actor                   // in front of, or as its language has it straight behind, what is to be done
	topic                   // behind "as for", at the beginning: whom the sentence is about
	bracketed               // in brackets
	owner                   // behind "of"
	asker                   // in front of "asked": who gives the duty
	cooperator              // behind "together with"
	receiver                // behind "submit to"
	notBearer   = -1
)

// weight tells how likely an agency in this role has the duty; below 0 it has
// not.
func (p part) weight() int {
	switch p {
	case told:
		return 100
	case labelled:
		return 95
	case toldInFront:
		return 90
	case doer:
		return 85
	case subject:
		return 80
	case actor:
		return 70
	case bracketed:
		return 50
	case plain:
		return 40
	case topic:
		return 45
	case owner:
		return 20
	case asker:
		return 10
	}
	return notBearer
}

// group is agencies named one after the other, as one list.
type group struct {
	first, end int // words
	mentions   []Mention
	role       part
}

// How many words may stand between an agency and the phrase that tells its
// role.
const (
	nearWords  = 2
	toldWords  = 8  // "asked" and who is asked
	frontWords = 14 // who must and "must"
)

// groups gives the agencies of a sentence with their roles.
func (r *dutyReader) groups(text string, st *statement) []group {
	var out []group
	var last Mention
	for _, m := range r.mentions(text, st) {
		first := wordAt(st.words, m.Start)
		if m.ID == "" && slices.ContainsFunc(st.cues, func(c cue) bool { return c.kind&(acting|met) != 0 && c.first < first && first < c.end() }) {
			continue // "tatt i bruk", where "bruk" alone is a works
		}
		if (m.ID == "" || r.x.spoken(r.doc.Language).oneOf(m, st.words[first])) && slices.ContainsFunc(st.cues, func(c cue) bool { return c.kind&sameBody != 0 && c.len > 1 && c.first < first && first < c.end() }) {
			continue // "the same ministry" is no name
		}
		for _, d := range st.dates { // a name ends where a time begins
			if first < d.first && d.first > 0 && d.Lead < m.End && d.Relation != corpus.Every {
				m.End = st.words[d.first-1].End
			}
		}
		for _, c := range st.cues { // and where who asks it is named: "Ассоциации предпринимателей Премьер-министр"
			if c.kind&giver != 0 && r.words.verbFirst && c.first == first && m.ID == "" && c.end() < len(st.words) && st.words[c.end()].Start < m.End && hasCue(st.cues, first-1, first, order) && r.ofBodies(text, st, c.end(), c.end()+1) {
				m.Start, first = st.words[c.end()].Start, c.end() // "asked the vice chairman the union of farmers to"
			}
			if c.kind&giver != 0 && len(r.words.towardEnds) > 0 && first < c.first && st.words[c.first].Start < m.End && m.ID == "" {
				m.End = st.words[c.first-1].End
			}
		}
		end := first
		for end < len(st.words) && st.words[end].Start < m.End {
			end++
		}
		if n := len(out); n > 0 && r.listed(text, st, out[n-1].end, first) && st.gives(first) == st.gives(out[n-1].first) && !(m.Collective && !last.Collective && r.owned(st, wordAt(st.words, last.Start))) {
			out[n-1].end = end
			out[n-1].mentions = append(out[n-1].mentions, m)
			last = m
			continue
		}
		last = m
		out = append(out, group{first: first, end: end, mentions: []Mention{m}})
	}
	st.cues = slices.DeleteFunc(st.cues, func(c cue) bool {
		return slices.ContainsFunc(out, func(g group) bool {
			return st.meant[g.mentions[0].Start].role != isUpon && g.first <= c.first && c.end() <= g.end && len(g.mentions) == 1 && c.kind&(order|ordered|must|upon|lead|acting|aim|expected|past|may|moved|ended) != 0
		})
	})
	st.cues = slices.DeleteFunc(st.cues, func(c cue) bool { // "לא" and "لا" are syllables of places too
		return c.kind&(negation|not) != 0 && c.kind&binding == 0 && slices.ContainsFunc(out, func(g group) bool {
			return g.first < c.first && c.end() <= g.end && len(g.mentions) == 1 && g.mentions[0].ID != ""
		})
	})
	out = r.helpedOpening(text, st, out)
	out = r.askedUnknown(text, st, out)
	out = r.topicUnknown(text, st, out)
	out = r.described(text, st, out)
	out = r.fullSubjects(text, st, out)
	out = r.beforeDash(text, st, out)
	r.verbsBeside(text, st, out)
	for i := range out {
		out[i].role = r.role(text, st, out, i)
		if r.fronted(text, st, out[i]) {
			out[i].role = topic
		}
		if _, again := st.meant[out[i].mentions[0].Start]; again && out[i].role == plain {
			out[i].role = receiver // what is spoken of; nothing says that it acts
		}
	}
	r.meantBehind(st, out)
	return out
}

// meantBehind lets a word that stands for a body named in the same sentence, in a part of
// it in front, stand for who acts there: "the link to the centre is taken on by the
// committee; it must be ready by May".
func (r *dutyReader) meantBehind(st *statement, all []group) {
	for i, g := range all {
		at := g.mentions[0].Start
		m, ok := st.meant[at]
		if !ok || m.role != isArticle && m.role != isPronoun || len(m.bodies) != 1 || m.bodies[0].Name.Start < st.start || !st.opensPart(g.first) {
			continue
		}
		best := -1
		for k, other := range all[:i] {
			if other.role.weight() >= actor.weight() && (best < 0 || other.role.weight() > all[best].role.weight()) && !r.gives(st, other) {
				best = k
			}
		}
		if best >= 0 {
			st.meant[at] = again{st.agencies(all[best]), m.role}
		}
	}
}

// helpedOpening takes the last body off the list that "together with" opens a
// sentence with, where only a comma joins it and the verb follows: "Together
// with the ministry, the bank will".
func (r *dutyReader) helpedOpening(text string, st *statement, all []group) []group {
	if len(all) == 0 || len(all[0].mentions) < 2 {
		return all
	}
	g := all[0]
	c, gap := lastCue(st.cues, 0, g.first, cooperate|topical)
	if c.len == 0 || c.first > 1 || gap > nearWords || !slices.ContainsFunc(st.cues, func(c cue) bool { return c.first == g.end && c.kind&(binding|acting) != 0 }) {
		return all
	}
	last := g.mentions[len(g.mentions)-1]
	from, to := wordAt(st.words, g.mentions[len(g.mentions)-2].End-1)+1, wordAt(st.words, last.Start)
	for i := from; i < to; i++ {
		if r.x.spoken(r.doc.Language).joinsAt(text, st.words, i) {
			return all
		}
	}
	if !strings.ContainsAny(text[st.words[from-1].End:st.words[to].Start], ",،") || lang.RightToLeft(r.doc.Language) && r.conjoined(text, st, to) {
		return all
	}
	all[0].end, all[0].mentions = from, g.mentions[:len(g.mentions)-1]
	return slices.Insert(all, 1, group{first: to, end: g.end, mentions: []Mention{last}})
}

// owned reports an agency straight behind "of": "the programme of the
// Government, the ministries shall" names two.
func (r *dutyReader) owned(st *statement, first int) bool {
	c, gap := lastCue(st.cues, 0, first, of)
	return c.len > 0 && gap == 0
}

// listed reports whether nothing but commas and words that join a list stands
// between two words.
func (r *dutyReader) listed(text string, st *statement, from, to int) bool {
	if from == 0 || from > to || to-from > nearWords+1 {
		return false
	}
	for i := from; i < to; i++ {
		joins := false
		for _, c := range st.cues {
			joins = joins || c.first <= i && i < c.end() && c.kind&and != 0
		}
		if !joins {
			return false
		}
	}
	gap := text[st.words[from-1].End:st.words[to].Start]
	if strings.ContainsAny(gap, ".;:؛()–") {
		return false
	}
	if to > from && !strings.ContainsAny(gap, ",،/-") && r.onlyArticles(st, from, to) {
		return false // "sends the ministry the list"
	}
	apart := lang.RightToLeft(r.doc.Language) && !r.conjoined(text, st, to)
	return to > from || strings.ContainsAny(gap, ",،/-") || strings.TrimSpace(gap) == "" && !apart
}

// onlyArticles reports that nothing but definite articles stands between two words.
func (r *dutyReader) onlyArticles(st *statement, from, to int) bool {
	definite := r.x.spoken(r.doc.Language).definite
	return !slices.ContainsFunc(st.words[from:to], func(w lang.Word) bool { return !definite[markedForm(w)] })
}

// conjoined reports that "and" is written onto a word that opens the name of a
// body, and is not a letter of it.
func (r *dutyReader) conjoined(text string, st *statement, i int) bool {
	w := st.words[i]
	and := lang.Conjunction(r.doc.Language)
	if !strings.HasPrefix(w.Folded, and) {
		return false
	}
	end := st.words[min(i+nearWords, len(st.words)-1)].End
	bare := text[w.Start+len(and) : end]
	m := r.x.Mentions(bare, r.doc.Language, lang.Words(bare))
	return len(m) > 0 && m[0].Start == 0
}

// gives reports that a word opens the name of somebody who gives duties.
func (st *statement) gives(word int) bool {
	return slices.ContainsFunc(st.cues, func(c cue) bool { return c.kind&giver != 0 && c.first <= word && word < c.end() })
}

// gives reports an agency that is named as one who gives duties.
func (r *dutyReader) gives(st *statement, g group) bool {
	for _, c := range st.cues {
		if c.kind&giver != 0 && c.first <= g.first && g.first < c.end() && (g.end <= c.end()+nearWords || c.first == g.first) {
			if next, gap := right(st, g.end); g.role == subject && next.kind&must != 0 && gap == 0 && len(st.groups) == 1 && !hasCue(st.cues, 0, len(st.words), order|ordered|moved) {
				return false // "the secretariat will send these minutes"
			}
			return g.role != toldInFront && g.role != labelled
		}
	}
	return false
}
