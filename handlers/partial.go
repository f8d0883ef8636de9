package handlers

import (
	"context"
	"slices"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
	"vanthu/handlers/ledger"
)

// Parting tells which of several things asked for a quote tells.
type Parting interface {
	Parts(q answer.Question, a *answer.Answer) []string
	OnlyFor(part string, q answer.Question) answer.Question
	Tells(part string, c corpus.Citation) bool
}

// workWhole works out an answer, with what of the things asked for it does
// not tell.
func (c *Core) workWhole(ctx context.Context, q answer.Question, begun time.Time) (answer.Answer, error) {
	a, err := c.work(ctx, q, begun)
	if err != nil || a.Answered && len(a.Choices) > 0 && a.Field == "" || !a.Answered && a.Reason != answer.NotFound {
		return a, err
	}
	parts := c.Answerer.Parts(q, &a)
	if len(parts) < 2 {
		return a, nil
	}
	for _, p := range parts {
		if a.Answered {
			break
		}
		one, err := c.work(ctx, c.Answerer.OnlyFor(p, q), begun)
		if err != nil {
			return a, err
		}
		if one.Answered && c.told(p, &one) { // no document tells both
			one.Question, one.Language = a.Question, a.Language
			a = one
		}
	}
	if !a.Answered {
		return a, nil
	}
	for _, p := range parts {
		if !c.told(p, &a) {
			a.Missing = append(a.Missing, p)
		}
	}
	if len(a.Missing) == len(parts) { // what is told is something else: it does not stand for the rest
		a.Missing = nil
	}
	return a, nil
}

// told reports whether an answer tells a thing that was asked for.
func (c *Core) told(part string, a *answer.Answer) bool {
	switch {
	case a.Whole:
		return slices.ContainsFunc(answer.FieldSpans(a.Procedure.Document, part), func(s corpus.Span) bool { return !s.Empty() })
	case a.Asked != nil && !single(*a):
		return true
	case len(a.Duties) > 0 && part == answer.AskedLead:
		return len(a.Duties[0].Leads) > 0
	case len(a.Duties) > 0 && part == answer.AskedDeadline:
		return dated(a.Duties[0])
	}
	if part == answer.AskedDeadline || part == answer.AskedLead { // of the same matter
		return c.Answerer.Tells(part, a.Citations[0].Citation)
	}
	return slices.ContainsFunc(a.Citations, func(ct answer.Citation) bool { return c.Answerer.Tells(part, ct.Citation) })
}

func dated(d ledger.Duty) bool {
	l := d.Deadline
	return l != nil && (l.Due != "" || l.Recurrence != "" || l.Within != "" || l.Continuous)
}

// withMissing says what of the things asked for is not told, ahead of the
// quotes.
func (c *Core) withMissing(missing []string, blocks []Block, tag string) []Block {
	names := make([]string, len(missing))
	for i, m := range missing {
		names[i] = c.say(tag, "field_"+m, nil)
	}
	at := slices.IndexFunc(blocks, func(b Block) bool { return b.Kind == Quote })
	if at < 0 {
		at = len(blocks)
	}
	line := Block{Kind: Notice, Text: c.say(tag, "part_missing", i18n.Args{"Fields": strings.Join(names, c.comma(tag))})}
	return slices.Insert(slices.Clone(blocks), at, line)
}
