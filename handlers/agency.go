package handlers

import (
	"context"
	"slices"
	"sort"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
	"vanthu/handlers/ledger"
)

// offeredAgencies is how many bodies are offered to choose from.
const offeredAgencies = 5

// ownAgency tells which body a conversation calls its own, or chooses it.
func (c *Core) ownAgency(ctx context.Context, r Request, name string, out Sender) error {
	past, tag, err := c.past(ctx, r)
	if err != nil {
		return err
	}
	reply := Reply{Language: tag, Final: true}
	say := func(kind BlockKind, key string, args i18n.Args) {
		reply.Blocks = append(reply.Blocks, Block{Kind: kind, Text: c.say(tag, key, args)})
	}
	switch {
	case name == "" && len(past.Agencies) > 0:
		say(Lead, "agency_is", i18n.Args{"Agency": c.agencyNames(past.Agencies, tag)})
		say(Para, "agency_change", nil)
		reply.Buttons = []Button{{Label: c.say(tag, "button_my_duties", nil), Action: "agency:duties"}, {Label: c.say(tag, "button_no_agency", nil), Action: "agency:none"}}
		return c.send(ctx, r, out, reply)
	case name == "":
		say(Lead, "agency_none", nil)
		if reply.Buttons, err = c.leadingAgencies(ctx, r, "", tag); err != nil {
			return err
		}
		return c.send(ctx, r, out, reply)
	}
	ids := c.Agencies.ResolveAgency(name, tag)
	switch {
	case len(ids) == 0 && c.saysNone(name, tag):
		return c.setAgency(ctx, r, "none", out)
	case len(ids) == 1:
		return c.setAgency(ctx, r, ids[0], out)
	case len(ids) > 1:
		say(Lead, "agency_which", nil)
		for _, id := range ids[:min(len(ids), offeredAgencies)] {
			reply.Buttons = append(reply.Buttons, c.agencyButton(id, tag))
		}
		return c.send(ctx, r, out, reply)
	}
	say(Lead, "agency_unknown", i18n.Args{"Name": c.apart(shorten(name, 60), tag)})
	if reply.Buttons, err = c.leadingAgencies(ctx, r, name, tag); err != nil {
		return err
	}
	if len(reply.Buttons) > 0 {
		say(Para, "agency_near", nil)
	}
	return c.send(ctx, r, out, reply)
}

// saysNone reports whether what was typed for an agency stands for no agency.
func (c *Core) saysNone(typed, tag string) bool {
	for _, t := range [...]string{tag, "en"} {
		for word := range strings.SplitSeq(c.say(t, "agency_none_words", nil), ",") {
			if strings.EqualFold(strings.TrimSpace(word), strings.TrimSpace(typed)) {
				return true
			}
		}
	}
	return false
}

func (c *Core) agencyButton(id, tag string) Button {
	return Button{Label: c.apart(shorten(first(c.Agencies.AgencyName(id, tag), id), 60), tag), Action: "agency:" + id}
}

// chooseAgency does what a button of /agency says.
func (c *Core) chooseAgency(ctx context.Context, r Request, id string, out Sender) error {
	if id == "duties" {
		return c.myDuties(ctx, r, "", out)
	}
	return c.setAgency(ctx, r, id, out)
}

// setAgency chooses the body that a conversation calls its own; "none"
// chooses none.
func (c *Core) setAgency(ctx context.Context, r Request, id string, out Sender) error {
	past, tag, err := c.past(ctx, r)
	if err != nil {
		return err
	}
	reply := Reply{Language: tag, Final: true}
	name := c.Agencies.AgencyName(id, tag)
	switch {
	case id == "none":
		past.Agencies = nil
		reply.Blocks = []Block{{Kind: Lead, Text: c.say(tag, "agency_cleared", nil)}}
	case name == "":
		return c.notice(ctx, r, out, "more_gone", nil)
	default:
		past.Agencies = []string{id}
		reply.Blocks = []Block{{Kind: Lead, Text: c.say(tag, "agency_set", i18n.Args{"Agency": c.withHolder(c.apart(name, tag), id, tag)})}}
		n, err := c.openDuties(ctx, r, id)
		if err != nil {
			return err
		}
		open := c.say(tag, "agency_open_zero", nil)
		if n > 0 {
			open = c.Catalog.SayN(tag, "agency_open", n, nil)
		}
		reply.Blocks = append(reply.Blocks, Block{Kind: Para, Text: open})
		if n > 0 {
			reply.Buttons = []Button{{Label: c.say(tag, "button_my_duties", nil), Action: "agency:duties"}}
		}
	}
	if past.Language == "" {
		past.Language = tag
	}
	if err := c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now()); err != nil {
		return err
	}
	return c.send(ctx, r, out, reply)
}

// openDuties counts what a body has still to do.
func (c *Core) openDuties(ctx context.Context, r Request, id string) (int, error) {
	if c.Book == nil {
		return 0, nil
	}
	list, err := c.Duties(ctx, ledger.Filter{Agency: []string{id}, Status: []ledger.Status{ledger.Open, ledger.Overdue}, Viewer: r.Viewer}, c.Now())
	return len(list), err
}

// leadingAgencies offers bodies that have duties here: those whose names
// share a word with what was typed, else those with the most.
func (c *Core) leadingAgencies(ctx context.Context, r Request, typed, tag string) ([]Button, error) {
	if c.Book == nil {
		return nil, nil
	}
	l, err := c.ledgerAt(ctx, c.Now())
	if err != nil {
		return nil, err
	}
	words := map[string]bool{}
	for _, w := range lang.Words(typed) {
		words[w.Folded] = len(w.Folded) > 2
	}
	shared := func(id string) int {
		n := 0
		for _, w := range lang.Words(c.Agencies.AgencyName(id, tag)) {
			if words[w.Folded] {
				n++
			}
		}
		return n
	}
	counts := l.Counts(ledger.Filter{Viewer: r.Viewer})
	all := slices.Clone(counts)
	many := func(n ledger.Count) bool { // "the ministries" are nobody's own agency
		return slices.ContainsFunc(all, func(o ledger.Count) bool {
			return o.Agency != "" && !c.Agencies.Same(n.Agency, o.Agency) && c.Agencies.Covers(o.Agency, n.Agency)
		})
	}
	counts = slices.DeleteFunc(counts, func(n ledger.Count) bool { return n.Agency == "" || c.Agencies.LocalKind(n.Agency) != "" || many(n) })
	sort.SliceStable(counts, func(i, j int) bool {
		x, y := counts[i], counts[j]
		if a, b := shared(x.Agency), shared(y.Agency); a != b {
			return a > b
		}
		return x.Open+x.Overdue > y.Open+y.Overdue
	})
	var out []Button
	for _, n := range counts {
		if c.Agencies.AgencyName(n.Agency, tag) != "" && len(out) < offeredAgencies && len("agency:"+n.Agency) <= MaxAction {
			out = append(out, c.agencyButton(n.Agency, tag))
		}
	}
	return out, nil
}

// deadlineOf gives a time that a person typed as a deadline.
func deadlineOf(p answer.Period) corpus.Deadline {
	d := corpus.Deadline{Due: p.To, Relation: p.Relation, Precision: p.Precision, Basis: corpus.Explicit}
	if d.Due == "" || p.From != "" && p.From != p.To {
		d.Start = p.From
	}
	if d.Relation == "" {
		d.Relation = corpus.In
		if p.Precision == corpus.DayPrecision {
			d.Relation = corpus.By
		}
	}
	return d
}
