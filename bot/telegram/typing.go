package telegram

import (
	"context"
	"fmt"

	"vanthu/handlers"
)

// Typing implements delivery.Typist: for about five seconds
// (https://core.telegram.org/bots/api#sendchataction).
func (b *Bot) Typing(ctx context.Context, to handlers.Conversation, _ string) error {
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
