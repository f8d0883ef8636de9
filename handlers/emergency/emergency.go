// Package emergency tells whom to call, where a message says that somebody is
// in danger now. The numbers are data, a file a country; the words by which
// danger is told are the lexicon's.
//
// A message is taken for a cry for help only where its words say so: a danger
// that is merely named, in a question about benefits, certificates or reports,
// is none.
package emergency

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"

	"gopkg.in/yaml.v3"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

//go:embed data/*.yaml
var embedded embed.FS

// Number is a telephone number to call.
type Number struct {
	Number string `yaml:"number"`
	Of     string `yaml:"of"`     // police, fire, ambulance, rescue, child
	Source string `yaml:"source"` // the name of one of the file's sources
}

// file is one file of numbers.
type file struct {
	Country string              `yaml:"country"`
	Numbers []Number            `yaml:"numbers"`
	Sources map[string]string   `yaml:"sources"`
	Calls   map[string][]string `yaml:"calls"` // danger → of which numbers, the first one first
}

// longestCry is how many words a cry for help has at most.
const longestCry = 60

// Numbers tells cries for help and whom to call. It does not change; nil
// knows none.
type Numbers struct {
	numbers []Number
	calls   map[string][]string
	words   []words
}

// words is how one language tells of dangers.
type words struct {
	always, cries, events map[string][]lexicon.Pattern
	urgent, about         []lexicon.Pattern
}

// Load reads the numbers of Viet Nam and lays the files emergency*.yaml of
// overlay, which may be nil, over them: one of another country takes their
// place.
func Load(lx *lexicon.Lexicon, overlay fs.FS) (*Numbers, error) {
	f := file{Calls: map[string][]string{}, Sources: map[string]string{}}
	if err := f.read(embedded, "data/vn.yaml"); err != nil {
		return nil, err
	}
	if overlay != nil {
		names, err := fs.Glob(overlay, "emergency*.yaml")
		if err != nil {
			return nil, fmt.Errorf("list files of emergency numbers: %w", err)
		}
		slices.Sort(names)
		for _, name := range names {
			if err := f.read(overlay, name); err != nil {
				return nil, err
			}
		}
	}
	n := &Numbers{numbers: f.Numbers, calls: f.Calls}
	for _, tag := range lang.Tags() {
		if l := lx.Languages[tag]; l != nil {
			n.words = append(n.words, newWords(l))
		}
	}
	return n, nil
}

// read lays a file over what was read before.
func (f *file) read(from fs.FS, name string) error {
	data, err := fs.ReadFile(from, name)
	if err != nil {
		return fmt.Errorf("read emergency numbers: %w", err)
	}
	var more file
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(&more); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read emergency numbers %s: %w", name, err)
	}
	if more.Country != f.Country {
		f.Country, f.Numbers = more.Country, nil
	}
	maps.Copy(f.Sources, more.Sources)
	for _, n := range more.Numbers {
		if n.Number == "" || n.Of == "" || f.Sources[n.Source] == "" {
			return fmt.Errorf("read emergency numbers %s: %+v lacks its number, whose it is, or a source", name, n)
		}
		f.Numbers = slices.DeleteFunc(f.Numbers, func(o Number) bool { return o.Of == n.Of })
		f.Numbers = append(f.Numbers, n)
	}
	maps.Copy(f.Calls, more.Calls)
	return nil
}

func newWords(l *lexicon.Language) words {
	e := l.Everyday.Emergency
	w := words{always: patterns(e.Always), cries: patterns(e.Cries), events: patterns(e.Events)}
	for _, s := range e.Urgent {
		w.urgent = append(w.urgent, lexicon.NewPattern(s))
	}
	for _, s := range e.About {
		w.about = append(w.about, lexicon.NewPattern(s))
	}
	return w
}

func patterns(of map[string][]string) map[string][]lexicon.Pattern {
	out := map[string][]lexicon.Pattern{}
	for kind, list := range of {
		for _, s := range list {
			out[kind] = append(out[kind], lexicon.NewPattern(s))
		}
	}
	return out
}

// In gives the kinds of danger that a message cries of, by name; none where it
// is no cry for help.
func (n *Numbers) In(text string) []string {
	if n == nil {
		return nil
	}
	said := lang.Words(lang.Clean(text))
	if len(said) == 0 || len(said) > longestCry {
		return nil
	}
	found := map[string]bool{}
	for _, w := range n.words {
		take := func(of map[string][]lexicon.Pattern) {
			for kind, list := range of {
				if any(list, said) {
					found[kind] = true
				}
			}
		}
		take(w.always)
		if any(w.about, said) {
			continue
		}
		take(w.cries)
		if any(w.urgent, said) {
			take(w.events)
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func any(list []lexicon.Pattern, said []lang.Word) bool {
	return slices.ContainsFunc(list, func(p lexicon.Pattern) bool { return p.In(said) })
}

// Call gives the numbers for some kinds of danger: those to call first, then
// all others.
func (n *Numbers) Call(kinds []string) (first, others []Number) {
	taken := map[string]bool{}
	for _, kind := range kinds {
		for _, of := range n.calls[kind] {
			for _, number := range n.numbers {
				if number.Of == of && !taken[of] {
					taken[of] = true
					first = append(first, number)
				}
			}
		}
	}
	for _, number := range n.numbers {
		if !taken[number.Of] {
			others = append(others, number)
		}
	}
	return first, others
}
