package telegram_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"vanthu/bot/doubles"
	"vanthu/bot/telegram"
	"vanthu/bot/telegram/telegramtest"
	"vanthu/handlers"
	"vanthu/handlers/intake"
)

// peerAPI names the address of a running telegram-test-api, a Bot API server
// written by others; .ci/telegram-test-api starts one.
const peerAPI = "VANTHU_TELEGRAM_TEST_API"

// peerName is the only name that bots have on telegram-test-api.
const peerName = "TestNameBot"

// peer is a telegram-test-api.
type peer struct {
	t     *testing.T
	url   string
	token string
	http  *http.Client
}

// peerMessage is a message that the bot sent, as the server keeps it.
type peerMessage struct {
	ID      int `json:"messageId"`
	Message struct {
		Chat    int64  `json:"chat_id"`
		Text    string `json:"text"`
		Mode    string `json:"parse_mode"`
		Answers *struct {
			Message int `json:"message_id"`
		} `json:"reply_parameters"`
		Markup *struct {
			Rows [][]struct {
				Text string `json:"text"`
				Data string `json:"callback_data"`
			} `json:"inline_keyboard"`
		} `json:"reply_markup"`
	} `json:"message"`
}

// post calls the part of the server that plays the people.
func (p *peer) post(path string, body, result any) {
	p.t.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		p.t.Fatal(err)
	}
	resp, err := p.http.Post(p.url+path, "application/json", bytes.NewReader(data))
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	var told struct {
		OK     bool            `json:"ok"`
		Result json.RawMessage `json:"result"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&told); err != nil || !told.OK {
		p.t.Fatalf("%s: %s, %v", path, resp.Status, err)
	}
	if result != nil {
		if err := json.Unmarshal(told.Result, result); err != nil {
			p.t.Fatalf("%s: %v", path, err)
		}
	}
}

// object is a JSON object of the Bot API, as the server's clients write it.
type object = map[string]json.RawMessage

func raw(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings, numbers and objects always have a JSON form
	}
	return data
}

func (p *peer) message(chat int64, kind string) object {
	return object{
		"botToken": raw(p.token), "date": raw(1700000000),
		"from": json.RawMessage(fmt.Sprintf(`{"id":%d,"first_name":"An","username":"an","is_bot":false,"language_code":"vi"}`, chat)),
		"chat": json.RawMessage(fmt.Sprintf(`{"id":%d,"type":%q,"first_name":"An"}`, chat, kind)),
	}
}

func (p *peer) say(chat int64, text string) {
	m := p.message(chat, "private")
	m["text"] = raw(text)
	p.post("/sendMessage", m, nil)
}

func (p *peer) command(chat int64, text string, length int) {
	m := p.message(chat, "private")
	m["text"] = raw(text)
	m["entities"] = json.RawMessage(fmt.Sprintf(`[{"type":"bot_command","offset":0,"length":%d}]`, length))
	p.post("/sendCommand", m, nil)
}

func (p *peer) press(chat int64, under int, data string) {
	m := p.message(chat, "private")
	message := p.message(chat, "private")
	message["message_id"] = raw(under)
	m["message"] = raw(message)
	m["data"] = raw(data)
	p.post("/sendCallback", m, nil)
}

// sent waits until ok holds for what the bot sent to a chat, edited messages
// as they are now. The server tells of nothing by itself: it must be asked.
func (p *peer) sent(chat int64, ok func([]peerMessage) bool) []peerMessage {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), 30*time.Second)
	defer cancel()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		var all, here []peerMessage
		p.post("/getUpdatesHistory", struct {
			Token string `json:"token"`
		}{p.token}, &all)
		for _, m := range all {
			if m.Message.Chat == chat {
				here = append(here, m)
			}
		}
		if ok(here) {
			return here
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			p.t.Fatalf("not seen in time; sent so far: %+v", here)
		}
	}
}

func atLeast(n int) func([]peerMessage) bool {
	return func(m []peerMessage) bool { return len(m) >= n }
}

// read gives a message as people see it.
func (p *peer) read(m peerMessage) string {
	p.t.Helper()
	text, err := telegramtest.ParseHTML(m.Message.Text)
	if err != nil || m.Message.Mode != "HTML" {
		p.t.Errorf("sent as %q: %q: %v", m.Message.Mode, m.Message.Text, err)
	}
	return text
}

const peerQuote = "Lệ phí cấp lại hộ chiếu do bị hỏng hoặc bị mất: 400.000 đồng <một lần> & không hoàn lại."

// peerHandler quotes, counts up to a long text, works in steps, or echoes.
func peerHandler(ctx context.Context, r handlers.Request, out handlers.Sender) error {
	switch {
	case r.Text == "long":
		_, err := out.Send(ctx, r.Conversation, textReply(strings.Repeat("Điều này nói rõ ràng 😀. ", 500)))
		return err
	case r.Text == "/reindex":
		id, err := out.Send(ctx, r.Conversation, handlers.Reply{Blocks: []handlers.Block{{Kind: handlers.Para, Text: "1 / 2"}}})
		return errors.Join(err, out.Edit(ctx, r.Conversation, id, textReply("2 / 2 "+string(r.Role))))
	case strings.HasPrefix(r.Text, "Lệ phí"):
		_, err := out.Send(ctx, r.Conversation, handlers.Reply{Language: "vi", Final: true, Blocks: []handlers.Block{
			{Kind: handlers.Lead, Text: "400.000 đồng"},
			{Kind: handlers.Quote, Text: peerQuote, Source: &handlers.Source{Line: "Thông tư 25/2021/TT-BTC · Điều 4", URL: "https://example.vn/a?b=1&c=2"}},
		}, Buttons: []handlers.Button{{Label: "Hồ sơ", Action: "papers:1"}}})
		return err
	}
	return echo(ctx, r, out)
}

func TestPeer(t *testing.T) {
	address := os.Getenv(peerAPI)
	if address == "" {
		t.Skip(peerAPI + " is not set; .ci/telegram-test-api go test ./bot/telegram -run Peer -v")
	}
	client := &http.Client{Transport: &http.Transport{}}
	t.Cleanup(client.CloseIdleConnections)
	p := &peer{t: t, url: strings.TrimRight(address, "/"), token: fmt.Sprintf("%d:peer", time.Now().UnixNano()), http: client}
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	bot, err := telegram.New(telegram.Settings{Token: p.token, API: address, Admins: []string{"42"}}, telegram.Deps{
		HTTP: client, Log: log, Now: time.Now, Rand: func() float64 { return 0.5 },
		Wait: func(ctx context.Context, _ time.Duration) error { // the server holds no poll back
			select {
			case <-time.After(20 * time.Millisecond):
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	office := doubles.NewOffice(t)
	office.Open(telegram.Platform, bot, handlers.HandlerFunc(peerHandler), intake.Settings{TypingAfter: time.Nanosecond}) // which the server does not know
	office.Run(func(ctx context.Context, in *intake.Pool) error { return bot.Run(ctx, in) })
	t.Cleanup(func() {
		office.Stop()
		office.Close()
		if items, err := office.Inbox.Pending(context.Background()); err != nil || len(items) != 0 {
			t.Errorf("left in the inbox: %v, %v; log:\n%s", items, err, office.Log.String())
		}
	})

	t.Run("a question", func(t *testing.T) {
		p.say(7, "Lệ phí cấp lại hộ chiếu bị mất?")
		m := p.sent(7, atLeast(1))[0]
		if want := "400.000 đồng\n\n" + peerQuote + "\nThông tư 25/2021/TT-BTC · Điều 4"; p.read(m) != want {
			t.Errorf("answered %q, want %q", p.read(m), want)
		}
		if k := m.Message.Markup; k == nil || len(k.Rows) != 1 || k.Rows[0][0].Text != "Hồ sơ" || !strings.HasPrefix(k.Rows[0][0].Data, "papers:1.") {
			t.Fatalf("buttons %+v", k)
		}
		p.press(7, m.ID, m.Message.Markup.Rows[0][0].Data)
		if got, want := p.read(p.sent(7, atLeast(2))[1]), "|papers:1|citizen|vi"; got != want {
			t.Errorf("the button was answered %q, want %q", got, want)
		}
	})
	t.Run("commands", func(t *testing.T) {
		p.command(8, "/help me", len("/help"))
		p.command(8, "/help@AnotherBot", len("/help@AnotherBot"))
		p.command(8, "/help@"+peerName+" me too", len("/help@"+peerName))
		got := p.sent(8, atLeast(2))
		if len(got) != 2 || p.read(got[0]) != "/help me||citizen|vi" || p.read(got[1]) != "/help me too||citizen|vi" {
			t.Errorf("answered %+v", got)
		}
	})
	t.Run("progress", func(t *testing.T) {
		p.command(42, "/reindex", len("/reindex"))
		got := p.sent(42, func(m []peerMessage) bool { return len(m) > 0 && p.read(m[0]) != "1 / 2" })
		if len(got) != 1 || p.read(got[0]) != "2 / 2 admin" {
			t.Errorf("sent %+v", got)
		}
	})
	t.Run("a group", func(t *testing.T) {
		quiet, asked := p.message(-5, "group"), p.message(-5, "group")
		quiet["text"] = raw("not for the bot")
		p.post("/sendMessage", quiet, nil)
		asked["text"] = raw("👍 @" + peerName + " hộ chiếu?")
		asked["entities"] = json.RawMessage(fmt.Sprintf(`[{"type":"mention","offset":3,"length":%d}]`, len(peerName)+1))
		p.post("/sendMessage", asked, nil)
		m := p.sent(-5, atLeast(1))
		if len(m) != 1 || !strings.Contains(p.read(m[0]), "hộ chiếu?|") || m[0].Message.Answers == nil {
			t.Errorf("answered %+v", m)
		}
	})
	t.Run("a long answer", func(t *testing.T) {
		p.say(9, "long")
		got := p.sent(9, atLeast(4))
		var all []string
		for _, m := range got {
			all = append(all, p.read(m))
		}
		if want := strings.TrimSpace(strings.Repeat("Điều này nói rõ ràng 😀. ", 500)); strings.Join(all, " ") != want {
			t.Errorf("%d messages do not make up the text", len(got))
		}
	})
	t.Run("order", func(t *testing.T) {
		for i := range 15 {
			p.say(10, fmt.Sprintf("%02d", i))
		}
		for i, m := range p.sent(10, atLeast(15)) {
			if want := fmt.Sprintf("%02d||citizen|vi", i); p.read(m) != want {
				t.Errorf("answer %d is %q, want %q", i, p.read(m), want)
			}
		}
	})
}
