package extract

import "vanthu/corpus/lang"

// Mention is a body of the Party or the State named in a text.
type Mention struct {
	Start, End int    // bytes of the text
	ID         string // empty for a body the lexicon does not know
	Collective bool
	Generic    bool
}

// Mentions gives the bodies named in a text, in order.
func (x *Extractor) Mentions(text, tag string, words []lang.Word) []Mention {
	var out []Mention
	for _, m := range x.agencies.Find(words) {
		out = append(out, Mention{Start: m.Start, End: m.End, ID: m.Value})
	}
	return out
}
