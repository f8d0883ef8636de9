package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// read makes the duties of one sentence.
func (r *dutyReader) read(p *corpus.Passage, st *statement) {
	if r.tellsWho(p, st) {
		return
	}
	dated := false
	for i := range st.dates {
		switch st.dates[i].use {
		case deadline:
			rules := strings.Split(st.dates[i].Recurrence, "\n")
			for _, rule := range rules { // days that share no rule are duties of their own
				st.dates[i].Recurrence = rule
				r.dated(p, st, i, "")
			}
			st.dates[i].Recurrence = strings.Join(rules, "\n")
			dated = true
		case movedDeadline: // "from 31 March to 31 May"
			whole := st.dates[i].Date
			old, moved := whole, whole
			old.Last, old.Precision, old.Relation = whole.First, corpus.DayPrecision, ""
			moved.First, moved.Precision, moved.Relation = whole.Last, corpus.DayPrecision, ""
			st.dates[i].Date = moved
			r.dated(p, st, i, "")
			st.dates[i].Date = old
			r.dated(p, st, i, corpus.Superseded)
			dated = true
		case oldDeadline:
			r.dated(p, st, i, corpus.Superseded)
		}
	}
	r.undated(p, st, dated)
	for _, a := range st.leads {
		st.own = st.own || a.Name.Start >= st.start && a.Name.End <= st.end
	}
	if st.leads == nil && st.before != nil {
		st.leads, st.own = st.before.leads, st.before.own
	}
}

// shortSentence is the most words of a sentence that only tells who has the
// duty of the one before.
const shortSentence = 24

// tellsWho reads who has the duties of a sentence before that moves their
// deadline and names nobody: "The deadline is moved to 31 May. The office is
// responsible." It reports whether the sentence is no more than that.
func (r *dutyReader) tellsWho(p *corpus.Passage, st *statement) bool {
	if st.before == nil || len(st.words) > shortSentence || len(st.dates) > 0 {
		return false
	}
	isMoved := hasCue(st.before.cues, 0, len(st.before.words), moved)
	leads, weight := r.bearers(st, 0, len(st.words), subject.weight())
	answers := hasCue(st.cues, 0, len(st.words), lead) && hasCue(st.cues, 0, len(st.words), due) // "it is the department that answers for the deadline"
	answersFor := r.answersFor(st)
	if weight < subject.weight() || !isMoved && (!answers && !answersFor || len(st.words) > halfSentence) || isMoved && len(st.meant) > 0 || !answersFor && !hasCue(st.cues, 0, len(st.words), lead|ordered|must) {
		return false
	}
	if isMoved && !hasCue(st.cues, 0, len(st.words), lead|ordered) {
		return false
	}
	told := false
	for i := len(r.duties) - 1; i >= 0 && r.duties[i].Quote.Start >= st.before.start; i-- {
		d := &r.duties[i]
		if slices.ContainsFunc(d.Leads, func(a corpus.Agency) bool { return a.Name.Start >= st.before.start && (a.ID != "" || !answersFor) }) || !isMoved && !answersFor && d.Deadline == nil {
			continue
		}
		d.Leads, told = leads, true
	}
	if answersFor && !told {
		told = r.answeredFor(p, st, leads)
	}
	if told || isMoved {
		st.leads, st.own = leads, true
	}
	return told
}

// answeredFor makes the duty of a sentence that names nobody, with a day by which something
// must be done, of the sentence behind it that tells who answers for it.
func (r *dutyReader) answeredFor(p *corpus.Passage, st *statement, leads []corpus.Agency) bool {
	b := st.before
	if !hasCue(b.cues, 0, len(b.words), must|acting|lead) || hasCue(b.cues, 0, len(b.words), met|past|not|negation|event) || slices.ContainsFunc(r.duties, func(d corpus.Duty) bool { return d.Quote.Start >= b.start }) {
		return false
	}
	for _, d := range b.dates {
		if d.Last > r.since && d.Relation != corpus.From {
			r.add(p, corpus.Duty{Leads: leads, Deadline: b.deadlineOf(d), Quote: corpus.Span{Start: b.start, End: st.end}, Force: corpus.Ordered, Action: r.action(b, 0, len(b.words), d, nil)})
			return true
		}
	}
	return false
}

// answersFor reports a sentence that opens with such words as "The responsibility for this
// lies with" and tells no more than with whom.
func (r *dutyReader) answersFor(st *statement) bool {
	c, gap := lastCue(st.cues, 0, len(st.words), agent)
	return r.opensAgent(st.words, c) && gap <= halfSentence && !hasCue(st.cues, c.end(), len(st.words), acting|binding)
}

// opensAgent reports such words at the beginning of a sentence.
func (r *dutyReader) opensAgent(words []lang.Word, c cue) bool {
	return c.kind&agent != 0 && c.first <= 1 && (c.len > nearWords || len(words) <= halfSentence && slices.ContainsFunc(r.words.responsible.find(words[:min(len(words), c.end()+1)]), func(o cue) bool { return o.first <= 1 }))
}

// halfSentence is the most words of a sentence that tells nothing but who
// answers for the deadline of the one before.
const halfSentence = 12

// dated makes the duty of a deadline.
func (r *dutyReader) dated(p *corpus.Passage, st *statement, i int, force corpus.Force) {
	d := st.dates[i]
	from, end := r.window(st, i)
	leads := r.leads(st, d, from, end)
	if leads == nil && force == "" {
		leads = r.carriedOn(st, d)
	}
	duty := corpus.Duty{Leads: leads, Cooperating: st.cooperators(from, end), Deadline: st.deadlineOf(d), Review: r.doubts(d), Force: force}
	if duty.Cooperating == nil {
		segmentFrom, segmentEnd := r.around(st, d)
		duty.Cooperating = st.cooperators(segmentFrom, segmentEnd)
	}
	if force == "" {
		duty.Force = r.force(st, from, r.aheadOfOld(st, st.dates, i, end), d.first)
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
	if r.ofDraft(p, st, leads) {
		duty.Quote.Start = st.above.Start
	}
	duty.Action = r.action(st, from, end, d, leads)
	if (duty.Force == corpus.Superseded || duty.Force == corpus.Ended) && leads == nil {
		return // nobody's
	}
	st.leads = leads
	r.add(p, duty)
}

// ofDraft reports a sentence that opens with what the one in front of it tells to make, and
// names nobody who has to do it: only the two together tell the task, "The ministry writes
// the decree on housing. The draft must be sent by 20 March".
func (r *dutyReader) ofDraft(p *corpus.Passage, st *statement, leads []corpus.Agency) bool {
	if st.above.Empty() || st.above.Start < p.Start || len(leads) == 0 || utf8.RuneCountInString(r.doc.Text[st.above.Start:st.end]) > quoteRunes ||
		slices.ContainsFunc(leads, func(a corpus.Agency) bool { return a.Name.Start >= st.start || a.Name.Start < st.above.Start }) {
		return false
	}
	return slices.ContainsFunc(r.words.drafts.find(st.words), func(c cue) bool { return c.first == 0 })
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
	if prev >= 0 {
		if r.opensWith(st, prev, from) {
			from = st.dates[i].first // each date opens its own
		} else {
			from = st.dates[prev].end
		}
	}
	if next >= 0 && st.dates[next].use != oldDeadline {
		if r.opensWith(st, i, from) {
			end = st.dates[next].first
		} else {
			end = st.dates[i].end
		}
	}
	return from, end
}

// opensWith reports a date that stands in front of what it binds: nobody and
// nothing to be done in front of it.
func (r *dutyReader) opensWith(st *statement, k, from int) bool {
	at := st.dates[k].first
	return !hasCue(st.cues, from, at, acting|binding) && !slices.ContainsFunc(st.groups, func(g group) bool { return g.first >= from && g.end <= at })
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
	if st.before == nil || len(st.words) > 14 || duty.Force == corpus.Superseded || len(st.groups) > 0 || hasCue(st.cues, 0, len(st.words), sameBody) {
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
	if last := len(r.duties) - 1; (last < 0 || r.duties[last].Passage != p.ID || r.duties[last].Quote.Start < st.before.start) && !st.before.tells() {
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
	if open := strings.LastIndexByte(s.In(text), '('); open > 0 && !strings.Contains(s.In(text)[open:], ")") { // "(expected before …"
		s.End = s.Start + len(strings.TrimRight(s.In(text)[:open], " ,;"))
	}
	if s.End-s.Start < shortestAction {
		return corpus.Span{}
	}
	return s
}

// shortestAction is below how many bytes nothing useful is left of an action.
const shortestAction = 8
