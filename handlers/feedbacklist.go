package handlers

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"vanthu/corpus"
	"vanthu/handlers/i18n"
	"vanthu/handlers/state"
	"vanthu/handlers/wire"
)

// Bounds of what is listed of feedback.
const (
	feedbackDays   = 30   // shown in chats
	feedbackRead   = 5000 // of the newest, that are counted
	feedbackShown  = 10   // shown in chats
	feedbackTopics = 5    // procedures shown in chats
)

// Heard is what people have said in some days.
type Heard struct {
	From corpus.Day
	All  Tally
	Of   []Tally          // by document, those with most reports of mistakes and the worst ratings first
	Said []state.Feedback // the newest first
}

// Tally counts feedback.
type Tally struct {
	Document, Path, Title string // empty in the tally of all
	Ratings               int
	Mistakes              int
	Open                  int // reports of mistakes in the document as it is now
	answers, services     mean
}

// Answer gives the mean rating of answers, Service that of offices; ok is
// false where nobody has given one.
func (t Tally) Answer() (value float64, ok bool)  { return t.answers.value() }
func (t Tally) Service() (value float64, ok bool) { return t.services.value() }

type mean struct{ sum, n int }

func (m *mean) add(rating int) {
	if rating > 0 {
		m.sum += rating
		m.n++
	}
}

func (m mean) value() (float64, bool) {
	if m.n == 0 {
		return 0, false
	}
	return float64(m.sum) / float64(m.n), true
}

func (t *Tally) add(f state.Feedback) {
	if f.Kind == state.Mistake {
		t.Mistakes++
		if !f.Changed {
			t.Open++
		}
		return
	}
	t.Ratings++
	t.answers.add(f.Answer)
	t.services.add(f.Service)
}

// Heard gives what people have said in the last days, today among them.
func (c *Core) Heard(ctx context.Context, days int) (Heard, error) {
	h := Heard{From: corpus.DayOf(c.Now().In(c.Zone).AddDate(0, 0, 1-days))}
	var err error
	if h.Said, err = c.Opinions.Feedback(ctx, h.From, feedbackRead); err != nil {
		return h, err
	}
	at := map[string]int{}
	for _, f := range h.Said {
		h.All.add(f)
		i, known := at[f.Document]
		if !known {
			i = len(h.Of)
			at[f.Document] = i
			h.Of = append(h.Of, Tally{Document: f.Document, Path: f.Path, Title: f.Title})
		}
		h.Of[i].add(f)
	}
	slices.SortStableFunc(h.Of, func(a, b Tally) int {
		x, rated := a.Answer()
		y, too := b.Answer()
		if !rated {
			x = bestRating
		}
		if !too {
			y = bestRating
		}
		return cmp.Or(cmp.Compare(b.Open, a.Open), cmp.Compare(b.Mistakes, a.Mistakes), cmp.Compare(x, y), cmp.Compare(b.Ratings, a.Ratings), cmp.Compare(a.Path, b.Path))
	})
	return h, nil
}

// heardList shows what people have said to those who look after the
// documents.
func (c *Core) heardList(ctx context.Context, r Request, out Sender) error {
	if r.Role != Admin && r.Role != Editor {
		return c.notice(ctx, r, out, "feedback_editors", nil)
	}
	h, err := c.Heard(ctx, feedbackDays)
	if err != nil {
		return err
	}
	shown, rest := c.heardReply(h, c.speaks(r, ""))
	if shown.More, err = c.keepRest(ctx, c.Answerer.NewID(), rest); err != nil {
		return err
	}
	return c.send(ctx, r, out, shown)
}

// heardReply shows counts and means, then what was said last.
func (c *Core) heardReply(h Heard, tag string) (shown, rest Reply) {
	shown, rest = Reply{Language: tag, Final: true}, Reply{Language: tag, Final: true}
	day := i18n.Args{"Day": c.Catalog.Day(tag, h.From)}
	if len(h.Said) == 0 {
		shown.Blocks = []Block{{Kind: Lead, Text: c.say(tag, "feedback_none", day)}}
		return shown, rest
	}
	shown.Blocks = []Block{{Kind: Lead, Text: c.say(tag, "feedback_title", day)}, {Kind: Para, Text: c.tallied(h.All, tag)}}
	var items []string
	for _, t := range h.Of[:min(len(h.Of), feedbackTopics)] {
		items = append(items, c.apart(shorten(t.Title, cardTitle), tag)+": "+c.tallied(t, tag))
	}
	shown.Blocks = append(shown.Blocks, Block{Kind: List, Items: items})
	items = nil
	for _, f := range h.Said[:min(len(h.Said), feedbackShown)] {
		items = append(items, c.heardLine(f, tag))
	}
	rest.Blocks = []Block{{Kind: List, Items: items}}
	return shown, rest
}

// tallied says counts and means in one line.
func (c *Core) tallied(t Tally, tag string) string {
	var parts []string
	if t.Ratings > 0 {
		parts = append(parts, c.Catalog.SayN(tag, "feedback_ratings", t.Ratings, nil))
	}
	if v, ok := t.Answer(); ok {
		parts = append(parts, c.say(tag, "feedback_answers", i18n.Args{"Mean": tenths(v)}))
	}
	if v, ok := t.Service(); ok {
		parts = append(parts, c.say(tag, "feedback_service", i18n.Args{"Mean": tenths(v)}))
	}
	if t.Mistakes > 0 {
		parts = append(parts, c.Catalog.SayN(tag, "feedback_mistakes", t.Mistakes, nil))
	}
	return strings.Join(parts, " · ")
}

func tenths(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// heardLine says one person's feedback in one line.
func (c *Core) heardLine(f state.Feedback, tag string) string {
	var t Tally
	t.add(f)
	parts := []string{c.Catalog.Day(tag, f.Day), c.apart(shorten(f.Title, cardTitle), tag), c.tallied(t, tag)}
	if f.Changed {
		parts = append(parts, c.say(tag, "feedback_changed", nil))
	}
	line := strings.Join(parts, " · ")
	if f.Words != "" {
		line += ": " + c.apart("“"+shorten(strings.Join(strings.Fields(f.Words), " "), 240)+"”", tag)
	}
	return line
}

// HeardReply shows what people have said, whole.
func (c *Core) HeardReply(h Heard, tag string) Reply {
	shown, rest := c.heardReply(h, tag)
	shown.Blocks = append(shown.Blocks, rest.Blocks...)
	return shown
}

// WireFeedback gives what people have said in the form other programs rely on.
func WireFeedback(h Heard) wire.Heard {
	out := wire.Heard{From: string(h.From), All: wireTally(h.All), Procedures: []wire.Tally{}, Feedback: []wire.Feedback{}}
	for _, t := range h.Of {
		out.Procedures = append(out.Procedures, wireTally(t))
	}
	for _, f := range h.Said {
		out.Feedback = append(out.Feedback, wire.Feedback{ID: f.ID, Kind: string(f.Kind), Day: string(f.Day), Document: f.Document, Path: f.Path, Title: f.Title, Hash: f.Version.Hash,
			Language: f.Language, Question: f.Question, Answer: f.Answer, Service: f.Service, Words: f.Words, Changed: f.Changed})
	}
	return out
}

func wireTally(t Tally) wire.Tally {
	out := wire.Tally{Document: t.Document, Path: t.Path, Title: t.Title, Ratings: t.Ratings, Mistakes: t.Mistakes, Open: t.Open}
	if v, ok := t.Answer(); ok {
		out.Answer = &v
	}
	if v, ok := t.Service(); ok {
		out.Service = &v
	}
	return out
}
