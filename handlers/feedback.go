package handlers

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/handlers/i18n"
	"vanthu/handlers/personal"
	"vanthu/handlers/state"
)

// Opinions keeps what people say of answers, offices and documents; state.State
// is one.
type Opinions interface {
	AddFeedback(ctx context.Context, conversation string, f state.Feedback, limit int, now time.Time) (id string, err error)
	RateService(ctx context.Context, conversation, id string, rating int) error
	SayFeedback(ctx context.Context, conversation, id, words string) error
	Feedback(ctx context.Context, from corpus.Day, limit int) ([]state.Feedback, error)
}

// Bounds of feedback.
const (
	feedbackADay  = 20   // of one conversation
	feedbackRunes = 1000 // characters of words that are kept
	questionRunes = 300  // likewise of the question that was answered
	bestRating    = 5    // of 1 to 5
)

// What a person may be asked to write next; see state.Awaited.
const (
	awaitsOpinion = "opinion" // about feedback given, by its ID
	awaitsMistake = "mistake" // about a document, by its ID
)

// withRating offers to rate an answer: behind two other buttons, so that
// three stay.
func (c *Core) withRating(buttons []Button, d *corpus.Document, tag string) []Button {
	return append(buttons[:min(len(buttons), 2):min(len(buttons), 2)], Button{Label: c.say(tag, "button_rate", nil), Action: "rate:" + d.ID})
}

// rate asks how an answer and the office are rated, and keeps it: "ID" asks,
// "answer:N:ID" rates the answer about the document with this ID,
// "service:N:ID" the office, for feedback given, "service:skip:ID" leaves it
// out, "end" leaves out the words.
func (c *Core) rate(ctx context.Context, r Request, arg string, out Sender) error {
	past, err := c.Memory.Conversation(ctx, r.Conversation.Key(), c.Now())
	if err != nil {
		return err
	}
	r.Language = c.speaks(r, past.Language)
	what, rest, more := strings.Cut(arg, ":")
	value, id, _ := strings.Cut(rest, ":")
	switch {
	case what == "end":
		return c.wordsOver(ctx, r, past, "rate_done", out)
	case !more:
		return c.askRating(ctx, r, what, out)
	}
	n, err := strconv.Atoi(value)
	if given := err == nil && n >= 1 && n <= bestRating; !given && (what != "service" || value != "skip") {
		return c.notice(ctx, r, out, "more_gone", nil)
	}
	switch what {
	case "answer":
		d, err := c.openProcedure(ctx, id, r.Viewer)
		if err != nil {
			return err
		}
		if d == nil {
			return c.notice(ctx, r, out, "procedure_gone", nil)
		}
		given, err := c.give(ctx, r, past, d, state.Feedback{Kind: state.Rating, Answer: n})
		if errors.Is(err, state.ErrOften) {
			return c.notice(ctx, r, out, "feedback_often", i18n.Args{"Limit": strconv.Itoa(feedbackADay)})
		}
		if err != nil {
			return err
		}
		reply := Reply{Language: r.Language, Final: true, Blocks: []Block{{Kind: Lead, Text: c.say(r.Language, "rate_service", nil)}}, Buttons: c.ratingButtons("rate:service:", given)}
		reply.Buttons = append(reply.Buttons, Button{Label: c.say(r.Language, "button_skip", nil), Action: "rate:service:skip:" + given})
		return c.send(ctx, r, out, reply)
	case "service":
		if n > 0 {
			err := c.Opinions.RateService(ctx, r.Conversation.Key(), id, n)
			if errors.Is(err, state.ErrNotFound) {
				return c.notice(ctx, r, out, "feedback_gone", nil)
			}
			if err != nil {
				return err
			}
		}
		return c.askWords(ctx, r, past, awaitsOpinion, id, c.say(r.Language, "rate_words", nil), out)
	}
	return c.notice(ctx, r, out, "more_gone", nil)
}

func (c *Core) askRating(ctx context.Context, r Request, id string, out Sender) error {
	d, err := c.openProcedure(ctx, id, r.Viewer)
	if err != nil {
		return err
	}
	if d == nil {
		return c.notice(ctx, r, out, "procedure_gone", nil)
	}
	reply := Reply{Language: r.Language, Final: true, Buttons: c.ratingButtons("rate:answer:", d.ID),
		Blocks: []Block{{Kind: Lead, Text: c.say(r.Language, "rate_answer", nil)}, {Kind: Para, Text: c.procedureName(d, r.Language)}}}
	reply.Buttons = append(reply.Buttons, Button{Label: c.say(r.Language, "button_mistake", nil), Action: "mistake:" + d.ID})
	return c.send(ctx, r, out, reply)
}

func (*Core) ratingButtons(action, id string) []Button {
	var out []Button
	for n := range bestRating {
		value := strconv.Itoa(n + 1)
		out = append(out, Button{Label: value, Action: action + value + ":" + id})
	}
	return out
}

// mistake asks what is wrong in a procedure's document; "cancel" asks no more.
func (c *Core) mistake(ctx context.Context, r Request, id string, out Sender) error {
	past, err := c.Memory.Conversation(ctx, r.Conversation.Key(), c.Now())
	if err != nil {
		return err
	}
	r.Language = c.speaks(r, past.Language)
	if id == "cancel" {
		return c.wordsOver(ctx, r, past, "act_cancelled", out)
	}
	d, err := c.openProcedure(ctx, id, r.Viewer)
	if err != nil {
		return err
	}
	if d == nil {
		return c.notice(ctx, r, out, "procedure_gone", nil)
	}
	return c.askWords(ctx, r, past, awaitsMistake, d.ID, c.say(r.Language, "mistake_ask", i18n.Args{"Title": c.foreign(d.Title, d.Language, r.Language)}), out)
}

// wordsOver waits for words no more.
func (c *Core) wordsOver(ctx context.Context, r Request, past state.Conversation, said string, out Sender) error {
	past.Awaited = nil
	if err := c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now()); err != nil {
		return err
	}
	return c.notice(ctx, r, out, said, nil)
}

// askWords asks a person to write something next.
func (c *Core) askWords(ctx context.Context, r Request, past state.Conversation, what, id, question string, out Sender) error {
	past.Language = first(past.Language, r.Language)
	past.Awaited = &state.Awaited{Person: r.Person, What: what, Duty: id}
	if err := c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now()); err != nil {
		return err
	}
	end := Button{Label: c.say(r.Language, "button_cancel", nil), Action: "mistake:cancel"}
	if what == awaitsOpinion {
		end = Button{Label: c.say(r.Language, "button_skip", nil), Action: "rate:end"}
	}
	return c.send(ctx, r, out, Reply{Language: r.Language, Final: true, Blocks: []Block{{Kind: Lead, Text: question}}, Buttons: []Button{end}})
}

// heard takes the words that a person was asked for; done is false where the
// message is a question after all.
func (c *Core) heard(ctx context.Context, r Request, w state.Awaited, past state.Conversation, out Sender) (done bool, err error) {
	words, cut := cleanWords(r.Text, feedbackRunes)
	said := "rate_done"
	switch w.What {
	case awaitsOpinion:
		if asks(r.Text) || words == "" {
			return false, nil
		}
		err = c.Opinions.SayFeedback(ctx, r.Conversation.Key(), w.Duty, words)
	case awaitsMistake:
		if words == "" {
			return false, nil
		}
		var d *corpus.Document
		if d, err = c.openProcedure(ctx, w.Duty, r.Viewer); err == nil && d != nil {
			_, err = c.give(ctx, r, past, d, state.Feedback{Kind: state.Mistake, Words: words})
		}
		if said = "mistake_kept"; d == nil {
			said = "procedure_gone"
		}
	default:
		return false, nil
	}
	args := i18n.Args{}
	switch {
	case errors.Is(err, state.ErrNotFound):
		said = "feedback_gone"
	case errors.Is(err, state.ErrOften):
		said, args["Limit"] = "feedback_often", strconv.Itoa(feedbackADay)
	case err != nil:
		return true, err
	}
	if err := c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now()); err != nil {
		return true, err
	}
	reply := Reply{Language: r.Language, Final: true, Blocks: []Block{{Kind: Para, Text: c.say(r.Language, said, args)}}}
	if cut && err == nil {
		reply.Blocks = append(reply.Blocks, Block{Kind: Notice, Text: c.say(r.Language, "feedback_cut", i18n.Args{"Limit": strconv.Itoa(feedbackRunes)})})
	}
	return true, c.send(ctx, r, out, reply)
}

// give keeps feedback about a procedure, with what it is about.
func (c *Core) give(ctx context.Context, r Request, past state.Conversation, d *corpus.Document, f state.Feedback) (id string, err error) {
	f.Day, f.Document, f.Title, f.Path, f.Language = c.today(), d.ID, d.Title, d.Path, r.Language
	if f.Version, err = c.Library.Version(ctx, d.ID); err != nil {
		return "", err
	}
	if past.Last != nil && slices.Contains(past.Last.Documents, d.ID) {
		f.Question, _ = cleanWords(past.Last.Question, questionRunes)
	}
	return c.Opinions.AddFeedback(ctx, r.Conversation.Key(), f, feedbackADay, c.Now())
}

// cleanWords gives words as they are kept: on one line, without signs that are
// not seen, with what tells who somebody is masked; cut tells that there were
// more.
func cleanWords(text string, runes int) (words string, cut bool) {
	text = personal.Masked(strings.TrimSpace(lang.Clean(text)))
	if utf8.RuneCountInString(text) <= runes {
		return text, false
	}
	return strings.TrimSpace(string([]rune(text)[:runes])), true
}
