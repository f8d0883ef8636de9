package telegramtest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"vanthu/bot/telegram/telegramtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// bench is a server and a client without manners.
type bench struct {
	t *testing.T
	*telegramtest.Server
	http *http.Client
}

func newBench(t *testing.T) *bench {
	b := &bench{t, telegramtest.New("1:x"), &http.Client{Transport: &http.Transport{}}}
	t.Cleanup(b.Close)
	t.Cleanup(b.http.CloseIdleConnections)
	b.Private(7, "vi", "")
	b.Group(-100, 7, "x", "")
	return b
}

// answer is what the server answered.
type answer struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		Wait    int   `json:"retry_after"`
		Migrate int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

func (b *bench) post(method, kind string, body io.Reader) answer {
	b.t.Helper()
	resp, err := b.http.Post(b.URL+"/bot1:x/"+method, kind, body)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	var a answer
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		b.t.Fatal(err)
	}
	return a
}

func (b *bench) call(method, params string) answer {
	b.t.Helper()
	return b.post(method, "application/json", strings.NewReader(params))
}

// TestRefusals: what Telegram refuses is refused, in its words.
func TestRefusals(t *testing.T) {
	long := func(n int) string { return strings.Repeat("x", n) }
	button := func(fields string) string {
		return `{"chat_id":7,"text":"x","reply_markup":{"inline_keyboard":[[` + fields + `]]}}`
	}
	commands := func(list string) string { return `{"commands":[` + list + `]}` }
	result := func(fields string) string {
		return `{"inline_query_id":"q","results":[{"type":"article",` + fields + `}]}`
	}
	content := `"input_message_content":{"message_text":"x"}`
	for name, test := range map[string]struct{ method, params, want string }{
		"no chat":                    {"sendMessage", `{"text":"x"}`, "chat_id is empty"},
		"an unknown chat":            {"sendMessage", `{"chat_id":8,"text":"x"}`, "chat not found"},
		"no text":                    {"sendMessage", `{"chat_id":7}`, "message text is empty"},
		"only space":                 {"sendMessage", `{"chat_id":7,"text":" \n"}`, "message text is empty"},
		"only tags":                  {"sendMessage", `{"chat_id":7,"text":"<b></b>","parse_mode":"HTML"}`, "message text is empty"},
		"4096":                       {"sendMessage", `{"chat_id":7,"text":"` + long(4096) + `"}`, ""},
		"4097":                       {"sendMessage", `{"chat_id":7,"text":"` + long(4097) + `"}`, "message is too long"},
		"4096 and tags":              {"sendMessage", `{"chat_id":7,"text":"<b>` + long(4096) + `</b>","parse_mode":"HTML"}`, ""},
		"2048 pairs":                 {"sendMessage", `{"chat_id":7,"text":"` + strings.Repeat("😀", 2048) + `"}`, ""},
		"2049 pairs":                 {"sendMessage", `{"chat_id":7,"text":"` + strings.Repeat("😀", 2049) + `"}`, "message is too long"},
		"an open tag":                {"sendMessage", `{"chat_id":7,"text":"<b>x","parse_mode":"HTML"}`, "can't parse entities"},
		"an unknown tag":             {"sendMessage", `{"chat_id":7,"text":"<p>x</p>","parse_mode":"HTML"}`, "can't parse entities"},
		"crossed tags":               {"sendMessage", `{"chat_id":7,"text":"<b><i>x</b></i>","parse_mode":"HTML"}`, "can't parse entities"},
		"an unknown mode":            {"sendMessage", `{"chat_id":7,"text":"x","parse_mode":"Wiki"}`, "unsupported parse_mode"},
		"entities in UTF-16":         {"sendMessage", `{"chat_id":7,"text":"👍x","entities":[{"type":"bold","offset":2,"length":1}]}`, ""},
		"entities beyond":            {"sendMessage", `{"chat_id":7,"text":"👍x","entities":[{"type":"bold","offset":3,"length":1}]}`, "ENTITY_BOUNDS_INVALID"},
		"64 bytes of data":           {"sendMessage", button(`{"text":"a","callback_data":"` + long(64) + `"}`), ""},
		"65 bytes of data":           {"sendMessage", button(`{"text":"a","callback_data":"` + long(65) + `"}`), "BUTTON_DATA_INVALID"},
		"33 letters of two bytes":    {"sendMessage", button(`{"text":"a","callback_data":"` + strings.Repeat("é", 33) + `"}`), "BUTTON_DATA_INVALID"},
		"a button without data":      {"sendMessage", button(`{"text":"a"}`), "Text buttons are unallowed"},
		"a button without text":      {"sendMessage", button(`{"text":"","callback_data":"a"}`), "must be non-empty"},
		"a button's empty copy_text": {"sendMessage", button(`{"text":"a","callback_data":"a","copy_text":{"text":""}}`), ""},
		"no keyboard":                {"sendMessage", `{"chat_id":7,"text":"x","reply_markup":{"inline_keyboard":null}}`, "must be of type Array"},
		"an answer to nothing":       {"sendMessage", `{"chat_id":7,"text":"x","reply_parameters":{"message_id":999}}`, "message to be replied not found"},
		"anyway":                     {"sendMessage", `{"chat_id":7,"text":"x","reply_parameters":{"message_id":999,"allow_sending_without_reply":true}}`, ""},
		"an edit of nothing":         {"editMessageText", `{"chat_id":7,"message_id":999,"text":"x"}`, "message to edit not found"},
		"a draft in a group":         {"sendMessageDraft", `{"chat_id":-100,"draft_id":1,"text":"x"}`, "private chats"},
		"a draft without number":     {"sendMessageDraft", `{"chat_id":7,"text":"x"}`, "draft_id must be non-zero"},
		"an empty draft":             {"sendMessageDraft", `{"chat_id":7,"draft_id":1,"text":""}`, ""},
		"a file that is none":        {"sendDocument", `{"chat_id":7,"document":"x"}`, "there is no document in the request"},
		"an unknown query":           {"answerCallbackQuery", `{"callback_query_id":"x"}`, "query is too old"},
		"a long alert":               {"answerCallbackQuery", `{"callback_query_id":"x","text":"` + long(201) + `"}`, "MESSAGE_TOO_LONG"},
		"an unknown action":          {"sendChatAction", `{"chat_id":7,"action":"thinking"}`, "wrong parameter action"},
		"a command in capitals":      {"setMyCommands", commands(`{"command":"Help","description":"x"}`), "BOT_COMMAND_INVALID"},
		"a Vietnamese command":       {"setMyCommands", commands(`{"command":"tra-cứu","description":"x"}`), "BOT_COMMAND_INVALID"},
		"an undescribed command":     {"setMyCommands", commands(`{"command":"help","description":""}`), "BOT_COMMAND_DESCRIPTION_INVALID"},
		"101 commands":               {"setMyCommands", commands(strings.Repeat(`{"command":"a","description":"x"},`, 100) + `{"command":"a","description":"x"}`), "BOT_COMMANDS_TOO_MUCH"},
		"an unknown language":        {"getMyCommands", `{"language_code":"vie"}`, "invalid language code"},
		"the menu of a stranger":     {"getMyCommands", `{"scope":{"type":"chat","chat_id":8}}`, "chat not found"},
		"an unknown scope":           {"getMyCommands", `{"scope":{"type":"friends"}}`, "Unsupported type"},
		"a long description":         {"setMyShortDescription", `{"short_description":"` + long(121) + `"}`, "too long"},
		"an unknown file":            {"getFile", `{"file_id":"x"}`, "invalid file_id"},
		"http":                       {"setWebhook", `{"url":"http://example.vn/"}`, "HTTPS URL"},
		"a secret with space":        {"setWebhook", `{"url":"https://example.vn/","secret_token":"a b"}`, "unallowed characters"},
		"too many connections":       {"setWebhook", `{"url":"https://example.vn/","max_connections":101}`, "max_connections"},
		"a result without ID":        {"answerInlineQuery", result(`"id":"","title":"x",` + content), "RESULT_ID_INVALID"},
		"a result with a long ID":    {"answerInlineQuery", result(`"id":"` + long(65) + `","title":"x",` + content), "RESULT_ID_INVALID"},
		"a result without title":     {"answerInlineQuery", result(`"id":"1","title":"",` + content), "ARTICLE_TITLE_EMPTY"},
		"a result without words":     {"answerInlineQuery", result(`"id":"1","title":"x"`), "input_message_content"},
		"an unknown inline query":    {"answerInlineQuery", result(`"id":"1","title":"x",` + content), "query is too old"},
		"an unknown method":          {"sendThought", `{}`, "method not found"},
		"no JSON":                    {"sendMessage", `{`, "can't parse the request"},
	} {
		t.Run(name, func(t *testing.T) {
			got := newBench(t).call(test.method, test.params)
			if got.OK != (test.want == "") || !strings.Contains(got.Description, test.want) {
				t.Errorf("answered %+v, want %q", got, test.want)
			}
		})
	}
}

func TestUnchangedEdit(t *testing.T) {
	b := newBench(t)
	var sent struct {
		ID int64 `json:"message_id"`
	}
	if err := json.Unmarshal(b.call("sendMessage", `{"chat_id":7,"text":"x"}`).Result, &sent); err != nil {
		t.Fatal(err)
	}
	edit := func(text string) answer {
		data, err := json.Marshal(struct {
			Chat int    `json:"chat_id"`
			ID   int64  `json:"message_id"`
			Text string `json:"text"`
		}{7, sent.ID, text})
		if err != nil {
			t.Fatal(err)
		}
		return b.call("editMessageText", string(data))
	}
	if got := edit("x"); !strings.Contains(got.Description, "message is not modified") {
		t.Errorf("unchanged: %+v", got)
	}
	if got := edit("y"); !got.OK {
		t.Errorf("changed: %+v", got)
	}
}

// TestFormsOfCalls: parameters may come in all the ways that clients send
// them.
func TestFormsOfCalls(t *testing.T) {
	b := newBench(t)
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	for name, value := range map[string]string{"chat_id": "7", "text": "multipart", "reply_markup": `{"inline_keyboard":[[{"text":"a","callback_data":"b","copy_text":{"text":""}}]]}`} {
		if err := w.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, got := range []answer{
		b.post("sendMessage", w.FormDataContentType(), &form),
		b.post("sendMessage", "application/x-www-form-urlencoded", strings.NewReader("chat_id=7&text=form")),
		b.post("sendMessage?chat_id=7&text=query", "", nil),
		b.call("sendMessage", `{"chat_id":"7","text":"json"}`),
	} {
		if !got.OK {
			t.Errorf("%+v", got)
		}
	}
	var texts []string
	for _, m := range b.Sent() {
		texts = append(texts, m.Text)
	}
	if got := strings.Join(texts, " "); got != "multipart form query json" || len(b.Sent()[0].Buttons) != 1 {
		t.Errorf("sent %q, %+v", got, b.Sent())
	}
}

func TestFilesOfPeople(t *testing.T) {
	b := newBench(t)
	b.AddFile("f", []byte("words"))
	var file struct {
		Path string `json:"file_path"`
	}
	if err := json.Unmarshal(b.call("getFile", `{"file_id":"f"}`).Result, &file); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"/file/bot1:x/" + file.Path: "words", "/file/bot1:x/documents/g": "Not Found", "/file/bot1:y/" + file.Path: "Unauthorized"} {
		resp, err := b.http.Get(b.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || !strings.Contains(string(got), want) {
			t.Errorf("%s: %q, %v", path, got, err)
		}
	}
}

func TestPollsAndConflicts(t *testing.T) {
	b := newBench(t)
	first, second := b.Say(7, "vi", "one"), b.Say(7, "vi", "two")
	ids := func(a answer) (out []int64) {
		var updates []struct {
			ID int64 `json:"update_id"`
		}
		if err := json.Unmarshal(a.Result, &updates); err != nil {
			t.Fatalf("%+v: %v", a, err)
		}
		for _, u := range updates {
			out = append(out, u.ID)
		}
		return out
	}
	if got := ids(b.call("getUpdates", `{"allowed_updates":["message"],"limit":1,"offset":-2}`)); len(got) != 1 || got[0] != first {
		t.Errorf("the last two, one at a time: %v", got)
	}
	params, err := json.Marshal(struct {
		Offset int64 `json:"offset"`
	}{second})
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(b.call("getUpdates", string(params))); len(got) != 1 || got[0] != second {
		t.Errorf("behind the first: %v", got)
	}

	held := make(chan answer, 1)
	go func() { held <- b.call("getUpdates", `{"timeout":50,"offset":9999}`) }()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := b.Until(ctx, func(s telegramtest.State) bool { return s.Polling() == 1 }); err != nil {
		t.Fatal(err)
	}
	if got := b.call("getUpdates", `{"offset":9999}`); !got.OK {
		t.Errorf("the second poller: %+v", got)
	}
	if got := <-held; got.Code != 409 || !strings.Contains(got.Description, "terminated by other getUpdates") {
		t.Errorf("the first poller: %+v", got)
	}
	b.SetWebhook("https://example.vn/")
	if got := b.call("getUpdates", `{}`); got.Code != 409 || !strings.Contains(got.Description, "webhook is active") {
		t.Errorf("beside a webhook: %+v", got)
	}
}

func TestScripts(t *testing.T) {
	b := newBench(t)
	b.Fail("getMe", telegramtest.Fault{Status: 429, Description: "Too Many Requests: retry after 5", RetryAfter: 5}, telegramtest.Fault{Status: 500, Description: "Internal Server Error"})
	if got := b.call("getMe", `{}`); got.Code != 429 || got.Parameters.Wait != 5 {
		t.Errorf("first: %+v", got)
	}
	if got := b.call("getMe", `{}`); got.Code != 500 {
		t.Errorf("second: %+v", got)
	}
	if got := b.call("getMe", `{}`); !got.OK {
		t.Errorf("third: %+v", got)
	}
	b.Migrate(-100, -1001)
	if got := b.call("sendMessage", `{"chat_id":-100,"text":"x"}`); got.Parameters.Migrate != -1001 {
		t.Errorf("a group that moved: %+v", got)
	}
	b.Without("getMe")
	if got := b.call("getMe", `{}`); got.Code != 404 {
		t.Errorf("a method that is not known: %+v", got)
	}
}
