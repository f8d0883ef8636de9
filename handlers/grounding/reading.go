package grounding

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// reading is a text with the claims that are read in it. Places are indexes
// of words.
type reading struct {
	text      string
	tongue    *tongue
	words     []lang.Word
	taken     []bool // words of numbers, days and their units
	lights    []bool // words that claim nothing, or turn a claim
	units     []lexicon.Match
	docs      []extract.Number
	days      []day
	amounts   []amount
	turns     []turn // negation and poles
	bounds    []turn
	ordinals  []ordinal
	bodies    []extract.Mention
	readers   []lexicon.Match // who is addressed
	opposites []lexicon.Match
	concepts  []lexicon.ConceptSpan
	at        [][]string // concepts of each word
	also      [][]string // concepts of phrases that begin at the word, beside those that at takes
	across    [][]string // families of each word, which count between languages only
	person    []bool     // words of a phrase for who acts
	alone     []bool     // words that have a concept by themselves, not as part of a phrase
	stems     [][]string // of each word
	head      *reading   // what is known of the passage
	meta      bool       // what is known of a passage, not its words
	blamed    string     // the words for which the reading was refused
	heard     map[*reading][]heardName
}

// turn is a phrase that turns a claim.
type turn struct {
	axis, pole  string // axis "not" is a negation
	first, last int    // words, inclusive
	inner       bool   // part of a longer phrase for one thing: đổi mới
}

// read reads a text.
func (c *Checker) read(text, tag string, ref corpus.Day) *reading {
	t := c.tongue(tag)
	r := &reading{text: text, tongue: t, words: lang.Words(text)}
	r.taken = make([]bool, len(r.words))
	r.lights = make([]bool, len(r.words))
	r.units = t.units.find(r.words)
	r.readers = t.addressed.find(r.words)
	r.opposites = t.opposites.find(r.words)
	r.at = make([][]string, len(r.words))
	r.stems = make([][]string, len(r.words))
	r.alone = make([]bool, len(r.words))
	r.person = make([]bool, len(r.words))
	r.concepts = c.concepts.Spans(text, t.tag)
	for _, s := range r.concepts {
		first, last := r.within(s.Start, s.End)
		for i := first; i <= last; i++ {
			r.at[i] = append(r.at[i], s.IDs...)
			r.alone[i] = r.alone[i] || first == last
			r.person[i] = r.person[i] || first < last && slices.ContainsFunc(s.IDs, func(id string) bool { return strings.HasPrefix(id, "body.") })
		}
	}
	r.across = make([][]string, len(r.words))
	for _, s := range c.across.Spans(text, t.tag) {
		first, last := r.within(s.Start, s.End)
		for i := first; i <= last; i++ {
			r.across[i] = append(r.across[i], s.IDs...)
		}
	}
	for i, w := range r.words {
		r.stems[i] = append(stems(t.tag, w), t.verbs[w.Folded]...)
	}
	r.readSplit(c)
	r.readApart()
	r.readAlso(c)
	for _, n := range c.extractor.Numbers(text, t.tag) {
		r.docs = append(r.docs, n)
		r.take(n.Start, n.End)
	}
	r.readDays(ref)
	r.readWhich()
	r.readAmounts()
	r.bodies = c.extractor.Mentions(text, t.tag, r.words)
	r.readDeputies(c)
	r.readTurns()
	return r
}

// longestPhrase is how many words a phrase that begins inside another one is
// looked for in.
const longestPhrase = 4

// readAlso reads the phrases that begin inside others, and the words of phrases
// by themselves: "phải có mặt" is "phải có" and "có mặt".
func (r *reading) readAlso(c *Checker) {
	r.also = make([][]string, len(r.words))
	for i := range r.words {
		if r.alone[i] && (i+1 == len(r.words) || len(r.at[i+1]) == 0) {
			continue
		}
		for _, n := range [...]int{longestPhrase, 1} {
			end := min(i+n, len(r.words)) - 1
			from := r.words[i].Start
			for _, s := range c.concepts.Spans(r.text[from:r.words[end].End], r.tongue.tag) {
				if s.Start != 0 {
					continue
				}
				for j := i; j <= end && r.words[j].End <= from+s.End; j++ {
					for _, id := range s.IDs {
						if !slices.Contains(r.at[j], id) && !slices.Contains(r.also[j], id) {
							r.also[j] = append(r.also[j], id)
						}
					}
				}
			}
		}
	}
}

// stems gives the forms under which a word meets its inflected forms.
func stems(tag string, w lang.Word) []string {
	if tag == "vi" {
		return []string{marked(w)}
	}
	out := []string{w.Folded}
	if utf8.RuneCountInString(w.Folded) > 3 {
		out = lang.Roots(append(out, lang.Stem(tag, w.Folded)), tag, w.Folded)
		if bare, cut := strings.CutSuffix(w.Folded, "ا"); cut && tag == "ar" && utf8.RuneCountInString(bare) > 3 {
			out = append(out, lang.Stem(tag, bare)) // the ending of what is done to: اجتماعا
		}
	}
	if tag == "ru" {
		return append(out, russianRoot(w.Folded)...)
	}
	return append(out, verbRoots(tag, w.Folded)...)
}

// within gives the words that lie in bytes of the text; last < first where
// none does.
func (r *reading) within(start, end int) (first, last int) {
	first, last = len(r.words), -1
	for i, w := range r.words {
		if w.Start < end && w.End > start {
			first, last = min(first, i), i
		}
	}
	return first, last
}

// blame notes the words, from one to another, for which a sentence is refused.
func (r *reading) blame(first, last int, why Reason) Reason {
	r.blamed = r.text[r.words[first].Start:r.words[last].End]
	return why
}

func (r *reading) take(start, end int) {
	first, last := r.within(start, end)
	for i := first; i <= last; i++ {
		r.taken[i] = true
	}
}

// shares reports whether two lists have a member in common.
func shares(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// evidence is the passages that a sentence cites, read.
type evidence struct {
	passages []Passage
	texts    []*reading // their words
	meta     []*reading // their headings and titles
	rows     [][]cell   // of those that are rows of a table
	same     bool       // one of them is in the sentence's language
}

func (c *Checker) evidence(cited []Passage, tag string) *evidence {
	e := &evidence{passages: cited}
	for _, p := range cited {
		e.texts = append(e.texts, c.read(c.withLead(p), p.Language, refOf(p)))
		m := c.read(p.Section+". "+p.Title, p.Language, refOf(p))
		m.meta = true
		e.meta = append(e.meta, m)
		e.texts[len(e.texts)-1].head = m
		e.rows = append(e.rows, c.cellsOf(p))
		e.same = e.same || p.Language == tag
	}
	return e
}

// withLead gives the text of a passage with the body in front that alone is its heading:
// "2. Ministry of Finance" with a mark, over "Within ten days, report the list to the Prime Minister".
// One that names another body at its beginning is told of that.
func (c *Checker) withLead(p Passage) string {
	heading := strings.TrimSpace(corpus.LastHeading(p.Section))
	if mark, _, ok := strings.Cut(heading, " "); !strings.HasSuffix(heading, ":") && (!ok || !strings.HasSuffix(mark, ".") && !strings.HasSuffix(mark, ")")) || strings.Contains(heading, "|") {
		return p.Text
	}
	heading = strings.Trim(heading, " :")
	h := c.read(heading, p.Language, refOf(p))
	first, last := len(heading), 0
	for _, m := range h.bodies {
		first, last = min(first, m.Start), max(last, m.End)
	}
	if last == 0 || slices.ContainsFunc(h.words, func(w lang.Word) bool {
		return w.Start >= last || w.End <= first && strings.ContainsFunc(w.Folded, unicode.IsLetter) && w.End-w.Start > markBytes
	}) {
		return p.Text
	}
	if c.ownLead(c.read(p.Text, p.Language, refOf(p))) {
		return p.Text
	}
	return heading[first:last] + ": " + p.Text
}

// ownLead reports whether a text opens with who does what it tells, or with the verb where
// that stands in front of him.
func (c *Checker) ownLead(r *reading) bool {
	at := slices.IndexFunc(r.words, func(w lang.Word) bool {
		mark := w.End-w.Start <= markBytes && w.End < len(r.text) && strings.ContainsRune(".)", rune(r.text[w.End]))
		return !mark && strings.ContainsFunc(w.Folded, unicode.IsLetter) && !c.lexicon.Stop(r.tongue.tag, w.Folded)
	})
	who := func(i int) bool {
		return i < len(r.words) && (r.bodyAt(r.words[i].Start) || slices.ContainsFunc(r.at[i], func(id string) bool { return strings.HasPrefix(id, "body.") }))
	}
	return at >= 0 && (who(at) || r.tongue.words.Duties.VerbFirst && who(at+1) && !r.parted(at, at+1))
}

// markBytes is how long the mark of an item or a heading is at most.
const markBytes = 4

// someDay is the day by which days without a year are read, where nothing is
// known of the passages: they are compared with each other.
const someDay = "2000-01-01"

// refOf gives the day by which the days of a passage are meant.
func refOf(p Passage) corpus.Day {
	if p.Issued == "" {
		return someDay
	}
	return p.Issued
}

// ref gives the day by which days without a year are meant: that of the
// passages, where they are of one document.
func (e *evidence) ref() corpus.Day {
	d := refOf(e.passages[0])
	for _, p := range e.passages {
		if refOf(p) != d {
			return ""
		}
	}
	return d
}

// all gives the passages and what is known of them.
func (e *evidence) all() []*reading { return append(slices.Clone(e.texts), e.meta...) }

// held reports whether a word of a reading, or what it means, stands in the
// evidence.
func (e *evidence) held(r *reading, i int) bool {
	for _, x := range e.all() {
		for j := range x.words {
			if r.meets(i, x, j) {
				return true
			}
		}
	}
	return false
}

// meets reports whether two words are forms of one word, or mean one thing.
func (r *reading) meets(i int, x *reading, j int) bool {
	if one := told(r.at[i]); len(one) > 0 && isActor(one[0]) && !r.inPhrase(i) && !r.ofActor(i) && !(r.tongue.tag == x.tongue.tag && sameWord(r, i, x, j) && (r.words[i].Folded == x.words[j].Folded || x.actor(j))) {
		return shares(one, x.at[j]) || shares(one, x.also[j]) || shares(bodiesOf(r.at[i]), x.at[j]) && !apart(r.at[i], x.at[j])
	}
	if shares(r.at[i], x.at[j]) && !apart(r.at[i], x.at[j]) {
		return true
	}
	if (shares(r.also[i], x.at[j]) || shares(r.at[i], x.also[j]) || shares(r.also[i], x.also[j])) && !apart(r.at[i], x.at[j]) {
		return true
	}
	if r.tongue.tag == x.tongue.tag {
		return sameWord(r, i, x, j)
	}
	if shares(r.across[i], x.across[j]) && !apart(r.at[i], x.at[j]) {
		return true
	}
	if r.places(i) && len(x.at[j]) > 0 || x.places(j) && len(r.at[i]) > 0 {
		return false // Cà Mau is no fish
	}
	return r.words[i].Folded == x.words[j].Folded && utf8.RuneCountInString(r.words[i].Folded) > 1 || r.sounds(i, x, j) // GDP, 5G, names
}

// places reports whether a word is one of the name of a place.
func (r *reading) places(i int) bool {
	return slices.ContainsFunc(r.at[i], func(id string) bool { return strings.HasPrefix(id, "place.") })
}

// bodiesOf gives the concepts of persons and bodies that are not told apart: a
// word for an office may be that for a ministry too.
func bodiesOf(ids []string) (out []string) {
	for _, id := range ids {
		if strings.HasPrefix(id, "body.") && !strings.Contains(id, ".told-") {
			out = append(out, id)
		}
	}
	return out
}

// inPhrase reports whether a word is part of a phrase for something.
func (r *reading) inPhrase(i int) bool {
	at := r.words[i]
	return r.tongue.tag != "vi" && slices.ContainsFunc(r.concepts, func(s lexicon.ConceptSpan) bool {
		return s.Start <= at.Start && at.End <= s.End && s.End-s.Start > at.End-at.Start
	})
}

// ofActor reports whether a word is a compound for a thing, whose parts alone
// name somebody: overheidsdiensten.
func (r *reading) ofActor(i int) bool {
	at := r.words[i]
	return slices.ContainsFunc(r.concepts, func(s lexicon.ConceptSpan) bool {
		return s.Start == at.Start && s.End == at.End && len(s.Own) > 0 && !slices.ContainsFunc(s.Own, isActor)
	})
}

// apart reports whether two words mean two things that are told apart, though
// one concept takes them together: a birth and a death are civil status.
func apart(a, b []string) bool {
	one, other := told(a), told(b)
	return len(one) > 0 && len(other) > 0 && !shares(one, other)
}

// told gives the concepts that are told apart from others of their kind.
func told(ids []string) (out []string) {
	for _, id := range ids {
		if strings.Contains(id, ".told-") {
			out = append(out, id)
		}
	}
	return out
}

// sameWord compares two words of one language. Where one of two Vietnamese
// words is written without marks, they do not count.
func sameWord(r *reading, i int, x *reading, j int) bool {
	a, b := r.words[i], x.words[j]
	if a.Folded == b.Folded && (r.tongue.tag != "vi" || a.Marked == "" || b.Marked == "" || a.Marked == b.Marked) {
		return true
	}
	return r.tongue.tag != "vi" && shares(r.stems[i], x.stems[j]) || r.name(i) && x.name(j) && lang.SameDeclined(r.tongue.tag, a.Folded, b.Folded)
}
