package handlers

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
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
		before := g.button("walk_back", "go:"+string(walk.Before(g.d, walk.Steps)), nil) // a procedure with steps has its cost in front
		if g.w.Step > 0 {
			before = g.button("walk_back", "step:"+strconv.Itoa(g.w.Step-1), nil)
		}
		reply.Buttons = append(reply.Buttons, before)
		if g.w.Step+1 < len(g.d.Procedure.Steps) { // who knows the way need not go through all of it
			reply.Buttons = append(reply.Buttons, g.button("walk_to_handed", "go:"+string(walk.Handed), nil))
		}
		return
	}
	if next := walk.Next(g.d, g.w.Stage); next != "" && g.w.Stage != walk.Channel && g.w.Stage != walk.Case {
		reply.Buttons = append(reply.Buttons, g.button("walk_to_"+string(next), "go:"+string(next), nil))
	}
	if before := walk.Before(g.d, g.w.Stage); before != "" {
		reply.Buttons = append(reply.Buttons, g.button("walk_back", "go:"+string(before), nil))
	}
}
