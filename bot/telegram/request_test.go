package telegram_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"vanthu/bot/telegram"
	"vanthu/bot/telegram/telegramtest"
	"vanthu/handlers"
	"vanthu/handlers/intake"
)

// clock is the time of the tests' updates, in seconds since 1970.
const clock = 1790000000

// requests gives what a bot takes from updates, in order. A last update is
// pushed to see the end.
func requests(t *testing.T, updates ...string) []intake.Incoming {
	t.Helper()
	b := newBenchWith(t, echo, nil, func(d *telegram.Deps) { d.Now = at(clock) })
	in := &recorder{}
	for _, raw := range append(updates, private(9999, clock, `"text":"end"`)) {
		b.server.Push(raw)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.bot.Run(ctx, in) }()
	b.until(func(s telegramtest.State) bool { return s.Calls("getUpdates") > 0 && s.Unacknowledged() == 0 })
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	b.Close()
	return in.taken[:len(in.taken)-1]
}

// private gives a private message of person 7; more is what is in it.
func private(id, date int, more string) string {
	return fmt.Sprintf(`"message":{"message_id":%d,"date":%d,"chat":{"id":7,"type":"private"},"from":{"id":7,"first_name":"P","language_code":"vi"},%s}`, id, date, more)
}

// group gives a message in a group.
func group(id int, more string) string {
	return fmt.Sprintf(`"message":{"message_id":%d,"date":%d,"chat":{"id":-100,"type":"supergroup","title":"G"},"from":{"id":7,"first_name":"P","language_code":"vi"},%s}`, id, clock, more)
}

// edited gives the same message, edited at a time.
func edited(message string, date int) string {
	return strings.Replace(strings.Replace(message, `"message":{`, `"edited_message":{`, 1), `"chat"`, fmt.Sprintf(`"edit_date":%d,"chat"`, date), 1)
}

var toTheBot = fmt.Sprintf(`"reply_to_message":{"message_id":1,"date":1,"chat":{"id":-100,"type":"supergroup"},"from":{"id":%d,"is_bot":true,"first_name":"V"}}`, telegramtest.ID)

func TestEditedMessages(t *testing.T) {
	first := private(5, clock-100, `"text":"lệ phi?"`)
	better := private(5, clock-100, `"text":"lệ phí?"`)
	for name, test := range map[string]struct {
		updates []string
		want    string // texts, those of edits in brackets
	}{
		"a better question":               {[]string{first, edited(better, clock-50)}, "lệ phi? [lệ phí?]"},
		"a preview was made":              {[]string{first, edited(first, clock-90)}, "lệ phi?"},
		"a preview of the better one":     {[]string{first, edited(better, clock-50), edited(better, clock-49)}, "lệ phi? [lệ phí?]"},
		"back again":                      {[]string{first, edited(better, clock-50), edited(first, clock-40)}, "lệ phi? [lệ phí?] [lệ phi?]"},
		"written before the start":        {[]string{edited(better, clock-50)}, "[lệ phí?]"},
		"an old question":                 {[]string{edited(private(5, clock-4000, `"text":"x"`), clock-50)}, ""},
		"changed long ago":                {[]string{edited(private(5, clock-7300, `"text":"x"`), clock-7200)}, ""},
		"not edited by the person":        {[]string{strings.Replace(better, `"message"`, `"edited_message"`, 1)}, ""},
		"a caption":                       {[]string{private(6, clock, `"photo":[{"file_id":"f"}],"caption":"a"`), edited(private(6, clock, `"photo":[{"file_id":"f"}],"caption":"b"`), clock)}, "a [b]"},
		"a picture changed":               {[]string{edited(private(6, clock, `"photo":[{"file_id":"f"}]`), clock)}, ""},
		"a live location moved":           {[]string{edited(private(6, clock, `"location":{"latitude":1,"longitude":2}`), clock)}, ""},
		"in a group, the bot now meant":   {[]string{group(8, `"text":"lệ phí?"`), edited(group(8, `"text":"lệ phí?",`+toTheBot), clock)}, "[lệ phí?]"},
		"in a group, still without a bot": {[]string{edited(group(8, `"text":"lệ phí?"`), clock)}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, in := range requests(t, test.updates...) {
				text := in.Request.Text
				if in.Request.Edited {
					text = "[" + text + "]"
				}
				got = append(got, text)
			}
			if strings.Join(got, " ") != test.want {
				t.Errorf("taken %q, want %q", strings.Join(got, " "), test.want)
			}
		})
	}
}

func TestWordlessMessages(t *testing.T) {
	file := `{"file_id":"f","file_unique_id":"u","width":1,"height":1,"length":1,"duration":1,"type":"regular"}`
	media := map[string]string{"a photo": `"photo":[` + file + `]`, "a contact": `"contact":{"phone_number":"1","first_name":"X"}`, "a die": `"dice":{"emoji":"🎲","value":3}`,
		"a poll": `"poll":{"id":"1","question":"q","type":"regular"}`}
	for _, kind := range []string{"sticker", "voice", "video", "video_note", "audio", "document", "animation"} {
		media["a "+kind] = fmt.Sprintf("%q:%s", kind, file)
	}
	for name, more := range media {
		t.Run(name, func(t *testing.T) {
			got := requests(t, private(1, clock, more), private(2, clock, more+`,"caption":"what is this?"`), group(3, more), group(4, more+","+toTheBot))
			if len(got) != 3 {
				t.Fatalf("taken %+v", got)
			}
			alone, captioned, inGroup := got[0].Request, got[1].Request, got[2].Request
			spoken := name == "a voice" || name == "a audio" || name == "a video_note"
			if spoken != (alone.Recording != nil && alone.Recording.Ref == "f" && alone.Recording.Length == time.Second && inGroup.Recording != nil) || captioned.Recording != nil {
				t.Errorf("recordings: %+v, %+v, %+v", alone.Recording, captioned.Recording, inGroup.Recording)
			}
			alone.Wordless, inGroup.Wordless = alone.Wordless != spoken, inGroup.Wordless != spoken
			if !alone.Wordless || alone.Text != "" || alone.Group || captioned.Wordless || captioned.Text != "what is this?" || !inGroup.Wordless || !inGroup.Group {
				t.Errorf("taken as %+v, %+v, %+v", alone, captioned, inGroup)
			}
		})
	}
	photo := media["a photo"] + `,"media_group_id":"album-1"`
	if got := requests(t, private(1, clock, photo), private(2, clock, photo), private(3, clock, photo)); len(got) != 1 {
		t.Errorf("an album is %d requests", len(got))
	}
	if got := requests(t, private(1, clock, photo+`,"caption":"these?"`), private(2, clock, photo)); len(got) != 1 || got[0].Request.Text != "these?" {
		t.Errorf("an album with words is %+v", got)
	}
}

func TestWhatIsNobodys(t *testing.T) {
	for name, raw := range map[string]string{
		"a bot's":                  strings.Replace(private(1, clock, `"text":"x"`), `"first_name"`, `"is_bot":true,"first_name"`, 1),
		"nobody's":                 fmt.Sprintf(`"message":{"message_id":1,"date":%d,"chat":{"id":7,"type":"private"},"text":"x"}`, clock),
		"an anonymous admin's":     group(1, `"sender_chat":{"id":-100,"type":"supergroup"},"text":"x",`+toTheBot),
		"a channel's":              group(1, `"sender_chat":{"id":-200,"type":"channel"},"is_automatic_forward":true,"text":"x",`+toTheBot),
		"a channel post":           fmt.Sprintf(`"channel_post":{"message_id":1,"date":%d,"chat":{"id":-200,"type":"channel"},"text":"x"}`, clock),
		"in a channel":             strings.Replace(group(1, `"text":"x",`+toTheBot), `"type":"supergroup","title"`, `"type":"channel","title"`, 1),
		"one of our own results":   private(1, clock, fmt.Sprintf(`"via_bot":{"id":%d,"is_bot":true,"first_name":"V"},"text":"x"`, telegramtest.ID)),
		"news of who came":         group(1, `"new_chat_members":[{"id":9,"first_name":"N"}]`),
		"news of who came, in one": private(1, clock, `"new_chat_members":[{"id":9,"first_name":"N"}]`),
		"a pinned message":         private(1, clock, `"pinned_message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},"text":"x"}`),
		"a new title":              group(1, `"new_chat_title":"x"`),
		"a topic":                  private(1, clock, `"forum_topic_created":{"name":"x","icon_color":1}`),
		"the bot was let in":       fmt.Sprintf(`"my_chat_member":{"chat":{"id":-100,"type":"supergroup"},"from":{"id":7,"first_name":"P"},"date":%d}`, clock),
		"a business message":       fmt.Sprintf(`"business_message":{"message_id":1,"date":%d,"chat":{"id":7,"type":"private"},"from":{"id":7,"first_name":"P"},"text":"x"}`, clock),
		"a reaction":               `"message_reaction":{"message_id":1}`,
	} {
		if got := requests(t, raw); len(got) != 0 {
			t.Errorf("%s message is taken as %+v", name, got)
		}
	}
}

func TestRequestFields(t *testing.T) {
	start := `"text":"/start p_1.000134-x_Y","entities":[{"type":"bot_command","offset":0,"length":6}]`
	got := requests(t, private(5, clock, start), group(6, `"text":"lệ phí?","is_topic_message":true,"message_thread_id":3,`+toTheBot))
	if len(got) != 2 {
		t.Fatalf("taken %+v", got)
	}
	want := handlers.Request{Conversation: handlers.Conversation{Platform: "telegram", ID: "7"}, Person: "telegram:7", Role: handlers.Citizen, Hint: "vi",
		Text: "/start p_1.000134-x_Y", Sent: time.Unix(clock, 0)}
	want.Viewer.Person = "telegram:7"
	same(t, got[0], "", want)
	want.Conversation.ID, want.Text, want.Group, want.Viewer.Person = "-100/3", "lệ phí?", true, "" // a group sees what everybody may see
	same(t, got[1], "6", want)
}

// TestOddParts: what cannot be read beside a question does not cost the
// question.
func TestOddParts(t *testing.T) {
	for name, raw := range map[string]string{
		"entities":        private(5, clock, `"text":"lệ phí?","entities":[{"type":7,"offset":"x"}]`),
		"entities' form":  private(5, clock, `"text":"lệ phí?","entities":{"0":1}`),
		"a pinned one":    private(5, clock, `"text":"lệ phí?","pinned_message":[1]`),
		"a quoted one":    group(5, `"text":"@`+telegramtest.Username+` lệ phí?","entities":[{"type":"mention","offset":0,"length":16}],"quote":"x"`),
		"something new":   private(5, clock, `"text":"lệ phí?","telepathy":{"thought":[]}`),
		"an empty update": private(5, clock, `"text":"lệ phí?","voice":7`) + `,"poll":"x"`,
	} {
		got := requests(t, raw)
		if len(got) != 1 || got[0].Request.Text != "lệ phí?" || got[0].Request.Person != "telegram:7" {
			t.Errorf("%s: taken %+v", name, got)
		}
	}
	press := requests(t, fmt.Sprintf(`"callback_query":{"id":"q","from":{"id":7,"first_name":"P"},"chat_instance":5,"data":%q,"message":{"message_id":5,"date":1,"chat":{"id":7,"type":"private"}}}`, sign("7", "more:1")))
	if len(press) != 1 || press[0].Request.Action != "more:1" {
		t.Errorf("a press: taken %+v", press)
	}
}

func same(t *testing.T, in intake.Incoming, address string, want handlers.Request) {
	t.Helper()
	got, err := json.Marshal(in.Request)
	if err != nil {
		t.Fatal(err)
	}
	wanted, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(wanted) || in.Address != address || !strings.HasPrefix(in.ID, "telegram:") {
		t.Errorf("%s answers %q:\n%s\nwant\n%s", in.ID, in.Address, got, wanted)
	}
}

// FuzzReceive: whatever stands in an update, the bot goes on, and what it
// takes has an ID and a conversation.
func FuzzReceive(f *testing.F) {
	for _, raw := range []string{
		private(5, clock, `"text":"/start x"`), group(6, `"text":"👍 @x",`+toTheBot), edited(private(5, clock, `"text":"x"`), clock),
		private(5, clock, `"text":"👍 /help","entities":[{"type":"bot_command","offset":90,"length":5},{"type":"mention","offset":-1,"length":5}]`),
		private(5, clock, `"photo":[],"caption":"\ud800"`), `"callback_query":{"id":"q","data":"x","message":{"date":0,"chat":{"id":7}}}`, `"callback_query":{}`,
		private(5, clock, `"text":"x","entities":7,"pinned_message":[1]`), `"inline_query":{"id":"1","query":"x"}`, `"message":null`, `"message":{"from":null,"chat":{}}`, `"x":1`, `"message":{"pinned_message":{"date":"x"}}`,
		private(5, clock, telegramtest.Voice("f", 3, 3)), private(5, clock, `"audio":{"file_id":"","duration":-1}`), private(5, clock, `"video_note":{"file_id":"f","duration":9223372036854775807,"file_size":-5}`),
		private(5, clock, `"document":{"file_id":"f","mime_type":"audio/x"}`),
	} {
		f.Add(`{"update_id":1,` + raw + `}`)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		in := &recorder{}
		if err := telegram.TakeForTest(t.Context(), in, []byte(raw)); err != nil {
			t.Errorf("an intake that takes everything: %v", err)
		}
		for _, got := range in.taken {
			if got.ID == "" || got.Request.Conversation.ID == "" || got.Request.Person == "" {
				t.Errorf("taken %+v", got)
			}
			if rec := got.Request.Recording; rec != nil && (rec.Ref == "" || rec.Bytes < 0 || rec.Length < 0) {
				t.Errorf("a recording that cannot be fetched: %+v", rec)
			}
			if got.Request.Text == "" && got.Request.Action == "" && got.Request.Point == nil && got.Request.Recording == nil && !got.Request.Wordless {
				t.Errorf("there is nothing in %+v", got)
			}
		}
	})
}
