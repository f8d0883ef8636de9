package offices

import (
	"slices"
	"strings"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// Words is the words of places and offices in all languages together: people
// write Vietnamese names within any of them.
type Words struct {
	units     map[string][]unit // by the first folded word
	kinds     *lexicon.Phrases
	levels    map[string]Level // by key
	provinces []province
	spelled   spellings        // names of provinces
	byName    map[string][]int // key of any name of a province → its places in provinces
}

// unit is a word for a kind of place: "phường", "ward", "thành phố".
type unit struct {
	words []lang.Word
	kinds []Level
	after bool // it may stand behind the name: "Cua Nam ward"
}

type province struct {
	name   string   // key
	names  []string // keys of the name of today
	former []string // keys
}

// NewWords gathers the words of a lexicon.
func NewWords(lx *lexicon.Lexicon) *Words {
	w := &Words{units: map[string][]unit{}, kinds: lexicon.NewPhrases(), levels: map[string]Level{}, byName: map[string][]int{}, spelled: spellings{}}
	place := map[string]int{}
	tags := lang.Tags()
	for _, tag := range tags {
		o := lx.Languages[tag].Offices
		for _, kind := range []Level{Commune, District, Province} {
			for _, s := range o.Units[string(kind)] {
				w.addUnit(s, kind, o.UnitsAfter)
			}
		}
		for kind, names := range o.Kinds {
			for _, s := range names {
				w.kinds.Add(s, kind)
			}
		}
		for level, names := range o.Levels {
			for _, s := range names {
				if k := key(lang.Words(s)); w.levels[k] == "" {
					w.levels[k] = Level(level)
				}
			}
			w.levels[level] = Level(level)
		}
		for _, p := range o.Provinces {
			k := w.spelled.add(lang.Words(p.Name))
			i, known := place[k]
			if !known {
				i = len(w.provinces)
				place[k] = i
				w.provinces = append(w.provinces, province{name: k, names: []string{k}})
			}
			for _, s := range p.Also {
				w.provinces[i].names = append(w.provinces[i].names, w.spelled.add(lang.Words(s)))
			}
			for _, s := range p.Former {
				w.provinces[i].former = append(w.provinces[i].former, w.spelled.add(lang.Words(s)))
			}
		}
	}
	for i, p := range w.provinces {
		for _, k := range append(slices.Clone(p.names), p.former...) {
			if !slices.Contains(w.byName[k], i) {
				w.byName[k] = append(w.byName[k], i)
			}
		}
	}
	return w
}

func (w *Words) addUnit(s string, kind Level, after bool) {
	words := lang.Words(s)
	if len(words) == 0 {
		return
	}
	list := w.units[words[0].Folded]
	for i, u := range list {
		if slices.EqualFunc(u.words, words, alike) {
			if !slices.Contains(u.kinds, kind) {
				list[i].kinds = append(u.kinds, kind)
			}
			list[i].after = u.after || after
			return
		}
	}
	w.units[words[0].Folded] = append(list, unit{words, []Level{kind}, after})
}

// unit gives the longest unit that words begin with; its length is 0 where
// there is none. What is typed with marks has to have the right ones.
func (w *Words) unit(words []lang.Word) (kinds []Level, n int, after bool) {
	if len(words) == 0 {
		return nil, 0, false
	}
	for _, u := range w.units[words[0].Folded] {
		if len(u.words) < n || len(u.words) > len(words) || !slices.EqualFunc(u.words, words[:len(u.words)], sameWord) {
			continue
		}
		if len(u.words) > n {
			kinds, n, after = nil, len(u.words), false
		}
		kinds = append(slices.Clip(kinds), u.kinds...)
		after = after || u.after
	}
	return kinds, n, after
}

// sameWord reports whether a word of the lexicon was typed, with its marks or
// without any.
func sameWord(have, typed lang.Word) bool {
	return have.Folded == typed.Folded && (typed.Marked == "" || typed.Marked == have.Marked)
}

// bare gives the words of a name without the units around it, "Phường Cửa
// Nam" and "Cua Nam ward": Cửa Nam. A name that is nothing else stays.
func (w *Words) bare(name string) []lang.Word {
	words := lang.Words(name)
	if _, n, _ := w.unit(words); n > 0 && n < len(words) {
		return words[n:]
	}
	for n := 1; n <= 2 && n < len(words); n++ {
		if _, m, _ := w.unit(words[len(words)-n:]); m == n {
			return words[:len(words)-n]
		}
	}
	return words
}

// level reads what a register or a procedure says of a level.
func (w *Words) level(s string) Level {
	if s == "" {
		return ""
	}
	words := lang.Words(s)
	for n := len(words); n > 0; n-- {
		for i := 0; i+n <= len(words); i++ {
			if l := w.levels[key(words[i:i+n])]; l != "" {
				return l
			}
		}
	}
	return ""
}

// LevelOf reads a level of government from words such as "Cấp Xã"; empty
// where they tell none.
func (w *Words) LevelOf(s string) Level { return w.level(s) }

// kindsOf gives the kinds of office that a text names.
func (w *Words) kindsOf(text string) []string {
	var out []string
	for _, m := range w.kinds.Find(lang.Words(text)) {
		if !slices.Contains(out, m.Value) {
			out = append(out, m.Value)
		}
	}
	return out
}

// isNumber reports names that are numbers, "Phường 12": they name a ward only
// beside a unit.
func isNumber(key string) bool {
	return key != "" && strings.Trim(key, "0123456789") == ""
}
