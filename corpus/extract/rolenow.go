package extract

// nowMust takes a body of which is told first what it has or has not done, and behind a comma
// what it must do, as the one that must: "the university has fallen behind, and now must".
func (r *dutyReader) nowMust(text string, st *statement) {
	for i, g := range st.groups {
		if g.role == topic {
			continue // "as for the data, the university"
		}
		if g.role != plain {
			return
		}
		told, gap := right(st, g.end)
		if told.kind&(met|past|not) == 0 || gap > 0 || g.first > 0 && hasCue(st.cues, g.first-1, g.first, relative) {
			return
		}
		for _, c := range st.cues {
			if c.first < told.end() || c.kind&must == 0 {
				continue
			}
			next := i+1 < len(st.groups) && st.groups[i+1].first < c.first
			if !next && c.first-told.end() <= asideWords+nearWords && commaBetween(text, st, max(told.end(), c.first-1), c.first+1) {
				st.groups[i].role = subject
			}
			break
		}
		return
	}
}

// dailyPaper reports a word for a recurrence between an article and a name, which says what
// kind of paper that is: "the daily Nhan Dan".
func (r *dutyReader) dailyPaper(text string, st *statement, d date) bool {
	return d.first > 0 && d.end < len(st.words) && r.startsWithArticle(st, d.first-1) && capitalAt(text, st.words[d.end]) && r.joined(text, st, d.first-1, d.end) && cased(r.doc.Language)
}
