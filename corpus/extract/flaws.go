package extract

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// amount is a sum of money as it is written.
type amount struct {
	corpus.Span
	value int64 // in the smallest written unit
}

var writtenAmount = regexp.MustCompile(`\d{1,3}(?:[.,]\d{3})+|\d+`)

// amounts gives the sums of money that a stretch names.
func (x *Extractor) amounts(d *corpus.Document, s corpus.Span) []amount {
	w := x.of(d.Language)
	text := s.In(d.Text)
	var out []amount
	for _, at := range writtenAmount.FindAllStringIndex(text, -1) {
		next := lang.Words(lang.Shorten(text[at[1]:], 24))
		unit := -1 // the word that names the currency: "Việt Nam Đồng" has it third
		for i := 0; i < min(3, len(next)) && unit < 0; i++ {
			if w.money.in(next[i : i+1]) {
				unit = i
			}
		}
		end := at[1]
		switch {
		case unit >= 0:
			end += next[unit].End
		case w.signBehind(text[at[1]:]) > 0:
			end += w.signBehind(text[at[1]:])
		default:
			continue
		}
		v, err := strconv.ParseInt(strings.NewReplacer(".", "", ",", "").Replace(text[at[0]:at[1]]), 10, 64)
		if err == nil {
			out = append(out, amount{corpus.Span{Start: s.Start + at[0], End: s.Start + end}, v})
		}
	}
	return out
}

// signBehind gives how many bytes the sign of a currency takes that stands
// straight behind a number: "8.000đ", "8.000đ/bản".
func (w *words) signBehind(text string) int {
	for _, sign := range w.signs {
		if rest, ok := strings.CutPrefix(text, sign); ok {
			if next, _ := utf8.DecodeRuneInString(rest); !unicode.IsLetter(next) {
				return len(sign)
			}
		}
	}
	return 0
}

// signedAmount reports a text that names a sum by the sign of its currency.
func (w *words) signedAmount(text string) bool {
	for _, at := range writtenAmount.FindAllStringIndex(text, -1) {
		if w.signBehind(text[at[1]:]) > 0 {
			return true
		}
	}
	return false
}

// leastFee is below what no fee in dong is: a smaller sum was written in
// thousands.
const leastFee = 1000

// flaws finds where a document contradicts itself: a fee whose remark names
// another one, a fee of nothing whose remark names one, a time limit whose
// remark, which tells no case of its own, names another.
func (x *Extractor) flaws(p *corpus.Procedure, d *corpus.Document) []corpus.Flaw {
	w := x.of(d.Language)
	var out []corpus.Flaw
	seen := map[string]bool{}
	add := func(kind corpus.FlawKind, a, b corpus.Span) {
		if key := string(kind) + "\x00" + a.In(d.Text) + "\x00" + b.In(d.Text); !seen[key] {
			seen[key] = true
			out = append(out, corpus.Flaw{Kind: kind, First: a, Second: b})
		}
	}
	for _, ch := range p.Channels {
		sums := x.amounts(d, ch.Fee)
		free := w.opensWith(w.free, ch.Fee.In(d.Text))
		switch {
		case free > 0 && len(sums) > 0 && sums[0].value > 0:
			add(corpus.FeeFlaw, corpus.Span{Start: ch.Fee.Start, End: ch.Fee.Start + free}, ch.Fee)
		case len(sums) > 1 && sums[0].value < leastFee && sums[1].value == 1000*sums[0].value:
			add(corpus.FeeFlaw, sums[0].Span, sums[1].Span)
		}
		if limit, ok := x.plainLimit(d, ch.TimeLimit); ok && len(w.cases.Find(lang.Words(ch.Note.In(d.Text)))) == 0 {
			if other, ok := x.plainLimit(d, ch.Note); ok && other.n != limit.n && other.unit == limit.unit {
				add(corpus.TimeLimitFlaw, limit.Span, other.Span)
			}
		}
	}
	return out
}

// limit is a number of units of time.
type limit struct {
	corpus.Span
	n    int
	unit string // folded
}

// plainLimit gives the first time limit that a stretch names.
func (x *Extractor) plainLimit(d *corpus.Document, s corpus.Span) (limit, bool) {
	w := x.of(d.Language)
	text := s.In(d.Text)
	list := lang.Words(text)
	for i := 0; i+1 < len(list); i++ {
		n, err := strconv.Atoi(list[i].Folded)
		if err != nil || !w.times[list[i+1].Folded] {
			continue
		}
		return limit{corpus.Span{Start: s.Start + list[i].Start, End: s.Start + list[i+1].End}, n, list[i+1].Folded}, true
	}
	return limit{}, false
}
