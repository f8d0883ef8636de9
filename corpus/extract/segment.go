package extract

import (
	"strings"

	"vanthu/corpus/lang"
)

// This file takes sentences apart where each part may tell a duty of its own.

// segments takes a sentence apart at its semicolons, but for those in
// brackets.
func segments(text string, words []lang.Word) []segment {
	var out []segment
	first, depth := 0, 0
	for i := range words {
		gap := text[words[i].End:]
		if i+1 < len(words) {
			gap = text[words[i].End:words[i+1].Start]
		}
		depth = max(0, depth+strings.Count(gap, "(")-strings.Count(gap, ")"))
		if i+1 == len(words) || depth == 0 && strings.ContainsAny(gap, ";؛") {
			out = append(out, segment{first, i + 1})
			first = i + 1
		}
	}
	return out
}

// atEveryColon takes segments apart at their colons.
func atEveryColon(text string, words []lang.Word, segments []segment) []segment {
	var out []segment
	for _, s := range segments {
		for i := s.first + 1; i < s.end; i++ {
			if strings.Contains(text[words[i-1].End:words[i].Start], ": ") {
				out = append(out, segment{s.first, i})
				s.first = i
			}
		}
		out = append(out, s)
	}
	return out
}

// atColons takes segments apart at the colon behind an old deadline, where the
// new one follows: "the date of 1 May no longer holds: the board shall by".
func (st *statement) atColons(text string) []segment {
	if len(st.dates) < 2 {
		return st.segments
	}
	var out []segment
	for _, s := range st.segments {
		for i := s.first + 1; i < s.end; i++ {
			if !strings.Contains(text[st.words[i-1].End:st.words[i].Start], ": ") || !hasCue(st.cues, s.first, i, ended) || !dateBehind(st, s.first, i) || !dateBehind(st, i, s.end) {
				continue
			}
			out = append(out, segment{s.first, i})
			s.first = i
		}
		out = append(out, s)
	}
	return out
}
