package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/format"
	"vanthu/corpus/lang"
)

var procedureCode = regexp.MustCompile(`\b\d\.\d{6}(?:\.\d{3}(?:\.\d{2}){2}\.[A-Z]\d{2})?\b`)

// fieldHeading gives the field of a procedure that a line is the heading of,
// or "".
func (x *Extractor) fieldHeading(line, tag string) string {
	folded := foldedWords(strings.TrimRight(line, " :"))
	if f := x.of(tag).headings[folded]; f != "" {
		return f
	}
	// "3. Thành phần hồ sơ": the number does not count.
	if i := strings.IndexByte(folded, ' '); i > 0 && isDigits(folded[:i]) {
		return x.of(tag).headings[folded[i+1:]]
	}
	return ""
}

// Procedure reads the fields of a procedure from the headings of its text.
func (x *Extractor) Procedure(d *corpus.Document, blocks []format.Block) *corpus.Procedure {
	p := &corpus.Procedure{Title: d.Title, Code: procedureCode.FindString(d.Title), OnlineURL: d.URL}
	field := ""
	columns := map[int]string{} // of the table of channels
	for _, b := range blocks {
		line := d.Text[b.Start:b.End]
		if b.Kind != format.RowBlock && utf8.RuneCountInString(line) < 80 {
			if f := x.fieldHeading(line, d.Language); f != "" {
				field = f
				continue
			}
			if b.Kind == format.HeadingBlock {
				field = ""
				continue
			}
		}
		if p.Code == "" {
			p.Code = procedureCode.FindString(line)
		}
		span := corpus.Span{Start: b.Start, End: b.End}
		// "Lệ phí: 8.000 đồng" on one line
		if head, rest, ok := strings.Cut(line, ":"); ok && b.Kind == format.ParagraphBlock && utf8.RuneCountInString(head) < 40 && strings.TrimSpace(rest) != "" {
			if f := x.fieldHeading(head, d.Language); f != "" {
				field = f
				span.Start = b.Start + len(line) - len(strings.TrimLeft(rest, " "))
			}
		}
		if b.Kind == format.RowBlock && field == "channels" {
			x.channelRow(p, d, b, columns)
			continue
		}
		switch field {
		case "steps":
			p.Steps = append(p.Steps, span)
		case "papers":
			p.Papers = append(p.Papers, span)
		case "legal_basis":
			p.LegalBasis = append(p.LegalBasis, span)
		case "time_limit":
			extend(&p.TimeLimit, span)
		case "fee":
			extend(&p.Fee, span)
		case "who":
			extend(&p.Who, span)
		case "office":
			extend(&p.Office, span)
		case "result":
			extend(&p.Result, span)
		case "conditions":
			extend(&p.Conditions, span)
		case "complaint":
			extend(&p.Complaint, span)
		}
	}
	return p
}

// extend makes a field reach to the end of a further block.
func extend(to *corpus.Span, more corpus.Span) {
	if to.Empty() {
		*to = more
		return
	}
	to.End = more.End
}

// channelRow reads one row of the table of ways to apply: its header tells
// which column is the time limit and which the fee.
func (x *Extractor) channelRow(p *corpus.Procedure, d *corpus.Document, b format.Block, columns map[int]string) {
	if b.Header || len(columns) == 0 {
		for i, c := range b.Cells {
			columns[i] = x.columnField(c.In(d.Text), d.Language)
		}
		return
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
	if ch.Name.Empty() && len(b.Cells) > 0 {
		ch.Name = b.Cells[0]
	}
	p.Channels = append(p.Channels, ch)
}

func (x *Extractor) columnField(cell, tag string) string {
	if f := x.fieldHeading(cell, tag); f != "" {
		return f
	}
	for _, w := range lang.Words(cell) {
		for _, field := range [...]string{"fee", "time_limit", "channels"} {
			for _, h := range x.lexicon.Language(tag).Fields[field].Headings {
				if hw := lang.Words(h); len(hw) == 1 && hw[0].Folded == w.Folded {
					return field
				}
			}
		}
	}
	return ""
}
