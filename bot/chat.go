package main

import (
	"context"

	"vanthu/bot/terminal"
	"vanthu/corpus"
	"vanthu/handlers"
)

// chatCommand is a conversation in the terminal.
type chatCommand struct {
	User string `help:"Who talks, as an ID." default:"terminal" placeholder:"ID"`
	Role string `help:"What that person may do." enum:"citizen,official,head,editor,admin" default:"citizen"`
}

func (chatCommand) needs() access { return writes }

func (t *chatCommand) run(ctx context.Context, c *call) error {
	if _, err := c.ingester.CatchUp(ctx, nil); err != nil {
		return err
	}
	role := handlers.Role(t.Role)
	return terminal.Chat(ctx, terminal.Deps{
		Handler: c.newCore(c.now, false, c.settings.Now == ""), Catalog: c.catalog, In: c.in, Out: c.out, Terminal: c.terminal, Language: c.settings.Lang,
		Person: "terminal:" + t.User, Role: role, Viewer: corpus.Viewer{Person: t.User, Agency: role != handlers.Citizen},
	})
}
