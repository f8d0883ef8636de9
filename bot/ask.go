package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"vanthu/handlers"
	"vanthu/handlers/answer"
	"vanthu/handlers/wire"
)

// askCommand answers questions.
type askCommand struct {
	Question string `arg:"" optional:"" help:"The question."`
	File     string `help:"One question a line; - is standard input." placeholder:"F"`
}

func (askCommand) needs() access { return reads }

// fileLine bounds one line of a question file, in bytes. A longer one is
// answered as a question that is too long.
const fileLine = 1 << 20

func (a *askCommand) run(ctx context.Context, c *call) error {
	core := c.newCore(c.now, false, c.settings.Now == "")
	out := bufio.NewWriter(c.out)
	err := eachQuestion(c, a.Question, a.File, func(q string) error {
		ans, err := core.Ask(ctx, answer.Question{Text: q, Language: c.settings.Lang})
		if err != nil {
			return err
		}
		tag := c.settings.Lang
		if tag == "" {
			tag = ans.Language
		}
		if tag == "" {
			tag = "vi"
		}
		sum := core.Summary(ctx, ans, tag)
		if c.settings.JSON {
			w := core.Wire(ans, tag)
			w.Summary = handlers.WireSummary(sum)
			err = writeJSON(out, w)
		} else {
			shown, rest := core.Reply(ans, tag)
			shown = core.WithSummary(shown, sum)
			shown.Blocks = append(shown.Blocks, rest.Blocks...)
			_, err = fmt.Fprintf(out, "%s\n", handlers.Plain(shown))
			if a.File != "" && err == nil {
				_, err = fmt.Fprintln(out)
			}
		}
		if err != nil {
			return err
		}
		return out.Flush()
	})
	return err
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// eachQuestion gives the question of the command line, or those of a file,
// one after the other.
func eachQuestion(c *call, question, file string, f func(string) error) error {
	switch {
	case file == "" && strings.TrimSpace(question) == "":
		return usageError{fmt.Errorf("a question is missing: write it behind the command, or name a file with --file")}
	case file == "":
		return f(question)
	case question != "":
		return usageError{fmt.Errorf("either a question or --file, not both")}
	}
	in := c.in
	if file != "-" {
		opened, err := os.Open(c.path(file))
		if err != nil {
			return fmt.Errorf("read the questions: %w", err)
		}
		defer opened.Close()
		in = opened
	}
	r := bufio.NewReaderSize(in, 64<<10)
	for {
		line, err := readLine(r)
		if err == io.EOF && line == "" {
			return nil
		}
		if err != nil && err != io.EOF {
			return fmt.Errorf("read the questions: %w", err)
		}
		if ferr := f(line); ferr != nil || err == io.EOF {
			return ferr
		}
	}
}

// readLine gives the next line without its end, cut to fileLine bytes.
func readLine(r *bufio.Reader) (string, error) {
	var b strings.Builder
	for {
		part, err := r.ReadSlice('\n')
		if room := fileLine - b.Len(); room > 0 {
			b.Write(part[:min(len(part), room)])
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		return strings.TrimRight(b.String(), "\r\n"), err
	}
}

// searchCommand ranks documents.
type searchCommand struct {
	Question string `arg:"" optional:"" help:"What to look for."`
	File     string `help:"One question a line; - is standard input." placeholder:"F"`
	Limit    int    `help:"Documents at most." default:"10" placeholder:"N"`
}

func (searchCommand) needs() access { return reads }

func (s *searchCommand) run(ctx context.Context, c *call) error {
	if s.Limit < 1 || s.Limit > 1000 {
		return usageError{fmt.Errorf("--limit is 1 to 1000, not %d", s.Limit)}
	}
	out := bufio.NewWriter(c.out)
	return eachQuestion(c, s.Question, s.File, func(q string) error {
		found, took, err := c.answerer.Search(ctx, answer.Question{Text: q, Language: c.settings.Lang}, s.Limit)
		if err != nil {
			return err
		}
		if c.settings.JSON {
			hits := wire.Hits{Question: q, Hits: []wire.Hit{}, TookMS: millis(took)}
			for _, f := range found {
				hits.Hits = append(hits.Hits, wire.Hit{Citation: handlers.WireCitation(f.Citation), Score: f.Score})
			}
			if err := writeJSON(out, hits); err != nil {
				return err
			}
			return out.Flush()
		}
		for i, f := range found {
			if _, err := fmt.Fprintf(out, "%d. %s (%s)\n   %s\n", i+1, f.Document.Title, f.Document.Path, oneLine(f.Quote())); err != nil {
				return err
			}
		}
		return out.Flush()
	})
}
