package handlers

import (
	"slices"
	"strconv"
	"strings"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
	"vanthu/handlers/offices"
	"vanthu/handlers/walk"
)

// channels asks which way the person applies.
func (g *walking) channels(reply *Reply) {
	list := Block{Kind: List}
	for i, name := range walk.Channels(g.d) {
		item := g.foreign(name, g.d.Language, g.tag)
		one := walk.Walk{Channel: name}
		var said []string
		for _, ch := range one.ChannelsOf(g.d) {
			for _, s := range [...]corpus.Span{ch.TimeLimit, ch.Fee} {
				if v := strings.Join(strings.Fields(s.In(g.d.Text)), " "); v != "" && !slices.Contains(said, v) {
					said = append(said, v)
				}
			}
		}
		if len(said) > 0 {
			item += ": " + g.foreign(shorten(strings.Join(said, " · "), valueRunes), g.d.Language, g.tag)
		}
		list.Items = append(list.Items, item)
		reply.Buttons = append(reply.Buttons, Button{Label: shorten(name, labelRunes), Action: "walk:" + g.d.ID + ":channel:" + strconv.Itoa(i)})
	}
	reply.Blocks = append(reply.Blocks, Block{Kind: Para, Text: g.say(g.tag, "walk_ask_channel", nil)}, list)
}

// cases asks which case the person's is.
func (g *walking) cases(reply *Reply) {
	list := Block{Kind: List}
	for i, name := range walk.Cases(g.d) {
		list.Items = append(list.Items, strconv.Itoa(i+1)+". "+g.foreign(name, g.d.Language, g.tag))
		reply.Buttons = append(reply.Buttons, Button{Label: shorten(strconv.Itoa(i+1)+". "+name, labelRunes), Action: "walk:" + g.d.ID + ":case:" + strconv.Itoa(i)})
	}
	reply.Blocks = append(reply.Blocks, Block{Kind: Para, Text: g.say(g.tag, "walk_ask_case", nil)}, list)
}

// papers shows the checklist.
func (g *walking) papers(reply *Reply) {
	items := g.w.Checklist(g.d)
	at := 0
	list := Block{Kind: List}
	for i, item := range items {
		if item.Ticked {
			at++
		}
		list.Items = append(list.Items, g.paperLine(i, item))
	}
	reply.Blocks = append(reply.Blocks, Block{Kind: Para, Text: g.say(g.tag, "walk_papers_at_hand", i18n.Args{"Have": strconv.Itoa(at), "Of": strconv.Itoa(len(items))})}, list)
	reply.Blocks = append(reply.Blocks, Block{Kind: Para, Text: g.sourceLine(g.d, "", g.tag)})
	pages := (len(items) + pagePapers - 1) / pagePapers
	g.page = max(0, min(g.page, pages-1))
	for i := g.page * pagePapers; i < min(len(items), (g.page+1)*pagePapers); i++ {
		label := strconv.Itoa(i+1) + ". " + shorten(items[i].Name.In(g.d.Text), buttonRunes)
		if items[i].Ticked {
			label = "✓ " + label
		}
		reply.Buttons = append(reply.Buttons, Button{Label: label, Action: "walk:" + g.d.ID + ":tick:" + items[i].Key})
	}
	if pages > 1 {
		reply.Buttons = append(reply.Buttons, g.button("walk_more_papers", "page:"+strconv.Itoa((g.page+1)%pages), nil))
	}
	if at < len(items) {
		reply.Buttons = append(reply.Buttons, g.button("walk_lack", "lack", nil))
	}
}

// paperLine writes a paper of the checklist: whether it is at hand, its name,
// how many, its form.
func (g *walking) paperLine(i int, item walk.Item) string {
	line := "○ "
	if item.Ticked {
		line = "✓ "
	}
	line += strconv.Itoa(i+1) + ". " + g.foreign(shorten(strings.Join(strings.Fields(item.Name.In(g.d.Text)), " "), paperRunes), g.d.Language, g.tag)
	var more []string
	if n, ok := item.Originals.Number(); ok && n > 0 {
		more = append(more, g.Catalog.SayN(g.tag, "paper_originals", n, nil))
	}
	if n, ok := item.Copies.Number(); ok && n > 0 {
		more = append(more, g.Catalog.SayN(g.tag, "paper_copies", n, nil))
	}
	if form := item.Form.In(g.d.Text); form != "" {
		more = append(more, g.say(g.tag, "paper_form", i18n.Args{"Form": g.apart(form, g.tag)}))
	}
	if len(more) > 0 {
		line += " (" + strings.Join(more, g.comma(g.tag)) + ")"
	}
	return line
}

// lacking asks which paper the person has not.
func (g *walking) lacking() error {
	reply := Reply{Language: g.tag, Final: true, Blocks: []Block{{Kind: Lead, Text: g.say(g.tag, "walk_ask_lack", nil)}}}
	for i, item := range g.w.Checklist(g.d) {
		if !item.Ticked && len(reply.Buttons) < 7 {
			reply.Buttons = append(reply.Buttons, Button{Label: strconv.Itoa(i+1) + ". " + shorten(item.Name.In(g.d.Text), buttonRunes), Action: "walk:" + g.d.ID + ":lack:" + item.Key})
		}
	}
	reply.Buttons = append(reply.Buttons, g.button("walk_back", "go:"+string(walk.Papers), nil))
	return g.send(g.ctx, g.r, g.out, reply)
}

// lack says where a paper is to be had, if a document tells: a procedure that
// results in it.
func (g *walking) lack(key string) error {
	reply := Reply{Language: g.tag, Final: true}
	for _, item := range g.w.Checklist(g.d) {
		if item.Key != key {
			continue
		}
		name := item.Name.In(g.d.Text)
		found, err := g.Answerer.Yielding(g.ctx, name, g.d.Language, g.r.Viewer)
		if err != nil {
			return err
		}
		said := "walk_lack_unknown"
		if len(found) > 0 {
			said = "walk_lack_known"
		}
		reply.Blocks = append(reply.Blocks, Block{Kind: Lead, Text: g.say(g.tag, said, i18n.Args{"Paper": g.foreign(shorten(name, paperRunes), g.d.Language, g.tag)})})
		if len(found) > 0 {
			reply.Blocks = append(reply.Blocks, g.choiceList(found, g.tag))
			reply.Buttons = choiceButtons(found)
		} else if office := g.value(g.d, "office", g.tag); office != "" {
			reply.Blocks = append(reply.Blocks, Block{Kind: Para, Text: g.say(g.tag, "field_office", nil) + ": " + office})
		}
	}
	reply.Buttons = append(reply.Buttons, g.button("walk_back", "go:"+string(walk.Papers), nil))
	return g.send(g.ctx, g.r, g.out, reply)
}

// cost shows fee and time limit of the chosen way.
func (g *walking) cost(reply *Reply) {
	chosen := *g.d.Procedure
	chosen.Channels = g.w.ChannelsOf(g.d)
	only := *g.d
	only.Procedure = &chosen
	var items []string
	for _, f := range [...]string{"fee", "time_limit"} {
		value := g.value(&only, f, g.tag)
		if value == "" {
			value = g.say(g.tag, "walk_not_told", nil)
		}
		items = append(items, g.say(g.tag, "field_"+f, nil)+": "+value)
	}
	reply.Blocks = append(reply.Blocks, Block{Kind: List, Items: items})
	reply.Blocks = append(reply.Blocks, g.doubts(answer.Answer{Procedure: &answer.ProcedureView{Document: g.d, Procedure: &chosen}}, g.tag)...)
	var spans []corpus.Span
	for _, ch := range chosen.Channels {
		spans = append(spans, corpus.Span{Start: ch.Name.Start, End: max(ch.Name.End, ch.TimeLimit.End, ch.Fee.End, ch.Note.End)})
	}
	g.quotes(reply, append(spans, chosen.TimeLimit, chosen.Fee)...)
	if g.past.Facts == nil && g.w.Channel != "" {
		reply.Blocks = append(reply.Blocks, Block{Kind: Notice, Text: g.say(g.tag, "walk_ask_keep", i18n.Args{"Channel": g.foreign(g.w.Channel, g.d.Language, g.tag)})})
		reply.Buttons = append(reply.Buttons, g.button("walk_keep", "keep:yes", nil), g.button("walk_keep_not", "keep:no", nil))
	}
}

// quotes adds the document's words at some places, each once.
func (g *walking) quotes(reply *Reply, spans ...corpus.Span) {
	seen := map[string]bool{}
	var bodies []answer.Body
	for _, s := range spans {
		cited, err := g.Answerer.Quotes(g.d, s)
		if err != nil {
			g.Log.Error("quote a procedure", "document", g.d.Path, "error", err)
			continue
		}
		for _, q := range cited {
			if !seen[q.Quote()] {
				seen[q.Quote()] = true
				reply.Blocks = append(reply.Blocks, g.quoteOf(q, g.tag))
			}
		}
		for _, b := range g.Answerer.Bodies(cited...) {
			if !slices.Contains(bodies, b) {
				bodies = append(bodies, b)
			}
		}
	}
	reply.Blocks = append(reply.Blocks, g.ended(bodies, g.d, g.tag)...)
}

// where shows where to go: what the document says, and the office of the
// person's ward, where that is known.
func (g *walking) where(reply *Reply) error {
	g.quotes(reply, g.d.Procedure.Office, g.d.Procedure.Address)
	if g.OfficeBook == nil {
		return nil
	}
	register, err := g.OfficeBook.Now(g.ctx)
	if err != nil || !register.Any(g.r.Viewer) {
		return err
	}
	if f := g.past.Facts; f != nil && f.Place != "" {
		g.ward = f.Place
	}
	if g.ward != "" {
		found, err := g.OfficeFor(g.ctx, g.ward, g.d.Procedure.Office.In(g.d.Text), g.r.Viewer)
		switch {
		case err != nil:
			return err
		case len(found) == 1:
			reply.Blocks = append(reply.Blocks, g.officeCard(found[0], offices.Found{}, g.tag)...)
		case len(found) > 1:
			reply.Blocks = append(reply.Blocks, Block{Kind: Para, Text: g.say(g.tag, "office_which", i18n.Args{"Place": g.name(g.ward, g.tag)})})
			reply.Buttons = append(reply.Buttons, g.officeButtons(found[:min(len(found), offeredOffices)], g.tag)...)
		default:
			reply.Blocks = append(reply.Blocks, Block{Kind: Notice, Text: g.say(g.tag, "walk_ward_unknown", i18n.Args{"Place": g.name(shorten(g.ward, paperRunes), g.tag)})})
		}
	}
	reply.Buttons = append(reply.Buttons, g.button("walk_ward", "ward", nil))
	return nil
}

// step shows one step.
func (g *walking) step(reply *Reply) {
	steps := g.d.Procedure.Steps
	reply.Blocks = append(reply.Blocks, Block{Kind: Para, Text: g.say(g.tag, "walk_step", i18n.Args{"Step": strconv.Itoa(g.w.Step + 1), "Of": strconv.Itoa(len(steps))})})
	g.quotes(reply, steps[g.w.Step])
}

// handed shows when the answer is due, or asks when the dossier was handed in.
func (g *walking) handed(reply *Reply) {
	if g.w.HandedIn == "" {
		reply.Blocks = append(reply.Blocks, Block{Kind: Para, Text: g.say(g.tag, "walk_ask_handed", nil)})
		reply.Buttons = append(reply.Buttons, g.button("walk_today", "handed:0", nil), g.button("walk_yesterday", "handed:1", nil), g.button("walk_other_day", "handed", nil))
	} else {
		reply.Blocks = append(reply.Blocks, g.dueBlocks(g.d, g.w.ChannelsOf(g.d), g.w.HandedIn, g.tag)...)
		reply.Buttons = append(reply.Buttons, g.button("walk_other_day", "handed", nil))
	}
	reply.Buttons = append(reply.Buttons, g.button("walk_summary", "summary", nil), g.button("walk_stop", "stop", nil))
}
