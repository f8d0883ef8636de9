package offices

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// phrase is a text on its way to be understood.
type phrase struct {
	text    string
	words   []lang.Word
	gap     []bool    // something other than a space parts a word from the one before it
	ends    [][]Level // units that end before a word
	size    []int     // their length in words
	starts  [][]Level // units that begin at a word and may stand behind a name
	inUnit  []bool
	inKind  []bool
	inFrame []bool
	taken   []bool // words of the place
	found   []lexicon.Match
}

// read takes a text apart. What stands beyond textWords is left out.
func (r *Register) read(q Query) *phrase {
	text := q.Text
	p := &phrase{text: text, words: lang.Words(text)}
	p.words = p.words[:min(len(p.words), textWords)]
	n := len(p.words)
	p.gap, p.ends, p.starts, p.size = make([]bool, n+1), make([][]Level, n+1), make([][]Level, n+1), make([]int, n+1)
	p.inUnit, p.inKind, p.inFrame, p.taken = make([]bool, n+1), make([]bool, n+1), make([]bool, n+1), make([]bool, n+1)
	for i, w := range p.words {
		p.inFrame[i] = slices.ContainsFunc(q.Frame, func(s corpus.Span) bool { return s.Start <= w.Start && w.End <= s.End })
	}
	for i := 1; i < n; i++ {
		between := text[p.words[i-1].End:p.words[i].Start]
		p.gap[i] = strings.Trim(between, " -'’\u00a0") != "" && between != "."
	}
	for i := 0; i < n; {
		kinds, m, after := r.words.unit(p.words[i:])
		if m == 0 {
			i++
			continue
		}
		p.ends[i+m], p.size[i+m] = kinds, m
		if after {
			p.starts[i] = kinds
		}
		for j := i; j < i+m; j++ {
			p.inUnit[j] = true
		}
		if between := p.after(i + m); between == ". " { // "P. Cửa Nam"
			p.gap[i+m] = false
		}
		i += m
	}
	p.found = r.words.kinds.Find(p.words)
	for _, m := range p.found {
		for i := m.First; i < m.First+m.Len; i++ {
			p.inKind[i] = true
		}
	}
	return p
}

// after gives what stands between a word and the one before it.
func (p *phrase) after(i int) string {
	if i == 0 || i >= len(p.words) {
		return ""
	}
	return p.text[p.words[i-1].End:p.words[i].Start]
}

// together reports whether nothing parts a run of words.
func (p *phrase) together(first, n int) bool {
	return !slices.Contains(p.gap[first+1:first+n], true)
}

// beside reports whether a unit of a level stands beside a run of words, and
// whether one of another level stands before it.
func (p *phrase) beside(first, n int, level Level) (unit, other bool) {
	if len(p.ends[first]) > 0 && !p.gap[first] {
		if slices.Contains(p.ends[first], level) {
			return true, false
		}
		other = true
	}
	if end := first + n; end < len(p.words) && !p.gap[end] && slices.Contains(p.starts[end], level) {
		return true, other
	}
	return false, other
}

// take marks the words of a name, and its unit's, as understood.
func (p *phrase) take(s span) {
	if s.unit && !p.gap[s.first] {
		for i := s.first - p.size[s.first]; i < s.first; i++ {
			p.taken[i] = true
		}
	}
	for i := s.first; i < s.first+s.n; i++ {
		p.taken[i], p.inKind[i] = true, false
	}
	p.found = slices.DeleteFunc(p.found, func(m lexicon.Match) bool { return s.first < m.First+m.Len && m.First < s.first+s.n })
}

// kinds gives the kinds of office that are named.
func (p *phrase) kinds() []string {
	var out []string
	for _, m := range p.found {
		if !slices.Contains(out, m.Value) {
			out = append(out, m.Value)
		}
	}
	return out
}

// whole gives the run of words that a name which was found may be a part of:
// the words beside it that are written like it and not understood.
func (p *phrase) whole(s span) span {
	part := func(i int) bool {
		return !p.taken[i] && !p.inUnit[i] && !p.inKind[i] && !p.inFrame[i] && (p.upper(i) || !p.upper(s.first))
	}
	for s.first > 0 && !p.gap[s.first] && part(s.first-1) {
		s.first, s.n = s.first-1, s.n+1
	}
	for end := s.first + s.n; end < len(p.words) && !p.gap[end] && part(end); end++ {
		s.n++
	}
	return s
}

// goesOn reports whether a name that was found may be a part of another one.
func (p *phrase) goesOn(s span) bool { return p.whole(s).n > s.n }

func (p *phrase) upper(i int) bool {
	c, _ := utf8.DecodeRuneInString(p.text[p.words[i].Start:])
	return unicode.IsUpper(c) || unicode.IsDigit(c)
}

// left counts the words that say nothing of the place or the office.
func (p *phrase) left() int {
	n := 0
	for i := range p.words {
		if !p.taken[i] && !p.inUnit[i] && !p.inKind[i] && !p.inFrame[i] {
			n++
		}
	}
	return n
}

// typed gives the words of a run as they were typed.
func (p *phrase) typed(s span) string {
	return p.text[p.words[s.first].Start:p.words[s.first+s.n-1].End]
}

// unknown gives the words that seem to name a place that no register has:
// those behind a unit or, where the words tell a place, all of them.
func (p *phrase) unknown(told bool) (typed string, unit bool) {
	for i := range p.words {
		if !slices.Contains(p.ends[i], Commune) || p.gap[i] || p.inFrame[i] || p.inUnit[i] {
			continue
		}
		n := 1
		for i+n < len(p.words) && n < 4 && !p.gap[i+n] && !p.inUnit[i+n] && !p.inFrame[i+n] && (p.upper(i+n) || !p.upper(i)) {
			n++
		}
		return p.typed(span{first: i, n: n}), true
	}
	for i := range p.words { // "Cua Nam ward"
		if i > 0 && slices.Contains(p.starts[i], Commune) && !p.gap[i] && !p.inFrame[i-1] {
			first := i - 1
			for first > 0 && i-first < 4 && !p.gap[first] && !p.inUnit[first-1] && !p.inFrame[first-1] && p.upper(first-1) {
				first--
			}
			return p.typed(span{first: first, n: i - first}), true
		}
	}
	if first := slices.Index(p.inFrame[:len(p.words)], false); told && first >= 0 {
		n := 1
		for first+n < len(p.words) && n < nameWords && !p.gap[first+n] && !p.inFrame[first+n] {
			n++
		}
		return p.typed(span{first: first, n: n}), false
	}
	return "", false
}
