package extract

import (
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// frame gives the innermost line above that says who has to do what follows.
func (r *dutyReader) frame() *frame {
	if n := len(r.frames); n > 0 {
		return &r.frames[n-1]
	}
	return nil
}

// bindingFrame reports that a line above says that what follows has to be
// done.
func (r *dutyReader) bindingFrame() bool {
	f := r.frame()
	return f != nil && f.binding
}

// leaveFrames closes the frames that a passage is no longer under.
func (r *dutyReader) leaveFrames(i int) {
	p := &r.doc.Passages[i]
	text := r.doc.PassageText(*p)
	r.above, r.mark = r.enter(i)
	if len(r.frames) == 0 {
		return
	}
	level, m := levelOf(text), r.mark
	for k := range r.frames {
		if r.frames[k].outOfMarks(r.above, m) {
			r.frames = r.frames[:k]
			break
		}
	}
	for n := len(r.frames); n > 0; n-- {
		f := &r.frames[n-1]
		if f.mark.kind != "" && p.Kind == corpus.Paragraph && m.kind == "" && (!f.goesOnUnmarked(text) && !r.tellsTerm(text) || f.mark.kind == "line" && !r.opensWithAct(i)) {
			r.frames = r.frames[:n-1]
			continue
		}
		if f.asks && p.Kind == corpus.Paragraph && m.kind == "" {
			r.frames = r.frames[:n-1]
			continue
		}
		if f.mark.letters() && (p.Kind != corpus.Heading || m.kind != "") {
			f.item = f.item || m.kind != ""
			return
		}
		if f.item = f.item || level != noList; under(p, *f) && !r.behindList(p, level, *f) && !(f.labelled && wordLabel(r.doc.PassageText(*p))) && !(f.colon && f.level != noList && level != noList && level < f.level) {
			if f.colon && f.level == noList {
				f.level = level
			}
			return
		}
		r.frames = r.frames[:n-1]
	}
}

// wordLabel reports a line that begins with one word and a colon, as numbers written out
// do: "Thirdly: the committees shall".
func wordLabel(line string) bool {
	at := strings.IndexByte(line, ':')
	return at > 0 && at+1 < len(strings.TrimSpace(line)) && !strings.ContainsAny(line[:at], " -•*+0123456789")
}

// listLevel is how deep in lists lines with a mark stand, by usage: numbers
// hold letters, letters hold dashes.
type listLevel int

const (
	noList listLevel = iota
	numberedList
	letteredList
	dashedList
)

// levelOf tells the mark that a line begins with.
func levelOf(line string) listLevel {
	switch {
	case numberOf(line) != nil:
		return numberedList
	case letterOf(line) != nil:
		return letteredList
	case strings.HasPrefix(line, "-") || strings.HasPrefix(line, "+") || strings.HasPrefix(line, "•") || strings.HasPrefix(line, "*"):
		return dashedList
	}
	return noList
}

// under reports that a passage stands under the line of a frame: deeper in
// the headings, or one of the items that follow it.
func under(p *corpus.Passage, f frame) bool {
	switch {
	case f.next != "" && f.next == p.ID:
		return true
	case f.inner != f.section:
		return p.Section == f.inner || strings.HasPrefix(p.Section, f.inner+corpus.SectionMark)
	case f.section != "" && strings.HasPrefix(p.Section, f.section+corpus.SectionMark):
		return f.wide || p.Kind != corpus.Heading
	case p.Section != f.section:
		return false
	case p.Kind == corpus.Heading:
		return f.wide && f.section != ""
	}
	return f.items && p.Kind != corpus.Paragraph
}

// openFrame opens a frame where a line names who has to do what follows, or
// by when; it begins at a byte of the document, behind the sentences in front
// of it in its passage, of which before is the last. It reports whether it did.
func (r *dutyReader) openFrame(i, begin int, before *statement) bool {
	p := &r.doc.Passages[i]
	st := r.sentence(begin, p.End, before)
	text := r.doc.Text[begin:p.End]
	if len(st.words) == 0 || i+1 >= len(r.doc.Passages) {
		return false
	}
	f := frame{section: p.Section, inner: p.Section, items: p.Kind != corpus.Heading}
	next := &r.doc.Passages[i+1]
	if next.Section != p.Section && strings.HasPrefix(next.Section, p.Section) {
		f.inner = next.Section
	}
	if r.above >= 0 {
		f.mark, f.above = r.mark, r.above
		f.same = r.markAt(i+1) == f.mark
	}
	if p.Kind == corpus.Heading && f.inner == f.section && !f.mark.letters() {
		return false
	}
	if p.Kind != corpus.Paragraph && r.introduces(next) || r.headsParagraph(i) {
		f.next = next.ID
	}
	bound := hasCue(st.cues, 0, len(st.words), binding)
	if i == 0 && p.Kind == corpus.Heading && !strings.HasSuffix(strings.TrimRight(text, " "), ":") && (bound && !r.future() || slices.ContainsFunc(st.groups, func(g group) bool { return st.gives(g.first) })) {
		return false // the headline of a report
	}
	f.wide = hasCue(st.cues, 0, len(st.words), follows)
	f.binding = bound || hasCue(st.cues, 0, len(st.words), finish|follows)
	f.colon = strings.HasSuffix(strings.TrimRight(text, " "), ":")
	f.labelled = wordLabel(text)
	f.told = f.binding || strings.HasSuffix(strings.TrimRight(text, " "), ":")
	leads, weight := r.bearers(st, 0, len(st.words), plain.weight())
	if r.asksBelow(st, f) && !slices.ContainsFunc(st.groups, func(g group) bool { return g.role != asker && g.role != owner }) {
		leads = nil // "The committee assigns:"
	}
	named := 0
	for _, g := range st.groups {
		named += g.end - g.first
	}
	colon := strings.HasSuffix(strings.TrimRight(text, " "), ":")
	nouns := len(st.words) <= listWords && !hasCue(st.cues, 0, len(st.words), predicate) && r.opens(st, 0, len(st.words)) // "Communes, districts and the special zone:"
	tells := bound || f.wide || nouns || weight == topic.weight() || hasCue(st.cues, 0, len(st.words), acting) && r.opens(st, 0, len(st.words))
	if f.wide && !bound && r.saysAsFollows(st) {
		leads = nil // "The chairman concluded as follows:"
	}
	title := r.title(text)
	if leads != nil && (title && (p.Kind == corpus.Heading || r.mark.kind != "") || 2*named >= len(st.words)-2 || bound && weight >= actor.weight() || colon && tells && weight > owner.weight()) {
		f.leads = leads
		f.binding = true
		f.many = st.collective(leads)
		if title {
			f.leads = r.inFull(leads, text, begin)
		}
		if outer := r.frame(); outer != nil && outer.leads != nil && r.generic(st, leads) { // "these departments shall:"
			f.leads, f.many = outer.leads, outer.many
		}
	}
	if f.leads == nil && r.namedLike(i) { // whom no rule for names knows
		f.leads = []corpus.Agency{{Name: corpus.Span{Start: p.Start + r.markEnds(r.doc.PassageText(*p)), End: p.End}}}
		f.binding = true
	}
	if f.leads == nil && before != nil && bound && (r.standIn(st, 0, len(st.words)) != nil || len(st.groups) == 0) { // "It will do the following:"
		f.leads = before.leads
	}
	for k := range st.dates {
		if d := st.dates[k]; d.use == deadline && !(d.Precision == corpus.YearPrecision && p.Kind == corpus.Heading && !bound) && (d.Relation == corpus.Before || d.Relation == corpus.By || d.Relation == corpus.Within || hasCue(st.cues, 0, d.first, finish)) {
			f.deadline = st.deadlineOf(d)
		}
	}
	if f.leads == nil {
		if outer := r.frame(); outer != nil && (f.deadline != nil || p.Kind != corpus.Heading || outer.next == p.ID) {
			f.leads, f.many = outer.leads, outer.many
		}
	}
	f.asks = f.leads == nil && r.asksBelow(st, f)
	if f.leads == nil && f.deadline == nil && !f.asks {
		return false
	}
	f.binding = f.binding || f.asks
	r.frames = append(r.frames, f)
	return true
}

// saysAsFollows reports a line in which nothing is done, and words that no list has stand
// between somebody who heads a body and "as follows": that one only says so.
func (r *dutyReader) saysAsFollows(st *statement) bool {
	c, _ := lastCue(st.cues, 0, len(st.words), follows)
	if n := len(st.groups); n > 0 && !hasCue(st.cues, 0, len(st.words), acting|lead|topical) {
		g := st.groups[n-1]
		is, _ := r.x.spoken(r.doc.Language).tree.find(r.doc.Text[st.start:st.end], r.doc.Language, st.words, g.first)
		return is.role == isTitle && g.role == plain && g.end < c.first && c.first-g.end <= askedWords && !hasCue(st.cues, g.end, c.first, and|predicate)
	}
	return false
}

// generic reports agencies named by common nouns only.
func (r *dutyReader) generic(st *statement, leads []corpus.Agency) bool {
	for _, g := range st.groups {
		for _, m := range g.mentions {
			if st.start+m.Start == leads[0].Name.Start {
				return m.Collective && (m.Generic || len(r.frame().leads) > 1 && len(lang.Words(leads[0].Name.In(r.doc.Text))) == 1)
			}
		}
	}
	return false
}

// listWords is the most words of a line that heads others with nothing but
// nouns.
const listWords = 10

// namesOnly reports a short line that holds little but agencies.
func (r *dutyReader) namesOnly(text string) bool {
	const most = 24
	words := lang.Words(text)
	if len(words) > most {
		return false
	}
	named := 0
	for _, m := range r.x.Mentions(text, r.doc.Language, words) {
		named += wordAt(words, m.End-1) + 1 - wordAt(words, m.Start)
	}
	if named == 0 || strings.ContainsAny(text[len(text)-1:], ".;,") {
		return false
	}
	return named >= len(words)-2 || 5*named >= 3*len(words) || len(words) <= listWords && 2*named >= len(words)-1 && !hasCue(r.words.cues.find(words), 0, len(words), predicate)
}

// leadsItems reports a line that items follow which do not stand beside it.
func (r *dutyReader) leadsItems(i int) bool {
	if i+1 >= len(r.doc.Passages) {
		return false
	}
	p, next := &r.doc.Passages[i], &r.doc.Passages[i+1]
	if p.Kind != corpus.Paragraph && p.Kind != corpus.Heading && r.introduces(next) || r.headsParagraph(i) {
		return true
	}
	if m, under := r.markAt(i), r.markAt(i+1); next.Kind == p.Kind && m.kind != "" && under.kind != m.kind && under.place == 1 {
		return true // "1. Ministry of Justice" and "(1) To submit" under it
	}
	deeper := next.Section != p.Section && strings.HasPrefix(next.Section, p.Section)
	return next.Kind != corpus.Heading && (deeper || next.Kind != corpus.Paragraph && next.Kind != p.Kind)
}

// headsParagraph reports a numbered line without a mark at its end and a paragraph
// under it: "2. Department of Home Affairs".
func (r *dutyReader) headsParagraph(i int) bool {
	p, next := r.doc.Passages[i], r.doc.Passages[i+1]
	text := r.doc.PassageText(p)
	return p.Kind != corpus.Heading && next.Kind == corpus.Paragraph && (levelOf(text) == numberedList || r.markAt(i).letters()) && r.markAt(i+1).kind == "" && !strings.ContainsAny(text[len(text)-1:], ".;,:!?")
}

// siblings is how many passages in front and behind a numbered line others like it are
// looked for.
const siblings = 6

// namedLike reports a short numbered line that tells nothing, heads others and stands
// beside lines of its level that name bodies and nothing else: it names one too, "4. The
// Korea–Vietnam Technical College".
func (r *dutyReader) namedLike(i int) bool {
	p := &r.doc.Passages[i]
	text := r.doc.PassageText(*p)
	mark := r.markAt(i)
	if levelOf(text) != numberedList && (!mark.letters() || mark.kind == "word") {
		return false
	}
	heads := func(k int) bool {
		line := r.doc.PassageText(r.doc.Passages[k])
		return r.markAt(k).kind == mark.kind && !strings.ContainsAny(line[len(line)-1:], ".;,!?") && (r.leadsItems(k) || r.leadsPoints(k))
	}
	words := lang.Words(text)
	if len(words) > listWords || !heads(i) || !r.opensWithAct(i+1) || hasCue(r.words.cues.find(words), 0, len(words), must|order|ordered|finish|send|follows|due) {
		return false
	}
	for k := max(0, i-siblings); k <= i+siblings && k < len(r.doc.Passages); k++ {
		if other := &r.doc.Passages[k]; k != i && (mark.letters() || other.Section == p.Section && other.Kind == p.Kind) && heads(k) && r.namesOnly(r.doc.PassageText(*other)) {
			return true
		}
	}
	return false
}

// opensWithAct reports a passage that begins with what is to be done.
func (r *dutyReader) opensWithAct(i int) bool {
	text := r.doc.PassageText(r.doc.Passages[i])
	words := lang.Words(text[markEnd(text):])
	c, _ := right(&statement{cues: r.words.cues.find(words)}, 0)
	return c.kind&(acting|lead) != 0 && c.first <= 1 || c.len > 0 && c.kind&must != 0 && c.first == 0
}

// leadsPoints reports a numbered line with lettered ones straight under it.
func (r *dutyReader) leadsPoints(i int) bool {
	return i+1 < len(r.doc.Passages) && levelOf(r.doc.PassageText(r.doc.Passages[i+1])) == letteredList
}

// introduces reports a line that ends in a colon: what is to be done
// follows.
func (r *dutyReader) introduces(p *corpus.Passage) bool {
	return (p.Kind == corpus.Paragraph || p.Kind == corpus.Heading) && strings.HasSuffix(strings.TrimRight(r.doc.PassageText(*p), " "), ":")
}

// sentence takes a whole line apart as one sentence, behind another one.
func (r *dutyReader) sentence(start, end int, before *statement) *statement {
	text := r.doc.Text[start:end]
	st := &statement{start: start, end: end, before: before}
	st.words = lang.Words(text)
	st.cues = r.words.cues.find(st.words)
	r.take(text, st)
	return st
}

// sentenceFor takes a sentence apart that tells of no duty, for the sake of the
// one behind it.
func (r *dutyReader) sentenceFor(s corpus.Span) *statement {
	text := s.In(r.doc.Text)
	st := &statement{start: s.Start, end: s.End, words: lang.Words(text), asked: true}
	st.cues = r.words.cues.find(st.words)
	r.take(text, st)
	return st
}

// framed makes a duty of a line that stands under one that says who has to do
// what follows, and tells none itself.
func (r *dutyReader) framed(p *corpus.Passage, text string) {
	f := r.frame()
	if f == nil || !f.binding || f.leads == nil && f.deadline == nil {
		return
	}
	st := r.sentence(p.Start, p.End, nil)
	if len(st.words) < 2 || len(st.words) < 3 && !hasCue(st.cues, 0, 1, acting) || hasCue(st.cues, 0, len(st.words), met|not|past) && !hasCue(st.cues, 0, len(st.words), binding) {
		return
	}
	if (p.Kind == corpus.Paragraph || !f.told && !r.future()) && !hasCue(st.cues, 0, min(4, len(st.words)), acting|binding) {
		return
	}
	d := corpus.Duty{Leads: f.leads, Deadline: f.deadline, Cooperating: st.cooperators(0, len(st.words)), Quote: corpus.Span{Start: p.Start, End: p.End}, Force: r.force(st, 0, len(st.words), len(st.words))}
	if own, weight := r.bearers(st, 0, len(st.words), doer.weight()); weight > 0 {
		d.Leads = own
	} else if own := r.itemsOwn(p, st, *f); own != nil {
		d.Leads = own
	}
	d.Action = r.action(st, 0, len(st.words), date{first: -1}, d.Leads)
	r.add(p, d)
}
