package extract

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// verbForms tells verbs of what is to come by their letters.
type verbForms struct {
	endings    []string
	beginnings []string
}

// newVerbForms takes forms as they stand in the data: -et, y-.
func newVerbForms(forms []string) verbForms {
	var v verbForms
	for _, f := range forms {
		if end, ok := strings.CutPrefix(f, "-"); ok {
			v.endings = append(v.endings, lang.Fold(end))
		} else if begin, ok := strings.CutSuffix(f, "-"); ok {
			v.beginnings = append(v.beginnings, lang.Fold(begin))
		}
	}
	return v
}

// verbRunes is how many letters a verb has at least that is known by its form.
const verbRunes = 4

// hold reports a word that has one of the forms.
func (v verbForms) hold(word string) bool {
	return utf8.RuneCountInString(word) >= verbRunes && (hasAffix(word, v.endings, strings.HasSuffix) || hasAffix(word, v.beginnings, strings.HasPrefix))
}

// verbsBeside adds the verbs that no list has and that stand straight beside a
// body: "the department vaccinates".
func (r *dutyReader) verbsBeside(text string, st *statement, groups []group) {
	if len(st.dates) == 0 && (len(groups) == 0 || !r.bindingFrame() && (r.future() || !r.besideTask())) {
		return
	}
	var found []cue
	for k, g := range groups {
		if len(st.dates) == 0 && (k > 0 || r.farBehindOpening(text, st, g) || !r.bodyBetween(st, g)) {
			break // between tasks only who opens the sentence does another one
		}
		if i := g.end; i < len(st.words) && strings.TrimSpace(text[st.words[i-1].End:st.words[i].Start]) == "" && (r.words.verbBehind.hold(st.words[i].Folded) || r.anyVerb(text, st, i)) {
			found = append(found, cue{act, i, 1})
		}
		if i := r.behindManner(st, r.behindOwner(st, groups, g)); len(st.dates) == 0 && i > g.end && i < len(st.words) && r.words.verbBehind.hold(st.words[i].Folded) {
			found = append(found, cue{act, i, 1})
		}
		if i := r.behindClause(text, st, g.end); i > 0 && r.words.verbBehind.hold(st.words[i].Folded) {
			found = append(found, cue{act, i, 1})
		}
		if again, ok := st.meant[g.mentions[0].Start]; ok && (again.role == isSelf || again.role == isPronoun) {
			if i := r.verbFurther(text, st, g.end); i > 0 {
				found = append(found, cue{act, i, 1})
			}
		}
		if i := g.first - 1; i >= 0 && strings.TrimSpace(text[st.words[i].End:st.words[i+1].Start]) == "" && r.words.verbInFront.hold(st.words[i].Folded) {
			found = append(found, cue{act, i, 1})
		}
	}
	cased := cased(r.doc.Language)
	for _, f := range found {
		w := st.words[f.first]
		if f.first > 0 && cased && capitalAt(text, w) || r.x.lexicon.Stop(r.doc.Language, w.Folded) ||
			slices.ContainsFunc(st.cues, func(c cue) bool { return c.first <= f.first && f.first < c.end() }) ||
			slices.ContainsFunc(groups, func(g group) bool { return g.first <= f.first && f.first < g.end }) ||
			slices.ContainsFunc(st.dates, func(d date) bool { return d.first <= f.first && f.first < d.end }) {
			continue
		}
		at, _ := slices.BinarySearchFunc(st.cues, f.first, func(c cue, first int) int { return cmp.Compare(c.first, first) })
		st.cues = slices.Insert(st.cues, at, f)
	}
}

// farBehindOpening reports a body that does not open its sentence, nor stands behind the verb
// that an adverb has in front: "Besides cares the ministry for".
func (r *dutyReader) farBehindOpening(text string, st *statement, g group) bool {
	from := g.first - r.opensAt(text, st, g)
	return from > 1 && !(from <= nearWords+1 && cased(r.doc.Language) && !r.words.receives)
}

// anyVerb reports a word in small letters that stands straight behind a body between tasks,
// in a language whose verbs have no forms: there that is what the body does, unless it tells
// how the body is.
func (r *dutyReader) anyVerb(text string, st *statement, i int) bool {
	return !r.words.tenses && len(st.dates) == 0 && !capitalAt(text, st.words[i]) && !r.tellsState(st, i)
}

// verbFurther gives the word that ends like a verb behind a pronoun that ends at a word,
// behind what stands between commas there: "мы, со своей стороны, закупим"; 0 where a
// verb is known in front of it, or none stands near.
func (r *dutyReader) verbFurther(text string, st *statement, end int) int {
	for i := end; i < len(st.words) && i-end <= untilVerb; i++ {
		if hasCue(st.cues, i, i+1, predicate) {
			return 0
		}
		if r.words.verbBehind.hold(st.words[i].Folded) && !r.x.lexicon.Stop(r.doc.Language, st.words[i].Folded) && (i == end || strings.ContainsAny(text[st.words[i-1].End:st.words[i].Start], ",")) {
			return i
		}
	}
	return 0
}

// clauseWords is how many words a clause has at most behind which the verb is looked
// for.
const clauseWords = 12

// behindClause gives the word behind a clause between commas that tells of the body that
// ends at a word: "the city, in which 46 stations work, adds"; 0 where there is none.
func (r *dutyReader) behindClause(text string, st *statement, end int) int {
	comma := func(i int) bool {
		return strings.ContainsAny(text[st.words[i-1].End:st.words[i].Start], ",،")
	}
	if end == 0 || end+1 >= len(st.words) || !comma(end) {
		return 0
	}
	if !hasAffix(st.words[end].Folded, r.words.which, strings.HasPrefix) && !slices.ContainsFunc(st.cues, func(c cue) bool { return c.kind&relative != 0 && c.first >= end && c.first <= end+1 }) {
		return 0
	}
	for i := end + 1; i < len(st.words) && i-end <= clauseWords; i++ {
		if comma(i) {
			return i
		}
	}
	return 0
}

// subjectWords is how many words the name has at most of who has to do
// something and whom no rule for names knows.
const subjectWords = 8

// subjectOf gives the words in front of "must" or "was asked" that hold a name,
// as capital letters tell, where nothing else names who has to do it.
func (r *dutyReader) subjectOf(st *statement, from, end int) []corpus.Agency {
	if !cased(r.doc.Language) {
		return nil
	}
	for _, c := range st.cues {
		switch {
		case c.first < from || c.kind&(must|ordered) == 0:
			continue
		case c.first >= end || hasCue(st.cues, c.end(), c.end()+nearWords, passive) || c.end() < len(st.words) && hasAffix(st.words[c.end()].Folded, r.words.passiveEnds, strings.HasSuffix) || hasCue(st.cues, from, c.first, relative|predicate):
			return nil
		}
		for _, d := range st.dates {
			if d.first <= from+1 && d.end <= c.first {
				from = d.end
			}
		}
		article := false
		for _, other := range st.cues {
			if other.first == from && other.kind&and != 0 && other.end() < c.first {
				from, article = other.end(), r.x.spoken(r.doc.Language).definite[markedForm(st.words[other.first])]
			}
		}
		text := r.doc.Text[st.start:st.end]
		if c.first-from > subjectWords || c.first <= from || strings.ContainsAny(text[st.words[from].Start:st.words[c.first].Start], ",;:()\"“«") {
			return nil
		}
		named := false
		for i := from; i < c.first; i++ {
			named = named || i > from && i > 0 && capitalAt(text, st.words[i]) || shouted(text, st.words[i])
			if i > from && r.words.through[st.words[i-1].Folded] && !r.headedByBody(text, st, from, i-1) {
				return nil // "registration through VNeID must be done": a thing, and its means
			}
			if isDigit(st.words[i].Folded[0]) && !strings.HasPrefix(text[st.words[i].End:], "-") && !(i > from && capitalAt(text, st.words[i-1]) && len(st.words[i].Folded) < len("100")) { // "Ring Road 4"
				return nil
			}
		}
		told := hasAffix(st.words[from].Folded, r.words.towardEnds, strings.HasSuffix) && r.bodyNoun(text, st, from) > 0 // "To-the-command of the 9th district"
		if !named && !r.words.tenses || !named && !told && !(r.words.all[r.words.cues.key(st.words[from])] || article || hasCue(st.cues, from, from+1, and)) || !named && !told && (!r.ofBodies(text, st, c.first-1, c.first) || !r.plainWords(text, st, from, c.first)) {
			return nil
		}
		for c.first-from > 1 && !capitalAt(text, st.words[from+1]) && !named && hasCue(st.cues, from, from+1, and) {
			from++ // the article
		}
		return []corpus.Agency{{Name: corpus.Span{Start: st.start + st.words[from].Start, End: st.start + st.words[c.first-1].End}}}
	}
	return nil
}
