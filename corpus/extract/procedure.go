package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/format"
)

// procedureCode is the code of a procedure in the national database: alone
// (1.003583), with the agency that it is for, or of a part of it.
var procedureCode = regexp.MustCompile(`\b\d\.\d{6}(?:\.\d{3}(?:\.\d{2}){2}\.[A-Z]\d{2}(?:\.\d{2})?)?\b`)

// ProcedureCode gives the first code of a procedure that a text names; "" where
// it names none.
func ProcedureCode(text string) string { return procedureCode.FindString(text) }

// fieldRunes is the longest heading of a field, in characters.
const fieldRunes = 60

// style is how a document marks the headings of a procedure's fields. The
// first one decides: a line in another style is part of a field.
type style int

const (
	noStyle     style = iota
	plainStyle        // Trình tự thực hiện:
	formatStyle       // a heading of the format
	numberStyle       // 1. Trình tự thực hiện
	letterStyle       // a) Trình tự thực hiện
	dashStyle         // * Trình tự thực hiện:
)

// fieldHeading gives the field of a procedure that a line is the heading of,
// or "", and how the line is marked.
func (x *Extractor) fieldHeading(line, tag string) (field string, marked style) {
	line = strings.TrimSpace(line)
	marked = plainStyle
	if !atMost(line, fieldRunes) {
		return "", marked
	}
	if m := letterOf(line); m != nil {
		marked, line = letterStyle, strings.TrimLeft(line[len(m[1]):], " .)")
	} else if dashMark.MatchString(line) {
		marked, line = dashStyle, strings.TrimLeft(line, "-–—+•*· ")
	} else if rest := strings.TrimLeft(line, "0123456789."); rest != line {
		marked, line = numberStyle, strings.TrimLeft(rest, " )/-")
	}
	if r, _ := utf8.DecodeRuneInString(line); unicode.IsLower(r) {
		return "", marked // a line of running text that was wrapped
	}
	return x.of(tag).headings[foldedWords(strings.TrimRight(line, " :"))], marked
}

// Procedure reads the fields of a procedure from the headings of its text.
func (x *Extractor) Procedure(d *corpus.Document, blocks []format.Block) *corpus.Procedure {
	p := &corpus.Procedure{Title: d.Title, Code: procedureCode.FindString(d.Title), OnlineURL: d.URL}
	field, styled := "", noStyle
	columns := map[int]string{} // of the table of channels or papers
	table, rows := 0, ""        // the table that is read, and the field that its rows tell
	heading := func(line string, b format.Block) string {
		f, marked := x.fieldHeading(line, d.Language)
		if b.Kind == format.HeadingBlock {
			marked = formatStyle
		}
		if f == "" || styled != noStyle && marked != styled {
			return ""
		}
		if !x.of(d.Language).facts[f] { // lines of facts above the fields may be in a style of their own
			styled = marked
		}
		return f
	}
	for _, b := range blocks {
		line := d.Text[b.Start:b.End]
		if b.Kind == format.RowBlock {
			if b.Table != table {
				table, columns, rows = b.Table, map[int]string{}, field
				if x.namesChannels(b, d) {
					rows = "channels"
				}
			}
			switch rows {
			case "channels":
				x.channelRow(p, d, b, columns)
				continue
			case "papers":
				x.paperRow(p, d, b, columns)
				continue
			}
		} else if f := heading(line, b); f != "" {
			field = f
			continue
		} else if b.Kind == format.HeadingBlock {
			field = ""
			continue
		}
		if p.Code == "" {
			p.Code = procedureCode.FindString(line)
		}
		span := corpus.Span{Start: b.Start, End: b.End}
		// "Lệ phí: 8.000 đồng" on one line
		if head, rest, ok := strings.Cut(line, ":"); ok && b.Kind == format.ParagraphBlock && strings.TrimSpace(rest) != "" {
			if f := heading(head, b); f != "" {
				span.Start = b.End - len(strings.TrimLeft(rest, " "))
				if field == "channels" && (f == "fee" || f == "time_limit") { // more about one of the ways
					x.addField(p, d, f, span)
					continue
				}
				field = f
			}
		}
		x.addField(p, d, field, span)
	}
	p.Steps = x.steps(d, p.Steps)
	x.dossier(p, d)
	p.Flaws = x.flaws(p, d)
	return p
}

// addField adds a block to a field.
func (x *Extractor) addField(p *corpus.Procedure, d *corpus.Document, field string, span corpus.Span) {
	switch field {
	case "steps":
		p.Steps = append(p.Steps, span)
	case "papers":
		p.Papers = append(p.Papers, corpus.Paper{Span: span})
	case "legal_basis":
		p.LegalBasis = append(p.LegalBasis, x.eachNumber(d, span)...)
	case "channels":
		if ch, ok := x.channelLine(d, span); ok {
			p.Channels = append(p.Channels, ch)
		} else if n := len(p.Channels); n > 0 {
			last := &p.Channels[n-1]
			end := max(last.Name.End, last.TimeLimit.End, last.Fee.End, last.Note.End)
			if !strings.Contains(d.Text[end:span.Start], "|") { // behind a line, more about it; behind a table, about all of it
				extend(&last.Note, span)
			}
		}
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
	case "area":
		extend(&p.Area, span)
	case "level":
		extend(&p.Level, span)
	case "address":
		extend(&p.Address, span)
	case "aliases":
		p.Aliases = append(p.Aliases, listed(d.Text, span)...)
	}
}

// eachNumber takes a line that is a list of document numbers apart; any other
// line stays whole.
func (x *Extractor) eachNumber(d *corpus.Document, span corpus.Span) []corpus.Span {
	line := span.In(d.Text)
	numbers := x.Numbers(line, d.Language)
	var out []corpus.Span
	last := 0
	for _, n := range numbers {
		if strings.Trim(line[last:n.Start], " ,;") != "" {
			return []corpus.Span{span}
		}
		out = append(out, corpus.Span{Start: span.Start + n.Start, End: span.Start + n.End})
		last = n.End
	}
	if len(out) == 0 || strings.Trim(line[last:], " ,;.") != "" {
		return []corpus.Span{span}
	}
	return out
}

// listed takes a line apart at its semicolons, or at its commas where it has
// none.
func listed(text string, line corpus.Span) []corpus.Span {
	mark := ","
	if strings.Contains(line.In(text), ";") {
		mark = ";"
	}
	var out []corpus.Span
	at := line.Start
	for part := range strings.SplitSeq(line.In(text), mark) {
		if s := trimmed(text, corpus.Span{Start: at, End: at + len(part)}, " .\t-–•*+“”\""); !s.Empty() {
			out = append(out, s)
		}
		at += len(part) + len(mark)
	}
	return out
}

// trimmed gives a span without the letters of cut at its ends.
func trimmed(text string, s corpus.Span, cut string) corpus.Span {
	words := s.In(text)
	s.Start += len(words) - len(strings.TrimLeft(words, cut))
	s.End -= len(words) - len(strings.TrimRight(words, cut))
	return s
}

// extend makes a field reach to the end of a further block.
func extend(to *corpus.Span, more corpus.Span) {
	if to.Empty() {
		*to = more
		return
	}
	to.End = more.End
}
