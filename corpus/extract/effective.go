package extract

import (
	"vanthu/corpus"
	"vanthu/corpus/format"
	"vanthu/corpus/lang"
)

// effectWords is how many words a sentence has at most that tells from when a
// document holds and does not name it.
const effectWords = 14

// effective gives the day from which a document holds, as a sentence of its own
// tells: "This decision takes effect on 1 February 2026". A sentence that names
// the document itself counts before others; it is empty where none tells.
func (r *dutyReader) effective(blocks []format.Block) corpus.Day {
	own := r.ownDay()
	found := corpus.Day("")
	for _, b := range blocks {
		if b.Kind == format.RowBlock {
			continue
		}
		block := r.doc.Text[b.Start:b.End]
		for _, s := range lang.Sentences(block, r.words.abbreviated) {
			line := block[s.Start:s.End]
			words := lang.Words(line)
			told, itself, signed := r.finder.Effect(line, words)
			if !told || !itself && len(words) > effectWords {
				continue
			}
			numbers := r.x.numbers(line, words, r.doc.Language)
			if !itself && len(numbers) > 0 {
				continue
			}
			for _, d := range r.finder.FindWords(line, words, own) {
				if d.Precision != corpus.DayPrecision || d.Relation == corpus.Before || d.Relation == corpus.By || d.Relation == corpus.Within || r.datesDocument(line, words, d, numbers) {
					continue
				}
				day := d.Last
				if d.Relation == corpus.From {
					day = d.First
				}
				if itself {
					return day
				}
				if found == "" {
					found = day
				}
			}
			if itself && signed {
				return own
			}
		}
	}
	return found
}
