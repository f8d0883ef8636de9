package extract

import (
	"strings"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// read makes the duties of one sentence.
func (r *dutyReader) read(p *corpus.Passage, st *statement) {
	dated := false
	for i := range st.dates {
		switch st.dates[i].use {
		case deadline, perhapsMoved:
			r.dated(p, st, i, "")
			dated = true
		case oldDeadline:
			r.dated(p, st, i, corpus.Superseded)
		}
	}
	if !dated {
		r.undated(p, st)
	}
	if st.leads == nil && st.before != nil {
		st.leads = st.before.leads
	}
}

// dated makes the duty of a deadline.
func (r *dutyReader) dated(p *corpus.Passage, st *statement, i int, force corpus.Force) {
	d := st.dates[i]
	from, end := r.window(st, i)
	leads := r.leads(st, d, from, end)
	duty := corpus.Duty{Leads: leads, Cooperating: st.cooperators(from, end), Deadline: st.deadlineOf(d), Review: r.doubts(d), Force: force}
	if duty.Cooperating == nil {
		segmentFrom, segmentEnd := r.around(st, d)
		duty.Cooperating = st.cooperators(segmentFrom, segmentEnd)
	}
	if force == "" {
		duty.Force = st.force(from, end)
	}
	if r.movedHere(st, from, end) || duty.Force == corpus.Ended {
		duty.Amends = r.amends(st)
	}
	if r.completesLast(p, st, duty) {
		return
	}
	segmentFrom, segmentEnd := r.around(st, d)
	duty.Quote = corpus.Span{Start: st.start, End: st.end}
	if len(st.segments) > 1 && (r.severalDeadlines(st) || utf8.RuneCountInString(r.doc.Text[st.start:st.end]) > quoteRunes) && r.ownBearer(st, segmentFrom, segmentEnd) {
		duty.Quote = st.span(segmentFrom, segmentEnd)
	}
	duty.Action = r.action(st, from, end, d, leads)
	st.leads = leads
	r.add(p, duty)
}

// window gives the words that tell of one of several deadlines: up to its
// end, from that of the one before. A date that opens what it binds reaches on
// to the next.
func (r *dutyReader) window(st *statement, i int) (from, end int) {
	from, end = r.around(st, st.dates[i])
	segmentEnd := end
	prev, next := -1, -1
	for k, d := range st.dates {
		if d.use == noDeadline {
			continue
		}
		if k < i && d.first >= from && st.dates[i].use != oldDeadline && d.use != oldDeadline {
			prev = k
		}
		if k > i && next < 0 && d.end <= segmentEnd {
			next = k
		}
	}
	opens := func(k, from int) bool { return !hasCue(st.cues, from, st.dates[k].first, acting|binding) }
	if prev >= 0 {
		if start := r.openedBy(st, prev, from); !start {
			from = st.dates[prev].end
		} else {
			from = st.dates[i].first // each date opens its own
		}
	}
	if next >= 0 && st.dates[next].use != oldDeadline {
		if opens(i, from) {
			end = st.dates[next].first
		} else {
			end = st.dates[i].end
		}
	}
	return from, end
}

// openedBy reports that a date stands in front of what it binds.
func (r *dutyReader) openedBy(st *statement, k, from int) bool {
	return !hasCue(st.cues, from, st.dates[k].first, acting|binding)
}

// severalDeadlines reports a sentence with more than one deadline.
func (r *dutyReader) severalDeadlines(st *statement) bool {
	n := 0
	for _, d := range st.dates {
		if d.use != noDeadline {
			n++
		}
	}
	return n > 1
}

func (r *dutyReader) ownBearer(st *statement, from, end int) bool {
	leads, _ := r.bearers(st, from, end, plain.weight())
	return leads != nil
}

// leads chooses who has the duty of a deadline: told in its own words, else
// in its segment, the ones before and behind, by the line above, by the
// sentence before.
func (r *dutyReader) leads(st *statement, d date, from, end int) []corpus.Agency {
	segmentFrom, segmentEnd := r.around(st, d)
	sure := actor.weight()
	for _, w := range [][2]int{{from, end}, {segmentFrom, segmentEnd}} {
		if leads, weight := r.bearers(st, w[0], w[1], bracketed.weight()); weight >= sure || leads != nil && r.frame() == nil {
			return leads
		}
	}
	for i := len(st.segments) - 1; i >= 0; i-- { // those before share their agency
		if s := st.segments[i]; s.end <= segmentFrom {
			if leads, weight := r.bearers(st, s.first, s.end, sure); weight >= sure {
				return leads
			}
		}
	}
	for _, s := range st.segments {
		if s.first >= segmentEnd {
			if leads, weight := r.bearers(st, s.first, s.end, doer.weight()); weight >= doer.weight() {
				return leads
			}
		}
	}
	if f := r.frame(); f != nil && f.leads != nil {
		return f.leads
	}
	if leads, _ := r.bearers(st, segmentFrom, segmentEnd, plain.weight()); leads != nil {
		return leads
	}
	for _, g := range st.groups { // "the committee ordered to": a translation of who was ordered
		if g.role == asker && g.first-segmentFrom <= nearWords && g.first >= segmentFrom && !r.gives(st, g) {
			return st.agencies(g)
		}
	}
	if st.before != nil && st.before.leads != nil {
		return st.before.leads
	}
	leads, _ := r.bearers(st, segmentFrom, segmentEnd, asker.weight())
	return leads
}

// force tells whether something is ordered, expected or striven for.
func (st *statement) force(from, end int) corpus.Force {
	if hasCue(st.cues, from, end, ended) {
		return corpus.Ended
	}
	if hasCue(st.cues, from, end, binding&^lead) {
		return corpus.Ordered
	}
	if hasCue(st.cues, from, end, expected) {
		return corpus.Expected
	}
	if hasCue(st.cues, from, end, aim) {
		return corpus.Aim
	}
	return corpus.Ordered
}

// amends gives the keys of the documents whose deadline a sentence moves.
func (r *dutyReader) amends(st *statement) []string {
	var keys []string
	for _, n := range r.x.Numbers(r.doc.Text[st.start:st.end], r.doc.Language) {
		keys = append(keys, n.Key)
	}
	if keys == nil {
		keys = []string{"*"}
	}
	return keys
}

// completesLast gives a deadline that stands in a sentence of its own ("To be
// completed before 30 June.") to the duty told just before.
func (r *dutyReader) completesLast(p *corpus.Passage, st *statement, duty corpus.Duty) bool {
	if st.before == nil || len(st.words) > 14 || duty.Force == corpus.Superseded || len(st.groups) > 0 {
		return false
	}
	others := 0
	for i := range st.words {
		inside := false
		for _, d := range st.dates {
			inside = inside || d.first <= i && i < d.end
		}
		for _, c := range st.cues {
			inside = inside || c.first <= i && i < c.end() && c.kind&(finish|must|of|and) != 0
		}
		if !inside {
			others++
		}
	}
	if others > 4 {
		return false
	}
	if n := len(r.duties) - 1; n >= 0 && r.duties[n].Passage == p.ID && r.duties[n].Deadline == nil && r.duties[n].Quote.Start >= st.before.start {
		last := r.duties[n]
		r.duties = r.duties[:n]
		last.Deadline, last.Review = duty.Deadline, duty.Review
		last.Quote.End = st.end
		r.add(p, last)
		return true
	}
	duty.Quote = corpus.Span{Start: st.before.start, End: st.end}
	duty.Action = corpus.Span{Start: st.before.start, End: st.before.end}
	if duty.Leads == nil {
		duty.Leads, _ = r.bearers(st.before, 0, len(st.before.words), plain.weight())
	}
	r.add(p, duty)
	return true
}

// undated makes the duty of a sentence that tells an agency to do something
// and not by when.
func (r *dutyReader) undated(p *corpus.Passage, st *statement) {
	for _, s := range st.segments {
		leads, weight := r.bearers(st, s.first, s.end, actor.weight())
		if weight < actor.weight() || weight < subject.weight() && !r.opensOrder(st, s) {
			continue
		}
		near, _ := lastCue(st.cues, s.first, s.end, met|not|ended)
		force := st.force(s.first, s.end)
		if near.kind&(met|not) != 0 && !hasCue(st.cues, s.first, s.end, order|ordered) || hasCue(st.cues, s.first, s.end, past) && !hasCue(st.cues, s.first, s.end, order|ordered|must|upon) {
			continue
		}
		if !hasCue(st.cues, s.first, s.end, acting|lead|cooperate) || hasCue(st.cues, s.first, s.end, event) && !hasCue(st.cues, s.first, s.end, order|ordered|must|upon) {
			continue
		}
		if near.kind&ended != 0 {
			force = corpus.Ended
		}
		d := corpus.Duty{Leads: leads, Cooperating: st.cooperators(s.first, s.end), Quote: corpus.Span{Start: st.start, End: st.end}, Force: force}
		if f := r.frame(); f != nil {
			d.Deadline = f.deadline
		}
		if utf8.RuneCountInString(d.Quote.In(r.doc.Text)) > quoteRunes {
			d.Quote = st.span(s.first, s.end)
		}
		if force == corpus.Ended {
			d.Amends = r.amends(st)
		}
		d.Action = r.action(st, s.first, s.end, date{first: -1}, leads)
		st.leads = leads
		r.add(p, d)
		return
	}
	if leads, _ := r.bearers(st, 0, len(st.words), actor.weight()); leads != nil {
		st.leads = leads
	}
}

// opensOrder reports a segment of a text as issued that begins with the
// agency: there "The ministries review …" orders them to.
func (r *dutyReader) opensOrder(st *statement, s segment) bool {
	if !r.future() {
		return false
	}
	for _, g := range st.groups {
		if g.first >= s.first {
			return g.first-s.first <= nearWords && g.first < s.end
		}
	}
	return false
}

// span gives the bytes of the document from one word to before another.
func (st *statement) span(from, end int) corpus.Span {
	if from >= len(st.words) || end <= from {
		return corpus.Span{Start: st.start, End: st.end}
	}
	to := st.end
	if end < len(st.words) {
		to = st.start + st.words[end-1].End
	}
	return corpus.Span{Start: st.start + st.words[from].Start, End: to}
}

// markWord reports a first word that only counts: "2.", "a)", "IV-".
func markWord(text string, words []lang.Word) bool {
	gap := text[words[0].End:words[1].Start]
	return words[0].Start <= 4 && words[0].End-words[0].Start <= 4 && strings.ContainsAny(gap, ".)-/\\") && (isDigit(words[0].Folded[0]) || words[0].End-words[0].Start <= 2)
}

// action gives what is to be done: the words told, without the agency in
// front and the deadline at an end.
func (r *dutyReader) action(st *statement, from, end int, d date, leads []corpus.Agency) corpus.Span {
	for changed := true; changed; {
		changed = from == 0 && len(st.words) > 1 && markWord(r.doc.Text[st.start:st.end], st.words)
		if changed {
			from++
		}
		if d.first >= 0 && d.first <= from && from < d.end {
			from, changed = d.end, true
		}
		for _, g := range st.groups {
			if g.first <= from && from < g.end {
				from, changed = g.end, true
			}
		}
		for _, c := range st.cues {
			if c.first == from && c.kind&(order|ordered|must|upon|giver|and) != 0 && c.kind&acting == 0 {
				from, changed = c.end(), true
			}
		}
	}
	if d.first > from && d.end >= end {
		end = d.first
	}
	if end <= from {
		return corpus.Span{}
	}
	s := st.span(from, end)
	text := r.doc.Text
	s.Start += len(s.In(text)) - len(strings.TrimLeft(s.In(text), " ,:;–-"))
	s.End = s.Start + len(strings.TrimRight(s.In(text), " ,:;.–-("))
	if s.End-s.Start < 8 {
		return corpus.Span{}
	}
	return s
}
