package extract

import (
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/format"
	"vanthu/corpus/lang"
)

// This file finds the day of the act that a text is or tells of, from which limits
// count that name it by no more than its kind: "within 20 days of the notice".

// actDays gives, by the symbols of their kinds, the days of the acts that the opening
// of a text names, with a day behind the number or in the same sentence, and its own.
// A kind of which the text names two acts has none.
func (r *dutyReader) actDays(blocks []format.Block) map[string]corpus.Day {
	days, names := map[string]corpus.Day{}, map[string]string{}
	kinds := map[string]bool{}
	for _, t := range r.words.types {
		kinds[lang.Fold(t.symbol)] = true
	}
	own := r.ownDay()
	if ns := fullNumbers(r.doc.Number); len(ns) > 0 && r.doc.Issued != "" {
		if kind := kindOf(ns[0], kinds); kind != "" {
			return map[string]corpus.Day{kind: own}
		}
	}
	for _, n := range fullNumbers(r.doc.Text) {
		kind := kindOf(n, kinds)
		if before, ok := names[kind]; ok && before != n.Key {
			names[kind] = "" // of several
		} else if !ok {
			names[kind] = n.Key
		}
	}
	for _, b := range blocks {
		if b.Start > datelineBytes {
			break
		}
		block := r.doc.Text[b.Start:b.End]
		for _, s := range lang.Sentences(block, r.words.abbreviated) {
			line := block[s.Start:s.End]
			for _, n := range fullNumbers(line) {
				kind := kindOf(n, kinds)
				if kind == "" || names[kind] != n.Key || days[kind] != "" {
					continue
				}
				if day := r.actDay(line, n, own); day != "" {
					days[kind] = day
				}
			}
		}
	}
	return days
}

// kindOf gives the symbol of the kind of act that a number is of.
func kindOf(n Number, kinds map[string]bool) string {
	for _, part := range strings.Split(n.Key, "|")[1:] {
		if kinds[part] {
			return part
		}
	}
	return ""
}

// actDay gives the day of the act whose number a sentence names: that behind the number,
// else the one day of the sentence, which tells when it came out.
func (r *dutyReader) actDay(line string, n Number, own corpus.Day) (day corpus.Day) {
	words := lang.Words(line)
	for _, d := range r.finder.FindWords(line, words, own) {
		if d.Precision != corpus.DayPrecision || d.Relation == corpus.Before || d.Relation == corpus.By || d.Relation == corpus.Within {
			continue
		}
		if r.datesDocument(line, words, d, []Number{n}) {
			return d.Last
		}
		if day == "" && d.Last <= own {
			day = d.Last
		}
	}
	return day
}

// actAt reads the noun for the act that the text is or tells of at word i, and gives its
// day and the word behind it: "the notice", and not "the notice of the tax office".
func (r *dutyReader) actAt(words []lang.Word, i int, days func() map[string]corpus.Day) (day corpus.Day, next int, ok bool) {
	tag := r.doc.Language
	for _, t := range r.words.types {
		n := len(t.words)
		if i+n > len(words) {
			continue
		}
		first, fits := words[i].Folded, true
		if article := lang.Article(tag); article != "" && !strings.HasPrefix(t.words[0], article) {
			if first, fits = strings.CutPrefix(first, article); !fits {
				continue
			}
		}
		for k, w := range t.words {
			have := words[i+k].Folded
			if k == 0 {
				have = first
			}
			if k == n-1 {
				have = lang.Stem(tag, have)
			}
			fits = fits && have == w
		}
		if !fits || r.opensOwner(words, i+n) {
			continue
		}
		if day := days()[lang.Fold(t.symbol)]; day != "" {
			return day, i + n, true
		}
	}
	return "", i, false
}

// opensOwner reports a word that tells of what, or of whom, the thing named in front of it
// is, and no article of the next noun: "within 20 days of the dispatch a proposal".
func (r *dutyReader) opensOwner(words []lang.Word, i int) bool {
	if i >= len(words) {
		return false
	}
	kind := r.words.cues.at(words, i, r.words.cues.key(words[i])).kind
	return kind&of != 0 && kind&indefinite == 0
}
