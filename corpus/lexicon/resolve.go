package lexicon

import (
	"slices"
	"sort"
	"strings"

	"vanthu/corpus/lang"
)

// resolver finds agencies by what people type.
type resolver struct {
	names     map[string][]string // folded words of a name → IDs
	short     map[string][]string // an abbreviation, folded, without spaces and marks → IDs
	fields    map[string][]string // a ministry's name without its first word → IDs
	provinces map[string][]string
	kinds     map[string][]string // kinds of local bodies
	around    map[string]bool     // words around a place
	longest   int                 // of names, in words
}

func newResolver(lx *Lexicon) *resolver {
	r := &resolver{names: map[string][]string{}, short: map[string][]string{}, fields: map[string][]string{},
		provinces: map[string][]string{}, kinds: map[string][]string{}, around: map[string]bool{}}
	put := func(m map[string][]string, key, id string) {
		if key != "" && !slices.Contains(m[key], id) {
			m[key] = append(m[key], id)
		}
	}
	for i := range lx.Agencies {
		a := &lx.Agencies[i]
		to := r.names
		switch {
		case a.Province:
			to = r.provinces
		case a.Local != "":
			to = r.kinds
		}
		for tag, names := range a.Names {
			for _, n := range lx.further(tag, names) {
				key := plainWords(n)
				put(to, key, a.ID)
				r.longest = max(r.longest, strings.Count(key, " ")+1)
				if _, field, ok := strings.Cut(key, " "); ok && slices.Contains(a.Groups, Ministries) && strings.Contains(field, " ") {
					put(r.fields, field, a.ID)
				}
			}
		}
		for _, n := range a.Former {
			put(to, plainWords(n), a.ID)
		}
		for _, s := range a.Abbreviations {
			put(r.short, compact(s), a.ID)
			if a.Local != "" {
				put(to, plainWords(s), a.ID)
			}
		}
	}
	for _, l := range lx.Languages {
		for _, p := range append(append([]string(nil), l.AgencyWords.Place...), l.AgencyWords.Of...) {
			r.around[plainWords(p)] = true
		}
	}
	return r
}

// further gives names of a body and those that a language derives from them.
func (lx *Lexicon) further(tag string, names []string) []string {
	l := lx.Languages[tag]
	if l == nil {
		return names
	}
	out := slices.Clone(names)
	for _, n := range names {
		for _, d := range l.AgencyWords.Derived {
			if strings.Contains(n, d.From) {
				out = append(out, strings.Replace(n, d.From, d.To, 1))
			}
		}
	}
	return out
}

// plainWords gives the folded words of s with single spaces between.
func plainWords(s string) string { return plain(lang.Words(s)) }

func plain(words []lang.Word) string {
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = w.Folded
	}
	return strings.Join(parts, " ")
}

func compact(s string) string { return strings.ReplaceAll(plainWords(s), " ", "") }

// ResolveAgency gives the IDs of the bodies that a person may mean who types
// text as an agency: a name of any language, with or without marks, an
// abbreviation of any length, the name of an older body, a local body with
// its place, or any of these among other words. Of several the likelier comes
// first: the one with more of the text's words in its names. tag is the
// language that the person writes.
func (lx *Lexicon) ResolveAgency(text, tag string) []string {
	r := lx.resolver()
	words := strings.Fields(plainWords(lang.Clean(text)))
	if len(words) == 0 {
		return nil
	}
	whole := strings.Join(words, " ")
	for _, m := range [...]map[string][]string{r.names, r.provinces, r.kinds} {
		if ids := m[whole]; len(ids) > 0 {
			return lx.likelier(ids, words)
		}
	}
	if ids := r.short[compact(text)]; len(ids) > 0 {
		return lx.likelier(ids, words)
	}
	if ids := r.local(words); len(ids) > 0 {
		return ids
	}
	if ids := r.fields[whole]; len(ids) > 0 {
		return lx.likelier(ids, words)
	}
	return lx.likelier(r.among(words, tag), words)
}

// local reads a local body and its place, in either order.
func (r *resolver) local(words []string) []string {
	at, n, provinces := r.longestIn(words, r.provinces)
	if n == 0 {
		return nil
	}
	rest := slices.Concat(words[:at], words[at+n:])
	kinds := r.kinds[strings.Join(rest, " ")]
	for len(kinds) == 0 && len(rest) > 1 && (r.around[rest[len(rest)-1]] || r.around[rest[0]]) {
		if r.around[rest[len(rest)-1]] {
			rest = rest[:len(rest)-1]
		} else {
			rest = rest[1:]
		}
		kinds = r.kinds[strings.Join(rest, " ")]
	}
	if len(kinds) == 0 {
		_, m, found := r.longestIn(rest, r.kinds)
		if m == 0 || m < len(rest)-3 {
			return nil
		}
		kinds = found
	}
	var out []string
	for _, k := range kinds {
		for _, p := range provinces {
			out = append(out, LocalID(p, k))
		}
	}
	return out
}

// longestIn finds the longest name of m among words.
func (r *resolver) longestIn(words []string, m map[string][]string) (at, n int, ids []string) {
	for l := min(len(words), r.longest); l > 0; l-- {
		for i := 0; i+l <= len(words); i++ {
			if ids := m[strings.Join(words[i:i+l], " ")]; len(ids) > 0 {
				return i, l, ids
			}
		}
	}
	return 0, 0, nil
}

// among finds the longest name or abbreviation among other words. Names of
// one word and abbreviations of two letters mean too much elsewhere.
func (r *resolver) among(words []string, tag string) []string {
	if len(words) > 40 {
		words = words[:40]
	}
	best, size := []string(nil), 0
	for _, m := range [...]map[string][]string{r.names, r.provinces, r.kinds, r.fields} {
		if _, n, ids := r.longestIn(words, m); n > size && (n > 1 || lang.Stems(tag)) {
			best, size = ids, n
		}
	}
	for i := range words {
		for l := 1; l <= 3 && i+l <= len(words); l++ {
			key := strings.Join(words[i:i+l], "")
			if ids := r.short[key]; len(key) > 2 && l >= size && len(ids) > 0 {
				best, size = ids, l
			}
		}
	}
	return best
}

// likelier puts the bodies first in whose names more of the words stand.
func (lx *Lexicon) likelier(ids, words []string) []string {
	if len(ids) < 2 {
		return ids
	}
	score := map[string]int{}
	for _, id := range ids {
		for _, name := range lx.Names(id) {
			have := strings.Fields(plainWords(name))
			n := 0
			for _, w := range words {
				if slices.Contains(have, w) {
					n++
				}
			}
			score[id] = max(score[id], n)
		}
	}
	out := append([]string(nil), ids...)
	sort.SliceStable(out, func(i, j int) bool { return score[out[i]] > score[out[j]] })
	return out
}
