package telegram

import (
	"context"
	"strconv"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"

	"vanthu/bot/wording"
	"vanthu/corpus"
	"vanthu/handlers"
)

// How inline queries are answered. Limits are of
// https://core.telegram.org/bots/api#answerinlinequery.
const (
	inlineLimit   = 8 * time.Second // after about ten, Telegram takes no answer
	inlineAtOnce  = 8               // queries of different people
	inlineCache   = 30              // seconds that Telegram keeps an answer for the person
	maxResults    = 50
	maxResultID   = 64  // bytes
	maxResultLine = 200 // characters of a title or description; our choice
)

// Found is one result of a question typed in any chat, with the reply that is
// posted when it is chosen.
type Found = handlers.Found

// searches are the inline queries being answered: one a person, the newest.
type searches struct {
	mu     sync.Mutex
	latest map[int64]*search
}

type search struct{ cancel context.CancelFunc }

// begin makes a search a person's latest, and ends the one before.
func (s *searches) begin(person int64, cancel context.CancelFunc) *search {
	s.mu.Lock()
	defer s.mu.Unlock()
	if before := s.latest[person]; before != nil {
		before.cancel()
	}
	mine := &search{cancel}
	s.latest[person] = mine
	return mine
}

func (s *searches) end(person int64, mine *search) {
	s.mu.Lock()
	defer s.mu.Unlock()
	mine.cancel()
	if s.latest[person] == mine {
		delete(s.latest, person)
	}
}

// cancel ends all searches.
func (s *searches) cancel() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range s.latest {
		one.cancel()
	}
}

// search answers an inline query beside the receiving. Where too many people
// search at once, nothing is answered: each goes on typing and asks again.
func (b *Bot) search(ctx context.Context, q *models.InlineQuery) {
	if q.From == nil || q.ID == "" {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), inlineLimit)
	mine := b.searches.begin(q.From.ID, cancel)
	started := b.finding.try(func() {
		defer b.searches.end(q.From.ID, mine)
		b.answerInline(ctx, q)
	})
	if !started {
		b.searches.end(q.From.ID, mine)
		b.Log.Warn("too many inline queries at once; one is not answered", "at once", inlineAtOnce)
	}
}

type article struct {
	Type        string  `json:"type"`
	ID          string  `json:"id"`
	Title       string  `json:"title"`
	Description string  `json:"description,omitempty"`
	Content     content `json:"input_message_content"`
}

type content struct {
	Text    string      `json:"message_text"`
	Mode    string      `json:"parse_mode"`
	Preview linkPreview `json:"link_preview_options"`
}

func (b *Bot) answerInline(ctx context.Context, q *models.InlineQuery) {
	params := struct {
		ID       string    `json:"inline_query_id"`
		Results  []article `json:"results"`
		Cache    int       `json:"cache_time"`
		Personal bool      `json:"is_personal"`
	}{ID: q.ID, Results: []article{}, Cache: inlineCache, Personal: true}
	if words := wording.Clean(q.Query); words != "" {
		found, err := b.Inline(ctx, words, language(q.From.LanguageCode), corpus.Viewer{}) // any chat may read what is chosen
		switch {
		case ctx.Err() != nil:
			b.Log.Debug("an inline query is not answered: a newer one came, or it took too long")
			return
		case err != nil:
			b.Log.Error("an inline query failed", "error", err)
			params.Cache = 1
		}
		params.Results = b.articles(found)
	}
	if err := b.patiently(ctx, "answerInlineQuery", params, nil); err != nil {
		b.Log.Debug("an inline query could not be answered", "error", err)
	}
}

// articles renders what was found. Buttons are left out: they would belong to
// no conversation.
func (b *Bot) articles(found []Found) []article {
	out := []article{}
	known := map[string]bool{}
	for i, f := range found {
		messages := b.messages(f.Reply)
		title := shorten(wording.Clean(f.Label))
		if len(messages) == 0 || title == "" {
			continue
		}
		id := f.ID
		if id == "" || len(id) > maxResultID || known[id] || !utf8.ValidString(id) {
			id = "#" + strconv.Itoa(i)
		}
		if known[id] || len(out) == maxResults {
			continue
		}
		known[id] = true
		out = append(out, article{Type: "article", ID: id, Title: title, Description: shorten(wording.Clean(f.Detail)),
			Content: content{messages[0].HTML, "HTML", linkPreview{Disabled: true}}})
	}
	return out
}

// shorten cuts a line to what is shown of it.
func shorten(s string) string {
	if runes := []rune(s); len(runes) > maxResultLine {
		return string(runes[:maxResultLine-1]) + "…"
	}
	return s
}
