package handlers

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
	"vanthu/handlers/procedures"
	"vanthu/handlers/state"
)

// offeredFields are the fields of a procedure offered as next steps, in the
// order people ask for them.
var offeredFields = [...]string{"papers", "fee", "time_limit", "steps", "office"}

// Sizes of what is said of a procedure.
const (
	valueRunes = 160 // characters of a field's value in the first line
)

// procedureReply shows an answer about a procedure: what its document says of
// the field asked for, in the first line where that is short, then the
// document's words; or the choice, where several procedures may be meant.
func (c *Core) procedureReply(a answer.Answer, tag string) (shown, rest Reply) {
	shown, rest = Reply{Language: tag, Final: true}, Reply{Language: tag, Final: true}
	if len(a.Choices) > 0 && a.Field == "" {
		shown.Blocks = []Block{{Kind: Lead, Text: c.say(tag, "procedure_which", nil)}, c.choiceList(a.Choices, tag)}
		shown.Buttons = choiceButtons(a.Choices)
		if a.Choose != "" {
			for i, n := range a.Choices {
				shown.Buttons[i].Action = "field:" + a.Choose + ":" + n.ID
			}
		}
		return shown, rest
	}
	d := a.Procedure.Document
	name := Block{Kind: Lead, Text: c.procedureName(d, tag), Link: c.page(d)}
	if a.Field != "" {
		name.Kind = Para
		shown.Blocks = append(shown.Blocks, Block{Kind: Lead, Text: c.procedureLead(d, a.Field, a.Case, tag)}, name)
		if items := c.values(d, a.Besides, tag); len(items) > 0 {
			shown.Blocks = append(shown.Blocks, Block{Kind: List, Items: items})
		}
	} else if shown.Blocks = append(shown.Blocks, name); len(c.overview(d, tag)) > 0 {
		shown.Blocks = append(shown.Blocks, Block{Kind: List, Items: c.overview(d, tag)})
	}
	shown.Blocks = append(shown.Blocks, c.doubts(a, tag)...)
	before := len(shown.Blocks)
	for _, ct := range a.Citations {
		shown.Blocks = append(shown.Blocks, c.quote(ct, tag))
	}
	n := min(before+1, len(shown.Blocks))
	for n < len(shown.Blocks) && utf8.RuneCountInString(wording(Reply{Language: tag, Blocks: shown.Blocks[:n+1]})) <= shownRunes {
		n++
	}
	shown.Blocks, rest.Blocks = shown.Blocks[:n:n], shown.Blocks[n:]
	shown.Buttons = c.fieldButtons(d, a.Field, tag)
	if a.Field == "" {
		shown.Buttons = append(shown.Buttons, c.plainButton(d, tag)...)
	}
	rest.Buttons = shown.Buttons
	if end := &shown; a.Field != "" {
		if len(rest.Blocks) > 0 { // the answer ends behind "more"
			end = &rest
		}
		end.Buttons = c.withRating(end.Buttons, d, tag)
	}
	if len(a.Choices) > 1 {
		shown.Blocks = append(shown.Blocks, Block{Kind: Notice, Text: c.say(tag, "procedure_others", nil)}, c.choiceList(a.Choices[1:], tag))
		shown.Buttons = append(choiceButtons(a.Choices[1:]), shown.Buttons...)
	}
	return shown, rest
}

// procedureName names a procedure, with its code.
func (c *Core) procedureName(d *corpus.Document, tag string) string {
	name := c.foreign(d.Title, d.Language, tag)
	if code := d.Procedure.Code; code != "" {
		name += " · " + c.apart(c.say(tag, "procedure_code", i18n.Args{"Code": code}), tag)
	}
	return name
}

// procedureLead is the first line of an answer: the field's value where it is
// short, else its name; without a field, the procedure's name. Of a case that
// was asked about it is what the document says of that case alone.
func (c *Core) procedureLead(d *corpus.Document, field string, of corpus.Span, tag string) string {
	if field == "" {
		return c.procedureName(d, tag)
	}
	label := c.say(tag, "field_"+field, nil)
	value := c.value(d, field, tag)
	if !of.Empty() {
		value = c.short(of.In(d.Text), d, tag)
		if d.Language == tag && strings.Contains(lang.Fold(value), lang.Fold(label)) { // a sentence says itself what it is about
			return value
		}
	}
	if value != "" {
		return label + ": " + value
	}
	return label
}

// short gives words of a document on one line; "" where they are too many.
func (c *Core) short(s string, d *corpus.Document, tag string) string {
	s = strings.TrimRight(strings.Join(strings.Fields(s), " "), " ;")
	if s == "" || utf8.RuneCountInString(s) > valueRunes {
		return ""
	}
	return c.foreign(s, d.Language, tag)
}

// overview gives the values of the fields that people ask for first.
func (c *Core) overview(d *corpus.Document, tag string) []string {
	return c.values(d, []string{"time_limit", "fee", "office", "papers", "steps", "result"}, tag)
}

// values gives the values of fields that have a short one.
func (c *Core) values(d *corpus.Document, fields []string, tag string) []string {
	var out []string
	for _, f := range fields {
		if value := c.value(d, f, tag); value != "" {
			out = append(out, c.say(tag, "field_"+f, nil)+": "+value)
		}
	}
	return out
}

// value says a field in a few words of the document; "" where it takes more.
func (c *Core) value(d *corpus.Document, field, tag string) string {
	p := d.Procedure
	short := func(s string) string { return c.short(s, d, tag) }
	switch field {
	case "papers":
		if n := len(p.Papers); n > 0 {
			return c.Catalog.SayN(tag, "papers_number", n, nil)
		}
	case "steps":
		if n := len(p.Steps); n > 0 {
			return c.Catalog.SayN(tag, "steps_number", n, nil)
		}
	case "time_limit":
		return short(first(c.byChannel(d, tag, func(ch corpus.Channel) corpus.Span { return ch.TimeLimit }), p.TimeLimit.In(d.Text)))
	case "fee":
		return short(first(c.byChannel(d, tag, func(ch corpus.Channel) corpus.Span { return ch.Fee }), p.Fee.In(d.Text)))
	case "office":
		return short(p.Office.In(d.Text))
	case "result":
		return short(p.Result.In(d.Text))
	case "who":
		return short(p.Who.In(d.Text))
	}
	return ""
}

// byChannel says what the ways to apply say, each value once with the ways
// that have it; a value of all of them stands alone.
func (c *Core) byChannel(d *corpus.Document, tag string, of func(corpus.Channel) corpus.Span) string {
	var values []string
	names := map[string][]string{}
	for _, ch := range d.Procedure.Channels {
		value := strings.Join(strings.Fields(of(ch).In(d.Text)), " ")
		if value == "" {
			continue
		}
		if len(names[value]) == 0 {
			values = append(values, value)
		}
		if name := ch.Name.In(d.Text); !slices.Contains(names[value], name) {
			names[value] = append(names[value], name)
		}
	}
	if len(values) == 1 && len(names[values[0]]) == len(d.Procedure.Channels) {
		return c.inReaders(values[0], d.Language, tag)
	}
	for i, v := range values {
		values[i] = c.inReaders(v, d.Language, tag)
		if list := strings.Join(slices.DeleteFunc(names[v], func(s string) bool { return s == "" }), c.comma(tag)); list != "" {
			values[i] += " (" + list + ")"
		}
	}
	return strings.Join(values, " · ")
}

// periodKeys are the catalogue's keys of lengths of time, by their unit.
var periodKeys = map[byte]string{'D': "period_days", 'W': "period_weeks", 'M': "period_months", 'Y': "period_years"}

// inReaders says a time limit or a fee in the reader's language, where the
// document's words are exactly one; else in the document's. The words
// themselves are quoted below it.
func (c *Core) inReaders(value, of, tag string) string {
	if of == tag {
		return value
	}
	e, ok := c.Answerer.Exact(value, of)
	if !ok {
		return value
	}
	if iso := e.Period.ISO; iso != "" {
		key := periodKeys[iso[len(iso)-1]]
		digits := strings.TrimLeft(iso, "PT")
		n, err := strconv.Atoi(digits[:len(digits)-1])
		switch {
		case err != nil:
			return value
		case e.Period.Working:
			key = "period_working_days"
		case strings.HasPrefix(iso, "PT") && strings.HasSuffix(iso, "H"):
			key = "period_hours"
		case strings.HasPrefix(iso, "PT") || key == "":
			return value
		}
		return c.Catalog.SayN(tag, key, n, nil)
	}
	if e.Price.Amount == "0" {
		return c.say(tag, "free_of_charge", nil)
	}
	return c.apart(grouped(e.Price.Amount)+" "+e.Price.Currency, tag)
}

// grouped writes digits in groups of three, with narrow spaces that every
// language reads.
func grouped(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "\u202f" + digits[i:]
	}
	return digits
}

// doubts tells where the document contradicts itself about what was asked,
// and which bodies it names that are no more.
func (c *Core) doubts(a answer.Answer, tag string) []Block {
	d := a.Procedure.Document
	var out []Block
	for _, f := range d.Procedure.Flaws {
		if a.Field != "" && string(f.Kind) != a.Field {
			continue
		}
		out = append(out, Block{Kind: Notice, Text: c.say(tag, "flaw_"+string(f.Kind),
			i18n.Args{"First": c.foreign(f.First.In(d.Text), d.Language, tag), "Second": c.foreign(shorten(f.Second.In(d.Text), valueRunes), d.Language, tag)})})
	}
	return append(out, c.ended(a.Bodies, d, tag)...)
}

// ended tells which bodies that a document names are no more.
func (c *Core) ended(bodies []answer.Body, d *corpus.Document, tag string) []Block {
	var out []Block
	for _, b := range bodies {
		now := c.Agencies.Holder(b.ID, c.today())
		if now == b.ID || now == "" {
			continue
		}
		if name := c.Agencies.AgencyName(now, tag); name != "" {
			out = append(out, Block{Kind: Notice, Text: c.say(tag, "body_ended", i18n.Args{"Body": c.foreign(b.Words, d.Language, tag), "Now": c.apart(name, tag)})})
		}
	}
	return out
}

// choiceList lists procedures by name; those of one name with their office.
func (c *Core) choiceList(choices []procedures.Named, tag string) Block {
	b := Block{Kind: List}
	for _, n := range choices {
		item := c.foreign(choiceName(n, choices), n.Language, tag)
		if n.Code != "" {
			item += " · " + n.Code
		}
		b.Items = append(b.Items, item)
	}
	return b
}

// choiceButtons offers procedures to choose from.
func choiceButtons(choices []procedures.Named) []Button {
	out := make([]Button, len(choices))
	for i, n := range choices {
		label := shorten(n.Title, cardTitle)
		if name := choiceName(n, choices); name != n.Title {
			label = shorten(n.Title, cardTitle/2) + " · " + shorten(n.Office, cardTitle/2)
		}
		out[i] = Button{Label: label, Action: "procedure:" + n.ID}
	}
	return out
}

// choiceName gives the title of a procedure, with its office where another one
// of the choice has the same title.
func choiceName(n procedures.Named, among []procedures.Named) string {
	for _, o := range among {
		if o.ID != n.ID && lang.Fold(o.Title) == lang.Fold(n.Title) && n.Office != "" {
			return n.Title + " · " + strings.Join(strings.Fields(n.Office), " ")
		}
	}
	return n.Title
}

// fieldButtons offers the fields of a procedure that its document has, but
// for the one just shown.
func (c *Core) fieldButtons(d *corpus.Document, shown, tag string) []Button {
	var out []Button
	if walkable(d) {
		out = append(out, Button{Label: c.say(tag, "walk_begin", nil), Action: "walk:" + d.ID})
	}
	for _, f := range offeredFields {
		if f == shown || len(out) == 3 {
			continue
		}
		if quotes, err := c.Answerer.Field(d, f); err != nil || len(quotes) == 0 {
			continue
		}
		out = append(out, Button{Label: c.say(tag, "field_"+f, nil), Action: "field:" + f + ":" + d.ID})
	}
	return out
}

// openProcedure gives a procedure's document to who may see it; nil where it
// is no more.
func (c *Core) openProcedure(ctx context.Context, id string, v corpus.Viewer) (*corpus.Document, error) {
	d, err := c.Library.Document(ctx, id)
	if errors.Is(err, state.ErrNotFound) || err == nil && (!v.Sees(d.Visibility) || d.Procedure == nil) {
		return nil, nil
	}
	return d, err
}

// field shows one field of a procedure: its name, a colon, the ID of its
// document; or without a field what people ask first.
func (c *Core) field(ctx context.Context, r Request, name, id string, out Sender) error {
	past, tag, err := c.past(ctx, r)
	if err != nil {
		return err
	}
	d, err := c.openProcedure(ctx, id, r.Viewer)
	if err != nil {
		return err
	}
	if d == nil {
		return c.send(ctx, r, out, Reply{Language: tag, Final: true, Blocks: []Block{{Kind: Notice, Text: c.say(tag, "procedure_gone", nil)}}})
	}
	a, err := c.Answerer.ProcedureField(d, name)
	if err != nil {
		return err
	}
	a.ID = c.Answerer.NewID()
	reply, rest := c.Reply(a, tag)
	if reply.More, err = c.keepRest(ctx, a.ID, rest); err != nil {
		return err
	}
	past.Last = &answer.Turn{Question: d.Title, Language: d.Language, Documents: []string{d.ID}}
	if err := c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now()); err != nil {
		return err
	}
	return c.send(ctx, r, out, reply)
}
