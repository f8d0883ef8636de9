package extract

import (
	"slices"
	"strings"

	"vanthu/corpus"
)

// This file tells dates until which something only goes on, dates that firms count on, and
// years of what is rated or of the money that is spent.

// bindsNobody reports a time that binds nobody, as something only lasts until then, a firm hopes
// for it, or it is the year of which somebody is rated or of which money is.
func (r *dutyReader) bindsNobody(st *statement, d date, at, from, end int) bool {
	return r.lastsUntil(st, d, from, end) || r.seasonEnds(st, d, at, end) || r.countedOn(st, d, from, end) || r.ratedFor(st, d, from, end) || r.yearOfMoney(st, d, from, end)
}

// lastsUntil reports until when something lasts, is shown or is open to people, where
// nobody is told to keep it so: "an exhibition, which is open until 14 March".
func (r *dutyReader) lastsUntil(st *statement, d date, from, end int) bool {
	if d.Relation == corpus.Before && !r.words.idle.until { // what is open before a day opens then
		return false
	}
	lasts := found(st, r.words.idle.lasts, from, end)
	text := r.doc.Text[st.start:st.end]
	return slices.ContainsFunc(lasts, func(c cue) bool {
		beside := c.first < d.first && d.first-c.end() <= toldWords && !dateBetween(st, c.end(), d.first) || c.first >= d.first && c.first-d.end <= nearWords+1
		if !beside || c.first >= d.end && commaBetween(text, st, d.end, c.first+1) {
			return false
		}
		first := from
		if which, gap := lastCue(st.cues, from, c.first, relative); which.len > 0 && gap <= nearWords+1 {
			first = which.first // what a clause tells of something in a task
		} else if k := c.first; k > from && len(r.words.which) > 0 && hasAffix(st.words[k].Folded, r.words.which, strings.HasPrefix) && commaBetween(text, st, k, k+1) {
			first = k
		}
		behind := max(c.end(), d.end)
		for first == from && behind < end && !commaBetween(text, st, behind, behind+1) && !hasCue(st.cues, behind, behind+1, and) {
			behind++
		}
		return !apart(st, lasts, first, behind, order|ordered|upon|must|lead|finish|send) && !hasCue(st.cues, first, behind, moved) && !apart(st, lasts, c.end(), d.first, acting)
	})
}

// dateBetween reports another time of the sentence between two words.
func dateBetween(st *statement, from, end int) bool {
	return slices.ContainsFunc(st.dates, func(d date) bool { return d.first >= from && d.end <= end })
}

// seasonEnds reports the end of a term of office, a school year or a season with which a
// sentence opens: "his term ends on 30 June".
func (r *dutyReader) seasonEnds(st *statement, d date, at, end int) bool {
	seasons := found(st, r.words.idle.seasons, at, min(at+openingWords, end))
	return len(seasons) > 0 && seasons[0].end() <= d.first && seasons[0].first-at <= nearWords &&
		!apart(st, seasons, at, end, order|ordered|upon|must|lead|send|moved) && r.bearerless(st, seasons[0].end(), end) &&
		!commaBetween(r.doc.Text[st.start:st.end], st, seasons[0].end(), d.first+1)
}

// countedOn reports a time that a firm or an investor only hopes for or plans by itself, or
// a year that a country does: "the company counts on selling the first samples in the
// fourth quarter".
func (r *dutyReader) countedOn(st *statement, d date, from, end int) bool {
	if r.bindingFrame() {
		return false
	}
	to, who := d.first, found(st, r.words.idle.firms, from, end)
	if d.Precision == corpus.YearPrecision {
		to = end
		who = append(who, found(st, r.words.idle.nations, from, end)...)
	}
	who = slices.DeleteFunc(who, func(c cue) bool { return r.ofState(st, c) })
	awaited := found(st, r.words.idle.awaited, from, to)
	says := slices.DeleteFunc(found(st, r.words.says, from, end), func(c cue) bool { return hasCue(st.cues, c.first, c.end(), acting) || inGroup(st, c) })
	return slices.ContainsFunc(who, func(firm cue) bool {
		return r.saidBy(st, firm, says, awaited, from, end) || r.hopedBy(st, firm, says, awaited, from, end)
	})
}

// saidBy reports what a firm only says of its plans: "the director of the company said".
func (r *dutyReader) saidBy(st *statement, firm cue, says, awaited []cue, from, end int) bool {
	idle := append(r.futures(st, from, end), awaited...)
	return slices.ContainsFunc(says, func(c cue) bool {
		kinds := order | ordered | upon | must | lead | send
		edge := c.first == from || firm.end() == end
		if edge && !r.rulesBetween(st, from, end) { // "will reach it, according to the investor"
			kinds &^= must | send
		}
		source := hasCue(st.cues, c.first, c.end(), of) && firm.first-c.end() <= 1 // "will, according to the investor, reach it"
		front := c.end() <= firm.first && firm.first-c.end() <= nearWords && (edge || source || r.words.verbFirst)
		if c.first >= firm.end() && firm.first-from <= toldWords && !r.rulesBetween(st, from, end) {
			kinds &^= send // "the representative of the company said that it would deliver"
		}
		return (front || c.first >= firm.end() && c.first-firm.end() <= nearWords) && !apart(st, idle, from, end, kinds)
	})
}

// hopedBy reports that a firm hopes or plans what is told, and no body of the state that
// stands in front of it.
func (r *dutyReader) hopedBy(st *statement, firm cue, says, awaited []cue, from, end int) bool {
	for _, c := range says {
		if c.end() <= firm.first {
			from = c.end() // who says so may be one
		}
	}
	if slices.ContainsFunc(st.groups, func(g group) bool {
		return g.first >= from && g.end <= firm.first && g.role.weight() >= actor.weight() && !slices.ContainsFunc(g.mentions, func(m Mention) bool { return m.ID != "" })
	}) {
		return false // "the department, together with the company, plans to"
	}
	return slices.ContainsFunc(awaited, func(hope cue) bool {
		behind := hope.first >= firm.end() && hope.first-firm.end() <= toldWords && !r.rulesBetween(st, from, hope.first)
		return (behind || r.words.verbFirst && hope.end() <= firm.first && firm.first-hope.end() <= 1) &&
			!apart(st, awaited, min(hope.first, firm.first), end, order|ordered|upon|must|lead)
	})
}

// rulesBetween reports a body of the state that rules between two words.
func (r *dutyReader) rulesBetween(st *statement, from, end int) bool {
	return slices.ContainsFunc(st.groups, func(g group) bool {
		return g.first >= from && g.end <= end && slices.ContainsFunc(g.mentions, func(m Mention) bool { return r.x.lexicon.Rules(m.ID) })
	})
}

// ratedFor reports a year for which somebody is rated: "will not be assessed as having
// done his task in 2025".
func (r *dutyReader) ratedFor(st *statement, d date, from, end int) bool {
	return d.Precision == corpus.YearPrecision && len(found(st, r.words.idle.rated, from, end)) > 0
}

// yearOfMoney reports a year of which money is that somebody has to spend by another day:
// "must within 20 days allot the rest of what was set aside in 2026".
func (r *dutyReader) yearOfMoney(st *statement, d date, from, end int) bool {
	if d.Precision != corpus.YearPrecision && !ofYears(d) || !slices.ContainsFunc(st.dates, func(other date) bool {
		return other.first != d.first && other.Precision != corpus.YearPrecision && !ofYears(other)
	}) {
		return false
	}
	return slices.ContainsFunc(found(st, r.words.idle.setAside, from, end), func(c cue) bool {
		return c.end() <= d.first && d.first-c.end() <= toldWords && !apart(st, []cue{c}, c.end(), d.first, acting|binding) && !dateBetween(st, c.end(), d.first)
	})
}

// metAgain gives the phrases of a body that meets once more, which tell no more than that:
// "will hold its next working meeting".
func (r *dutyReader) metAgain(st *statement, from, end int) (out []cue) {
	words := st.words[from:end]
	again := r.words.idle.again.find(words)
	for _, m := range r.words.idle.meetings.find(words) {
		if slices.ContainsFunc(again, func(a cue) bool {
			return r.words.tenses && a.end() <= m.first && m.first-a.end() <= nearWords || a.first >= m.end() && a.first-m.end() <= nearWords+1
		}) && !apart(st, []cue{{m.kind, from + m.first, m.len}}, from, end, finish|send) {
			out = append(out, m)
		}
	}
	return out
}
