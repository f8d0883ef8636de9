package answer

import (
	"slices"
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
	Whole    string // cleaned
	Text     string // likewise, without thanks and greetings in front
	Matter   string // of Text, what is asked about; empty where nothing is beside it
	Aside    string // of Text, the document to look in, and the words that ask for a meaning
	Language string
	Intent   Intent
	Field    string // of a procedure: fee, time_limit, papers …; empty where none was asked for
	Extra    []string
	Named    []extract.Named
	Follows  bool          // it goes on from the last question
	Going    Going         // how, where it says nothing on its own
	Speak    string        // the language that the answer is wanted in
	opened   int           // words in front that only say that it goes on
	heard    []heard       // names that documents have in another script or spelling; found by the answerer
	news     []topic       // what it names beside the last question
	content  []contentWord // the words that say what it is about
	tokens   []index.Token
	number   bool     // it asks for how many or how much, and not by when
	kinds    []string // of what is asked for; empty: of no kind that has to be told by name
}

// contentWord is a word that says what a question is about.
type contentWord struct {
	index.Token
	says float64    // how much of the question it says, 0 to 1: nothing where it is only its wording
	soft bool       // it also belongs to the wording of the question: "register", "papers"
	or   [][]string // stems of what it stands for, where it is an abbreviation
}

// softWeight is the share of its weight that a soft word keeps.
const softWeight = 0.3

// Understander reads questions by the words of a lexicon. It is safe for
// concurrent use.
type Understander struct {
	lexicon    *lexicon.Lexicon
	describer  *extract.Describer
	expansions *lexicon.Phrases
	intents    map[string]*lexicon.Phrases // language → wordings, valued by intent
	fields     map[string]*lexicon.Phrases // language → wordings, valued by field
	stops      map[string]*lexicon.Phrases
	goings     map[string]followWords
	checks     map[string]checkWords
	talk       map[string]*lexicon.Phrases // what asks nothing, valued by kind; fillers have the value ""
	types      map[string]*lexicon.Phrases // names of document types
	quantities map[string]*lexicon.Phrases // how many, how much
	whos       map[string]*lexicon.Phrases // who
	frames     map[string]*lexicon.Phrases // wordings that say nothing of what is asked about
	scopes     map[string]*lexicon.Phrases // of questions that no document answers, valued by their kind
	light      map[string]*lexicon.Phrases // wordings that say little of it
	questions  map[string]*lexicon.Phrases // words that ask
	kinds      map[string]kindWords        // what is asked for by its kind
	duties     map[string]dutyWords        // how people ask about duties
	handedIn   map[string]*lexicon.Phrases // that a dossier was handed in
	sources    map[string]sourceWords      // how they name where to look
	offices    map[string]officeWords      // how people ask for offices
	anyOffice  *wordings                   // the same in all languages, to tell other questions early
}

// NewUnderstander makes an understander.
func NewUnderstander(lx *lexicon.Lexicon, d *extract.Describer) *Understander {
	u := &Understander{lexicon: lx, describer: d, expansions: lx.Expansions(),
		intents: map[string]*lexicon.Phrases{}, fields: map[string]*lexicon.Phrases{}, stops: map[string]*lexicon.Phrases{},
		goings: map[string]followWords{}, checks: map[string]checkWords{}, talk: map[string]*lexicon.Phrases{}, types: map[string]*lexicon.Phrases{},
		duties: map[string]dutyWords{}, handedIn: map[string]*lexicon.Phrases{}, offices: map[string]officeWords{}, anyOffice: newAnyOffice(lx),
		quantities: map[string]*lexicon.Phrases{}, whos: map[string]*lexicon.Phrases{}, frames: map[string]*lexicon.Phrases{},
		scopes: map[string]*lexicon.Phrases{}, kinds: map[string]kindWords{}, sources: map[string]sourceWords{},
		light: map[string]*lexicon.Phrases{}, questions: map[string]*lexicon.Phrases{},
	}
	for tag, l := range lx.Languages {
		u.intents[tag], u.fields[tag], u.stops[tag] = lexicon.NewPhrases(), lexicon.NewPhrases(), lexicon.NewPhrases()
		u.goings[tag], u.talk[tag], u.types[tag] = newFollowWords(l), newTalk(l), lexicon.NewPhrases()
		u.checks[tag] = newCheckWords(l)
		u.duties[tag] = newDutyWords(l)
		u.handedIn[tag] = lexicon.NewPhrases()
		u.quantities[tag] = lexicon.NewPhrases()
		addAll(u.quantities[tag], l.Asking.Quantity, "quantity")
		u.whos[tag] = lexicon.NewPhrases()
		addAll(u.whos[tag], l.Asking.Who, "who")
		addAll(u.whos[tag], l.Asking.WhoDid, "who")
		u.frames[tag], u.light[tag], u.scopes[tag] = lexicon.NewPhrases(), lexicon.NewPhrases(), lexicon.NewPhrases()
		addAll(u.light[tag], l.Asking.Light, "light")
		u.questions[tag] = lexicon.NewPhrases()
		addAll(u.questions[tag], l.Questions, "question")
		for _, list := range [][]string{l.Asking.Quantity, l.Asking.Who, l.Asking.Frame, l.Questions} {
			addAll(u.frames[tag], list, "frame")
		}
		for kind, wordings := range l.Asking.Beyond {
			addAll(u.scopes[tag], wordings, kind)
		}
		u.kinds[tag] = newKindWords(tag, l.Asking.Kinds)
		addAll(u.handedIn[tag], l.Procedures.HandedIn, "handed in")
		u.sources[tag] = newSourceWords(tag, l)
		u.offices[tag] = newOfficeWords(l)
		for symbol, names := range l.DocumentTypes {
			addAll(u.types[tag], names, symbol)
		}
		for intent, wordings := range l.Intents {
			addAll(u.intents[tag], wordings, intent)
		}
		for field, f := range l.Fields {
			addAll(u.fields[tag], f.Asked, field)
		}
		addAll(u.stops[tag], l.Stop, "stop")
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
	out := Understood{Whole: lang.Clean(q.Text), Intent: General}
	out.Text = out.Whole
	prior := q.Prior
	if prior == "" {
		prior = q.Language
	}
	if u.intents[prior] == nil {
		prior = "vi"
	}
	out.Language = u.describer.Detect(out.Text, prior)
	out.tokens = index.Tokens(out.Text, out.Language)
	if len(out.tokens) == 0 {
		if isFace(out.Text) {
			out.Intent, out.Field = Smalltalk, "emoji"
		}
		return out
	}
	words := make([]lang.Word, len(out.tokens))
	for i, t := range out.tokens {
		words[i] = t.Word
	}
	if kind, tag := u.smallTalk(words, prior, out.Language); kind != "" {
		out.Intent, out.Field, out.Language = Smalltalk, kind, tag
		return out
	}
	if at := u.courtesy(out.Text, words, prior, out.Language); at > 0 {
		out.Text = out.Text[at:]
		out.tokens = index.Tokens(out.Text, out.Language)
		words = make([]lang.Word, len(out.tokens))
		for i, t := range out.tokens {
			words[i] = t.Word
		}
	}
	or := map[int][][]string{}
	for _, m := range u.expansions.Find(words) {
		long := strings.Split(m.Value, ", ")
		out.Extra = append(out.Extra, long...)
		for i := m.First; i < m.First+m.Len; i++ {
			for _, l := range long {
				or[i] = append(or[i], stems(l, out.Language))
			}
		}
	}
	out.Named = u.describer.Named(out.Text, out.Language)
	quantities, cues := u.quantities[out.Language].Find(words), u.intents[out.Language].Find(words)
	asked := outsideOf(u.fields[out.Language].Find(words), quantities)
	out.number = len(outsideOf(quantities, cues)) > 0
	out.Field = longest(asked)
	out.kinds = u.kinds[out.Language].asked(words, out.number)
	out.Intent = u.intent(out, cues, asked)
	skip, soft := make([]bool, len(words)), make([]bool, len(words))
	joined := false
	if q.Follows != nil {
		out.opened, joined = u.goings[out.Language].opened(out.Text, words)
		for i := range out.opened {
			skip[i] = true
		}
	}
	mark(skip, u.stops[out.Language].Find(words))
	for _, m := range cues {
		if m.Value != string(Procedure) { // "passport", "licence" say what it is about
			mark(soft, []lexicon.Match{m})
		}
	}
	mark(soft, asked)
	if len(out.Named) > 0 { // the "resolution" of "Resolution 57" says no more than the number
		mark(soft, u.types[out.Language].Find(words))
	}
	says := u.says(words, out.Language)
	hard := 0
	for i, t := range out.tokens {
		if skip[i] || isTrivial(t.Folded) && or[i] == nil {
			continue
		}
		out.content = append(out.content, contentWord{Token: t, soft: soft[i], or: or[i], says: says[i]})
		if !soft[i] {
			hard++
		}
	}
	u.matter(&out, words)
	if hard == 0 { // "lệ phí?" goes on from what was asked before, or is about the fee after all
		out.Follows = q.Follows != nil
		for i := range out.content {
			out.content[i].soft = false
		}
	}
	if (out.opened > 0 || joined) && hard <= openFollow {
		out.Follows = true
	}
	if q.Follows != nil {
		u.follow(q, &out, words)
	}
	return out
}

// says tells how much each word says of what is asked about.
func (u *Understander) says(words []lang.Word, tag string) []float64 {
	frame, light := make([]bool, len(words)), make([]bool, len(words))
	mark(frame, u.frames[tag].Find(words))
	mark(light, u.light[tag].Find(words))
	out := make([]float64, len(words))
	for i := range words {
		switch {
		case frame[i]:
		case light[i]:
			out[i] = softWeight
		default:
			out[i] = 1
		}
	}
	return out
}

// outsideOf leaves the matches that are no part of a longer one among others:
// the "where" of the Norwegian "how many".
func outsideOf(matches, others []lexicon.Match) []lexicon.Match {
	return slices.DeleteFunc(matches, func(m lexicon.Match) bool {
		return slices.ContainsFunc(others, func(o lexicon.Match) bool {
			return o.Len > m.Len && o.First <= m.First && m.First+m.Len <= o.First+o.Len
		})
	})
}

func mark(at []bool, matches []lexicon.Match) {
	for _, m := range matches {
		for i := m.First; i < m.First+m.Len; i++ {
			at[i] = true
		}
	}
}

func stems(text, tag string) []string {
	var out []string
	for _, t := range index.Tokens(text, tag) {
		out = append(out, t.Stem)
	}
	return out
}

func isTrivial(folded string) bool {
	r, size := utf8.DecodeRuneInString(folded)
	return size == len(folded) && !unicode.IsDigit(r) && r < 0x2E80
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

// namedWeight makes up for the pairs of words that a name does not have in a
// language of pairs.
const namedWeight = 1.6

// weigh gives the weight of a word that is rare by so much. An abbreviation
// weighs no more than a word of middling rarity: documents write it out.
func (w contentWord) weigh(rarity float64, windows int) float64 {
	if w.or != nil {
		rarity = min(rarity, 0.6*index.Rarity(0, windows))
	}
	if w.soft {
		rarity *= softWeight
	}
	return rarity
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
		if index.Pairs(o.Language) {
			unit.Weight *= namedWeight
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
		u.List = append(u.List, index.Unit{Words: []string{t.Stem}, Or: t.or, Weight: t.weigh(index.Rarity(counts[t.Stem], res.Windows), res.Windows)})
	}
	if index.Pairs(o.Language) {
		pairs := map[string]int{}
		for _, t := range res.Pairs {
			pairs[t.Term] = t.Windows
		}
		for i := 0; i+1 < len(o.content); i++ {
			a, b := o.content[i], o.content[i+1]
			if b.Start-a.End <= 1 && !(inNamed[i] && inNamed[i+1]) && a.or == nil && b.or == nil { // neighbours in the question too
				p := index.Pair(a.Stem, b.Stem)
				u.Pairs[p] = index.Rarity(pairs[p], res.Windows)
				if a.soft && b.soft {
					u.Pairs[p] *= softWeight
				}
			}
		}
	}
	return u
}
