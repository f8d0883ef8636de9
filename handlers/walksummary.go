package handlers

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/handlers/walk"
)

// A summary is at most so many messages of so many characters: what every
// platform delivers in one piece.
const (
	summaryMessages = 3
	summaryRunes    = 1800
	leastStepRunes  = 160 // that a step keeps, where all of them are too long
)

// summary sends the whole procedure of the chosen case as plain text, to be
// kept, printed or handed on.
func (g *walking) summary() error {
	texts := g.summaryTexts()
	for i, text := range texts {
		reply := Reply{Language: g.tag, Final: true, Blocks: []Block{{Kind: Para, Text: text}}}
		if page := g.Core.page(g.d); page != "" && i == len(texts)-1 { // to be printed, with a code to be photographed
			reply.Blocks = append(reply.Blocks, Block{Kind: Notice, Text: g.say(g.tag, "walk_page", nil), Link: page})
		}
		if err := g.send(g.ctx, g.r, g.out, reply); err != nil {
			return err
		}
	}
	return nil
}

// summaryTexts writes the summary in at most summaryMessages texts. Where the
// document says more, long steps and papers are cut and end in "…".
func (g *walking) summaryTexts() []string {
	for runes := summaryMessages * summaryRunes; ; runes = runes * 3 / 4 {
		texts := pack(g.summaryLines(runes), summaryRunes)
		if len(texts) <= summaryMessages || runes < leastStepRunes {
			return texts[:min(len(texts), summaryMessages)]
		}
	}
}

// summaryLines writes the lines of a summary, none longer than so many
// characters.
func (g *walking) summaryLines(runes int) []string {
	d, p := g.d, g.d.Procedure
	lines := []string{g.procedureName(d, g.tag)}
	add := func(field string, values ...string) {
		if len(values) == 0 {
			return
		}
		if lines = append(lines, "", g.say(g.tag, "field_"+field, nil)+":"); len(values) == 1 && utf8.RuneCountInString(values[0]) <= valueRunes {
			lines[len(lines)-1] += " " + values[0]
			return
		}
		lines = append(lines, values...)
	}
	cut := func(s corpus.Span) string {
		return g.foreign(shorten(strings.Join(strings.Fields(s.In(d.Text)), " "), max(runes, leastStepRunes)), d.Language, g.tag)
	}
	var chosen []string
	for _, c := range [...]string{g.w.Channel, g.w.Case} {
		if c != "" {
			chosen = append(chosen, g.foreign(c, d.Language, g.tag))
		}
	}
	if len(chosen) > 0 {
		lines = append(lines, strings.Join(chosen, " · "))
	}
	var papers []string
	for i, item := range g.w.Checklist(d) {
		papers = append(papers, shorten(g.paperLine(i, item), max(runes, leastStepRunes)))
	}
	add("papers", papers...)
	narrowed := *p
	narrowed.Channels = g.w.ChannelsOf(d)
	only := *d
	only.Procedure = &narrowed
	for _, f := range [...]string{"fee", "time_limit"} {
		value := g.value(&only, f, g.tag)
		if value == "" {
			value = g.say(g.tag, "walk_not_told", nil)
		}
		add(f, value)
	}
	for _, f := range [...]struct {
		name string
		span corpus.Span
	}{{"office", p.Office}, {"result", p.Result}} {
		if !f.span.Empty() {
			add(f.name, cut(f.span))
		}
	}
	var steps []string
	for i, s := range p.Steps {
		steps = append(steps, strconv.Itoa(i+1)+". "+cut(s))
	}
	add("steps", steps...)
	if lines = append(lines, "", g.sourceLine(d, "", g.tag)); d.URL != "" {
		lines = append(lines, d.URL)
	}
	return lines
}

// pack joins lines to texts of at most so many characters.
func pack(lines []string, runes int) []string {
	var out []string
	var b strings.Builder
	n := 0
	for _, l := range lines {
		size := utf8.RuneCountInString(l) + 1
		if n > 0 && n+size > runes {
			out = append(out, strings.TrimSpace(b.String()))
			b.Reset()
			n = 0
		}
		b.WriteString(l)
		b.WriteByte('\n')
		n += size
	}
	if s := strings.TrimSpace(b.String()); s != "" {
		out = append(out, s)
	}
	return out
}

// A walk begins where its document gives anything to go by.
func walkable(d *corpus.Document) bool { return len(walk.Stages(d)) > 2 }
