package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"vanthu/bot/judge"
	"vanthu/handlers"
	"vanthu/handlers/answer"
	"vanthu/handlers/llm"
)

// summaryScore is what eval --summaries prints.
type summaryScore struct {
	Questions int            `json:"questions"`
	Right     int            `json:"answers_right"`
	Quotes    int            `json:"quotes"`
	Verified  int            `json:"quotes_verified"` // byte for byte in their documents
	Asked     int            `json:"summaries_asked"`
	Shown     int            `json:"summaries_shown"`
	Sentences int            `json:"sentences_written"`
	Dropped   int            `json:"sentences_dropped"`
	Reasons   map[string]int `json:"dropped_because"`
	None      map[string]int `json:"no_summary_because"`
	Supported int            `json:"summaries_naming_what_is_asked"` // of those shown with questions that have it
	OfThose   int            `json:"of"`
	FirstMS   [2]float64     `json:"first_token_ms"` // median, 95th percentile
	LastMS    [2]float64     `json:"last_token_ms"`
	Tokens    int            `json:"tokens"`
}

// scoreSummaries asks every question of a file and has its answer summed up.
func (e *evalCommand) scoreSummaries(ctx context.Context, c *call, core *handlers.Core, in io.Reader) error {
	if c.model == nil {
		return fmt.Errorf("no language model is set: set VANTHU_LLM_URL and VANTHU_LLM_MODEL")
	}
	var s summaryScore
	j := judge.New(c.describer)
	if err := judge.Each(in, func(q judge.Question) error { return e.scoreSummary(ctx, c, core, j, q, &s) }); err != nil {
		return fmt.Errorf("score %s: %w", e.File, err)
	}
	n := c.model.Counts()
	s.Asked, s.Sentences, s.Tokens, s.None = n.Asked, n.Sentences, n.Tokens, n.Failed
	s.Reasons = map[string]int{}
	for why, k := range n.Dropped {
		s.Reasons[string(why)] = k
		s.Dropped += k
	}
	s.FirstMS = spread(n.Usages, func(u llm.Usage) time.Duration { return u.First })
	s.LastMS = spread(n.Usages, func(u llm.Usage) time.Duration { return u.Last })
	if c.settings.JSON {
		return writeJSON(c.out, s)
	}
	_, err := fmt.Fprintf(c.out, `answers right        %d of %d
quotes verified      %d of %d
summaries shown      %d of %d asked for
name what is asked   %d of %d
sentences dropped    %d of %d%s
no summary           %s
first token          median %.0f ms, 95 %% %.0f ms
last token           median %.0f ms, 95 %% %.0f ms
tokens               %d
`, s.Right, s.Questions, s.Verified, s.Quotes, s.Shown, s.Asked, s.Supported, s.OfThose, s.Dropped, s.Sentences, listed(" (", s.Reasons, ")"), listed("", s.None, ""),
		s.FirstMS[0], s.FirstMS[1], s.LastMS[0], s.LastMS[1], s.Tokens)
	return err
}

func (e *evalCommand) scoreSummary(ctx context.Context, c *call, core *handlers.Core, j *judge.Judge, q judge.Question, s *summaryScore) error {
	a, err := core.Ask(ctx, answer.Question{Text: q.Q})
	if err != nil {
		return err
	}
	s.Questions++
	if j.Wrong(q, core.Wire(a, a.Language)) == "" {
		s.Right++
	}
	for _, ct := range a.Citations {
		s.Quotes++
		if ct.Document.Text[ct.Start():ct.End()] == ct.Quote() {
			s.Verified++
		}
	}
	tag := cmp.Or(a.Language, "vi")
	sum := core.Summary(ctx, a, tag)
	if sum == nil {
		return nil
	}
	s.Shown++
	if e.Show {
		fmt.Fprintf(c.err, "%s %s\n  %s\n", q.ID, q.Q, sum.Text())
	}
	if len(q.Must) == 0 {
		return nil
	}
	s.OfThose++
	held := true
	text := strings.ToLower(sum.Text())
	for _, any := range q.Must {
		held = held && slices.ContainsFunc(any, func(m string) bool { return strings.Contains(text, strings.ToLower(m)) })
	}
	if held {
		s.Supported++
	}
	return nil
}

// spread gives the median and the 95th percentile of times, in milliseconds.
func spread(usages []llm.Usage, of func(llm.Usage) time.Duration) (out [2]float64) {
	var times []time.Duration
	for _, u := range usages {
		if t := of(u); t > 0 {
			times = append(times, t)
		}
	}
	if len(times) == 0 {
		return out
	}
	slices.Sort(times)
	return [2]float64{millis(times[len(times)/2]), millis(times[min(len(times)*95/100, len(times)-1)])}
}

// listed tells counts in one line; "" where there is none.
func listed(open string, counts map[string]int, shut string) string {
	var parts []string
	for _, k := range sortedKeys(counts) {
		parts = append(parts, fmt.Sprintf("%s %d", k, counts[k]))
	}
	if parts == nil {
		return ""
	}
	return open + strings.Join(parts, ", ") + shut
}

func sortedKeys[K cmp.Ordered](m map[K]int) []K { return slices.Sorted(maps.Keys(m)) }
