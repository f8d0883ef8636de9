package handlers

import (
	"context"
	"errors"
	"mime"
	"path"
	"strings"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
	"vanthu/handlers/ledger"
	"vanthu/handlers/procedures"
	"vanthu/handlers/shelf"
	"vanthu/handlers/state"
)

// offeredDocuments is how many documents are offered to choose from.
const offeredDocuments = 6

// openDocument gives a document to who may see it; nil where it is no more.
func (c *Core) openDocument(ctx context.Context, id string, v corpus.Viewer) (*corpus.Document, error) {
	d, err := c.Library.Document(ctx, id)
	if errors.Is(err, state.ErrNotFound) || err == nil && !v.Sees(d.Visibility) {
		return nil, nil
	}
	return d, err
}

// document shows the card of a document.
func (c *Core) document(ctx context.Context, r Request, id string, out Sender) error {
	past, tag, err := c.past(ctx, r)
	if err != nil {
		return err
	}
	d, err := c.openDocument(ctx, id, r.Viewer)
	if err != nil {
		return err
	}
	if d == nil {
		return c.notice(ctx, r, out, "document_gone", nil)
	}
	reply, err := c.documentCard(ctx, d, r.Viewer, tag)
	if err != nil {
		return err
	}
	past.Last = &answer.Turn{Question: d.Title, Language: d.Language, Documents: []string{d.ID}}
	past.Language = first(past.Language, tag)
	if err := c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now()); err != nil {
		return err
	}
	return c.send(ctx, r, out, reply)
}

// documentCard says what a document is and what can be asked of it.
func (c *Core) documentCard(ctx context.Context, d *corpus.Document, v corpus.Viewer, tag string) (Reply, error) {
	title := shorten(d.Title, 2*cardAction)
	reply := Reply{Language: tag, Final: true, Blocks: []Block{{Kind: Lead, Text: c.foreign(title, d.Language, tag), Link: c.link(d, 0, 0)}}}
	var facts []string
	if d.Number != "" {
		facts = append(facts, c.say(tag, "number_of", i18n.Args{"Number": c.name(d.Number, tag)}))
	}
	if d.Issued != "" {
		facts = append(facts, c.Catalog.Day(tag, d.Issued))
	}
	if d.Issuer != "" {
		facts = append(facts, c.foreign(shorten(d.Issuer, cardTitle), d.Language, tag))
	}
	facts = append(facts, c.say(tag, "in_language", i18n.Args{"Language": c.say(tag, "language_"+d.Language, nil)}))
	if d.Standing != corpus.Official {
		facts = append(facts, c.say(tag, "standing_"+string(d.Standing), nil))
	}
	reply.Blocks = append(reply.Blocks, Block{Kind: Para, Text: strings.Join(facts, " · ")})
	add := func(label, action string) {
		reply.Buttons = append(reply.Buttons, Button{Label: label, Action: action})
	}
	asks := "document_asks"
	if d.Procedure != nil {
		asks = "document_asks_procedure"
		add(c.say(tag, "button_procedure", nil), "procedure:"+d.ID)
	}
	if c.Book != nil && d.Procedure == nil {
		duties, err := c.Duties(ctx, ledger.Filter{Document: []string{d.ID}, Viewer: v}, c.Now())
		if err != nil {
			return reply, err
		}
		if len(duties) > 0 {
			asks = "document_asks_duties"
			add(c.Catalog.SayN(tag, "duties_count", len(duties), nil), "document:duties:"+d.ID)
		}
	}
	reply.Blocks = append(reply.Blocks, Block{Kind: Para, Text: c.say(tag, asks, nil)})
	if c.Shelf != nil {
		if has, err := c.Shelf.HasOriginal(ctx, d.ID); err != nil {
			return reply, err
		} else if has {
			add(c.say(tag, "button_original", nil), "document:file:"+d.ID)
		}
	}
	return reply, nil
}

// documentAction does what a button of a document's card says.
func (c *Core) documentAction(ctx context.Context, r Request, arg string, out Sender) error {
	what, id, more := strings.Cut(arg, ":")
	switch {
	case !more:
		return c.document(ctx, r, arg, out)
	case what == "duties":
		d, err := c.openDocument(ctx, id, r.Viewer)
		if err != nil {
			return err
		}
		if d == nil {
			return c.notice(ctx, r, out, "document_gone", nil)
		}
		return c.sendList(ctx, r, answer.DutyQuestion{Want: answer.WantList, Documents: []string{d.ID}, Number: first(d.Number, shorten(d.Title, cardTitle))}, 0, out)
	case what == "file":
		return c.original(ctx, r, id, out)
	}
	return c.notice(ctx, r, out, "more_gone", nil)
}

// original sends the file that a document was read from, or where it is too
// large, the address at which it is to be had.
func (c *Core) original(ctx context.Context, r Request, id string, out Sender) error {
	d, err := c.openDocument(ctx, id, r.Viewer)
	if err != nil {
		return err
	}
	if d == nil || c.Shelf == nil {
		return c.notice(ctx, r, out, "document_gone", nil)
	}
	name, data, err := c.Shelf.Original(ctx, id)
	if err != nil && !errors.Is(err, state.ErrNotFound) {
		return err
	}
	tag := c.speaks(r, "")
	title := Block{Kind: Lead, Text: c.foreign(shorten(d.Title, cardAction), d.Language, tag)}
	switch {
	case err == nil && len(data) <= MaxFile:
		kind := first(mime.TypeByExtension(path.Ext(name)), "application/octet-stream")
		return c.send(ctx, r, out, Reply{Language: tag, Final: true, Blocks: []Block{title, {Kind: Para, Text: c.say(tag, "original_here", nil)}}, File: &File{Name: name, Type: kind, Data: data}})
	case d.URL != "":
		return c.send(ctx, r, out, Reply{Language: tag, Final: true, Blocks: []Block{title, {Kind: Para, Text: c.say(tag, "original_at", i18n.Args{"Address": c.name(d.URL, tag)})}}})
	case c.HasPages:
		title.Link = c.link(d, 0, 0)
		return c.send(ctx, r, out, Reply{Language: tag, Final: true, Blocks: []Block{title, {Kind: Para, Text: c.say(tag, "original_large", nil)}}})
	}
	return c.notice(ctx, r, out, "original_none", nil)
}

// documentNamed opens the document that a number or words name; where several
// may be meant, it offers them.
func (c *Core) documentNamed(ctx context.Context, r Request, words string, out Sender) error {
	tag := c.speaks(r, "")
	if words == "" {
		return c.notice(ctx, r, out, "document_which", nil)
	}
	var found []*corpus.Document
	if c.Shelf != nil {
		var err error
		if found, err = c.Shelf.Find(ctx, words, tag, r.Viewer, offeredDocuments); err != nil {
			return err
		}
	}
	switch {
	case len(found) == 0:
		return c.notice(ctx, r, out, "document_none", i18n.Args{"Words": c.apart(shorten(words, 60), tag)})
	case len(found) == 1 || shelf.SameNumber(found[0].Number, words) && !shelf.SameNumber(found[1].Number, words):
		return c.document(ctx, r, found[0].ID, out)
	}
	reply := Reply{Language: tag, Final: true, Blocks: []Block{{Kind: Lead, Text: c.say(tag, "document_several", nil)}}}
	list := Block{Kind: List}
	for _, d := range found {
		list.Items = append(list.Items, c.listed(d, tag))
		reply.Buttons = append(reply.Buttons, Button{Label: c.name(c.documentLabel(d, tag), tag), Action: "document:" + d.ID})
	}
	reply.Blocks = append(reply.Blocks, list)
	return c.send(ctx, r, out, reply)
}

// listed names a document in one line of a list.
func (c *Core) listed(d *corpus.Document, tag string) string {
	line := c.foreign(shorten(d.Title, cardTitle), d.Language, tag)
	if d.Number != "" && !strings.Contains(line, d.Number) {
		line = c.name(d.Number, tag) + " · " + line
	}
	if d.Issued != "" {
		line += " · " + c.Catalog.Day(tag, d.Issued)
	}
	return line
}

// documentLabel names a document on a button: by number and day, else by
// title.
func (c *Core) documentLabel(d *corpus.Document, tag string) string {
	name := first(d.Number, shorten(d.Title, cardTitle/2))
	if d.Number != "" && d.Issued == "" {
		return name + " · " + shorten(d.Title, cardTitle/2)
	}
	if d.Issued != "" {
		name += " · " + c.Catalog.Day(tag, d.Issued)
	}
	return name
}

// procedureNamed opens the procedure that words or a code name; where several
// may be meant, it offers them.
func (c *Core) procedureNamed(ctx context.Context, r Request, words string, out Sender) error {
	tag := c.speaks(r, "")
	if words == "" {
		return c.notice(ctx, r, out, "procedure_say", nil)
	}
	d, others, _, err := c.Answerer.NamedProcedure(ctx, answer.Question{Text: words, Prior: tag, Viewer: r.Viewer, Now: c.Now().In(c.Zone)})
	switch {
	case err != nil:
		return err
	case d != nil:
		return c.field(ctx, r, "", d.ID, out)
	case len(others) == 0 && c.Procedures != nil:
		catalogue, err := c.Procedures.Catalogue(ctx)
		if err != nil {
			return err
		}
		others = catalogue.Complete(words, r.Viewer, startExamples)
	}
	if len(others) == 1 {
		return c.field(ctx, r, "", others[0].ID, out)
	}
	if len(others) == 0 {
		return c.notice(ctx, r, out, "procedure_none", nil)
	}
	return c.send(ctx, r, out, Reply{Language: tag, Final: true, Buttons: choiceButtons(others),
		Blocks: []Block{{Kind: Lead, Text: c.say(tag, "procedure_which", nil)}, c.choiceList(others, tag)}})
}

// Catalogues gives the names of all procedures; procedures.Register is one.
type Catalogues interface {
	Catalogue(ctx context.Context) (*procedures.Catalogue, error)
}
