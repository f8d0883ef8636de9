package extract

import (
	"slices"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// leads chooses who has the duty of a deadline: told in its own words, else
// in its segment, the ones before and behind, by the line above, by the
// sentence before.
func (r *dutyReader) leads(st *statement, d date, from, end int) []corpus.Agency {
	if others := r.hasOthersDo(st, from); others != nil {
		return others
	}
	if latter := r.latter(st, from); latter != nil {
		return latter
	}
	if owed := r.hadTo(st, d); owed != nil {
		return owed
	}
	leads := r.named(st, d, from, end)
	if meant := r.standIn(st, from, end); meant != nil && slices.ContainsFunc(st.cues, func(c cue) bool { return c.kind&sameBody != 0 && c.len > 1 && c.first >= from && c.end() <= end }) {
		opens := slices.ContainsFunc(st.cues, func(c cue) bool { return c.kind&sameBody != 0 && c.len > 1 && st.opensPart(c.first) })
		if _, weight := r.bearersOf(st, from, end, d.first, plain.weight()); opens || weight < actor.weight() {
			return meant
		}
	}
	if d.set {
		if meant := r.setFor(st, d, leads); meant != nil {
			return meant
		}
	}
	if len(leads) == 0 || len(leads) == 1 && r.vague(leads[0]) {
		segmentFrom, segmentEnd := r.around(st, d)
		if meant := r.standIn(st, segmentFrom, segmentEnd); meant != nil {
			return meant
		}
	}
	return leads
}

// latter gives the body named last in the sentence in front, where what is told opens
// with a word that stands for it: "the latter".
func (r *dutyReader) latter(st *statement, from int) []corpus.Agency {
	if st.above.Empty() || from > 0 || !slices.ContainsFunc(r.words.latter.find(st.words), func(c cue) bool { return c.first <= 1 }) {
		return nil
	}
	above := r.sentenceFor(st.above)
	if n := len(above.groups); n > 0 {
		list := above.agencies(above.groups[n-1])
		return list[max(0, len(list)-1):]
	}
	return nil
}

// carriedOn gives who the part of the sentence in front of a deadline's, or else
// the sentence in front, tells of.
func (r *dutyReader) carriedOn(st *statement, d date) []corpus.Agency {
	from, _ := r.around(st, d)
	for i := len(st.segments) - 1; i >= 0; i-- {
		if s := st.segments[i]; s.end <= from && r.opens(st, s.first, s.end) {
			leads, _ := r.bearers(st, s.first, s.end, plain.weight())
			return leads
		}
	}
	return r.carried(st)
}

// carried gives who the sentence in front tells of, where that one tells of no
// duty itself: "The port dredges the channel. The work must be finished by 30
// April."
func (r *dutyReader) carried(st *statement) []corpus.Agency {
	if st.above.Empty() || st.before != nil && st.before.start == st.above.Start && st.before.leads != nil {
		return nil
	}
	above := r.sentenceFor(st.above)
	if len(above.words) == 0 {
		return nil
	}
	if leads, _ := r.bearers(above, 0, len(above.words), actor.weight()); leads != nil {
		return leads
	}
	if r.opens(above, 0, len(above.words)) {
		leads, _ := r.bearers(above, 0, len(above.words), plain.weight())
		return leads
	}
	return nil
}

// vague reports a body named only by what kind it is: "the ministry".
func (r *dutyReader) vague(a corpus.Agency) bool {
	words := lang.Words(a.Name.In(r.doc.Text))
	return len(words) > 0 && r.words.cues.at(words, 0, r.words.cues.key(words[0])).kind&sameBody != 0 && r.words.cues.at(words, 0, r.words.cues.key(words[0])).len == len(words)
}

// named chooses who has the duty of a deadline by the agencies named.
func (r *dutyReader) named(st *statement, d date, from, end int) []corpus.Agency {
	segmentFrom, segmentEnd := r.around(st, d)
	sure := actor.weight()
	if f := r.frame(); f != nil && f.leads != nil && r.beginsWithAct(st, segmentFrom) {
		if leads, weight := r.bearersOf(st, from, end, d.first, doer.weight()); weight >= doer.weight() {
			return leads
		}
		if first := st.segments[0]; first.end <= segmentFrom && len(st.groups) > 0 && st.groups[0].first <= 1 { // "The committee leads …; reports …"
			if leads, weight := r.bearers(st, first.first, first.end, sure); weight >= sure && leads[0].Name.Start <= st.start+st.words[1].End {
				return leads
			}
		}
		if st.before != nil && st.before.own && len(st.before.leads) == 1 && st.before.leads[0].Name.Start < st.before.start+nearBytes {
			return st.before.leads // "The ministry connects … Report by …"
		}
		return f.leads
	}
	for _, w := range [][2]int{{from, end}, {segmentFrom, segmentEnd}} {
		if leads, weight := r.bearersOf(st, w[0], w[1], d.first, bracketed.weight()); weight >= sure || leads != nil && r.frame() == nil {
			return leads
		}
		if r.opens(st, w[0], min(w[1], d.end)) {
			if leads, _ := r.bearersOf(st, w[0], w[1], d.first, plain.weight()); leads != nil && (w[0] <= segmentFrom || leads[0].ID != "") {
				return leads // behind another date an unknown name may be what is done there
			}
		}
	}
	if leads := r.subjectOf(st, segmentFrom, segmentEnd); leads != nil {
		return leads
	}
	if leads := r.madeBy(st, segmentFrom); leads != nil {
		return leads
	}
	if leads := r.namedBefore(st, segmentFrom); leads != nil {
		return leads
	}
	for _, s := range st.segments {
		if s.first >= segmentEnd {
			if leads, weight := r.bearers(st, s.first, s.end, subject.weight()); weight >= doer.weight() || weight > 0 && !st.hasDeadline(s) {
				return leads
			}
		}
	}
	own, _ := r.bearersOf(st, segmentFrom, segmentEnd, d.first, plain.weight())
	if f := r.frame(); f != nil && f.leads != nil && !(own != nil && r.opens(st, segmentFrom, segmentEnd)) {
		if own == nil && st.before != nil && st.before.own {
			return st.before.leads // nearer than the line above
		}
		return f.leads
	}
	if own != nil {
		return own
	}
	for _, g := range st.groups { // "the committee ordered to": a translation of who was ordered
		if g.role == asker && g.first-segmentFrom <= nearWords && g.first >= segmentFrom && !r.gives(st, g) {
			return st.agencies(g)
		}
	}
	if st.before != nil && st.before.leads != nil {
		return st.before.leads
	}
	if behind := r.clauseBehind(st, d, segmentEnd); behind != nil {
		return behind
	}
	if leads, _ := r.bearers(st, segmentFrom, segmentEnd, asker.weight()); leads != nil {
		return leads
	}
	if many := r.allOf(st, segmentFrom, segmentEnd); many != nil {
		return many
	}
	if r.movedHere(st, segmentFrom, segmentEnd) { // "The ministry gets more time. The pilot is put off to"
		for i := len(st.groups) - 1; i >= 0; i-- {
			if g := st.groups[i]; g.end <= segmentFrom && g.role == plain && !r.gives(st, g) {
				return st.agencies(g)
			}
		}
		return r.topic(st)
	}
	return nil
}

// rootRunes is how many letters a word has at least that tells what two sentences are
// about.
const rootRunes = 5

// madeBy gives who makes, as a clause of the sentence in front tells, what stands in front
// of the verb of this one: "reports to the department, which draws up an overview. The
// first overview is presented by 31 July".
func (r *dutyReader) madeBy(st *statement, from int) []corpus.Agency {
	if st.before == nil || from > 0 || len(st.before.groups) < 2 {
		return nil
	}
	verb := r.firstVerb(st, from, len(st.words))
	for _, c := range st.cues {
		if c.kind&must != 0 {
			verb = c
			break
		}
	}
	if verb.len == 0 || verb.first-from > subjectWords {
		return nil
	}
	text := r.doc.Text[st.before.start:st.before.end]
	for _, g := range st.before.groups[1:] {
		c, gap := right(st.before, g.end)
		if c.kind&relative == 0 || gap > 0 || !commaBetween(text, st.before, g.end, g.end+1) {
			continue
		}
		for _, made := range st.before.words[c.end():] {
			root := lang.Root(r.doc.Language, made.Folded)
			if utf8.RuneCountInString(root) >= rootRunes && slices.ContainsFunc(st.words[from:verb.first], func(w lang.Word) bool { return lang.Root(r.doc.Language, w.Folded) == root }) {
				return st.before.agencies(g)
			}
		}
	}
	return nil
}

// nearBytes is how far from the beginning of a sentence a body stands that opens
// it.
const nearBytes = 12

// namedBefore gives who acts in the nearest segment in front: those behind
// share their agency.
func (r *dutyReader) namedBefore(st *statement, from int) []corpus.Agency {
	for i := len(st.segments) - 1; i >= 0; i-- {
		if s := st.segments[i]; s.end <= from {
			if leads, weight := r.bearers(st, s.first, s.end, actor.weight()); weight >= actor.weight() {
				return leads
			}
		}
	}
	return nil
}

// clauseBehind gives who a clause of its own behind a deadline tells to do what in front of
// that nobody is named for: "a scheme must reach the government by June, and the ministry
// will write it".
func (r *dutyReader) clauseBehind(st *statement, d date, end int) []corpus.Agency {
	text := r.doc.Text[st.start:st.end]
	for _, g := range st.groups {
		if g.first >= d.end && g.first < end && (g.role == subject || g.role == toldInFront || g.role == told) && !r.gives(st, g) && commaBetween(text, st, max(1, g.first-nearWords), g.first+1) && r.joinedWithin(text, st, max(d.end, g.first-nearWords), g.first) {
			return st.agencies(g)
		}
	}
	return nil
}
