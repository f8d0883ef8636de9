package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/handlers/answer"
)

// lexiconCommand looks after the words that texts are read with.
type lexiconCommand struct {
	Gaps gapsCommand `cmd:"" help:"List the words of documents and questions that no concept has, for lexicon/concepts in the data folder."`
}

// gapsCommand lists what the concepts do not know.
type gapsCommand struct {
	Language  string `help:"Only of this language." placeholder:"TAG"`
	Questions string `help:"Questions that were asked, one a line or as JSON lines with q." placeholder:"FILE"`
	Least     int    `help:"Only words that so many passages or questions hold." default:"2"`
	Limit     int    `help:"At most so many of each language; 0 for all." default:"50"`
}

func (gapsCommand) needs() access { return reads }

func (g *gapsCommand) run(ctx context.Context, c *call) error {
	only := ""
	if g.Language != "" {
		tag, ok := lang.Tag(g.Language)
		if !ok {
			return usageError{fmt.Errorf("--language %q is none of %s", g.Language, strings.Join(lang.Tags(), " "))}
		}
		only = tag
	}
	gaps := lexicon.NewGaps(c.topics)
	err := c.state.Since(ctx, 0, func(docs []*corpus.Document, _ []string) error {
		for _, d := range docs {
			if only != "" && d.Language != only {
				continue
			}
			for _, p := range d.Passages {
				gaps.Add(d.PassageText(p), d.Language, false)
			}
		}
		return nil
	})
	if err == nil && g.Questions != "" {
		err = g.asked(c, gaps, only)
	}
	if err != nil {
		return err
	}
	list := g.cut(gaps.List(g.Least))
	if c.settings.JSON {
		return writeJSON(c.out, list)
	}
	out := bufio.NewWriter(c.out)
	if len(list) > 0 {
		if _, err := fmt.Fprintln(out, "    texts asked  word  | example"); err != nil {
			return err
		}
	}
	for _, w := range list {
		if _, err := fmt.Fprintf(out, "%s  %4d %4d  %s  | %s\n", w.Language, w.Texts, w.Asked, w.Word, w.Example); err != nil {
			return err
		}
	}
	return out.Flush()
}

// asked adds the words of a file of questions.
func (g *gapsCommand) asked(c *call, gaps *lexicon.Gaps, only string) error {
	f, err := os.Open(c.path(g.Questions))
	if err != nil {
		return fmt.Errorf("read the questions: %w", err)
	}
	defer f.Close()
	r := bufio.NewReader(f)
	for {
		line, rerr := readLine(r)
		var q struct {
			Q string `json:"q"`
		}
		if json.Unmarshal([]byte(line), &q) != nil {
			q.Q = line
		}
		if u := c.answerer.Understand(answer.Question{Text: q.Q}); only == "" || u.Language == only {
			gaps.Add(u.Text, u.Language, true)
		}
		if rerr != nil {
			return nil
		}
	}
}

// cut keeps the first words of each language.
func (g *gapsCommand) cut(list []lexicon.Gap) []lexicon.Gap {
	if g.Limit <= 0 {
		return list
	}
	n := map[string]int{}
	out := []lexicon.Gap{}
	for _, w := range list {
		if n[w.Language]++; n[w.Language] <= g.Limit {
			out = append(out, w)
		}
	}
	return out
}
