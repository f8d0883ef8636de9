package llm

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"vanthu/corpus/lang"
	"vanthu/handlers/answer"
	"vanthu/handlers/personal"
)

// Bounds of rewrites.
const (
	rewriteTokens = 200
	mostRewrites  = 3
)

// rewriteSchema is the form of rewrites.
const rewriteSchema = `{"type":"object","additionalProperties":false,"required":["rewrites"],"properties":{"rewrites":{"type":"array","maxItems":3,"items":{"type":"string","maxLength":300}}}}`

// Rewrites implements answer.Rewriter. Wordings that ask for anything else are
// dropped (grounding.Checker.Rewording); what is left is kept for as long as a
// summary.
func (s *Summarizer) Rewrites(ctx context.Context, text, tag string, who answer.Asker) ([]answer.Rewrite, error) {
	if s.send != SendPublic && s.send != SendAll {
		return nil, ErrOff
	}
	asked := question(text)
	if strings.Contains(asked, personal.Mask) { // what was masked cannot be searched for
		return nil, ErrNothing
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "rewrite\n%d\n%s\n%s\n%s\n%s", PromptVersion, s.Client.endpoint.URL, s.Client.endpoint.Model, tag, asked))
	key := hex.EncodeToString(sum[:])
	if s.Keeper != nil {
		if body, ok, err := s.Keeper.KeptSummary(ctx, key, s.Now()); err == nil && ok {
			var kept []answer.Rewrite
			if json.Unmarshal(body, &kept) == nil {
				return kept, nil
			}
		}
	}
	person := s.person(who)
	if !s.begin(person) {
		return nil, ErrBusy
	}
	defer s.done(person)
	to := "vi"
	if tag == to {
		to = "en"
	}
	var out struct {
		Rewrites []string `json:"rewrites"`
	}
	system, err := s.call(ctx, use{name: "rewrites", schema: json.RawMessage(rewriteSchema), system: "rewrite", user: "asked", tokens: rewriteTokens, person: person,
		prompt: Prompt{Language: s.Name(to), Question: asked}}, &out)
	if err != nil {
		return nil, err
	}
	kept := []answer.Rewrite{}
	for i, r := range out.Rewrites {
		r = strings.TrimSpace(lang.Clean(r))
		if i == mostRewrites {
			break
		}
		if strings.EqualFold(r, asked) || !written(r, system) {
			continue
		}
		if language, why := s.Checker.Rewording(r, asked, tag); why == "" {
			kept = append(kept, answer.Rewrite{Text: r, Language: language})
		}
	}
	if s.Keeper != nil {
		body, err := json.Marshal(kept)
		if err == nil {
			err = s.Keeper.KeepSummary(ctx, key, body, s.Now().Add(s.limits.Kept))
		}
		if err != nil {
			s.Log.Warn("rewrites of a question could not be kept", "error", err)
		}
	}
	return kept, nil
}
