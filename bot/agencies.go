package main

import (
	"slices"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// bodies finds the bodies of the lexicon by name.
type bodies struct {
	lexicon *lexicon.Lexicon
	names   *lexicon.Phrases
}

func newBodies(lx *lexicon.Lexicon) bodies { return bodies{lx, lx.AgencyNames()} }

// Holder knows of no succession.
func (b bodies) Holder(id string, _ corpus.Day) string { return id }

// Same knows of no succession.
func (b bodies) Same(x, y string) bool { return x == y }

// Covers knows of no collectives.
func (b bodies) Covers(holder, id string) bool { return holder == id }

// AgencyName gives the name of a body.
func (b bodies) AgencyName(id, tag string) string {
	for _, a := range b.lexicon.Agencies {
		if a.ID == id {
			for _, t := range []string{tag, "en", "vi"} {
				if names := a.Names[t]; len(names) > 0 {
					return names[0]
				}
			}
		}
	}
	return ""
}

// ResolveAgency gives the bodies that a text names.
func (b bodies) ResolveAgency(text, _ string) []string {
	words := lang.Words(text)
	if found := b.names.Find(words); len(found) == 1 && found[0].Len == len(words) {
		return []string{found[0].Value}
	}
	var out []string
	for _, a := range b.lexicon.Agencies {
		if a.ID == text || slices.Contains(a.Abbreviations, text) {
			out = append(out, a.ID)
		}
	}
	return out
}
