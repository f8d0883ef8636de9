package extract

import (
	"slices"
	"strings"

	"vanthu/corpus"
)

// bearers gives the agencies that have the duty told between two words: those
// in the likeliest role, the first of several.
func (r *dutyReader) bearers(st *statement, from, end, least int) (leads []corpus.Agency, weight int) {
	return r.bearersOf(st, from, end, len(st.words), least)
}

// bearersOf is bearers for what is told up to a word, as of a deadline that
// ends there: an agency behind it that does something of its own does not
// count.
func (r *dutyReader) bearersOf(st *statement, from, end, told, least int) (leads []corpus.Agency, weight int) {
	best := -1
	for i, g := range st.groups {
		if g.first < from || g.first >= end {
			continue
		}
		if g.first >= told && (g.role == subject || g.role == actor || g.role == toldInFront) && r.ownTold(st, from, told) && !r.movedHere(st, from, told) {
			continue
		}
		if first, end, ok := r.asideClause(r.doc.Text[st.start:st.end], st, g); ok && (told <= first || told >= end) && told < len(st.words) {
			continue
		}
		if told < len(st.words) && r.tellsMore(st, g, told, best >= 0) {
			continue
		}
		w := g.role.weight()
		if w < least || r.gives(st, g) {
			continue
		}
		if best < 0 || w > st.groups[best].role.weight() || g.first < told && told < len(st.words) && r.nearer(st, st.groups[best], g) {
			best = i
		}
	}
	if best < 0 {
		return nil, 0
	}
	best = r.oneOf(st, best, from, end)
	if best > 0 && st.groups[best].role == subject && len(st.directed(best-1)) > 0 && !r.gives(st, st.groups[best-1]) {
		best-- // "the ministry has the police of the communes, which must"
	}
	return append(st.agencies(st.groups[best]), st.directed(best)...), st.groups[best].role.weight()
}

// oneOf gives the agency that does what is told behind a label which names a kind of
// bodies: "Telecom companies: Mobifone must cover the island".
func (r *dutyReader) oneOf(st *statement, best, from, end int) int {
	g := st.groups[best]
	if g.role != labelled || len(g.mentions) > 1 || !g.mentions[0].Collective {
		return best
	}
	for i, other := range st.groups {
		if i > best && other.first >= from && other.first < end && (other.role == subject || other.role == actor) && (r.verbAhead(st, other) || hasCue(st.cues, other.end, other.end+1, must|acting)) && !r.gives(st, other) {
			return i
		}
	}
	return best
}

// tellsMore reports an agency behind a deadline that ends at a word, in a clause that
// only tells more of what is to be done, "by December, which the city will show", or,
// where another one was named, in a clause of its own: "holds meetings, and we will come".
func (r *dutyReader) tellsMore(st *statement, g group, told int, named bool) bool {
	if g.first < told || g.role != subject && g.role != actor {
		return false
	}
	text := r.doc.Text[st.start:st.end]
	if c, gap := lastCue(st.cues, told, g.first, relative); c.len > 0 && gap <= nearWords && commaBetween(text, st, max(told, c.first-1), c.first+1) {
		return true
	}
	verb, _ := lastCue(st.cues, told, g.first, acting|must)
	return named && verb.len > 0 && commaBetween(text, st, verb.end(), g.first+1) && r.joinedWithin(text, st, max(verb.end(), g.first-nearWords), g.first)
}

// ownTold reports that something is told to be done between two words: a verb
// of it, or that somebody named there has to.
func (r *dutyReader) ownTold(st *statement, from, end int) bool {
	return hasCue(st.cues, from, end, acting) || hasCue(st.cues, from, end, binding) && slices.ContainsFunc(st.groups, func(g group) bool {
		return g.first >= from && g.first < end && g.role.weight() >= actor.weight()
	})
}

// nearer reports that of two agencies in front of a deadline each has something
// of its own told of it, so that the deadline is the second one's: "the
// province is asked to pay, and the department was told to check by June".
func (r *dutyReader) nearer(st *statement, first, second group) bool {
	own := func(p part) bool { return p == toldInFront || p == subject }
	if own(first.role) && own(second.role) && hasCue(st.cues, first.end, second.first, binding) {
		return true
	}
	if c, gap := lastCue(st.cues, 0, second.end+1, relative); r.words.verbFirst && second.role == subject && c.first == second.end && gap == 0 && hasCue(st.cues, c.end(), c.end()+1, acting) {
		return true // "works with the university, which produces"
	}
	if first.role == subject && second.role == subject && hasCue(st.cues, second.end, second.end+1, must) && r.objectInFront(st, first, second) {
		return true
	}
	acts := func(p part) bool { return own(p) || p == actor }
	return acts(first.role) && acts(second.role) && r.ownClause(st, first, second)
}

// objectInFront reports that the first of two bodies in front of "must" is what something is
// done to: a clause about it stands between commas, and the second one straight in front
// of the verb, "the nursery, where seeds rotted, the centre must repair".
func (r *dutyReader) objectInFront(st *statement, first, second group) bool {
	text := r.doc.Text[st.start:st.end]
	return commaBetween(text, st, first.end, first.end+1) && r.opensAside(st, first.end) && second.first > first.end+1 &&
		(commaBetween(text, st, second.first, second.first+1) || commaBetween(text, st, second.first-1, second.first) && r.onlyArticles(st, second.first-1, second.first))
}

// ownClause reports that a clause of its own begins with the second of two
// agencies: "the department checks the register, and the university delivers".
func (r *dutyReader) ownClause(st *statement, first, second group) bool {
	behind, gap := cue{}, 0
	for _, c := range st.cues {
		if c.first >= second.end && c.kind&predicate != 0 {
			behind, gap = c, c.first-second.end
			break
		}
	}
	if r.words.verbFirst && r.ownVerb(st, first, second) {
		return true
	}
	if c, gap := lastCue(st.cues, first.end, second.first, predicate); c.kind&must != 0 && gap <= 1 && commaBetween(r.doc.Text[st.start:st.end], st, c.first, c.first+1) && (hasCue(st.cues, first.end, c.first, acting) || r.verbAhead(st, first)) {
		return true // "while the ministry drafts the rules, must the library"
	}
	if behind.kind&(acting|binding) == 0 || gap > askedWords || gap > nearWords && strings.ContainsAny(r.doc.Text[st.start+st.words[second.end-1].End:st.start+st.words[behind.first].Start], ",،:") || !hasCue(st.cues, first.end, second.first, acting|binding) && !r.verbAhead(st, first) {
		return false
	}
	text := r.doc.Text[st.start:st.end]
	begin := max(first.end, second.first-nearWords)
	for begin > first.end && hasCue(st.cues, begin, begin+1, relative) { // "and that the office"
		begin--
	}
	for i := begin; i <= second.first; i++ {
		if i < second.first && r.x.spoken(r.doc.Language).joinsAt(text, st.words, i) || i == second.first && i > first.end && strings.ContainsAny(text[st.words[i-1].End:st.words[i].Start], ",،") {
			return commaBetween(text, st, first.end, i+1) || r.x.spoken(r.doc.Language).joinsAt(text, st.words, i)
		}
	}
	return commaBetween(text, st, second.first-1, second.first+1) // ", while the company tests them"
}

// verbAhead reports that the verb of what an agency does stands straight in front of
// it, as some languages have it behind what opens a sentence.
func (r *dutyReader) verbAhead(st *statement, g group) bool {
	c, gap := lastCue(st.cues, 0, g.first, predicate)
	return c.kind&(acting|binding) != 0 && gap <= 1
}

// ownVerb reports two agencies each of which has its verb straight in front, the
// second one behind a comma or an "and" written onto it.
func (r *dutyReader) ownVerb(st *statement, first, second group) bool {
	if !r.verbAhead(st, first) {
		return false
	}
	c, gap := lastCue(st.cues, first.end, second.first, acting|binding)
	if c.len == 0 || gap > 0 {
		return false
	}
	return commaBetween(r.doc.Text[st.start:st.end], st, max(1, c.first-1), c.first+1) && c.kind&order == 0
}

// commaBetween reports a comma between two words.
func commaBetween(text string, st *statement, from, to int) bool {
	return from > 0 && from < to && to <= len(st.words) && strings.ContainsAny(text[st.words[from-1].End:st.words[to-1].Start], ",،")
}

// standIn gives the bodies that "the ministry" stands for in a segment: those
// that had the last duty, or, where its noun fits none of them, "the same ministry" behind
// the duty of a hospital, the body nearest in front that it fits.
func (r *dutyReader) standIn(st *statement, from, end int) []corpus.Agency {
	for _, c := range st.cues {
		if c.kind&sameBody == 0 || c.first < from || c.end() > end {
			continue
		}
		is, ok := r.nounOf(st, c)
		if ok && !slices.ContainsFunc(r.latest, func(a corpus.Agency) bool { return r.standsFor(is, Mention{ID: a.ID}, a.Name.In(r.doc.Text)) }) {
			if a, ok := r.antecedent(st.start+st.words[c.first].Start, is); ok {
				return []corpus.Agency{a}
			}
		}
		return r.latest
	}
	return nil
}

// nounOf gives the noun for bodies in a phrase that stands for one named before.
func (r *dutyReader) nounOf(st *statement, c cue) (naming, bool) {
	text := r.doc.Text[st.start:st.end]
	for i := c.first; i < c.end(); i++ {
		if is, n := r.x.spoken(r.doc.Language).again.find(text, r.doc.Language, st.words, i); n > 0 && is.role == isReference {
			return is, true
		}
	}
	return naming{}, false
}

// directed gives the agencies that the one in a group is to have do it: "asks
// the province to have its departments report".
func (st *statement) directed(i int) []corpus.Agency {
	g := st.groups[i]
	if i+1 >= len(st.groups) || g.role != told && g.role != subject && g.role != toldInFront {
		return nil
	}
	next := st.groups[i+1]
	for _, c := range st.cues {
		if c.kind&direct != 0 && c.first-g.end <= 1 && c.first >= g.end && next.first-c.end() <= 1 && next.first >= c.end() {
			return st.agencies(next)
		}
	}
	return nil
}

// right gives the first phrase behind a word, and how many words stand between.
func right(st *statement, from int) (cue, int) {
	for _, c := range st.cues {
		if c.first >= from {
			return c, c.first - from
		}
	}
	return cue{}, 0
}

// agencies gives a list of agencies with their places in the document.
func (st *statement) agencies(g group) []corpus.Agency {
	var out []corpus.Agency
	for _, m := range g.mentions {
		if meant, ok := st.meant[m.Start]; ok {
			out = append(out, meant.bodies...)
			continue
		}
		out = append(out, corpus.Agency{Name: corpus.Span{Start: st.start + m.Start, End: st.start + m.End}, ID: m.ID})
	}
	return out
}

// cooperators gives the agencies that help, between two words.
func (st *statement) cooperators(from, end int) []corpus.Agency {
	var out []corpus.Agency
	for _, g := range st.groups {
		if g.role == cooperator && g.first >= from && g.first < end {
			out = append(out, st.agencies(g)...)
		}
	}
	return out
}
