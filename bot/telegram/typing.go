package telegram

import (
	"context"
	"fmt"

	"vanthu/handlers"
)

// Typing shows that an answer is on its way, for about five seconds
// (https://core.telegram.org/bots/api#sendchataction).
func (b *Bot) Typing(ctx context.Context, to handlers.Conversation) error {
	at, err := parsePlace(to.ID)
	if err != nil {
		return fmt.Errorf("show typing in Telegram: %w", err)
	}
	params := struct {
		Chat   int64  `json:"chat_id"`
		Topic  int    `json:"message_thread_id,omitempty"`
		Action string `json:"action"`
	}{at.chat, at.topic, "typing"}
	return b.client.call(ctx, callTimeout, "sendChatAction", params, nil)
}
