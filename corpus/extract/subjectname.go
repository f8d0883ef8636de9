package extract

import (
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// Who does what a sentence tells and whom no rule for names knows, or knows in
// part only, is told by the words in front of the verb.

// How many words a name has at most that goes on up to the verb, and how many
// stand between the commas behind one.
const (
	untilVerb  = 6
	asideWords = 8
)

// fullSubjects gives the agencies of a sentence with the names in front of its
// verbs whole: those that go on up to the verb, those that many share, and those
// that only their place tells. Sentences without a time are left alone, but for
// one that is read for the sake of the next.
func (r *dutyReader) fullSubjects(text string, st *statement, all []group) []group {
	if len(st.dates) == 0 && !st.asked && !r.besideTask() {
		return all
	}
	all = r.eachOf(text, st, all)
	if r.words.verbFirst {
		for _, s := range st.parts {
			all = r.behindVerb(text, st, all, s)
		}
		return all
	}
	for _, s := range st.parts {
		all = r.openingName(text, st, all, s)
	}
	return r.upToVerb(text, st, r.capitalsInFront(text, st, all))
}

// capitalsInFront takes words with a capital letter straight in front of a name
// that the lexicon does not know into it, behind an article or in the middle of a
// sentence: "Het Hydrografisch Kantoor".
func (r *dutyReader) capitalsInFront(text string, st *statement, all []group) []group {
	spoken := r.x.spoken(r.doc.Language)
	if !spoken.goes.Capital || spoken.goes.Front || spoken.goes.Lower > 0 {
		return all
	}
	for i := range all {
		g := &all[i]
		if m := &g.mentions[0]; m.ID == "" && !m.Collective && capitalAt(text, st.words[g.first]) {
			for n := g.first - 1; n >= 1 && capitalAt(text, st.words[n]) && r.joined(text, st, n, n+1) && r.joined(text, st, n-1, n) && (i == 0 || all[i-1].end <= n) && !r.x.lexicon.Stop(r.doc.Language, st.words[n].Folded); n-- {
				g.first, m.Start = n, st.words[n].Start
			}
		}
	}
	return all
}

// bodyNoun counts the words of a noun for bodies at word i: 0 where none stands
// there.
func (r *dutyReader) bodyNoun(text string, st *statement, i int) int {
	for n := 1; n <= 2 && i+n <= len(st.words); n++ {
		if r.ofBodies(text, st, i, i+n) {
			return n
		}
	}
	return 0
}

// joined reports that nothing but a blank stands between the words from one to
// another.
func (r *dutyReader) joined(text string, st *statement, from, to int) bool {
	for i := from + 1; i <= to; i++ {
		if gap := text[st.words[i-1].End:st.words[i].Start]; strings.Trim(gap, " \u00a0") != "" && gap != "-" {
			return false
		}
	}
	return true
}

// openingName adds the words between the beginning of a part of a sentence and
// its verb, where their noun is one for bodies or where a proper name does
// something to something. A place in them is part of the name: "the post of the
// city of Huế assigns".
func (r *dutyReader) openingName(text string, st *statement, all []group, s segment) []group {
	from := r.afterMarks(text, st, s)
	if noun, behind := r.beforeAside(text, st, from, s.end); noun > from && (r.headedByBody(text, st, from, noun) || r.plural(text, st, from)) && r.plainOrPlaces(text, st, all, from, noun) && !r.passiveVerb(text, st, behind) {
		return r.insertName(st, all, from, noun)
	}
	from = r.nameStart(text, st, s)
	verb := r.firstVerb(st, from, s.end)
	if verb.first == from && verb.len > 0 { // "lower secondary schools shall"
		if next := r.firstVerb(st, verb.end(), s.end); next.kind&(must|ordered) != 0 {
			verb = next
		}
	}
	verb = r.pastNoun(text, st, verb, s.end)
	if verb.len == 0 && !st.asked {
		if g, ok := r.clauseBetween(text, st, all, from, s.end); ok {
			at := slices.IndexFunc(all, func(other group) bool { return other.first >= g.end })
			if at < 0 {
				at = len(all)
			}
			return slices.Insert(all, at, g)
		}
	}
	if verb.len == 0 && st.asked && s.first == 0 {
		return r.openingNoun(text, st, all, from)
	}
	if verb.len == 0 || verb.first <= from {
		return all
	}
	end := verb.first
	if comma := r.firstComma(text, st, from, end); comma > from { // "both universities, in Hanoi and in Huế, shall"
		if end-comma > asideWords || !commaBetween(text, st, end, end+1) || hasCue(st.cues, comma, end, relative|cooperate|citizen) || !r.tellsPlace(st, comma) {
			return all
		}
		end = comma
	}
	if k := slices.IndexFunc(all, func(g group) bool { return g.first > from && g.first < end }); k >= 0 && len(r.words.towardEnds) > 0 && all[k].end == end && len(all[k].mentions) == 1 && !r.province(all[k].mentions[0].ID) && (k == 0 || all[k-1].end <= from) &&
		all[k].first-from <= mostQualifiers && r.joined(text, st, from, end-1) && r.headedByBody(text, st, from, all[k].first) && !hasCue(st.cues, from, all[k].first, of|toward|and|relative|citizen|agent) { // "the prisons office of the ministry", without "of"
		all[k].first, all[k].mentions[0] = from, Mention{Start: st.words[from].Start, End: all[k].mentions[0].End}
		return all
	}
	if end-from > subjectWords || r.words.all[r.words.cues.key(st.words[from])] && !r.plural(text, st, from) || !r.plainOrPlaces(text, st, all, from, end) {
		return all
	}
	if slices.ContainsFunc(st.cues, func(c cue) bool { return c.kind&sameBody != 0 && c.len > 1 && c.first < end && c.end() > from }) {
		return all // "the same ministry" is no name
	}
	places := slices.ContainsFunc(all, func(g group) bool { return g.first >= from && g.end <= end })
	body := r.headedByBody(text, st, from, end)
	switch {
	case places && r.onlyPlace(text, st, all, from, end):
		return all
	case r.passiveVerb(text, st, verb):
		return all
	case body || places && (verb.kind&(must|ordered) != 0 || r.hasObject(text, st, verb, s.end)):
	case len(r.words.objects) > 0 && verb.kind&acting != 0 && verb.end() < len(st.words) && r.words.objects[st.words[verb.end()].Folded]:
	case verb.kind&(must|ordered|lead) != 0 || !r.properName(text, st, from, end) || !r.hasObject(text, st, verb, s.end):
		return all
	}
	m := Mention{Start: st.words[from].Start, End: st.words[end-1].End}
	if r.startsWithArticle(st, from) && end-from > 1 {
		from++
		m.Start = st.words[from].Start
	}
	at := slices.IndexFunc(all, func(g group) bool { return g.end > from })
	if at < 0 {
		at = len(all)
	}
	for at < len(all) && all[at].first < verb.first {
		if place := all[at].mentions[0]; all[at].end <= end {
			if r.province(place.ID) {
				m.Place = place.ID
			}
			if !body {
				m.ID = place.ID // who acts for the place
			}
		}
		all = slices.Delete(all, at, at+1)
	}
	return slices.Insert(all, at, group{first: from, end: end, mentions: []Mention{m}})
}

// pastNoun gives the verb behind one that is a noun for bodies too and stands in
// front of another: "the police post is to list".
func (r *dutyReader) pastNoun(text string, st *statement, verb cue, end int) cue {
	if verb.len != 1 || verb.kind&binding != 0 || r.bodyNoun(text, st, verb.first) != 1 || verb.end() < len(st.words) && r.words.beforeObject[st.words[verb.end()].Folded] {
		return verb
	}
	if next := r.firstVerb(st, verb.end(), end); next.len > 0 && next.first-verb.end() <= untilVerb {
		return next
	}
	return verb
}

// openingNoun adds the noun for bodies with which a sentence begins, whatever is
// told of it, and the adjectives in front.
func (r *dutyReader) openingNoun(text string, st *statement, all []group, from int) []group {
	if r.startsWithArticle(st, from) {
		from++
	}
	for end := from + 1; end <= len(st.words) && end-from <= mostQualifiers; end++ {
		if len(all) > 0 && all[0].first < end || !r.plainWords(text, st, from, end) || hasCue(st.cues, end-1, end, of|toward|agent) {
			return all
		}
		if r.bodyNoun(text, st, end-1) == 1 {
			return slices.Insert(all, 0, group{first: from, end: end, mentions: []Mention{{Start: st.words[from].Start, End: st.words[end-1].End}}})
		}
	}
	return all
}

// nameStart gives the word behind the mark, the time and the words that join,
// with which a part of a sentence begins.
func (r *dutyReader) nameStart(text string, st *statement, s segment) int {
	from := r.afterMarks(text, st, s)
	if comma := r.firstComma(text, st, from, min(s.end, from+openingWords)); comma > from && !hasCue(st.cues, from, comma, predicate|relative|citizen) && !r.ofBodies(text, st, from, comma) { // "Accordingly, the schools"
		return comma
	}
	return from
}

// afterMarks gives the word behind the mark, the time and the words that join, whatever
// stands there up to a comma.
func (r *dutyReader) afterMarks(text string, st *statement, s segment) int {
	from := s.first
	if from == 0 && len(st.words) > 1 && markWord(text, st.words) {
		from++
	}
	for changed := true; changed; {
		changed = false
		for _, d := range st.dates {
			if d.first <= from && from < d.end {
				from, changed = d.end, true
			}
		}
		for _, c := range st.cues {
			if c.first == from && c.kind&(and|but) != 0 && !r.words.all[r.words.cues.key(st.words[from])] && !r.startsWithArticle(st, from) && c.kind&(binding|acting) == 0 {
				from, changed = c.end(), true
			}
		}
	}
	return from
}

func (r *dutyReader) startsWithArticle(st *statement, i int) bool {
	return i < len(st.words) && r.x.spoken(r.doc.Language).definite[markedForm(st.words[i])]
}

// firstVerb gives the first phrase between two words that tells what somebody
// does or has to; none where something else is told in front of it.
func (r *dutyReader) firstVerb(st *statement, from, end int) cue {
	for _, c := range st.cues {
		switch {
		case c.first < from:
		case c.first >= end:
			return cue{}
		case c.kind&(binding|acting) != 0:
			if c.kind&order != 0 && c.kind&(ordered|acting|must|lead) == 0 {
				return cue{}
			}
			return c
		case c.kind&(predicate|relative|citizen|may|past|negation|due|cooperate|cooperating|instead|topical) != 0 && c.kind&(of|and) == 0:
			return cue{}
		}
	}
	return cue{}
}

func (r *dutyReader) firstComma(text string, st *statement, from, end int) int {
	for i := from + 1; i < end; i++ {
		if strings.ContainsAny(text[st.words[i-1].End:st.words[i].Start], ",،") {
			return i
		}
	}
	return 0
}

// tellsPlace reports a word that tells where something is.
func (r *dutyReader) tellsPlace(st *statement, i int) bool {
	spoken := r.x.spoken(r.doc.Language)
	w := markedForm(st.words[i])
	return spoken.where[w] || spoken.place[w] || hasAffix(w, spoken.onto, strings.HasPrefix)
}

// plainOrPlaces reports words without marks and times that name nobody but
// places.
func (r *dutyReader) plainOrPlaces(text string, st *statement, all []group, from, end int) bool {
	for _, g := range all {
		if g.first < end && g.end > from && (len(g.mentions) != 1 || !r.isPlace(st, g, from) || g.first < from || g.end > end) {
			return false
		}
	}
	for _, d := range st.dates {
		if d.first < end && d.end > from {
			return false
		}
	}
	if hasCue(st.cues, from, end, citizen|relative|binding) {
		return false
	}
	for i := from; i < end; i++ {
		if isDigit(st.words[i].Folded[0]) && !(i > from && capitalAt(text, st.words[i-1]) && len(st.words[i].Folded) < len("100")) {
			return false
		}
	}
	return !strings.ContainsAny(text[st.words[from].Start:st.words[end-1].End], ",،;:()\"“«")
}

// isPlace reports a province or, behind a word that tells where something is, a
// name that nobody knows.
func (r *dutyReader) isPlace(st *statement, g group, from int) bool {
	m := g.mentions[0]
	return r.province(m.ID) || r.ownsBodies(st, g, from) || m.ID == "" && g.first > from+1 && r.x.spoken(r.doc.Language).where[markedForm(st.words[g.first-1])] && !m.Collective
}

// ownsBodies reports a body behind a noun for several bodies, which are its own: "the schools
// of the ministry".
func (r *dutyReader) ownsBodies(st *statement, g group, from int) bool {
	if r.startsWithArticle(st, from) {
		from++
	}
	text := r.doc.Text[st.start:st.end]
	n := 0
	if r.plural(text, st, from) {
		n = 1
	} else if r.plural(text, st, from+1) && from+1 < g.first {
		n = 2 // an adjective in front
	}
	if n == 0 || len(g.mentions) != 1 || g.mentions[0].Collective && g.end-g.first > 1 {
		return false
	}
	at := from + n
	if c, gap := right(st, at); c.kind&of != 0 && gap == 0 {
		at = c.end()
		if r.startsWithArticle(st, at) {
			at++
		}
	}
	return at == g.first
}

// province reports the ID of a province or city.
func (r *dutyReader) province(id string) bool {
	a, ok := r.x.lexicon.Agency(id)
	return ok && a.Province
}

// onlyPlace reports words that name a place and nothing in it: "the city of
// Huế", "in Huế".
func (r *dutyReader) onlyPlace(text string, st *statement, all []group, from, end int) bool {
	spoken := r.x.spoken(r.doc.Language)
	if cased(r.doc.Language) && spoken.where[markedForm(st.words[from])] {
		return true
	}
	for i := from; i < end; i++ {
		w := markedForm(st.words[i])
		in := slices.ContainsFunc(all, func(g group) bool { return g.first <= i && i < g.end })
		if in && i > from {
			return false // something in front
		}
		if !in && !spoken.place[w] && !spoken.of[w] && !spoken.definite[w] && !spoken.where[w] && !spoken.inside[w] && !spoken.fronts[lang.Root(r.doc.Language, st.words[i].Folded)] && !r.x.lexicon.Stop(r.doc.Language, st.words[i].Folded) {
			first := slices.IndexFunc(all, func(g group) bool { return g.first >= from })
			return first < 0 || all[first].first < i
		}
	}
	return true
}

// headedByBody reports words whose first noun, in front of what belongs to it,
// is one for bodies.
func (r *dutyReader) headedByBody(text string, st *statement, from, end int) bool {
	spoken := r.x.spoken(r.doc.Language)
	to := end
	switch {
	case spoken.goes.Lower > 0 || lang.RightToLeft(r.doc.Language): // the noun comes first
		is, n := spoken.heads.find(text, r.doc.Language, st.words, from)
		return n > 0 && (from+n == end || is.many || from+n < end && (!cased(r.doc.Language) || r.properName(text, st, from+n-1, end)))
	case len(spoken.goes.Qualifiers) > 0:
		to = from
		for to < end && hasAffix(st.words[to].Folded, spoken.goes.Qualifiers, strings.HasSuffix) {
			to++
		}
		to = min(to+1, end)
		if _, n := spoken.heads.find(text, r.doc.Language, st.words, to-1); n > 0 {
			return true
		}
	default:
		for i := from + 1; i < end; i++ {
			is, _ := spoken.tree.find(text, r.doc.Language, st.words, i)
			if w := markedForm(st.words[i]); is.role == isEnd || (spoken.inside[w] || spoken.where[w] || spoken.of[w]) && !spoken.definite[w] && !hasCue(st.cues, i, i+1, and) {
				to = i
				break
			}
		}
		return r.ofBodies(text, st, to-1, to) || to-from > 1 && r.ofBodies(text, st, to-2, to) && !r.ofBodies(text, st, to-2, to-1)
	}
	return r.ofBodies(text, st, from, to)
}

// properName reports a capital letter behind the first word.
func (r *dutyReader) properName(text string, st *statement, from, end int) bool {
	for i := from + 1; i < end; i++ {
		if capitalAt(text, st.words[i]) {
			return true
		}
	}
	return false
}

// hasObject reports a verb with something straight behind it that is neither a
// time nor told by "by", "to" or "in": "hands over the mast".
func (r *dutyReader) hasObject(text string, st *statement, verb cue, end int) bool {
	i := verb.end()
	for _, d := range st.dates { // "leidt in mei veertig gidsen op"
		if d.first == i && (d.Relation == corpus.In || d.Relation == corpus.Every) {
			i = d.end
		}
	}
	return i < end && r.joined(text, st, i-1, i) && !hasCue(st.cues, i, i+1, agent|toward|must|passive) &&
		!slices.ContainsFunc(st.dates, func(d date) bool { return d.first <= i && i < d.end })
}

// passiveVerb reports a verb whose subject has nothing to do: "must, by the plan,
// be built".
func (r *dutyReader) passiveVerb(text string, st *statement, verb cue) bool {
	passive := func(i int) bool {
		w := st.words[i].Folded
		return slices.ContainsFunc(r.words.passiveEnds, func(end string) bool { return len(w) > len(end) && strings.HasSuffix(w, end) }) || hasCue(st.cues, i, i+1, passive)
	}
	if verb.kind&ordered != 0 {
		return false
	}
	for i := max(verb.first-1, 0); i < verb.end(); i++ {
		if passive(i) {
			return true
		}
	}
	if verb.kind&must == 0 {
		return false
	}
	for i := verb.end(); i < len(st.words) && i <= verb.end()+toldWords; i++ {
		if strings.ContainsAny(text[st.words[i-1].End:st.words[i].Start], ",،;:") || slices.ContainsFunc(st.dates, func(d date) bool { return d.first <= i && i < d.end }) {
			break
		}
		if passive(i) {
			return true
		}
	}
	return false
}

// joinedWithin reports a word such as "and" between two words.
func (r *dutyReader) joinedWithin(text string, st *statement, from, end int) bool {
	spoken := r.x.spoken(r.doc.Language)
	for i := from; i < end; i++ {
		if spoken.joinsAt(text, st.words, i) {
			return true
		}
	}
	return false
}

// upToVerb lets the names of several bodies, and of one that the lexicon does
// not know, go on up to the verb: "the schools of the lower level review".
func (r *dutyReader) upToVerb(text string, st *statement, all []group) []group {
	spoken := r.x.spoken(r.doc.Language)
	for i := 0; i < len(all); i++ {
		g := all[i]
		m := &g.mentions[len(g.mentions)-1]
		if len(g.mentions) != 1 || m.ID != "" && !m.Collective {
			continue
		}
		if _, again := st.meant[m.Start]; again {
			continue
		}
		verb := r.firstVerb(st, g.end, len(st.words))
		verb = r.pastNoun(text, st, verb, len(st.words))
		if verb.len == 0 || verb.first == g.end || verb.first-g.end > untilVerb || spoken.goes.Lower > 0 && !m.Collective && verb.first-g.end > nearWords || !r.joined(text, st, g.end-1, verb.first) {
			continue
		}
		if ahead, gap := lastCue(st.cues, 0, g.first, predicate); ahead.kind&(binding|acting) != 0 && gap <= 1 && ahead.kind&(order|upon) == 0 { // "sends the province in a list, which shall"
			continue
		}
		rest := all[i+1:]
		if !r.plainOrPlaces(text, st, rest, g.end, verb.first) {
			continue
		}
		if is, _ := spoken.tree.find(text, r.doc.Language, st.words, g.end); is.role == isEnd || is.role == isTitle || hasCue(st.cues, g.end, g.end+1, and) || r.joinedWithin(text, st, g.end, verb.first) {
			continue
		}
		if w := st.words[g.end]; r.x.lexicon.Stop(r.doc.Language, w.Folded) && !spoken.inside[markedForm(w)] && !spoken.where[markedForm(w)] && !spoken.of[markedForm(w)] {
			continue
		}
		for len(rest) > 0 && rest[0].first < verb.first {
			if m.Place == "" {
				m.Place = rest[0].mentions[0].ID
			}
			all = slices.Delete(all, i+1, i+2)
			rest = all[i+1:]
		}
		m.End = st.words[verb.first-1].End
		all[i].end = verb.first
	}
	return all
}
