package answer

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/index"
)

// Understood is what a question was taken to mean.
type Understood struct {
	Text     string // cleaned
	Language string
	Intent   Intent
	Field    string // of a procedure: fee, time_limit, papers …; empty where none was asked for
	Extra    []string
	Named    []extract.Named
	Follows  bool          // it goes on from the last question
	content  []index.Token // the words that say what it is about
	tokens   []index.Token
}

// Understander reads questions by the words of a lexicon. It is safe for
// concurrent use.
type Understander struct {
	lexicon    *lexicon.Lexicon
	describer  *extract.Describer
	expansions *lexicon.Phrases
	intents    map[string]*lexicon.Phrases // language → wordings, valued by intent
	fields     map[string]*lexicon.Phrases // language → wordings, valued by field
	stops      map[string]*lexicon.Phrases
	follows    map[string]*lexicon.Phrases
	smalltalk  map[string]*lexicon.Phrases
}

// NewUnderstander makes an understander.
func NewUnderstander(lx *lexicon.Lexicon, d *extract.Describer) *Understander {
	u := &Understander{lexicon: lx, describer: d, expansions: lx.Expansions(),
		intents: map[string]*lexicon.Phrases{}, fields: map[string]*lexicon.Phrases{}, stops: map[string]*lexicon.Phrases{},
		follows: map[string]*lexicon.Phrases{}, smalltalk: map[string]*lexicon.Phrases{}}
	for tag, l := range lx.Languages {
		u.intents[tag], u.fields[tag], u.stops[tag] = lexicon.NewPhrases(), lexicon.NewPhrases(), lexicon.NewPhrases()
		u.follows[tag], u.smalltalk[tag] = lexicon.NewPhrases(), lexicon.NewPhrases()
		for intent, wordings := range l.Intents {
			addAll(u.intents[tag], wordings, intent)
		}
		for field, f := range l.Fields {
			addAll(u.fields[tag], f.Asked, field)
		}
		addAll(u.stops[tag], l.Stop, "stop")
		addAll(u.follows[tag], l.FollowUp, "follow")
		addAll(u.smalltalk[tag], l.Greetings, "greeting")
		addAll(u.smalltalk[tag], l.Thanks, "thanks")
	}
	return u
}

func addAll(p *lexicon.Phrases, wordings []string, value string) {
	for _, w := range wordings {
		p.Add(w, value)
	}
}

// Understand reads a question.
func (u *Understander) Understand(q Question) Understood {
	out := Understood{Text: lang.Clean(q.Text), Intent: General}
	prior := q.Prior
	if prior == "" {
		prior = q.Language
	}
	if prior == "" {
		prior = "vi"
	}
	out.Language = u.describer.Detect(out.Text, prior)
	out.tokens = index.Tokens(out.Text, out.Language)
	if len(out.tokens) == 0 {
		return out
	}
	words := make([]lang.Word, len(out.tokens))
	for i, t := range out.tokens {
		words[i] = t.Word
	}
	if talk := u.smalltalk[out.Language].Find(words); len(talk) > 0 && covered(talk, len(words)) {
		out.Intent = Smalltalk
		out.Field = talk[0].Value
		return out
	}
	for _, m := range u.expansions.Find(words) {
		out.Extra = append(out.Extra, strings.Split(m.Value, ", ")...)
	}
	out.Named = u.describer.Named(out.Text, out.Language)
	asked := u.fields[out.Language].Find(words)
	cues := u.intents[out.Language].Find(words)
	out.Field = longest(asked)
	out.Intent = u.intent(out, cues, asked)
	skip := make([]bool, len(words))
	for _, list := range [][]lexicon.Match{u.stops[out.Language].Find(words), cues, asked} {
		for _, m := range list {
			for i := m.First; i < m.First+m.Len; i++ {
				skip[i] = true
			}
		}
	}
	for i, t := range out.tokens {
		if !skip[i] && !isTrivial(t.Folded) {
			out.content = append(out.content, t)
		}
	}
	if len(out.content) == 0 { // "lệ phí?" is about the fee after all
		for i, t := range out.tokens {
			if !u.lexicon.Stop(out.Language, words[i].Folded) {
				out.content = append(out.content, t)
			}
		}
		out.Follows = q.Follows != nil
	}
	if f := u.follows[out.Language].Find(words); len(f) > 0 && f[0].First == 0 && q.Follows != nil && len(out.content) <= 3 {
		out.Follows = true
	}
	return out
}

func isTrivial(folded string) bool {
	r, size := utf8.DecodeRuneInString(folded)
	return size == len(folded) && !unicode.IsDigit(r) && r < 0x2E80
}

func covered(m []lexicon.Match, words int) bool {
	n := 0
	for _, x := range m {
		n += x.Len
	}
	return words-n <= 1
}

// longest gives the value of the match of the most words, the first of
// several.
func longest(m []lexicon.Match) string {
	best, n := "", 0
	for _, x := range m {
		if x.Len > n {
			best, n = x.Value, x.Len
		}
	}
	return best
}

// intent weighs the wordings found: a deadline is asked for by its own words,
// a field of a procedure makes it a procedure.
func (u *Understander) intent(out Understood, cues, asked []lexicon.Match) Intent {
	score := map[string]int{}
	for _, m := range cues {
		score[m.Value] += 2 + m.Len
	}
	for _, m := range asked {
		if m.Value != "time_limit" && m.Value != "office" && m.Value != "result" && m.Value != "conditions" && m.Value != "steps" {
			score["procedure"] += 1 + m.Len
		}
	}
	kinds := []string{"deadline", "duty", "procedure", "document"}
	sort.SliceStable(kinds, func(i, j int) bool { return score[kinds[i]] > score[kinds[j]] })
	if score[kinds[0]] == 0 {
		return General
	}
	return Intent(kinds[0])
}

// units gives what the question is about, weighed by how rare it is in the
// index.
func (o Understood) units(res index.Result) index.Units {
	counts := map[string]int{}
	for _, t := range res.Words {
		counts[t.Term] = t.Windows
	}
	u := index.Units{Tag: o.Language, Pairs: map[string]float64{}}
	inNamed := make([]bool, len(o.content))
	for _, n := range o.Named {
		unit := index.Unit{Key: n.Key}
		for i, t := range o.content {
			if t.Start >= n.Start && t.End <= n.End {
				inNamed[i] = true
				unit.Words = append(unit.Words, t.Stem)
				unit.Weight += index.Rarity(counts[t.Stem], res.Windows)
			}
		}
		if unit.Weight == 0 {
			continue
		}
		if strings.HasPrefix(n.Key, "agency:") || strings.HasPrefix(n.Key, "day:") {
			unit.Weight *= 0.8 // named by one key rather than by several words
		}
		if strings.HasPrefix(n.Key, "#") && len(u.List) > 0 && strings.HasPrefix(u.List[len(u.List)-1].Key, n.Key[1:]+"|") {
			continue // the bare form of the number just taken
		}
		u.List = append(u.List, unit)
	}
	seen := map[string]bool{}
	for i, t := range o.content {
		if inNamed[i] || seen[t.Stem] {
			continue
		}
		seen[t.Stem] = true
		u.List = append(u.List, index.Unit{Words: []string{t.Stem}, Weight: index.Rarity(counts[t.Stem], res.Windows)})
	}
	if index.Pairs(o.Language) {
		pairs := map[string]int{}
		for _, t := range res.Pairs {
			pairs[t.Term] = t.Windows
		}
		for i := 0; i+1 < len(o.content); i++ {
			a, b := o.content[i], o.content[i+1]
			if b.Start-a.End <= 1 && !(inNamed[i] && inNamed[i+1]) { // neighbours in the question too
				p := index.Pair(a.Stem, b.Stem)
				u.Pairs[p] = index.Rarity(pairs[p], res.Windows)
			}
		}
	}
	return u
}
