package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// tells reports a sentence that says who does what.
func (st *statement) tells() bool {
	return slices.ContainsFunc(st.groups, func(g group) bool { return g.role.weight() >= actor.weight() }) && !hasCue(st.cues, 0, len(st.words), met|not|past|event)
}

// undated makes the duties of a sentence that tells an agency to do something
// and not by when; where another part of the sentence has a deadline, those of
// the list it is of.
func (r *dutyReader) undated(p *corpus.Passage, st *statement, dated bool) {
	for i, s := range st.segments {
		leads := r.undatedLeads(st, s, dated)
		if leads == nil || r.writtenAt(leads[0], st) || st.hasDeadline(s) || !r.binds(st, s, dated) {
			continue
		}
		d := corpus.Duty{Leads: leads, Cooperating: st.cooperators(s.first, s.end), Quote: corpus.Span{Start: st.start, End: st.end}, Force: r.force(st, s.first, s.end, s.end)}
		if f := r.frame(); f != nil {
			d.Deadline = f.deadline
		}
		if dated || utf8.RuneCountInString(d.Quote.In(r.doc.Text)) > quoteRunes {
			d.Quote = st.span(s.first, s.end)
		}
		if d.Force == corpus.Ended {
			d.Amends = r.amends(st)
		}
		d.Action = r.action(st, s.first, s.end, date{first: -1}, leads)
		st.leads = leads
		r.add(p, d)
		if !dated && !st.lists(i) {
			return
		}
	}
	if st.leads == nil {
		st.leads, _ = r.bearers(st, 0, len(st.words), plain.weight())
	}
}

// undatedLeads gives who has the duty of a segment without a deadline: an
// agency told there, or, in a list, the one in front of it.
func (r *dutyReader) undatedLeads(st *statement, s segment, dated bool) []corpus.Agency {
	if others := r.hasOthersDo(st, s.first); others != nil {
		return others
	}
	leads, weight := r.bearers(st, s.first, s.end, actor.weight())
	if leads == nil && len(st.groups) == 0 {
		if named := r.subjectOf(st, s.first, s.end); named != nil {
			return named
		}
	}
	switch {
	case r.beginsWithAct(st, s.first) && weight < doer.weight() && (!r.words.tenses || r.frame() != nil):
		return nil // the line above tells who
	case weight >= subject.weight(), weight >= actor.weight() && r.opensOrder(st, s):
		return leads
	case leads == nil && dated && s.first > 0 && r.goesOnToDo(st, s):
		return r.namedBefore(st, s.first)
	case leads == nil && (dated || s.first > 0):
		for _, g := range st.groups {
			if g.first < s.first && g.role == labelled {
				return st.agencies(g)
			}
		}
	}
	return nil
}

// beginsWithAct reports a segment that begins with what is to be done: who does
// it stands above.
func (r *dutyReader) beginsWithAct(st *statement, from int) bool {
	for _, c := range st.cues {
		if c.first >= from {
			if lang.RightToLeft(r.doc.Language) && slices.ContainsFunc(st.groups, func(g group) bool { return g.first == c.end() && g.role == actor }) {
				return false // the verb and who does it
			}
			return (c.first-from <= 1 || r.openingDateEnds(st, from, c.first)) && c.kind&acting != 0 && c.kind&(order|ordered|must|upon) == 0 && !(c.kind&due != 0 && r.movedHere(st, from, len(st.words))) && (c.first == from || r.openingDateEnds(st, from, c.first) || c.first == 1 && markWord(r.doc.Text[st.start:st.end], st.words))
		}
	}
	return false
}

// openingDateEnds reports a word straight behind the time that opens a segment, in a language
// in which who does something does not stand behind the verb: "Within ten days, send".
func (r *dutyReader) openingDateEnds(st *statement, from, at int) bool {
	return r.words.leadsFirst && slices.ContainsFunc(st.dates, func(d date) bool { return d.first >= from && d.first-from <= 1 && d.end == at })
}

// lists reports that segments behind one go on with a list that an agency in
// front of a colon heads.
func (st *statement) lists(i int) bool {
	return i+1 < len(st.segments) && slices.ContainsFunc(st.groups, func(g group) bool { return g.role == labelled })
}

// hasDeadline reports a segment with a deadline of its own.
func (st *statement) hasDeadline(s segment) bool {
	return slices.ContainsFunc(st.dates, func(d date) bool { return d.use != noDeadline && d.first >= s.first && d.first < s.end })
}

// binds reports a segment that tells somebody to do something.
func (r *dutyReader) binds(st *statement, s segment, dated bool) bool {
	if r.onlyMeets(st, s) || r.inWhenClause(st, s) {
		return false
	}
	near, _ := lastCue(st.cues, s.first, s.end, met|not|ended)
	if r.inClauseBehind(st, s, near) || r.inPurposeBehind(st, s, near) || near.kind&not != 0 && near.kind&binding == 0 && r.opensOrder(st, s) && r.ofObject(st, near, s.first) {
		near = cue{}
	}
	told := hasCue(st.cues, s.first, s.end, order|ordered|must|upon)
	switch {
	case near.kind&(met|not) != 0 && !hasCue(st.cues, s.first, s.end, order|ordered):
		return false
	case hasCue(st.cues, s.first, s.end, past|event) && !told:
		return false
	}
	return told || hasCue(st.cues, s.first, s.end, acting|lead|cooperate) || dated
}

// inPurposeBehind reports what is told not done in what something has to be done for: "must link
// the files, so that patients need not be examined again".
func (r *dutyReader) inPurposeBehind(st *statement, s segment, c cue) bool {
	for i := s.first + 1; i < c.first; i++ {
		if r.inPurpose(st, i, i+1) {
			return hasCue(st.cues, s.first, i, must|ordered|order|lead) && hasCue(st.cues, s.first, i, acting) && !hasCue(st.cues, s.first, i, met|not)
		}
	}
	return false
}

// inClauseBehind reports what is told done in a clause that tells more of what is named
// behind "must": "must guard the houses that were cleared".
func (r *dutyReader) inClauseBehind(st *statement, s segment, c cue) bool {
	if c.kind&(met|not) == 0 || c.kind&(must|ordered|order) != 0 {
		return false
	}
	for i := max(s.first+1, c.first-toldWords); i <= c.first; i++ {
		if hasAffix(st.words[i].Folded, r.words.which, strings.HasPrefix) && i == c.first || hasCue(st.cues, i, i+1, relative) && !r.words.that[st.words[i].Folded] {
			told, _ := lastCue(st.cues, s.first, i, must|ordered|met|not)
			if told.len == 0 && r.opensOrder(st, s) { // "Juridisk avdeling går gjennom reglene der opplysningene allerede finnes"
				return hasCue(st.cues, s.first, i, acting)
			}
			return told.kind&(must|ordered) != 0 && hasCue(st.cues, told.first, i, acting)
		}
	}
	return false
}

// opensOrder reports a segment of a text as issued that begins with the
// agency: there "The ministries review …" orders them to.
func (r *dutyReader) opensOrder(st *statement, s segment) bool {
	if f := r.frame(); !r.future() && (f == nil || !f.asks) {
		return false
	}
	for _, g := range st.groups {
		if g.first >= s.first {
			return g.first < s.end && (g.first-s.first <= nearWords || r.behindLabel(st, s, g) || g.first-s.first <= openingWords+nearWords && commaBetween(r.doc.Text[st.start:st.end], st, g.first, g.first+1) &&
				!hasCue(st.cues, s.first, g.first, binding|past|met|not|event|once)) // "Behind that date, the department advises"
		}
	}
	return false
}

// goesOnToDo reports a segment that opens with "at the same time" or the like and what is to be
// done, and names nobody: who does it stands in front.
func (r *dutyReader) goesOnToDo(st *statement, s segment) bool {
	c, gap := right(st, s.first)
	next, behind := right(st, c.end())
	return c.kind&and != 0 && gap == 0 && next.kind&acting != 0 && behind == 0 && !hasCue(st.cues, s.first, s.end, met|past|not|event) &&
		!slices.ContainsFunc(st.groups, func(g group) bool { return g.first >= s.first && g.first < s.end })
}

// writtenAt reports the place at the opening of a report where that was written: "Hanoi
// (VNA) – Vietnam needs".
func (r *dutyReader) writtenAt(a corpus.Agency, st *statement) bool {
	return a.Name.Start == st.start && r.doc.Standing == corpus.Report && r.x.lexicon.Governs(a.ID) && reportPlace.MatchString(strings.TrimLeft(r.doc.Text[a.Name.End:st.end], " "))
}
