package telegram_test

import (
	"fmt"
	"strings"
	"testing"

	"vanthu/bot/telegram/telegramtest"
)

func TestWhatIsAnswered(t *testing.T) {
	const group = -100123
	mention := func(offset, length int) string {
		return fmt.Sprintf(`,"entities":[{"type":"mention","offset":%d,"length":%d}]`, offset, length)
	}
	command := func(offset, length int) string {
		return fmt.Sprintf(`,"entities":[{"type":"bot_command","offset":%d,"length":%d}]`, offset, length)
	}
	me := "@" + telegramtest.Username
	private := func(text string) func(*telegramtest.Server) {
		return func(s *telegramtest.Server) { s.Say(7, "en", text) }
	}
	inGroup := func(text, more string) func(*telegramtest.Server) {
		return func(s *telegramtest.Server) { s.Group(group, 7, text, more) }
	}
	for name, test := range map[string]struct {
		push func(*telegramtest.Server)
		want string // Text|Action|Role|Language; empty: not answered
	}{
		"command":                         {private("/help"), "/help||citizen|en"},
		"command with arguments":          {private("/ASK  lệ phí\nhộ chiếu "), "/ask lệ phí\nhộ chiếu||citizen|en"},
		"command to this bot":             {private("/help@" + strings.ToUpper(telegramtest.Username) + " x"), "/help x||citizen|en"},
		"command to another bot":          {private("/reindex@OtherBot"), ""},
		"a number that looks like one":    {private("/57-NQ/TW là gì?"), "/57-NQ/TW là gì?||citizen|en"},
		"a Vietnamese word after a slash": {private("/tra-cứu"), "/tra-cứu||citizen|en"},
		"admin by ID":                     {func(s *telegramtest.Server) { s.Say(42, "vi", "/reindex") }, "/reindex||admin|vi"},
		"admin by name":                   {func(s *telegramtest.Server) { s.Say(43, "vi", "/reindex") }, "/reindex||admin|vi"},
		"language nb":                     {func(s *telegramtest.Server) { s.Say(7, "nb", "hei") }, "hei||citizen|no"},
		"language iw":                     {func(s *telegramtest.Server) { s.Say(7, "iw", "שלום") }, "שלום||citizen|he"},
		"language with a country":         {func(s *telegramtest.Server) { s.Say(7, "en-GB", "hi") }, "hi||citizen|en"},
		"language that is not spoken":     {func(s *telegramtest.Server) { s.Say(7, "pt-br", "olá") }, "olá||citizen|"},

		"group, not meant":          {inGroup("hello all", ""), ""},
		"group, mentioned":          {inGroup("👍 "+me+" lệ phí?", mention(3, len(me))), "👍  lệ phí?||citizen|vi"},
		"group, another mentioned":  {inGroup("@someone lệ phí?", mention(0, 8)), ""},
		"group, mention of nothing": {inGroup(me, mention(0, len(me))), ""},
		"group, text mention":       {inGroup("Vanthu lệ phí?", fmt.Sprintf(`,"entities":[{"type":"text_mention","offset":0,"length":6,"user":{"id":%d,"is_bot":true,"first_name":"V"}}]`, telegramtest.ID)), "lệ phí?||citizen|vi"},
		"group, reply to the bot":   {inGroup("còn lệ phí?", fmt.Sprintf(`,"reply_to_message":{"message_id":1,"date":1,"chat":{"id":%d,"type":"supergroup"},"from":{"id":%d,"is_bot":true,"first_name":"V"}}`, group, telegramtest.ID)), "còn lệ phí?||citizen|vi"},
		"group, reply to another":   {inGroup("còn lệ phí?", fmt.Sprintf(`,"reply_to_message":{"message_id":1,"date":1,"chat":{"id":%d,"type":"supergroup"},"from":{"id":9,"first_name":"N"}}`, group)), ""},
		"group, command to the bot": {inGroup("/help"+me, command(0, 5+len(me))), "/help||citizen|vi"},
		"group, command to nobody":  {inGroup("/help", command(0, 5)), "/help||citizen|vi"},
		"group, unknown command":    {inGroup("/dice", command(0, 5)), ""},
		"group, mentioned command":  {inGroup(me+" /reindex now", mention(0, len(me))), "/reindex now||citizen|vi"},
		"known command inside":      {func(s *telegramtest.Server) { s.Push(withEntities(s, "مرحبا /help", command(6, 5))) }, "/help||citizen|"},
		"unknown command inside":    {func(s *telegramtest.Server) { s.Push(withEntities(s, "Nghị định 63 /2025", command(13, 5))) }, "Nghị định 63 /2025||citizen|"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, echo, nil)
			test.push(b.server)
			b.server.Say(99, "", "end")
			b.run()
			want := []string{"end||citizen|"}
			if test.want != "" {
				want = append(want, test.want)
			}
			got := map[string]bool{}
			b.sent(len(want))
			b.end()
			for _, m := range b.server.Sent() {
				got[m.Text] = true
			}
			for _, w := range want {
				if !got[w] {
					t.Errorf("not answered: %q; answered: %v", w, got)
				}
			}
			if len(got) != len(want) {
				t.Errorf("answered %v, want %q", got, want)
			}
		})
	}
}

// withEntities gives a private message with entities.
func withEntities(s *telegramtest.Server, text, entities string) string {
	raw := s.Private(7, "", text)
	return strings.TrimSuffix(raw, "}") + entities + "}"
}

func TestGroupAnswersPointAtTheQuestion(t *testing.T) {
	b := newBench(t, echo, nil)
	b.server.Group(-100, 7, "/help@"+telegramtest.Username, `,"is_topic_message":true,"message_thread_id":5`)
	b.run()
	m := b.sent(1)[0]
	if m.Chat != -100 || m.Topic != 5 || m.AnswerTo == 0 {
		t.Errorf("sent %+v", m)
	}
}
