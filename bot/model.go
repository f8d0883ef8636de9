package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/lexicon"
	"vanthu/handlers"
	"vanthu/handlers/grounding"
	"vanthu/handlers/llm"
	"vanthu/handlers/wire"
)

// modelSettings say which language model sums up answers, and what it is sent.
type modelSettings struct {
	URL       string        `help:"Base address of an OpenAI-compatible endpoint; answers then get a checked summary." env:"VANTHU_LLM_URL" placeholder:"URL"`
	Key       string        `env:"VANTHU_LLM_KEY" hidden:""`
	Model     string        `help:"Model to ask there." env:"VANTHU_LLM_MODEL" placeholder:"NAME"`
	Send      string        `help:"What it is sent: off, public (quotes of public documents and masked questions) or all (of every document)." enum:"off,public,all" default:"public" env:"VANTHU_LLM_SEND"`
	Uses      []string      `help:"What it is asked for beside summaries: rewrite (questions that nothing answers, worded anew for the search), propose (duties, for duties --propose-by-model), plain (procedures in plain words)." env:"VANTHU_LLM_USES" placeholder:"USE"`
	PerPerson int           `help:"Summaries of one person a day." default:"20" env:"VANTHU_LLM_PER_PERSON" placeholder:"N"`
	PerDay    int           `help:"Summaries a day." default:"500" env:"VANTHU_LLM_PER_DAY" placeholder:"N"`
	Tokens    int           `help:"Tokens a day." default:"200000" env:"VANTHU_LLM_TOKENS" placeholder:"N"`
	First     time.Duration `help:"Patience for the first word." default:"5s" env:"VANTHU_LLM_FIRST" placeholder:"TIME"`
	Total     time.Duration `help:"Patience for a whole summary." default:"12s" env:"VANTHU_LLM_TOTAL" placeholder:"TIME"`
}

// on reports whether a model is set.
func (m modelSettings) on() bool { return m.URL != "" && m.Model != "" }

// modelUses are what a model can be asked for beside summaries.
var modelUses = []string{"rewrite", "propose", "plain"}

// uses reports whether the model is asked for something beside summaries.
func (m modelSettings) uses(what string) bool { return m.on() && slices.Contains(m.Uses, what) }

// openModel makes ready the language model that is set, if one is.
func (in *installation) openModel(ctx context.Context, s settings, lx *lexicon.Lexicon, x *extract.Extractor) error {
	m := s.LLM
	if !m.on() {
		return nil
	}
	if u, err := url.Parse(m.URL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return fmt.Errorf("--llm-url %q is no address such as https://api.example.com/v1", m.URL)
	}
	for _, use := range m.Uses {
		if !slices.Contains(modelUses, use) {
			return fmt.Errorf("--llm-uses %q is none of %s", use, strings.Join(modelUses, ", "))
		}
	}
	key, err := in.state.Secret(ctx, "summaries")
	if err != nil {
		return err
	}
	checker, err := grounding.New(lx, x)
	if err != nil {
		return err
	}
	in.model, err = llm.New(llm.Deps{
		Client:  llm.NewClient(llm.Endpoint{URL: m.URL, Key: m.Key, Model: m.Model}, llm.Times{First: m.First, Total: m.Total}),
		Checker: checker, Budget: in.state, Keeper: in.state, Secret: key,
		Name: func(tag string) string { return in.catalog.Say("en", "language_"+tag, nil) },
		Now:  func() time.Time { return in.now() }, Zone: in.zone, Log: in.log,
	}, llm.Send(m.Send), llm.Limits{PerPerson: m.PerPerson, PerDay: m.PerDay, Tokens: m.Tokens})
	if err != nil {
		return err
	}
	in.summaries = handlers.NewSummaries(in.model)
	if m.uses("rewrite") {
		in.rewriter = in.model
	}
	if m.uses("plain") {
		in.inPlain = in.model
	}
	return nil
}

func (in *installation) closeModel() {
	if in.summaries != nil {
		in.summaries.Close()
		in.model.Close()
	}
	in.summaries, in.model, in.rewriter, in.inPlain = nil, nil, nil, nil
}

// sent says what may leave the installation, for doctor.
var sent = map[string]string{
	"off":    "nothing is sent",
	"public": "it is sent quotes of public documents and questions without personal data",
	"all":    "it is sent quotes of all documents, those for some people too, and questions without personal data",
}

// sentFor says what is sent for a use beside summaries.
var sentFor = map[string]string{
	"rewrite": "also questions that nothing answers, without personal data",
	"propose": "also, for proposals of duties, whole passages of the documents named",
	"plain":   "also, on request, passages of a procedure",
}

// checkModel says which language model is set, what it is sent, where to, and
// how it did.
func checkModel(ctx context.Context, c *call) wire.Check {
	k := wire.Check{Name: "model", State: "ok"}
	m := c.settings.LLM
	if c.model == nil {
		k.Said = "no language model set; answers have no summaries, and nothing is sent anywhere"
		if m.URL != "" && m.Model == "" {
			k.State, k.Mend = "warning", "set VANTHU_LLM_MODEL to the model to ask there"
		}
		return k
	}
	where := "elsewhere, at " + m.URL
	u, err := url.Parse(m.URL)
	local := err == nil && loopback(u.Hostname())
	if local {
		where = "on this machine, at " + m.URL
	}
	k.Said = fmt.Sprintf("%s %s; %s", m.Model, where, sent[m.Send])
	for _, use := range modelUses {
		if m.uses(use) && m.Send != "off" {
			k.Said += "; " + sentFor[use]
		}
	}
	calls, tokens, err := c.state.Spent(ctx, corpus.DayOf(c.now().In(c.zone)))
	if err != nil {
		k.State, k.Said = "error", k.Said+"; "+err.Error()
		return k
	}
	k.Said += fmt.Sprintf("; today %d of %d calls, %d of %d tokens", calls, m.PerDay, tokens, m.Tokens)
	if n := c.model.Counts(); n.Asked > 0 {
		k.Said += "; since the start " + countsLine(n)
	}
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	_, err = c.model.Client.Models(ctx)
	switch {
	case m.Send == "off":
		k.State, k.Mend = "warning", "set VANTHU_LLM_SEND to public for summaries, or take VANTHU_LLM_URL away"
	case err != nil:
		k.State, k.Said, k.Mend = "warning", k.Said+"; it does not answer: "+llm.Why(errors.Unwrap(err)), "check VANTHU_LLM_URL and VANTHU_LLM_KEY; until then answers have no summaries"
	case c.model.Open():
		k.State, k.Mend = "warning", "it failed again and again and is left alone for some minutes; look at its own log"
	case u.Scheme == "http" && !local:
		k.State, k.Mend = "warning", "what is sent can be read on the way: use an https address"
	}
	return k
}

// countsLine tells counts in one line: how many answers got a summary, what was
// taken away from the others, why there was none, and how long it took.
func countsLine(n llm.Counts) string {
	dropped := 0
	for _, k := range n.Dropped {
		dropped += k
	}
	parts := []string{
		fmt.Sprintf("%d answers, %d with a summary (%d kept from before), %d withdrawn", n.Asked, n.Shown, n.Kept, n.Failed[llm.Why(llm.ErrWithdrawn)]),
		fmt.Sprintf("%d sentences, %d dropped%s", n.Sentences, dropped, tally(n.Dropped)),
		fmt.Sprintf("%d without one%s", n.Asked-n.Shown, tally(n.Failed)),
		fmt.Sprintf("%d calls, %d tokens", n.Calls, n.Tokens),
	}
	if n.Calls > 0 {
		parts = append(parts, fmt.Sprintf("at the longest %s to the first word, %s to the last", n.First.Round(time.Millisecond), n.Last.Round(time.Millisecond)))
	}
	return strings.Join(parts, "; ")
}

// tally tells counts by name, in parentheses.
func tally[K cmp.Ordered](counts map[K]int) string {
	var parts []string
	for _, k := range sortedKeys(counts) {
		parts = append(parts, fmt.Sprintf("%v %d", k, counts[k]))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
