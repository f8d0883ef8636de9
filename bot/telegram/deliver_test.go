package telegram_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vanthu/bot/telegram/telegramtest"
	"vanthu/handlers"
	"vanthu/handlers/delivery"
)

// desk is a bench without a running bot, to deliver single messages with.
func desk(t *testing.T) *bench {
	t.Helper()
	b := newBench(t, echo, nil)
	t.Cleanup(func() {
		b.Close()
	})
	b.server.Private(7, "vi", "")
	b.server.Private(8, "vi", "")
	b.server.Private(9, "vi", "")
	b.server.Group(-100, 7, "x", "")
	return b
}

// parcels renders a reply to a conversation.
func (b *bench) parcels(conversation string, r handlers.Reply) []delivery.Parcel {
	b.t.Helper()
	to := handlers.Conversation{Platform: "telegram", ID: conversation}
	messages, err := b.bot.Render(to, r)
	if err != nil {
		b.t.Fatal(err)
	}
	var out []delivery.Parcel
	for i, m := range messages {
		out = append(out, delivery.Parcel{Key: fmt.Sprint(conversation, "/", i), To: to, Final: r.Final, Follows: i > 0, Message: m})
	}
	return out
}

// deliver makes one attempt at every message of a reply and gives the ID of
// the last.
func (b *bench) deliver(conversation string, r handlers.Reply, change func(*delivery.Parcel)) (string, error) {
	b.t.Helper()
	var id string
	for _, p := range b.parcels(conversation, r) {
		if change != nil {
			change(&p)
		}
		var err error
		if id, err = b.bot.Deliver(b.t.Context(), p); err != nil {
			return id, err
		}
	}
	return id, nil
}

func progress(text string) handlers.Reply {
	return handlers.Reply{Blocks: []handlers.Block{{Text: text}}}
}

func TestDeliverErrors(t *testing.T) {
	answer := func(status int, description string) telegramtest.Fault {
		return telegramtest.Fault{Status: status, Description: description}
	}
	gone := func(err error) bool { return errors.Is(err, delivery.ErrGone) }
	refused := func(err error) bool { return errors.Is(err, delivery.ErrRefused) }
	passes := func(err error) bool {
		var wait *delivery.Retry
		return err != nil && !gone(err) && !refused(err) && !errors.As(err, &wait)
	}
	waits := func(d time.Duration) func(error) bool {
		return func(err error) bool {
			var wait *delivery.Retry
			return errors.As(err, &wait) && wait.After == d && !wait.Everybody
		}
	}
	for name, test := range map[string]struct {
		fault telegramtest.Fault
		want  func(error) bool
	}{
		"blocked":                 {answer(403, "Forbidden: bot was blocked by the user"), gone},
		"kicked":                  {answer(403, "Forbidden: bot was kicked from the supergroup chat"), gone},
		"deactivated":             {answer(403, "Forbidden: user is deactivated"), gone},
		"never written to":        {answer(403, "Forbidden: bot can't initiate conversation with a user"), gone},
		"chat not found":          {answer(400, "Bad Request: chat not found"), gone},
		"may not write":           {answer(400, "Bad Request: not enough rights to send text messages to the chat"), gone},
		"write forbidden":         {answer(400, "Bad Request: CHAT_WRITE_FORBIDDEN"), gone},
		"the topic is deleted":    {answer(400, "Bad Request: message thread not found"), gone},
		"the topic is closed":     {answer(400, "Bad Request: TOPIC_CLOSED"), gone},
		"another 400":             {answer(400, "Bad Request: BUTTON_DATA_INVALID"), refused},
		"too large":               {answer(413, "Request Entity Too Large"), refused},
		"429":                     {telegramtest.Fault{Status: 429, Description: "Too Many Requests: retry after 17", RetryAfter: 17}, waits(17 * time.Second)},
		"429 without a time":      {answer(429, "Too Many Requests"), waits(time.Second)},
		"500":                     {answer(500, "Internal Server Error"), passes},
		"502":                     {answer(502, "Bad Gateway"), passes},
		"revoked":                 {answer(401, "Unauthorized"), passes},
		"a page":                  {telegramtest.Fault{Status: 200, Body: "<html>maintenance</html>"}, passes},
		"a forbidding page":       {telegramtest.Fault{Status: 403, Body: "<html>this site is blocked</html>"}, passes},
		"a page not found":        {telegramtest.Fault{Status: 404, Body: "not here"}, passes},
		"somebody else's JSON":    {telegramtest.Fault{Status: 400, Body: `{"message":"no"}`}, passes},
		"half an answer":          {telegramtest.Fault{Status: 200, Body: `{"ok":true,"result":{"message_id":1`}, passes},
		"nothing":                 {telegramtest.Fault{Drop: true}, passes},
		"nothing after the event": {telegramtest.Fault{DropAfter: true}, passes},
	} {
		t.Run(name, func(t *testing.T) {
			b := desk(t)
			for _, method := range []string{"sendMessage", "sendDocument", "editMessageText"} {
				b.server.Fail(method, test.fault)
			}
			file := handlers.Reply{Final: true, File: &handlers.File{Name: "a.ics", Type: "text/calendar", Data: []byte("x")}}
			edit := func(p *delivery.Parcel) { p.Edits = "5" }
			for what, deliver := range map[string]func() error{
				"a text":  func() error { _, err := b.deliver("7", textReply("x"), nil); return err },
				"a file":  func() error { _, err := b.deliver("7", file, nil); return err },
				"an edit": func() error { _, err := b.deliver("7", textReply("x"), edit); return err },
			} {
				err := deliver()
				if !test.want(err) {
					t.Errorf("%s: %v", what, err)
				}
				if err != nil && strings.Contains(err.Error(), token) {
					t.Errorf("the error holds the token: %v", err)
				}
			}
		})
	}
}

func TestDeliverGivesUpWithItsContext(t *testing.T) {
	b := desk(t)
	b.server.Fail("sendMessage", telegramtest.Fault{Hang: true})
	p := b.parcels("7", textReply("x"))[0]
	ctx, cancel := contextUntil(t, b, "sendMessage")
	defer cancel()
	if _, err := b.bot.Deliver(ctx, p); err == nil || errors.Is(err, delivery.ErrRefused) || errors.Is(err, delivery.ErrGone) {
		t.Errorf("a call that was broken off: %v", err)
	}
}

func TestWaitOfTheWholeBot(t *testing.T) {
	b := desk(t)
	told := telegramtest.Fault{Status: 429, Description: "Too Many Requests: retry after 30", RetryAfter: 30}
	b.server.Fail("sendMessage", told, told, told)
	everybody := func(conversation string) bool {
		_, err := b.deliver(conversation, textReply("x"), nil)
		var wait *delivery.Retry
		if !errors.As(err, &wait) {
			t.Fatalf("%v", err)
		}
		return wait.Everybody
	}
	for range 2 {
		if everybody("7") {
			t.Error("one chat's wait is everybody's")
		}
	}
	if !everybody("8") {
		t.Error("a second chat that must wait is not the whole bot's matter")
	}
}

func TestBadMarkupGoesPlain(t *testing.T) {
	b := desk(t)
	b.server.Fail("sendMessage", telegramtest.Fault{Status: 400, Description: "Bad Request: can't parse entities: Unsupported start tag"})
	if _, err := b.deliver("7", handlers.Reply{Final: true, Blocks: []handlers.Block{{Kind: handlers.Lead, Text: "a < b & c"}}}, nil); err != nil {
		t.Fatal(err)
	}
	if m := b.server.Sent()[0]; m.HTML || m.Text != "a < b & c" {
		t.Errorf("sent %+v", m)
	}
}

func TestBadButtonsAreLeftOut(t *testing.T) {
	for _, words := range []string{"BUTTON_DATA_INVALID", "can't parse inline keyboard button: x", "BUTTON_TYPE_INVALID"} {
		b := desk(t)
		b.server.Fail("sendMessage", telegramtest.Fault{Status: 400, Description: "Bad Request: can't parse entities: x"}, telegramtest.Fault{Status: 400, Description: "Bad Request: " + words})
		reply := textReply("the answer")
		reply.Buttons = []handlers.Button{{Label: "a", Action: "b"}}
		if _, err := b.deliver("7", reply, nil); err != nil {
			t.Fatal(err)
		}
		if m := b.server.Sent()[0]; m.Text != "the answer" || m.HTML || len(m.Buttons) != 0 {
			t.Errorf("sent %+v", m)
		}
	}
}

func TestTooLongGoesInParts(t *testing.T) {
	long := telegramtest.Fault{Status: 400, Description: "Bad Request: message is too long"}
	text := strings.TrimSpace(strings.Repeat("Một câu nói rõ. ", 250))
	reply := handlers.Reply{Final: true, Blocks: []handlers.Block{{Text: text}}, Buttons: []handlers.Button{{Label: "Xem", Action: "view"}}}
	for name, edits := range map[string]string{"sent": "", "edited": "5"} {
		t.Run(name, func(t *testing.T) {
			b := desk(t)
			b.server.Fail("sendMessage", long)
			b.server.Fail("editMessageText", long)
			if edits != "" { // the fault of sending is not met
				_, _ = b.deliver("8", textReply("x"), nil)
			}
			if _, err := b.deliver("7", reply, func(p *delivery.Parcel) { p.Edits, p.Address = edits, "1" }); err != nil {
				t.Fatal(err)
			}
			sent := slices.DeleteFunc(b.server.Sent(), func(m telegramtest.Message) bool { return m.Chat != 7 })
			var all []string
			for i, m := range sent {
				all = append(all, m.Text)
				if last := i == len(sent)-1; last != (len(m.Buttons) == 1) || (i == 0) != (m.AnswerTo == 1) {
					t.Errorf("part %d of %d: %+v", i, len(sent), m)
				}
			}
			if len(sent) < 2 || strings.Join(all, " ") != text {
				t.Errorf("%d parts do not make up the text", len(sent))
			}
		})
	}
}

func TestGroupThatMoved(t *testing.T) {
	b := desk(t)
	b.server.Migrate(-100, -1009)
	reply := textReply("x")
	reply.Buttons = []handlers.Button{{Label: "Xem", Action: "view"}}
	id, err := b.deliver("-100/5", reply, func(p *delivery.Parcel) { p.Address = "1" })
	if err != nil {
		t.Fatal(err)
	}
	m := b.server.Sent()[0]
	if m.Chat != -1009 || m.Topic != 0 || m.AnswerTo != 0 || id == "" {
		t.Errorf("sent %+v as %q", m, id)
	}
	b.run()
	b.server.Press(7, m, m.Buttons[0].Data) // the button is signed for the new chat
	if got := b.sent(2)[1]; !strings.Contains(got.Text, "|view|") {
		t.Errorf("the button is answered %q", got.Text)
	}
}

func TestEditing(t *testing.T) {
	b := desk(t)
	first, err := b.deliver("-100", progress("0 %"), nil)
	if err != nil {
		t.Fatal(err)
	}
	edits := func(id string) func(*delivery.Parcel) { return func(p *delivery.Parcel) { p.Edits = id } }
	for _, text := range []string{"50 %", "50 %", "100 %"} { // unchanged once
		id, err := b.deliver("-100", progress(text), edits(first))
		if err != nil || id != first {
			t.Errorf("edited as %q, was %q: %v", id, first, err)
		}
	}
	if m := b.server.Sent()[0]; m.Text != "100 %" || m.Edits != 2 {
		t.Errorf("sent %+v", m)
	}
	if _, err := b.deliver("-100", progress("x"), edits("99999")); !errors.Is(err, delivery.ErrRefused) {
		t.Errorf("progress in a message that is gone: %v", err)
	}
	id, err := b.deliver("-100", textReply("done"), edits("99999"))
	if err != nil || id == "99999" || len(b.server.Sent()) != 2 {
		t.Errorf("the answer in a message that is gone is %q: %v", id, err)
	}
	if _, err := b.deliver("-100", textReply("x"), edits("no number")); !errors.Is(err, delivery.ErrRefused) {
		t.Errorf("an ID that is no number: %v", err)
	}
}

func TestDrafts(t *testing.T) {
	b := desk(t)
	now := time.Now()
	b.server.SetClock(func() time.Time { return now })
	id, err := b.deliver("7/3", progress("reading"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := b.deliver("7/3", progress("reading more"), func(p *delivery.Parcel) { p.Edits, p.Key = id, "other" }); err != nil || again != id {
		t.Errorf("the draft goes on as %q, was %q: %v", again, id, err)
	}
	if d := b.server.Drafts(); len(d) != 1 || d[0].Text != "reading more" || d[0].Edits != 1 || d[0].Topic != 3 || len(b.server.Sent()) != 0 {
		t.Errorf("drafts %+v, sent %+v", d, b.server.Sent())
	}
	now = now.Add(31 * time.Second)
	if d := b.server.Drafts(); len(d) != 0 {
		t.Errorf("after half a minute: %+v", d)
	}
	last, err := b.deliver("7/3", textReply("done"), func(p *delivery.Parcel) { p.Edits = id })
	if err != nil || last == id {
		t.Errorf("the answer is %q: %v", last, err)
	}
	if m := b.server.Sent(); len(m) != 1 || m[0].Text != "done" {
		t.Errorf("sent %+v", m)
	}

	group, err := b.deliver("-100", progress("reading"), nil)
	if err != nil || len(b.server.Calls("sendMessageDraft")) != 2 || len(b.server.Sent()) != 2 {
		t.Errorf("in a group, progress is %q: %v", group, err)
	}
	buttons := progress("choose")
	buttons.Buttons = []handlers.Button{{Label: "a", Action: "b"}}
	if _, err := b.deliver("7", buttons, nil); err != nil || len(b.server.Calls("sendMessageDraft")) != 2 {
		t.Errorf("a draft has no buttons: %v", err)
	}
}

func TestServersWithoutDrafts(t *testing.T) {
	b := desk(t)
	b.server.Without("sendMessageDraft")
	id, err := b.deliver("7", progress("0 %"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := b.deliver("7", progress("50 %"), func(p *delivery.Parcel) { p.Edits = id }); err != nil || again != id {
		t.Errorf("progress goes on as %q, was %q: %v", again, id, err)
	}
	if _, err := b.deliver("8", progress("x"), nil); err != nil || len(b.server.Calls("sendMessageDraft")) != 1 {
		t.Errorf("drafts were tried %d times: %v", len(b.server.Calls("sendMessageDraft")), err)
	}
	if m := b.server.Sent(); len(m) != 2 || m[0].Text != "50 %" {
		t.Errorf("sent %+v", m)
	}
}

func TestDraftThatFails(t *testing.T) {
	b := desk(t)
	b.server.Fail("sendMessageDraft", telegramtest.Fault{Status: 500, Description: "Internal Server Error"},
		telegramtest.Fault{Status: 429, Description: "Too Many Requests: retry after 3", RetryAfter: 3})
	if _, err := b.deliver("7", progress("0 %"), nil); err != nil || len(b.server.Sent()) != 1 {
		t.Errorf("a draft that failed is not sent as a message: %v", err)
	}
	var wait *delivery.Retry
	if _, err := b.deliver("8", progress("0 %"), nil); !errors.As(err, &wait) || len(b.server.Sent()) != 1 {
		t.Errorf("a draft that must wait: %v", err)
	}
	if _, err := b.deliver("8", progress("0 %"), nil); err != nil || len(b.server.Drafts()) != 1 {
		t.Errorf("drafts were given up: %v", err)
	}
}

func TestFiles(t *testing.T) {
	b := desk(t)
	reply := textReply("Here is the calendar.")
	reply.Buttons = []handlers.Button{{Label: "a", Action: "b"}}
	reply.File = &handlers.File{Name: `lịch "2026".ics`, Type: "text/calendar", Data: []byte("BEGIN:VCALENDAR\r\n\x00\xff")}
	if _, err := b.deliver("-100/5", reply, func(p *delivery.Parcel) { p.Address = "1" }); err != nil {
		t.Fatal(err)
	}
	sent := b.server.Sent()
	if len(sent) != 2 || sent[0].Document != nil || len(sent[0].Buttons) != 1 || sent[0].AnswerTo != 1 {
		t.Fatalf("sent %+v", sent)
	}
	m := sent[1]
	if d := m.Document; d == nil || d.Name != reply.File.Name || d.Type != "text/calendar" || string(d.Data) != string(reply.File.Data) {
		t.Errorf("the file arrived as %+v", d)
	}
	if m.Topic != 5 || m.AnswerTo != 0 || len(m.Buttons) != 0 || m.Text != "" {
		t.Errorf("sent %+v", m)
	}

	alone := handlers.Reply{Final: true, File: reply.File, Buttons: reply.Buttons}
	if _, err := b.deliver("7", alone, func(p *delivery.Parcel) { p.Edits = "5" }); err != nil {
		t.Fatal(err)
	}
	if m := b.server.Sent()[2]; m.Document == nil || len(m.Buttons) != 1 {
		t.Errorf("sent %+v", m)
	}
}

func TestUnreadableParcels(t *testing.T) {
	b := desk(t)
	good := b.parcels("7", textReply("x"))[0]
	for name, change := range map[string]func(*delivery.Parcel){
		"no JSON":            func(p *delivery.Parcel) { p.Message = []byte("{") },
		"no text":            func(p *delivery.Parcel) { p.Message = []byte("{}") },
		"no chat":            func(p *delivery.Parcel) { p.To.ID = "somewhere" },
		"a draft of nothing": func(p *delivery.Parcel) { p.Edits = "x" },
	} {
		p := good
		change(&p)
		if _, err := b.bot.Deliver(t.Context(), p); !errors.Is(err, delivery.ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := b.bot.Render(handlers.Conversation{ID: "x"}, textReply("x")); err == nil {
		t.Error("rendered for no chat")
	}
}

func TestRates(t *testing.T) {
	b := desk(t)
	rates := b.bot.Rates()
	in := func(id string) (perMinute float64) {
		r := rates.Conversation(handlers.Conversation{Platform: "telegram", ID: id})
		return float64(r.Burst) + float64(time.Minute)/float64(r.Every)
	}
	if n := in("-100/5"); n > 20 {
		t.Errorf("up to %v messages in a group's minute, 20 are taken", n)
	}
	if n := in("7"); n < 60 || n > 70 {
		t.Errorf("up to %v messages in a person's minute, about 60 are taken", n)
	}
}
