package handlers

import (
	"context"
	"strings"
)

// helpGroup is commands that belong together, shown to some roles.
type helpGroup struct {
	title    string // key
	commands []string
	roles    []Role // none: everybody
}

// helpGroups are the commands in the order of the help.
var helpGroups = [...]helpGroup{
	{"help_group_find", []string{"procedure", "document", "documents", "office", "walk"}, nil},
	{"help_group_duties", []string{"duties", "agency"}, nil},
	{"help_group_own", []string{"language", "settings", "forget"}, nil},
	{"help_group_editors", []string{"feedback"}, []Role{Editor, Admin}},
	{"help_group_admins", []string{"reindex"}, []Role{Admin}},
}

// help lists the commands of the person's role; the longer explanations stand
// behind "more".
func (c *Core) help(ctx context.Context, r Request, out Sender) error {
	tag := c.speaks(r, "")
	reply := Reply{Language: tag, Final: true, Blocks: []Block{{Kind: Lead, Text: c.say(tag, "help_title", nil)}, {Kind: Para, Text: c.say(tag, "help_how", nil)}}}
	rest := Reply{Language: tag, Final: true, Blocks: []Block{{Kind: Para, Text: c.say(tag, "help_ask", nil)}, {Kind: List, Items: c.Examples(tag)}}}
	if c.Listens && r.Conversation.Platform != "terminal" && r.Conversation.Platform != "relay" {
		rest.Blocks = append(rest.Blocks, Block{Kind: Para, Text: c.say(tag, "voice_help", nil)})
	}
	var short, long []string
	for _, g := range helpGroups {
		if !r.Role.in(g.roles) {
			continue
		}
		var names []string
		for _, name := range g.commands {
			names = append(names, c.name("/"+name, tag))
			long = append(long, c.say(tag, "help_"+name, nil))
		}
		short = append(short, c.say(tag, g.title, nil)+": "+strings.Join(names, " "))
	}
	long = append(long, c.say(tag, "help_help", nil))
	reply.Blocks = append(reply.Blocks, Block{Kind: List, Items: short})
	rest.Blocks = append(rest.Blocks, Block{Kind: List, Items: long}, Block{Kind: Notice, Text: c.say(tag, "start_never", nil)})
	var err error
	if reply.More, err = c.keepRest(ctx, c.Answerer.NewID(), rest); err != nil {
		return err
	}
	return c.send(ctx, r, out, reply)
}

// in reports whether a role is one of some; none of them are all.
func (r Role) in(roles []Role) bool {
	for _, o := range roles {
		if o == r {
			return true
		}
	}
	return len(roles) == 0
}

// Examples gives questions that the sample documents answer.
func (c *Core) Examples(tag string) []string {
	var out []string
	for _, key := range [...]string{"example_1", "example_2", "example_3"} {
		if s := c.say(tag, key, nil); s != "" && !strings.HasPrefix(s, "example_") {
			out = append(out, s)
		}
	}
	return out
}
