package lexicon

import (
	"slices"
	"strings"
)

// kinLanguages is in how many languages two concepts share words that mean
// nearly the same: in one alone the word may have two senses.
const kinLanguages = 2

// family opens the names of the concepts whose words stand for each other and which
// are kin to none: plain.as-cheap.
const family = "as-"

func isFamily(id string) bool {
	_, name, _ := strings.Cut(id, ".")
	return strings.HasPrefix(name, family)
}

// Kin gives for each concept those that share words with it: the tables tell
// senses apart that a translation does not, to receive a file and to take one.
// close are those that do so in several languages, near those in one at least.
func (c *Concepts) Kin() (close, near map[string][]string) {
	shared := map[[2]string]int{} // in how many languages
	for tag := range c.words {
		at := map[string][]string{} // concepts of a wording
		for i := range c.list {
			if isFamily(c.list[i].ID) {
				continue
			}
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
	close, near = map[string][]string{}, map[string][]string{}
	for pair, n := range shared {
		for _, to := range [...]map[string][]string{near, close} {
			to[pair[0]] = append(to[pair[0]], pair[1])
			to[pair[1]] = append(to[pair[1]], pair[0])
			if n < kinLanguages {
				break
			}
		}
	}
	for _, kin := range [...]map[string][]string{close, near} {
		for _, ids := range kin {
			slices.Sort(ids)
		}
	}
	return close, near
}
