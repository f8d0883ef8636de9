package llm

import (
	"context"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/handlers/grounding"
	"vanthu/handlers/personal"
)

// Bounds of proposals.
const (
	dutyTokens   = 1200 // of an answer
	passageMost  = 4000 // runes of a passage that is sent
	passageLeast = 30
	mostDuties   = 12 // of one passage
)

// dutySchema is the form of proposals.
const dutySchema = `{"type":"object","additionalProperties":false,"required":["duties"],"properties":{"duties":{"type":"array","maxItems":12,"items":{"type":"object",` +
	`"additionalProperties":false,"required":["quote","action","agency","due"],"properties":{"quote":{"type":"string","maxLength":700},"action":{"type":"string","maxLength":300},` +
	`"agency":{"type":"string","maxLength":200},"due":{"type":"string","maxLength":10}}}}}}`

// ProposeDuties asks the model for the duties of a passage. Each is checked
// against it; dropped counts those that say what it does not. ErrNothing: the
// passage is not one that may be sent.
func (s *Summarizer) ProposeDuties(ctx context.Context, d *corpus.Document, p corpus.Passage) (kept []grounding.CheckedDuty, dropped map[grounding.Reason]int, err error) {
	var m material
	m.links = map[string]string{}
	text := personal.Masked(m.tokens(plain(d.PassageText(p))))
	if n := utf8.RuneCountInString(text); !s.may(d.Visibility) || n < passageLeast || n > passageMost || s.Checker.Suspicious(text, d.Language) {
		return nil, nil, ErrNothing
	}
	passage := grounding.Passage{ID: "S1", Text: text, Section: personal.Masked(m.tokens(plain(p.Section))), Language: d.Language, Title: plain(d.Title), Number: d.Number, Issued: d.Issued}
	var out struct {
		Duties []grounding.Duty `json:"duties"`
	}
	system, err := s.call(ctx, use{name: "duties", schema: json.RawMessage(dutySchema), system: "duties", user: "passage", tokens: dutyTokens,
		prompt: Prompt{Language: s.Name(d.Language), Passages: []grounding.Passage{passage}}}, &out)
	if err != nil {
		return nil, nil, err
	}
	dropped = map[grounding.Reason]int{}
	for i, one := range out.Duties {
		one.Due = strings.TrimSpace(one.Due)
		checked, why := s.Checker.Duty(one, passage)
		switch {
		case i >= mostDuties:
			why = grounding.BadForm
		case why == "" && !written(one.Action+" "+one.Agency, system):
			why = grounding.Poisoned
		}
		if why != "" {
			dropped[why]++
			continue
		}
		kept = append(kept, checked)
	}
	return kept, dropped, nil
}
