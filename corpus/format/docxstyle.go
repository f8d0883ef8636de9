package format

import (
	"strconv"
	"strings"
)

// wordStyle is what a style says of the paragraphs or tables that have it.
type wordStyle struct {
	name    string // lower case, "heading 1"
	basedOn string
	outline int // 1 to 9; 0 where the style says none
	num     numbering
	borders bool
}

// numbering is the list and level of a paragraph; list "" says none, "0" that
// a style's numbering is taken away.
type numbering struct {
	list  string
	level int
}

// wordLevel is one level of a list.
type wordLevel struct {
	start  int
	format string // decimal, lowerLetter, bullet …
	text   string // "Điều %1."
}

// wordList is the numbering of a list: the definition whose counters it
// shares, and starts of its own.
type wordList struct {
	definition string
	starts     map[int]int
	started    map[int]bool
}

func (w *word) readStyles(p *parts) error {
	w.styles = map[string]wordStyle{}
	return p.each(func(e element) error {
		return p.each(func(e element) error {
			if e.name != "style" {
				return p.skip()
			}
			id, s := e.attr("styleId"), wordStyle{}
			err := p.each(func(e element) error {
				switch e.name {
				case "name":
					s.name = strings.ToLower(e.attr("val"))
				case "basedOn":
					s.basedOn = e.attr("val")
				case "pPr":
					return p.each(func(e element) error {
						switch e.name {
						case "outlineLvl":
							s.outline = outline(e)
						case "numPr":
							return readNumPr(p, &s.num)
						}
						return p.skip()
					})
				case "tblPr":
					return p.each(func(e element) error {
						if e.name == "tblBorders" {
							return p.borders(&s.borders)
						}
						return p.skip()
					})
				}
				return p.skip()
			})
			w.styles[id] = s
			return err
		})
	})
}

// borders sets seen if a visible border is among the children.
func (p *parts) borders(seen *bool) error {
	return p.each(func(e element) error {
		if v := e.attr("val"); v != "" && v != "nil" && v != "none" {
			*seen = true
		}
		return p.skip()
	})
}

func readNumPr(p *parts, n *numbering) error {
	return p.each(func(e element) error {
		switch e.name {
		case "ilvl":
			n.level = clampInt(e.attr("val"), 0, 8)
		case "numId":
			n.list = e.attr("val")
		}
		return p.skip()
	})
}

// outline gives a paragraph's outline level from 1; 0 is body text.
func outline(e element) int {
	n := clampInt(e.attr("val"), 0, 9)
	if n == 9 {
		return 0
	}
	return n + 1
}

func clampInt(s string, low, high int) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return low
	}
	return min(max(n, low), high)
}

// style gives a style with what it takes from those it is based on.
func (w *word) style(id string) wordStyle {
	s := w.styles[id]
	for base, hops := s.basedOn, 0; base != "" && hops < 20; hops++ {
		b := w.styles[base]
		if s.outline == 0 && !strings.HasPrefix(s.name, "toc ") {
			s.outline = b.outline
		}
		if s.num.list == "" {
			s.num = b.num
		}
		s.borders = s.borders || b.borders
		base = b.basedOn
	}
	return s
}

func (w *word) readNumbering(p *parts) error {
	w.levels, w.lists, w.counts = map[string]*[9]wordLevel{}, map[string]*wordList{}, map[string]*[9]int{}
	return p.each(func(e element) error {
		return p.each(func(e element) error {
			switch e.name {
			case "abstractNum":
				levels := &[9]wordLevel{}
				w.levels[e.attr("abstractNumId")] = levels
				return p.each(func(e element) error {
					if e.name != "lvl" {
						return p.skip()
					}
					l := &levels[clampInt(e.attr("ilvl"), 0, 8)]
					l.start = 1
					return p.each(func(e element) error {
						switch e.name {
						case "start":
							l.start = clampInt(e.attr("val"), 0, 1<<20)
						case "numFmt":
							l.format = e.attr("val")
						case "lvlText":
							l.text = e.attr("val")
						}
						return p.skip()
					})
				})
			case "num":
				l := &wordList{starts: map[int]int{}, started: map[int]bool{}}
				w.lists[e.attr("numId")] = l
				return p.each(func(e element) error {
					switch e.name {
					case "abstractNumId":
						l.definition = e.attr("val")
					case "lvlOverride":
						level := clampInt(e.attr("ilvl"), 0, 8)
						return p.each(func(e element) error {
							if e.name == "startOverride" {
								l.starts[level] = clampInt(e.attr("val"), 0, 1<<20)
							}
							return p.skip()
						})
					}
					return p.skip()
				})
			}
			return p.skip()
		})
	})
}

// mark counts a numbered paragraph and gives its number as Word shows it, "-"
// for a bullet, "" where the list is not known.
func (w *word) mark(n numbering) string {
	list := w.lists[n.list]
	if list == nil || w.levels[list.definition] == nil {
		return ""
	}
	levels := w.levels[list.definition]
	counts := w.counts[list.definition]
	if counts == nil {
		counts = &[9]int{}
		for i, l := range levels {
			counts[i] = l.start - 1
		}
		w.counts[list.definition] = counts
	}
	if start, ok := list.starts[n.level]; ok && !list.started[n.level] {
		list.started[n.level] = true
		counts[n.level] = start - 1
	}
	counts[n.level]++
	for i := n.level + 1; i < len(counts); i++ {
		counts[i] = levels[i].start - 1
	}
	if levels[n.level].format == "bullet" {
		return "-"
	}
	text := levels[n.level].text
	for i := range n.level + 1 {
		count := counts[i]
		if i < n.level {
			count = max(count, levels[i].start) // a level above that no paragraph used
		}
		text = strings.ReplaceAll(text, "%"+strconv.Itoa(i+1), inFormat(count, levels[i].format))
	}
	return clean(text)
}

// inFormat writes a number as ST_NumberFormat names it (ECMA-376, part 1,
// 17.18.59); those of other scripts are written as figures.
func inFormat(n int, format string) string {
	switch format {
	case "none":
		return ""
	case "lowerLetter":
		return strings.ToLower(letters(n))
	case "upperLetter":
		return letters(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	}
	return strconv.Itoa(n)
}
