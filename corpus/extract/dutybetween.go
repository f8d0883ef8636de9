package extract

import (
	"slices"
	"strings"
	"unicode"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// Where a report hands out tasks, one of them may be told as if it were a fact: "The bank is
// to … by 1 May. The police guide the communes. The department must …". Such a sentence
// tells of a duty only between others that do.

// between is a sentence that may tell of a duty, and the duty.
type between struct {
	at    int // of the sentences read
	item  bool
	known bool // the lexicon knows the body
	duty  corpus.Duty
}

// mostBetween is how many such sentences may stand one behind the other.
const mostBetween = 4

// noteTold keeps a sentence of a report in which a body does something without a time.
func (r *dutyReader) noteTold(p *corpus.Passage, in corpus.Span, st *statement) {
	behind := r.besideTask()
	r.said = append(r.said, in)
	if st != nil && (r.asksPeople(st) || r.mustDo(st) || r.onlyMeets(st, segment{0, len(st.words)}) && hasCue(st.cues, 0, len(st.words), must|ordered|expected)) {
		r.tasksBeside = append(r.tasksBeside, len(r.said)-1)
	}
	if st == nil || !behind || r.future() || r.general || r.framesTell() || st.leads != nil && st.own && len(r.duties) > 0 && r.duties[len(r.duties)-1].Quote.Start >= in.Start {
		return
	}
	item := p.Kind != corpus.Paragraph
	if !r.doesNow(st, item) {
		return
	}
	var leads []corpus.Agency
	if r.goesOnDoing(st) {
		leads = r.topic(st)
	} else {
		leads = st.agencies(st.groups[0])
	}
	if leads == nil {
		return
	}
	d := corpus.Duty{Leads: leads, Cooperating: st.cooperators(0, len(st.words)), Quote: in, Force: corpus.Ordered, Passage: p.ID}
	d.Action = r.action(st, 0, len(st.words), date{first: -1}, leads)
	r.maybe = append(r.maybe, between{len(r.said) - 1, item, slices.ContainsFunc(leads, func(a corpus.Agency) bool { return a.ID != "" }), d})
}

// framesTell reports that a line above tells who has to do what follows, and that no list under
// it is over.
func (r *dutyReader) framesTell() bool {
	return slices.ContainsFunc(r.frames, func(f frame) bool { return f.leads != nil && (r.mark.kind != "" || !f.item) })
}

// asksPeople reports a sentence that tells people to do something, as a list of tasks may.
func (r *dutyReader) asksPeople(st *statement) bool {
	return hasCue(st.cues, 0, len(st.words), order|ordered) && hasCue(st.cues, 0, len(st.words), citizen) && !hasCue(st.cues, 0, len(st.words), met|event)
}

// mustDo reports a sentence in which something must be done, though no body is named for it.
func (r *dutyReader) mustDo(st *statement) bool {
	return hasCue(st.cues, 0, len(st.words), must|ordered) && hasCue(st.cues, 0, len(st.words), acting) && !hasCue(st.cues, 0, len(st.words), met|past|event|ended) && len(st.dates) == 0
}

// besideTask reports that a report gave somebody a task a sentence or two ago.
func (r *dutyReader) besideTask() bool {
	if r.future() || r.framesTell() || len(r.said) == 0 {
		return false
	}
	from := max(0, len(r.said)-besideSentences)
	if n := len(r.maybe); n > 0 && r.maybe[n-1].at >= from {
		return true
	}
	return len(r.duties) > 0 && r.duties[len(r.duties)-1].Quote.End > r.said[from].Start
}

// besideSentences is how many sentences back a task may have been given beside which
// another one is told as a fact.
const besideSentences = 2

// spare takes a sentence apart that has no word for duties of its own.
func (r *dutyReader) spare(in corpus.Span, before *statement) *statement {
	if r.future() || r.general || r.framesTell() || !r.besideTask() {
		return nil
	}
	st := r.sentence(in.Start, in.End, before)
	if len(st.words) < 3 {
		return nil
	}
	return st
}

// fewestWords is how many words such a sentence has at least.
const fewestWords = 5

// doesNow reports a sentence that opens with a body the lexicon knows and straight behind it
// what it does, and tells nothing of the past, of a meeting or of what need not be done; one of a list may count what
// it is done with.
func (r *dutyReader) doesNow(st *statement, item bool) bool {
	text := r.doc.Text[st.start:st.end]
	from := r.behindTopic(text, st)
	end := r.firstClause(text, st, from)
	first := slices.IndexFunc(st.cues, func(c cue) bool { return c.first >= from && c.kind&acting != 0 })
	if !(item && r.words.tenses) && r.figures(text, st, r.subordinate(st, end)) || hasCue(st.cues, from, end, past|event|expected|ended|moved|ordered|upon) || hasCue(st.cues, from, st.firstActing(end), aim) || first < 0 && hasCue(st.cues, from, end, order) || first >= 0 && hasCue(st.cues, from, st.cues[first].first, order) || hasCue(st.cues, from, r.subordinate(st, end), met|not) || hasCue(st.cues, from, r.behindComma(text, st, first, r.subordinate(st, end)), negation) ||
		slices.ContainsFunc(st.dates, func(d date) bool {
			return (d.first < end || d.use != noDeadline) && !r.ahead(d) && !r.ofPaper(text, st, d)
		}) ||
		slices.ContainsFunc(st.cues, func(c cue) bool { // "finds out how they can", "recruits volunteers who shall help"
			return c.kind&(must|may) != 0 && c.kind&acting == 0 && c.first < end && (r.words.tenses || c.first < r.behindComma(text, st, first, end)) && (first < 0 || c.first <= st.cues[first].end() || c.kind&must != 0 && !r.relative(st, c) && !r.ofOthers(st, c, st.cues[first]))
		}) {
		return false
	}
	if len(st.groups) == 0 || r.goesOnDoing(st) {
		return r.goesOnDoing(st)
	}
	g := st.groups[0]
	if r.ownerActs(st) { // "The inspection committee of the party committee includes"
		g.role = actor
	}
	if g.role != actor || !r.bodyBetween(st, g) || r.onlyProvince(st, g) || len(st.words) < fewestWords || r.gives(st, g) || st.meant[g.mentions[0].Start].bodies != nil {
		return false
	}
	if r.words.verbFirst {
		verb, gap := lastCue(st.cues, 0, g.first, acting)
		if verb.len > 0 && gap == 0 && (verb.first == 0 || verb.first <= openingWords && commaBetween(text, st, verb.first, verb.first+1) && !hasCue(st.cues, 0, verb.first, predicate|once|relative)) { // "With regard to land, reviews the ministry"
			return !r.tellsState(st, verb.first)
		}
		topic, gap := lastCue(st.cues, 0, g.first, topical)
		behind, apart := right(st, g.end)
		return topic.len > 0 && gap == 0 && topic.first == 0 && behind.kind&acting != 0 && apart == 0 && !r.tellsState(st, g.end)
	}
	opens := r.opensAt(text, st, g)
	if verb, gap := lastCue(st.cues, 0, g.first, acting); verb.len > 0 && gap <= 1 && (verb.first <= opens || verb.first == opens+1 && g.mentions[0].ID != "" && !r.words.receives && !hasCue(st.cues, 0, verb.first, once|relative|topical|toward|of)) && r.words.tenses && !capitalAt(text, st.words[verb.first]) {
		return !r.tellsState(st, verb.first) && !hasAffix(st.words[verb.first].Folded, r.words.pastEnds, strings.HasSuffix)
	}
	behind := r.behindManner(st, r.behindAside(text, st, r.behindPartners(st, r.behindOwner(st, st.groups, g))))
	verb, gap := right(st, behind)
	if at := slices.IndexFunc(st.cues, func(c cue) bool { return c.first >= g.end && c.kind&predicate != 0 }); at >= 0 && !r.words.tenses {
		verb, gap = st.cues[at], st.cues[at].first-g.end // "the health sector in the region steps up"
	}
	return g.first-opens <= 1 && (!hasAffix(st.words[g.first].Folded, r.words.towardEnds, strings.HasSuffix) || behind < len(st.words) && dashBefore(text, st, behind)) && verb.kind&acting != 0 && !r.tellsState(st, behind) && (gap <= 1 || gap <= nearWords && r.joined(text, st, behind-1, verb.first)) && !slices.ContainsFunc(st.words[behind:verb.first+1], func(w lang.Word) bool {
		return hasAffix(w.Folded, r.words.pastEnds, strings.HasSuffix)
	})
}

// firstActing gives the first word of what is done, before the one at end.
func (st *statement) firstActing(end int) int {
	for _, c := range st.cues {
		if c.first < end && c.kind&acting != 0 {
			return c.first
		}
	}
	return end
}

// ofOthers reports that "must" is told of those whom something is done for, in a language
// that has no word for "who": "finds work for people must give up land".
func (r *dutyReader) ofOthers(st *statement, c, verb cue) bool {
	c, gap := lastCue(st.cues, verb.end(), c.first, predicate|toward|citizen)
	return !r.words.tenses && c.kind&(toward|citizen) != 0 && gap <= nearWords
}

// opensAt gives the word with which the first clause of a sentence begins, behind a few words
// up to a comma in front of a body: "Along with that, the department".
func (r *dutyReader) opensAt(text string, st *statement, g group) int {
	if from := r.behindTopic(text, st); from > 0 && g.first >= from {
		return from
	}
	if g.first > 0 && g.first <= openingWords && commaBetween(text, st, g.first, g.first+1) && !hasCue(st.cues, 0, g.first, predicate|once|relative) {
		return g.first
	}
	return r.nameStart(text, st, segment{0, len(st.words)})
}

// onlyProvince reports the name of a province alone, and not "the province of Huế" or what
// is in it.
func (r *dutyReader) onlyProvince(st *statement, g group) bool {
	return r.province(g.mentions[0].ID) && (r.words.tenses || !r.x.spoken(r.doc.Language).place[markedForm(st.words[g.first])])
}

// tellsState reports a word from which on a sentence tells how a body is or what it thinks.
func (r *dutyReader) tellsState(st *statement, at int) bool {
	does := slices.ContainsFunc(st.cues, func(c cue) bool { return c.first == at && c.len > 1 && c.kind&acting != 0 }) // "werkt nauw samen"
	return at < len(st.words) && !does && slices.ContainsFunc(r.words.states.find(st.words[at:min(len(st.words), at+nearWords+1)]), func(c cue) bool { return c.first == 0 })
}

// subordinate gives the word, before the one at end, with which a clause begins that tells
// what something is done for or more of what is named: "sees to it that nobody".
func (r *dutyReader) subordinate(st *statement, end int) int {
	for i := 1; i < end; i++ {
		if w := st.words[i].Folded; r.words.that[w] || r.words.soThat[w] || i+1 < end && r.words.soThat[w+" "+st.words[i+1].Folded] || hasAffix(w, r.words.which, strings.HasPrefix) || hasCue(st.cues, i, i+1, relative) {
			return i
		}
	}
	return end
}

// firstClause gives the word behind the first part of a sentence, which ends at a colon or a
// semicolon, or at a comma with "and" behind: what follows is told of others or gives a
// reason, "steps up its patrols: 27 thefts were counted".
func (r *dutyReader) firstClause(text string, st *statement, from int) int {
	conjunction := lang.Conjunction(r.doc.Language)
	for i := from + 1; i < len(st.words); i++ {
		gap := text[st.words[i-1].End:st.words[i].Start]
		joined := r.x.spoken(r.doc.Language).joinsAt(text, st.words, i) || conjunction != "" && strings.HasPrefix(st.words[i].Folded, conjunction)
		if strings.ContainsAny(gap, ";؛") || strings.Contains(gap, ": ") || i >= fewestWords && joined && strings.ContainsAny(gap, ",،") {
			return i
		}
	}
	return len(st.words)
}

// behindTopic gives the word behind a colon with which a sentence only says what it is about:
// "Fourth, as regards people: the ministry cares for"; 0 where it does not.
func (r *dutyReader) behindTopic(text string, st *statement) int {
	for i := 1; i < len(st.words) && i <= topicWords; i++ {
		if hasCue(st.cues, i-1, i, acting|binding|met|not|past) {
			return 0
		}
		if strings.Contains(text[st.words[i-1].End:st.words[i].Start], ": ") {
			return i
		}
	}
	return 0
}

// topicWords is how many words what a sentence is about may be told in.
const topicWords = 12

// behindComma gives the first word behind a comma that stands behind a verb, before the one at
// end: what follows there tells only how it is done, "includes the plan, without waiting".
func (r *dutyReader) behindComma(text string, st *statement, verb, end int) int {
	if verb < 0 {
		return end
	}
	for i := st.cues[verb].end() + 1; i < end; i++ {
		if commaBetween(text, st, i, i+1) {
			return i
		}
	}
	return end
}

// ofPaper reports the day of a paper that is named by its number: "resolution No. 59-NQ/TW of
// 24 January 2025".
func (r *dutyReader) ofPaper(text string, st *statement, d date) bool {
	at := st.words[d.first].Start
	return d.use == noDeadline && slices.ContainsFunc(r.x.numbers(text, st.words, r.doc.Language), func(n Number) bool {
		return n.End <= at && len(lang.Words(text[n.End:at])) <= 1 || n.Start <= at && at < n.End
	})
}

// behindAside gives the word behind a few words between commas that stand behind a body:
// "the communes, for their part, settle"; the word it got where none stand there.
func (r *dutyReader) behindAside(text string, st *statement, from int) int {
	if from >= len(st.words) || !commaBetween(text, st, from, from+1) {
		return from
	}
	for i := from + 1; i < len(st.words) && i-from <= untilVerb; i++ {
		if hasCue(st.cues, i-1, i, predicate) {
			return from
		}
		if commaBetween(text, st, i, i+1) {
			return i
		}
	}
	return from
}

// behindOwner gives the word behind a body and the one or the place straight behind it that
// it is of: "the commission of the party committee reviews", "the union of the province sends".
func (r *dutyReader) behindOwner(st *statement, all []group, g group) int {
	c, gap := right(st, g.end)
	if c.kind&of == 0 || gap > 0 {
		return g.end
	}
	end := 0
	for _, o := range all {
		switch {
		case end > 0 && o.first-end <= 1 && !hasCue(st.cues, end, o.first, predicate|and): // "of the ministry's party committee"
			end = o.end
		case end == 0 && o.first >= c.end() && o.first-g.end <= nearWords && !hasCue(st.cues, g.end, o.first, predicate|cooperate|agent):
			end = o.end
		}
	}
	if end > 0 {
		return end
	}
	at := c.end()
	if article, gap := right(st, at); article.kind&and != 0 && gap == 0 {
		at = article.end()
	}
	if at < len(st.words) && r.x.spoken(r.doc.Language).place[markedForm(st.words[at])] {
		return at + 1
	}
	if verb, gap := right(st, at+1); verb.kind&acting != 0 && gap == 0 && r.joined(r.doc.Text[st.start:st.end], st, g.end-1, at+1) { // "the union in the ministry"
		return at + 1
	}
	return g.end
}

// ownerActs reports that what a sentence tells is told straight behind the body that its
// first one is of.
func (r *dutyReader) ownerActs(st *statement) bool {
	g := st.groups[0]
	end := r.behindOwner(st, st.groups, g)
	c, gap := right(st, end)
	return g.role == plain && c.kind&acting != 0 && gap == 0 && slices.ContainsFunc(st.groups[1:], func(o group) bool { return o.end == end && o.role == actor })
}

// behindPartners gives the word behind those together with whom a body does something: "the
// institute together with the university studies".
func (r *dutyReader) behindPartners(st *statement, from int) int {
	c, gap := right(st, from)
	if c.kind&cooperate == 0 || gap > 0 {
		return from
	}
	for _, g := range st.groups {
		if g.role == cooperator && g.first >= c.end() && g.first-c.end() <= 1 {
			return g.end
		}
	}
	return from
}

// behindManner gives the word behind one that tells how something is done, straight behind
// who does it: "urgently".
func (r *dutyReader) behindManner(st *statement, from int) int {
	for _, c := range r.words.manner.find(st.words[from:]) {
		if c.first == 0 {
			return from + c.len
		}
	}
	return from
}

// figures reports a number in front of a word that counts something, and is none of a
// document or a name: not "Resolution 57", "5G" or "Route 4".
func (r *dutyReader) figures(text string, st *statement, end int) bool {
	numbers := r.x.numbers(text, st.words, r.doc.Language)
	for i, w := range st.words[:end] {
		if !hasDigit(text[w.Start:w.End]) || strings.ContainsFunc(text[w.Start:w.End], unicode.IsLetter) || i > 1 && cased(r.doc.Language) && capitalAt(text, st.words[i-1]) ||
			i+1 < end && r.x.lexicon.Stop(r.doc.Language, st.words[i+1].Folded) && !r.x.lexicon.Stop(r.doc.Language, st.words[max(0, i-1)].Folded) && w.End+1 == st.words[i+1].Start && len(w.Folded) < len("100") || // "at level 4 for"
			slices.ContainsFunc(st.dates, func(d date) bool { return d.first <= i && i < d.end && (r.ahead(d) || r.ofPaper(text, st, d)) }) ||
			r.leastAt(st, i) || slices.ContainsFunc(numbers, func(n Number) bool {
			return n.Start <= w.Start && w.End <= n.End || n.End <= w.Start && len(lang.Words(text[n.End:w.Start])) <= nearWords+1 // "No. 59-NQ/TW of 24 January 2025"
		}) {
			continue
		}
		return true
	}
	return false
}

// leastAt reports words such as "at least" in front of a number: what has to be, and not what was.
func (r *dutyReader) leastAt(st *statement, i int) bool {
	return slices.ContainsFunc(r.words.least.find(st.words[max(0, i-nearWords):i]), func(c cue) bool { return max(0, i-nearWords)+c.end() == i })
}

// endsPassage reports that a sentence read ends its passage, and that the one in front
// stands in it too.
func (r *dutyReader) endsPassage(i int) bool {
	p := &r.doc.Passages[r.passageAt(r.said[i].Start)]
	return i > 0 && r.said[i].End >= p.End && r.said[i-1].Start >= p.Start
}

// goesOnDoing reports a sentence that opens with the verb of what is done and names nobody
// who does it, in a language whose verbs stand first: who the sentence before tells of.
func (r *dutyReader) goesOnDoing(st *statement) bool {
	c, gap := right(st, 0)
	return r.words.verbFirst && c.kind&acting != 0 && gap == 0 && len(st.words) >= fewestWords && r.words.verbInFront.hold(st.words[0].Folded) && st.before != nil && st.before.own &&
		!slices.ContainsFunc(st.groups, func(g group) bool { return g.first-c.end() <= nearWords })
}

// bodyBetween reports a proper body, or between tasks one whose noun is for bodies, "the
// department for work"; one word with an article in front counts too, "the border guard".
func (r *dutyReader) bodyBetween(st *statement, g group) bool {
	m := g.mentions[0]
	return r.properBody(st, g) || !m.Collective && !m.Generic && cased(r.doc.Language) && (g.end-g.first > 1 || g.first == 1 && r.startsWithArticle(st, 0) || hasAffix(st.words[g.first].Folded+"s", r.words.genitives, strings.HasSuffix)) && r.headedByBody(r.doc.Text[st.start:st.end], st, g.first, g.end)
}

// properBody reports a body that the lexicon knows, or one that has a name of its own.
func (r *dutyReader) properBody(st *statement, g group) bool {
	m := g.mentions[0]
	switch {
	case m.ID != "":
		return true
	case m.Collective || m.Generic || g.end-g.first < 2:
		return false
	case !cased(r.doc.Language): // "the union of the-youth"
		article := lang.Article(r.doc.Language)
		return g.end-g.first > 2 || article != "" && strings.HasPrefix(st.words[g.end-1].Folded, article)
	}
	text := r.doc.Text[st.start:st.end]
	for i := g.first + 1; i < g.end; i++ {
		if capitalAt(text, st.words[i]) {
			return true
		}
	}
	return r.x.spoken(r.doc.Language).goes.Lower > 0 && capitalAt(text, st.words[g.first])
}

// among reports that a run of sentences which may tell of duties, as m does, stands among
// those that do: straight between two, or, where a body the lexicon knows does something,
// with no more than one other sentence to a side.
func (r *dutyReader) among(tells []bool, m between, first, last, lastTold int) bool {
	at := func(i int) bool { return i >= 0 && i < len(tells) && tells[i] }
	if at(first-1) && (at(last+1) || m.item || r.endsPassage(last) && (last < lastTold || at(first-2))) {
		return true
	}
	return m.known && (at(first-1) && (at(first-2) || at(last+2)) || at(last+1) && at(first-2))
}

// toldIn reports that a duty was read in a sentence.
func (r *dutyReader) toldIn(s corpus.Span) bool {
	return slices.ContainsFunc(r.duties, func(d corpus.Duty) bool { return d.Quote.Start < s.End && s.Start < d.Quote.End })
}

// settle adds the duties of the sentences that stand between others which tell of some.
func (r *dutyReader) settle() {
	tells := make([]bool, len(r.said))
	for i, s := range r.said {
		tells[i] = slices.Contains(r.tasksBeside, i) || r.toldIn(s)
	}
	lastTold := -1
	for i := range tells {
		if tells[i] {
			lastTold = i
		}
	}
	may := map[int]bool{}
	for _, m := range r.maybe {
		may[m.at] = !tells[m.at] || slices.Contains(r.tasksBeside, m.at) && !r.toldIn(r.said[m.at])
	}
	added := false
	for range 2 { // one that stands among them makes the next one stand so
		var next []int
		for _, m := range r.maybe {
			first, last := m.at, m.at
			for may[first-1] {
				first--
			}
			for may[last+1] {
				last++
			}
			if !may[m.at] || last-first >= mostBetween || !r.among(tells, m, first, last, lastTold) {
				continue
			}
			m.duty.ID = r.id(m.duty)
			r.duties, added, next = append(r.duties, m.duty), true, append(next, m.at)
		}
		for _, at := range next {
			may[at], tells[at] = false, true
		}
	}
	if added {
		slices.SortStableFunc(r.duties, func(a, b corpus.Duty) int { return a.Quote.Start - b.Quote.Start })
	}
}
