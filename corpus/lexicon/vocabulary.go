package lexicon

import (
	"reflect"
	"sync"

	"vanthu/corpus/lang"
)

// Knower gives what tells whether a folded word is one of a language's
// vocabulary. The words of a language are taken up when it is first asked
// about; it is safe for concurrent use.
func (lx *Lexicon) Knower() func(tag, word string) bool {
	words := map[string]func() map[string]bool{}
	for tag := range lx.Languages {
		words[tag] = sync.OnceValue(func() map[string]bool { return lx.Vocabulary(tag) })
	}
	return func(tag, word string) bool {
		known := words[tag]
		return known != nil && known()[lang.Root(tag, word)]
	}
}

// Vocabulary gives the roots of all words of a language that the lexicon holds
// in any place: what is none of them may be the name of a place or a person.
func (lx *Lexicon) Vocabulary(tag string) map[string]bool {
	out := map[string]bool{}
	add := func(phrase string) {
		for _, w := range lang.Words(phrase) {
			out[lang.Root(tag, w.Folded)] = true
		}
	}
	for _, c := range lx.concepts {
		for t, phrases := range c.Words {
			if t, _ = lang.Tag(t); t == tag {
				for _, p := range phrases {
					add(p)
				}
			}
		}
	}
	for i := range lx.Agencies {
		if a := &lx.Agencies[i]; !a.Province && !a.Proper {
			for _, n := range a.Names[tag] {
				add(n)
			}
		}
	}
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		if v.Type() == reflect.TypeFor[Province]() { // the name of a place
			return
		}
		switch v.Kind() {
		case reflect.String:
			add(v.String())
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Map:
			for _, k := range v.MapKeys() {
				walk(v.MapIndex(k))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i))
			}
		}
	}
	walk(reflect.ValueOf(*lx.Language(tag)))
	return out
}
