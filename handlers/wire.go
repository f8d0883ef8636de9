package handlers

import (
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/wire"
)

// textRunes is the longest first screen of an answer, in characters.
const textRunes = 1200

// Wire gives an answer in the form other programs rely on, its text in the
// language tag.
func (c *Core) Wire(a answer.Answer, tag string) wire.Answer {
	shown, rest := c.Reply(a, tag)
	shown.Blocks = append(shown.Blocks, rest.Blocks...)
	shown, rest = Split(shown, textRunes)
	out := wire.Answer{ID: a.ID, Question: a.Question, Language: a.Language, Intent: string(a.Intent), Answered: a.Answered,
		Confidence: float64(int(a.Confidence*1000)) / 1000, Text: shorten(Plain(shown), textRunes), More: Plain(rest),
		Citations: []wire.Citation{}, Duties: []wire.Duty{}, Suggestions: a.Suggestions, TookMS: float64(a.Took.Microseconds()) / 1000}
	if out.Suggestions == nil {
		out.Suggestions = []string{}
	}
	for _, ct := range a.Citations {
		out.Citations = append(out.Citations, WireCitation(ct))
	}
	for _, d := range a.Duties[:min(len(a.Duties), keptDuties)] {
		out.Duties = append(out.Duties, c.WireDuty(d))
	}
	if a.Office != nil {
		out.Offices = wireOffices(a.Office.Found.Offices)
	}
	if a.Procedure != nil {
		out.Procedure = wireProcedure(a.Procedure.Document)
	}
	return out
}

// WireCitation gives a citation in the form other programs rely on.
func WireCitation(c answer.Citation) wire.Citation {
	d := c.Document
	return wire.Citation{Path: d.Path, Title: d.Title, Number: d.Number, Issued: string(d.Issued), Language: d.Language, Standing: string(d.Standing),
		Section: c.Passage.Section, Quote: c.Quote(), Start: c.Start(), End: c.End(), URL: d.URL}
}

func wireProcedure(d *corpus.Document) *wire.Procedure {
	p := d.Procedure
	texts := func(spans []corpus.Span) []string {
		out := make([]string, 0, len(spans))
		for _, s := range spans {
			out = append(out, s.In(d.Text))
		}
		return out
	}
	papers := make([]corpus.Span, len(p.Papers))
	for i, paper := range p.Papers {
		papers[i] = paper.Span
	}
	w := &wire.Procedure{ID: d.ID, Title: d.Title, Code: p.Code, Office: p.Office.In(d.Text), Who: p.Who.In(d.Text), Steps: texts(p.Steps),
		Documents: texts(papers), Channels: []wire.Channel{}, TimeLimit: p.TimeLimit.In(d.Text), Fee: p.Fee.In(d.Text), Result: p.Result.In(d.Text),
		LegalBasis: texts(p.LegalBasis), OnlineURL: p.OnlineURL, Language: d.Language, Path: d.Path}
	var limits, fees []string
	for _, ch := range p.Channels {
		limits, fees = channelValue(limits, ch.TimeLimit.In(d.Text)), channelValue(fees, ch.Fee.In(d.Text))
		w.Channels = append(w.Channels, wire.Channel{Channel: ch.Name.In(d.Text), TimeLimit: ch.TimeLimit.In(d.Text), Fee: ch.Fee.In(d.Text)})
	}
	if w.TimeLimit == "" {
		w.TimeLimit = strings.Join(limits, "; ")
	}
	if w.Fee == "" {
		w.Fee = strings.Join(fees, "; ")
	}
	return w
}

// channelValue adds what a way to apply says, each wording once.
func channelValue(have []string, value string) []string {
	if value == "" || slices.Contains(have, value) {
		return have
	}
	return append(have, value)
}
