package lexicon

import (
	"slices"
	"strings"
)

// Kin gives for each concept those that share words with it in at least so many
// languages: the tables tell senses apart that a translation does not, to
// receive a file and to take one. What shares a word in one language only may
// be another sense of it.
func (c *Concepts) Kin(languages int) map[string][]string {
	shared := map[[2]string]int{} // how many languages
	for tag := range c.words {
		at := map[string][]string{} // concepts of a wording
		for i := range c.list {
			for _, phrase := range c.list[i].Words[tag] {
				key := strings.ToLower(strings.Trim(phrase, "*"))
				at[key] = once(at[key], c.list[i].ID)
			}
		}
		pairs := map[[2]string]bool{}
		for _, ids := range at {
			for _, a := range ids {
				for _, b := range ids {
					if a < b {
						pairs[[2]string{a, b}] = true
					}
				}
			}
		}
		for pair := range pairs {
			shared[pair]++
		}
	}
	out := map[string][]string{}
	for pair, n := range shared {
		if n >= languages {
			out[pair[0]] = append(out[pair[0]], pair[1])
			out[pair[1]] = append(out[pair[1]], pair[0])
		}
	}
	for _, ids := range out {
		slices.Sort(ids)
	}
	return out
}
