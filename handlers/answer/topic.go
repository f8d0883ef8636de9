package answer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/index"
)

// topic is one thing that a question is about, in a form that texts of every
// language are compared by. A text holds it by any of its concepts or keys, or
// by its word.
type topic struct {
	corpus.Span            // of the question
	concepts    []string   // IDs, any of them, but for those of a compound's parts
	own         int        // how many of the concepts, the first of them, name all of it
	parts       [][]string // of a compound, what each of its parts names
	broader     []string   // that hold it in part: the database where a national database is asked for
	keys        []string   // of a document's number, a day, an agency
	word        string     // folded: of a word or number that names no concept
	stems       []string   // of its words, each with the language in front
	soft        bool       // it belongs to the wording of the question too
	day         bool       // a day without its year
	unindexed   bool       // windows are not found by it
	capital     bool       // a word that is written as a name
	named       bool       // a name: what does not hold it speaks of something else
	heard       *heard     // a name that documents have in another script or spelling
	weight      float64
	tells       []float64 // of each concept: how much it counts where a text holds it, 0 to 1
	wider       float64   // weight of holding a broader concept, as a share
	absent      bool      // no window holds what it names
}

// plain reports a topic that says little: its concepts stand in nearly every
// text.
func (t topic) plain() bool {
	return len(t.concepts) > 0 && !slices.ContainsFunc(t.concepts, func(id string) bool { return !strings.HasPrefix(id, "plain.") })
}

// nameKinds are the kinds of concepts that are names.
var nameKinds = [...]string{"person", "country", "place", "named", "name"}

// topics gives what a question is about, in order; nil without concepts.
func (a *Answerer) topics(u Understood) []topic {
	if a.concepts == nil {
		return nil
	}
	var out []topic
	for _, n := range u.Named {
		last := len(out) - 1
		if last >= 0 && out[last].Start < n.End && n.Start < out[last].End { // a body's predecessors, a number's bare form
			out[last].keys = append(out[last].keys, n.Key)
			continue
		}
		out = append(out, topic{Span: corpus.Span{Start: n.Start, End: n.End}, keys: []string{n.Key}, named: true})
	}
	for _, d := range a.dayKeys(u.Text, u.Language, "") {
		if strings.HasPrefix(d.key, monthPrefix) || strings.HasPrefix(d.key, dueMonthPrefix) { // the day is asked for
			continue
		}
		if !slices.ContainsFunc(out, func(t topic) bool { return t.Start < d.End && d.Start < t.End }) {
			out = append(out, topic{Span: d.Span, keys: []string{d.key}, day: true})
		}
	}
	for i := range u.heard {
		h := &u.heard[i]
		t := topic{Span: h.Span, concepts: []string{h.id}, own: 1, named: true, capital: true, heard: h}
		for _, w := range u.tokens {
			if w.Start >= h.Start && w.End <= h.End {
				t.word = strings.TrimSpace(t.word + " " + w.Folded)
			}
		}
		out = append(out, t)
	}
	names := len(out)
	words := make([]lang.Word, len(u.tokens))
	for i, t := range u.tokens {
		words[i] = t.Word
	}
	frame := make([]bool, len(words)) // of the question's wording only
	mark(frame, a.frames[u.Language].Find(words))
	light := slices.Clone(frame)
	mark(light, a.light[u.Language].Find(words))
	framed := func(start, end int) bool {
		return allFramed(u.tokens, frame, start, end)
	}
	sayings := a.concepts.Sayings(u.Text, u.Language)
	capitals := !titled(u, unknownIn(sayings))
	times := a.describer.Dates(u.Text, u.Language, anyDay)
	isNameLike := func(start int) bool { // months and days are capitalised in some languages
		return capitals && capitalised(u.Text, start) && !slices.ContainsFunc(times, func(d calendar.Date) bool { return d.Lead <= start && start < d.End })
	}
	content := map[int]contentWord{}
	for _, w := range u.content {
		content[w.Start] = w
	}
	inName := func(start, end int) int {
		return slices.IndexFunc(out[:names], func(t topic) bool { return t.Start < end && start < t.End })
	}
	for _, s := range sayings { // of "head of the committee", the committee alone has the name
		if i := inName(s.Start, s.End); i >= 0 && ofBody(out[i].keys) && out[i].Start <= s.Start && s.End <= out[i].End && slices.ContainsFunc(s.Concepts, isNamed) {
			out[i].Span = corpus.Span{Start: s.Start, End: s.End}
		}
	}
	for _, s := range sayings {
		if framed(s.Start, s.End) {
			continue
		}
		if i := inName(s.Start, s.End); i >= 0 && out[i].heard == nil {
			for _, id := range s.Concepts {
				switch {
				case !isName(id):
				case strings.HasPrefix(id, placePrefix) && ofBody(out[i].keys) && !slices.Contains(out[i].keys, bodyPrefix+id[len(placePrefix):]): // a body's place is not the body
					out[i].broader = append(out[i].broader, id)
				default:
					out[i].concepts = append(out[i].concepts, id)
				}
			}
			continue
		} else if i >= 0 { // all of it is one name
			continue
		}
		if len(s.Concepts) == 0 {
			if last := len(out) - 1; u.Language == "vi" && last >= names && out[last].word != "" && out[last].End+1 == s.Start && isNameLike(s.Start) == out[last].capital { // one word of several syllables
				out[last].word, out[last].End = out[last].word+" "+lang.Fold(u.Text[s.Start:s.End]), s.End
			} else if w, ok := content[s.Start]; ok && !(len(out) > 0 && out[len(out)-1].Start == s.Start) {
				out = append(out, topic{Span: corpus.Span{Start: s.Start, End: s.End}, word: w.Folded, soft: w.soft || allFramed(u.tokens, light, s.Start, s.End), capital: isNameLike(s.Start)})
			}
			continue
		}
		s = a.withParts(s, u)
		own := sortedUnique(s.Concepts[:s.Own])
		parts := slices.DeleteFunc(sortedUnique(s.Concepts[s.Own:]), func(id string) bool { return slices.Contains(own, id) })
		s.Concepts = append(own, parts...)
		t := topic{Span: corpus.Span{Start: s.Start, End: s.End}, concepts: s.Concepts, own: len(own), parts: s.Parts, named: slices.ContainsFunc(s.Concepts, isName), soft: true}
		asking := allFramed(u.tokens, light, s.Start, s.End)
		for _, w := range u.content {
			if w.Start >= s.Start && w.End <= s.End && !w.soft && !asking {
				t.soft = false
			}
		}
		for _, id := range s.Concepts {
			t.broader = append(t.broader, a.concepts.Broader(id)...)
		}
		if i := slices.IndexFunc(out, func(have topic) bool { return slices.Equal(have.concepts, t.concepts) }); i >= 0 {
			out[i].soft = out[i].soft && t.soft // said twice
			continue
		}
		out = append(out, t)
	}
	for _, w := range u.content { // numbers stand outside of all sayings
		if framed(w.Start, w.End) {
			continue
		}
		covered := slices.ContainsFunc(out, func(t topic) bool { return t.Start < w.End && w.Start < t.End })
		if w.Folded[0] >= '0' && w.Folded[0] <= '9' && !covered {
			out = append(out, topic{Span: corpus.Span{Start: w.Start, End: w.End}, word: w.Folded, soft: w.soft})
		}
	}
	for i := range out {
		if key := a.month(out[i].word, u.Language); key != "" {
			out[i] = inMonth(out[i].Span, key, u)
		}
		for _, w := range u.tokens {
			if w.Start >= out[i].Start && w.End <= out[i].End && len(out[i].keys) == 0 && !index.Pairs(u.Language) { // syllables stand in many words
				out[i].stems = append(out[i].stems, u.Language+w.Stem)
			}
		}
	}
	for _, w := range u.tokens {
		if key := a.monthInFront(w.Folded, u.Language); key != "" {
			out = append(out, inMonth(corpus.Span{Start: w.Start, End: w.End}, key, u))
		}
	}
	return out
}

// withParts gives a phrase what its words name on their own, as the parts of a
// compound do: the meeting of "online meeting".
func (a *Answerer) withParts(s lexicon.Saying, u Understood) lexicon.Saying {
	if len(s.Parts) > 0 || s.Own != len(s.Concepts) || slices.ContainsFunc(s.Concepts, isName) {
		return s
	}
	for _, inner := range a.concepts.Traces(u.Text[s.Start:s.End], u.Language) {
		if inner.End-inner.Start < s.End-s.Start && inner.Own > 0 {
			s.Parts = append(s.Parts, inner.Concepts[:inner.Own])
		}
	}
	if len(s.Parts) < 2 {
		s.Parts = nil
		return s
	}
	s.Concepts = slices.Concat(s.Concepts, slices.Concat(s.Parts...))
	return s
}

// inMonth gives the topic of a month, by its key.
func inMonth(at corpus.Span, key string, u Understood) topic {
	t := topic{Span: at, keys: []string{key}, day: true}
	if u.Intent == Deadline || u.Intent == Duty {
		t.keys = append(t.keys, dueMonthPrefix+key[len(monthPrefix):])
	}
	return t
}

// monthPrefix opens the keys of months in which something was, dueMonthPrefix of
// those by a day of which something has to be: a meeting in March is none of
// what is due by 31 March.
const (
	monthPrefix    = "month:"
	dueMonthPrefix = "due-month:"
)

// placePrefix opens the IDs of the concepts of provinces and cities.
const placePrefix = "place."

// bodyPrefix opens the keys of bodies, of provinces and cities too.
const bodyPrefix = "agency:"

// ofBody reports the keys of a body.
func ofBody(keys []string) bool {
	return slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, bodyPrefix) })
}

// capitalised reports a word inside a sentence that begins with a capital
// letter of the Latin or Cyrillic script and goes on in small ones.
func capitalised(text string, start int) bool {
	first, size := utf8.DecodeRuneInString(text[start:])
	second, _ := utf8.DecodeRuneInString(text[start+size:])
	before := strings.TrimRight(text[:start], " \"'«“‘(")
	return unicode.IsUpper(first) && unicode.IsLower(second) && before != "" && !strings.ContainsAny(before[len(before)-1:], ".?!:")
}

// titled reports a question most of whose words are capitalised, names left
// aside: in it, capitals mean nothing. unknown tells the words that may be
// names.
func titled(u Understood, unknown func(start, end int) bool) bool {
	n, capital := 0, 0
	for i, t := range u.tokens {
		if r, _ := utf8.DecodeRuneInString(u.Text[t.Start:]); i > 0 && unicode.IsLetter(r) && !unknown(t.Start, t.End) {
			n++
			if unicode.IsUpper(r) {
				capital++
			}
		}
	}
	return 2*capital > n
}

// unknownIn gives which words of a text no saying has a concept for.
func unknownIn(sayings []lexicon.Saying) func(start, end int) bool {
	return func(start, end int) bool {
		any := false
		for _, s := range sayings {
			if s.Start < end && start < s.End {
				if len(s.Concepts) > 0 {
					return false
				}
				any = true
			}
		}
		return any
	}
}

// allFramed reports a stretch all of whose words are marked.
func allFramed(tokens []index.Token, frame []bool, start, end int) bool {
	for i, t := range tokens {
		if t.Start >= start && t.End <= end && !frame[i] {
			return false
		}
	}
	return true
}

func sortedUnique(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

// isNamed reports the concept of the name of one body.
func isNamed(concept string) bool { return strings.HasPrefix(concept, "named.") }

func isName(concept string) bool {
	kind, _, _ := strings.Cut(concept, ".")
	return slices.Contains(nameKinds[:], kind)
}

// conceptLists gives what an engine is asked for: each concept of the topics
// with the narrower ones, and behind them each topic's broader ones.
func (a *Answerer) conceptLists(topics []topic) [][]string {
	var out [][]string
	list := func(ids []string) {
		var all []string
		for _, id := range ids {
			all = append(all, a.concepts.Narrower(id)...)
		}
		if len(all) > 0 {
			out = append(out, sortedUnique(all))
		}
	}
	for _, t := range topics {
		if t.heard != nil {
			out = append(out, t.heard.terms)
			continue
		}
		for _, id := range t.concepts {
			list([]string{id})
		}
	}
	for _, t := range topics {
		list(t.broader)
	}
	return out
}

// trace is one thing that a text holds, at its place.
type trace struct {
	corpus.Span
	what string
}

// traces reads a text once for all stretches of it, and for names in other
// scripts and spellings.
func (a *Answerer) traces(text, tag string, keyed bool, names []heard) []trace {
	var out []trace
	add := func(start, end int, what string) {
		out = append(out, trace{corpus.Span{Start: start, End: end}, what})
	}
	for _, s := range a.concepts.Traces(text, tag) {
		for _, id := range s.Concepts {
			add(s.Start, s.End, heldConcept+id)
			for _, b := range a.concepts.Broader(id) {
				add(s.Start, s.End, heldConcept+b)
			}
		}
	}
	for _, n := range names {
		for _, at := range n.Name.In(text) {
			add(at.Start, at.End, heldConcept+n.id)
		}
	}
	for _, t := range index.Tokens(text, tag) {
		add(t.Start, t.End, heldWord+t.Folded)
		add(t.Start, t.End, heldStem+tag+t.Stem)
	}
	if keyed {
		for _, n := range a.describer.Named(text, tag) {
			add(n.Start, n.End, heldKey+n.Key)
		}
		for _, d := range a.dayKeys(text, tag, "") {
			add(d.Start, d.End, heldKey+d.key)
		}
	}
	return out
}
