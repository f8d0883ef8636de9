package extract

import (
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/format"
	"vanthu/corpus/lang"
)

// This file gives what a document shares with others that tell of the same event: days,
// figures, papers, places and bodies, told without words of a language.

// The kinds of marks, in front of what they hold. Documents and agencies are as
// Named has them.
const (
	HeldMark   = "held:"   // the day of the meeting that is reported
	DayMark    = "day:"    // a day told
	FigureMark = "figure:" // the digits of a number, without those that only tell its size
	PlaceMark  = "place:"
	AgencyMark = "agency:"
)

// markedBytes is how much of a document is read for its marks.
const markedBytes = 12_000

// leastFigure is how many digits a figure has at least.
const leastFigure = 2

// marks gives what a document names that is the same in every language and that
// tells its matter from others: the meeting's day, days, documents, bodies and
// figures, each once, in order.
func (r *dutyReader) marks(blocks []format.Block) []string {
	var out []string
	seen, names := map[string]bool{}, 0
	add := func(key string) {
		if !seen[key] {
			seen[key] = true
			out = append(out, key)
		}
	}
	held := r.meeting(blocks)
	if r.ownDay(); held == "" && r.doc.Issued == "" {
		held = r.day
	}
	if held != "" {
		add(HeldMark + string(held))
	}
	for _, b := range blocks {
		if b.Start > markedBytes {
			break
		}
		text := r.doc.Text[b.Start:b.End]
		words := lang.Words(text)
		numbers := r.x.numbers(text, words, r.doc.Language)
		for _, n := range numbers {
			if n.Form != "" {
				add(n.Key)
			}
		}
		dates := r.finder.FindWords(text, words, r.ownDay())
		for _, d := range dates {
			if d.Precision == corpus.DayPrecision && d.First == d.Last && d.First != "" {
				add(DayMark + string(d.First))
			}
		}
		for _, w := range words {
			if key := figure(w.Folded); key != "" && !counted(w, numbers, dates) {
				add(FigureMark + key)
			}
		}
		var bodies, others []corpus.Span
		for _, m := range r.x.Mentions(text, r.doc.Language, words) {
			if m.ID != "" {
				bodies = append(bodies, corpus.Span{Start: m.Start, End: m.End})
			}
			if m.ID != "" && !m.Generic && !m.Collective && r.x.lexicon.LocalKind(m.ID) == "" {
				kind := AgencyMark
				if r.x.lexicon.Governs(m.ID) {
					kind = PlaceMark
				}
				add(kind + r.x.lexicon.Holder(m.ID, r.ownDay()))
			}
		}
		for _, d := range dates {
			others = append(others, corpus.Span{Start: d.Start, End: d.End})
		}
		for _, n := range numbers {
			others = append(others, corpus.Span{Start: n.Start, End: n.End})
		}
		for _, m := range r.nameMarks(text, bodies, others) {
			if names < mostNameMarks && !seen[m] {
				names++
				add(m)
			}
		}
	}
	return out
}

// counted reports a word that is part of a document's number or of a time.
func counted(w lang.Word, numbers []Number, dates []calendar.Date) bool {
	for _, n := range numbers {
		if w.Start < n.End && n.Start < w.End {
			return true
		}
	}
	for _, d := range dates {
		if w.Start < d.End && d.Start < w.End {
			return true
		}
	}
	return false
}

// figure gives the digits of a number by which it is told from others, as 113,
// 113 000 and 113 thousand have the same; empty for small and round ones and
// for years.
func figure(word string) string {
	digits := strings.Map(func(c rune) rune {
		if c == '.' || c == ',' {
			return -1
		}
		return c
	}, word)
	if strings.Trim(digits, "0123456789") != "" || len(word) == 4 && word >= "1945" && word <= "2060" {
		return ""
	}
	if digits = strings.Trim(digits, "0"); len(digits) < leastFigure {
		return ""
	}
	return digits
}
