package extract

import (
	"regexp"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// exists reports a body that is there already, so that nothing founds it, in
// languages in which a verb stands in front of who does it: one that the lexicon
// knows by its own name, or that the text names again.
func (r *dutyReader) exists(st *statement, g group) bool {
	m := g.mentions[0]
	_, again := st.meant[m.Start]
	return r.words.verbFirst && (again || m.ID != "" && !m.Collective && !m.Generic)
}

// fronted reports an agency that words such as "as for" name as the one that
// the sentence is about, and that does nothing in it itself.
func (r *dutyReader) fronted(text string, st *statement, g group) bool {
	switch g.role {
	case plain, owner, receiver, asker, bracketed:
	default:
		return false
	}
	c, gap := lastCue(st.cues, 0, g.first, topical)
	return c.len > 0 && c.first <= 1 && gap <= 1 && !strings.ContainsAny(text[st.words[c.end()-1].End:st.words[g.first].Start], ",:;") && !r.gives(st, g)
}

// role tells what an agency does.
func (r *dutyReader) role(text string, st *statement, all []group, i int) part {
	g := all[i]
	if i > 0 && r.placeBehind(st, all[i-1], g) {
		return owner
	}
	if r.servedBy(text, st, all[:i], g) {
		return receiver
	}
	if r.toldInClause(st, all, g) {
		return subject
	}
	if r.letMove(st, all, i) {
		return told
	}
	left, right := neighbours(st, g)
	switch st.meant[g.mentions[0].Start].role {
	case isUpon:
		return told
	case isDoer:
		return doer
	case isOwner:
		return topic
	case isAsked:
		if i > 0 && all[i-1].role == told {
			all[i-1].role = asker
		}
		return told
	}
	if r.askedInFront(st, all, i, left, right) {
		return toldInFront
	}
	if g.first > 0 && r.words.objects[st.words[g.first-1].Folded] && left.kind&(order|ordered|upon|direct) == 0 {
		return receiver // what something is done to
	}
	if r.objectBehind(all[:i], st, g) || r.takenOn(st, g) {
		return receiver
	}
	open := strings.TrimRight(text[:st.words[g.first].Start], " ")
	switch {
	case strings.HasSuffix(open, "("):
		if right.kind&lead != 0 && right.first-g.end <= nearWords {
			return doer
		}
		if i > 0 && all[i-1].end == g.first && all[i-1].role == cooperator { // whose part that one is
			return cooperator
		}
		return bracketed
	case g.first <= 1 && st.words[g.first].Start <= 6 && r.labels(text, st, g):
		return labelled
	}
	right = r.behindParticiple(text, st, g, right)
	for _, s := range st.segments {
		if g.first < s.end && right.first >= s.end && g.first > s.first+1 {
			right = cue{} // what is told behind a semicolon is not told of it
		}
	}
	for _, s := range st.segments {
		if left.first < s.first && s.first <= g.first && left.kind&(order|ordered|upon|cooperate) == 0 {
			left = cue{} // nor what is told in front of one
		}
	}
	if r.behindAsker(st, all[:i], g) {
		all[i-1].role = asker
		return told
	}
	leftGap, rightGap := g.first-left.end(), right.first-g.end
	if r.awaitedOf(st, all[:i], g, left) {
		return doer
	}
	if left.len > 0 {
		apart := strings.ContainsAny(text[st.words[left.end()-1].End:st.words[g.first].Start], ",:;؛") && !r.opensAgent(st.words, left)
		switch k := left.kind; {
		case k&cooperate != 0 && leftGap <= 4, k&cooperating != 0 && leftGap <= 1:
			if r.which(st, all, i) {
				return subject
			}
			return cooperator
		case k&except != 0 && leftGap <= nearWords && !(apart && leftGap > 0):
			return receiver
		case k&among != 0 && leftGap <= 1 && i > 0 && left.first-all[i-1].end <= nearWords && all[i-1].role.weight() > 0:
			return receiver // "the coastal provinces, including"
		case i > 0 && all[i-1].role == told && g.first-all[i-1].end <= nearWords && !hasCue(st.cues, all[i-1].end, g.first, acting) && !r.dative(text, st, all[i-1]) && r.dative(text, st, g): // "ordered the chairman the department to"
			all[i-1].role = asker
			return told
		case r.words.verbFirst && i > 0 && all[i-1].role == told && g.first == all[i-1].end && k&order != 0 && k&ordered == 0: // "asked the committee the department to"
			all[i-1].role = asker
			return told
		case k&upon != 0 && leftGap == 0 && r.upon(st, g):
			return told
		case k&upon != 0 && leftGap <= nearWords && r.sentTo(st, left.first): // "is presented to", in the words of a language
			return receiver
		case apart && k&(order|must|lead|acting) == 0:
			// "in the third place, the ministry": the words before a comma do not govern
		case k&toward != 0 && k&(of|topical) == 0 && leftGap <= nearWords && r.words.verbLast && right.kind&(send|finish) != 0 && right.kind&(must|order|ordered|due) == 0 && rightGap <= 1:
			return receiver // "aan het ministerie voorleggen"
		case k&toward != 0 && leftGap <= nearWords && r.sentTo(st, left.first):
			if commaAt(text, st.words[g.end-1].End) && r.ownDate(st, g) && r.which(st, all, i) {
				return subject // "report to the ministry, which will submit a plan in March"
			}
			return receiver
		case k&send != 0 && leftGap == 0 && r.mustBe(st, left):
			return receiver // "the draft must be sent the government"
		case k&send != 0 && leftGap <= 1 && (k&toward != 0 || i > 0 && all[i-1].end == left.first && all[i-1].role.weight() > 0 && !r.words.verbFirst): // "the department sends the committee"
			return receiver
		case k&agent != 0 && k&of != 0 && leftGap <= nearWords && i > 0 && all[i-1].role.weight() >= actor.weight() && left.first > nearWords && !hasCue(st.cues, left.first-1, left.first, acting) && !slices.ContainsFunc(st.words[left.first-nearWords:left.first], func(w lang.Word) bool { return hasAffix(w.Folded, r.words.passiveEnds, strings.HasSuffix) }):
			return owner // "shall it make a model of the city", in a language that writes "by" alike
		case k&agent != 0 && k&has != 0 && leftGap == 0 && !r.words.tenses && right.kind&order != 0 && rightGap == 0:
			return asker // "the bank, which is by-the-ministry asked to"
		case k&agent != 0 && leftGap <= nearWords && (r.usedBy(text, st, all[:i], left) || r.doneByOther(text, st, all[:i], left)):
			return receiver // "guidelines for platforms that are used by the communes"
		case k&agent != 0 && leftGap <= nearWords:
			if i > 0 && k&must == 0 && all[i-1].role != cooperator && !(r.words.verbFirst && hasCue(st.cues, 0, 2, topical) && r.words.verbInFront.hold(st.words[left.first].Folded)) && (all[i-1].end == left.first && hasCue(st.cues, g.end, len(st.words), must) || left.first-all[i-1].end == 1 && right.kind&must != 0 && rightGap == 0) {
				return receiver // "provinces funded by the ministry must"
			}
			return doer
		case r.mustAsk(st, all[:i], left):
			return receiver // "the company must propose to the government"
		case r.givenBehind(left, g), k&ordered == 0 && k&order != 0 && leftGap <= toldWords, k&ordered != 0 && leftGap <= nearWords && (i == 0 || all[i-1].end <= left.first-frontWords): // "it is requested that the ministries"
			return told
		case k&send != 0 && (leftGap == 0 && left.first <= nearWords || leftGap <= 1 && r.openingDateEnds(st, 0, left.first)) && r.frame() != nil && r.frame().leads != nil && !(r.words.verbFirst && left.len == 1 && r.words.verbInFront.hold(st.words[left.first].Folded)): // "informs the department", in a list of what somebody has to do
			return receiver
		case k&acting != 0 && leftGap == 0 && left.first == 0 && r.setUp(text, st, g):
			return receiver
		case k&indefinite != 0 && leftGap == 0 && !r.exists(st, g) && !(i+1 < len(all) && all[i+1].first == g.end && g.mentions[0].ID != "" && all[i+1].mentions[0].ID == "") && (k&acting != 0 || r.frame() != nil && r.frame().leads != nil || g.mentions[0].ID == "" && r.toldToName(st, left)): // "set up a working group", there too
			return receiver
		case k&send != 0 && leftGap <= 3 && r.words.receives && !(leftGap <= 1 && i == 0 && r.datesFirst(st, left.first) && !hasCue(st.cues, 0, left.first, acting)):
			return receiver
		case k&of != 0 && leftGap == 0 && r.words.verbFirst && i > 0 && all[i-1].end == left.first && all[i-1].role == told: // "asked the chairman of the department to": who asks stands before
			all[i-1].role = asker
			return told
		case k&(of|toward) != 0 && leftGap == 0 && r.askedToo(st, all[:i], left, right, g):
			return told
		case k&of != 0 && leftGap <= 1 && right.kind&lead != 0 && rightGap == 0 && k&toward != 0: // "with the department taking the lead"
			return doer
		case k&of != 0 && leftGap <= nearWords && g.first > 1 && !r.saysThat(st, left.end(), g.first):
			if right.kind&ordered != 0 && rightGap <= nearWords || i == 0 && r.awaitedFrom(st, left, g) {
				return toldInFront // "of the ministry it is expected that"
			}
			if r.which(st, all, i) {
				return subject
			}
			if asks, gap := lastCue(st.cues, 0, left.first, predicate); asks.kind&order != 0 && asks.kind&ordered == 0 && (gap == 0 || gap <= nearWords && r.words.verbFirst && (i == 0 || all[i-1].end <= asks.first)) && leftGap <= 1 { // "demanded of the committees that"
				return told
			}
			return owner
		}
	}
	if owning(text[st.words[g.end-1].End:]) || g.end-g.first == 1 && hasAffix(st.words[g.first].Folded, r.words.genitives, strings.HasSuffix) {
		return owner
	}
	if g.first > 0 && isDigit(st.words[g.first-1].Folded[0]) && !slices.ContainsFunc(st.dates, func(d date) bool { return d.first <= 1 && d.end == g.first }) && strings.TrimSpace(text[st.words[g.first-1].End:st.words[g.first].Start]) == "" && g.first > 2 {
		return owner // "in 34 provinces"
	}
	if r.given(text, st, g) {
		return receiver
	}
	if hasAffix(st.words[g.first].Folded, r.words.agentEnds, strings.HasSuffix) && (left.len == 0 || leftGap > 0 || left.kind&(of|toward|cooperate) == 0) {
		return doer
	}
	if k := left.kind; left.len > 0 && leftGap <= nearWords && k&acting != 0 && k&(order|ordered|must) == 0 && !(right.kind&order != 0 && rightGap <= 1) && hasAffix(st.words[g.first].Folded, r.words.towardEnds, strings.HasSuffix) {
		if r.toldInForm(st, all[:i], left, g) {
			return told
		}
		return receiver // "reports to the chairman"
	}
	if i > 0 && rightGap == 0 && right.len > 0 && lang.RightToLeft(r.doc.Language) && r.joinedOn(st, right) {
		return plain // "in five agencies and-reports"
	}
	if r.words.verbLast && i == 0 && right.kind&(send|finish) != 0 && rightGap <= nearWords && hasCue(st.cues, right.first-1, right.end()+1, passive) && left.kind&must != 0 && left.first > 0 {
		return receiver // "The draft must the government be sent"
	}
	if i > 0 && r.dashFor(text, st, all[:i], g, right) {
		return subject
	}
	if r.objectOfMust(text, st, all[:i], g, right) {
		return receiver
	}
	if right.len > 0 && r.reaches(text, st, all, i, right) {
		switch k := right.kind; {
		case k&must != 0 && rightGap > nearWords && r.otherMust(text, st, all, i, right):
			return plain
		case k&ordered != 0 && rightGap <= frontWords && !(i+1 < len(all) && r.givenBehind(right, all[i+1])):
			return toldInFront
		case k&order != 0 && rightGap <= 1 && r.passiveInFront(st, g):
			return toldInFront
		case k&order != 0 && rightGap <= askedWords && rightGap > 0 && hasCue(st.cues, g.end, g.end+1, passive), k&order != 0 && rightGap <= nearWords+1 && rightGap > 0 && hasCue(st.cues, g.end, right.first, passive): // "is also ordered to"
			return toldInFront
		case k&order != 0 && rightGap <= 4:
			return asker
		case k&(must|lead|upon) != 0 && rightGap <= frontWords:
			return subject
		case k&(acting|aim|expected) != 0 && rightGap <= frontWords:
			if r.words.verbFirst && left.kind&(must|lead) != 0 && leftGap <= 1 {
				return subject
			}
			if len(st.dates) == 0 && left.kind&must != 0 && left.kind&ordered == 0 && left.first > 0 && cased(r.doc.Language) && len(r.words.towardEnds) == 0 && (leftGap == 0 || leftGap == 1 && r.onlyArticles(st, left.end(), g.first)) {
				return subject // "as for trade, shall the committee review"
			}
			return actor
		}
	}
	if left.len > 0 {
		switch k := left.kind; {
		case !r.words.verbFirst && i > 0 && all[i-1].end == left.first && all[i-1].role >= toldInFront && all[i-1].role <= actor && k&upon == 0 && k&(must|acting) != 0:
			return plain // "the committee will install stations"
		case k&acting != 0 && leftGap == 0 && k&(order|ordered|upon|lead) == 0 && r.dative(text, st, g):
			return receiver // "will allot to-the-institute"
		case k&(must|lead) != 0 && leftGap <= 1:
			return subject
		case k&acting != 0 && leftGap <= 1 && (r.words.verbFirst || !r.words.receives || i == 0 && (r.datesFirst(st, left.first) || leftGap == 0 && r.formTells(st, left, g))):
			return actor
		}
	}
	return plain
}

// mustBe reports a verb straight behind "must" in a language in which who must stands
// in front of that or between the two.
func (r *dutyReader) mustBe(st *statement, verb cue) bool {
	c, gap := lastCue(st.cues, 0, verb.first, must|ordered)
	return c.len > 0 && gap == 0 && c.first > 0 && cased(r.doc.Language) && len(r.words.towardEnds) == 0 && r.words.tenses
}

// behindAsker reports a body that nothing but an article parts from the one behind a verb
// that asks: that one asks, and this one is asked, "hereby asks the ministry the committees".
func (r *dutyReader) behindAsker(st *statement, before []group, g group) bool {
	if r.words.verbFirst || len(before) == 0 {
		return false
	}
	last := before[len(before)-1]
	c, gap := lastCue(st.cues, 0, last.first, order)
	return last.role == told && c.first > 0 && c.kind&ordered == 0 && gap <= nearWords && g.first-last.end == 1 && r.onlyArticles(st, last.end, g.first)
}

// servedBy reports a body that something is done for: it is told what is to be
// done, behind that stands "so that" and the body, which can then do its part.
func (r *dutyReader) servedBy(text string, st *statement, before []group, g group) bool {
	for i := g.first - 1; i > 0 && g.first-i <= nearWords+1; i-- {
		one := r.words.soThat[st.words[i].Folded]
		two := i+1 < g.first && r.words.soThat[st.words[i].Folded+" "+st.words[i+1].Folded]
		asks := slices.ContainsFunc(st.cues, func(c cue) bool { return c.kind&binding != 0 && c.first <= i && i < c.end() }) // "đề nghị", where "để" is "so that"
		if !one && !two || asks || strings.ContainsAny(text[st.words[i].End:st.words[g.first].Start], ",،;:.") {
			continue
		}
		told, _ := lastCue(st.cues, 0, i, binding)
		if told.len == 0 && !slices.ContainsFunc(before, func(g group) bool { return g.role == actor && g.end <= i }) {
			return false
		}
		return slices.ContainsFunc(st.cues, func(c cue) bool { return c.kind&acting != 0 && c.first >= told.end() && c.end() <= i })
	}
	return false
}

// otherMust reports that "must" stands in a clause of its own behind the date of the
// one in which a body stands behind the verb of another, and that the clause names what
// must: "the office publishes figures for the communes in April, and those shall be used".
func (r *dutyReader) otherMust(text string, st *statement, all []group, i int, right cue) bool {
	if i == 0 {
		return false
	}
	verb, _ := lastCue(st.cues, all[0].end, all[i].first, acting)
	if verb.len == 0 || !slices.ContainsFunc(all[:i], func(g group) bool { return g.role == actor || g.role == subject }) {
		return false
	}
	for _, d := range st.dates {
		if d.first < all[i].end || d.end >= right.first {
			continue
		}
		for k := d.end; k < right.first-1; k++ {
			if commaBetween(text, st, k, k+1) && hasCue(st.cues, k, k+1, and) {
				return true
			}
		}
	}
	return false
}

// formTells reports a body straight behind the verb of what is done that its form
// makes the one who does it, in a language that writes receivers in a form of their
// own: "the register draws up the committee".
func (r *dutyReader) formTells(st *statement, verb cue, g group) bool {
	return len(r.words.towardEnds) > 0 && verb.len == 1 && verb.first > 0 && !hasAffix(st.words[g.first].Folded, r.words.towardEnds, strings.HasSuffix) &&
		!hasAffix(st.words[verb.first].Folded, r.words.cues.endings, strings.HasSuffix) && r.words.verbBehind.hold(st.words[verb.first].Folded)
}

// saysThat reports a word for "that" between two words: "agreed on it that the
// institute delivers".
func (r *dutyReader) saysThat(st *statement, from, end int) bool {
	return slices.ContainsFunc(st.words[from:max(from, end)], func(w lang.Word) bool { return r.words.that[w.Folded] })
}

// awaitedFrom reports a part of a sentence that opens with "from" and a body, of
// which something is expected there: "from the ministry a programme is expected".
func (r *dutyReader) awaitedFrom(st *statement, from cue, g group) bool {
	for _, s := range st.segments {
		if from.first == s.first && g.end <= s.end && r.words.awaited[st.words[from.first].Folded] {
			return hasCue(st.cues, g.end, s.end, expected|ordered) && !hasCue(st.cues, g.end, s.end, must)
		}
	}
	return false
}

// joinedOn reports that "and" is written onto the first word of a phrase.
func (r *dutyReader) joinedOn(st *statement, c cue) bool {
	rest, ok := strings.CutPrefix(st.words[c.first].Folded, lang.Conjunction(r.doc.Language))
	return ok && r.words.cues.at(st.words, c.first, rest).len == c.len
}

// which reports a body of which a clause tells what it has to do: "the office,
// which shall".
func (r *dutyReader) which(st *statement, all []group, i int) bool {
	for k, c := range st.cues {
		if c.first < all[i].end {
			continue
		}
		if c.kind&relative == 0 || c.first > all[i].end {
			return false
		}
		for _, verb := range st.cues[k+1:] {
			if verb.kind&must != 0 && verb.kind&ordered == 0 || r.words.verbFirst && verb.kind&acting != 0 && verb.first == c.end() {
				return verb.first-c.end() <= toldWords && (i+1 == len(all) || all[i+1].first > verb.first)
			}
			if verb.kind&predicate != 0 {
				return false
			}
		}
	}
	return false
}

// ownDate reports a body behind which, and in front of which, a date stands: what a
// clause tells of it is another thing to be done.
func (r *dutyReader) ownDate(st *statement, g group) bool {
	behind := func(d date) bool { return d.first >= g.end }
	return slices.ContainsFunc(st.dates, behind) && slices.ContainsFunc(st.dates, func(d date) bool { return !behind(d) })
}

func commaAt(text string, at int) bool {
	return strings.HasPrefix(strings.TrimLeft(text[at:], " "), ",")
}

// neighbours gives the phrases before and behind an agency that tell its
// role. Words that only join lists, or name an askers' office, tell none.
func neighbours(st *statement, g group) (left, right cue) {
	for _, c := range st.cues {
		if c.kind&^(and|giver|period|follows|past|instead|topical|indefinite|once|given|replaced|has) == 0 {
			continue
		}
		if c.kind&(of|toward) != 0 && c.kind&predicate == 0 && slices.ContainsFunc(st.dates, func(d date) bool { return d.first <= c.first && c.end() <= d.end && d.end <= g.first }) {
			continue // "within 20 days of the notice the ministry sends"
		}
		if c.end() <= g.first && !(c.kind&relative != 0 && left.kind&(order|must|agent) != 0 && left.end() == c.first) { // "asked that", "must that", "by that department"
			left = c
		}
		if c.first >= g.end && c.kind&(predicate|cooperate) != 0 {
			right = c
			break
		}
	}
	if right.kind&predicate == 0 { // "X, together with Y, shall"
		for _, c := range st.cues {
			if c.first >= g.end && c.kind&predicate != 0 {
				right = c
				break
			}
		}
	}
	return left, right
}

// reportPlace is what stands behind the place at the beginning of a report:
// "Hanoi (VNA) – ".
var reportPlace = regexp.MustCompile(`^(?:\(\p{Lu}{2,8}\)\s*)?(?:,[^–—-]{3,30})?[–—-]\s`)

// labels reports a list that stands in front of a colon or a dash.
func (r *dutyReader) labels(text string, st *statement, g group) bool {
	rest := strings.TrimLeft(text[st.words[g.end-1].End:], " *_)")
	if m := reportPlace.FindString(rest); m != "" && len(g.mentions) == 1 && r.doc.Standing == corpus.Report && r.x.lexicon.Governs(g.mentions[0].ID) {
		return false
	}
	if end := strings.IndexByte(rest, ')'); strings.HasPrefix(rest, "(") && end > 0 { // "the corporation (EVN): "
		rest = strings.TrimLeft(rest[end+1:], " ")
	}
	return strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "– ") || strings.HasPrefix(rest, "- ")
}
