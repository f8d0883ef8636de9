package handlers

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/handlers/ledger"
	"vanthu/handlers/state"
)

// Proposal is a duty that a person, or a program, says a document tells. It
// names the document by path or number, and quotes it.
type Proposal struct {
	Path         string   `json:"path"`
	Number       string   `json:"number"`
	Quote        string   `json:"quote"` // the document's words; white space may differ
	Action       string   `json:"action"`
	Product      string   `json:"product"`
	Agency       string   `json:"agency"`
	Cooperating  []string `json:"cooperating"`
	Due          string   `json:"due"` // as ReadDeadline reads it
	Relation     string   `json:"relation"`
	DeadlineText string   `json:"deadline_text"` // words of the quote
	Recurrence   string   `json:"recurrence"`
	Note         string   `json:"note"`
}

// errRefused is why a proposal is not taken.
type errRefused struct{ reason string }

func (e errRefused) Error() string { return e.reason }

func refused(format string, args ...any) error { return errRefused{fmt.Sprintf(format, args...)} }

// IsRefused reports an error that says what is wrong about an act or a
// proposal, and not about the program.
func IsRefused(err error) bool {
	var e errRefused
	return errors.As(err, &e)
}

// A proposal's quote has at least so many words, and at most so many
// characters.
const (
	quoteWords = 2
	quoteRunes = 700
)

// propose makes the telling of a proposal, checked against its document.
func (c *Core) propose(ctx context.Context, by Person, p Proposal) (*ledger.Telling, error) {
	switch words := len(strings.Fields(p.Quote)); {
	case words == 0:
		return nil, refused("a quote is missing")
	case words < quoteWords:
		return nil, refused("the quote is too short to prove anything: %s", p.Quote)
	case utf8.RuneCountInString(p.Quote) > quoteRunes:
		return nil, refused("the quote is longer than %d characters; give the sentence alone", quoteRunes)
	}
	d, err := c.proposed(ctx, p, by.Viewer)
	if err != nil {
		return nil, err
	}
	start, end, ok := quoted(d.Text, p.Quote)
	if !ok {
		return nil, refused("%s does not say: %s", d.Path, shorten(p.Quote, 80))
	}
	t := &ledger.Telling{Document: d.ID, Path: d.Path, Number: d.Number, NumberKey: extract.NumberKey(d.Number), Title: d.Title, Issued: d.Issued,
		Language: d.Language, Standing: d.Standing, URL: d.URL, Visibility: d.Visibility, Quote: d.Text[start:end], Start: start, End: end,
		Action: first(p.Action, d.Text[start:end]), Product: p.Product, LeadText: p.Agency, Force: corpus.Ordered, Recorded: c.Now()}
	for _, passage := range d.Passages {
		if passage.Start <= start && start < passage.End {
			t.Section = passage.Section
		}
	}
	if p.Agency != "" {
		t.Leads = []ledger.Agency{c.agency(p.Agency, d.Language)}
	}
	for _, name := range p.Cooperating {
		t.Cooperating = append(t.Cooperating, c.agency(name, d.Language))
	}
	if err := proposedDeadline(t, p); err != nil {
		return nil, err
	}
	t.Compare(c.Concepts)
	sum := sha256.Sum256([]byte(strings.Join([]string{t.Quote, t.Action, t.LeadText, p.Due, p.Recurrence}, "\x00")))
	t.Key = d.ID + "#p_" + strings.ToLower(base32.StdEncoding.EncodeToString(sum[:5]))
	return t, nil
}

// agency gives a body by its name, with its ID if it is known and no other
// has that name.
func (c *Core) agency(name, tag string) ledger.Agency {
	a := ledger.Agency{Text: name}
	if ids := c.Agencies.ResolveAgency(name, tag); len(ids) == 1 {
		a.ID = ids[0]
	}
	return a
}

// proposed finds the document that a proposal names. For who may not see it,
// it is not there.
func (c *Core) proposed(ctx context.Context, p Proposal, v corpus.Viewer) (*corpus.Document, error) {
	if p.Path != "" {
		d, err := c.Library.DocumentAt(ctx, p.Path)
		if errors.Is(err, state.ErrNotFound) || err == nil && !v.Sees(d.Visibility) {
			return nil, refused("no document has the path %q", p.Path)
		}
		return d, err
	}
	key := extract.NumberKey(p.Number)
	if key == "" {
		return nil, refused("it names no document, by path or by number")
	}
	var ids []string
	err := c.Library.Listed(ctx, func(d *corpus.Document, _ int) {
		if v.Sees(d.Visibility) && extract.NumberKey(d.Number) == key {
			ids = append(ids, d.ID)
		}
	})
	if err != nil {
		return nil, err
	}
	for _, id := range ids { // the first one that says it
		d, err := c.Library.Document(ctx, id)
		if err != nil {
			return nil, err
		}
		if _, _, ok := quoted(d.Text, p.Quote); ok || len(ids) == 1 {
			return d, nil
		}
	}
	if len(ids) > 0 {
		return nil, refused("none of the %d documents numbered %s says: %s", len(ids), p.Number, shorten(p.Quote, 80))
	}
	return nil, refused("no document has the number %q", p.Number)
}

func proposedDeadline(t *ledger.Telling, p Proposal) error {
	if p.DeadlineText != "" {
		start, end, ok := quoted(t.Quote, p.DeadlineText)
		if !ok {
			return refused("the quote does not have the deadline's words: %s", shorten(p.DeadlineText, 80))
		}
		t.DeadlineText = t.Quote[start:end]
	}
	switch {
	case p.Due != "":
		d, err := ReadDeadline(p.Due)
		if err != nil {
			return refused("%v", err)
		}
		t.Deadline = &d
	case p.Recurrence != "":
		if !strings.Contains(p.Recurrence, "FREQ=") || strings.ContainsFunc(p.Recurrence, unicode.IsSpace) {
			return refused("the recurrence %q is no rule such as RRULE:FREQ=MONTHLY", p.Recurrence)
		}
		t.Deadline = &corpus.Deadline{Recurrence: p.Recurrence, Relation: corpus.Every, Basis: corpus.Explicit}
	default:
		return nil
	}
	if p.Relation != "" {
		r := corpus.Relation(p.Relation)
		if !slices.Contains([]corpus.Relation{corpus.Before, corpus.By, corpus.In, corpus.Within, corpus.Every, corpus.From}, r) {
			return refused("the relation %q is none of before, by, in, within, every, from", p.Relation)
		}
		t.Deadline.Relation = r
	}
	return nil
}

// quoted finds a quote in a text: the same letters in Unicode NFC, with any
// white space where the quote has white space. It gives the first place.
func quoted(text, quote string) (start, end int, ok bool) {
	quote = strings.Join(strings.Fields(norm.NFC.String(quote)), " ")
	if quote == "" || !utf8.ValidString(quote) {
		return 0, 0, false
	}
	var b strings.Builder
	var at []int // byte of b → byte of text
	space := false
	for i, r := range text {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
			at = append(at, i)
		}
		space = false
		n := utf8.RuneLen(r) // texts are valid UTF-8
		b.WriteString(text[i : i+n])
		for k := range n {
			at = append(at, i+k)
		}
	}
	n := strings.Index(b.String(), quote)
	if n < 0 {
		return 0, 0, false
	}
	return at[n], at[n+len(quote)-1] + 1, true
}
