package vectors

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/index"
)

// Sizes of what gets a vector, in characters.
const (
	enoughRunes = 200 // a run of passages ends once it has so many
	leastRunes  = 40  // what is shorter is a menu, a caption or a path
)

// leastLetters is the share of letters below which a text says nothing.
const leastLetters = 0.5

// unit is a run of neighbouring passages that gets one vector: short lines
// mean something only together.
type unit struct {
	First int    `json:"f"`
	Last  int    `json:"l"`
	Hash  string `json:"h"`
	text  string
}

// unitsOf cuts a document into units. Left out is what says nothing by itself,
// and what is in another language than the document: names of other pages, for
// the most part, which lie nearer to every question of their language than the
// text that answers. detect tells the language of a text.
func unitsOf(d *corpus.Document, detect func(text, prior string) string) []unit {
	var out []unit
	for _, w := range index.Windows(d) {
		first, size := -1, 0
		end := func(last int) {
			if first < 0 {
				return
			}
			text := lang.Clean(d.Text[d.Passages[first].Start:d.Passages[last].End])
			if tells(text) && detect(text, d.Language) == d.Language {
				if d.Procedure != nil { // its lines are alike in all of them
					text = d.Title + ". " + text
				}
				out = append(out, unit{First: first, Last: last, Hash: hash(passageUse, text), text: text})
			}
			first, size = -1, 0
		}
		for i := w.First; i <= w.Last; i++ {
			p := d.Passages[i]
			if p.Kind == corpus.Heading && i > w.First {
				end(i - 1)
			}
			if first < 0 {
				first = i
			}
			if size += utf8.RuneCountInString(d.Text[p.Start:p.End]); size >= enoughRunes {
				end(i)
			}
		}
		end(w.Last)
	}
	return out
}

// tells reports a text that may answer something.
func tells(text string) bool {
	letters, all := 0, 0
	for _, r := range text {
		all++
		if unicode.IsLetter(r) || unicode.IsMark(r) || r == ' ' {
			letters++
		}
	}
	return all >= leastRunes && float64(letters) >= leastLetters*float64(all) && strings.Contains(text, " ")
}

// hash names a text by what it holds and what it is used for.
func hash(use, text string) string {
	sum := sha256.Sum256([]byte(use + "\n" + text))
	return hex.EncodeToString(sum[:16])
}
