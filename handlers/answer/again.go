package answer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/index"
)

// Place is where a quote stands, in bytes of its document's text.
type Place struct {
	Document string `json:"document"` // ID
	Start    int    `json:"start"`
	End      int    `json:"end"`
}

// further is how many sentences are quoted where it is asked what else is
// said.
const further = 3

// Following reads how a message goes on from the last answer and in which
// language it does; "" where it says something on its own.
func (a *Answerer) Following(q Question) (kind Going, speak, language string) {
	if q.Follows == nil || len(q.Text) > QuestionRunes {
		return "", "", ""
	}
	u := a.Understand(q)
	return u.Going, u.Speak, u.Language
}

// Turn is what a conversation keeps of an answer.
func (out *Answer) Turn() *Turn {
	asked := out.Question
	if out.ReadAs != "" {
		asked = out.ReadAs
	}
	t := &Turn{Question: asked, Language: out.Language, Duties: out.Asked, Field: out.Field}
	if on := out.On; on != nil {
		t.Question, t.Language = on.Question, on.Language
		switch t.Then, t.ThenIn = out.Question, out.Language; out.Going {
		case GoingSource, GoingWhy, GoingElse, GoingWho, GoingLanguage:
			t.Field, t.Then, t.ThenIn = on.Field, on.Then, on.ThenIn
			if out.Going == GoingWho {
				t.Field = out.Field
			}
		}
		if out.Going == GoingElse { // what was told is not told again
			t.Cited = on.Cited
		}
		if t.Duties == nil && (out.Going == GoingSource || out.Going == GoingWhy || out.Going == GoingElse) {
			t.Duties = on.Duties
		}
	}
	for i, c := range out.Citations {
		if i == 0 { // what the answer was about
			t.Documents = []string{c.Document.ID}
		}
		if i < citedPlaces {
			t.Cited = append(t.Cited, Place{c.Document.ID, c.Start(), c.End()})
		}
	}
	t.Cited = t.Cited[max(0, len(t.Cited)-4*citedPlaces):]
	return t
}

// citedPlaces is how many quotes of an answer a conversation remembers.
const citedPlaces = 3

// Again quotes what the last answer rests on; none where its documents are
// gone or have changed.
func (a *Answerer) Again(ctx context.Context, q Question) ([]Citation, error) {
	var out []Citation
	for _, p := range q.Follows.Cited {
		d, err := a.open(ctx, p.Document, q.Viewer)
		if err != nil {
			return nil, err
		}
		if d == nil {
			continue
		}
		if i := slices.IndexFunc(d.Passages, func(x corpus.Passage) bool { return x.Start <= p.Start && p.End <= x.End }); i >= 0 {
			if c, err := corpus.Cite(d, d.Passages[i], p.Start, p.End); err == nil {
				out = append(out, Citation{Citation: c})
			}
		}
	}
	return out, nil
}

// open gives a document that the viewer may see; nil where there is none.
func (a *Answerer) open(ctx context.Context, id string, v corpus.Viewer) (*corpus.Document, error) {
	d, err := a.ranker.Texts.Document(ctx, id)
	if errors.Is(err, index.ErrGone) || err == nil && !v.Sees(d.Visibility) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("open what the last answer was about: %w", err)
	}
	return d, nil
}

// GoOn answers a message that goes on from the last answer and says nothing on
// its own, where that can be told from the quotes shown: their source, what
// they rest on, what else stands beside them. ok is false for any other.
func (a *Answerer) GoOn(ctx context.Context, q Question) (out Answer, ok bool, err error) {
	kind, _, tag := a.Following(q)
	if kind != GoingSource && kind != GoingWhy && kind != GoingWho && kind != GoingElse {
		return out, false, nil
	}
	out = Answer{ID: a.NewID(), Question: lang.Clean(q.Text), Language: tag, Going: kind, On: q.Follows, Confidence: 1}
	quotes, err := a.Again(ctx, q)
	if err != nil || len(quotes) == 0 {
		return out, false, err
	}
	d := quotes[0].Document
	if d.Procedure != nil {
		out.Intent = Procedure
		switch {
		case kind == GoingWho:
			return out, true, a.fillField(d, "who", &out)
		case kind == GoingElse:
			return out, true, a.fillField(d, "", &out)
		case kind == GoingWhy && len(FieldSpans(d, "legal_basis")) > 0:
			return out, true, a.fillField(d, "legal_basis", &out)
		}
	}
	out.Intent = General
	switch kind {
	case GoingSource, GoingWhy:
		out.Citations = quotes
	default:
		if out.Citations, err = a.beside(quotes, kind == GoingWho); err != nil {
			return out, true, err
		}
	}
	out.Answered = len(out.Citations) > 0
	if !out.Answered {
		out.Reason = NotFound
	}
	return out, true, nil
}

// beside quotes the sentences of the section of some quotes that are not among
// them: those behind first. Where others are asked for, each names a body that
// the quotes do not.
func (a *Answerer) beside(quotes []Citation, bodies bool) ([]Citation, error) {
	last := quotes[len(quotes)-1]
	d := last.Document
	named := map[string]bool{}
	for _, c := range quotes {
		for _, b := range a.Bodies(c.Citation) {
			named[b.ID] = true
		}
	}
	var behind, before []Citation
	abbreviated := a.lexicon.Language(d.Language).Abbreviated
	for _, p := range d.Passages {
		if p.Section != last.Passage.Section || p.Kind == corpus.Heading {
			continue
		}
		spans := []lang.Sentence{{Start: 0, End: p.End - p.Start}}
		if p.Kind != corpus.Row {
			spans = lang.Sentences(d.PassageText(p), abbreviated)
		}
		for _, s := range spans {
			start, end := fit(d.Text, p.Start+s.Start, p.Start+s.End)
			told := slices.ContainsFunc(quotes, func(c Citation) bool {
				return c.Document.ID == d.ID && c.Start() < end && start < c.End()
			})
			if text := d.Text[start:end]; told || strings.TrimSpace(text) == "" || isTitle(d, text) || a.namesSource(d, text) {
				continue
			}
			c, err := corpus.Cite(d, p, start, end)
			if err != nil {
				return nil, err
			}
			if bodies && !slices.ContainsFunc(a.Bodies(c), func(b Body) bool { return !named[b.ID] }) {
				continue
			}
			if start > last.Start() {
				behind = append(behind, Citation{Citation: c})
			} else {
				before = append(before, Citation{Citation: c})
			}
		}
	}
	all := append(behind, before...)
	return all[:min(len(all), further)], nil
}

// GoesOn reports whether a message goes on from the last answer.
func (a *Answerer) GoesOn(q Question) bool { return q.Follows != nil && a.Understand(q).Follows }
