package extract

import (
	"slices"
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
	if c, gap := right(st, g.end); r.words.verbFirst && g.first == 1 && c.kind&(acting|cooperate) != 0 && c.kind&binding == 0 && gap <= 1 { // "upon the ministry the guiding of"
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

// askedToo reports a second order that leaves out its verb: "he asked of the ministry
// to report by May, and of the bank to pay". The same small word stands in front of
// both bodies, and straight behind the second one what it has to do.
func (r *dutyReader) askedToo(st *statement, before []group, left, right cue, g group) bool {
	if right.kind&acting == 0 || right.first != g.end || !commaBetween(r.doc.Text[st.start:st.end], st, left.first, left.first+1) {
		return false
	}
	word := r.withoutAnd(st, left.first)
	return slices.ContainsFunc(before, func(b group) bool {
		return b.role == told && b.first > 0 && r.withoutAnd(st, b.first-1) == word && hasCue(st.cues, b.end, left.first, acting)
	})
}

// withoutAnd gives a word without the "and" that is written onto it.
func (r *dutyReader) withoutAnd(st *statement, i int) string {
	w := st.words[i].Folded
	if and := lang.Conjunction(r.doc.Language); and != "" {
		w = strings.TrimPrefix(w, and)
	}
	return w
}

// goesOnWith reports a pronoun straight behind the verb with which the sentence goes on
// telling of a body named in it: there it is what something is done to, "de dienst werkt de
// lijst bij en dient die in".
func (r *dutyReader) goesOnWith(st *statement, named []Mention, i int) bool {
	return i > 1 && len(named) > 0 && named[0].End <= st.words[i-1].Start && hasCue(st.cues, i-1, i, must|acting) && r.x.spoken(r.doc.Language).joinsAt(r.doc.Text[st.start:st.end], st.words, i-2)
}

// objectBehind reports a body with the letters of a receiver between a verb and what that is
// done to: "the provinces hand to-the-contractors the plots".
func (r *dutyReader) objectBehind(all []group, st *statement, g group) bool {
	return slices.ContainsFunc(all, func(first group) bool { return first.end < g.first && first.end > 0 }) && g.first > 0 && g.end < len(st.words) && r.words.objects[st.words[g.end].Folded] && hasCue(st.cues, g.first-1, g.first, must|acting) &&
		hasAffix(st.words[g.first].Folded, r.words.toward, strings.HasPrefix) && st.meant[g.mentions[0].Start].bodies == nil
}

// behindParticiple gives the phrase behind a body, but for a participle between commas that
// tells more of what stands in front: "a scheme for the communes, long promised, must".
func (r *dutyReader) behindParticiple(text string, st *statement, g group, right cue) cue {
	if !r.words.tenses || right.kind&ordered == 0 || right.kind&must != 0 || right.len > 1 || right.first-g.end > nearWords || !commaBetween(text, st, g.end, right.first+1) || right.end() >= len(st.words) || !commaBetween(text, st, right.end(), right.end()+1) || hasCue(st.cues, g.end, right.first, passive) {
		return right
	}
	for _, c := range st.cues {
		if c.first >= right.end() && c.kind&predicate != 0 {
			return c
		}
	}
	return cue{}
}

// setUp reports a body without an article and without a name of its own behind what opens
// an item of a list of what somebody has to do, in a language without a word for "a": it
// is set up, "opening of a centre for".
func (r *dutyReader) setUp(text string, st *statement, g group) bool {
	f := r.frame()
	if f == nil || f.leads == nil || !r.words.verbFirst || len(g.mentions) > 1 {
		return false
	}
	if (g.mentions[0].Collective || g.mentions[0].ID == "") && !r.words.verbInFront.hold(st.words[0].Folded) {
		return true // "guiding the provinces"
	}
	if g.mentions[0].ID != "" {
		return false
	}
	article := lang.Article(r.doc.Language)
	if is, _ := r.x.spoken(r.doc.Language).tree.find(text, r.doc.Language, st.words, g.end-1); is.role == isProvince {
		return false
	}
	return !slices.ContainsFunc(st.words[g.first:g.end], func(w lang.Word) bool { return strings.HasPrefix(w.Folded, article) })
}

// usedBy reports "by" in a clause about what somebody named in front does something to: its
// verb is told before, and nothing there puts a duty on the one behind "by".
func (r *dutyReader) usedBy(text string, st *statement, before []group, by cue) bool {
	at := slices.IndexFunc(before, func(g group) bool { return g.role == subject || g.role == actor })
	if at < 0 || r.words.verbFirst {
		return false
	}
	c, gap := lastCue(st.cues, before[at].end, by.first+1, relative)
	if c.len == 0 || gap > nearWords+1 && by.first-c.first > nearWords+2 || !hasCue(st.cues, before[at].end-1, c.first, acting|must|lead) && !r.verbAhead(st, before[at]) {
		return false
	}
	return !hasCue(st.cues, c.first, min(by.end()+frontWords, len(st.words)), must|order|ordered) && !strings.ContainsAny(text[st.words[c.first].End:st.words[by.first].Start], ",،;:")
}

// doneByOther reports "by" behind what somebody named in front, in the same clause, has to
// do himself: who stands behind it only has to do with that, "must check all systems run
// by the communes". A passive has nothing that who stands in front does.
func (r *dutyReader) doneByOther(text string, st *statement, before []group, by cue) bool {
	if r.words.verbFirst { // a passive opens the sentence there
		return false
	}
	if article := lang.Article(r.doc.Language); article != "" { // "the stations the-run by the communes"
		return by.first > 1 && slices.ContainsFunc(before, func(g group) bool { return g.role == subject || g.role == actor || g.role == told }) &&
			strings.HasPrefix(st.words[by.first-1].Folded, article) && strings.HasPrefix(st.words[by.first-2].Folded, article) && !hasCue(st.cues, by.first-1, by.first, predicate)
	}
	if c, gap := lastCue(st.cues, 0, by.first, passive|relative); c.kind&passive != 0 && gap == 0 && !hasCue(st.cues, 0, c.first, relative|must) {
		return false // "the plan for the centre for enterprises is by the office finished"
	}
	for i := len(before) - 1; i >= 0; i-- {
		g := before[i]
		if g.role != subject && g.role != actor {
			continue
		}
		verb := r.firstVerb(st, g.end, by.first)
		if verb.len == 0 || verb.first-g.end > nearWords && !slices.ContainsFunc(st.dates, func(d date) bool { return d.first == g.end && d.end == verb.first }) || r.passiveVerb(text, st, verb) {
			return false
		}
		does := verb
		if verb.kind&acting == 0 {
			does = r.firstVerb(st, verb.end(), by.first)
		}
		if does.kind&acting == 0 || does.end() >= by.first {
			return false
		}
		for k := does.end(); k < by.first; k++ {
			if commaBetween(text, st, k, k+1) && (r.x.spoken(r.doc.Language).joinsAt(text, st.words, k) || hasCue(st.cues, k, by.first, must|ordered)) || strings.ContainsAny(text[st.words[k-1].End:st.words[k].Start], ";:") {
				return false // a clause of its own
			}
		}
		return !hasCue(st.cues, by.end(), min(by.end()+frontWords, len(st.words)), must|ordered)
	}
	return false
}

// takenOn reports a body in what opens a part of a sentence behind a word that marks what
// something is done to, straight behind which stands who takes it on: "את החיבור למרכז
// תיקח על עצמה הוועדה".
func (r *dutyReader) takenOn(st *statement, g group) bool {
	for _, s := range st.parts {
		if s.first < g.first && g.end < s.end && r.words.objects[st.words[s.first].Folded] && !hasCue(st.cues, s.first, g.first, binding) {
			verb := r.firstVerb(st, g.end, s.end)
			return verb.len > 0 && verb.first == g.end && verb.end() < len(st.words) && r.bodyAt(st, verb.end())
		}
	}
	return false
}

// bodyAt reports a body that is named from word i on.
func (r *dutyReader) bodyAt(st *statement, i int) bool {
	rest := r.doc.Text[st.start+st.words[i].Start : st.end]
	m := r.x.Mentions(rest, r.doc.Language, lang.Words(rest))
	return len(m) > 0 && m[0].Start == 0
}

// objectOfMust reports a body straight behind the verb of what another one must do, where
// "and" joins what that one must do more: "shall guide the communes in cleaning data, and
// shall finish the check".
func (r *dutyReader) objectOfMust(text string, st *statement, before []group, g group, right cue) bool {
	if r.words.verbFirst || len(before) == 0 || before[len(before)-1].role != subject || right.kind&must == 0 || right.first <= g.end {
		return false
	}
	verb, gap := lastCue(st.cues, before[len(before)-1].end, g.first, acting)
	has, apart := lastCue(st.cues, before[len(before)-1].end, verb.first, must)
	return verb.len > 0 && (gap == 0 || gap == 1 && r.onlyArticles(st, verb.end(), g.first)) && has.len > 0 && apart <= 1 && r.x.spoken(r.doc.Language).joinsAt(text, st.words, right.first-1)
}

// toldToName reports a word such as "a" straight behind a verb of what somebody was told
// to do: "shall name a contact".
func (r *dutyReader) toldToName(st *statement, a cue) bool {
	verb, gap := lastCue(st.cues, 0, a.first, acting)
	return verb.len > 0 && gap == 0 && hasCue(st.cues, 0, verb.first, must|ordered|order)
}
