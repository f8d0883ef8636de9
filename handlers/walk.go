package handlers

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
	"vanthu/handlers/offices"
	"vanthu/handlers/state"
	"vanthu/handlers/walk"
)

// What the next message of a person in a walk tells; see state.Awaited.
const (
	awaitsHanded = "handed" // the day on which the dossier was handed in
	awaitsWard   = "ward"   // where the person lives
)

// Sizes of a walk's messages.
const (
	pagePapers  = 4   // papers of the checklist with a button each
	paperRunes  = 220 // characters of a paper in the checklist
	buttonRunes = 24  // characters of a paper on its button
	listedWalks = 5
)

// walking is one request in a walk.
type walking struct {
	*Core
	ctx  context.Context
	r    Request
	out  Sender
	tag  string
	past state.Conversation
	d    *corpus.Document
	w    walk.Walk
	page int      // of the checklist, from 0
	told []string // remarks to be shown first
	ward string   // where the person lives, told just now
}

// walk does what a button of a walk says: the document's ID, then what to do.
func (c *Core) walk(ctx context.Context, r Request, arg string, out Sender) error {
	id, what, _ := strings.Cut(arg, ":")
	g, err := c.enter(ctx, r, id, out)
	if err != nil || g == nil {
		return err
	}
	what, value, _ := strings.Cut(what, ":")
	n, _ := strconv.Atoi(value) // 0 where it is no number
	switch what {
	case "go":
		if slices.Contains(walk.Stages(g.d), walk.Stage(value)) {
			g.w.Stage = walk.Stage(value)
		}
	case "channel":
		if names := walk.Channels(g.d); n >= 0 && n < len(names) {
			g.w.Channel = names[n]
			g.remember()
			g.forward(walk.Channel)
		}
	case "case":
		if names := walk.Cases(g.d); n >= 0 && n < len(names) {
			g.w.Case = names[n]
			g.forward(walk.Case)
		}
	case "tick":
		g.w.Stage = walk.Papers
		g.w.Tick(value)
		for i, item := range g.w.Checklist(g.d) {
			if item.Key == value {
				g.page = i / pagePapers
			}
		}
	case "page":
		g.w.Stage, g.page = walk.Papers, n
	case "lack":
		if value == "" {
			return g.lacking()
		}
		return g.lack(value)
	case "step":
		g.w.Stage, g.w.Step = walk.Steps, max(0, min(n, len(g.d.Procedure.Steps)-1))
	case "handed":
		switch value {
		case "0", "1":
			g.w.HandedIn = corpus.DayOf(c.Now().In(c.Zone).AddDate(0, 0, -n))
			g.w.Stage = walk.Handed
		default:
			return g.askHanded("walk_ask_handed")
		}
	case "keep":
		g.past.Facts = &state.Facts{Kept: value == "yes"}
		said := "walk_not_kept"
		if g.past.Facts.Kept {
			g.remember()
			said = "walk_kept"
		}
		g.told = append(g.told, c.say(g.tag, said, nil))
		if err := c.Memory.SaveConversation(ctx, r.Conversation.Key(), g.past, c.Now()); err != nil {
			return err
		}
	case "ward":
		return g.askWard("walk_ask_ward", "")
	case "summary":
		return g.summary()
	case "stop":
		if err := c.Memory.DropWalk(ctx, r.Conversation.Key(), g.d.ID); err != nil {
			return err
		}
		return c.notice(ctx, r, out, "walk_stopped", nil)
	}
	return g.show()
}

// enter goes on with the walk through a procedure, or begins it; nil where the
// procedure is no more, which the person is told.
func (c *Core) enter(ctx context.Context, r Request, id string, out Sender) (*walking, error) {
	past, err := c.Memory.Conversation(ctx, r.Conversation.Key(), c.Now())
	if err != nil {
		return nil, err
	}
	g := &walking{Core: c, ctx: ctx, r: r, out: out, tag: c.speaks(r, past.Language), past: past}
	if g.d, err = c.openProcedure(ctx, id, r.Viewer); err != nil {
		return nil, err
	}
	if g.d == nil {
		if err := c.Memory.DropWalk(ctx, r.Conversation.Key(), id); err != nil {
			return nil, err
		}
		return nil, c.send(ctx, r, out, Reply{Language: g.tag, Final: true, Blocks: []Block{{Kind: Notice, Text: c.say(g.tag, "procedure_gone", nil)}}})
	}
	g.w, err = c.Memory.Walk(ctx, r.Conversation.Key(), id)
	switch {
	case errors.Is(err, state.ErrNotFound):
		g.w = walk.Begin(g.d)
		if f := past.Facts; f != nil && f.Kept && slices.Contains(walk.Channels(g.d), f.Channel) && g.w.Stage == walk.Channel {
			g.w.Channel = f.Channel
			g.forward(walk.Channel)
			g.told = append(g.told, c.say(g.tag, "walk_known_channel", i18n.Args{"Channel": c.foreign(f.Channel, g.d.Language, g.tag)}))
		}
	case err != nil:
		return nil, err
	default:
		for _, f := range g.w.CatchUp(g.d) {
			g.told = append(g.told, c.say(g.tag, "walk_changed", i18n.Args{"Field": c.say(g.tag, "field_"+f, nil)}))
		}
	}
	return g, nil
}

// forward goes on to the stage behind one.
func (g *walking) forward(from walk.Stage) {
	if next := walk.Next(g.d, from); next != "" {
		g.w.Stage = next
	}
}

// remember keeps the chosen way to apply for other procedures, where the
// person wants that.
func (g *walking) remember() {
	if f := g.past.Facts; f != nil && f.Kept && g.w.Channel != "" {
		f.Channel = g.w.Channel
	}
}

// show keeps where the walk stands and shows its stage.
func (g *walking) show() error {
	if err := g.Memory.SaveWalk(g.ctx, g.r.Conversation.Key(), g.w, g.Now()); err != nil {
		return err
	}
	g.past.Language = first(g.past.Language, g.tag)
	g.past.Last = &answer.Turn{Question: g.d.Title, Language: g.d.Language, Documents: []string{g.d.ID}}
	if err := g.Memory.SaveConversation(g.ctx, g.r.Conversation.Key(), g.past, g.Now()); err != nil {
		return err
	}
	reply := Reply{Language: g.tag, Final: true, Blocks: []Block{{Kind: Lead, Text: g.head()}}}
	for _, remark := range g.told {
		reply.Blocks = append(reply.Blocks, Block{Kind: Notice, Text: remark})
	}
	switch g.w.Stage {
	case walk.Channel:
		g.channels(&reply)
	case walk.Case:
		g.cases(&reply)
	case walk.Papers:
		g.papers(&reply)
	case walk.Cost:
		g.cost(&reply)
	case walk.Where:
		if err := g.where(&reply); err != nil {
			return err
		}
	case walk.Steps:
		g.step(&reply)
	case walk.Handed:
		g.handed(&reply)
	}
	g.ways(&reply)
	return g.send(g.ctx, g.r, g.out, reply)
}

// head names the procedure and the stage: "… · Giấy tờ (2/5)".
func (g *walking) head() string {
	stages := walk.Stages(g.d)
	place := strconv.Itoa(slices.Index(stages, g.w.Stage)+1) + "/" + strconv.Itoa(len(stages))
	return g.foreign(shorten(g.d.Title, cardTitle), g.d.Language, g.tag) + " · " + g.say(g.tag, "walk_stage_"+string(g.w.Stage), nil) + " (" + place + ")"
}

func (g *walking) button(label, what string, args i18n.Args) Button {
	return Button{Label: g.say(g.tag, label, args), Action: "walk:" + g.d.ID + ":" + what}
}

// ways adds the buttons that lead on and back.
func (g *walking) ways(reply *Reply) {
	if g.w.Stage == walk.Steps {
		if n := len(g.d.Procedure.Steps); g.w.Step+1 < n {
			reply.Buttons = append(reply.Buttons, g.button("walk_next_step", "step:"+strconv.Itoa(g.w.Step+1), nil))
		} else {
			reply.Buttons = append(reply.Buttons, g.button("walk_to_handed", "go:"+string(walk.Handed), nil))
		}
		if g.w.Step > 0 {
			reply.Buttons = append(reply.Buttons, g.button("walk_back", "step:"+strconv.Itoa(g.w.Step-1), nil))
			return
		}
	} else if next := walk.Next(g.d, g.w.Stage); next != "" && g.w.Stage != walk.Channel && g.w.Stage != walk.Case {
		reply.Buttons = append(reply.Buttons, g.button("walk_to_"+string(next), "go:"+string(next), nil))
	}
	if before := walk.Before(g.d, g.w.Stage); before != "" {
		reply.Buttons = append(reply.Buttons, g.button("walk_back", "go:"+string(before), nil))
	}
}

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

// askWard asks where the person lives.
func (g *walking) askWard(key, told string) error {
	g.past.Awaited = &state.Awaited{Person: g.r.Person, What: awaitsWard, Duty: g.d.ID}
	if err := g.Memory.SaveConversation(g.ctx, g.r.Conversation.Key(), g.past, g.Now()); err != nil {
		return err
	}
	return g.send(g.ctx, g.r, g.out, Reply{Language: g.tag, Final: true, Blocks: []Block{{Kind: Lead, Text: g.say(g.tag, key, i18n.Args{"Place": g.name(told, g.tag)})}},
		Buttons: []Button{g.button("walk_back", "go:"+string(walk.Where), nil)}})
}

// wardTold takes the ward that somebody was asked for. It is remembered where
// the person wants that, and else only shown.
func (c *Core) wardTold(ctx context.Context, r Request, id string, out Sender) (done bool, err error) {
	g, err := c.enter(ctx, r, id, out)
	if err != nil || g == nil {
		return true, err
	}
	if asks(r.Text) {
		return false, nil
	}
	g.past.Awaited = nil
	g.w.Stage, g.ward = walk.Where, strings.TrimSpace(r.Text)
	if f := g.past.Facts; f != nil && f.Kept {
		f.Place = shorten(g.ward, paperRunes)
	}
	return true, g.show()
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

// askHanded asks on which day the dossier was handed in.
func (g *walking) askHanded(key string) error {
	g.past.Awaited = &state.Awaited{Person: g.r.Person, What: awaitsHanded, Duty: g.d.ID}
	if err := g.Memory.SaveConversation(g.ctx, g.r.Conversation.Key(), g.past, g.Now()); err != nil {
		return err
	}
	return g.send(g.ctx, g.r, g.out, Reply{Language: g.tag, Final: true, Blocks: []Block{{Kind: Lead, Text: g.say(g.tag, key, nil)}, {Kind: Para, Text: g.say(g.tag, "walk_ask_day", nil)}},
		Buttons: []Button{g.button("walk_today", "handed:0", nil), g.button("walk_yesterday", "handed:1", nil), g.button("walk_back", "go:"+string(walk.Handed), nil)}})
}

// handedOn takes the day that somebody was asked for; done is false where the
// message is a question after all.
func (c *Core) handedOn(ctx context.Context, r Request, id string, out Sender) (done bool, err error) {
	g, err := c.enter(ctx, r, id, out)
	if err != nil || g == nil {
		return true, err
	}
	day, ok := c.Answerer.PastDay(r.Text, g.tag, c.Now().In(c.Zone))
	if !ok {
		if asks(r.Text) {
			return false, nil
		}
		return true, g.askHanded("walk_ask_handed_again")
	}
	g.past.Awaited = nil
	g.w.HandedIn, g.w.Stage = day, walk.Handed
	return true, g.show()
}

// handedIn answers "I handed it in on 3 December" with the day by which the
// answer is due: in the procedure that the message names, else the one the
// conversation was about. done is false where the message says no such thing.
func (c *Core) handedIn(ctx context.Context, r Request, past state.Conversation, out Sender) (done bool, err error) {
	q := answer.Question{Text: r.Text, Language: r.Language, Prior: first(past.Language, first(r.Language, r.Hint)), Viewer: r.Viewer, Now: c.Now().In(c.Zone)}
	day, tag, ok := c.Answerer.HandedIn(q)
	if !ok {
		return false, nil
	}
	d, _, _, err := c.Answerer.NamedProcedure(ctx, q)
	if err != nil {
		return true, err
	}
	if d == nil && past.Last != nil && len(past.Last.Documents) > 0 {
		if d, err = c.openProcedure(ctx, past.Last.Documents[0], r.Viewer); err != nil {
			return true, err
		}
	}
	if d == nil {
		walks, err := c.Memory.Walks(ctx, r.Conversation.Key())
		if err != nil {
			return true, err
		}
		if len(walks) > 0 {
			if d, err = c.openProcedure(ctx, walks[0].Document, r.Viewer); err != nil {
				return true, err
			}
		}
	}
	r.Language = c.speaks(r, tag)
	if d == nil {
		if asks(r.Text) {
			return false, nil
		}
		return true, c.notice(ctx, r, out, "walk_handed_which", nil)
	}
	g, err := c.enter(ctx, r, d.ID, out)
	if err != nil || g == nil {
		return true, err
	}
	g.w.HandedIn, g.w.Stage = day, walk.Handed
	return true, g.show()
}

// dueBlocks says when the answer to a dossier handed in on a day is due, by
// the document's own limit; where the office is late, how to complain, if the
// document says so.
func (c *Core) dueBlocks(d *corpus.Document, channels []corpus.Channel, handed corpus.Day, tag string) []Block {
	today := c.today()
	if handed > today {
		return []Block{{Kind: Notice, Text: c.say(tag, "walk_handed_ahead", i18n.Args{"Day": c.Catalog.Day(tag, handed)})}}
	}
	said := i18n.Args{"Day": c.Catalog.DayOfWeek(tag, handed)}
	out := []Block{{Kind: Para, Text: c.say(tag, "walk_handed_on", said)}}
	due := c.Answerer.DueDays(d, channels, handed)
	if len(due) == 0 {
		return append(out, Block{Kind: Notice, Text: c.say(tag, "walk_no_limit", nil)})
	}
	late := true
	for _, one := range due {
		line := c.say(tag, "walk_due", i18n.Args{"Day": c.Catalog.DayOfWeek(tag, one.Due), "Limit": c.foreign(strings.Join(strings.Fields(one.Period.Words.In(one.Limit.In(d.Text))), " "), d.Language, tag)})
		if len(due) > 1 && one.Channel != "" {
			line = c.foreign(one.Channel, d.Language, tag) + ": " + line
		}
		if one.Due < today {
			line += " · " + c.Catalog.SayN(tag, "days_late", daysBetween(one.Due, today), nil)
		} else {
			late = false
			line += " · " + c.Catalog.Distance(tag, one.Due, today)
		}
		out = append(out, Block{Kind: Para, Text: line})
	}
	out = append(out, Block{Kind: Notice, Text: c.say(tag, "walk_due_rule", nil)})
	if !late {
		return out
	}
	cited, err := c.Answerer.Quotes(d, d.Procedure.Complaint)
	if err != nil || len(cited) == 0 {
		return append(out, Block{Kind: Notice, Text: c.say(tag, "walk_late_no_path", nil)})
	}
	out = append(out, Block{Kind: Para, Text: c.say(tag, "walk_late", nil)})
	for _, q := range cited {
		out = append(out, c.quoteOf(q, tag))
	}
	return out
}

// daysBetween counts the days from one to another.
func daysBetween(from, to corpus.Day) int {
	a, okA := from.Time()
	b, okB := to.Time()
	if !okA || !okB {
		return 0
	}
	return int(b.Sub(a) / (24 * time.Hour))
}

// walks lists the procedures that a conversation is on its way through.
func (c *Core) walks(ctx context.Context, r Request, out Sender) error {
	past, err := c.Memory.Conversation(ctx, r.Conversation.Key(), c.Now())
	if err != nil {
		return err
	}
	tag := c.speaks(r, past.Language)
	walks, err := c.Memory.Walks(ctx, r.Conversation.Key())
	if err != nil {
		return err
	}
	reply := Reply{Language: tag, Final: true}
	list := Block{Kind: List}
	for _, w := range walks {
		d, err := c.openProcedure(ctx, w.Document, r.Viewer)
		if err != nil {
			return err
		}
		if d == nil || len(reply.Buttons) == listedWalks {
			continue
		}
		list.Items = append(list.Items, c.foreign(d.Title, d.Language, tag)+" · "+c.say(tag, "walk_stage_"+string(w.Stage), nil))
		reply.Buttons = append(reply.Buttons, Button{Label: shorten(d.Title, labelRunes), Action: "walk:" + d.ID})
	}
	if len(list.Items) == 0 {
		return c.notice(ctx, r, out, "walk_none", nil)
	}
	reply.Blocks = []Block{{Kind: Lead, Text: c.say(tag, "walk_under_way", nil)}, list}
	return c.send(ctx, r, out, reply)
}

// forget forgets what is remembered of a conversation.
func (c *Core) forget(ctx context.Context, r Request, out Sender) error {
	past, err := c.Memory.Conversation(ctx, r.Conversation.Key(), c.Now())
	if err != nil {
		return err
	}
	r.Language = c.speaks(r, past.Language)
	if err := c.Memory.Forget(ctx, r.Conversation.Key(), r.Person); err != nil {
		return err
	}
	return c.notice(ctx, r, out, "forgotten", nil)
}
