package format

import (
	"context"
	"path"
	"strings"
	"unicode/utf8"
)

// piece is a block of a DOCX before it is written: a line, or a table.
type piece struct {
	kind  BlockKind
	level int
	words string
	rows  []row
}

// readDOCX reads the main part of a Word document (ECMA-376, part 1, 17.3 and
// 17.4), its footnotes behind the paragraphs that call them, and its title.
// Headers and footers repeat on every page and are left out.
func (r *Reader) readDOCX(ctx context.Context, c *container) (Text, error) {
	w := &word{ctx: ctx, limits: r.Limits}
	main, err := mainDocument(ctx, r.Limits, c)
	if err != nil {
		return Text{}, err
	}
	folder := path.Dir(main)
	for _, part := range []struct {
		name string
		read func(*parts) error
	}{
		{"styles.xml", w.readStyles}, {"numbering.xml", w.readNumbering}, {"footnotes.xml", w.readNotes}, {"endnotes.xml", w.readNotes},
	} {
		if err := w.part(c, path.Join(folder, part.name), part.read); err != nil {
			return Text{}, err
		}
	}
	if c.parts[main] == nil {
		return Text{}, &Error{Reason: Damaged, Detail: "the document has no main part", Mend: "open it in Word and save it again"}
	}
	var pieces []piece
	if err := w.part(c, main, func(p *parts) error {
		return p.each(func(e element) error { return w.blocks(p, e, &pieces) })
	}); err != nil {
		return Text{}, err
	}
	b := builder{max: r.Limits.TextBytes}
	for _, p := range pieces {
		b.piece(p)
	}
	text, err := b.text()
	if err != nil {
		return Text{}, err
	}
	text = r.dropNoise(text)
	err = w.part(c, "docProps/core.xml", func(p *parts) error {
		return p.each(func(e element) error {
			return p.each(func(e element) error {
				words, err := p.words()
				if e.name == "title" && isTitleOf(clean(words), text.Body) {
					text.Meta.Title = clean(words)
				}
				return err
			})
		})
	})
	if err != nil {
		text.warn("the document's properties could not be read: " + err.Error())
	}
	return text, nil
}

// piece writes a piece; its line breaks start new blocks.
func (b *builder) piece(p piece) {
	if p.rows != nil {
		b.table(p.rows)
		return
	}
	if p.kind == HeadingBlock {
		b.gap()
	}
	for line := range strings.SplitSeq(p.words, "\n") {
		b.add(p.kind, p.level, line)
	}
}

// titleRunes is how far into a text the words of its title are looked for.
const titleRunes = 3000

// isTitleOf reports whether a title in a document's properties is the title
// of this text and not left over from another: each of its words, two at
// least, stands in the beginning.
func isTitleOf(title, body string) bool {
	words := strings.Fields(strings.ToLower(title))
	if len(words) < 2 || utf8.RuneCountInString(title) > 500 {
		return false
	}
	head := body[:min(len(body), titleRunes*2)]
	known := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(head), isTitleGap) {
		known[w] = true
	}
	for _, w := range words {
		for _, part := range strings.FieldsFunc(w, isTitleGap) {
			if !known[part] {
				return false
			}
		}
	}
	return true
}

func isTitleGap(r rune) bool { return strings.ContainsRune(" \n|,.;:()\"“”«»'’-–", r) }

// mainDocument gives the name of the part that holds the text.
func mainDocument(ctx context.Context, limits Limits, c *container) (string, error) {
	main := "word/document.xml"
	w := &word{ctx: ctx, limits: limits}
	err := w.part(c, "_rels/.rels", func(p *parts) error {
		return p.each(func(e element) error {
			return p.each(func(e element) error {
				if strings.HasSuffix(e.attr("Type"), "/officeDocument") && e.attr("Target") != "" {
					main = strings.TrimPrefix(path.Clean("/"+e.attr("Target")), "/")
				}
				return p.skip()
			})
		})
	})
	return main, err
}
