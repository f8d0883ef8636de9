package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/format"
	"vanthu/corpus/lang"
)

// namesChannels reports the header of a table of ways to apply: it names the
// way and its time limit or fee.
func (x *Extractor) namesChannels(b format.Block, d *corpus.Document) bool {
	if !b.Header {
		return false
	}
	seen := map[string]bool{}
	for _, c := range b.Cells {
		seen[x.columnField(c.In(d.Text), d.Language)] = true
	}
	return seen["channels"] && (seen["time_limit"] || seen["fee"])
}

// channelRow reads one row of the table of ways to apply: its header tells
// which column is the time limit and which the fee.
func (x *Extractor) channelRow(p *corpus.Procedure, d *corpus.Document, b format.Block, columns map[int]string) {
	if b.Header || len(columns) == 0 {
		named := false
		for i, c := range b.Cells {
			columns[i] = x.columnField(c.In(d.Text), d.Language)
			named = named || columns[i] != ""
		}
		if b.Header || named {
			return
		}
	}
	ch := corpus.Channel{}
	for i, c := range b.Cells {
		switch columns[i] {
		case "time_limit":
			ch.TimeLimit = c
		case "fee":
			ch.Fee = c
		case "channels":
			ch.Name = c
		}
	}
	if ch.Name.Empty() && len(b.Cells) > 0 && columns[0] == "" {
		ch.Name = b.Cells[0]
	}
	if !ch.Name.Empty() || !ch.TimeLimit.Empty() || !ch.Fee.Empty() {
		p.Channels = append(p.Channels, ch)
	}
}

// columnField gives the field that a column's name tells.
func (x *Extractor) columnField(cell, tag string) string {
	if f, _ := x.fieldHeading(cell, tag); f != "" {
		return f
	}
	w := x.of(tag)
	for _, word := range lang.Words(cell) {
		if f := w.columns[word.Folded]; f != "" {
			return f
		}
	}
	return ""
}

// channelLine reads one way to apply from a line such as "Trực tiếp: 5 Ngày
// làm việc; Miễn phí; …": its name, a part that says how long, a part that
// says how much. What the parts are, their words tell.
func (x *Extractor) channelLine(d *corpus.Document, span corpus.Span) (corpus.Channel, bool) {
	w := x.of(d.Language)
	line := span.In(d.Text)
	name, rest, ok := strings.Cut(line, ":")
	bare := strings.TrimLeft(name, "-–—+•*· ")
	if !ok || utf8.RuneCountInString(bare) > 40 || len(w.channels.Find(lang.Words(bare))) == 0 {
		return corpus.Channel{}, false
	}
	start := span.Start + len(name) - len(bare)
	ch := corpus.Channel{Name: corpus.Span{Start: start, End: start + len(strings.TrimRight(bare, " "))}}
	at := span.Start + len(name) + 1
	for _, part := range parts(rest) {
		here := corpus.Span{Start: at, End: at + len(part)}
		at += len(part)
		x.channelPart(d, trimmed(d.Text, here, "; \t"), &ch)
	}
	return ch, true
}

// partOpening is within how many characters of a part its first words say
// what it is.
const partOpening = 60

// channelPart reads one part of a channel's line: how long, how much, else a
// remark. Portals run the columns of a table together, also those where
// nothing is told: "Không có thông tin500.000 Việt Nam Đồng(/hồ sơ)".
func (x *Extractor) channelPart(d *corpus.Document, part corpus.Span, ch *corpus.Channel) {
	w := x.of(d.Language)
	for n := w.opensWith(w.notTold, part.In(d.Text)); n > 0; n = w.opensWith(w.notTold, part.In(d.Text)) {
		part.Start += n
		part = trimmed(d.Text, part, "; \t")
	}
	// "1Miễn phí": a column's bare number run into the next one
	if words := part.In(d.Text); words != "" {
		if rest := strings.TrimLeft(words, "0123456789"); rest != words && w.opensWith(w.free, rest) > 0 {
			part.Start = part.End - len(rest)
		}
	}
	words := part.In(d.Text)
	opening := lang.Words(lang.Shorten(words, partOpening))
	switch {
	case len(opening) == 0:
	case ch.Fee.Empty() && (w.saysFee(opening) || w.signedAmount(lang.Shorten(words, partOpening)) && !w.times.in(opening)):
		ch.Fee = part
	case ch.TimeLimit.Empty() && strings.ContainsFunc(lang.Shorten(words, partOpening), unicode.IsDigit) && w.times.in(opening):
		ch.TimeLimit = part
	default:
		extend(&ch.Note, part)
	}
}

// saysFee reports words that say how much before they say how long.
func (w *words) saysFee(opening []lang.Word) bool {
	for i := range opening {
		one := opening[i : i+1]
		if i+1 < len(opening) {
			one = opening[i : i+2]
		}
		if w.money.in(one) {
			return true
		}
		if i > 0 && w.times[opening[i].Folded] && isNumber(opening[i-1].Folded) {
			return false
		}
	}
	return false
}

// opensWith gives how many bytes at the beginning of a text are the longest
// of some phrases, behind which a capital, a digit or anything but a letter
// stands: portals run columns together.
func (w *words) opensWith(phrases []string, text string) int {
	longest := 0
	for _, p := range phrases {
		n := prefixLength(text, p)
		next, _ := utf8.DecodeRuneInString(text[n:])
		if n > longest && !unicode.IsLower(next) && (n == len(text) || next != ' ' || strings.Contains(p, " ")) {
			longest = n
		}
	}
	return longest
}

// prefixLength gives how many bytes at the beginning of a text are the
// phrase, in any case of letters; 0 where it does not begin so.
func prefixLength(text, phrase string) int {
	n := 0
	for _, want := range phrase {
		have, size := utf8.DecodeRuneInString(text[n:])
		if size == 0 || unicode.ToLower(have) != want {
			return 0
		}
		n += size
	}
	return n
}

// parts takes a line apart behind its semicolons, but for those in brackets.
func parts(line string) []string {
	var out []string
	start, depth := 0, 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '(':
			depth++
		case ')':
			depth--
		case ';':
			if depth <= 0 {
				out = append(out, line[start:i+1])
				start, depth = i+1, 0
			}
		}
	}
	if depth > 0 && strings.Contains(line[start:], ";") { // a bracket that never closes
		return append(out, strings.SplitAfter(line[start:], ";")...)
	}
	return append(out, line[start:])
}

// wordSet is phrases, folded.
type wordSet map[string]bool

// in reports whether one of the phrases, of one or two words, is among the
// words. Digits in front of a word do not count ("1Miễn phí").
func (s wordSet) in(words []lang.Word) bool {
	for i, w := range words {
		one := strings.TrimLeft(w.Folded, "0123456789.,")
		if s[one] || i+1 < len(words) && s[one+" "+words[i+1].Folded] {
			return true
		}
	}
	return false
}
