package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"sort"
	"strings"

	"vanthu/corpus/lang"
	"vanthu/handlers"
	"vanthu/handlers/answer"
)

// evalCommand scores a file of questions.
type evalCommand struct {
	File string `arg:"" help:"Questions as JSON lines: id, lang, kind, q, docs, due, must, must_not, tags."`
	Show bool   `help:"Name each question that was answered wrongly."`

	Summaries bool `help:"Score the summaries of the language model instead."`
}

func (evalCommand) needs() access { return reads }

// evalQuestion is one line of the file.
type evalQuestion struct {
	ID      string     `json:"id"`
	Lang    string     `json:"lang"`
	Kind    string     `json:"kind"` // "none": no document answers it
	Q       string     `json:"q"`
	Docs    []string   `json:"docs"` // paths, or their last parts, that rightly answer
	Due     string     `json:"due"`
	Must    [][]string `json:"must"` // of each list one wording stands in the answer
	MustNot []string   `json:"must_not"`
	Tags    []string   `json:"tags"`
}

// evalGroup counts the right answers of a kind, language or tag.
type evalGroup struct {
	Right int     `json:"right"`
	Of    int     `json:"of"`
	Share float64 `json:"share"`
}

func (e *evalCommand) run(ctx context.Context, c *call) error {
	f, err := os.Open(c.path(e.File))
	if err != nil {
		return fmt.Errorf("read the questions: %w", err)
	}
	defer f.Close()
	core := c.newCore(c.now, false, c.settings.Now == "")
	if e.Summaries {
		return e.scoreSummaries(ctx, c, core, f)
	}
	groups := map[string]*evalGroup{}
	r := bufio.NewReader(f)
	for n := 1; ; n++ {
		line, rerr := readLine(r)
		if strings.TrimSpace(line) != "" {
			var q evalQuestion
			if err := json.Unmarshal([]byte(line), &q); err != nil {
				return fmt.Errorf("%s line %d is no question: %w", e.File, n, err)
			}
			a, err := core.Ask(ctx, answer.Question{Text: q.Q})
			if err != nil {
				return err
			}
			why := q.judge(core, a)
			if why != "" && e.Show {
				fmt.Fprintf(c.err, "%s %s: %s\n", q.ID, q.Q, why)
			}
			for _, g := range q.groups() {
				if groups[g] == nil {
					groups[g] = &evalGroup{}
				}
				groups[g].Of++
				if why == "" {
					groups[g].Right++
				}
			}
		}
		if rerr != nil {
			break
		}
	}
	return printGroups(c, groups)
}

func printGroups(c *call, groups map[string]*evalGroup) error {
	names := make([]string, 0, len(groups))
	for name, g := range groups {
		g.Share = float64(g.Right*1000/g.Of) / 1000
		names = append(names, name)
	}
	if c.settings.JSON {
		return writeJSON(c.out, groups)
	}
	sort.Strings(names)
	for _, name := range names {
		if _, err := fmt.Fprintf(c.out, "%-12s %4d of %4d  %.3f\n", name, groups[name].Right, groups[name].Of, groups[name].Share); err != nil {
			return err
		}
	}
	return nil
}

func (q evalQuestion) groups() []string {
	same := "same"
	out := []string{"all", q.Kind, "lang:" + q.Lang}
	for _, t := range q.Tags {
		if t == "cross" {
			same = "cross"
		} else {
			out = append(out, t)
		}
	}
	return append(out, same)
}

// judge says what is wrong with an answer; "" where it is right.
func (q evalQuestion) judge(core *handlers.Core, a answer.Answer) string {
	w := core.Wire(a, a.Language)
	text := lang.Clean(w.Text)
	for _, bad := range q.MustNot {
		if strings.Contains(text, bad) {
			return "says what it must not: " + bad
		}
	}
	if q.Kind == "none" {
		if a.Answered {
			return "answers what no document says"
		}
		return ""
	}
	if !a.Answered {
		return "abstains"
	}
	hay := strings.ToLower(text)
	found := false
	due := q.Due == ""
	for i, ct := range a.Citations {
		if i < 3 {
			p := ct.Document.Path
			for _, d := range q.Docs {
				found = found || p == d || path.Base(p) == d || strings.HasSuffix(p, "#"+d)
			}
			hay += " " + strings.ToLower(lang.Clean(ct.Quote()))
		}
		for _, d := range ct.Dates {
			due = due || string(d.Last) == q.Due
		}
	}
	for _, d := range a.Duties[:min(len(a.Duties), 3)] {
		due = due || d.Deadline != nil && string(d.Deadline.Due) == q.Due
	}
	if !found {
		return "cites other documents"
	}
	if !due && !strings.Contains(hay, q.Due) {
		return "names another date"
	}
	for _, any := range q.Must {
		held := false
		for _, m := range any {
			held = held || strings.Contains(hay, strings.ToLower(lang.Clean(m)))
		}
		if !held {
			return "misses " + strings.Join(any, " / ")
		}
	}
	return ""
}
