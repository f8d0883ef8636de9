package extract

import (
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/lang"
)

// This file tells dates of what is only told beside a duty: since when something drags on,
// what has been done by a day gone by, what the task serves, and times too vague to bind.

// draggedOn reports a month or longer gone by since which something goes on, where by when
// something has to be done is told behind: "where clearance has dragged on since August
// 2023, must be finished in the first half of 2027".
func (r *dutyReader) draggedOn(st *statement, all []date, i, end int) bool {
	d := all[i]
	if d.Relation != corpus.From || d.Last != "" || d.Precision == corpus.DayPrecision || d.First == "" || r.since == "" || d.First >= r.since {
		return false
	}
	return slices.ContainsFunc(all[i+1:], func(other date) bool { return other.end <= end && other.Last > r.since })
}

// served reports a day in a clause that tells what the task in front of it is for, where
// that has a deadline of its own and nobody does or hands in anything in the clause: "by
// 15 August, so that schools can use it when the year starts on 5 September".
func (r *dutyReader) served(st *statement, all []date, i, from int) bool {
	d := all[i]
	if i == 0 || d.Relation != "" && d.Relation != corpus.In && d.Relation != corpus.Before && d.Relation != corpus.By {
		return false
	}
	for k := d.first - 1; k > from && k >= all[i-1].end; k-- {
		one := r.words.soThat[st.words[k].Folded] || k+1 < d.first && r.words.soThat[st.words[k].Folded+" "+st.words[k+1].Folded]
		if one {
			return all[i-1].use == deadline && all[i-1].first >= from && !hasCue(st.cues, k, d.first, order|ordered|upon|send)
		}
	}
	return false
}

// beenDone reports a day without its year, which taken as one to come lies far ahead, in a
// clause that tells what was done by then: "of which 14 million was disbursed by 30
// September".
func (r *dutyReader) beenDone(st *statement, d date, from, end int) bool {
	if !d.far || !r.words.tenses || d.Relation == corpus.Every || d.Relation == corpus.From {
		return false
	}
	first, behind := r.clause(st, d, from, end)
	if r.wasSpent(st, first, behind) && !hasCue(st.cues, first, behind, must|order|upon|lead) && r.bearerless(st, first, behind) {
		return true
	}
	if hasCue(st.cues, first, behind, order|ordered|must|upon|lead|aim|moved|negation|not) || r.future() || r.bindingFrame() {
		return false
	}
	if !r.bearerless(st, first, behind) {
		return false
	}
	if first > from && behind < end && behind == d.end && d.first-first <= 1 && d.first > first && (d.Relation == "" || d.Relation == corpus.In) && !hasCue(st.cues, first, behind, due) {
		return true // "the law, adopted on 27 June, takes effect"
	}
	for k := first; k < behind; k++ {
		if k >= d.first && k < d.end {
			continue
		}
		if hasCue(st.cues, k, k+1, past|met) {
			return true
		}
		if first > from && k <= first+1 && k < d.first && (d.Relation == "" || d.Relation == corpus.In) && len([]rune(st.words[k].Folded)) >= verbRunes && hasAffix(st.words[k].Folded, r.words.pastEnds, strings.HasSuffix) && !hasCue(st.cues, k, k+1, must) {
			return true // "adopted on 27 June"
		}
	}
	return false
}

// wasSpent reports a word between two others for what was done, and not for what is to be.
func (r *dutyReader) wasSpent(st *statement, from, end int) bool {
	return slices.ContainsFunc(r.words.spent.find(st.words[from:end]), func(c cue) bool {
		at := from + c.first
		toBe := slices.ContainsFunc(st.cues, func(c cue) bool { return c.first < at && c.end() > at && c.kind&acting != 0 })
		return !toBe && (!hasCue(st.cues, at-1, at, passive) || hasCue(st.cues, at-1, at, past))
	})
}

// begunIn reports a day or month without its year, which taken as one to come lies far
// ahead, straight behind a verb of what has been, in front of all that is told to be done:
// "work began in March and must be finished in May".
func (r *dutyReader) begunIn(st *statement, d date, from int) bool {
	if !d.far || !r.words.tenses || d.Relation != "" && d.Relation != corpus.In {
		return false
	}
	c, gap := lastCue(st.cues, from, d.first, past|met|predicate)
	return c.kind&(past|met) != 0 && c.kind&binding == 0 && gap == 0 && !hasCue(st.cues, from, c.first, binding)
}

// orderedIn reports a day or month without its year that tells when somebody was told to do
// something, or by when it was to be done, where both are over: "in April the ministry was
// told to finish by 15 August".
func (r *dutyReader) orderedIn(st *statement, all []date, i, from, end int) bool {
	if !all[i].far {
		return false
	}
	at := slices.IndexFunc(all, func(d date) bool {
		return d.far && d.first >= from && d.end <= end && (d.Relation == "" || d.Relation == corpus.In) && (d.Precision == corpus.DayPrecision || d.Precision == corpus.MonthPrecision)
	})
	if at < 0 || at > i {
		return false
	}
	told := all[at]
	by := slices.IndexFunc(all, func(d date) bool {
		return d.first >= told.end && d.end <= end && d.far && d.Last > told.Last && (d.Relation == corpus.Before || d.Relation == corpus.By)
	})
	if by < 0 || i != at && i != by {
		return false
	}
	asks := slices.IndexFunc(st.cues, func(c cue) bool {
		return c.kind&(order|ordered|given) != 0 && c.kind&must == 0 && c.first >= from && c.end() <= all[by].first && !hasCue(st.cues, from, c.first, must)
	})
	if asks < 0 {
		return false
	}
	c := st.cues[asks]
	return told.first-from <= nearWords && c.first >= told.end || told.first >= c.end() && told.first-c.end() <= 1
}

// plannedByNobody reports a day or month for which something is planned, where nobody is
// told to do it, here or in front: "officials plan to open the museum on 19 May".
func (r *dutyReader) plannedByNobody(st *statement, d date, from, end int) bool {
	if d.Relation != "" && d.Relation != corpus.In || d.Precision != corpus.DayPrecision && d.Precision != corpus.MonthPrecision || r.bindingFrame() || r.frame() != nil {
		return false
	}
	return hasCue(st.cues, from, d.first, expected) && !hasCue(st.cues, from, end, order|ordered|must|upon|lead|due|moved|agent) && len(st.groups) == 0 && !r.answered(st, from, end)
}

// bearerless reports that nobody acts between two words.
func (r *dutyReader) bearerless(st *statement, from, end int) bool {
	return !slices.ContainsFunc(st.groups, func(g group) bool {
		return g.first >= from && g.first < end && g.role.weight() >= actor.weight()
	})
}

// clause gives the words between the commas or the like around a date.
func (r *dutyReader) clause(st *statement, d date, from, end int) (first, behind int) {
	text := r.doc.Text[st.start:st.end]
	parts := func(k int) bool {
		return strings.ContainsAny(text[st.words[k-1].End:st.words[k].Start], ",،;:()–—")
	}
	for first = d.first; first > from && !parts(first); first-- {
	}
	behind = d.end
	if first == d.first && first == from && behind < end && parts(behind) {
		behind++ // it opens what is told behind the comma
	}
	for ; behind < end && !parts(behind); behind++ {
	}
	return first, behind
}

// unnumbered reports a time of several months or the like that are not counted: "in the coming
// months".
func (r *dutyReader) unnumbered(words []lang.Word, d calendar.Date) bool {
	if d.Basis != corpus.Relative {
		return false
	}
	first, end := wordAt(words, d.Start), wordAt(words, d.End-1)+1
	return slices.ContainsFunc(r.words.vagueTimes.find(words[max(0, first-1):min(end+1, len(words))]), func(c cue) bool {
		return c.first+max(0, first-1) < end
	})
}

// toldAside reports a verb in a clause behind a comma that tells more of what stands
// between a day and it: "must by 25 December send the draft, which was put off twice".
func (r *dutyReader) toldAside(st *statement, verb cue) bool {
	text := r.doc.Text[st.start:st.end]
	for k := verb.first; k > 0 && verb.first-k <= nearWords; k-- {
		if !commaBetween(text, st, k, k+1) && !strings.ContainsAny(text[st.words[k-1].End:st.words[k].Start], ",،") {
			continue
		}
		opens := hasAffix(st.words[k].Folded, r.words.which, strings.HasPrefix) && lang.RightToLeft(r.doc.Language) || hasCue(st.cues, k, k+nearWords, relative)
		inFront := slices.ContainsFunc(st.dates, func(d date) bool { return d.end < k })
		near := slices.ContainsFunc(st.dates, func(d date) bool { return d.end == k || d.first >= k })
		return opens && inFront && !near
	}
	return false
}

// inPurpose reports "so that" between two words: what stands behind it tells what something
// is done for.
func (r *dutyReader) inPurpose(st *statement, from, end int) bool {
	for i := max(from, 1); i < end; i++ {
		opener := ""
		for _, w := range st.words[i:min(i+3, len(st.words))] { // "in order that"
			opener = strings.TrimSpace(opener + " " + w.Folded)
			if r.words.soThat[opener] {
				return true
			}
		}
	}
	return false
}

// toldOfObject reports words in a clause about what something is done with, behind which
// "and" and another verb of what is done follow, up to a time: "completes the review of the
// texts that are not yet adapted and reports by 15 April".
func (r *dutyReader) toldOfObject(st *statement, c cue) bool {
	text := r.doc.Text[st.start:st.end]
	which, gap := lastCue(st.cues, 0, c.first, relative)
	if found := r.words.whether.find(st.words[:c.first]); which.len == 0 && len(found) > 0 {
		which, gap = found[0], c.first-found[0].end()
	}
	if !r.words.tenses || which.kind&(once|must) != 0 || which.len == 0 || gap > toldWords || which.first < 1 || commaBetween(text, st, which.first, c.first+1) || !hasCue(st.cues, 0, which.first, acting|must) {
		return false
	}
	return slices.ContainsFunc(st.dates, func(d date) bool { return r.alsoDoes(st, c, d.first) })
}

// commaBehind reports a comma, with more of what is to be done behind it, between words in
// an item and a date: "send the list of networks not yet connected, stating why, by 5 May".
func (r *dutyReader) commaBehind(st *statement, c cue, d date) bool {
	return hasCue(st.cues, 0, c.first, acting) && c.first > 1 && commaBetween(r.doc.Text[st.start:st.end], st, c.end(), d.first+1)
}

// findsOut takes words of what is done, moved or allowed as no such behind "whether", where
// the time stands in front of that: "has ten days to say whether the lease can be extended".
func (r *dutyReader) findsOut(st *statement) {
	for _, w := range r.words.whether.find(st.words) {
		at := w.end()
		if !hasCue(st.cues, 0, at, binding|acting|given) || !slices.ContainsFunc(st.dates, func(d date) bool { return d.end <= w.first }) || slices.ContainsFunc(st.dates, func(d date) bool { return d.first >= at }) {
			continue
		}
		for i, c := range st.cues {
			if c.first >= at && c.kind&binding == 0 {
				st.cues[i].kind &^= moved | not | met | ended | event | may | expected | past
			}
		}
	}
}

// onlyAsks reports a date behind "whether" of something that somebody only asks or wonders
// about: "delegates asked whether the bridge will open by 1 May".
func (r *dutyReader) onlyAsks(st *statement, d date, from int) bool {
	for _, w := range found(st, r.words.whether, max(from, d.first-reachWords), d.first) {
		if w.first < from || w.end() > d.first || commaBetween(r.doc.Text[st.start:st.end], st, w.end(), d.first+1) || r.bindingFrame() || r.alsoDoes(st, w, d.first) {
			continue
		}
		asks, gap := lastCue(st.cues, from, w.first+1, binding)
		return asks.len == 0 && !hasCue(st.cues, from, w.first-1, acting) && !hasCue(st.cues, w.first, w.end(), acting) || asks.kind&order != 0 && asks.kind&(ordered|must) == 0 && gap <= nearWords
	}
	return false
}

// alsoDoes reports "and" and another verb of what is done behind words, in front of word end.
func (r *dutyReader) alsoDoes(st *statement, c cue, end int) bool {
	text := r.doc.Text[st.start:st.end]
	for _, next := range st.cues {
		if next.first >= c.end() && next.first < end && next.kind&acting != 0 && next.kind&(met|past|not) == 0 {
			conjunction := lang.Conjunction(r.doc.Language)
			return r.x.spoken(r.doc.Language).joinsAt(text, st.words, next.first-1) || conjunction != "" && strings.HasPrefix(st.words[next.first].Folded, conjunction)
		}
	}
	return false
}

// inBrackets reports a date that fills a pair of brackets.
func (r *dutyReader) inBrackets(st *statement, d date) bool {
	text := r.doc.Text[st.start:st.end]
	return strings.HasSuffix(strings.TrimRight(text[:d.Lead], " "), "(") && strings.HasPrefix(strings.TrimLeft(text[d.End:], " "), ")")
}
