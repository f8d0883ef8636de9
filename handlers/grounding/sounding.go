package grounding

import (
	"strings"
	"unicode"

	"vanthu/corpus/lang"
)

// heardWords is the least number of words of a name that is heard in another
// script, heardConsonants that of their consonants.
const (
	heardWords      = 2
	heardConsonants = 3
)

// heardName is where a name stands in two texts: words, inclusive.
type heardName struct {
	first, last   int // here
	there, thereL int // there
}

// script tells the scripts of languages apart: in another one a name is not
// written, but heard.
func script(tag string) string {
	switch tag {
	case "ru", "he", "ar":
		return tag
	}
	return ""
}

// sounds reports whether two words are of names that sound alike in two scripts:
// Хоанг Тху Ха is Hoàng Thu Hà.
func (r *reading) sounds(i int, x *reading, j int) bool {
	if script(r.tongue.tag) == script(x.tongue.tag) {
		return false
	}
	for _, n := range r.heardIn(x) {
		if n.first <= i && i <= n.last && n.there <= j && j <= n.thereL {
			return true
		}
	}
	return false
}

// heardIn gives the names that a text shares with one in another script. Those
// of the one whose script has capitals are looked for in the other.
func (r *reading) heardIn(x *reading) []heardName {
	if out, known := r.heard[x]; known {
		return out
	}
	var out []heardName
	if lang.Capitals(r.tongue.tag) {
		out = r.namesIn(x)
	} else if lang.Capitals(x.tongue.tag) {
		for _, n := range x.namesIn(r) {
			out = append(out, heardName{n.there, n.thereL, n.first, n.last})
		}
	}
	if r.heard == nil {
		r.heard = map[*reading][]heardName{}
	}
	r.heard[x] = out
	return out
}

// namesIn looks for the names of a text, runs of words with capitals without the
// titles in front, in another one.
func (r *reading) namesIn(x *reading) (out []heardName) {
	for i := 0; i < len(r.words); i++ {
		last := i
		for last < len(r.words) && r.name(last) && !r.taken[last] && !r.bodyAt(r.words[last].Start) && (last == i || r.spaced(last-1, last)) {
			last++
		}
		for from := i; from+heardWords <= last; from++ {
			if n, ok := r.nameIn(x, from, last-1); ok {
				out = append(out, n)
				break
			}
		}
		i = max(i, last-1)
	}
	return out
}

// nameIn looks for the name of some words in another text.
func (r *reading) nameIn(x *reading, first, last int) (heardName, bool) {
	name := lang.ReadName(strings.FieldsFunc(r.text[r.words[first].Start:r.words[last].End], unicode.IsSpace)...).Exact()
	if name.Consonants() < heardConsonants {
		return heardName{}, false
	}
	for _, w := range name.In(x.text) {
		if from, to := x.within(w.Start, w.End); from <= to {
			return heardName{first, last, from, to}, true
		}
	}
	return heardName{}, false
}

// samePerson reports whether two texts name one person.
func (r *reading) samePerson(p person, x *reading, q person) bool {
	return p.id == q.id || r.sounds(p.last, x, q.last)
}
