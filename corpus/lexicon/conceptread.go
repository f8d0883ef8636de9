package lexicon

import (
	"slices"
	"strings"

	"vanthu/corpus/lang"
)

// Saying is a stretch of a text that names concepts, or a word that belongs
// to none.
type Saying struct {
	Start, End int        // bytes of the text
	Concepts   []string   // IDs, without broader ones; none for a word that is no function word nor number
	Own        int        // how many of Concepts, the first of them, it names as a whole
	Parts      [][]string // of a compound, what each of its parts names; none for a part that names nothing
}

// ConceptsIn gives the IDs of the concepts that a text of a language speaks
// of, with the broader ones, sorted, each once.
func (c *Concepts) ConceptsIn(text, tag string) []string {
	concepts, _ := c.Read(text, tag)
	return concepts
}

// Read gives what ConceptsIn gives and the rest: the words, as written, that
// belong to no concept and are no function words nor numbers, in order.
func (c *Concepts) Read(text, tag string) (concepts, rest []string) {
	c.walk(text, tag, false, func(s Saying) {
		if len(s.Concepts) == 0 {
			rest = append(rest, text[s.Start:s.End])
		}
		for _, id := range s.Concepts {
			concepts = c.with(concepts, id)
		}
	})
	slices.Sort(concepts)
	return concepts, rest
}

// Indexed gives the IDs of the concepts that a text is found by, sorted, each
// once: without the broader ones, which Narrower makes up for, and without
// those that many texts have: what is done, and what says little. Behind them
// it has the terms of the names that the text may have, with NameKind.
func (c *Concepts) Indexed(text, tag string) []string {
	var out []string
	unknown, known := map[int]int{}, map[int]int{}
	c.walk(text, tag, true, func(s Saying) {
		switch {
		case lang.Capitals(tag): // names are told by them
		case len(s.Concepts) == 0:
			unknown[s.Start] = s.End
		default:
			known[s.Start] = s.End
		}
		for _, id := range s.Concepts {
			if c.Unindexed(id) == "" {
				out = append(out, id)
			}
		}
	})
	out = nameTerms(out, text, unknown, known)
	slices.Sort(out)
	return slices.Compact(out)
}

// Unindexed gives why no text is found by a concept: its kind, where none of
// the kind is, or "common"; "" for all others.
func (c *Concepts) Unindexed(id string) string {
	switch kind, _, _ := strings.Cut(id, "."); {
	case kind == "plain", kind == "number", kind == "act":
		return kind
	case c.common[id]:
		return "common"
	}
	return ""
}

// Narrower gives a concept and those that it is broader than.
func (c *Concepts) Narrower(id string) []string { return append([]string{id}, c.narrower[id]...) }

// Sayings gives what a text names, stretch by stretch, in order.
func (c *Concepts) Sayings(text, tag string) []Saying {
	var out []Saying
	c.walk(text, tag, false, func(s Saying) {
		s.Concepts = slices.Clone(s.Concepts)
		out = append(out, s)
	})
	return out
}

// Traces gives what Sayings gives and, inside phrases, what shorter ones name.
func (c *Concepts) Traces(text, tag string) []Saying {
	var out []Saying
	c.walk(text, tag, true, func(s Saying) {
		if len(s.Concepts) > 0 {
			s.Concepts = slices.Clone(s.Concepts)
			out = append(out, s)
		}
	})
	return out
}

// Broader gives the concepts that are broader than one, the nearest first.
func (c *Concepts) Broader(id string) []string { return c.with(nil, id)[1:] }

// walk calls say with each stretch of a text that names concepts, and with
// each word that belongs to none and is no function word nor number.
// Where inner, it calls say with the shorter phrases inside a phrase too; in
// Vietnamese not with single syllables, and not with what stands inside a name.
func (c *Concepts) walk(text, tag string, inner bool, say func(Saying)) {
	made := c.words[tag]
	if made == nil {
		return
	}
	w := made()
	words := lang.Words(text)
	stems := make([]forms, len(words))
	written := false // with marks, so that a word without any has none
	for i, word := range words {
		stems[i] = w.forms(tag, word.Folded)
		stems[i].function = w.strict && c.stop(tag, word.Folded)
		written = written || word.Marked != ""
	}
	if written && tag == "vi" {
		for i := range words {
			words[i].Marked = marked(words[i])
		}
	}
	var found []string
	for i := 0; i < len(words); {
		if c.numbers[tag][words[i].Folded] && beforeNumber(text, words, i) { // "no. 57"
			i++
			continue
		}
		var n int
		n, found = w.longest(words[i:], stems[i:], found[:0])
		if n == 0 {
			parts, whole := w.compound(words[i].Folded, tag)
			if len(parts) > 0 {
				say(Saying{words[i].Start, words[i].End, slices.Concat(parts...), 0, parts})
			}
			if first := words[i].Folded[0]; !whole && (first < '0' || first > '9') && !c.stop(tag, words[i].Folded) && len(words[i].Folded) > 1 {
				say(Saying{Start: words[i].Start, End: words[i].End})
			}
			i++
			continue
		}
		ids := found
		own := len(ids)
		var parts [][]string
		number := !slices.ContainsFunc(ids, func(id string) bool { return !strings.HasPrefix(id, numberKind) })
		if n == 1 && !number { // the parts may have concepts too: landdatabase; fifteen is neither five nor ten
			if all, whole := w.compound(words[i].Folded, tag); whole {
				parts = all
			}
		}
		var last []string
		if !number {
			last = w.closing(words[i+n-1].Folded)
		}
		if parts == nil && len(last) > 0 { // a compound ends in a word of its own: transformatieproject
			parts = [][]string{nil, last}
		} else if len(last) > 0 {
			parts[len(parts)-1] = append(parts[len(parts)-1], last...)
		}
		for _, part := range parts {
			ids = append(ids, part...)
		}
		say(Saying{words[i].Start, words[i+n-1].End, ids, own, parts})
		if inner && n > 1 {
			named := slices.ContainsFunc(ids, isNamed)
			for j := i; j < i+n; j++ {
				to := i + n
				if j == i {
					to-- // all of it is said
				}
				m, more := w.longest(words[j:to], stems[j:to], nil)
				if named { // of a body's name, the kind of body it is
					more = slices.DeleteFunc(more, func(id string) bool { return !isBodyKind(id) })
				}
				if (m > 1 || m == 1 && tag != "vi") && (!named || len(more) > 0) {
					say(Saying{Start: words[j].Start, End: words[j+m-1].End, Concepts: more, Own: len(more)})
				}
			}
		}
		next := i + n
		for j := i + 1; j < i+n && tag != "vi"; j++ { // "registration of residence" goes over into "residence for a time"
			if m, _ := w.longest(words[j:], stems[j:], nil); j+m > i+n {
				next = j
				break
			}
		}
		i = next
	}
}

// isNamed reports the concept of a name.
func isNamed(id string) bool {
	return strings.HasPrefix(id, namedKind) || strings.HasPrefix(id, placeKind) || strings.HasPrefix(id, "person.")
}

// isBodyKind reports the concept of a kind of bodies, such as working groups.
func isBodyKind(id string) bool {
	return strings.HasPrefix(id, bodyKind) || strings.HasPrefix(id, "object.")
}

// beforeNumber reports a word behind which a number stands.
func beforeNumber(text string, words []lang.Word, i int) bool {
	return i+1 < len(words) && words[i+1].Folded[0] >= '0' && words[i+1].Folded[0] <= '9' && words[i+1].Start-words[i].End <= len("׳ ")+1
}
