package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/go-telegram/bot/models"
)

// maxKinds bounds how many kinds of updates are counted that are passed over.
const maxKinds = 64

// allowed names the kinds of updates that the bot wants.
func (b *Bot) allowed() []string {
	kinds := []string{models.AllowedUpdateMessage, models.AllowedUpdateEditedMessage, models.AllowedUpdateCallbackQuery}
	if b.Inline != nil {
		kinds = append(kinds, models.AllowedUpdateInlineQuery)
	}
	return kinds
}

// updateID reads the ID of an update; false where it has none.
func updateID(raw json.RawMessage) (int64, bool) {
	var head struct {
		ID *int64 `json:"update_id"`
	}
	if err := json.Unmarshal(raw, &head); err != nil || head.ID == nil {
		return 0, false
	}
	return *head.ID, true
}

// take offers one update to the intake, whichever way it came. An error says
// that it was not taken and must come again; an update that nobody can read
// would come for ever, and is passed over.
func (b *Bot) take(ctx context.Context, in Intake, id int64, raw json.RawMessage) (err error) {
	defer func() { // the library's types decode what a server sends
		if v := recover(); v != nil {
			b.Log.Error("an update made the bot panic and is passed over", "update", id, "panic", fmt.Sprintf("%T", v))
			err = nil
		}
	}()
	u, left, err := decode(raw)
	if err != nil {
		b.Log.Error("an update cannot be read and is passed over", "update", id)
		return nil
	}
	if left != nil {
		b.Log.Warn("parts of an update cannot be read", "update", id, "parts", left)
	}
	u.ID = id
	switch {
	case u.Message != nil:
		return b.takeMessage(ctx, in, &u, u.Message)
	case u.EditedMessage != nil:
		return b.takeMessage(ctx, in, &u, u.EditedMessage)
	case u.CallbackQuery != nil:
		return b.takeClick(ctx, in, &u)
	case u.InlineQuery != nil && b.Inline != nil:
		b.search(ctx, u.InlineQuery)
	default:
		b.passOver(raw)
	}
	return nil
}

func (b *Bot) takeMessage(ctx context.Context, in Intake, u *models.Update, m *models.Message) error {
	request, ok := b.receive(u)
	if !ok {
		return nil
	}
	if err := in.Accept(ctx, request); err != nil {
		return fmt.Errorf("take update %d: %w", u.ID, err)
	}
	b.seen.note(messageKey(m), written(m))
	if m.MediaGroupID != "" {
		b.seen.note(albumKey(m), "")
	}
	return nil
}

// takeClick offers a pressed button to the intake and answers the press: with
// nothing, which ends the waiting sign, or with a word where the button is not
// of this conversation.
func (b *Bot) takeClick(ctx context.Context, in Intake, u *models.Update) error {
	q := u.CallbackQuery
	request, ok := b.receive(u)
	if ok {
		if err := in.Accept(ctx, request); err != nil {
			return fmt.Errorf("take update %d: %w", u.ID, err)
		}
	}
	key := "click/" + q.ID
	if b.seen.holds(key, "") {
		return nil // it is answered already
	}
	b.seen.note(key, "")
	words := ""
	if !ok && b.Stale != nil {
		words = b.Stale(language(q.From.LanguageCode))
	}
	ctx = context.WithoutCancel(ctx)
	b.clicks.run(ctx, func() { b.answerClick(ctx, q.ID, words) })
	return nil
}

// answerClick answers a pressed button; words are shown in a window.
func (b *Bot) answerClick(ctx context.Context, query, words string) {
	if len([]rune(words)) > maxAlert {
		words = string([]rune(words)[:maxAlert])
	}
	params := struct {
		ID    string `json:"callback_query_id"`
		Text  string `json:"text,omitempty"`
		Alert bool   `json:"show_alert,omitempty"`
	}{query, words, words != ""}
	ctx, cancel := context.WithTimeout(ctx, clickTimeout)
	defer cancel()
	if err := b.patiently(ctx, "answerCallbackQuery", params, nil); err != nil {
		b.Log.Debug("a pressed button could not be answered", "error", err)
	}
}

// passOver counts updates of kinds that the bot has no use for, and logs the
// first of a kind, the second, the fourth and so on.
func (b *Bot) passOver(raw json.RawMessage) {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return
	}
	delete(fields, "update_id")
	kinds := make([]string, 0, len(fields))
	for kind := range fields {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	kind := strings.Join(kinds, "+")
	if len(kind) > maxKinds {
		kind = "of an odd form"
	}
	b.mu.Lock()
	if _, known := b.passed[kind]; !known && len(b.passed) >= maxKinds {
		kind = "others"
	}
	b.passed[kind]++
	n := b.passed[kind]
	b.mu.Unlock()
	if n&(n-1) == 0 {
		b.Log.Info("updates of a kind that the bot has no use for are passed over", "kind", kind, "so far", n)
	}
}
