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
	if r.tellsWho(st) {
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
func (r *dutyReader) tellsWho(st *statement) bool {
	if st.before == nil || len(st.words) > shortSentence || len(st.dates) > 0 {
		return false
	}
	isMoved := hasCue(st.before.cues, 0, len(st.before.words), moved)
	leads, weight := r.bearers(st, 0, len(st.words), subject.weight())
	answers := hasCue(st.cues, 0, len(st.words), lead) && hasCue(st.cues, 0, len(st.words), due) // "it is the department that answers for the deadline"
	if weight < subject.weight() || !isMoved && (!answers || len(st.words) > halfSentence) || isMoved && len(st.meant) > 0 || !hasCue(st.cues, 0, len(st.words), lead|ordered|must) {
		return false
	}
	if isMoved && !hasCue(st.cues, 0, len(st.words), lead|ordered) {
		return false
	}
	told := false
	for i := len(r.duties) - 1; i >= 0 && r.duties[i].Quote.Start >= st.before.start; i-- {
		d := &r.duties[i]
		if slices.ContainsFunc(d.Leads, func(a corpus.Agency) bool { return a.Name.Start >= st.before.start }) || !isMoved && d.Deadline == nil {
			continue
		}
		d.Leads, told = leads, true
	}
	if told || isMoved {
		st.leads, st.own = leads, true
	}
	return told
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
		duty.Force = st.force(from, end, d.first)
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
	if (duty.Force == corpus.Superseded || duty.Force == corpus.Ended) && leads == nil {
		return // nobody's
	}
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

// leads chooses who has the duty of a deadline: told in its own words, else
// in its segment, the ones before and behind, by the line above, by the
// sentence before.
func (r *dutyReader) leads(st *statement, d date, from, end int) []corpus.Agency {
	if latter := r.latter(st, from); latter != nil {
		return latter
	}
	leads := r.named(st, d, from, end)
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
			if leads, _ := r.bearersOf(st, w[0], w[1], d.first, plain.weight()); leads != nil {
				return leads
			}
		}
	}
	if leads := r.subjectOf(st, segmentFrom, segmentEnd); leads != nil {
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

// endedHere reports that what is told between two words, as of the date at a
// word, is ended: not where somebody is told what to do by then behind that,
// "that date was dropped, and the department must by".
func (st *statement) endedHere(from, end, at int) bool {
	return slices.ContainsFunc(st.cues, func(c cue) bool {
		if c.kind&ended == 0 || c.first < from || c.end() > end {
			return false
		}
		return c.end() > at || !slices.ContainsFunc(st.cues, func(b cue) bool {
			return b.first >= c.end() && b.end() <= at && b.kind&(must|ordered|moved) != 0 && b.kind&(ended|not) == 0 &&
				slices.ContainsFunc(st.groups, func(g group) bool { return g.first >= c.end() && g.end <= b.first })
		})
	})
}

// force tells whether something is ordered, expected or striven for, as of the
// date at a word.
func (st *statement) force(from, end, at int) corpus.Force {
	if st.endedHere(from, end, at) {
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
		if leads == nil || st.hasDeadline(s) || !r.binds(st, s, dated) {
			continue
		}
		d := corpus.Duty{Leads: leads, Cooperating: st.cooperators(s.first, s.end), Quote: corpus.Span{Start: st.start, End: st.end}, Force: st.force(s.first, s.end, s.end)}
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
			return c.first-from <= 1 && c.kind&acting != 0 && c.kind&(order|ordered|must|upon) == 0 && !(c.kind&due != 0 && r.movedHere(st, from, len(st.words))) && (c.first == from || c.first == 1 && markWord(r.doc.Text[st.start:st.end], st.words))
		}
	}
	return false
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
	near, _ := lastCue(st.cues, s.first, s.end, met|not|ended)
	told := hasCue(st.cues, s.first, s.end, order|ordered|must|upon)
	switch {
	case near.kind&(met|not) != 0 && !hasCue(st.cues, s.first, s.end, order|ordered):
		return false
	case hasCue(st.cues, s.first, s.end, past|event) && !told:
		return false
	}
	return told || hasCue(st.cues, s.first, s.end, acting|lead|cooperate) || dated
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
