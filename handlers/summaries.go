package handlers

import (
	"context"
	"sync"
	"time"
	"unicode/utf8"

	"vanthu/handlers/answer"
	"vanthu/handlers/wire"
)

// Bounds of a summary that is put into a reply.
const (
	summedRunes = 700              // of its sentences
	editedRunes = 1700             // of the reply with it: it stays one message on every platform
	summaryTime = 30 * time.Second // for all of it
)

// Summaries adds summaries by a language model to answers that were sent. The
// answer is never kept waiting: on platforms whose messages can be changed
// later on, a summary comes beside the next requests. Close ends it.
type Summaries struct {
	summarizer answer.Summarizer
	base       context.Context
	cancel     context.CancelFunc
	wg         sync.WaitGroup
}

// NewSummaries makes the summaries of a summarizer.
func NewSummaries(s answer.Summarizer) *Summaries {
	out := &Summaries{summarizer: s}
	out.base, out.cancel = context.WithCancel(context.Background())
	return out
}

// Close gives up the summaries under way and waits for them to end.
func (s *Summaries) Close() {
	s.cancel()
	s.wg.Wait()
}

// Wait waits for the summaries under way.
func (s *Summaries) Wait() { s.wg.Wait() }

// lasting reports whether a platform takes changes of a message after the
// request that it answers was handled. A web page and a terminal show what
// comes while it is.
func lasting(platform string) bool { return platform != "web" && platform != "terminal" }

// summarised reports whether an answer is one that is summed up: quotes that
// were found. What is told from the ledger or a register is short already.
func summarised(a answer.Answer) bool {
	return a.Answered && a.Office == nil && a.Asked == nil && len(a.Citations) > 0
}

// addSummary adds the summary of an answer to the message that shows it. What
// goes wrong leaves the message as it is.
func (c *Core) addSummary(ctx context.Context, r Request, a answer.Answer, reply Reply, id MessageID, out Sender) {
	s := c.Summaries
	if s == nil || !summarised(a) || utf8.RuneCountInString(wording(reply)) > editedRunes-200 {
		return
	}
	if !lasting(r.Conversation.Platform) {
		c.summarise(ctx, r, a, reply, id, out)
		return
	}
	s.wg.Go(func() { c.summarise(s.base, r, a, reply, id, out) })
}

// asker gives who asks, for limits.
func asker(r Request) answer.Asker {
	return answer.Asker{Person: first(r.Person, r.Conversation.Key())}
}

func (c *Core) summarise(ctx context.Context, r Request, a answer.Answer, reply Reply, id MessageID, out Sender) {
	ctx, cancel := context.WithTimeout(ctx, summaryTime)
	defer cancel()
	shown := 0
	edit := func(s answer.Summary) {
		with, n := c.withSummary(reply, s)
		if n == shown {
			return
		}
		if err := out.Edit(ctx, r.Conversation, id, with); err != nil {
			c.Log.Debug("a summary could not be shown", "error", err)
			return
		}
		shown = n
	}
	if r.Conversation.Platform == "terminal" { // what is printed stays printed
		edit = func(answer.Summary) {}
	}
	s, err := c.Summaries.summarizer.Summarize(ctx, a, reply.Language, asker(r), edit)
	if err != nil {
		if shown > 0 {
			edit(answer.Summary{})
		}
		return // counted by the summarizer; the answer stands as it is
	}
	if r.Conversation.Platform == "terminal" && len(s.Sentences) > 0 {
		only := Reply{Language: reply.Language, Final: true, Blocks: c.summaryBlocks(s, reply.Language), Buttons: reply.Buttons, More: reply.More}
		if err := c.send(ctx, r, out, only); err != nil {
			c.Log.Debug("a summary could not be shown", "error", err)
		}
		return
	}
	edit(s)
}

// withSummary gives a reply with a summary above its quotes, and how many
// sentences that has.
func (c *Core) withSummary(reply Reply, s answer.Summary) (Reply, int) {
	blocks := c.summaryBlocks(s, reply.Language)
	if blocks == nil {
		return reply, 0
	}
	at := 0
	for at < len(reply.Blocks) && (reply.Blocks[at].Kind == Lead || reply.Blocks[at].Kind == Notice) {
		at++
	}
	with := reply
	for n := len(blocks[1].Items); n > 0; n-- {
		blocks[1].Items = blocks[1].Items[:n]
		with.Blocks = append(append(append([]Block(nil), reply.Blocks[:at]...), blocks...), reply.Blocks[at:]...)
		if utf8.RuneCountInString(wording(with)) <= editedRunes {
			return with, n
		}
	}
	return reply, 0
}

// summaryBlocks shows a summary, and says what it is.
func (c *Core) summaryBlocks(s answer.Summary, tag string) []Block {
	var items []string
	runes := 0
	for _, x := range s.Sentences {
		if runes += utf8.RuneCountInString(x.Text); runes > summedRunes {
			break
		}
		items = append(items, x.Text)
	}
	if len(items) == 0 {
		return nil
	}
	key := "summary_label"
	if s.Translated {
		key = "summary_label_translated"
	}
	return []Block{{Kind: Notice, Text: c.say(tag, key, nil)}, {Kind: List, Items: items}}
}

// Summary gives the checked summary of an answer; nil where no language model
// is set, or it gives none.
func (c *Core) Summary(ctx context.Context, a answer.Answer, tag string) *answer.Summary {
	if c.Summaries == nil || !summarised(a) {
		return nil
	}
	s, err := c.Summaries.summarizer.Summarize(ctx, a, tag, answer.Asker{}, func(answer.Summary) {})
	if err != nil || len(s.Sentences) == 0 {
		return nil
	}
	return &s
}

// WireSummary gives a summary in the form other programs rely on.
func WireSummary(s *answer.Summary) *wire.Summary {
	if s == nil {
		return nil
	}
	return &wire.Summary{Text: s.Text(), Model: s.Model, Dropped: s.Dropped}
}

// WithSummary gives a reply with a summary, for a command's output.
func (c *Core) WithSummary(reply Reply, s *answer.Summary) Reply {
	if s == nil {
		return reply
	}
	with, _ := c.withSummary(reply, *s)
	return with
}
