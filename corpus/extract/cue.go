package extract

import (
	"strings"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// cueKind is what a phrase tells about duties; a phrase may tell several
// things at once.
type cueKind uint64

const (
	order cueKind = 1 << iota
	ordered
	must
	upon
	lead
	direct
	cooperate
	cooperating
	act
	finish
	send
	toward
	agent
	of
	and
	met
	past
	not
	negation
	begin
	expected
	aim
	instead
	moved
	ended
	event
	period
	due
	except
	citizen
	may
	relative
	passive
	asOf
	sameBody
	ignored
	giver
	follows
	topical
	indefinite
	but
	given
	once
	replaced
	has
	among
)

const (
	binding   = order | ordered | must | upon | lead // somebody is given something to do
	acting    = act | finish | send
	predicate = binding | acting | met | not | expected | aim | ended | event | moved
)

// cue is a phrase found among the words of a sentence.
type cue struct {
	kind       cueKind
	first, len int // words
}

func (c cue) end() int { return c.first + c.len }

// cueSet finds the phrases that tell of duties in one language.
type cueSet struct {
	exact   map[string][]cuePhrase // by first word
	prefix  map[string][]cuePhrase // by the beginning of a first word that may go on
	lengths []int                  // of those beginnings, in bytes
	clitics []string               // letters that may be written onto a first word, longest first
	endings []string               // of words that say what is to be done
	marks   map[string]bool        // words in front of them that make them so: "to"
	forms   []string               // in which they end behind such a word
	marked  bool                   // marks count
}

type cuePhrase struct {
	words []string // a star at the end: it may go on
	kind  cueKind
}

func newCueSet(tag string, w *lexicon.DutyWords) *cueSet {
	s := &cueSet{exact: map[string][]cuePhrase{}, prefix: map[string][]cuePhrase{}, marked: tag == "vi"}
	for _, c := range w.Clitics {
		s.clitics = append(s.clitics, lang.Fold(c))
	}
	if len(w.InfinitiveMarks) > 0 {
		s.marks = map[string]bool{}
		for _, m := range w.InfinitiveMarks {
			s.marks[lang.Fold(m)] = true
		}
		for _, e := range w.InfinitiveEndings {
			s.forms = append(s.forms, lang.Fold(e))
		}
	}
	for _, e := range w.ActEndings {
		s.endings = append(s.endings, lang.Fold(e))
	}
	kinds := map[string]cueKind{}
	var phrases []string // in order, so that the same data gives the same set
	for _, list := range []struct {
		phrases []string
		kind    cueKind
	}{
		{w.Order, order}, {w.Ordered, ordered}, {w.Must, must}, {w.Upon, upon}, {w.Lead, lead}, {w.Direct, direct}, {w.Cooperate, cooperate}, {w.Cooperating, cooperating},
		{w.Act, act}, {w.Finish, finish}, {w.Send, send}, {w.Toward, toward}, {w.Agent, agent}, {w.Responsible, agent}, {w.Of, of}, {w.And, and}, {w.Met, met}, {w.Past, past}, {w.Not, not}, {w.Negation, negation}, {w.Begin, begin},
		{w.Expected, expected}, {w.Aim, aim}, {w.Instead, instead}, {w.Moved, moved}, {w.Ended, ended}, {w.Event, event}, {w.Period, period}, {w.Due, due}, {w.Except, except}, {w.Citizens, citizen}, {w.May, may}, {w.Relative, relative}, {w.Passive, passive}, {w.AsOf, asOf}, {w.Same, sameBody}, {w.Ignore, ignored},
		{w.Givers, giver}, {w.Follows, follows}, {w.Topics, topical}, {w.Indefinite, indefinite}, {w.But, but}, {w.Given, given}, {w.Once, once}, {w.Replaced, replaced}, {w.Has, has}, {w.Including, among},
	} {
		for _, p := range list.phrases {
			key := strings.Join(s.phrase(p), " ")
			if kinds[key] == 0 {
				phrases = append(phrases, key)
			}
			kinds[key] |= list.kind
		}
	}
	lengths := map[int]bool{}
	for _, p := range phrases {
		ph := cuePhrase{words: strings.Fields(p), kind: kinds[p]}
		if len(ph.words) == 0 {
			continue
		}
		to, first := s.exact, ph.words[0]
		if begin, open := strings.CutSuffix(first, "*"); open {
			to, first = s.prefix, begin
			if !lengths[len(begin)] {
				lengths[len(begin)] = true
				s.lengths = append(s.lengths, len(begin))
			}
		}
		list := append(to[first], ph)
		for i := len(list) - 1; i > 0 && len(list[i].words) > len(list[i-1].words); i-- {
			list[i], list[i-1] = list[i-1], list[i]
		}
		to[first] = list
	}
	return s
}

// phrase gives the words of a phrase as they are compared, stars kept.
func (s *cueSet) phrase(p string) []string {
	var out []string
	for _, part := range strings.Fields(p) {
		star := strings.HasSuffix(part, "*")
		words := lang.Words(part)
		for i, w := range words {
			key := s.key(w)
			if star && i == len(words)-1 {
				key += "*"
			}
			out = append(out, key)
		}
	}
	return out
}

func (s *cueSet) key(w lang.Word) string {
	if s.marked && w.Marked != "" {
		return w.Marked
	}
	return w.Folded
}

// endingBytes is the most bytes of a word that is too short to be known as a
// verb by its ending.
const endingBytes = len("делать") - 2

// find gives the phrases in a sentence, the longest at each word, without
// overlaps.
func (s *cueSet) find(words []lang.Word) []cue {
	var out []cue
	for i := 0; i < len(words); {
		c := s.at(words, i, s.key(words[i]))
		for _, l := range s.clitics {
			if c.len > 0 {
				break
			}
			if rest, ok := strings.CutPrefix(words[i].Folded, l); ok && len(rest) >= 4 { // two letters of these scripts
				c = s.at(words, i, rest)
			}
		}
		if c.len == 0 && len(words[i].Folded) > endingBytes && hasAffix(words[i].Folded, s.endings, strings.HasSuffix) {
			c = cue{act, i, 1}
		}
		if c.len == 0 && i > 0 && s.marks[words[i-1].Folded] && len(words[i].Folded) >= verbRunes && hasAffix(words[i].Folded, s.forms, strings.HasSuffix) {
			c = cue{act, i, 1} // "te heropenen"
		}
		if c.len == 0 {
			i++
			continue
		}
		if c.kind != ignored {
			out = append(out, c)
		}
		i += c.len
	}
	return out
}

// at gives the longest phrase at word i, whose first word counts as first.
func (s *cueSet) at(words []lang.Word, i int, first string) cue {
	best := s.longest(s.exact[first], words, i)
	for _, n := range s.lengths {
		if n > len(first) {
			continue
		}
		if c := s.longest(s.prefix[first[:n]], words, i); c.len > best.len {
			best = c
		}
	}
	return best
}

func (s *cueSet) longest(list []cuePhrase, words []lang.Word, i int) cue {
	for _, p := range list {
		if len(p.words) <= len(words)-i && s.follows(p.words[1:], words[i+1:]) {
			return cue{p.kind, i, len(p.words)}
		}
	}
	return cue{}
}

func (s *cueSet) follows(phrase []string, words []lang.Word) bool {
	for k, p := range phrase {
		have := s.key(words[k])
		if begin, open := strings.CutSuffix(p, "*"); open && strings.HasPrefix(have, begin) {
			continue
		}
		if have != p {
			return false
		}
	}
	return true
}
