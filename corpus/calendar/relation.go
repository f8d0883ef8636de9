package calendar

import "vanthu/corpus"

// relation tells the words that stand straight before an expression, or the
// letter that is written onto it.
func (s *search) relation(m match) corpus.Relation {
	if m.prefix > 0 {
		return s.relationOf([]string{s.words[m.first].Folded[:m.prefix]})
	}
	i := m.first - 1
	for n := 0; n < 2 && i >= 0 && s.spaced(i) && s.skip.has(s.words[i]); n++ {
		if r := s.endingAt(i); r != "" {
			return r
		}
		i--
	}
	return s.endingAt(i)
}

// endingAt gives the relation whose words end at word i.
func (s *search) endingAt(i int) corpus.Relation {
	if i < 0 || !s.spaced(i) && s.gap(i) != "-" {
		return ""
	}
	var words []string
	for n := 0; n < 6 && i-n >= 0 && (n == 0 || s.spaced(i-n)); n++ {
		words = append(words, key(s.words[i-n]))
	}
	for l, r := 0, len(words)-1; l < r; l, r = l+1, r-1 {
		words[l], words[r] = words[r], words[l]
	}
	return s.relationOf(words)
}

// relationOf gives the relation whose words the list ends in.
func (f *Finder) relationOf(words []string) corpus.Relation {
	for _, r := range f.relations {
		n := len(words) - len(r.words)
		if n < 0 {
			continue
		}
		same := true
		for k, w := range r.words {
			same = same && words[n+k] == w
		}
		if same {
			return r.relation
		}
	}
	return ""
}
