package handlers

import (
	"context"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/handlers/answer"
	"vanthu/handlers/ledger"
	"vanthu/handlers/procedures"
	"vanthu/handlers/shelf"
)

// Sizes of what is found while a person types.
const (
	choiceLabel  = 80 // characters
	choiceDetail = 80
	foundInline  = 10
	leastShare   = 0.6 // of the words typed, that the name of a procedure holds
)

// Find gives what can be opened by the words typed so far, the last one
// perhaps only begun: procedures, bodies that have duties, documents; of one
// kind, or with "" of all. The first of each kind come first. It never asks
// an engine.
func (c *Core) Find(ctx context.Context, kind ChoiceKind, words, tag string, v corpus.Viewer, limit int) ([]Choice, error) {
	words = lang.Clean(words)
	if limit <= 0 || strings.TrimSpace(words) == "" {
		return nil, nil
	}
	var lists [][]Choice
	for _, k := range [...]struct {
		kind ChoiceKind
		find func(ctx context.Context, words, tag string, v corpus.Viewer, limit int) ([]Choice, error)
	}{{ProcedureChoice, c.findProcedures}, {AgencyChoice, c.findAgencies}, {DocumentChoice, c.findDocuments}} {
		if kind != "" && kind != k.kind {
			continue
		}
		list, err := k.find(ctx, words, tag, v, limit)
		if err != nil {
			return nil, err
		}
		lists = append(lists, list)
	}
	var out []Choice
	seen := map[string]bool{} // a procedure is a document too
	for i := 0; len(out) < limit; i++ {
		more := false
		for _, list := range lists {
			if i < len(list) && len(out) < limit {
				more = true
				if !seen[list[i].ID] {
					seen[list[i].ID] = true
					out = append(out, list[i])
				}
			}
		}
		if !more {
			break
		}
	}
	return out, nil
}

func (c *Core) findProcedures(ctx context.Context, words, tag string, v corpus.Viewer, limit int) ([]Choice, error) {
	if c.Procedures == nil {
		return nil, nil
	}
	catalogue, err := c.Procedures.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	found := catalogue.Complete(words, v, limit)
	if len(found) == 0 { // a code, everyday words, words mistyped
		for _, m := range catalogue.Find(procedures.Query{Text: words, Language: tag, Viewer: v}, limit) {
			if m.Share >= leastShare {
				found = append(found, m.Named)
			}
		}
	}
	var out []Choice
	for _, n := range found {
		ch := Choice{Label: c.foreign(shorten(n.Title, choiceLabel), n.Language, tag), Detail: c.foreign(shorten(strings.Join(strings.Fields(n.Office), " "), choiceDetail), n.Language, tag), Words: first(n.Code, n.Title), ID: n.ID}
		if n.Code != "" {
			ch.Detail = strings.Trim(c.name(n.Code, tag)+" · "+ch.Detail, " ·")
		}
		out = append(out, ch)
	}
	return out, nil
}

func (c *Core) findDocuments(ctx context.Context, words, tag string, v corpus.Viewer, limit int) ([]Choice, error) {
	if c.Shelf == nil {
		return nil, nil
	}
	found, err := c.Shelf.Find(ctx, words, tag, v, limit)
	if err != nil {
		return nil, err
	}
	var out []Choice
	for _, d := range found {
		var facts []string
		if d.Number != "" {
			facts = append(facts, c.name(d.Number, tag))
		}
		if d.Issued != "" {
			facts = append(facts, c.Catalog.Day(tag, d.Issued))
		}
		if d.Standing != corpus.Official {
			facts = append(facts, c.say(tag, "standing_"+string(d.Standing), nil))
		}
		out = append(out, Choice{Label: c.foreign(shorten(d.Title, choiceLabel), d.Language, tag), Detail: shorten(strings.Join(facts, " · "), choiceDetail), Words: first(d.Number, d.Title), ID: d.ID})
	}
	return out, nil
}

// findAgencies gives the bodies with duties whose name, in the reader's
// language or the State's own, holds the words typed.
func (c *Core) findAgencies(ctx context.Context, words, tag string, v corpus.Viewer, limit int) ([]Choice, error) {
	if c.Book == nil || c.Agencies == nil {
		return nil, nil
	}
	l, err := c.ledgerAt(ctx, c.Now())
	if err != nil {
		return nil, err
	}
	typed := lang.Words(words)
	named := c.Agencies.ResolveAgency(words, tag)
	counts := l.Counts(ledger.Filter{Viewer: v})
	var out, rest []Choice
	for _, n := range counts {
		name := c.Agencies.AgencyName(n.Agency, tag)
		if n.Agency == "" || name == "" {
			continue
		}
		ch := Choice{Label: c.apart(shorten(name, choiceLabel), tag), Detail: c.Catalog.SayN(tag, "duties_count", n.Open+n.Overdue, nil), Words: name, ID: n.Agency}
		switch {
		case slices.Contains(named, n.Agency):
			out = append(out, ch)
		case shelf.Begins(name, typed) || shelf.Begins(c.Agencies.AgencyName(n.Agency, "vi"), typed):
			rest = append(rest, ch)
		}
	}
	out = append(out, rest...)
	return out[:min(limit, len(out))], nil
}

// Found is a choice with the reply that is posted when it is chosen. It may
// be posted where anybody reads it: ask for what everybody may see.
type Found struct {
	Choice
	Reply Reply
}

// Inline gives up to ten results for a question typed in any chat, the answer
// first where there is one. The replies have no buttons: nobody there talks
// with the product.
func (c *Core) Inline(ctx context.Context, words, tag string, v corpus.Viewer) ([]Found, error) {
	words = strings.TrimSpace(lang.Clean(words))
	if words == "" {
		return nil, nil
	}
	var out []Found
	add := func(ch Choice, r Reply) {
		r.Buttons, r.More, r.File = nil, "", nil
		out = append(out, Found{ch, r})
	}
	a, err := c.Ask(ctx, answer.Question{Text: words, Prior: tag, Viewer: v})
	if err != nil {
		return nil, err
	}
	if a.Answered && a.Intent != answer.Smalltalk {
		speaks := first(tag, a.Language)
		reply, _ := c.Reply(a, speaks)
		lines := strings.SplitN(Plain(reply), "\n", 3)
		ch := Choice{Label: shorten(lines[0], choiceLabel), Words: words, ID: "answer"}
		if len(lines) > 1 {
			ch.Detail = shorten(strings.TrimSpace(strings.Join(lines[1:], " ")), choiceDetail)
		}
		add(ch, reply)
	}
	for _, kind := range [...]ChoiceKind{ProcedureChoice, AgencyChoice, DocumentChoice} {
		found, err := c.Find(ctx, kind, words, tag, v, foundInline/2)
		if err != nil {
			return nil, err
		}
		for _, ch := range found {
			if len(out) == foundInline || slices.ContainsFunc(out, func(f Found) bool { return f.ID == ch.ID }) {
				continue
			}
			reply, ok, err := c.opened(ctx, kind, ch.ID, tag, v)
			if err != nil {
				return nil, err
			}
			if ok {
				add(ch, reply)
			}
		}
	}
	return out, nil
}

// opened gives the reply that shows a choice; ok is false where it is gone.
func (c *Core) opened(ctx context.Context, kind ChoiceKind, id, tag string, v corpus.Viewer) (r Reply, ok bool, err error) {
	switch kind {
	case ProcedureChoice:
		d, err := c.openProcedure(ctx, id, v)
		if d == nil || err != nil {
			return r, false, err
		}
		a, err := c.Answerer.ProcedureField(d, "")
		if err != nil {
			return r, false, err
		}
		r, _ = c.Reply(a, tag)
	case DocumentChoice:
		d, err := c.openDocument(ctx, id, v)
		if d == nil || err != nil {
			return r, false, err
		}
		if r, err = c.documentCard(ctx, d, v, tag); err != nil {
			return r, false, err
		}
	case AgencyChoice:
		now := c.Now().In(c.Zone)
		asked := answer.DutyQuestion{Want: answer.WantList, Agencies: []string{id}}
		a := c.Answerer.Blank(answer.Question{Language: tag, Prior: tag, Now: now})
		a.Intent, a.Language = answer.Duty, tag
		all, err := c.scope(ctx, asked, v, now)
		if err != nil || len(all) == 0 {
			return r, false, err
		}
		if err := c.fillList(ctx, &a, asked, all, v, now); err != nil {
			return r, false, err
		}
		r, _ = c.listReply(a, 0, tag)
	}
	return r, len(r.Blocks) > 0, nil
}

// maxAsk bounds the title and the label of a form, in characters.
const maxAsk = 45

// Asks tells whether a pressed button wants to be told something in words. A
// request with its action and the words does what the words say.
func (c *Core) Asks(action, tag string) (Ask, bool) {
	what, _, ok := c.awaitedBy(action)
	if !ok {
		return Ask{}, false
	}
	limit := questionRunes
	if what == awaitsMistake {
		limit = feedbackRunes
	}
	return Ask{Title: shorten(c.say(tag, "form_"+what, nil), maxAsk-1), Label: shorten(c.say(tag, "form_"+what+"_label", nil), maxAsk-1), Limit: limit}, true
}

// awaitedBy gives what a button asks for, as state.Awaited has it, and the ID
// of what it is about.
func (c *Core) awaitedBy(action string) (what, id string, ok bool) {
	parts := strings.Split(action, ":")
	switch {
	case len(parts) == 3 && parts[0] == "duty" && parts[1] == "wrong":
		return awaitsDeadline, parts[2], true
	case len(parts) == 3 && parts[0] == "duty" && parts[1] == "progress":
		return awaitsProgress, parts[2], true
	case len(parts) == 2 && parts[0] == "mistake" && parts[1] != "cancel":
		return awaitsMistake, parts[1], true
	case len(parts) == 3 && parts[0] == "walk" && parts[2] == "handed":
		return awaitsHanded, parts[1], true
	case len(parts) == 3 && parts[0] == "walk" && parts[2] == "ward":
		return awaitsWard, parts[1], true
	}
	return "", "", false
}
