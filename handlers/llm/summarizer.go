package llm

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	openai "github.com/sashabaranov/go-openai"
	"golang.org/x/sync/singleflight"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/grounding"
)

// Send says what may leave the installation.
type Send string

// What may be sent.
const (
	SendNothing Send = "off"
	SendPublic  Send = "public" // quotes of public documents, with questions
	SendAll     Send = "all"    // those of documents for some people too
)

// Limits bound the use of a model; a zero field takes its default.
type Limits struct {
	PerPerson int           // summaries of one person a day; 20
	PerDay    int           // of the installation; 500
	Tokens    int           // of the installation a day; 200,000
	AtOnce    int           // calls; 4
	Wait      time.Duration // for one of them to end; 1 s
	Kept      time.Duration // how long a summary is kept; 30 days
}

func (l Limits) withDefaults() Limits {
	for _, f := range []struct {
		v   *int
		def int
	}{{&l.PerPerson, 20}, {&l.PerDay, 500}, {&l.Tokens, 200_000}, {&l.AtOnce, 4}} {
		if *f.v <= 0 {
			*f.v = f.def
		}
	}
	if l.Wait <= 0 {
		l.Wait = time.Second
	}
	if l.Kept <= 0 {
		l.Kept = 30 * 24 * time.Hour
	}
	return l
}

// Budget counts what was used, for good; state.State is one.
type Budget interface {
	// Spend counts one call and so many tokens for a day, for a person and for
	// all, unless one of them would have more than its limit. person is no name,
	// and may be empty.
	Spend(ctx context.Context, day corpus.Day, person string, perPerson, perDay, tokens, mostTokens int) (ok bool, err error)
	// Settle corrects the tokens of a day.
	Settle(ctx context.Context, day corpus.Day, tokens int) error
}

// Keeper keeps summaries; state.State is one.
type Keeper interface {
	KeptSummary(ctx context.Context, key string, now time.Time) (body []byte, ok bool, err error)
	KeepSummary(ctx context.Context, key string, body []byte, until time.Time) error
}

// Deps is what a Summarizer needs.
type Deps struct {
	Client  *Client
	Checker *grounding.Checker
	Budget  Budget                  // nil: without limit
	Keeper  Keeper                  // nil: nothing is kept
	Name    func(tag string) string // English name of a language
	Secret  []byte                  // by which people are made numbers, other ones every day
	Now     func() time.Time
	Zone    *time.Location
	Random  io.Reader // nil: crypto/rand
	Log     *slog.Logger
}

// Summarizer sums up answers. It implements answer.Summarizer and is safe for
// concurrent use.
type Summarizer struct {
	Deps
	send    Send
	limits  Limits
	prompts prompts
	breaker breaker
	slots   chan struct{}
	flights singleflight.Group
	base    context.Context
	cancel  context.CancelFunc
	wg      sync.WaitGroup

	mu     sync.Mutex
	asking map[string]bool // people whose summary is under way
	counts Counts
}

// New makes a summarizer. Close ends it.
func New(d Deps, send Send, l Limits) (*Summarizer, error) {
	p, err := readPrompts()
	if err != nil {
		return nil, err
	}
	s := &Summarizer{Deps: d, send: send, limits: l.withDefaults(), prompts: p, breaker: breaker{now: d.Now}, asking: map[string]bool{}}
	s.slots = make(chan struct{}, s.limits.AtOnce)
	s.base, s.cancel = context.WithCancel(context.Background())
	return s, nil
}

// Close ends the calls under way and waits for them.
func (s *Summarizer) Close() {
	s.cancel()
	s.wg.Wait()
	s.Client.Close()
}

// may reports whether a document's words may be sent.
func (s *Summarizer) may(v corpus.Visibility) bool {
	return s.send == SendAll || s.send == SendPublic && corpus.Viewer{}.Sees(v)
}

// Reasons why there is no summary.
var (
	ErrOff       = errors.New("nothing may be sent")
	ErrNothing   = errors.New("the answer has no quote that may be sent")
	ErrBreaker   = errors.New("the endpoint is left alone for a while")
	ErrBusy      = errors.New("too many are asking")
	ErrBudget    = errors.New("the day's budget is used up")
	ErrNotFound  = errors.New("the model finds no answer in the quotes")
	ErrWithdrawn = errors.New("most of the summary says what no quote says")
)

// Summarize implements answer.Summarizer.
func (s *Summarizer) Summarize(ctx context.Context, a answer.Answer, tag string, who answer.Asker, shown func(answer.Summary)) (answer.Summary, error) {
	sum, err := s.summarize(ctx, a, tag, who, ofSummary, shown)
	s.count(sum, err)
	return sum, err
}

func (s *Summarizer) summarize(ctx context.Context, a answer.Answer, tag string, who answer.Asker, what templates, shown func(answer.Summary)) (answer.Summary, error) {
	var none answer.Summary
	if s.send != SendPublic && s.send != SendAll {
		return none, ErrOff
	}
	m := s.collect(a, tag)
	if len(m.passages) == 0 {
		return none, ErrNothing
	}
	asked := question(a.Question)
	m.want, m.prompts = wanted(a), what
	key := s.key(asked, tag, m)
	if s.Keeper != nil {
		if body, ok, err := s.Keeper.KeptSummary(ctx, key, s.Now()); err == nil && ok {
			var kept kept
			if json.Unmarshal(body, &kept) == nil {
				s.add(func(c *Counts) { c.Kept++ })
				sum := m.summary(s.Client.endpoint.Model, kept.Checked)
				shown(sum)
				return sum, withdrawn(kept.Checked, kept.NotFound)
			}
		}
	}
	if s.breaker.open() {
		return none, ErrBreaker
	}
	person := s.person(who)
	if !s.begin(person) {
		return none, ErrBusy
	}
	defer s.done(person)

	var live sync.Mutex // held while shown is called; the caller leaves with it
	left := false
	type flight struct {
		kept   kept
		err    error
		leader bool
	}
	result := make(chan flight, 1)
	s.wg.Go(func() {
		leader := false
		v, err, _ := s.flights.Do(key, func() (any, error) {
			leader = true
			return s.ask(asked, tag, person, key, m, func(c grounding.Checked) {
				live.Lock()
				defer live.Unlock()
				if !left {
					shown(m.summary(s.Client.endpoint.Model, c))
				}
			})
		})
		result <- flight{v.(kept), err, leader}
	})
	leave := func() {
		live.Lock()
		defer live.Unlock()
		left = true
	}
	select {
	case r := <-result:
		leave()
		if r.err != nil {
			return none, r.err
		}
		sum := m.summary(s.Client.endpoint.Model, r.kept.Checked)
		if !r.leader {
			shown(sum)
		}
		return sum, withdrawn(r.kept.Checked, r.kept.NotFound)
	case <-ctx.Done():
		leave()
		return none, ctx.Err()
	}
}

// kept is a summary as it is kept.
type kept struct {
	Checked  grounding.Checked
	NotFound bool
}

func withdrawn(c grounding.Checked, notFound bool) error {
	switch {
	case notFound:
		return ErrNotFound
	case c.Withdrawn:
		return ErrWithdrawn
	}
	return nil
}

// summary gives what is left in the form that is shown.
func (m *material) summary(model string, c grounding.Checked) answer.Summary {
	out := answer.Summary{Model: model, Dropped: c.Lost(), Translated: m.foreign}
	if c.Withdrawn {
		return out
	}
	for _, k := range c.Kept {
		s := answer.SummarySentence{Text: m.restore(k.Text)}
		for _, id := range k.Cites {
			if i, ok := m.cites[strings.ToUpper(strings.TrimSpace(id))]; ok {
				s.Cites = append(s.Cites, i)
			}
		}
		out.Sentences = append(out.Sentences, s)
	}
	return out
}

// wanted gives what an answer's question asks for.
func wanted(a answer.Answer) grounding.Asked {
	switch {
	case a.Field == "fee":
		return grounding.AskedMoney
	case a.Field == "time_limit", a.Field == "" && a.Intent == answer.Deadline:
		return grounding.AskedTime
	}
	return ""
}

// key names a summary: by all that it depends on.
func (s *Summarizer) key(asked, tag string, m material) string {
	h := sha256.New()
	fmt.Fprintf(h, "%d\n%s\n%s\n%s\n%s\n%s\n", PromptVersion, s.Client.endpoint.URL, s.Client.endpoint.Model, tag, m.want, asked)
	if m.prompts != ofSummary {
		fmt.Fprintln(h, m.prompts.system)
	}
	for _, p := range m.passages {
		fmt.Fprintf(h, "%q %q %q %q %q %q\n", p.Text, p.Section, p.Title, p.Number, p.Issued, p.Language)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// person gives a number for who asks, another one every day.
func (s *Summarizer) person(who answer.Asker) string {
	return numbered(s.Secret, s.today(), who.Person)
}

// numbered makes a person a number, another one every day.
func numbered(secret []byte, day corpus.Day, person string) string {
	if person == "" {
		return ""
	}
	mac := hmac.New(sha256.New, secret)
	fmt.Fprintf(mac, "%s\n%s", day, person)
	return hex.EncodeToString(mac.Sum(nil)[:12])
}

func (s *Summarizer) today() corpus.Day { return corpus.DayOf(s.Now().In(s.Zone)) }

// begin reports whether a person may ask: nobody asks twice at a time.
func (s *Summarizer) begin(person string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if person != "" && s.asking[person] {
		return false
	}
	if person != "" {
		s.asking[person] = true
	}
	return true
}

func (s *Summarizer) done(person string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.asking, person)
}

// errEnough ends the reading of a summary.
var errEnough = errors.New("enough")

// ask asks the model and has its sentences checked, each as it comes.
func (s *Summarizer) ask(asked, tag, person, key string, m material, shown func(grounding.Checked)) (kept, error) {
	if err := s.slot(s.base); err != nil {
		return kept{}, err
	}
	defer func() { <-s.slots }()
	if !s.breaker.enter() {
		return kept{}, ErrBreaker
	}
	day := s.today()
	cost := mostTokens + promptOverhead
	for _, p := range m.passages {
		cost += utf8.RuneCountInString(p.Text) / runesPerToken
	}
	if s.Budget != nil {
		ok, err := s.Budget.Spend(s.base, day, person, s.limits.PerPerson, s.limits.PerDay, cost, s.limits.Tokens)
		if err != nil || !ok {
			s.breaker.leave(true) // the endpoint was not asked
			return kept{}, errors.Join(ErrBudget, err)
		}
	}
	mark, err := nonce(s.Random, m.passages, asked)
	if err != nil {
		s.breaker.leave(true)
		return kept{}, err
	}
	p := Prompt{Language: s.Name(tag), Nonce: mark, Passages: m.passages, Question: asked}
	secret := ""
	write := func(lines bool) (openai.ChatCompletionRequest, error) {
		p.Lines = lines
		system, user, err := s.prompts.write(m.prompts.system, m.prompts.user, p)
		secret = system
		r := openai.ChatCompletionRequest{Messages: []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleSystem, Content: system}, {Role: openai.ChatMessageRoleUser, Content: user}}}
		if !lines {
			r.ResponseFormat = &openai.ChatCompletionResponseFormat{Type: openai.ChatCompletionResponseFormatTypeJSONSchema,
				JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{Name: "summary", Schema: schema(m.passages), Strict: true}}
		}
		return r, err
	}
	var text parser
	var tally grounding.Tally
	wasShown, told := false, false
	take := func(sentences []grounding.Sentence) error {
		for _, x := range sentences {
			if tally.Len() == mostSentences {
				return errEnough
			}
			why := s.judge(x, tag, asked, secret, mark, m.passages)
			tally.Add(x, why)
			s.add(func(c *Counts) { c.sentence(why) })
			if s.breaker.judge(why == "") {
				s.Log.Warn("most of what the model writes stands in no document; it is left alone for a while", "model", s.Client.endpoint.Model)
			}
			told = told || why == "" && s.Checker.Tells(x.Text, tag, m.want)
			switch {
			case why == grounding.Poisoned:
				return errEnough
			case tally.Shown() && why == "" && told:
				wasShown = true
				shown(tally.Checked())
			}
		}
		return nil
	}
	usage, err := s.Client.stream(s.base, "", write, func(words string) error { return take(text.write(words)) })
	if err == nil {
		err = take(text.end())
	}
	if errors.Is(err, errEnough) {
		err = nil
	}
	if s.breaker.leave(err == nil) {
		s.Log.Warn("the language model failed again and again; it is left alone for a while", "why", Why(err))
	}
	s.add(func(c *Counts) { c.call(usage) })
	if s.Budget != nil && usage.Tokens > 0 {
		if serr := s.Budget.Settle(s.base, day, usage.Tokens-cost); serr != nil {
			s.Log.Warn("the tokens of a summary could not be counted", "error", serr)
		}
	}
	k := kept{tally.Checked(), text.notFound || tally.Len() == 0}
	if k.NotFound {
		k.Checked = grounding.Checked{Withdrawn: true}
	}
	if !told { // true, but no answer
		k.Checked.Withdrawn = true
	}
	if err != nil { // what came before it broke off stands in no relation to what was to follow
		k.Checked.Withdrawn = true
	}
	if k.Checked.Withdrawn && wasShown {
		shown(k.Checked)
	}
	if err != nil {
		return kept{}, err
	}
	if s.Keeper != nil {
		body, err := json.Marshal(k)
		if err == nil {
			err = s.Keeper.KeepSummary(s.base, key, body, s.Now().Add(s.limits.Kept))
		}
		if err != nil {
			s.Log.Warn("a summary could not be kept", "error", err)
		}
	}
	return k, nil
}

// slot waits for a call to end, where as many as may be are under way.
func (s *Summarizer) slot(ctx context.Context) error {
	select {
	case s.slots <- struct{}{}:
		return nil
	default:
	}
	timer := time.NewTimer(s.limits.Wait)
	defer timer.Stop()
	select {
	case s.slots <- struct{}{}:
		return nil
	case <-timer.C:
		return ErrBusy
	case <-ctx.Done():
		return ctx.Err()
	}
}

// judge checks one sentence: it repeats neither the instructions nor the
// question, and says no more than its passages.
func (s *Summarizer) judge(x grounding.Sentence, tag, asked, secret, mark string, passages []grounding.Passage) grounding.Reason {
	switch {
	case strings.Contains(strings.ToUpper(x.Text), mark) || grounding.Leaks(x.Text, secret) || passageMark(x.Text):
		return grounding.Poisoned
	case strings.EqualFold(strings.Trim(x.Text, " .?!"), strings.Trim(asked, " .?!")):
		return grounding.BadForm
	}
	return s.Checker.Check(x, tag, passages)
}

// passageMark reports whether a text has the form of the markers or the names
// of the schema.
func passageMark(text string) bool {
	return strings.Contains(text, "[[") || strings.Contains(text, "]]") || strings.Contains(strings.ToLower(text), "not_found")
}
