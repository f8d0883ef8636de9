package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"

	"vanthu/handlers"
)

// feedbackCommand lists what people have said of answers, offices and
// documents.
type feedbackCommand struct {
	Days int `help:"Of so many days, today among them." default:"30" placeholder:"N"`
}

func (feedbackCommand) needs() access { return reads }

// mostDays is more than anybody keeps.
const mostDays = 36500

// Validate refuses what makes no sense, before anything is opened.
func (f *feedbackCommand) Validate() error {
	if f.Days < 1 || f.Days > mostDays {
		return fmt.Errorf("--days %d is not from 1 to %d", f.Days, mostDays)
	}
	return nil
}

func (f *feedbackCommand) run(ctx context.Context, c *call) error {
	core := c.newCore(c.now, false, false)
	heard, err := core.Heard(ctx, f.Days)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(c.out)
	if c.settings.JSON {
		err = writeJSON(out, handlers.WireFeedback(heard))
	} else {
		_, err = fmt.Fprintln(out, handlers.Plain(core.HeardReply(heard, c.language())))
	}
	return errors.Join(err, out.Flush())
}
