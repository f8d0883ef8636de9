package handlers

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"vanthu/corpus/lang"
)

// fitted gives a reply whose first screen has at most shownRunes characters;
// the rest stands behind "more", ahead of what stood there. Of a quote that is
// too long its first sentences are shown, and the whole behind "more"; a single
// block that is longer is shown whole.
func (c *Core) fitted(ctx context.Context, r Reply) (Reply, error) {
	id, had := strings.CutPrefix(r.More, "more:")
	if !r.Final || fits(r) || r.More != "" && !had {
		return r, nil
	}
	shown := r
	shown.Blocks = nil
	quoted := false
	var rest []Block
	for i, b := range r.Blocks {
		with := shown
		with.Blocks = append(shown.Blocks[:len(shown.Blocks):len(shown.Blocks)], b)
		whole := b.Kind == Quote && !quoted && !fits(Reply{Language: r.Language, Blocks: []Block{b}}) // none fits it
		if i == 0 || whole || fits(with) {
			shown.Blocks = with.Blocks
			quoted = quoted || b.Kind == Quote
			continue
		}
		first, second := itemsThatFit(shown, b)
		if b.Kind == Quote && !quoted {
			first = sentencesThatFit(shown, b)
		}
		if first != nil {
			shown.Blocks = append(shown.Blocks, *first)
		}
		rest = append([]Block{second}, r.Blocks[i+1:]...)
		break
	}
	if len(rest) == 0 {
		return r, nil
	}
	hidden := Reply{Language: r.Language, Final: true, Blocks: rest}
	if had {
		body, err := c.Memory.SavedAnswer(ctx, id)
		if err != nil {
			return r, err
		}
		var before Reply
		if err := json.Unmarshal(body, &before); err != nil {
			return r, fmt.Errorf("read the rest of an answer: %w", err)
		}
		before.Blocks = append(hidden.Blocks, before.Blocks...)
		hidden = before
	} else {
		id = c.Answerer.NewID()
	}
	var err error
	shown.More, err = c.keepRest(ctx, id, hidden)
	return shown, err
}

func fits(r Reply) bool { return utf8.RuneCountInString(wording(r)) <= shownRunes }

// sentencesThatFit gives the first sentences of a quotation where some of them
// fit below a reply; nil where none do.
func sentencesThatFit(shown Reply, b Block) *Block {
	var most *Block
	for _, s := range lang.Sentences(b.Text, nil) {
		part := b
		part.Text = strings.TrimSpace(b.Text[:s.End])
		with := shown
		with.Blocks = append(shown.Blocks[:len(shown.Blocks):len(shown.Blocks)], part)
		if !fits(with) {
			break
		}
		most = &part
	}
	return most
}

// itemsThatFit cuts a list in two where some of it fits below a reply.
func itemsThatFit(shown Reply, b Block) (first *Block, rest Block) {
	if b.Kind != List {
		return nil, b
	}
	n := 0
	for n < len(b.Items) {
		part := b
		part.Items = b.Items[:n+1]
		with := shown
		with.Blocks = append(shown.Blocks[:len(shown.Blocks):len(shown.Blocks)], part)
		if !fits(with) {
			break
		}
		n++
	}
	if n == 0 {
		return nil, b
	}
	head := b
	head.Items, b.Items, b.Text = b.Items[:n:n], b.Items[n:], ""
	return &head, b
}
