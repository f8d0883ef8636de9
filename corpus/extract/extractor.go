package extract

import (
	"sync"

	"vanthu/corpus/boost"
	"vanthu/corpus/calendar"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// Extractor reads documents by the words of a lexicon. It is safe for
// concurrent use.
type Extractor struct {
	lexicon *lexicon.Lexicon
	words   map[string]*words
	bodies  map[string]func() *spoken // made when first asked for
	finders map[string]*calendar.Finder
	knows   func(tag, word string) bool                                 // whether a folded word is of a language's vocabulary
	judge   func() *boost.Model                                         // how likely something has to be done by a date
	observe func(text string, st *statement, d *date, values []float64) // told of every date, where somebody learns
}

// words is what the rules need of one language, folded and stemmed once.
type words struct {
	numberWords  map[string]bool
	types        []typeName
	headings     map[string]string // heading of a procedure's field, folded → field
	structure    map[string]string // word before a number → part, chapter, section, article, annex
	opening      map[string]bool   // first words of structure
	source       map[string]bool
	units        map[string]bool // what a number in front counts: one or two words, stemmed
	marks        []string
	subject      []string          // what opens the subject line of a letter, folded
	captions     map[string]bool   // what opens the caption of a photo
	issued       map[string]bool   // what stands between a number and its day
	columns      map[string]string // word of a column's name → field of a procedure
	channels     *lexicon.Phrases  // ways to apply
	free         []string          // that nothing is to be paid, in small letters
	notTold      []string          // what stands where nothing is told, in small letters
	counts       map[string]string // original or copy → originals, copies
	steps        map[string]bool   // before the number of a step
	paperColumns map[string]string // name of a column of a table of papers → what it holds
	cases        *lexicon.Phrases  // what opens a line that says in which case something holds
	facts        map[string]bool   // fields that are told in a line above the others
	times        wordSet           // units of time limits
	money        wordSet           // words of fees
	currencies   map[string]string // name of a currency, folded → its code
	signs        []string          // of currencies, one letter or sign each
	abbreviated  []string          // after which a full stop ends no sentence
	cues         *cueSet           // what tells of duties
	uponThen     *cueSet
	whether      *cueSet         // opens what somebody is to find out
	former       *cueSet         // said of a place or body that is no more
	formerOf     *cueSet         // what may be so
	formerBehind bool            // it stands behind them
	latter       *cueSet         // stand for the body named last
	atOnce       *cueSet         // what is done on a day and then is so
	achieved     map[string]bool // behind a verb, tells how far it came
	verbFirst    bool
	verbLast     bool
	all          map[string]bool // open who has to do something where many have
	each         map[string]bool // likewise, where every one of them has
	allAsked     map[string]bool // likewise, behind a verb that asks
	says         *cueSet         // in front of the day on which something was said
	instructs    *cueSet         // open an item in which somebody is to have others do something
	drafts       *cueSet         // open a sentence about what the one in front tells to make
	talks        *cueSet         // what a body does at a meeting
	firstTime    *cueSet         // stand before the first day of what recurs
	sameDate     *cueSet         // stand for the deadline of the sentence in front
	starts       *cueSet         // by which a body begins to do something
	states       *cueSet         // behind a body: no task
	exceeds      *cueSet         // behind what is expected: that a figure is passed
	manner       *cueSet         // how something is done, straight behind who does it
	handed       *cueSet         // what somebody was given: a task
	awaits       *cueSet         // behind a body that is to get something
	responsible  *cueSet         // opens a sentence about who has the duty of the one in front
	impersonal   map[string]bool // of words for "must", those that name no subject
	foretells    *cueSet         // in front of a forecast or a hope
	spent        *cueSet         // what was done by a day gone by
	idle         idleWords       // of what is only expected, wished or told
	vagueTimes   *cueSet         // times of several months that are not counted
	inYear       *cueSet         // the year of the text, as a limit
	inMonth      *cueSet         // the month of the text, as a limit
	thisYear     *cueSet         // the year of the text
	mustPast     *cueSet         // forms of the past of "must"
	without      map[string]bool // turn the noun behind them round and no verb
	tenses       bool
	receives     bool              // who receives something needs no word in front
	genitives    []string          // endings of a body whose something it is, folded
	toward       []string          // letters written onto who receives something
	rules        map[string]bool   // symbols of the types of documents that make general rules, folded
	ownRules     *lowerPhrases     // by which an article of general rules refers to itself
	ownNames     *lowerPhrases     // wordings of general rules that reports of them have too
	that         map[string]bool   // opens what somebody said
	through      map[string]bool   // stands in front of the means by which something is done, folded
	soThat       map[string]bool   // opens what something is done for, of one word or two, folded
	objects      map[string]bool   // stands before what a verb does something to
	at           []string          // letters written onto a body at or in which something is done, folded
	which        []string          // letters written onto the verb of a clause about what stands in front, folded
	towardEnds   []string          // of the first word of who receives something, folded
	verbBehind   verbForms         // straight behind who does it
	leadsFirst   bool              // who does something never stands behind its verb
	verbInFront  verbForms         // straight in front
	awaited      map[string]bool   // words in front of whom something is awaited from
	passiveEnds  []string          // of passive verbs, folded
	pastEnds     []string          // of verbs of what has been, folded
	present      []string          // how verbs of what is done now look, folded
	least        *cueSet           // in front of a figure that has to be reached
	infinitive   map[string]bool   // between a body and what it is asked to do
	beforeObject map[string]bool   // behind such a verb
	agentEnds    []string          // of the first word of who does what a passive verb tells, folded
	dutyColumns  map[string]string // name of a column of a table of duties → what it holds
}

// typeName is one name of a type of documents.
type typeName struct {
	symbol string
	words  []string // folded, the last one stemmed
}

// New makes an extractor.
func New(lx *lexicon.Lexicon) *Extractor {
	x := &Extractor{lexicon: lx, words: map[string]*words{}, bodies: map[string]func() *spoken{}, finders: map[string]*calendar.Finder{}, knows: lx.Knower(), judge: sync.OnceValue(newJudge)}
	for tag, l := range lx.Languages {
		w := &words{numberWords: map[string]bool{}, headings: map[string]string{}, structure: map[string]string{}, opening: map[string]bool{}, source: map[string]bool{}, units: map[string]bool{}, captions: map[string]bool{}, issued: map[string]bool{},
			columns: map[string]string{}, channels: lexicon.NewPhrases(), times: wordSet{}, money: wordSet{}}
		w.readProcedures(&l.Procedures)
		x.finders[tag] = calendar.NewFinder(l)
		w.abbreviated, w.verbFirst, w.verbLast, w.tenses = l.Abbreviated, l.Duties.VerbFirst, l.Duties.VerbLast, l.Duties.Tenses
		w.receives, w.toward = l.Duties.DirectReceivers, l.Duties.TowardPrefixes
		for _, e := range l.Duties.GenitiveEndings {
			w.genitives = append(w.genitives, lang.Fold(e))
		}
		w.leadsFirst = len(l.Duties.VerbInFront) == 0 && !l.Duties.VerbFirst
		w.verbBehind, w.verbInFront = newVerbForms(l.Duties.VerbBehind), newVerbForms(l.Duties.VerbInFront)
		w.rules, w.ownRules, w.ownNames = map[string]bool{}, newLowerPhrases(l.OwnRules), newLowerPhrases(l.OwnNames)
		for _, symbol := range lx.Language("vi").GeneralRules { // numbers are the same in all languages
			w.rules[lang.Fold(symbol)] = true
		}
		w.awaited = map[string]bool{}
		for _, s := range l.Duties.Source {
			w.awaited[lang.Fold(s)] = true
		}
		for _, e := range l.Duties.PassiveEndings {
			w.passiveEnds = append(w.passiveEnds, lang.Fold(e))
		}
		for _, e := range l.Duties.PastEndings {
			w.pastEnds = append(w.pastEnds, lang.Fold(e))
		}
		for _, p := range l.Duties.Present {
			w.present = append(w.present, lang.Fold(p))
		}
		w.beforeObject = map[string]bool{}
		for _, o := range l.Duties.BeforeObject {
			w.beforeObject[lang.Fold(o)] = true
		}
		w.objects = map[string]bool{}
		for _, o := range l.Duties.Objects {
			w.objects[lang.Fold(o)] = true
		}
		w.that = map[string]bool{}
		for _, t := range l.Duties.That {
			w.that[lang.Fold(t)] = true
		}
		w.through = set(l.Duties.Through)
		w.soThat = map[string]bool{}
		for _, t := range l.Duties.SoThat {
			w.soThat[lang.Fold(t)] = true
		}
		for _, e := range l.Duties.PlaceLetters {
			w.at = append(w.at, lang.Fold(e))
		}
		for _, e := range l.Duties.RelativeLetters {
			w.which = append(w.which, lang.Fold(e))
		}
		for _, e := range l.Duties.TowardEndings {
			w.towardEnds = append(w.towardEnds, lang.Fold(e))
		}
		for _, e := range l.Duties.AgentEndings {
			w.agentEnds = append(w.agentEnds, lang.Fold(e))
		}
		w.cues = newCueSet(tag, &l.Duties)
		w.allAsked = allWords(w.cues, l.Duties.AllAsked)
		w.all, w.each = allWords(w.cues, l.Duties.All), allWords(w.cues, l.Duties.Each)
		w.atOnce = newCueSet(tag, &lexicon.DutyWords{Act: l.Duties.AtOnce, Clitics: l.Duties.Clitics})
		w.says = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.Says, Clitics: l.Duties.Clitics})
		w.instructs = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.Instructs})
		w.drafts = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.Drafts, Clitics: l.Duties.Clitics})
		w.talks = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.Talks, Clitics: l.Duties.Clitics})
		w.firstTime = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.FirstTime, Clitics: l.Duties.Clitics})
		w.sameDate = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.SameDate})
		w.starts = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.Starts, Clitics: l.Duties.Clitics})
		w.manner = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.Manner, Clitics: l.Duties.Clitics})
		w.states = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.States, Clitics: l.Duties.Clitics})
		w.exceeds = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.Exceeds, Clitics: l.Duties.Clitics})
		w.least = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.Least})
		w.infinitive = set(l.Duties.Infinitive)
		w.handed = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.Handed})
		w.awaits = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.Awaits, Clitics: l.Duties.Clitics})
		w.responsible = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.Responsible})
		w.impersonal = allWords(w.cues, l.Duties.Impersonal)
		w.foretells = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.Foretells, Clitics: l.Duties.Clitics})
		w.idle = newIdleWords(tag, &l.Duties)
		w.spent = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.Spent, Clitics: l.Duties.Clitics})
		w.vagueTimes = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.VagueTimes, Clitics: l.Duties.Clitics})
		w.inYear = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.InYear, Clitics: l.Duties.Clitics})
		w.inMonth = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.InMonth, Clitics: l.Duties.Clitics})
		w.thisYear = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.ThisYear})
		w.mustPast = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.MustPast, Clitics: l.Duties.Clitics})
		w.former = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.Former})
		w.formerOf = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.FormerOf, Clitics: l.Duties.Clitics})
		w.formerBehind = l.Duties.FormerBehind
		w.whether = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.Whether})
		w.latter = newCueSet(tag, &lexicon.DutyWords{Same: l.Duties.Latter})
		w.allAsked = allWords(w.cues, l.Duties.AllAsked)
		w.without = allWords(w.cues, l.Duties.Without)
		w.achieved = allWords(w.cues, l.Duties.Achieved)
		w.uponThen = newCueSet(tag, &lexicon.DutyWords{Upon: l.Duties.UponThen})
		w.dutyColumns = map[string]string{}
		for holds, names := range l.Duties.Columns {
			for _, n := range names {
				w.dutyColumns[foldedWords(n)] = holds
			}
		}
		for _, n := range l.NumberWords {
			for _, part := range lang.Words(n) {
				w.numberWords[part.Folded] = true
			}
		}
		for symbol, names := range l.DocumentTypes {
			for _, name := range names {
				var seq []string
				for _, part := range lang.Words(name) {
					seq = append(seq, part.Folded)
				}
				seq[len(seq)-1] = lang.Stem(tag, seq[len(seq)-1])
				w.types = append(w.types, typeName{symbol, seq})
			}
		}
		for field, f := range l.Fields {
			for _, h := range f.Headings {
				w.headings[foldedWords(h)] = field
			}
		}
		for _, field := range [...]string{"channels", "time_limit", "fee"} { // where headings share a word, the last counts
			for _, h := range l.Fields[field].Headings {
				if part := lang.Words(h); len(part) == 1 {
					w.columns[part[0].Folded] = field
				}
			}
		}
		for _, c := range l.Channels.Names {
			w.channels.Add(c, c)
		}
		for _, u := range l.Channels.Times {
			w.times[foldedWords(u)] = true
		}
		for _, m := range l.Channels.Money {
			w.money[foldedWords(m)] = true
		}
		for kind, names := range l.Structure {
			for _, n := range names {
				w.structure[foldedWords(n)] = kind
				if part := lang.Words(n); len(part) > 0 {
					w.opening[part[0].Folded] = true
				}
			}
		}
		for _, s := range l.Source {
			w.source[foldedWords(s)] = true
		}
		for _, u := range l.Units {
			w.units[stems(tag, lang.Words(u))] = true
		}
		for _, s := range l.Subject {
			w.subject = append(w.subject, foldedWords(s))
		}
		for _, c := range l.Noise.Captions {
			w.captions[foldedWords(c)] = true
		}
		for _, phrases := range [][]string{l.IssuedWords, l.Dates.Day} {
			for _, p := range phrases {
				for _, part := range lang.Words(p) {
					w.issued[part.Folded] = true
				}
			}
		}
		for _, m := range l.OfficialMarks {
			w.marks = append(w.marks, foldedWords(m))
		}
		x.words[tag] = w
		x.bodies[tag] = sync.OnceValue(func() *spoken { return speak(lx, tag) })
	}
	return x
}

// WithHolidays gives an extractor that reckons periods of working days by a
// calendar of holidays.
func (x *Extractor) WithHolidays(h *calendar.Holidays) *Extractor {
	y := *x
	y.finders = make(map[string]*calendar.Finder, len(x.finders))
	for tag, f := range x.finders {
		y.finders[tag] = f.WithHolidays(h)
	}
	return &y
}

func (x *Extractor) of(tag string) *words {
	if w := x.words[tag]; w != nil {
		return w
	}
	return x.words["en"]
}

// typeEnds gives the symbol of the document type in whose name the words end
// and how many words that name has: the longest where several do, 0 where
// none does.
func (w *words) typeEnds(have []lang.Word, tag string) (symbol string, length int) {
	stem := lang.Stem(tag, have[len(have)-1].Folded)
	for _, t := range w.types {
		n := len(t.words)
		if n > len(have) || n <= length || t.words[n-1] != stem {
			continue
		}
		same := true
		for k := 0; k < n-1; k++ {
			same = same && have[len(have)-n+k].Folded == t.words[k]
		}
		if same {
			symbol, length = t.symbol, n
		}
	}
	return symbol, length
}

// counted reports whether the words open with something that a number in
// front counts.
func (w *words) counted(next []lang.Word, tag string) bool {
	for n := 1; n <= 2 && n <= len(next); n++ {
		if w.units[stems(tag, next[:n])] {
			return true
		}
	}
	return false
}

// stems gives the stems of words with single spaces between.
func stems(tag string, words []lang.Word) string {
	var b []byte
	for i, w := range words {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, lang.Stem(tag, w.Folded)...)
	}
	return string(b)
}

// foldedWords gives the words of s, folded, with single spaces between.
func foldedWords(s string) string {
	var b []byte
	for i, w := range lang.Words(s) {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, w.Folded...)
	}
	return string(b)
}

// Agencies gives the IDs of the agencies named in a text, each once, in order.
func (x *Extractor) Agencies(text, tag string) []string {
	var ids []string
	seen := map[string]bool{}
	for _, m := range x.Mentions(text, tag, lang.Words(text)) {
		if m.ID != "" && !seen[m.ID] {
			seen[m.ID] = true
			ids = append(ids, m.ID)
		}
	}
	return ids
}

func (x *Extractor) spoken(tag string) *spoken {
	if s := x.bodies[tag]; s != nil {
		return s()
	}
	return x.bodies["en"]()
}
