package handlers

import (
	"context"
	"errors"
	"slices"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/ledger"
	"vanthu/handlers/state"
)

// cite quotes the duties of an answer from their documents, the duties' own
// words first, then what was found besides.
func (c *Core) cite(ctx context.Context, a *answer.Answer, besides []answer.Citation) error {
	a.Citations = nil
	add := func(ct answer.Citation) {
		for _, have := range a.Citations {
			if have.Document.ID == ct.Document.ID && have.Start() < ct.End() && ct.Start() < have.End() {
				return
			}
		}
		a.Citations = append(a.Citations, ct)
	}
	rest := []ledger.Telling{}
	for i := range a.Duties[:min(len(a.Duties), citedDuties)] {
		tellings := told(a.Duties[i], a.Language)
		for k, t := range tellings {
			if k > 0 && i > 0 {
				break
			}
			if k > 0 {
				rest = append(rest, t)
				continue
			}
			ct, ok, err := c.quoteTelling(ctx, t)
			if err != nil {
				return err
			}
			if ok {
				add(ct)
			}
		}
	}
	for _, t := range rest[:min(len(rest), citedDuties)] {
		ct, ok, err := c.quoteTelling(ctx, t)
		if err != nil {
			return err
		}
		if ok {
			add(ct)
		}
	}
	for _, ct := range besides {
		add(ct)
	}
	return nil
}

// told gives the tellings of a duty: of those of one standing, the ones in
// the reader's language first.
func told(d ledger.Duty, tag string) []ledger.Telling {
	out := slices.Clone(d.Tellings)
	if len(out) == 0 {
		return nil
	}
	best := out[0].Standing
	slices.SortStableFunc(out, func(x, y ledger.Telling) int {
		first := func(t ledger.Telling) int {
			if t.Standing == best && t.Language == tag && !t.Former {
				return 0
			}
			return 1
		}
		return first(x) - first(y)
	})
	return out
}

// quoteTelling cites a telling's words; ok is false where its document does
// not say them any more.
func (c *Core) quoteTelling(ctx context.Context, t ledger.Telling) (answer.Citation, bool, error) {
	d, err := c.Library.Document(ctx, t.Document)
	if errors.Is(err, state.ErrNotFound) {
		return answer.Citation{}, false, nil
	}
	if err != nil {
		return answer.Citation{}, false, err
	}
	if t.Start < 0 || t.End > len(d.Text) || t.Start >= t.End || d.Text[t.Start:t.End] != t.Quote {
		return answer.Citation{}, false, nil
	}
	for _, p := range d.Passages {
		start, end := max(p.Start, t.Start), min(p.End, t.End)
		if start >= end {
			continue
		}
		ct, err := corpus.Cite(d, p, start, start+len(shortened(d.Text[start:end], citedRunes)))
		if err != nil {
			continue
		}
		out := answer.Citation{Citation: ct, Score: 1}
		if l := t.Deadline; l != nil && l.Due != "" {
			first := l.Start
			if first == "" {
				first = l.Due
			}
			out.Dates = []answer.NamedDate{{Words: t.DeadlineText, First: first, Last: l.Due, Precision: string(l.Precision), Relation: string(l.Relation)}}
		}
		return out, true, nil
	}
	return answer.Citation{}, false, nil
}

// shortened cuts a text that has more than so many characters at a space.
func shortened(s string, runes int) string {
	if utf8.RuneCountInString(s) <= runes {
		return s
	}
	cut := shorten(s, runes)
	return cut[:len(cut)-len("…")]
}
