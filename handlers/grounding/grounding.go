// Package grounding checks that what a language model wrote says no more than
// the passages it names.
//
// A sentence is read as the claims it makes, in the language it is written in
// (reading.go, phrases.go, split.go, verbs.go), and each is looked for in the
// passages that the sentence cites, in theirs, part by part (parts.go, twins.go),
// by the same readers that documents are read with. What a passage says word for
// word is believed (verbatim.go). Checked are
//
//   - facts: numbers of documents, days, quarters and years (facts.go, ahead.go,
//     samedays.go, weekdays.go, dayrelations.go, planned.go), ordinals (ordinals.go), amounts and lengths of time with their units and
//     bounds (amounts.go, numbers.go, handling.go), from what they count
//     (starting.go) and by how much something changes (moves.go);
//   - that what is told together stands together: in one clause (relations.go,
//     joined.go, anaphora.go), one passage (crossing.go, strayed.go), one pair of a
//     list (pairs.go, lists.go) or one column (cells.go), in the order that tells who
//     does what (order.go, sending.go, entrusted.go), what rests on what (swapped.go);
//   - what turns a claim: negation (negation.go, denied.go, free.go), direction, duty,
//     time of verbs, beginning and end and the like (poles.go, turns.go, tense.go,
//     stages.go), opposites
//     (opposites.go), choices (alternatives.go) and conditions (conditions.go,
//     cases.go);
//   - who: bodies, places and names, also in other scripts (names.go, sounding.go),
//     who speaks or holds an office (speaker.go, office.go), whose a thing is
//     (belonging.go), the side of the counter (roles.go), what is to be paid
//     (charged.go), acts added beside those that are told (second.go), one put in
//     place of another (replaced.go);
//   - the rest of the words, by their stems in one language and by concepts, and
//     those close to them, across languages (support.go), of the kind that is told
//     (kinds.go), but for what follows from
//     two numbers (compared.go), is told in other words (retold.go), follows from who was
//     there or what is dated (implied.go) or tells no more than the heading above
//     (headed.go).
//
// What carries an address that no passage has, a part of the instructions or an
// order is no claim, and discredits the whole summary (form.go, summary.go). Other
// words for a question are checked the same way (rewording.go), and so are duties
// that a model proposes (duty.go).
//
// The checks are strict: a true sentence that cannot be told from a false one
// is dropped. The quotes below a summary say everything anyway.
//
// After the protocol of alphagov/govuk-chat (cited sources, refusal without
// any) and RAGAS' quoted spans, with deterministic checks in place of a model
// that judges.
package grounding

import (
	"maps"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// Passage is a quote that a sentence may rest on.
type Passage struct {
	ID       string // as sentences cite it: S1
	Text     string // the words, addresses replaced by tokens
	Section  string // the headings above it
	Language string
	Title    string // of its document
	Number   string
	Issued   corpus.Day
}

// Sentence is what a model wrote, with the passages it names for it.
type Sentence struct {
	Text  string   `json:"text"`
	Cites []string `json:"cites"`
}

// Reason says why a sentence is not shown; empty: it is.
type Reason string

// The reasons.
const (
	BadForm     Reason = "form"     // too long, markup, nothing said
	BadLanguage Reason = "language" // another one than asked for
	Poisoned    Reason = "poison"   // an address, an order, a part of the instructions: the whole summary falls
	NotCited    Reason = "citation" // names no passage, or one that was not given
	NoDocument  Reason = "document" // the number of a document that is not there
	NoDate      Reason = "date"
	NoNumber    Reason = "number"
	NoUnit      Reason = "unit" // the number is there, of something else
	NoName      Reason = "name" // a body, place or person that is not there
	Negated     Reason = "negation"
	Turned      Reason = "direction" // before for after, must for may, all for some
	Misplaced   Reason = "relation"  // both are there, but do not belong together
	Unsupported Reason = "support"   // words that nothing there says
)

// Checker checks sentences. It is safe for concurrent use.
type Checker struct {
	lexicon   *lexicon.Lexicon
	extractor *extract.Extractor
	detector  *lang.Detector
	concepts  *lexicon.Concepts
	across    *lexicon.Concepts   // families of words that count between languages only
	kin       map[string][]string // concept → those that mean nearly the same
	near      map[string][]string // concept → those that share a word with it
	tongues   map[string]*tongue
	surnames  map[string]bool // folded: what Vietnamese names of persons begin with
}

// tongue is what is read of one language.
type tongue struct {
	tag     string
	words   *lexicon.Language
	claims  *lexicon.ClaimWords
	finder  *calendar.Finder
	poles   *phrases // negation, poles and light words
	units   *phrases
	orders  *phrases
	calls   *phrases // machines and commands
	must    *phrases
	charged *phrases          // who is given a task, or responsible
	numbers map[string]number // spelled out, by folded or marked word
	names   map[string]bool   // folded
	clauses map[string]bool   // folded
	by      map[string]bool   // in front of who acts, in the passive
	to      map[string]bool   // in front of whom something is done to or at
	// relatives open a clause about who was named last.
	relatives map[string]bool
	addressed *phrases // the reader
	or        map[string]bool
	and       string // written onto the next word
	whoever   *phrases
	exempt    *phrases
	opposites *phrases
	afternoon *phrases
	ended     *phrases
	gets      map[string]bool
	toward    map[string]bool // in front of whom something is sent to
	events    *phrases        // behind a length of time, in front of what it counts from
	proposed  *phrases        // beside a thing
	asks      *phrases
	effect    *phrases // takes effect
	fractions *phrases // in words: two thirds
	// framing stands in front of what nobody who is named says, frames beside a comma, and
	// framePlaces tells where it is said.
	framing, frames, framePlaces *phrases
	hears                        *phrases // of those to whom somebody reports
	purpose                      *phrases
	neither                      *phrases
	according                    *phrases
	than                         *phrases
	those                        map[string]bool
	deputies                     map[string]bool // of a minister, in front of him
	takes                        *phrases        // beside the time in which something is handled
	referring                    *phrases        // for what another passage names
	both                         *phrases        // in front of two things that are told together
	ordinals                     *phrases        // in words, with their numbers
	nth                          map[string]int  // number of an ordinal of one word, folded, or its stem
	nths                         []nth
	headed                       headings
	verbs                        map[string][]string // signs of the verbs that a folded word is a form of
	countable                    *phrases            // things in front of which an ambiguous word is a number
	rates                        *phrases            // in front of a unit, of how often: each
	sided                        *phrases            // have two sides: rests on
	thisYear                     *phrases            // the year that a text is of
}

// New makes a checker with the words of a lexicon.
func New(lx *lexicon.Lexicon, x *extract.Extractor) (*Checker, error) {
	claims, err := lx.Claims()
	if err != nil {
		return nil, err
	}
	c := &Checker{lexicon: lx, extractor: x, detector: lang.NewDetector(lx.Common()), concepts: claims.Concepts, across: claims.Across, tongues: map[string]*tongue{}, surnames: map[string]bool{}}
	c.kin, c.near = c.concepts.Kin()
	for _, tag := range lang.Tags() {
		c.tongues[tag] = newTongue(tag, lx.Language(tag), claims.Words[tag])
	}
	for _, name := range lx.Language("vi").AgencyWords.Surnames {
		c.surnames[lang.Fold(name)] = true
	}
	return c, nil
}

func (c *Checker) tongue(tag string) *tongue {
	if t := c.tongues[tag]; t != nil {
		return t
	}
	return c.tongues["en"]
}

func newTongue(tag string, l *lexicon.Language, w *lexicon.ClaimWords) *tongue {
	points := tag == "he" || tag == "ar"
	t := &tongue{tag: tag, words: l, claims: w, finder: calendar.NewFinder(l), numbers: map[string]number{}, headed: newHeaded(l, w, points)}
	for _, p := range []**phrases{&t.poles, &t.units, &t.orders, &t.calls, &t.must, &t.addressed, &t.whoever, &t.exempt, &t.opposites, &t.afternoon, &t.ended, &t.takes, &t.proposed, &t.asks, &t.purpose, &t.neither, &t.according, &t.than, &t.events, &t.both, &t.referring, &t.ordinals, &t.thisYear, &t.sided, &t.rates, &t.countable, &t.framing, &t.frames, &t.framePlaces, &t.hears, &t.charged, &t.effect, &t.fractions} {
		*p = newPhrases(points)
	}
	for _, m := range []*map[string]bool{&t.names, &t.clauses, &t.by, &t.relatives, &t.or, &t.to, &t.gets, &t.toward, &t.those, &t.deputies} {
		*m = map[string]bool{}
	}
	with := func(prefix string, p *phrases, value string, phrases []string) {
		for _, phrase := range phrases {
			for _, form := range lexicon.Forms(phrase) {
				p.add(prefix+form, value)
			}
		}
	}
	add := func(p *phrases, value string, phrases []string) {
		for _, prefix := range append([]string{""}, w.Prefixes...) {
			with(prefix, p, value, phrases)
		}
	}
	for _, prefix := range append([]string{""}, w.Prefixes...) { // לפחות is at least, before it is ל with פחות
		with(prefix, t.poles, "not", w.Negation)
		for _, axis := range slices.Sorted(maps.Keys(w.Poles)) {
			for _, pole := range slices.Sorted(maps.Keys(w.Poles[axis])) {
				with(prefix, t.poles, axis+":"+pole, w.Poles[axis][pole])
			}
		}
		with(prefix, t.poles, "light", w.Light)
	}
	add(t.orders, "order", w.Orders)
	add(t.calls, "machine", w.Machines)
	add(t.calls, "command", w.Commands)
	add(t.must, "must", l.Duties.Must)
	add(t.must, "must", l.Duties.Order)
	add(t.must, "must", l.Duties.Ordered)
	add(t.must, "must", l.Duties.Upon)
	add(t.charged, "charged", l.Duties.Ordered)
	t.addUnits(add)
	for _, names := range w.Names {
		for _, name := range lang.Words(names) {
			t.names[t.nameForm(name)] = true
		}
	}
	for _, by := range w.By {
		for _, word := range lang.Words(by) {
			t.by[t.poles.form(word)] = true
		}
	}
	for _, relative := range w.Relatives {
		for _, word := range lang.Words(relative) {
			t.relatives[t.poles.form(word)] = true
		}
	}
	set := func(to map[string]bool, prefixes, words []string) {
		for _, word := range words {
			for _, prefix := range append([]string{""}, prefixes...) {
				for _, w := range lang.Words(prefix + word) {
					to[t.poles.form(w)] = true
				}
			}
		}
	}
	add(t.addressed, "you", w.Addressed)
	set(t.or, nil, w.Or)
	set(t.to, nil, w.To)
	set(t.gets, nil, w.Gets)
	set(t.those, w.Prefixes, w.Those)
	set(t.toward, nil, w.Toward)
	set(t.deputies, w.Prefixes, w.Deputies)
	add(t.events, "event", l.Times.Events)
	add(t.proposed, "proposed", w.Proposed)
	add(t.asks, "asks", w.Asks)
	add(t.effect, "effect", l.Times.Effect)
	for _, part := range slices.Sorted(maps.Keys(w.Fractions)) {
		add(t.fractions, part, w.Fractions[part])
	}
	add(t.purpose, "purpose", w.Purpose)
	add(t.framing, "frame", w.Frames["told"])
	add(t.frames, "frame", w.Frames["aside"])
	add(t.framePlaces, "place", w.Frames["place"])
	add(t.hears, "hears", w.Hears)
	add(t.neither, "neither", w.Neither)
	add(t.according, "according", w.According)
	add(t.than, "than", w.Than)
	add(t.takes, "takes", w.Takes)
	add(t.takes, "handled", w.Handled)
	add(t.both, "both", w.Both)
	t.addOrdinals(add)
	add(t.referring, "they", w.Referring)
	add(t.countable, "thing", w.Countable)
	add(t.rates, "each", w.Rates)
	for _, kind := range slices.Sorted(maps.Keys(w.Sided)) {
		add(t.sided, kind, w.Sided[kind])
	}
	add(t.thisYear, "year", w.ThisYear)
	t.and = lang.Conjunction(tag)
	t.verbs = verbForms(w.Forms)
	add(t.whoever, "whoever", w.Whoever)
	add(t.exempt, "exempt", w.Exempt)
	add(t.afternoon, "afternoon", w.Afternoon)
	add(t.ended, "ended", w.Ended)
	for _, axis := range slices.Sorted(maps.Keys(w.Opposites)) {
		for _, pole := range slices.Sorted(maps.Keys(w.Opposites[axis])) {
			add(t.opposites, axis+":"+pole, w.Opposites[axis][pole])
		}
	}
	for _, clause := range w.Clauses {
		t.clauses[lang.Fold(clause)] = true
	}
	return t
}

// nameForm gives a word as names are compared: Nhân is not nhận.
func (t *tongue) nameForm(w lang.Word) string {
	if t.tag == "vi" {
		return marked(w)
	}
	return w.Folded
}

// written gives words with their marks.
func written(words []lang.Word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(marked(w))
		b.WriteByte(' ')
	}
	return b.String()
}

func marked(w lang.Word) string {
	if w.Marked != "" {
		return w.Marked
	}
	return w.Folded
}

// Check says why a sentence in the language tag is not to be shown; "" where
// it says no more than the passages it cites.
func (c *Checker) Check(s Sentence, tag string, passages []Passage) Reason {
	why, _ := c.Explain(s, tag, passages)
	return why
}

// Explain is Check that names the words it refuses, where it is for some.
func (c *Checker) Explain(s Sentence, tag string, passages []Passage) (why Reason, words string) {
	cited, ok := citedOf(s.Cites, passages)
	if r := c.form(s.Text, tag, cited); r != "" {
		return r, ""
	}
	if !ok {
		return NotCited, ""
	}
	if !tokensHeld(s.Text, cited) {
		return Poisoned, ""
	}
	e := c.evidence(cited, tag)
	why, words = c.against(s.Text, tag, e)
	if told, framed := c.unframed(s.Text, tag); framed && why != "" {
		if why, _ := c.against(told, tag, e); why == "" {
			return "", ""
		}
	}
	return why, words
}

// against checks what a text tells against the evidence.
func (c *Checker) against(text, tag string, e *evidence) (why Reason, words string) {
	said := c.read(text, tag, e.ref())
	if e.verbatim(said) {
		return "", ""
	}
	for _, check := range []func(*reading, *evidence) Reason{c.documents, c.dates, c.numbers, c.whiches, c.rates, c.bodies, c.negation, c.turns, c.opposite, c.hedged, c.spoken, c.sourced, c.led, c.names, c.strangers, c.relations, c.dayRelations, c.crossed, c.strayed, c.moved, c.perEach, c.ofTwoDocuments, c.paired, c.unlisted, c.mixed, c.planned, c.belonging, c.starting, c.charged, c.paidWithin, c.tabled, c.coded, c.ordered, c.sent, c.taken, c.doers, c.roles, c.alternatives, c.instead, c.conditioned, c.cases, c.exempted, c.joined, c.second, c.filed, c.replaced, c.swapped, c.stages, c.special, c.generalised, c.support} {
		if r := check(said, e); r != "" {
			return r, said.blamed
		}
	}
	return "", said.blamed
}

// citedOf gives the passages that are cited; ok is false where one is not
// known or none is cited.
func citedOf(cites []string, passages []Passage) (cited []Passage, ok bool) {
	for _, id := range cites {
		found := false
		for _, p := range passages {
			if strings.EqualFold(strings.TrimSpace(id), p.ID) {
				cited, found = append(cited, p), true
			}
		}
		if !found {
			return nil, false
		}
	}
	return cited, len(cited) > 0
}
