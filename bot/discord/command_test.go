package discord_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"vanthu/bot/discord"
	"vanthu/bot/discord/discordtest"
	"vanthu/handlers"
)

// register has another bot on the same Discord register its commands.
func (b *bench) register(set ...discord.Command) {
	b.t.Helper()
	bot, err := discord.New(discord.Settings{Token: token, API: b.server.URL, Key: key, Commands: set}, b.bot.Deps)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := bot.Register(b.t.Context()); err != nil {
		b.t.Error(err)
	}
}

func TestCommandsAreRegisteredAtStart(t *testing.T) {
	b := newBench(t, echo, nil)
	b.run()
	b.until(func(s discordtest.State) bool { return s.Commands() == 1 })
	b.end()
	b.open(echo)
	b.run()
	b.until(func(s discordtest.State) bool {
		return s.Calls("GET /applications/"+discordtest.ApplicationID+"/commands") == 2
	})
	b.end()
	b.until(func(s discordtest.State) bool { return s.Commands() == 1 })
}

// fullCommand is a command with everything that one can have.
func fullCommand() discord.Command {
	return discord.Command{Name: "ask", Description: "Ask a question", Names: map[string]string{"vi": "hỏi", "ru": ""}, Descriptions: map[string]string{"vi": "Đặt câu hỏi"},
		Option: &discord.Option{Name: "q", Description: "The question", Names: map[string]string{"vi": "câu-hỏi"}, Descriptions: map[string]string{"vi": "Câu hỏi"}, Required: true,
			Choices: []discord.Fixed{{Name: "English", Names: map[string]string{"vi": "tiếng Anh"}, Words: "en"}}}}
}

func TestCommandsAreLocalised(t *testing.T) {
	b := newBench(t, echo, nil)
	defer b.Close()
	admin := discord.Command{Name: "reindex", Description: "Read again", Admin: true}
	finds := discord.Command{Name: "document", Description: "Open", Option: &discord.Option{Name: "name", Description: "Which", Finds: true, Kind: handlers.DocumentChoice}}
	b.register(fullCommand(), admin, finds)
	var got, want any
	if err := json.Unmarshal([]byte(b.server.Registered()), &got); err != nil {
		t.Fatal(err)
	}
	// 0, 1 and 2 are servers, direct messages with the bot, and conversations of
	// people among themselves; a server's app, and a person's own.
	if err := json.Unmarshal([]byte(`[
		{"type":1,"name":"ask","name_localizations":{"vi":"hỏi"},"description":"Ask a question","description_localizations":{"vi":"Đặt câu hỏi"},
		 "contexts":[0,1,2],"integration_types":[0,1],
		 "options":[{"type":3,"name":"q","name_localizations":{"vi":"câu-hỏi"},"description":"The question","description_localizations":{"vi":"Câu hỏi"},"required":true,
		   "choices":[{"name":"English","name_localizations":{"vi":"tiếng Anh"},"value":"en"}]}]},
		{"type":1,"name":"reindex","description":"Read again","default_member_permissions":"0","contexts":[0],"integration_types":[0],"options":[]},
		{"type":1,"name":"document","description":"Open","contexts":[0,1,2],"integration_types":[0,1],
		 "options":[{"type":3,"name":"name","description":"Which","autocomplete":true}]}
	]`), &want); err != nil {
		t.Fatal(err)
	}
	if got, want := bare(got), bare(want); !reflect.DeepEqual(got, want) {
		t.Errorf("registered\n%v\nwant\n%v", got, want)
	}
}

// bare leaves out of a JSON value what says the same as nothing.
func bare(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = bare(v[i])
		}
	case map[string]any:
		for k, x := range v {
			x = bare(x)
			if m, ok := x.(map[string]any); x == nil || x == false || x == "" || ok && len(m) == 0 {
				delete(v, k)
			}
			if l, ok := x.([]any); ok && len(l) == 0 {
				delete(v, k)
			}
		}
	}
	return v
}

func TestCommandsAreRegisteredOnlyWhenChanged(t *testing.T) {
	for name, change := range map[string]func(*discord.Command){
		"nothing":                    func(*discord.Command) {},
		"its name":                   func(c *discord.Command) { c.Name = "tell" },
		"its description":            func(c *discord.Command) { c.Description = "Tell" },
		"its name in a language":     func(c *discord.Command) { c.Names = map[string]string{"vi": "hỏi-đáp"} },
		"its description in another": func(c *discord.Command) { c.Descriptions["ru"] = "Вопрос" },
		"who sees it":                func(c *discord.Command) { c.Admin = true },
		"no option":                  func(c *discord.Command) { c.Option = nil },
		"the option's name":          func(c *discord.Command) { c.Option.Name = "question" },
		"its description, too":       func(c *discord.Command) { c.Option.Description = "What" },
		"its words in a language":    func(c *discord.Command) { c.Option.Names = nil },
		"whether it must be given":   func(c *discord.Command) { c.Option.Required = false },
		"whether it is found":        func(c *discord.Command) { c.Option.Choices, c.Option.Finds = nil, true },
		"what can be chosen":         func(c *discord.Command) { c.Option.Choices[0].Words = "en-GB" },
		"how that is called":         func(c *discord.Command) { c.Option.Choices[0].Names = nil },
		"how many things can be taken": func(c *discord.Command) {
			c.Option.Choices = append(c.Option.Choices, discord.Fixed{Name: "Nederlands", Words: "nl"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, echo, nil)
			defer b.Close()
			puts := func() (n int) {
				b.until(func(s discordtest.State) bool { n = s.Commands(); return true })
				return n
			}
			b.register(fullCommand())
			before := puts()
			b.register(fullCommand())
			if n := puts(); n != before {
				t.Fatalf("the same commands were registered again, %d times", n-before)
			}
			changed := fullCommand()
			change(&changed)
			b.register(changed)
			if n := puts(); (n > before) != (name != "nothing") {
				t.Errorf("registered %d times after a change of %s", n-before, name)
			}
		})
	}
}

// A Discord that takes no commands now is no reason not to answer.
func TestCommandsNotTaken(t *testing.T) {
	b := newBench(t, echo, nil)
	refused := discordtest.Fault{Status: 400, Code: 50035, Message: "Invalid Form Body"}
	b.server.Fail("PUT /applications/", refused, refused)
	b.run()
	b.server.Say("7", "q")
	b.sent(1)
	if err := b.bot.Register(t.Context()); err == nil || b.server.Registered() != "[]" {
		t.Errorf("Register: %v; registered %s", err, b.server.Registered())
	}
}
