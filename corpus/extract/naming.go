package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// role is what a phrase of a namings tree does.
type role uint8

const (
	isBody       role = iota + 1 // names a body or a collective
	isPart                       // names a part of a collective
	isLocal                      // names a kind of local bodies
	isProvince                   // names a province
	isTitle                      // a person who stands for the body behind
	isHead                       // opens a name
	isNoBody                     // looks like a name and is none
	isEnd                        // ends a name
	isCollective                 // names a collective, without list
	isInside                     // goes on a name
	isForeign                    // another State
	isReference                  // names a body again
	isPlace                      // names a province or city again
	isPronoun                    // stands for the body that the sentence before is about
	isArticle                    // does where no noun follows
	isUpon                       // puts a duty on that body
	isDoer                       // stands for who does what a passive verb tells
	isAsked                      // stands for the body that is asked
	isSelf                       // stands for the body that speaks: we
	isOwner                      // stands for the body whose something does what is told: its findings
)

// naming is a phrase and what it does.
type naming struct {
	role    role
	id      string   // of an agency; of a part, its name
	marks   []string // folded with Vietnamese marks, nil where it has none
	words   []string // folded
	exact   bool     // the words have to be just these, no other forms of them
	raw     string   // of an abbreviation: as written
	capital bool     // counts only with a capital letter
	short   bool     // other bodies' names begin so
	many    bool     // of a head: names several bodies
	verb    bool     // of an end: one of the words that tell of duties
	alone   bool     // of a part: names bodies outside a list too; of a head of several: heads one name as well
	commas  uint64   // a bit for each word that stands behind a comma
	bare    string   // the last word without its article, where the name has one; it counts only with something in front
}

// namings is a tree of phrases by the roots of their words.
type namings struct {
	next  map[string]*namings
	named []naming
}

// add puts a phrase into the tree.
func (n *namings) add(tag, phrase string, is naming) {
	words := lang.Words(phrase)
	if len(words) == 0 {
		return
	}
	if last := words[len(words)-1].Folded; lang.RightToLeft(tag) && is.role != isPart && lang.Root(tag, last) != last {
		is.bare = lang.Root(tag, last)
	}
	marked := false
	is.words, is.marks = nil, nil
	for k, w := range words {
		if k > 0 && k < 64 && strings.Contains(phrase[words[k-1].End:w.Start], ",") {
			is.commas |= 1 << k
		}
		marked = marked || w.Marked != "" && strings.ContainsFunc(w.Marked, markedLatin)
		is.marks = append(is.marks, markedForm(w))
		is.words = append(is.words, w.Folded)
		key := lang.Root(tag, w.Folded)
		if n.next == nil {
			n.next = map[string]*namings{}
		}
		if n.next[key] == nil {
			n.next[key] = &namings{}
		}
		n = n.next[key]
	}
	if !marked || lang.Stems(tag) && !is.exact { // elsewhere marks change with a word's form
		is.marks = nil
	}
	for _, have := range n.named {
		if have.role == is.role && have.id == is.id && slices.Equal(have.marks, is.marks) && have.raw == is.raw && have.capital == is.capital && have.commas == is.commas && slices.Equal(have.words, is.words) {
			return
		}
	}
	n.named = append(n.named, is)
}

func markedLatin(r rune) bool { return r > 0x7f && r < 0x2000 && lang.FoldRune(r) < 0x80 }

// find gives the longest phrase at word i and how many words it has; of
// several that have the same words, the first added.
func (n *namings) find(text, tag string, words []lang.Word, i int) (naming, int) {
	if i >= len(words) {
		return naming{}, 0
	}
	at := i
	if !lang.Stems(tag) { // the root is the word, and most open nothing
		if n = n.next[words[i].Folded]; n == nil {
			return naming{}, 0
		}
		at++
	}
	if best, length := n.walk(text, tag, words, i, at); length > 0 {
		return *best, length
	}
	return naming{}, 0
}

func (n *namings) walk(text, tag string, words []lang.Word, first, i int) (best *naming, length int) {
	if i < len(words) && n.next != nil && (i == first || !breaks(text[words[i-1].End:words[i].Start])) {
		switch {
		case !lang.Stems(tag): // the root is the word
			if next := n.next[words[i].Folded]; next != nil {
				best, length = next.walk(text, tag, words, first, i+1)
			}
		default:
			var buffer [16]string
			for _, root := range lang.Roots(buffer[:0], tag, words[i].Folded) {
				if next := n.next[root]; next != nil {
					if is, l := next.walk(text, tag, words, first, i+1); l > length {
						best, length = is, l
					}
				}
			}
		}
	}
	if length > 0 || i == first {
		return best, length
	}
	closest := -1
	for k := range n.named {
		is := &n.named[k]
		if same := is.sameForms(words[first:i]); same > closest && is.fits(text, words[first:i]) {
			best, length, closest = is, i-first, same
		}
	}
	return best, length
}

// sameForms counts the words that stand in the form of the phrase: where
// forms of one and of several bodies share their roots, that tells them apart.
func (is *naming) sameForms(words []lang.Word) int {
	n := 0
	for k, w := range words {
		if w.Folded == is.words[k] {
			n++
		}
	}
	return n
}

// breaks reports that what stands between two words ends every name.
func breaks(gap string) bool { return strings.ContainsAny(gap, ".;:\n()!?|/") && gap != "." }

// fits reports whether words are those of the phrase in every respect that
// counts for it.
func (is *naming) fits(text string, words []lang.Word) bool {
	if is.raw != "" {
		return text[words[0].Start:words[len(words)-1].End] == is.raw && !joined(text, words)
	}
	if is.bare != "" && words[len(words)-1].Folded == is.bare || is.role == isProvince && len(words) == 1 && !strings.HasSuffix(words[0].Folded, is.words[0]) {
		return false // a place of one word keeps its letters, whatever is written onto it
	}
	if rest := text[words[len(words)-1].End:]; strings.HasPrefix(rest, "- ") && is.role != isEnd {
		return false // the beginning of a compound: "Post- en Telecommunicatiegroep"
	}
	for k, w := range words {
		if k > 0 && k < 64 {
			switch gap := text[words[k-1].End:w.Start]; {
			case gap == "-" && is.marks != nil:
				return false // part of an address
			case is.commas>>k&1 == 0 && strings.ContainsAny(gap, ",،"):
				return false // two names
			}
		}
		if is.exact && w.Folded != is.words[k] {
			return false
		}
		if is.role == isEnd && is.marks != nil && markedForm(w) != is.marks[k] {
			return false // what ends a name is no part of one that looks alike without marks
		}
		if w.Marked == "" || !strings.ContainsFunc(w.Marked, markedLatin) {
			continue
		}
		if is.marks == nil || w.Marked != is.marks[k] {
			if is.marks == nil && !is.exact {
				continue // a foreign letter in a language whose words are kept by their roots
			}
			return false
		}
	}
	if !is.capital || capitalAt(text, words[0]) && (is.role != isProvince || is.marks == nil || capitalAt(text, words[len(words)-1])) {
		return true
	}
	return typedLow(text)
}

// shortText is how many bytes a text has at most that may be typed without
// any capital letter.
const shortText = 300

// typedLow reports a short text without capital letters: a question as people
// type it.
func typedLow(text string) bool {
	return len(text) <= shortText && !strings.ContainsFunc(text, unicode.IsUpper)
}

func markedForm(w lang.Word) string {
	if w.Marked != "" {
		return w.Marked
	}
	return w.Folded
}

// joined reports that words are part of a document's number or another code.
func joined(text string, words []lang.Word) bool {
	start, end := words[0].Start, words[len(words)-1].End
	return start > 0 && strings.IndexByte("/-_@.", text[start-1]) >= 0 || end < len(text) && strings.IndexByte("/_@", text[end]) >= 0
}

func capitalAt(text string, w lang.Word) bool {
	r, _ := utf8.DecodeRuneInString(text[w.Start:])
	return unicode.IsUpper(r)
}

// spoken is what the search for bodies needs of one language.
type spoken struct {
	tag        string
	tree       *namings
	inside     map[string]bool
	links      map[string]bool
	of         map[string]bool
	place      map[string]bool
	placeKinds map[string]bool // those of place that are no prepositions, of several words too, in languages that have them behind a name
	where      map[string]bool // words in front of the place where a body is
	onto       []string        // letters written onto it that say so
	joins      *namings
	heads      *namings // those of Heads alone
	fields     *namings // ministries without the word that is elided in a list of them
	months     map[string]bool
	numbers    map[string]bool // words for numbers, in languages that tell names by no capitals
	first      bool            // a place may stand in front of a local body
	surnames   map[string]bool
	fronts     map[string]bool     // roots
	tails      map[string][]string // last letters of compounds → compounds
	bare       map[string][]string // the same of compounds without their article, behind a proper name
	which      []string            // letters that open a clause about what stands in front
	goes       lexicon.NameRule
	verbs      verbForms
	partForms  map[string]bool // words that name several bodies, in the forms that tell so, in languages with cases
	partEnds   []string        // in which compounds end that name places of one kind
	narrows    *namings        // behind words for places, tell which of them are meant
	again      *namings        // nouns by which a text names a body again
	definite   map[string]bool
	telling    bool            // such a noun counts only beside a word that tells of duties
	known      map[string]bool // roots of the words that are no foreign names, in languages that tell names by no capitals
}

// tailSize is how many bytes of a compound's end are looked up.
const tailSize = 4

// speak makes the search's words of a language: its own in all their forms,
// and names of several words of the other languages as they are.
func speak(lx *lexicon.Lexicon, tag string) *spoken {
	w := lx.Language(tag).AgencyWords
	s := &spoken{tag: tag, tree: &namings{}, inside: set(w.Inside), links: set(w.Links), of: set(w.Of), place: set(w.Place), where: set(w.Where), months: map[string]bool{}, fronts: lexiconRoots(tag, w.Fronts),
		heads: &namings{}, fields: &namings{}, first: w.PlaceFirst, joins: &namings{}, surnames: set(w.Surnames), tails: map[string][]string{}, bare: map[string][]string{}, which: lx.Language(tag).Duties.RelativeLetters, goes: w.Goes}
	for _, m := range lx.Language(tag).Months {
		s.months[lang.Fold(m)] = true
	}
	if w.Goes.Lower > 0 {
		s.placeKinds = map[string]bool{}
		for _, p := range w.Place {
			var forms []string
			for _, word := range lang.Words(p) {
				forms = append(forms, markedForm(word))
			}
			if form := strings.Join(forms, " "); !s.of[form] {
				s.placeKinds[form] = true
			}
		}
	}
	for _, p := range w.Where {
		if letters, ok := strings.CutSuffix(p, "-"); ok {
			s.onto = append(s.onto, letters)
		}
	}
	if !cased(tag) {
		s.numbers = map[string]bool{}
		for _, forms := range lx.Language(tag).Times.Numbers {
			for _, f := range forms {
				for _, w := range lang.Words(f) {
					s.numbers[w.Folded] = true
				}
			}
		}
		s.verbs = newVerbForms(lx.Language(tag).Duties.VerbInFront)
		s.known = lx.Vocabulary(tag)
	}
	s.again, s.definite, s.telling = references(tag, w.References), set(w.References.Front), w.References.Acting
	for _, p := range w.Ends {
		r, _ := utf8.DecodeRuneInString(p)
		s.tree.add(tag, p, naming{role: isEnd, exact: true, capital: unicode.IsUpper(r)})
	}
	if !cased(tag) || len(w.Goes.Endings) > 0 { // no capitals tell there where a name ends
		d := &lx.Language(tag).Duties
		for _, list := range [][]string{d.Must, d.Act, d.Finish, d.Lead, d.Met, d.Order, d.Ordered} {
			for _, p := range list {
				if !strings.ContainsAny(p, " *") && !slices.Contains(w.Heads, p) {
					s.tree.add(tag, p, naming{role: isEnd, exact: true, verb: true})
				}
			}
		}
	}
	for _, p := range w.NoBodies {
		s.tree.add(tag, p, naming{role: isNoBody})
	}
	for _, p := range w.Foreign {
		s.tree.add(tag, p, naming{role: isForeign, exact: cased(tag)})
	}
	for _, p := range w.Inside {
		if strings.Contains(p, " ") {
			s.tree.add(tag, p, naming{role: isInside})
		}
	}
	for _, j := range w.Joins {
		s.joins.add(tag, j, naming{role: isPart})
	}
	if w.Cases {
		s.partForms = map[string]bool{}
	}
	s.narrows = &namings{}
	for _, p := range w.Narrows {
		s.narrows.add(tag, p, naming{role: isInside})
	}
	for name, p := range w.Parts {
		if name == lexicon.LocalPart && len(w.Compounds) > 0 {
			for _, f := range slices.Concat(p.Alone, p.Exact, p.Joined) {
				if f = lang.Fold(f); !strings.Contains(f, " ") && len(f) > tailSize {
					s.partEnds = append(s.partEnds, f)
				}
			}
		}
		for _, f := range slices.Concat(p.Alone, p.Exact, p.Capital) {
			if w.Cases {
				s.partForms[lang.Fold(f)] = true
			}
		}
		for _, f := range p.Alone {
			s.tree.add(tag, f, naming{role: isPart, id: name, alone: true})
		}
		for _, f := range p.Exact {
			s.tree.add(tag, f, naming{role: isPart, id: name, alone: true, exact: true})
		}
		for _, f := range p.Capital {
			s.tree.add(tag, f, naming{role: isPart, id: name, alone: true, capital: true, exact: true})
		}
		for _, f := range p.Joined {
			s.tree.add(tag, f, naming{role: isPart, id: name})
		}
	}
	for i := range lx.Agencies {
		s.addAgency(&lx.Agencies[i], w)
	}
	for i := range lx.Agencies { // behind all names that are somebody's own
		if a := &lx.Agencies[i]; a.Parent != "" && a.Local == "" && len(a.Members) == 0 {
			for _, n := range a.Names[tag] {
				for _, other := range otherKinds(n, w.Kinds) {
					s.tree.add(tag, other, naming{role: isBody, id: a.ID, capital: cased(tag) && capitalFirst(other)})
				}
			}
		}
	}
	for _, p := range w.Titles {
		s.tree.add(tag, p, naming{role: isTitle})
	}
	for _, p := range w.Plurals {
		is := naming{role: isHead, many: true, alone: w.Cases || slices.Contains(w.Heads, p), exact: cased(tag)} // its form tells
		s.tree.add(tag, p, is)
		s.heads.add(tag, p, is)
	}
	for _, p := range w.Heads {
		for _, two := range lang.Duals(tag, p) {
			s.tree.add(tag, two, naming{role: isHead, many: true, exact: true})
		}
		s.tree.add(tag, p, naming{role: isHead})
		s.heads.add(tag, p, naming{role: isHead})
	}
	for _, c := range w.Compounds {
		c = lang.Fold(c)
		if len(c) >= tailSize {
			end := c[len(c)-tailSize:]
			s.tails[end] = append(s.tails[end], c)
			if bare := cutArticle(c, w.Goes.Definite); len(w.Goes.Owners) > 0 && bare != c && len(bare) >= tailSize {
				end := bare[len(bare)-tailSize:]
				s.bare[end] = append(s.bare[end], bare)
			}
		}
	}
	return s
}

// otherKinds gives a name with the other words for what kind of body it is, of
// the kinds given: "Department of Customs" is "Customs Administration" too.
func otherKinds(name string, kinds []string) (out []string) {
	field := ""
	for _, k := range kinds {
		rest, is := strings.CutPrefix(name, k)
		if end, ends := strings.CutPrefix(k, "-"); ends {
			rest, is = strings.CutSuffix(name, end)
		}
		if is && rest != "" && (field == "" || len(rest) < len(field)) {
			field = rest
		}
	}
	if field == "" {
		return nil
	}
	for _, k := range kinds {
		other := k + field
		if end, ends := strings.CutPrefix(k, "-"); ends {
			other = field + end
		}
		if other != name {
			out = append(out, other)
		}
	}
	return out
}

// abbreviation reports a name of three or more Latin capitals: VIMC.
func abbreviation(name string) bool {
	return len(name) >= 3 && !strings.ContainsFunc(name, func(r rune) bool { return r < 'A' || r > 'Z' })
}

func capitalFirst(name string) bool {
	r, _ := utf8.DecodeRuneInString(name)
	return unicode.IsUpper(r)
}

// cutArticle takes the article off a noun that has it at its end.
func cutArticle(noun string, articles []string) string {
	for _, a := range articles {
		if rest, ok := strings.CutSuffix(noun, a); ok {
			return rest
		}
	}
	return noun
}

// set gives the phrases that are one word, with their marks.
func set(phrases []string) map[string]bool {
	m := map[string]bool{}
	for _, p := range phrases {
		if words := lang.Words(p); len(words) == 1 {
			m[markedForm(words[0])] = true
		}
	}
	return m
}

// addAgency adds the names of a body.
func (s *spoken) addAgency(a *lexicon.Agency, w lexicon.AgencyWords) {
	is := naming{role: isBody, id: a.ID}
	switch {
	case a.Province:
		is.role, is.capital, is.exact = isProvince, cased(s.tag), cased(s.tag)
	case a.Local != "":
		is.role = isLocal
	case len(a.Members) > 0:
		is.role, is.exact = isCollective, cased(s.tag) && !w.Cases // several bodies, not one of them
	}
	for tag, names := range a.Names {
		own := tag == s.tag
		for _, n := range names {
			if !own && is.role == isBody && abbreviation(n) { // other languages write it alike
				s.tree.add(s.tag, n, naming{role: isBody, id: a.ID, raw: n, exact: true})
				continue
			}
			if is.role == isCollective && len(a.Parts) > 0 || !own && !strings.ContainsAny(n, " -") {
				continue // its parts make it up; a single word of another language may be any word
			}
			is := is
			is.short, is.capital = slices.Contains(a.Short, n), is.capital || slices.Contains(a.Capital, n)
			if !own {
				if is.role != isBody && is.role != isProvince {
					continue
				}
				is.exact = true
			}
			s.tree.add(s.tag, n, is)
			if !own || is.role == isProvince {
				continue
			}
			for _, e := range w.Elided {
				if rest, ok := strings.CutPrefix(n, e); ok && slices.Contains(a.Groups, lexicon.Ministries) {
					r, _ := utf8.DecodeRuneInString(rest)
					s.fields.add(s.tag, rest, naming{role: isBody, id: a.ID, capital: unicode.IsUpper(r)})
				}
			}
			for _, d := range w.Derived {
				if strings.Contains(n, d.From) {
					s.tree.add(s.tag, strings.Replace(n, d.From, d.To, 1), is)
				}
			}
		}
	}
	for _, n := range a.Former {
		s.tree.add(s.tag, n, naming{role: is.role, id: a.ID, exact: true})
	}
	for _, n := range a.Abbreviations {
		if utf8.RuneCountInString(n) >= 3 {
			s.tree.add(s.tag, n, naming{role: is.role, id: a.ID, raw: n, exact: true})
		}
	}
}

// lexiconRoots gives the roots of words of a language.
func lexiconRoots(tag string, words []string) map[string]bool {
	out := map[string]bool{}
	for _, phrase := range words {
		for _, w := range lang.Words(phrase) {
			out[lang.Root(tag, w.Folded)] = true
		}
	}
	return out
}
