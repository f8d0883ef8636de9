package telegramtest

import (
	"context"
	"fmt"
	"slices"
)

// refusal is an error answer.
type refusal struct {
	status  int
	text    string
	wait    int   // seconds
	migrate int64 // the group's new ID
}

func bad(text string) *refusal { return &refusal{status: 400, text: "Bad Request: " + text} }

var unknownMethod = &refusal{status: 404, text: "Not Found: method not found"}

// method carries out one call and gives the JSON of its result.
func (s *Server) method(ctx context.Context, name string, p Params, files map[string]File) (string, *refusal) {
	switch name {
	case "getMe":
		return fmt.Sprintf(`{"id":%d,"is_bot":true,"first_name":"Vanthu","username":%q}`, ID, Username), nil
	case "getUpdates":
		return s.getUpdates(ctx, p)
	case "getWebhookInfo":
		return s.getWebhookInfo(), nil
	case "setWebhook":
		return s.setWebhook(p)
	case "deleteWebhook":
		s.SetWebhook("")
		return "true", nil
	case "sendMessage":
		return s.sendMessage(p)
	case "sendMessageDraft":
		return s.sendDraft(p)
	case "sendDocument":
		return s.sendDocument(p, files)
	case "sendRichMessage":
		return s.sendRich(p)
	case "editMessageText":
		return s.editMessageText(p)
	case "answerCallbackQuery":
		return s.answerCallbackQuery(p)
	case "answerInlineQuery":
		return s.answerInlineQuery(p)
	case "getFile":
		return s.getFile(p)
	case "setMyCommands", "getMyCommands", "deleteMyCommands":
		return s.commands(name, p)
	case "setMyDescription", "getMyDescription", "setMyShortDescription", "getMyShortDescription":
		return s.about(name, p)
	case "sendChatAction":
		if !slices.Contains([]string{"typing", "upload_document"}, p.Text("action")) {
			return "", bad("wrong parameter action in request")
		}
		if _, r := s.chat(p); r != nil {
			return "", r
		}
		return "true", nil
	}
	return "", unknownMethod
}
