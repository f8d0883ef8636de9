package lexicon

import (
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// OfficeWords is how registers of offices are written in a language, and how
// people ask for an office. Entries are phrases.
type OfficeWords struct {
	Columns    map[string][]string `yaml:"columns"`     // corpus.OfficeColumn → headings; one behind "=" is a whole heading, the others may stand within one
	Old        []string            `yaml:"old"`         // beside a heading: it is of what was before a merger
	Units      map[string][]string `yaml:"units"`       // commune, district, province → words beside a name
	UnitsAfter bool                `yaml:"units_after"` // units may stand behind the name
	Kinds      map[string][]string `yaml:"kinds"`       // one_stop, committee, police … → names of such offices
	Levels     map[string][]string `yaml:"levels"`      // commune, district, province, ministry → wordings
	Asks       map[string][]string `yaml:"asks"`        // where, address, phone, hours, email, renamed, file → wordings of questions; file_thing with file_state is file
	Self       []string            `yaml:"self"`        // before the place that a person tells of: "I live in"
	Frame      []string            `yaml:"frame"`       // words around a place that name none
	Provinces  []Province          `yaml:"provinces"`   // by resolution 202/2025/QH15
}

// Province is one of the provinces and cities of the State, with its names.
type Province struct {
	Name   string   `yaml:"name"`
	Former []string `yaml:"former"` // provinces that were merged into it on 1 July 2025
	Also   []string `yaml:"also"`   // other names of it in a language
}

// columnWords is the longest heading that a column is told from, in words.
const columnWords = 12

// OfficeColumns tells the columns of registers by their headings in all
// languages: the language of a file is not known when it is read.
type OfficeColumns struct {
	whole map[string]corpus.OfficeColumn // by the folded words, joined by spaces
	part  map[string]corpus.OfficeColumn
	old   map[string]bool
}

// OfficeColumns gives the headings of the columns of registers.
func (lx *Lexicon) OfficeColumns() *OfficeColumns {
	c := &OfficeColumns{map[string]corpus.OfficeColumn{}, map[string]corpus.OfficeColumn{}, map[string]bool{}}
	for _, tag := range lang.Tags() {
		w := lx.Languages[tag].Offices
		for column, headings := range w.Columns {
			for _, h := range headings {
				whole, exact := strings.CutPrefix(h, "=")
				key := strings.Join(folded(whole), " ")
				if c.whole[key] == "" {
					c.whole[key] = corpus.OfficeColumn(column)
				}
				if !exact && c.part[key] == "" {
					c.part[key] = corpus.OfficeColumn(column)
				}
			}
			key := strings.ReplaceAll(column, "_", " ") // as this program calls it
			if c.whole[key] == "" {
				c.whole[key] = corpus.OfficeColumn(column)
			}
		}
		for _, s := range w.Old {
			c.old[strings.Join(folded(s), " ")] = true
		}
	}
	return c
}

func folded(s string) []string {
	var out []string
	for _, w := range lang.Words(s) {
		out = append(out, w.Folded)
	}
	return out
}

// Column tells which column a heading names; "" for any other.
func (c *OfficeColumns) Column(heading string) corpus.OfficeColumn {
	words := folded(spaced(heading))
	if len(words) == 0 || len(words) > columnWords {
		return ""
	}
	words, old := c.withoutOld(words)
	column := c.whole[strings.Join(words, " ")]
	for n := len(words); n > 0 && column == ""; n-- {
		for i := 0; i+n <= len(words) && column == ""; i++ {
			column = c.part[strings.Join(words[i:i+n], " ")]
		}
	}
	if !old {
		return column
	}
	switch column {
	case corpus.OfficeWard, corpus.OfficeName, corpus.OfficeFormer:
		return corpus.OfficeFormer
	case corpus.OfficeProvince:
		return corpus.OfficeFormerProvince
	case corpus.OfficeDistrict:
		return column
	}
	return "" // an address or phone that holds no more
}

// withoutOld takes the words for "former" out of a heading.
func (c *OfficeColumns) withoutOld(words []string) (rest []string, old bool) {
	for i := 0; i < len(words); {
		n := len(words) - i
		for ; n > 0 && !c.old[strings.Join(words[i:i+n], " ")]; n-- {
		}
		if n > 0 {
			old = true
			i += n
			continue
		}
		rest = append(rest, words[i])
		i++
	}
	return rest, old
}

// spaced parts the words of a key such as openingHours.
func spaced(key string) string {
	var b strings.Builder
	var last rune
	for _, r := range key {
		if 'A' <= r && r <= 'Z' && 'a' <= last && last <= 'z' {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}
