package extract

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

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
	titleHeads map[string]bool     // first words of titles
	fronts     map[string]bool     // roots
	tails      map[string][]string // last letters of compounds → compounds
	bare       map[string][]string // the same of compounds without their article, behind a proper name
	which      []string            // letters that open a clause about what stands in front
	goes       lexicon.NameRule
	verbs      verbForms
	partForms  map[string]bool // words that name several bodies, in the forms that tell so, in languages with cases
	partEnds   []string        // in which compounds end that name places of one kind
	narrows    *namings        // behind words for places, tell which of them are meant
	levels     *namings        // behind the name of a body, tell at which level it is
	again      *namings        // nouns by which a text names a body again
	definite   map[string]bool
	telling    bool            // such a noun counts only beside a word that tells of duties
	known      map[string]bool // roots of the words that are no foreign names, in languages that tell names by no capitals
	topics     map[string]bool // roots of the words by which names tell what bodies work in
	abouts     map[string]bool // in front of fields in small letters
}

// tailSize is how many bytes of a compound's end are looked up.
const tailSize = 4

// speak makes the search's words of a language: its own in all their forms,
// and names of several words of the other languages as they are.
func speak(lx *lexicon.Lexicon, tag string) *spoken {
	w := lx.Language(tag).AgencyWords
	s := &spoken{tag: tag, tree: &namings{}, inside: set(w.Inside), links: set(w.Links), of: set(w.Of), place: set(w.Place), where: set(w.Where), months: map[string]bool{}, fronts: lexiconRoots(tag, w.Fronts),
		heads: &namings{}, fields: &namings{}, first: w.PlaceFirst, joins: &namings{}, surnames: set(w.Surnames), tails: map[string][]string{}, bare: map[string][]string{}, which: lx.Language(tag).Duties.RelativeLetters, goes: w.Goes}
	s.topics, s.abouts = fieldRoots(lx, tag, w), set(w.About)
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
	s.levels = &namings{}
	for _, p := range w.Levels {
		s.levels.add(tag, p, naming{role: isInside})
	}
	for _, name := range slices.Sorted(maps.Keys(w.Parts)) { // in order: a word may be of two
		p := w.Parts[name]
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
	s.titleHeads = map[string]bool{}
	for _, p := range w.Titles {
		if words := lang.Words(p); len(words) > 0 {
			s.titleHeads[markedForm(words[0])] = true
		}
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
	for _, tag := range slices.Sorted(maps.Keys(a.Names)) {
		names, own := a.Names[tag], tag == s.tag
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
