package telegram_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vanthu/bot/telegram"
	"vanthu/bot/telegram/telegramtest"
)

func menuSettings(s *telegram.Settings) {
	about := func(name string) map[string]string {
		return map[string]string{"vi": name + " vi", "en": name + " en", "no": name + " no", "he": name + " he"}
	}
	s.Menu = []telegram.Command{
		{Name: "help", About: about("help"), Private: true, Group: true},
		{Name: "settings", About: map[string]string{"vi": "chỉ tiếng Việt"}, Private: true},
		{Name: "reindex", About: about("reindex"), Admin: true},
		{Name: "bad-name", About: about("bad"), Private: true},
		{Name: "long", About: map[string]string{"vi": strings.Repeat("dài ", 100)}, Admin: true},
	}
	s.Description = map[string]string{"vi": strings.Repeat("mô tả ", 200), "en": "Answers from official documents."}
	s.Short = map[string]string{"vi": "Trả lời từ văn bản.", "en": "Answers."}
	s.Admins = []string{"42", "@Person43", "44"}
}

// settled waits until the menus were set so often, and ends the bot.
func settled(b *bench, times int) {
	b.t.Helper()
	b.untilLogged("up to date", times)
	b.end()
}

func names(menu []telegramtest.Command) string {
	var out []string
	for _, c := range menu {
		out = append(out, c.Command)
	}
	return strings.Join(out, " ")
}

func TestMenus(t *testing.T) {
	b := newBench(t, echo, menuSettings)
	b.server.Private(42, "vi", "") // 44 never wrote to the bot
	b.run()
	settled(b, 1)
	for _, language := range []string{"", "vi", "en", "nb", "no", "he"} {
		for scope, want := range map[string]string{"all_private_chats": "help settings", "all_group_chats": "help", "chat:42": "help settings reindex long", "chat:44": "", "default": ""} {
			if got := names(b.server.Menu(scope, language)); got != want {
				t.Errorf("%s in %q offers %q, want %q", scope, language, got, want)
			}
		}
	}
	for language, want := range map[string]string{"": "help vi", "vi": "help vi", "en": "help en", "nb": "help no", "no": "help no"} {
		if menu := b.server.Menu("all_private_chats", language); len(menu) == 0 || menu[0].Description != want {
			t.Errorf("%q: %+v", language, menu)
		}
	}
	if got := b.server.About("setMyDescription", ""); !strings.HasPrefix(got, "mô tả mô tả") || !strings.HasSuffix(got, "mô tả…") {
		t.Errorf("described as %q", got)
	}
	if got := b.server.About("setMyShortDescription", "en"); got != "Answers." {
		t.Errorf("in short %q", got)
	}
	if log := b.Log.String(); !strings.Contains(log, "bad-name") || strings.Contains(log, "stay as they were") {
		t.Errorf("log:\n%s", log)
	}
}

func TestMenusAreSetOnlyWhenTheyChange(t *testing.T) {
	b := newBench(t, echo, menuSettings)
	b.server.Private(42, "vi", "")
	b.server.Private(44, "vi", "")
	b.run()
	settled(b, 1)
	set := len(b.server.Calls("setMyCommands")) + len(b.server.Calls("setMyDescription"))
	b.open(echo)
	b.run()
	settled(b, 2)
	if now := len(b.server.Calls("setMyCommands")) + len(b.server.Calls("setMyDescription")); now != set || set == 0 {
		t.Errorf("set %d times at first, %d after a second start", set, now)
	}
}

func TestMenusThatCannotBeSet(t *testing.T) {
	for name, faults := range map[string][]telegramtest.Fault{
		"for a while": {{Status: 429, Description: "Too Many Requests", RetryAfter: 4}, {Drop: true}},
		"at all":      slices.Repeat([]telegramtest.Fault{{Status: 500, Body: `{"message":"not supported"}`}}, 3),
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, echo, menuSettings)
			b.server.Fail("getMyCommands", faults...)
			b.server.Say(7, "vi", "q")
			b.run()
			b.sent(1) // questions are answered all the same
			b.untilLogged(map[string]string{"for a while": "up to date", "at all": "stay as they were"}[name], 1)
			b.end()
		})
	}
}

func TestNoMenu(t *testing.T) {
	b := newBench(t, echo, nil)
	b.server.Say(7, "vi", "q")
	b.run()
	b.sent(1)
	b.end()
	for _, method := range []string{"getMyCommands", "setMyCommands", "deleteMyCommands"} {
		if n := len(b.server.Calls(method)); n != 0 {
			t.Errorf("%s was called %d times", method, n)
		}
	}
}

func TestManyCommands(t *testing.T) {
	b := newBench(t, echo, func(s *telegram.Settings) {
		for i := range 120 {
			s.Menu = append(s.Menu, telegram.Command{Name: fmt.Sprint("c", i), About: map[string]string{"vi": "x"}, Private: true})
		}
	})
	b.run()
	settled(b, 1)
	if n := len(b.server.Menu("all_private_chats", "vi")); n != 100 {
		t.Errorf("%d commands", n)
	}
}
