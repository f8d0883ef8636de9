package handlers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
	"vanthu/handlers/state"
)

// shownRunes is how much of an answer a chat shows before "more", in
// characters.
const shownRunes = 600

// ask answers a message of a conversation.
func (c *Core) ask(ctx context.Context, r Request, past state.Conversation, out Sender) error {
	a, err := c.Ask(ctx, answer.Question{Text: r.Text, Language: r.Language, Prior: first(past.Language, first(r.Language, r.Hint)), Viewer: r.Viewer,
		Follows: past.Last, Agencies: past.Agencies, Who: asker(r)})
	if err != nil {
		return err
	}
	tag := first(a.Speak, c.speaks(r, a.Language))
	reply, rest := c.Reply(a, tag)
	if a.Office != nil {
		return c.tellOffice(ctx, r, past, a, reply, out)
	}
	if a.Asked != nil {
		if reply.Buttons, err = c.dutyButtons(ctx, r, a, 0, tag); err != nil {
			return err
		}
	}
	if reply.More, err = c.keepRest(ctx, a.ID, rest); err != nil {
		return err
	}
	if reply, err = c.fitted(ctx, reply); err != nil { // a summary is added to what is shown
		return err
	}
	sent, err := out.Send(ctx, r.Conversation, reply)
	if err != nil {
		return err
	}
	if a.Answered || past.Language == "" { // words that nothing answers may be of any language
		past.Language = first(a.Speak, a.Language)
	}
	if a.Answered {
		past.Last = a.Turn()
	}
	if err := c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now()); err != nil {
		return err
	}
	c.addSummary(ctx, r, a, reply, sent, out)
	return nil
}

// keepRest keeps what a reply shows after "more" and gives the action that
// shows it; "" where there is nothing.
func (c *Core) keepRest(ctx context.Context, id string, rest Reply) (string, error) {
	if len(rest.Blocks) == 0 {
		return "", nil
	}
	body, err := json.Marshal(rest)
	if err != nil {
		return "", fmt.Errorf("keep the rest of an answer: %w", err)
	}
	return "more:" + id, c.Memory.SaveAnswer(ctx, id, body, c.Now())
}

// speaks gives the language of a reply: the one that was chosen, else the
// question's own.
func (c *Core) speaks(r Request, question string) string {
	return first(r.Language, first(question, first(r.Hint, "vi")))
}

// past gives what a conversation knows, and the language of a reply that goes
// on from there.
func (c *Core) past(ctx context.Context, r Request) (past state.Conversation, tag string, err error) {
	past, err = c.Memory.Conversation(ctx, r.Conversation.Key(), c.Now())
	return past, c.speaks(r, past.Language), err
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// Reply turns an answer into what is shown at once and what is shown after
// "more", in the language tag.
func (c *Core) Reply(a answer.Answer, tag string) (shown, rest Reply) {
	shown, rest = c.reply(a, tag)
	if len(a.Missing) > 0 {
		shown.Blocks = c.withMissing(a.Missing, shown.Blocks, tag)
	}
	if a.Claim != nil {
		shown.Blocks = c.claimFirst(*a.Claim, shown.Blocks, tag)
	}
	c.readAs(a, tag, &shown)
	return inPlace(shown), inPlace(rest)
}

func (c *Core) reply(a answer.Answer, tag string) (shown, rest Reply) {
	shown = Reply{Language: tag, Final: true}
	rest = Reply{Language: tag, Final: true}
	switch {
	case a.Office != nil:
		return c.officeReply(a, tag), rest
	case a.Intent == answer.Smalltalk:
		shown.Blocks = []Block{{Kind: Para, Text: c.say(tag, "talk_"+a.Field, nil)}}
		return shown, rest
	case !a.Answered:
		c.abstain(a, tag, &shown)
		return shown, rest
	}
	switch {
	case a.Going == answer.GoingSource || a.Going == answer.GoingWhy && !a.Whole:
		return c.sourceReply(a, tag), rest
	case a.Asked != nil:
		return c.dutyReply(a, tag)
	case a.Whole:
		return c.procedureReply(a, tag)
	}
	if lead := c.lead(a, tag); lead != "" {
		shown.Blocks = append(shown.Blocks, Block{Kind: Lead, Text: lead})
	}
	for _, ct := range a.Citations {
		shown.Blocks = append(shown.Blocks, c.quote(ct, tag))
	}
	before := len(shown.Blocks) - len(a.Citations)
	n := before + 1 // the best quote is shown, however long
	for n < len(shown.Blocks) && utf8.RuneCountInString(wording(Reply{Language: tag, Blocks: shown.Blocks[:n+1]})) <= shownRunes {
		n++
	}
	shown.Blocks, rest.Blocks = shown.Blocks[:n:n], shown.Blocks[n:]
	if a.Procedure != nil {
		shown.Buttons = c.fieldButtons(a.Procedure.Document, a.Field, tag)
	}
	return shown, rest
}

// abstain says that there is no answer, what is not known, and one way on.
func (c *Core) abstain(a answer.Answer, tag string, r *Reply) {
	say := func(key string, args i18n.Args) {
		kind := Para
		if len(r.Blocks) == 0 {
			kind = Lead
		}
		r.Blocks = append(r.Blocks, Block{Kind: kind, Text: c.say(tag, key, args)})
	}
	switch a.Reason {
	case answer.Empty:
		say("empty_question", nil)
	case answer.TooLong:
		say("too_long", i18n.Args{"Limit": strconv.Itoa(answer.QuestionRunes)})
	case answer.NoDocuments:
		say("no_documents", nil)
	case answer.NoAgency:
		say("no_agency", nil)
	case answer.Beyond:
		say("beyond", nil)
		say("beyond_next", nil)
	case answer.Unknown:
		names := make([]string, len(a.Unknown))
		for i, n := range a.Unknown {
			names[i] = c.foreign(n, a.Language, tag)
		}
		say("unknown", i18n.Args{"Names": strings.Join(names, ", ")})
		say("not_found_next", nil)
	case answer.NoField:
		d := a.Procedure.Document
		say("field_none", i18n.Args{"Title": c.foreign(d.Title, d.Language, tag), "Field": c.say(tag, "field_"+a.Field, nil)})
		say("field_none_next", nil)
		r.Buttons = c.fieldButtons(d, a.Field, tag)
	default:
		if a.Asked != nil && len(a.Asked.Agencies) > 0 && a.Asked.Subject == "" {
			say("no_duties_of", i18n.Args{"Agency": c.apart(c.agencyNames(a.Asked.Agencies, tag), tag)})
			say("not_found_next", nil)
			return
		}
		say("not_found", nil)
		if len(a.Choices) > 0 {
			say("procedure_near", nil)
			r.Blocks = append(r.Blocks, c.choiceList(a.Choices, tag))
			r.Buttons = choiceButtons(a.Choices)
			return
		}
		if len(a.Suggestions) > 0 {
			say("not_found_near", i18n.Args{"Titles": strings.TrimRight(strings.Join(a.Suggestions, c.semicolon(tag)), ". ")})
		}
		say("not_found_next", nil)
	}
}

// lead gives the first line of an answer, where one can be said without a
// guess: the deadline that the best quote names, or the field of a procedure.
func (c *Core) lead(a answer.Answer, tag string) string {
	if a.Intent == answer.Deadline {
		if d := deadline(a.Citations[0].Dates); d != nil && !a.Citations[0].More {
			return c.deadlineLead(*d, tag)
		}
	}
	if a.Procedure != nil && a.Field != "" {
		d := a.Procedure.Document
		if !a.Case.Empty() {
			return c.procedureLead(d, a.Field, a.Case, tag)
		}
		return c.say(tag, "field_"+a.Field, nil) + " · " + c.foreign(d.Title, d.Language, tag)
	}
	return ""
}

// deadline chooses the date of a quote that says by when: one behind "before"
// or "by", else the only one.
func deadline(dates []answer.NamedDate) *answer.NamedDate {
	var found *answer.NamedDate
	for i, d := range dates {
		if d.Relation == "before" || d.Relation == "by" {
			if found != nil && found.Last != d.Last {
				return nil
			}
			found = &dates[i]
		}
	}
	if found == nil && len(dates) == 1 {
		return &dates[0]
	}
	return found
}

func (c *Core) deadlineLead(d answer.NamedDate, tag string) string {
	var s string
	switch d.Precision {
	case "month":
		s = c.say(tag, "in_month", i18n.Args{"Month": c.Catalog.Month(tag, d.First)})
	case "quarter":
		t, ok := d.Last.Time()
		if !ok {
			return ""
		}
		s = c.say(tag, "in_quarter", i18n.Args{"Quarter": strconv.Itoa(int(t.Month()) / 3), "Year": strconv.Itoa(t.Year())})
	default:
		key := map[string]string{"before": "before_day", "by": "by_day"}[d.Relation]
		s = c.say(tag, first(key, "on_day"), i18n.Args{"Day": c.Catalog.DayOfWeek(tag, d.Last)})
	}
	return s + " · " + c.Catalog.Distance(tag, d.Last, c.today())
}

// quote makes the block of a citation.
func (c *Core) quote(ct answer.Citation, tag string) Block {
	return c.quoteOf(ct.Citation, tag)
}

func (c *Core) quoteOf(ct corpus.Citation, tag string) Block {
	d := ct.Document
	text := ct.Quote()
	if ct.Passage.Kind == corpus.Row {
		text = strings.Trim(text, "| ") // the outer bars are the table's, not the row's words
	}
	text = unmarked(text)
	return Block{Kind: Quote, Text: text, Lang: d.Language, Source: &Source{
		Line: c.sourceLine(d, ct.Passage.Section, tag), URL: d.URL, Link: c.link(d, ct.Start(), ct.End()), Title: d.Title}}
}

// unmarked takes the sign of an item of a list off its words: the list is the
// document's, and a reply has its own.
func unmarked(s string) string {
	if mark, rest, ok := strings.Cut(s, " "); ok && strings.Contains("-–*•+", mark) {
		return strings.TrimLeft(rest, " ")
	}
	return s
}

// sourceLine tells where a quote is from: number or title, what kind of text
// it is, date, language, section.
func (c *Core) sourceLine(d *corpus.Document, section, tag string) string {
	title := shorten(d.Title, 90)
	if d.Number != "" && d.Standing != corpus.Report && !strings.Contains(title, d.Number) {
		title = d.Number + " " + title
	}
	parts := c.sourceParts(title, d, tag)
	if section != "" {
		names := slices.DeleteFunc(strings.Split(section, corpus.SectionMark), func(s string) bool { return strings.Contains(s, " | ") }) // the columns of a table
		if len(names) == 0 {
			names = []string{title}
		}
		last := shorten(names[len(names)-1], 60)
		if last != title && !strings.HasPrefix(d.Title, strings.TrimSuffix(last, "…")) {
			parts = append(parts, c.foreign(last, d.Language, tag))
		}
	}
	return c.say(tag, "source", i18n.Args{"Source": strings.Join(parts, " · ")})
}

// sourceParts gives a document's name with what kind of text it is, its date
// and, where it is not the reader's, its language.
func (c *Core) sourceParts(name string, d *corpus.Document, tag string) []string {
	parts := []string{c.foreign(name, d.Language, tag)}
	if d.Standing != corpus.Official {
		parts = append(parts, c.say(tag, "standing_"+string(d.Standing), nil))
	}
	if d.Issued != "" {
		parts = append(parts, c.Catalog.Day(tag, d.Issued))
	}
	if d.Language != tag {
		parts = append(parts, c.say(tag, "in_language", i18n.Args{"Language": c.say(tag, "language_"+d.Language, nil)}))
	}
	return parts
}

func shorten(s string, runes int) string { return lang.Shorten(s, runes) }

func (c *Core) link(d *corpus.Document, start, end int) string {
	if !c.HasPages {
		return ""
	}
	v := url.Values{"path": {d.Path}, "start": {strconv.Itoa(start)}, "end": {strconv.Itoa(end)}}
	return "/document?" + v.Encode()
}

// more shows the rest of an answer.
func (c *Core) more(ctx context.Context, r Request, id string, out Sender) error {
	tag := c.speaks(r, "")
	body, err := c.Memory.SavedAnswer(ctx, id)
	if errors.Is(err, state.ErrNotFound) {
		return c.send(ctx, r, out, Reply{Language: tag, Final: true, Blocks: []Block{{Kind: Notice, Text: c.say(tag, "more_gone", nil)}}})
	}
	if err != nil {
		return err
	}
	var rest Reply
	if err := json.Unmarshal(body, &rest); err != nil {
		return fmt.Errorf("read the rest of an answer: %w", err)
	}
	return c.send(ctx, r, out, rest)
}

func (c *Core) send(ctx context.Context, r Request, out Sender, reply Reply) error {
	_, err := out.Send(ctx, r.Conversation, reply)
	return err
}
