package extract

import (
	"regexp"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// part is what an agency does in a sentence, told by where it stands.
type part int

const (
	plain       part = iota // nothing tells
	told                    // behind "asked": who is given the duty
	toldInFront             // in front of "was asked"
	labelled                // opens the sentence, a colon behind it
	doer                    // behind "by"
	subject                 // in front of "must", "leads"
	actor                   // in front of, or as its language has it straight behind, what is to be done
	topic                   // behind "as for", at the beginning: whom the sentence is about
	bracketed               // in brackets
	owner                   // behind "of"
	asker                   // in front of "asked": who gives the duty
	cooperator              // behind "together with"
	receiver                // behind "submit to"
	notBearer   = -1
)

// weight tells how likely an agency in this role has the duty; below 0 it has
// not.
func (p part) weight() int {
	switch p {
	case told:
		return 100
	case labelled:
		return 95
	case toldInFront:
		return 90
	case doer:
		return 85
	case subject:
		return 80
	case actor:
		return 70
	case bracketed:
		return 50
	case plain:
		return 40
	case topic:
		return 45
	case owner:
		return 20
	case asker:
		return 10
	}
	return notBearer
}

// group is agencies named one after the other, as one list.
type group struct {
	first, end int // words
	mentions   []Mention
	role       part
}

// How many words may stand between an agency and the phrase that tells its
// role.
const (
	nearWords  = 2
	toldWords  = 8  // "asked" and who is asked
	frontWords = 14 // who must and "must"
)

// groups gives the agencies of a sentence with their roles.
func (r *dutyReader) groups(text string, st *statement) []group {
	var out []group
	var last Mention
	for _, m := range r.mentions(text, st) {
		first := wordAt(st.words, m.Start)
		end := first
		for end < len(st.words) && st.words[end].Start < m.End {
			end++
		}
		if n := len(out); n > 0 && r.listed(text, st, out[n-1].end, first) && st.gives(first) == st.gives(out[n-1].first) && !(m.Collective && !last.Collective && r.owned(st, wordAt(st.words, last.Start))) {
			out[n-1].end = end
			out[n-1].mentions = append(out[n-1].mentions, m)
			last = m
			continue
		}
		last = m
		out = append(out, group{first: first, end: end, mentions: []Mention{m}})
	}
	st.cues = slices.DeleteFunc(st.cues, func(c cue) bool {
		return slices.ContainsFunc(out, func(g group) bool {
			return st.meant[g.mentions[0].Start].role != isUpon && g.first <= c.first && c.end() <= g.end && len(g.mentions) == 1 && c.kind&(order|ordered|must|upon|lead|acting|aim|expected|past) != 0
		})
	})
	out = r.helpedOpening(text, st, out)
	out = r.askedUnknown(text, st, out)
	r.verbsBeside(text, st, out)
	for i := range out {
		out[i].role = r.role(text, st, out, i)
		if r.fronted(text, st, out[i]) {
			out[i].role = topic
		}
		if _, again := st.meant[out[i].mentions[0].Start]; again && out[i].role == plain {
			out[i].role = receiver // what is spoken of; nothing says that it acts
		}
	}
	return out
}

// helpedOpening takes the last body off the list that "together with" opens a
// sentence with, where only a comma joins it and the verb follows: "Together
// with the ministry, the bank will".
func (r *dutyReader) helpedOpening(text string, st *statement, all []group) []group {
	if len(all) == 0 || len(all[0].mentions) < 2 {
		return all
	}
	g := all[0]
	c, gap := lastCue(st.cues, 0, g.first, cooperate|topical)
	if c.len == 0 || c.first > 1 || gap > nearWords || !slices.ContainsFunc(st.cues, func(c cue) bool { return c.first == g.end && c.kind&(binding|acting) != 0 }) {
		return all
	}
	last := g.mentions[len(g.mentions)-1]
	from, to := wordAt(st.words, g.mentions[len(g.mentions)-2].End-1)+1, wordAt(st.words, last.Start)
	for i := from; i < to; i++ {
		if r.x.spoken(r.doc.Language).joinsAt(text, st.words, i) {
			return all
		}
	}
	if !strings.ContainsAny(text[st.words[from-1].End:st.words[to].Start], ",،") || lang.RightToLeft(r.doc.Language) && r.conjoined(text, st, to) {
		return all
	}
	all[0].end, all[0].mentions = from, g.mentions[:len(g.mentions)-1]
	return slices.Insert(all, 1, group{first: to, end: g.end, mentions: []Mention{last}})
}

// owned reports an agency straight behind "of": "the programme of the
// Government, the ministries shall" names two.
func (r *dutyReader) owned(st *statement, first int) bool {
	c, gap := lastCue(st.cues, 0, first, of)
	return c.len > 0 && gap == 0
}

// listed reports whether nothing but commas and words that join a list stands
// between two words.
func (r *dutyReader) listed(text string, st *statement, from, to int) bool {
	if from == 0 || from > to || to-from > nearWords+1 {
		return false
	}
	for i := from; i < to; i++ {
		joins := false
		for _, c := range st.cues {
			joins = joins || c.first <= i && i < c.end() && c.kind&and != 0
		}
		if !joins {
			return false
		}
	}
	gap := text[st.words[from-1].End:st.words[to].Start]
	if strings.ContainsAny(gap, ".;:؛()–") {
		return false
	}
	apart := lang.RightToLeft(r.doc.Language) && !r.conjoined(text, st, to)
	return to > from || strings.ContainsAny(gap, ",،/-") || strings.TrimSpace(gap) == "" && !apart
}

// conjoined reports that "and" is written onto a word that opens the name of a
// body, and is not a letter of it.
func (r *dutyReader) conjoined(text string, st *statement, i int) bool {
	w := st.words[i]
	and := lang.Conjunction(r.doc.Language)
	if !strings.HasPrefix(w.Folded, and) {
		return false
	}
	end := st.words[min(i+nearWords, len(st.words)-1)].End
	bare := text[w.Start+len(and) : end]
	m := r.x.Mentions(bare, r.doc.Language, lang.Words(bare))
	return len(m) > 0 && m[0].Start == 0
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

// gives reports that a word opens the name of somebody who gives duties.
func (st *statement) gives(word int) bool {
	return slices.ContainsFunc(st.cues, func(c cue) bool { return c.kind&giver != 0 && c.first <= word && word < c.end() })
}

// role tells what an agency does.
func (r *dutyReader) role(text string, st *statement, all []group, i int) part {
	g := all[i]
	left, right := neighbours(st, g)
	switch st.meant[g.mentions[0].Start].role {
	case isUpon:
		return told
	case isAsked:
		if i > 0 && all[i-1].role == told {
			all[i-1].role = asker
		}
		return told
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
	for _, s := range st.segments {
		if g.first < s.end && right.first >= s.end && g.first > s.first+1 {
			right = cue{} // what is told behind a semicolon is not told of it
		}
	}
	leftGap, rightGap := g.first-left.end(), right.first-g.end
	if left.len > 0 {
		apart := strings.ContainsAny(text[st.words[left.end()-1].End:st.words[g.first].Start], ",:;؛")
		switch k := left.kind; {
		case k&cooperate != 0 && leftGap <= 4, k&cooperating != 0 && leftGap <= 1:
			if r.which(st, all, i) {
				return subject
			}
			return cooperator
		case k&except != 0 && leftGap <= nearWords:
			return receiver
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
		case k&toward != 0 && leftGap <= nearWords && r.sentTo(st, left.first):
			return receiver
		case k&send != 0 && leftGap <= 1 && (k&toward != 0 || i > 0 && all[i-1].end == left.first && all[i-1].role.weight() > 0 && !r.words.verbFirst): // "the department sends the committee"
			return receiver
		case k&agent != 0 && leftGap <= nearWords:
			if i > 0 && k&must == 0 && all[i-1].role != cooperator && (all[i-1].end == left.first && hasCue(st.cues, g.end, len(st.words), must) || left.first-all[i-1].end == 1 && right.kind&must != 0 && rightGap == 0) {
				return receiver // "provinces funded by the ministry must"
			}
			return doer
		case k&ordered == 0 && k&order != 0 && leftGap <= toldWords, k&ordered != 0 && leftGap <= nearWords && (i == 0 || all[i-1].end <= left.first-frontWords): // "it is requested that the ministries"
			return told
		case k&send != 0 && leftGap == 0 && left.first <= nearWords && r.frame() != nil && r.frame().leads != nil: // "informs the department", in a list of what somebody has to do
			return receiver
		case k&indefinite != 0 && leftGap == 0 && (k&acting != 0 || r.frame() != nil && r.frame().leads != nil): // "set up a working group", there too
			return receiver
		case k&send != 0 && leftGap <= 3 && r.words.receives && !(leftGap <= 1 && i == 0 && r.datesFirst(st, left.first)):
			return receiver
		case k&of != 0 && leftGap == 0 && r.words.verbFirst && i > 0 && all[i-1].end == left.first && all[i-1].role == told: // "asked the chairman of the department to": who asks stands before
			all[i-1].role = asker
			return told
		case k&of != 0 && leftGap <= nearWords && g.first > 1:
			if right.kind&ordered != 0 && rightGap <= nearWords {
				return toldInFront // "of the ministry it is expected that"
			}
			if r.which(st, all, i) {
				return subject
			}
			if asks, gap := lastCue(st.cues, 0, left.first, predicate); asks.kind&order != 0 && asks.kind&ordered == 0 && gap == 0 && leftGap <= 1 { // "demanded of the committees that"
				return told
			}
			return owner
		}
	}
	if behind := text[st.words[g.end-1].End:]; strings.HasPrefix(behind, "'s ") || strings.HasPrefix(behind, "’s ") || g.end-g.first == 1 && hasAffix(st.words[g.first].Folded, r.words.genitives, strings.HasSuffix) {
		return owner
	}
	if g.first > 0 && isDigit(st.words[g.first-1].Folded[0]) && strings.TrimSpace(text[st.words[g.first-1].End:st.words[g.first].Start]) == "" && g.first > 2 {
		return owner // "in 34 provinces"
	}
	if r.given(text, st, g) {
		return receiver
	}
	if hasAffix(st.words[g.first].Folded, r.words.agentEnds, strings.HasSuffix) && (left.len == 0 || leftGap > 0 || left.kind&(of|toward|cooperate) == 0) {
		return doer
	}
	if k := left.kind; left.len > 0 && leftGap <= nearWords && k&acting != 0 && k&(order|ordered|must) == 0 && hasAffix(st.words[g.first].Folded, r.words.towardEnds, strings.HasSuffix) {
		return receiver // "reports to the chairman"
	}
	if i > 0 && rightGap == 0 && right.len > 0 && lang.RightToLeft(r.doc.Language) && r.joinedOn(st, right) {
		return plain // "in five agencies and-reports"
	}
	if right.len > 0 && r.reaches(text, st, all, i, right) {
		switch k := right.kind; {
		case k&ordered != 0 && rightGap <= frontWords:
			return toldInFront
		case k&order != 0 && rightGap <= 1 && r.passiveInFront(st, g):
			return toldInFront
		case k&order != 0 && rightGap <= nearWords+1 && rightGap > 0 && hasCue(st.cues, g.end, right.first, passive): // "is also ordered to"
			return toldInFront
		case k&order != 0 && rightGap <= 4:
			return asker
		case k&(must|lead|upon) != 0 && rightGap <= frontWords:
			return subject
		case k&(acting|aim|expected) != 0 && rightGap <= frontWords:
			return actor
		}
	}
	if left.len > 0 {
		switch k := left.kind; {
		case !r.words.verbFirst && i > 0 && all[i-1].end == left.first && all[i-1].role >= toldInFront && all[i-1].role <= actor && k&upon == 0 && k&(must|acting) != 0:
			return plain // "the committee will install stations"
		case k&(must|lead) != 0 && leftGap <= 1:
			return subject
		case k&acting != 0 && leftGap <= 1 && (r.words.verbFirst || !r.words.receives || i == 0 && r.datesFirst(st, left.first)):
			return actor
		}
	}
	return plain
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
			if verb.kind&must != 0 && verb.kind&ordered == 0 {
				return verb.first-c.end() <= toldWords && (i+1 == len(all) || all[i+1].first > verb.first)
			}
			if verb.kind&predicate != 0 {
				return false
			}
		}
	}
	return false
}

// reaches reports that nothing keeps an agency from what is told behind it:
// no colon, and no other agency but one that helps or owns.
func (r *dutyReader) reaches(text string, st *statement, all []group, i int, right cue) bool {
	g := all[i]
	if right.first > g.end && strings.Contains(text[st.words[g.end-1].End:st.words[right.first].Start], ": ") {
		return false
	}
	if c, gap := lastCue(st.cues, 0, g.first, relative); c.len > 0 && gap <= nearWords && commaAt(text, st.words[g.end-1].End) && strings.HasSuffix(strings.TrimRight(text[:st.words[c.first].Start], " "), ",") {
		return false // ", as the committee decided, must"
	}
	if r.words.verbFirst && i+1 < len(all) && all[i+1].first == right.end() && strings.ContainsAny(text[st.words[g.end-1].End:st.words[right.first].Start], ",،") && !hasCue(st.cues, 0, g.first, topical) {
		return false // "at the level of the provinces, will do the committee"
	}
	for _, other := range all[i+1:] {
		if other.first >= right.first {
			break
		}
		if _, again := st.meant[other.mentions[0].Start]; again {
			continue // "the committee, which houses the centre, must"
		}
		if c, gap := lastCue(st.cues, g.end, other.first, cooperate|cooperating|of|toward); c.len == 0 || gap > nearWords {
			return false
		}
	}
	return true
}

func commaAt(text string, at int) bool {
	return strings.HasPrefix(strings.TrimLeft(text[at:], " "), ",")
}

// neighbours gives the phrases before and behind an agency that tell its
// role. Words that only join lists, or name an askers' office, tell none.
func neighbours(st *statement, g group) (left, right cue) {
	for _, c := range st.cues {
		if c.kind&^(and|giver|period|follows|past|instead|topical|indefinite) == 0 {
			continue
		}
		if c.end() <= g.first && !(c.kind&relative != 0 && left.kind&order != 0 && left.end() == c.first) { // "asked that"
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

// given reports an agency that has the letters of a receiver written onto it,
// behind a verb that sends something.
func (r *dutyReader) given(text string, st *statement, g group) bool {
	return r.sentTo(st, g.first) && r.dative(text, st, g)
}

// dative reports an agency that has the letters of a receiver written onto it.
func (r *dutyReader) dative(text string, st *statement, g group) bool {
	for _, p := range r.words.toward {
		name := text[g.mentions[0].Start:g.mentions[0].End]
		rest, ok := strings.CutPrefix(name, p)
		if !ok {
			continue
		}
		if _, again := st.meant[g.mentions[0].Start]; again {
			return true
		}
		for _, bare := range []string{rest, lang.Article(r.doc.Language) + rest} { // the article is swallowed
			if m := r.x.Mentions(bare, r.doc.Language, lang.Words(bare)); len(m) > 0 && m[0].Start == 0 {
				return true
			}
		}
	}
	return false
}

// passiveInFront reports "was the ministry", in front of "asked".
func (r *dutyReader) passiveInFront(st *statement, g group) bool {
	c, gap := lastCue(st.cues, 0, g.first, passive|predicate)
	return c.kind&passive != 0 && gap <= 1
}

// upon reports whether the words that put a duty on an agency follow it, if
// only behind the rest of a list.
func (r *dutyReader) upon(st *statement, g group) bool {
	if c, gap := lastCue(st.cues, 0, g.first-1, predicate); c.kind&must != 0 && gap == 0 { // "it is incumbent on"
		return true
	}
	for i := g.end; i < len(st.words) && i <= g.end+nearWords; i++ {
		if r.words.uponThen.at(st.words, i, r.words.uponThen.key(st.words[i])).len > 0 {
			return true
		}
	}
	return false
}

// sentTo reports whether something is sent in front of a word.
func (r *dutyReader) sentTo(st *statement, before int) bool {
	c, gap := lastCue(st.cues, 0, before, send|binding&^(lead|upon))
	return c.kind&send != 0 && gap <= frontWords
}

// datesFirst reports whether a date stands in front of a word: then the verb
// comes before who does it, in some languages.
func (r *dutyReader) datesFirst(st *statement, before int) bool {
	return before < len(st.words) && hasDateBefore(st, st.words[before].Start)
}

func hasDateBefore(st *statement, at int) bool {
	for _, d := range st.dates {
		if d.End <= at {
			return true
		}
	}
	return false
}

// bearers gives the agencies that have the duty told between two words: those
// in the likeliest role, the first of several.
func (r *dutyReader) bearers(st *statement, from, end, least int) (leads []corpus.Agency, weight int) {
	return r.bearersOf(st, from, end, len(st.words), least)
}

// bearersOf is bearers for what is told up to a word, as of a deadline that
// ends there: an agency behind it that does something of its own does not
// count.
func (r *dutyReader) bearersOf(st *statement, from, end, told, least int) (leads []corpus.Agency, weight int) {
	best := -1
	for i, g := range st.groups {
		if g.first < from || g.first >= end {
			continue
		}
		if g.first >= told && (g.role == subject || g.role == actor || g.role == toldInFront) && r.ownTold(st, from, told) && !r.movedHere(st, from, told) {
			continue
		}
		w := g.role.weight()
		if w < least || r.gives(st, g) {
			continue
		}
		if best < 0 || w > st.groups[best].role.weight() || g.first < told && told < len(st.words) && r.nearer(st, st.groups[best], g) {
			best = i
		}
	}
	if best < 0 {
		return nil, 0
	}
	return append(st.agencies(st.groups[best]), st.directed(best)...), st.groups[best].role.weight()
}

// ownTold reports that something is told to be done between two words: a verb
// of it, or that somebody named there has to.
func (r *dutyReader) ownTold(st *statement, from, end int) bool {
	return hasCue(st.cues, from, end, acting) || hasCue(st.cues, from, end, binding) && slices.ContainsFunc(st.groups, func(g group) bool {
		return g.first >= from && g.first < end && g.role.weight() >= actor.weight()
	})
}

// nearer reports that of two agencies in front of a deadline each has something
// of its own told of it, so that the deadline is the second one's: "the
// province is asked to pay, and the department was told to check by June".
func (r *dutyReader) nearer(st *statement, first, second group) bool {
	own := func(p part) bool { return p == toldInFront || p == subject }
	return own(first.role) && own(second.role) && hasCue(st.cues, first.end, second.first, binding)
}

// standIn gives the bodies that "the ministry" stands for in a segment: those
// that had the last duty.
func (r *dutyReader) standIn(st *statement, from, end int) []corpus.Agency {
	if r.latest == nil || !hasCue(st.cues, from, end, sameBody) {
		return nil
	}
	return r.latest
}

// directed gives the agencies that the one in a group is to have do it: "asks
// the province to have its departments report".
func (st *statement) directed(i int) []corpus.Agency {
	g := st.groups[i]
	if i+1 >= len(st.groups) || g.role != told && g.role != subject && g.role != toldInFront {
		return nil
	}
	next := st.groups[i+1]
	for _, c := range st.cues {
		if c.kind&direct != 0 && c.first-g.end <= 1 && c.first >= g.end && next.first-c.end() <= 1 && next.first >= c.end() {
			return st.agencies(next)
		}
	}
	return nil
}

// gives reports an agency that is named as one who gives duties.
func (r *dutyReader) gives(st *statement, g group) bool {
	for _, c := range st.cues {
		if c.kind&giver != 0 && c.first <= g.first && g.first < c.end() && (g.end <= c.end()+nearWords || c.first == g.first) {
			if next, gap := right(st, g.end); g.role == subject && next.kind&must != 0 && gap == 0 && len(st.groups) == 1 && !hasCue(st.cues, 0, len(st.words), order|ordered|moved) {
				return false // "the secretariat will send these minutes"
			}
			return g.role != toldInFront && g.role != labelled
		}
	}
	return false
}

// right gives the first phrase behind a word, and how many words stand between.
func right(st *statement, from int) (cue, int) {
	for _, c := range st.cues {
		if c.first >= from {
			return c, c.first - from
		}
	}
	return cue{}, 0
}

// agencies gives a list of agencies with their places in the document.
func (st *statement) agencies(g group) []corpus.Agency {
	var out []corpus.Agency
	for _, m := range g.mentions {
		if meant, ok := st.meant[m.Start]; ok {
			out = append(out, meant.bodies...)
			continue
		}
		out = append(out, corpus.Agency{Name: corpus.Span{Start: st.start + m.Start, End: st.start + m.End}, ID: m.ID})
	}
	return out
}

// cooperators gives the agencies that help, between two words.
func (st *statement) cooperators(from, end int) []corpus.Agency {
	var out []corpus.Agency
	for _, g := range st.groups {
		if g.role == cooperator && g.first >= from && g.first < end {
			out = append(out, st.agencies(g)...)
		}
	}
	return out
}
