package handlers

import (
	"context"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
	"vanthu/handlers/offices"
	"vanthu/handlers/state"
)

// awaitsPlace says that a person was asked for their ward; see state.Awaited.
const awaitsPlace = "place"

// office answers "/office NAME".
func (c *Core) office(ctx context.Context, r Request, name string, out Sender) error {
	past, tag, err := c.past(ctx, r)
	if err != nil {
		return err
	}
	a := answer.Answer{Office: &answer.OfficeView{}}
	a.Office.Asked.Text, a.Office.Asked.Coded = answer.WithoutFileNumbers(lang.Clean(name))
	found, err := c.Offices(ctx, offices.Query{Text: a.Office.Asked.Text, Told: true, Viewer: r.Viewer})
	if err != nil {
		return err
	}
	a.Office.Found = found
	a.Office.Choose = len(found.Offices) > 1 || len(found.Offices) == 1 && !found.Sure
	a.Office.Unknown = len(found.Offices) == 0
	return c.tellOffice(ctx, r, past, a, c.officeReply(a, tag), out)
}

// tellOffice sends a reply about offices. Of what was asked nothing is
// remembered but that a place is waited for.
func (c *Core) tellOffice(ctx context.Context, r Request, past state.Conversation, a answer.Answer, reply Reply, out Sender) error {
	if err := c.send(ctx, r, out, reply); err != nil {
		return err
	}
	past.Awaited = nil
	if v := a.Office; v.Choose || v.Unknown || v.Any && v.Asked.Want == answer.WantFile && len(v.Found.Offices) == 0 {
		past.Awaited = &state.Awaited{Person: r.Person, What: awaitsPlace}
	}
	if past.Language == "" {
		past.Language = a.Language
	}
	return c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now())
}

// placeTold answers a message that names the place a person was asked for;
// done is false for any other message.
func (c *Core) placeTold(ctx context.Context, r Request, past state.Conversation, out Sender) (done bool, err error) {
	asked, _ := c.Answerer.OfficeQuestion(answer.Question{Text: r.Text, Language: r.Language, Prior: past.Language, Viewer: r.Viewer})
	if asked.Want != "" || asked.Coded {
		return false, nil
	}
	found, err := c.Offices(ctx, offices.Query{Text: asked.Text, Frame: asked.Frame, Told: true, Viewer: r.Viewer})
	if err != nil || found.Left > officeWords || len(found.Offices) == 0 && !found.Wide {
		return false, err
	}
	a := answer.Answer{Office: &answer.OfficeView{Asked: asked, Found: found, Choose: len(found.Offices) > 1 || !found.Sure, Unknown: len(found.Offices) == 0}}
	return true, c.tellOffice(ctx, r, past, a, c.officeReply(a, c.speaks(r, past.Language)), out)
}

// officeChosen shows the office of a button.
func (c *Core) officeChosen(ctx context.Context, r Request, id string, out Sender) error {
	past, err := c.Memory.Conversation(ctx, r.Conversation.Key(), c.Now())
	if err != nil {
		return err
	}
	r.Language = c.speaks(r, past.Language)
	if c.OfficeBook == nil {
		return c.notice(ctx, r, out, "office_gone", nil)
	}
	register, err := c.OfficeBook.Now(ctx)
	if err != nil {
		return err
	}
	o, ok := register.Office(id, r.Viewer)
	if !ok {
		return c.notice(ctx, r, out, "office_gone", nil)
	}
	if w := past.Awaited; w != nil && w.What == awaitsPlace {
		past.Awaited = nil
		if err := c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now()); err != nil {
			return err
		}
	}
	return c.send(ctx, r, out, Reply{Language: r.Language, Final: true, Blocks: c.officeCard(o, offices.Found{}, r.Language)})
}

// nearest answers a location that was shared. It is used for this reply alone:
// neither kept nor logged.
func (c *Core) nearest(ctx context.Context, r Request, out Sender) error {
	past, err := c.Memory.Conversation(ctx, r.Conversation.Key(), c.Now())
	if err != nil {
		return err
	}
	r.Language = c.speaks(r, past.Language)
	tag := r.Language
	if r.Point.Lost {
		return c.notice(ctx, r, out, "office_point_lost", nil)
	}
	near, err := c.NearestOffices(ctx, corpus.MapPoint{Lat: r.Point.Lat, Lon: r.Point.Lon}, r.Viewer)
	if err != nil {
		return err
	}
	if len(near) == 0 {
		return c.notice(ctx, r, out, "office_none_near", nil)
	}
	var items []string
	var list []offices.Office
	for _, n := range near {
		line := c.name(n.Name, tag) + " · " + c.metres(n.Metres, tag)
		for _, s := range []string{n.Address, n.Phone} {
			if s != "" {
				line += " · " + c.name(s, tag)
			}
		}
		items = append(items, line)
		list = append(list, n.Office)
	}
	return c.send(ctx, r, out, Reply{Language: tag, Final: true, Buttons: c.officeButtons(list, tag), Blocks: []Block{
		{Kind: Lead, Text: c.Catalog.SayN(tag, "office_nearest", len(near), nil)}, {Kind: List, Items: items},
		{Kind: Notice, Text: c.say(tag, "office_point_private", nil)}}})
}

// metres writes a distance as the crow flies.
func (c *Core) metres(m float64, tag string) string {
	switch {
	case m < 1000:
		return c.say(tag, "distance_m", i18n.Args{"N": c.Catalog.Number(tag, float64(int(m/10+0.5)*10), 0)})
	case m < 10_000:
		return c.say(tag, "distance_km", i18n.Args{"N": c.Catalog.Number(tag, m/1000, 1)})
	}
	return c.say(tag, "distance_km", i18n.Args{"N": c.Catalog.Number(tag, m/1000, 0)})
}
