package llm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	openai "github.com/sashabaranov/go-openai"

	"vanthu/handlers/grounding"
)

// use is one call whose answer is read when it is whole.
type use struct {
	name         string // of the schema
	schema       json.RawMessage
	system, user string // names of templates
	prompt       Prompt // its nonce is set here
	tokens       int    // of the answer, at most
	person       string
}

// call asks the model under the same rules as a summary: not more at once than
// may be, within the budgets, not while the endpoint is left alone. It reads
// the JSON of the answer into out. system is what the model was told.
func (s *Summarizer) call(ctx context.Context, u use, out any) (system string, err error) {
	if s.send != SendPublic && s.send != SendAll {
		return "", ErrOff
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.base, cancel)()
	if s.breaker.open() {
		return "", ErrBreaker
	}
	if err := s.slot(ctx); err != nil {
		return "", err
	}
	defer func() { <-s.slots }()
	if !s.breaker.enter() {
		return "", ErrBreaker
	}
	day := s.today()
	cost := u.tokens + promptOverhead + utf8.RuneCountInString(u.prompt.Question)/runesPerToken
	for _, p := range u.prompt.Passages {
		cost += utf8.RuneCountInString(p.Text) / runesPerToken
	}
	if s.Budget != nil {
		ok, err := s.Budget.Spend(ctx, day, u.person, s.limits.PerPerson, s.limits.PerDay, cost, s.limits.Tokens)
		if err != nil || !ok {
			s.breaker.leave(true) // the endpoint was not asked
			return "", errors.Join(ErrBudget, err)
		}
	}
	if u.prompt.Nonce, err = nonce(s.Random, u.prompt.Passages, u.prompt.Question); err != nil {
		s.breaker.leave(true)
		return "", err
	}
	var text strings.Builder
	usage, err := s.Client.stream(ctx, "", func(lines bool) (openai.ChatCompletionRequest, error) {
		u.prompt.Lines = lines
		instructions, request, err := s.prompts.write(u.system, u.user, u.prompt)
		system = instructions
		r := openai.ChatCompletionRequest{MaxCompletionTokens: u.tokens, Messages: []openai.ChatCompletionMessage{
			{Role: openai.ChatMessageRoleSystem, Content: instructions}, {Role: openai.ChatMessageRoleUser, Content: request}}}
		if !lines {
			r.ResponseFormat = &openai.ChatCompletionResponseFormat{Type: openai.ChatCompletionResponseFormatTypeJSONSchema,
				JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{Name: u.name, Schema: u.schema, Strict: true}}
		}
		return r, err
	}, func(words string) error {
		if text.Len()+len(words) > mostBytes {
			return ErrCut
		}
		text.WriteString(words)
		return nil
	})
	if s.breaker.leave(err == nil || errors.Is(ctx.Err(), context.Canceled)) { // who asked may have left
		s.Log.Warn("the language model failed again and again; it is left alone for a while", "why", Why(err))
	}
	s.add(func(c *Counts) { c.call(usage) })
	if s.Budget != nil && usage.Tokens > 0 {
		if serr := s.Budget.Settle(context.WithoutCancel(ctx), day, usage.Tokens-cost); serr != nil {
			s.Log.Warn("the tokens of a call could not be counted", "error", serr)
		}
	}
	if err != nil {
		return system, err
	}
	if err := readJSON(text.String(), out); err != nil {
		return system, err
	}
	return system, nil
}

// readJSON reads the first JSON object of an answer: some models write their
// thoughts, or a fence, around it.
func readJSON(text string, out any) error {
	text, thinks := afterThinking(strings.TrimLeft(text, " \t\r\n"))
	at := strings.IndexByte(text, '{')
	if thinks || at < 0 {
		return fmt.Errorf("read the model's answer: %w", errForm)
	}
	if err := json.NewDecoder(strings.NewReader(text[at:])).Decode(out); err != nil {
		return fmt.Errorf("read the model's answer: %w", errForm) // without its words
	}
	return nil
}

// errForm is an answer in no form that was asked for.
var errForm = errors.New("it is not of the form asked for")

// written reports whether words of a model hold neither its instructions nor
// the markers of its request.
func written(text, system string) bool {
	return !grounding.Leaks(text, system) && !passageMark(text)
}
