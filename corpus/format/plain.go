package format

import (
	"regexp"
	"strings"
)

// readPlain reads plain text, in which every line is a paragraph, lines between
// bars are rows of a table, and headings and bold words may be marked as in
// Markdown: "## Tasks", "**No. 12/KH-UBND**".
func (r *Reader) readPlain(data []byte) (Text, error) {
	s, warning, err := decode(data)
	if err != nil {
		return Text{}, err
	}
	front, s, err := cutFront(s)
	if err != nil {
		return Text{}, err
	}
	text, err := r.plain(s)
	if err != nil {
		return Text{}, err
	}
	text.Meta = front
	text.warn(warning)
	return text, nil
}

// plain gives the text of lines.
func (r *Reader) plain(s string) (Text, error) {
	b := builder{max: r.Limits.TextBytes}
	b.body = make([]byte, 0, min(len(s), max(r.Limits.TextBytes, 1<<16))+16)
	var table []row
	flush := func() {
		if len(table) > 0 {
			b.table(table)
			table = nil
		}
	}
	for line := range lines(s) {
		line = unmark(line)
		if cells, ok := barRow(line); ok {
			if isRule(cells) {
				if len(table) == 1 {
					table[0].header = true
				}
				continue
			}
			table = append(table, row{cells: cells})
			continue
		}
		flush()
		if m := markedHeading.FindStringSubmatch(line); m != nil {
			b.gap()
			b.add(HeadingBlock, len(m[1]), m[2])
			continue
		}
		if before := len(b.blocks); strings.TrimSpace(line) == "" {
			b.gap()
		} else if b.paragraph(line); len(b.blocks) == before {
			b.gap() // nothing visible in it
		}
	}
	flush()
	text, err := b.text()
	if err != nil {
		return Text{}, err
	}
	return r.dropNoise(text), nil
}

var (
	markedHeading = regexp.MustCompile(`^(#{1,6})[ \t]+(\pL.*?|\d.*?)[ \t]*#*$`)
	emphasis      = regexp.MustCompile(`\*\*([^*\s](?:[^*]*[^*\s])?)\*\*|^\*([^*\s][^*]*[^*\s])\*$`)
)

// unmark takes the marks of bold words, and of a line in italics, away.
func unmark(s string) string { return emphasis.ReplaceAllString(s, "$1$2") }

func (t *Text) warn(warning string) {
	if warning != "" {
		t.Warnings = append(t.Warnings, warning)
	}
}

// barRow gives the cells of a line like "| a | b |".
func barRow(line string) ([]string, bool) {
	line = strings.TrimSpace(line)
	if len(line) < 3 || line[0] != '|' || line[len(line)-1] != '|' {
		return nil, false
	}
	line = strings.ReplaceAll(line[1:len(line)-1], `\|`, "¦")
	return strings.Split(line, "|"), true
}

// isRule reports whether cells are the line of dashes below a table's header.
func isRule(cells []string) bool {
	for _, c := range cells {
		c = strings.TrimSpace(c)
		if dashes := strings.Trim(c, ":"); len(dashes) < 2 || strings.Trim(dashes, "-") != "" {
			return false
		}
	}
	return true
}
