package main

import (
	"context"
	"fmt"
	"os"
	"slices"

	"vanthu/bot/judge"
	"vanthu/handlers"
	"vanthu/handlers/answer"
)

// evalCommand scores a file of questions.
type evalCommand struct {
	File  string `arg:"" help:"Questions as JSON lines: id, lang, kind, q, docs, due, must, must_not, tags."`
	Show  bool   `help:"Name each question that was answered wrongly."`
	Plain bool   `help:"Leave out how long answers took, so that two runs compare."`

	Summaries bool `help:"Score the summaries of the language model instead."`
}

func (evalCommand) needs() access { return reads }

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
	report := newEvalReport()
	j := judge.New(c.describer)
	if err := judge.Each(f, func(q judge.Question) error { return e.score(ctx, c, core, j, q, report) }); err != nil {
		return fmt.Errorf("score %s: %w", e.File, err)
	}
	report.finish(e.Plain)
	if c.settings.JSON {
		err = writeJSON(c.out, report)
	} else {
		err = report.print(c.out)
	}
	if err == nil && report.Quotes.Right < report.Quotes.Of {
		err = fmt.Errorf("%d of %d quotes do not stand in their documents", report.Quotes.Of-report.Quotes.Right, report.Quotes.Of)
	}
	return err
}

// score asks one question and searches for it.
func (e *evalCommand) score(ctx context.Context, c *call, core *handlers.Core, j *judge.Judge, q judge.Question, report *evalReport) error {
	a, err := core.Ask(ctx, answer.Question{Text: q.Q})
	if err != nil {
		return err
	}
	why := j.Wrong(q, core.Wire(a, a.Language))
	if why != "" && e.Show {
		fmt.Fprintf(c.err, "%s %s: %s\n", q.ID, q.Q, why)
	}
	for _, g := range q.Groups() {
		count(report.Groups, g, why == "")
	}
	if err := report.quotes(ctx, c, a); err != nil {
		return err
	}
	report.took = append(report.took, a.Took)
	report.abstained(q.None(), !a.Answered)
	if q.None() {
		return nil
	}
	report.fields(a.Answered, why)
	from, to := q.Lang, ""
	if len(a.Citations) > 0 && a.Answered {
		to = a.Citations[0].Document.Language
	}
	report.cross(from, to, why == "")
	found, took, err := c.answerer.Search(ctx, answer.Question{Text: q.Q}, evalDepth)
	if err != nil {
		return err
	}
	report.searched = append(report.searched, took)
	rank := slices.IndexFunc(found, func(f answer.Found) bool { return q.Rightly(f.Document.Path) })
	for _, g := range []string{"all", "lang:" + q.Lang, q.Kind} {
		report.rank(g, rank)
	}
	return nil
}
