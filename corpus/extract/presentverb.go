package extract

import (
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// Between tasks a body may do something that no list of verbs has: "The office follows the
// pace of the work." Such a verb is told by its form and by what stands around it.

// presentWords is how many words into a sentence such a verb is looked for.
const presentWords = 12

// presentVerb takes the first verb of a sentence beside tasks that tells what a body does now,
// and that no list has, as one of what is done.
func (r *dutyReader) presentVerb(text string, st *statement) {
	if r.besideTask() {
		r.worksWith(text, st)
		r.askedTo(text, st)
	}
	if len(r.words.present) == 0 || !r.besideTask() || hasCue(st.cues, 0, len(st.words), binding) || slices.ContainsFunc(st.dates, func(d date) bool { return !r.ahead(d) }) {
		return
	}
	for i := range st.words[:min(len(st.words)-1, presentWords)] {
		if hasCue(st.cues, i, i+1, predicate|past|relative) {
			return
		}
		if r.looksPresent(text, st, i) {
			at, _ := slices.BinarySearchFunc(st.cues, i, func(c cue, first int) int { return c.first - first })
			st.cues = slices.Insert(st.cues, at, cue{act, i, 1})
			return
		}
	}
}

// worksWith takes words for working together with others, in the form of what a body does now,
// as what is done where nothing else is: "The department works with the universities on".
func (r *dutyReader) worksWith(text string, st *statement) {
	for i, c := range st.cues {
		if c.kind&predicate != 0 || c.first > presentWords {
			return
		}
		if c.kind&cooperate != 0 && c.first > 0 && !capitalAt(text, st.words[c.first]) && r.looks(st.words[c.first].Folded) && r.joined(text, st, c.first-1, c.first) && !r.x.lexicon.Stop(r.doc.Language, st.words[c.first-1].Folded) && !hasCue(st.cues, c.end(), len(st.words), must) {
			st.cues[i].kind |= act
			return
		}
	}
}

// askedTo takes a word behind one such as "to", straight behind the name with which a line of a
// list opens, as what that body is asked to do, though no list of verbs has it: "The finance
// department to balance the means".
func (r *dutyReader) askedTo(text string, st *statement) {
	for i := 2; i+1 < len(st.words) && i <= presentWords; i++ {
		if !r.words.infinitive[st.words[i].Folded] || !capitalAt(text, st.words[0]) {
			continue
		}
		verb := slices.ContainsFunc(st.cues, func(c cue) bool { return c.first < i && c.kind&predicate != 0 && !capitalAt(text, st.words[c.first]) })
		if verb || r.x.lexicon.Stop(r.doc.Language, st.words[i+1].Folded) || !r.joined(text, st, i-1, i+1) || capitalAt(text, st.words[i+1]) || r.x.lexicon.Stop(r.doc.Language, st.words[i-1].Folded) || hasCue(st.cues, i, i+2, binding|acting|met|past) || isDigit(st.words[i+1].Folded[0]) {
			return
		}
		st.cues = slices.DeleteFunc(st.cues, func(c cue) bool { return c.first == i+1 })
		at, _ := slices.BinarySearchFunc(st.cues, i+1, func(c cue, first int) int { return c.first - first })
		st.cues = slices.Insert(st.cues, at, cue{act, i + 1, 1})
		return
	}
}

// looksPresent reports a word in the form of a verb of what is done now, with what it is done
// to straight behind it; where verbs stand first, with who does it.
func (r *dutyReader) looksPresent(text string, st *statement, i int) bool {
	w, next := st.words[i].Folded, st.words[i+1]
	if len(w) < len("does") || capitalAt(text, st.words[i]) || !r.looks(w) || !r.joined(text, st, i, i+1) || hasCue(st.cues, i, i+1, ^cueKind(0)) || r.tellsState(st, i) || r.x.lexicon.Stop(r.doc.Language, w) {
		return false
	}
	if r.words.verbFirst {
		is, _ := r.x.spoken(r.doc.Language).tree.find(text, r.doc.Language, st.words, i+1)
		return i == 0 && (is.role == isHead || is.role == isBody || is.role == isLocal || is.role == isCollective)
	}
	return i > 0 && (r.joined(text, st, i-1, i) || r.joinedQuote(text, st, i)) && !r.startsWithArticle(st, i-1) && !r.x.lexicon.Stop(r.doc.Language, st.words[i-1].Folded) && !isDigit(st.words[i-1].Folded[0]) &&
		(len(r.words.beforeObject) == 0 || r.words.beforeObject[next.Folded])
}

// joinedQuote reports that only the end of a name in marks stands in front of word i.
func (r *dutyReader) joinedQuote(text string, st *statement, i int) bool {
	gap := strings.TrimRight(text[st.words[i-1].End:st.words[i].Start], " ")
	return slices.ContainsFunc(quotation, func(marks [2]string) bool { return gap == marks[1] })
}

// looks reports a word in one of the forms of verbs of what is done now.
func (r *dutyReader) looks(w string) bool {
	return slices.ContainsFunc(r.words.present, func(form string) bool {
		if end, ok := strings.CutPrefix(form, "*"); ok {
			return len(w) > len(end)+2 && strings.HasSuffix(w, end)
		}
		begin := strings.TrimSuffix(form, "*")
		return len(w) > len(begin)+len("אב") && strings.HasPrefix(w, begin) && !strings.HasPrefix(w, lang.Article(r.doc.Language))
	})
}

// ahead reports a year to come, which a programme or a plan is for: "in its programme for the
// coming year".
func (r *dutyReader) ahead(d date) bool {
	return d.Precision == corpus.YearPrecision && d.Basis == corpus.Relative && d.use == noDeadline && r.since != "" && d.First > r.since
}
