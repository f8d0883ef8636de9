package extract

import (
	"slices"
	"strings"
)

// What stands between a body and the phrase that tells what it does.

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
	if i > 0 && r.enclosed(text, st, all[i-1], g, right) {
		return false
	}
	for _, other := range all[i+1:] {
		if other.first >= right.first {
			break
		}
		if r.placeBehind(st, g, other) {
			continue // "the union of the province"
		}
		if other.first == g.end && strings.HasSuffix(strings.TrimRight(text[:st.words[other.first].Start], " "), "(") {
			continue // its short name
		}
		if r.enclosed(text, st, g, other, right) {
			continue // "the ministry, set up from two ministries, shall"
		}
		if _, again := st.meant[other.mentions[0].Start]; again {
			continue // "the committee, which houses the centre, must"
		}
		if first, end, ok := r.asideClause(text, st, other); ok && first >= g.end && right.first >= end {
			continue
		}
		if c, gap := lastCue(st.cues, g.end, other.first, cooperate|cooperating|of|toward); c.len == 0 || gap > nearWords || slices.ContainsFunc(st.dates, func(d date) bool { return d.first <= c.first && c.end() <= d.end && d.end <= other.first }) {
			return false
		}
	}
	return true
}

// placeBehind reports that the second of two names is the province in which the
// first is, with nothing but a word for it between: "Союзу женщин провинции
// Шонла".
func (r *dutyReader) placeBehind(st *statement, first, second group) bool {
	if second.first <= first.end || second.first-first.end > nearWords || len(second.mentions) != 1 || !r.x.lexicon.Governs(second.mentions[0].ID) {
		return false
	}
	spoken := r.x.spoken(r.doc.Language)
	for i := first.end; i < second.first; i++ {
		if w := markedForm(st.words[i]); !spoken.place[w] && !spoken.of[w] {
			return false
		}
	}
	text := r.doc.Text[st.start:st.end]
	return strings.TrimSpace(text[st.words[first.end-1].End:st.words[first.end].Start]) == ""
}

// enclosed reports that the second of two agencies only tells of the first: it
// stands between commas that close straight behind that one and straight in
// front of what is told, "the department, the standing body of the commission,
// presents".
func (r *dutyReader) enclosed(text string, st *statement, first, second group, told cue) bool {
	if told.first < second.end || second.first <= first.end || told.first >= len(st.words) {
		return false
	}
	comma := func(i int) bool {
		gap := text[st.words[i-1].End:st.words[i].Start]
		return strings.ContainsAny(gap, ",،") && !strings.ContainsAny(gap, ";:.")
	}
	if !comma(first.end) || r.x.spoken(r.doc.Language).joinsAt(text, st.words, second.first-1) {
		return false
	}
	for i := first.end + 1; i <= second.first; i++ {
		if comma(i) {
			return false
		}
	}
	for i := second.end + 1; i < told.first; i++ {
		if comma(i) && told.first-i > 1 {
			return false
		}
	}
	return comma(told.first) || told.first-1 > second.end && comma(told.first-1)
}
