package handlers

import (
	"context"
	"slices"
	"strings"
	"sync"
	"unicode"

	"vanthu/corpus/lang"
	"vanthu/handlers/i18n"
)

// voice is the Sender of one request. It keeps first screens short, opens the
// first reply with what has to be said ahead of it, and words all of them for
// a screen reader where the person has one.
type voice struct {
	Sender
	core   *Core
	reader bool
	rest   bool // it brings what stood behind "more", however long
	ahead  []func(tag string) string

	mu    sync.Mutex
	sent  bool
	first MessageID // whose edits open alike
}

// Send implements Sender.
func (v *voice) Send(ctx context.Context, to Conversation, r Reply) (MessageID, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	opens := !v.sent
	r = v.worded(r, opens)
	if !v.rest {
		if short, err := v.core.fitted(ctx, r); err == nil {
			r = short
		} else { // better long than not at all
			v.core.Log.Error("keep the rest of a reply", "error", err)
		}
	}
	id, err := v.Sender.Send(ctx, to, r)
	if err == nil && opens {
		v.sent, v.first = true, id
	}
	return id, err
}

// Edit implements Sender.
func (v *voice) Edit(ctx context.Context, to Conversation, id MessageID, r Reply) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.Sender.Edit(ctx, to, id, v.worded(r, v.sent && id == v.first))
}

func (v *voice) worded(r Reply, opens bool) Reply {
	if opens && len(v.ahead) > 0 {
		var blocks []Block
		for _, say := range v.ahead {
			blocks = append(blocks, Block{Kind: Notice, Text: say(r.Language)})
		}
		r.Blocks = append(blocks, r.Blocks...)
	}
	if v.reader {
		r = v.core.aloud(r)
	}
	return inPlace(r)
}

// Signs that only the eye tells apart, and the keys of what they mean.
var signs = [...]struct{ sign, key string }{{"✓", "reader_done"}, {"○", "reader_open"}}

// aloud words a reply for a screen reader: signs become words, pictures go.
// Words of documents stay as they are.
func (c *Core) aloud(r Reply) Reply {
	r.Reader = true
	return r.reworded(func(s, _ string) string {
		for _, m := range signs {
			s = strings.ReplaceAll(s, m.sign, c.say(r.Language, m.key, nil)+":")
		}
		s = strings.ReplaceAll(s, " · ", c.comma(r.Language))
		return strings.TrimSpace(strings.Map(func(r rune) rune {
			if isPicture(r) {
				return -1
			}
			return r
		}, s))
	})
}

// reworded puts our own words in a reply through a function, which is told the
// language of theirs, "" where it is the reply's. Words of documents and code
// stay as they are.
func (r Reply) reworded(say func(s, tag string) string) Reply {
	r.Blocks, r.Buttons = slices.Clone(r.Blocks), slices.Clone(r.Buttons)
	for i := range r.Blocks {
		b := &r.Blocks[i]
		if b.Kind != Quote && b.Kind != Code {
			b.Text = say(b.Text, b.Lang)
			b.Items = slices.Clone(b.Items)
			for k, item := range b.Items {
				b.Items[k] = say(item, b.Lang)
			}
		}
		if b.Source != nil {
			s := *b.Source
			s.Line = say(s.Line, "")
			b.Source = &s
		}
	}
	for i, b := range r.Buttons {
		r.Buttons[i].Label = say(b.Label, "")
	}
	return r
}

// isPicture reports an emoji, or what only shapes the one before it.
func isPicture(r rune) bool {
	return unicode.Is(unicode.So, r) || r >= 0x1F3FB && r <= 0x1F3FF || r == 0xFE0F || r == 0x20E3
}

// inPlace isolates, in the words of a reply that runs from right to left, what
// runs the other way: names, commands, numbers of documents, times. Without
// that, "57-NQ/TW" is shown as "NQ/TW-57" (Unicode Standard Annex 9, 2.4).
// What is isolated already stays as it is, and so do the words of documents.
func inPlace(r Reply) Reply {
	if !lang.RightToLeft(r.Language) {
		return r
	}
	return r.reworded(func(s, tag string) string {
		if tag != "" && !lang.RightToLeft(tag) {
			return s
		}
		return i18n.Isolated(s)
	})
}
