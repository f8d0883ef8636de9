// Package offices finds the offices that people go to: by the name of a
// commune or ward, of today or of before the mergers of 1 July 2025, by the
// name of the office, and by a point on the map. What it knows is what the
// registers among the documents say, which Book reads; all else is pure.
//
// A register is a document of its own kind, whose text is a table with one
// row an office. Storing it as any other document gives versions, visibility,
// citation, deletion and backup without a table of its own; its rows are
// parsed again whenever it changes (Read), which takes less than half a second
// for 20,000 rows, so that the words by which columns are known may change
// without reading files again. A register has no windows in the
// search index, so that its rows do not stand in the way of other searches.
//
// Find reads words for names that the registers know, longest first: a name
// behind "phường" or before "ward" is surer than one without, and districts
// and provinces named beside it tell wards of one name apart. A name that no
// register has is looked for with one or two letters changed, and is then
// given as unsure: who asks has to confirm it. Nothing else is guessed.
package offices

import (
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// Office is one row of a register. Texts are as the register writes them.
type Office struct {
	ID       string // stable while the row stands on its line
	Document *corpus.Document
	Passage  corpus.Passage // the row

	Name           string
	Ward           string
	Former         []string // wards that were merged into Ward
	District       string   // former, or that of the police and the like
	Province       string
	FormerProvince string
	Address        string
	Hours          string
	Phone          string
	Email          string
	URL            string
	Lookup         string // page where people look up their files
	Serves         string
	Level          Level
	Point          *corpus.MapPoint // nil: not told, or none of the earth
}

// Level is the level of government that an office belongs to.
type Level string

// The levels; empty is not known.
const (
	Commune  Level = "commune"
	District Level = "district"
	Province Level = "province"
	Ministry Level = "ministry"
)

// Row gives the line of the register's file that the office stands in.
func (o *Office) Row() string { return strings.TrimPrefix(o.Passage.ID, "row_") }

// Columns tells which column a heading names; lexicon.OfficeColumns is one.
type Columns interface {
	Column(heading string) corpus.OfficeColumn
}

// Read gives the offices of a register.
func Read(d *corpus.Document, columns Columns, words *Words) []Office {
	head, _, _ := strings.Cut(d.Text, "\n")
	var kinds []corpus.OfficeColumn
	for _, h := range cells(head) {
		kinds = append(kinds, columns.Column(h))
	}
	out := make([]Office, 0, len(d.Passages))
	for _, p := range d.Passages {
		o := Office{ID: d.ID + ":" + p.ID, Document: d, Passage: p}
		var level, point, lat, lon string
		into := map[corpus.OfficeColumn]*string{corpus.OfficeName: &o.Name, corpus.OfficeWard: &o.Ward, corpus.OfficeDistrict: &o.District, corpus.OfficeProvince: &o.Province,
			corpus.OfficeFormerProvince: &o.FormerProvince, corpus.OfficeAddress: &o.Address, corpus.OfficeHours: &o.Hours, corpus.OfficePhone: &o.Phone,
			corpus.OfficeEmail: &o.Email, corpus.OfficeURL: &o.URL, corpus.OfficeLookup: &o.Lookup, corpus.OfficeServes: &o.Serves, corpus.OfficeLevel: &level,
			corpus.OfficePoint: &point, corpus.OfficeLat: &lat, corpus.OfficeLon: &lon}
		for i, cell := range cells(d.PassageText(p)) {
			if i >= len(kinds) || cell == "" {
				continue
			}
			if kinds[i] == corpus.OfficeFormer {
				o.Former = append(o.Former, list(cell)...)
			} else if to := into[kinds[i]]; to != nil && *to == "" {
				*to = cell
			}
		}
		if at, _, ok := corpus.ReadMapPoint(point, lat, lon); ok {
			o.Point = &at
		}
		if o.Name == "" {
			o.Name = o.Ward
		}
		if o.Level = words.level(level); o.Level == "" {
			switch {
			case o.Ward != "":
				o.Level = Commune
			case o.Province != "":
				o.Level = Province
			}
		}
		out = append(out, o)
	}
	return out
}

// cells gives the cells of a table's row, "| cell | cell |".
func cells(row string) []string {
	row = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(row), "|"), "|")
	out := strings.Split(row, "|")
	for i, c := range out {
		out[i] = strings.TrimSpace(c)
	}
	return out
}

// list gives the names of a list, which semicolons part, else commas. What
// stands in brackets says of a name what part of it is meant.
func list(s string) []string {
	separator := ";"
	if !strings.Contains(s, ";") {
		separator = ","
		if strings.Contains(s, "¦") {
			separator = "¦"
		}
	}
	var out []string
	for part := range strings.SplitSeq(s, separator) {
		if part = strings.TrimSpace(withoutBrackets(part)); part != "" {
			out = append(out, part)
		}
	}
	return out
}

func withoutBrackets(s string) string {
	for {
		open := strings.IndexByte(s, '(')
		if open < 0 {
			return s
		}
		end := strings.IndexByte(s[open:], ')')
		if end < 0 {
			return s[:open]
		}
		s = s[:open] + " " + s[open+end+1:]
	}
}

// key is words as they are compared: folded, without spaces, so that "Cua
// Nam", "cuanam" and "Cửa-Nam" are one.
func key(words []lang.Word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.Folded)
	}
	if k := b.String(); isNumber(k) {
		return strings.TrimLeft(k, "0") // "Phường 05"
	}
	return b.String()
}
