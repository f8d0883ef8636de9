package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"vanthu/handlers"
	"vanthu/handlers/answer"
)

// procedureCommand shows one procedure.
type procedureCommand struct {
	Name string `arg:"" help:"Its name, as people call it, or its code."`
}

func (procedureCommand) needs() access { return reads }

func (p *procedureCommand) run(ctx context.Context, c *call) error {
	if strings.TrimSpace(p.Name) == "" {
		return usageError{fmt.Errorf("say which procedure: its name, as people call it, or its code")}
	}
	core := c.newCore(c.now, false, false)
	q := answer.Question{Text: p.Name, Language: c.settings.Lang}
	found, err := core.NamedProcedures(ctx, q)
	if err != nil {
		return err
	}
	tag := first(c.settings.Lang, first(found.Language, "vi"))
	out := bufio.NewWriter(c.out)
	switch {
	case c.settings.JSON && found.Document == nil:
		_, err = fmt.Fprintln(out, "null")
	case c.settings.JSON:
		err = writeJSON(out, handlers.WireProcedure(found.Document))
	default:
		_, err = fmt.Fprintln(out, handlers.Plain(core.ProcedurePage(found, tag)))
	}
	if err != nil {
		return err
	}
	return out.Flush()
}
