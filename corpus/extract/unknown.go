package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// Who has a duty and whom neither the lexicon nor a rule for names knows is
// told by where it stands.

// allOf gives the words that name many by what they are, "all public
// hospitals", in front of what they must do or behind what puts it on them,
// between two words.
func (r *dutyReader) allOf(st *statement, from, end int) []corpus.Agency {
	text := r.doc.Text[st.start:st.end]
	for k, c := range st.cues {
		if c.first < from || c.first >= end || c.kind&(must|ordered|order|upon) == 0 {
			continue
		}
		if c.kind&(must|ordered) != 0 {
			if hasCue(st.cues, c.end(), c.end()+1, passive) {
				return nil
			}
			for i := c.first - 1; i >= from && c.first-i <= subjectWords; i-- {
				if r.words.all[r.words.cues.key(st.words[i])] && c.first > i+1 && r.ofBodies(text, st, i, c.first) && r.plainWords(text, st, i, c.first) {
					return []corpus.Agency{{Name: st.span(i, c.first)}}
				}
			}
		}
		i := c.end()
		for n := 0; n < nearWords && i < len(st.words) && utf8.RuneCountInString(st.words[i].Folded) < verbRunes && !r.words.all[r.words.cues.key(st.words[i])]; n++ {
			i++ // "على"
		}
		if i < len(st.words) && r.words.all[r.words.cues.key(st.words[i])] && r.words.verbFirst {
			article, end := lang.Article(r.doc.Language), i+1
			for end < len(st.words) && end-i < subjectWords && article != "" && strings.HasPrefix(st.words[end].Folded, article) && r.joined(text, st, end-1, end) {
				end++
			}
			if end > i+1 && r.ofBodies(text, st, i, end) && r.plainWords(text, st, i, end) {
				return []corpus.Agency{{Name: st.span(i, end)}}
			}
			for _, next := range st.cues[k+1:] {
				if next.kind&(predicate|of) == 0 && next.first < i+2 {
					continue
				}
				if next.first > i+1 && next.first-i <= subjectWords && r.ofBodies(text, st, i, next.first) && r.plainWords(text, st, i, next.first) {
					return []corpus.Agency{{Name: st.span(i, next.first)}}
				}
				break
			}
		}
	}
	return nil
}

// ofBodies reports that one of the words from one to another is a noun for
// bodies.
func (r *dutyReader) ofBodies(text string, st *statement, from, end int) bool {
	spoken := r.x.spoken(r.doc.Language)
	for i := from; i < end; i++ {
		if is, n := spoken.heads.find(text, r.doc.Language, st.words, i); n > 0 && i+n <= end && is.role == isHead {
			return true
		}
		if w := st.words[i].Folded; len(w) > tailSize+2 {
			end := w[len(w)-tailSize:]
			if hasAffix(w, spoken.tails[end], strings.HasSuffix) || hasAffix(w, spoken.bare[end], strings.HasSuffix) {
				return true
			}
		}
	}
	return false
}

// plainWords reports that words from one to another have no mark between, no
// number, and name neither a body nor citizens.
func (r *dutyReader) plainWords(text string, st *statement, from, end int) bool {
	if hasCue(st.cues, from, end, citizen|relative|binding) || slices.ContainsFunc(st.groups, func(g group) bool { return g.first < end && g.end > from }) {
		return false
	}
	for i := from; i < end; i++ {
		if isDigit(st.words[i].Folded[0]) {
			return false
		}
	}
	return !strings.ContainsAny(text[st.words[from].Start:st.words[end-1].End], ",،;:()\"“«")
}

// askedMost is how many words the name has at most of who is asked.
const askedMost = 6

// askedUnknown adds who is asked where no body is named behind the verb: words
// of which the first one that is no article has a capital letter, up to what is
// to be done.
func (r *dutyReader) askedUnknown(text string, st *statement, all []group) []group {
	if !cased(r.doc.Language) {
		return all
	}
	spoken := r.x.spoken(r.doc.Language)
	for k, c := range st.cues {
		if c.kind&order == 0 || c.kind&ordered != 0 || k+1 >= len(st.cues) || c.first == 0 && !r.plural(text, st, c.end()) || c.end() >= len(st.words) {
			continue
		}
		begin := r.behindTitle(text, st, c)
		from := begin
		for from < len(st.words) && from < begin+2 && !capitalAt(text, st.words[from]) && spoken.definite[markedForm(st.words[from])] {
			from++
		}
		end := from
		for _, next := range st.cues[k+1:] {
			if next.first >= from && next.kind&(acting|must|lead|cooperate) != 0 {
				end = next.first
				break
			}
		}
		at := slices.IndexFunc(all, func(g group) bool { return g.end > begin })
		if end <= from || end-from > askedMost || at >= 0 && all[at].first < end || !capitalAt(text, st.words[from]) && !r.plural(text, st, from) && !(end-from > 1 && r.plural(text, st, from+1)) || shouted(text, st.words[from]) && end-from == 1 && len(st.words[from].Folded) < 3 {
			continue
		}
		if spoken.surnames[markedForm(st.words[from])] || !r.plainWords(text, st, from, end) || slices.ContainsFunc(st.dates, func(d date) bool { return d.first < end && d.end > from }) {
			continue
		}
		for end > from+1 && !capitalAt(text, st.words[end-1]) && (hasCue(st.cues, end-1, end, and|of|toward) || spoken.inside[markedForm(st.words[end-1])] || r.x.lexicon.Stop(r.doc.Language, st.words[end-1].Folded)) {
			end--
		}
		if at < 0 {
			at = len(all)
		}
		return slices.Insert(all, at, group{first: from, end: end, mentions: []Mention{{Start: st.words[from].Start, End: st.words[end-1].End}}})
	}
	return all
}

// behindTitle gives the word behind a verb of asking and the title, in small letters, of who
// asks, where others stand in front of the verb: "Next asked the minister the Register to".
func (r *dutyReader) behindTitle(text string, st *statement, asks cue) int {
	at := asks.end()
	if asks.first == 0 || capitalAt(text, st.words[asks.first]) || slices.ContainsFunc(st.groups, func(g group) bool { return g.end <= asks.first }) {
		return at
	}
	if r.startsWithArticle(st, at) {
		at++
	}
	if at+1 >= len(st.words) || capitalAt(text, st.words[at]) {
		return asks.end()
	}
	if !r.x.spoken(r.doc.Language).titleHeads[markedForm(st.words[at])] && !hasCue(st.cues, at, at+1, giver) {
		return asks.end()
	}
	return at + 1
}

// topicUnknown adds who stands between "as for" and what they must, a place or a
// noun for bodies and its name, where no body is named there and the verb has the
// letter written onto it that goes with "as for": "أما مدينة هوشي منه فعليها".
func (r *dutyReader) topicUnknown(text string, st *statement, all []group) []group {
	if !r.words.verbFirst {
		return all
	}
	as := slices.IndexFunc(st.cues, func(c cue) bool { return c.kind&topical != 0 && c.first <= 1 })
	if as < 0 {
		return all
	}
	spoken, from := r.x.spoken(r.doc.Language), st.cues[as].end()
	verb := slices.IndexFunc(st.cues, func(c cue) bool { return c.first > from && c.kind&(must|ordered|upon) != 0 })
	if verb < 0 || st.cues[verb].first-from > askedMost || !spoken.place[markedForm(st.words[from])] && !r.ofBodies(text, st, from, from+1) {
		return all
	}
	end := st.cues[verb].first
	letter := func(l string) bool {
		rest, ok := strings.CutPrefix(st.words[end].Folded, l)
		return ok && l != lang.Conjunction(r.doc.Language) && r.words.cues.at(st.words, end, rest).len > 0
	}
	if !slices.ContainsFunc(r.words.cues.clitics, letter) || !r.joined(text, st, from, end) || !r.plainWords(text, st, from, end) || slices.ContainsFunc(all, func(g group) bool { return g.first < end }) || slices.ContainsFunc(st.dates, func(d date) bool { return d.first < end }) {
		return all
	}
	if len(all) > 0 && st.meant[all[0].mentions[0].Start].role == isUpon && all[0].first <= end+1 { // "on it", which is the one named now
		all = all[1:]
	}
	return slices.Insert(all, 0, group{first: from, end: end, mentions: []Mention{{Start: st.words[from].Start, End: st.words[end-1].End}}})
}

// plural reports a noun for several bodies at word i.
func (r *dutyReader) plural(text string, st *statement, i int) bool {
	if i >= len(st.words) {
		return false
	}
	is, n := r.x.spoken(r.doc.Language).heads.find(text, r.doc.Language, st.words, i)
	return n > 0 && is.many
}

// allWords gives the words that open who has to do something where many have.
func allWords(s *cueSet, phrases []string) map[string]bool {
	out := map[string]bool{}
	for _, p := range phrases {
		if words := lang.Words(p); len(words) > 0 {
			out[s.key(words[0])] = true
		}
	}
	return out
}
