package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// This file tells which dates bind nobody: what is done already, only told, an aim
// far ahead, the day of a figure or the period of a plan.

// behindEnded reports a time that only tells when the deadline in front of it
// was dropped: "the date of 31 December was dropped after the flood in September".
func (st *statement) behindEnded(text string, all []date, d date, from int, since corpus.Day) bool {
	c, _ := lastCue(st.cues, from, d.first, ended)
	if c.len > 0 && d.Relation != corpus.Before && d.Relation != corpus.By && d.Last != "" && d.Last < since && !hasCue(st.cues, c.end(), d.first+1, due) {
		return true // when, or by what, it came about
	}
	return c.len > 0 && d.Relation != corpus.Before && d.Relation != corpus.By && !commaBetween(text, st, c.end(), d.first+1) && slices.ContainsFunc(all, func(other date) bool {
		return other.first >= from && other.end <= c.first
	})
}

// beside reports a year that stands in what is told of a nearer deadline, and
// only tells which money or plan is meant: "must by 5 December spend what is
// left this year". What is to be done in the year is told behind a word that
// joins, with a verb of its own.
func (r *dutyReader) beside(st *statement, all []date, i, from, end int) bool {
	d := all[i]
	toward := ofYears(d) && r.words.cues.at(st.words, d.first, r.words.cues.key(st.words[d.first])).kind&topical != 0 // "voor 2027–2030"
	if d.Precision != corpus.YearPrecision && !ofYears(d) || d.Relation != corpus.In && d.Relation != "" && !toward {
		return false
	}
	for k, other := range all {
		if k == i || other.first < from || other.end > end || other.Precision == corpus.YearPrecision || ofYears(other) || other.Relation == corpus.Every || r.old(st, all, k) {
			continue
		}
		first, next := other, d
		if d.first < other.first {
			first, next = d, other
		}
		joined := slices.ContainsFunc(st.cues, func(c cue) bool {
			if c.first < first.end || c.end() > next.first {
				return false
			}
			return c.kind&(and|acting|binding) == and && r.x.spoken(r.doc.Language).joinsAt(r.doc.Text[st.start:st.end], st.words, c.first)
		})
		comma := strings.ContainsAny(r.doc.Text[st.start+first.End:st.start+max(first.End, next.Lead)], ",،:–—")
		if !joined && !comma {
			return true
		}
	}
	return false
}

// past reports that something of the past is told between two words, and not
// that somebody said or promised what is told of a deadline: "he said that the
// ministry would".
func (r *dutyReader) past(st *statement, d date, from, end int) bool {
	for _, c := range st.cues {
		if c.kind&past == 0 || c.first < from || c.first >= end || r.inName(st, c) {
			continue
		}
		said := false
		for i := c.end(); i < min(c.end()+frontWords, d.first); i++ {
			said = said || r.words.that[st.words[i].Folded] && r.somebodyActs(st, i, end) && hasCue(st.cues, i, end, acting)
		}
		if !said && !r.nounInFront(st, c, from, end) && !r.setApartClause(st, c, d) && !r.beforeColon(st, c, d) && !inGroup(st, c) {
			return true
		}
	}
	return false
}

// nounInFront reports a word of the past that opens a part of a sentence and is its
// subject: a verb of what is done and who does it stand behind, "סקר הביקוש יבוצע בידי
// המחלקה", the survey is carried out by the department.
func (r *dutyReader) nounInFront(st *statement, c cue, from, end int) bool {
	if c.first != from || c.len > 1 {
		return false
	}
	for _, verb := range st.cues {
		if verb.first > c.end() && verb.end() < end && verb.kind&acting != 0 && verb.kind&(past|met) == 0 && hasCue(st.cues, verb.end(), verb.end()+1, agent) {
			return r.doneBy(st, verb.end(), min(end, verb.end()+nearWords+1))
		}
	}
	return false
}

// purpose reports a year behind a plan or a budget and a word that means "for" as well
// as "before": "de begroting voor 2026".
func (r *dutyReader) purpose(st *statement, d date) bool {
	if d.Precision != corpus.YearPrecision || d.Relation != corpus.Before && d.Relation != corpus.By {
		return false
	}
	c, gap := lastCue(st.cues, 0, d.first, period)
	return c.len > 0 && gap == 0 && r.words.cues.at(st.words, d.first, r.words.cues.key(st.words[d.first])).kind&topical != 0
}

// reached reports a time over with which a sentence opens, and behind it a verb with a
// word that tells how far it came: "đến tháng 8 mới số hóa được 31%".
func (r *dutyReader) reached(st *statement, d date, from, end int) bool {
	return d.first-from <= 1 && slices.ContainsFunc(st.cues, func(c cue) bool {
		return c.first >= d.end && c.end() < end && c.kind&acting != 0 && r.words.achieved[r.words.cues.key(st.words[c.end()])] &&
			c.end()+1 < end && isDigit(st.words[c.end()+1].Folded[0])
	})
}

// promisedBefore reports a day gone by for which somebody had promised something, as a
// clause tells: "the ministry, which had promised a draft by 30 June, missed it".
func (r *dutyReader) promisedBefore(st *statement, d date, from int) bool {
	c, _ := lastCue(st.cues, from, d.first, order|ordered|must|upon)
	if p, gap := lastCue(st.cues, from, c.first, past); p.len > 0 && gap == 0 && c.kind&ordered != 0 {
		return d.Last != "" && d.Last < r.since
	}
	return c.len > 1 && c.kind&ordered != 0 && d.Last != "" && d.Last < r.since && r.words.cues.at(st.words[:c.first+1], c.first, r.words.cues.key(st.words[c.first])).kind&past != 0
}

// distantYears is from when on a year alone is an aim of the country and no
// deadline.
const distantYears = 3

// distant reports a year so far ahead that it is an aim.
func (r *dutyReader) distant(d date) bool {
	from, ok := r.ref.Time()
	to, ok2 := d.Last.Time()
	years := distantYears
	if d.Relation == corpus.Before || d.Relation == corpus.By {
		years--
	}
	return ok && ok2 && to.Year()-from.Year() >= years
}

// told reports a verb that a word of the past stands straight in front of: "had
// merged".
func (r *dutyReader) told(st *statement, verb cue, from int) bool {
	c, gap := lastCue(st.cues, from, verb.first, past|binding)
	return r.words.tenses && c.kind&past != 0 && c.kind&binding == 0 && gap == 0
}

// saidWords is how many words may stand between a verb of saying and its day: who said it,
// and where.
const saidWords = 6

// saidOn reports the day on which something was said, told behind what was said: "the
// ministry must build it, he said on 12 March".
func (r *dutyReader) saidOn(st *statement, d date, end int) bool {
	if d.Precision != corpus.DayPrecision || d.Relation != "" && d.Relation != corpus.In || d.first >= len(st.words) {
		return false
	}
	from := max(0, d.first-saidWords)
	said := r.words.says.find(st.words[from:d.first])
	if len(said) == 0 {
		return false
	}
	verb := said[len(said)-1]
	first, behind := from+verb.first, from+verb.end()
	clause := r.doc.Text[st.start:st.end][:st.words[first].Start]
	comma := strings.LastIndexAny(clause, ",،")
	return comma >= 0 && first-wordAt(st.words, comma) <= saidWords && hasCue(st.cues, 0, first, binding) && !hasCue(st.cues, behind, end, binding|finish)
}

// toldBehind reports a time that opens a sentence and behind it, in front of all that is
// told to be done, that something was so: "by 31 December disbursement stood at 83
// percent of the plan assigned".
func (r *dutyReader) toldBehind(st *statement, d date, from, end int) bool {
	if !r.words.tenses || d.first > from {
		return false
	}
	for _, c := range st.cues {
		if c.first >= d.end && c.end() <= end && c.kind&(past|predicate|passive) != 0 {
			return c.kind&past != 0 && c.kind&(passive|binding) == 0
		}
	}
	return false
}

// wished reports a verb of the past that tells what is to come: "strive that
// all decrees were issued".
func (r *dutyReader) wished(st *statement, c cue, d date, from int) bool {
	if c.kind&met == 0 {
		return false
	}
	if d.Last > r.since && r.seesTo(st, from, c.first) {
		return true
	}
	for i := c.first - 1; i >= from; i-- { // "demanded that the committees finished", in a language that has the past there
		if r.words.soThat[st.words[i].Folded] {
			named := slices.ContainsFunc(st.groups, func(g group) bool { return g.first > i && g.end <= c.first })
			return named && c.first-i <= frontWords || hasCue(st.cues, from, i, order|ordered|must) && !hasCue(st.cues, i+1, c.first, relative)
		}
	}
	if o, gap := lastCue(st.cues, from, c.first, ordered); o.len > 0 && gap <= toldWords && d.Last > r.since && r.saysThat(st, o.end(), c.first) {
		return true // "is to see to it that the portal is put to use"
	}
	w, gap := lastCue(st.cues, from, c.first, must|aim)
	return w.len > 0 && gap <= frontWords && !strings.Contains(r.doc.Text[st.start+st.words[w.end()-1].End:st.start+st.words[c.first].Start], ":")
}

// seesTo reports a verb of what is done between two words that a clause with "that" follows:
// "sees to it that the register is connected".
func (r *dutyReader) seesTo(st *statement, from, end int) bool {
	that := func(i int) bool { return r.words.that[st.words[i].Folded] || r.words.soThat[st.words[i].Folded] }
	return slices.ContainsFunc(within(st.cues, from, end), func(c cue) bool {
		return c.kind&(acting|binding) != 0 && c.kind&(met|past) == 0 && c.end() < end && (c.len > 1 && that(c.end()-1) || that(c.end()))
	})
}

// asOf reports the day of a figure: "as of 31 January".
func (r *dutyReader) asOf(st *statement, d date) bool {
	if r.doneFrom(st, d) {
		return false // "waive the charge as of 1 March"
	}
	for _, c := range within(st.cues, d.first, d.end) { // "by the beginning of the school year on 5 September"
		if c.kind&asOf != 0 && c.end() < d.end && st.words[c.end()].End <= d.Start {
			return false
		}
	}
	return asOfAt(st.cues, d.first, d.end)
}

// asOfAt reports words such as "as of" at a time that stands between two words.
func asOfAt(cues []cue, first, end int) bool {
	return slices.ContainsFunc(cues, func(c cue) bool {
		return c.kind&asOf != 0 && c.first <= first && (c.end() == first || c.end() > first && c.first < end && c.first >= first-nearWords)
	})
}

// attribute reports that "done" is told of a thing, behind the verb that tells
// what is to be done with it, in a language whose verbs have no tenses:
// "complete the transfer of all data already cleaned".
func (r *dutyReader) attribute(st *statement, c cue, d date, from int) bool {
	if r.words.tenses {
		return false
	}
	text := r.doc.Text[st.start:st.end]
	for _, next := range st.cues { // "review the stores of bodies already dissolved, report the outcome before"
		if next.first > c.end() && next.end() <= d.first && next.kind&acting != 0 && d.Last > r.since && hasCue(st.cues, from, c.first, acting) && commaBetween(text, st, next.first, next.first+1) {
			return true
		}
	}
	return hasCue(st.cues, from, c.first, finish) && !hasCue(st.cues, c.end(), c.end()+1, finish)
}

// taskBefore reports that what opens an item under a line which names a body has to be
// done by a day behind it: "Allots the money in the fourth quarter, so that tenders can".
func (r *dutyReader) taskBefore(st *statement, d date, from int) bool {
	f := r.frame()
	return f != nil && f.leads != nil && d.first > from && r.beginsWithAct(st, from)
}

// excused reports a date that binds nobody: what it names is done already,
// need not be done, or is only told. The last phrase in front that says so, or
// the opposite, decides; the verb may also follow: "by 1 May all had been
// connected".
func (r *dutyReader) excused(st *statement, d date, from, end int) bool {
	const says = binding | aim | expected | met | not | ended | may
	if c, _ := lastCue(st.cues, from, min(from+nearWords+1, d.first), negation); c.len > 0 && c.kind&relative == 0 && !r.words.without[r.words.cues.key(st.words[c.first])] && (c.first == from || hasCue(st.cues, c.end(), c.end()+1, predicate)) && !strings.Contains(r.doc.Text[st.start+st.words[c.end()-1].End:st.start+d.Lead], ": ") { // "Do not ask the communes to …"
		return true
	}
	c, _ := lastCue(st.cues, from, d.first, says)
	for c.kind&not != 0 && c.kind&binding == 0 && (r.ofObject(st, c, from) || hasCue(st.cues, c.first-1, c.first, relative) || r.clauseBinds(st, c, d, end) || r.beforeColon(st, c, d) || r.setApartClause(st, c, d) || r.taskBefore(st, d, from) && r.commaBehind(st, c, d)) || c.kind&met != 0 && (r.relative(st, c) || r.setApartClause(st, c, d) || r.attribute(st, c, d, from) || r.beforeColon(st, c, d) || already(st, c, from) || r.condition(st, c, d, from)) { // "the projects whose papers are complete"
		c, _ = lastCue(st.cues, from, c.first, says)
	}
	if c.len > 0 {
		if c.kind&(met|not|may) != 0 && c.kind&binding == 0 && !r.wished(st, c, d, from) {
			return c.kind&may == 0 || !r.agencyActs(st, from, end) && !r.taskBefore(st, d, from)
		}
	} else {
		text := r.doc.Text[st.start:st.end]
		for _, c := range st.cues {
			if c.first >= d.end && c.kind&says != 0 && r.toldBefore(st, d, from) && commaBetween(text, st, d.end, c.first+1) || c.first >= d.end && r.inPurpose(st, d.end, c.first) {
				break // told of something else
			}
			if c.first >= d.end && c.end() <= end && c.kind&says != 0 && !strings.Contains(text[d.End:st.words[c.first].Start], "(") {
				return c.kind&(met|not|may) != 0 && c.kind&binding == 0 && !r.relative(st, c) && !r.insideClause(st, c, d) && (c.kind&may == 0 || !r.agencyActs(st, from, end) && !r.taskBefore(st, d, from))
			}
		}
	}
	for i, c := range st.cues { // "shall not submit by", "by 31 July no report is submitted"
		if c.kind&negation == 0 || c.first < from || c.first >= end || r.inPurpose(st, d.end, c.first) || r.words.without[r.words.cues.key(st.words[c.first])] || r.ofObject(st, c, from) {
			continue
		}
		verb := i+1 < len(st.cues) && st.cues[i+1].first-c.end() <= 1 && st.cues[i+1].kind&(binding|acting) != 0 && st.cues[i+1].end() <= end && !(st.cues[i+1].first > c.end() && r.doneBy(st, c.end(), end)) // not "lists without titles are sent by"
		if verb && (c.end() <= d.first && !hasCue(st.cues, st.cues[i+1].end(), d.first, binding) || c.first >= d.end && c.first-d.end <= nearWords) {
			return true
		}
	}
	text := r.doc.Text[st.start:st.end]
	for _, c := range st.cues { // "the deadline of 1 May does not apply"
		if c.first >= d.end && c.first-d.end <= 5 && c.end() <= end {
			if c.kind&not != 0 && !hasCue(st.cues, from, d.first, ordered|must) && !r.inPurpose(st, d.end, c.first) && !(r.toldBefore(st, d, from) && commaBetween(text, st, d.end, c.first+1)) {
				return true
			}
			if c.kind&predicate != 0 {
				break
			}
		}
	}
	return false
}

// ofObject reports a "not" that only tells of what is done something with, straight behind
// its noun: "list the households without clean water". In a language that writes verbs
// alike whatever is done or not, one that does something stands in front of it.
func (r *dutyReader) ofObject(st *statement, no cue, from int) bool {
	if no.kind&negation == 0 || no.first <= from || hasCue(st.cues, no.first-1, no.first, predicate|passive|relative|has|and|but) || inGroup(st, cue{first: no.first - 1}) || r.words.tenses && r.x.lexicon.Stop(r.doc.Language, st.words[no.first-1].Folded) {
		return false
	}
	verb, gap := lastCue(st.cues, from, no.first, acting)
	if !r.words.tenses && verb.len > 0 && gap > 0 && r.doneBehind(st, no) {
		return true
	}
	if verb.len == 0 || gap == 0 || gap > describedWords || commaBetween(r.doc.Text[st.start:st.end], st, verb.end(), no.first+1) || hasCue(st.cues, no.end(), no.end()+1, finish|send) {
		return false
	}
	return !r.words.tenses || hasCue(st.cues, no.first-1, no.first, citizen) && hasCue(st.cues, from, verb.first, must|ordered|order)
}

// doneBehind reports a "not" whose clause ends with a comma, behind which stands by when
// something is done: "rà soát các dự án chưa hoàn thành, báo cáo trước ngày 15/5".
func (r *dutyReader) doneBehind(st *statement, no cue) bool {
	text := r.doc.Text[st.start:st.end]
	for k := no.end(); k < len(st.words) && k-no.end() < describedWords; k++ {
		if commaBetween(text, st, k, k+1) {
			return hasCue(st.cues, k, k+nearWords, finish|send)
		}
	}
	return false
}

// clauseBinds reports a clause behind "not" that tells what somebody has to do by a date
// as what stands in front of it is: "that does not hold for farms, for which they have
// until the end of June".
func (r *dutyReader) clauseBinds(st *statement, no cue, d date, end int) bool {
	c, _ := lastCue(st.cues, no.end(), d.first, relative)
	return c.len > 0 && r.words.tenses && d.Last > r.since && commaBetween(r.doc.Text[st.start:st.end], st, max(1, c.first-1), c.first+1) &&
		hasCue(st.cues, c.end(), end, must|ordered|due) && !hasCue(st.cues, c.end(), end, not|negation|met|may)
}

// toldBefore reports that who does something, and what, is told in front of a time to
// come already: "the inspectorate goes through the logs in the second half, for nothing
// may be sold".
func (r *dutyReader) toldBefore(st *statement, d date, from int) bool {
	verb, _ := lastCue(st.cues, from, d.first, acting)
	return r.words.tenses && verb.len > 0 && d.Last > r.since && verb.kind&(met|past|event) == 0 && !hasCue(st.cues, from, d.first, not|negation|may) && slices.ContainsFunc(st.groups, func(g group) bool {
		return g.first >= from && g.role == actor && (g.end <= verb.first && verb.first-g.end <= nearWords || g.first >= verb.end() && g.first-verb.end() <= 1)
	})
}

// eventClause reports a time that stands behind a meeting or the like which opens a clause of its own: "they will have to decide, and elections are on
// 15 March".
func (r *dutyReader) eventClause(st *statement, d date, from int) bool {
	held, gap := lastCue(st.cues, from, d.first, event)
	if held.len == 0 || held.kind&(binding|acting) != 0 || gap > nearWords || d.Precision != corpus.DayPrecision || inGroup(st, held) || held.first <= from || hasCue(st.cues, held.end(), d.first, binding) {
		return false
	}
	text := r.doc.Text[st.start:st.end]
	return commaBetween(text, st, max(1, held.first-1), held.first+1) && !commaBetween(text, st, held.end(), d.first+1)
}

// condition reports a verb in a clause at the beginning that only tells behind what
// something has to be done: "as soon as the law is adopted, and before 31 January".
func (r *dutyReader) condition(st *statement, verb cue, d date, from int) bool {
	c, gap := lastCue(st.cues, from, verb.first, once)
	return c.len > 0 && c.first <= from+1 && gap <= toldWords && commaBetween(r.doc.Text[st.start:st.end], st, verb.end(), d.first+1)
}

// inCondition reports a time in a clause with which a part of a sentence begins and that
// only tells in which case the rest holds: "if the zone is not there in December, we know
// whom to call".
func (r *dutyReader) inCondition(st *statement, d date, from int) bool {
	c, _ := right(st, from)
	if c.kind&once == 0 || c.first > from || d.Relation != "" && d.Relation != corpus.In || hasCue(st.cues, from, d.first, order|must|upon|lead) {
		return false
	}
	text := r.doc.Text[st.start:st.end]
	return !commaBetween(text, st, c.end(), d.first+1) && d.end < len(st.words) && commaBetween(text, st, d.end, min(d.end+toldWords, len(st.words)))
}

// inAside reports a time of what a clause only tells of somebody named in front
// of it: "the province, which was merged with another in July, shall".
func (r *dutyReader) inAside(st *statement, d date, from, end int) bool {
	if d.Relation != "" && d.Relation != corpus.In || d.Precision == corpus.YearPrecision {
		return false
	}
	text := r.doc.Text[st.start:st.end]
	c, gap := lastCue(st.cues, from, d.first, relative)
	for i := d.first - 1; i > from && i >= d.first-nearWords && len(r.words.which) > 0; i-- { // written onto the verb
		if hasAffix(st.words[i].Folded, r.words.which, strings.HasPrefix) && commaBetween(text, st, i, i+1) {
			c, gap = cue{relative, i, 1}, d.first-i-1
			break
		}
	}
	if c.len == 0 || gap > toldWords || c.first == from {
		return false
	}
	if d.Basis != corpus.YearInferred && !commaBetween(text, st, c.first, c.first+1) && !commaBetween(text, st, c.first-1, c.first) {
		return false
	}
	closes := end
	for k := d.end; k < end; k++ {
		if strings.ContainsAny(text[st.words[k-1].End:st.words[k].Start], ",،)") {
			closes = k
			break
		}
	}
	if closes == end || hasCue(st.cues, c.end(), closes, must|ordered|order|upon) || commaBetween(text, st, c.end(), d.first+1) {
		return false
	}
	if d.Basis == corpus.YearInferred && slices.ContainsFunc(st.words[c.end():closes], func(w lang.Word) bool {
		return utf8.RuneCountInString(w.Folded) >= verbRunes && hasAffix(w.Folded, r.words.pastEnds, strings.HasSuffix)
	}) {
		return true // "which in August failed to agree on"
	}
	return !hasCue(st.cues, c.end(), closes, acting) || hasCue(st.cues, c.end(), closes, past|met|passive)
}

// setApartClause reports a verb in a clause between commas that tells of what stands in
// front of it, where what is told of the date goes on behind the clause: "the city,
// in which 46 stations work already, will by 10 February".
func (r *dutyReader) setApartClause(st *statement, verb cue, d date) bool {
	text := r.doc.Text[st.start:st.end]
	opens := func(i int) bool {
		return i > 0 && strings.ContainsAny(text[st.words[i-1].End:st.words[i].Start], ",،") &&
			(hasAffix(st.words[i].Folded, r.words.which, strings.HasPrefix) || slices.ContainsFunc(st.cues, func(c cue) bool { return c.kind&relative != 0 && c.first <= i+1 && c.first >= i }))
	}
	if c, _ := lastCue(st.cues, 0, verb.first, topical); c.len > 0 && c.first <= 1 && verb.first-c.end() <= nearWords { // "as for the repair of the Kan palace, it will"
		return commaBetween(text, st, verb.end(), d.first)
	}
	for i := verb.first; i > 0 && verb.first-i <= toldWords; i-- {
		if opens(i) {
			return commaBetween(text, st, verb.end(), d.first)
		}
		if strings.ContainsAny(text[st.words[i-1].End:st.words[i].Start], ",،;:") {
			return false
		}
	}
	return false
}

// already reports a word that elsewhere tells what is done, straight in front of
// a day on which something must be: "must be there already on 10 February".
func already(st *statement, c cue, from int) bool {
	if c.kind&met != 0 && c.first == from && slices.ContainsFunc(st.dates, func(d date) bool { // "already by 25 November"
		return d.first == c.end() && (d.Relation == corpus.By || d.Relation == corpus.Before || d.Relation == corpus.In && d.Precision != corpus.DayPrecision)
	}) {
		return true
	}
	return c.kind&met != 0 && c.len == 1 && hasCue(st.cues, from, c.first, must|ordered|expected) &&
		slices.ContainsFunc(st.dates, func(d date) bool { return d.first == c.end() })
}

// beforeColon reports that a colon parts a verb of the past from a date that
// somebody acts by: "decided the following: the service completes".
func (r *dutyReader) beforeColon(st *statement, c cue, d date) bool {
	text := r.doc.Text[st.start:st.end]
	behind := st.words[c.end()-1].End
	if behind > d.Lead {
		return false
	}
	at := strings.Index(text[behind:d.Lead], ": ")
	return at >= 0 && hasCue(st.cues, c.end(), d.first, acting|binding)
}

// ofPeriod reports a time that only names whose plan, budget or period it is,
// or when something begins.
func (r *dutyReader) ofPeriod(st *statement, d date) bool {
	if c, gap := lastCue(st.cues, 0, d.first, begin|predicate); c.kind&begin != 0 && gap <= nearWords {
		return true
	}
	if d.Precision == corpus.YearPrecision && r.planFor(st, d) {
		return true
	}
	if c, gap := lastCue(st.cues, 0, d.first, period); c.len > 0 && gap == 0 && ofYears(d) {
		return true // "the programme for the years 2026-2030"
	}
	if d.Precision == corpus.RangePrecision && !ofYears(d) || d.Relation == corpus.In && d.Lead < d.Start {
		return false // "in the period from 1 July to 31 August" is when it is done
	}
	c, gap := lastCue(st.cues, 0, d.first, period|predicate)
	return c.kind&period != 0 && gap <= nearWords
}

// planFor reports a year behind a plan, a budget or the like and what that is of: "the
// plans of planting for 2026".
func (r *dutyReader) planFor(st *statement, d date) bool {
	for i := d.first - 1; i >= 0 && i >= d.first-nearWords-1; i-- {
		phrase := []lang.Word{st.words[i], st.words[d.first]}
		if c := r.words.cues.at(phrase, 0, r.words.cues.key(phrase[0])); c.len == len(phrase) && c.kind&period != 0 {
			return true
		}
	}
	return false
}
