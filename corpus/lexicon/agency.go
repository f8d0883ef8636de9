package lexicon

import (
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// Agency is a body of the Party or the State, a kind of local bodies, or a
// collective of bodies.
type Agency struct {
	ID            string              `yaml:"id"`
	Province      bool                `yaml:"province"`
	Names         map[string][]string `yaml:"names"`         // language → names, the usual one first
	Short         []string            `yaml:"short"`         // names that are also the beginning of other bodies' names: "Steering Committee"
	Capital       []string            `yaml:"capital"`       // names that name it only with a capital letter
	Abbreviations []string            `yaml:"abbreviations"` // as written
	Former        []string            `yaml:"former"`        // names of bodies it follows that have no entry
	Parent        string              `yaml:"parent"`        // the body it is part of
	Proper        bool                `yaml:"proper"`        // the words of its names are proper names, that say nothing
	Since         corpus.Day          `yaml:"since"`
	Until         corpus.Day          `yaml:"until"` // its last day
	Successor     string              `yaml:"successor"`
	Source        string              `yaml:"source"`    // where the succession stands
	Groups        []string            `yaml:"groups"`    // what it belongs to
	Members       []string            `yaml:"members"`   // of a collective: the groups that it takes together; "all" is every body
	Parts         []string            `yaml:"parts"`     // of a collective: the parts of AgencyWords that it takes together
	Generic       bool                `yaml:"generic"`   // a common noun: agencies and units
	Local         string              `yaml:"local"`     // of a kind of local bodies: province, district or commune
	All           string              `yaml:"all"`       // of a kind of local bodies: the collective of all of them
	National      bool                `yaml:"national"`  // of a collective: none of its bodies is one province's
	Executive     bool                `yaml:"executive"` // of a kind of local bodies: what is asked of the place is asked of it
}

// Ministries is the group of the ministries and of bodies of their rank, and
// the collective of all of them.
const Ministries = "ministries"

// Parts of collectives that the names of places may narrow down.
const (
	LocalPart     = "localities"
	ProvincesPart = "provinces"
)

// AgencyWords is the words by which a language names bodies that have no
// entry, and the words around names.
type AgencyWords struct {
	Heads      []string            `yaml:"heads"`       // what opens a name: Department, Cục
	Plurals    []string            `yaml:"plurals"`     // what opens a name of several bodies: the hospitals Bach Mai and Cho Ray
	Where      []string            `yaml:"where"`       // in front of the place where a body is: in; letters written onto it end in "-"
	Compounds  []string            `yaml:"compounds"`   // in what a compound ends that is a body: planavdelingen
	Fronts     []string            `yaml:"fronts"`      // adjectives in front of a name that belong to it: provincial
	Inside     []string            `yaml:"inside"`      // words inside a name that its rule does not take: of, and
	Links      []string            `yaml:"links"`       // of Inside, those behind which any word goes on: for
	Goes       NameRule            `yaml:"goes"`        // which words go on a name
	Ends       []string            `yaml:"ends"`        // words at which a name ends
	Titles     []string            `yaml:"titles"`      // persons who stand for the body behind
	Of         []string            `yaml:"of"`          // between a person or a local body and what it is of
	Place      []string            `yaml:"place"`       // around the name of a province
	PlaceFirst bool                `yaml:"place_first"` // a place stands in front of a local body's name: Lam Dong Department of Finance
	Cases      bool                `yaml:"cases"`       // names change with cases, so that not every form tells one body from several
	Elided     []string            `yaml:"elided"`      // what stands once in a list of ministries: the Ministries of Finance, Justice and Health
	Derived    []Rewrite           `yaml:"derived"`     // further names: the minister's from the ministry's
	Kinds      []string            `yaml:"kinds"`       // how names of parts of ministries begin, or with a dash in front end; translators take one for the other: Department of, Agency for, -Department
	Parts      map[string]PartName `yaml:"parts"`       // parts of collectives
	Joins      []string            `yaml:"joins"`       // and, or
	NoBodies   []string            `yaml:"no_bodies"`   // phrases with a body's name that name none
	Foreign    []string            `yaml:"foreign"`     // other States, whose bodies are none of these
	Surnames   []string            `yaml:"surnames"`    // before what looks like a place and is a person's name
	References References          `yaml:"references"`  // by which a text names a body again
}

// References is the words by which a text names again a body that it has
// named: the bank.
type References struct {
	Front    []string            `yaml:"front"`    // one of which stands in front: the
	Nouns    map[string][]string `yaml:"nouns"`    // noun → words of the names it stands for; the noun itself where there are none
	Places   []string            `yaml:"places"`   // nouns for a province or a city
	Pronouns []string            `yaml:"pronouns"` // that stand for what the sentence before is about: they
	Articles []string            `yaml:"articles"` // that are articles too, and pronouns where no noun follows: it
	Upon     []string            `yaml:"upon"`     // words that put a duty on what the sentence before is about: עליהן
	Asked    []string            `yaml:"asked"`    // pronouns for who is asked, behind the verb: "asked it"
	Doers    []string            `yaml:"doers"`    // pronouns for who does what a passive verb tells: "by it"
	Exact    bool                `yaml:"exact"`    // the form of the noun tells: banken
	Acting   bool                `yaml:"acting"`   // nothing but what is told of it tells the noun from others
}

// NameRule tells which words behind its head belong to a body's name.
type NameRule struct {
	Capital    bool     `yaml:"capital"`    // those with a capital letter
	Head       bool     `yaml:"head"`       // the head itself has a capital letter
	Endings    []string `yaml:"endings"`    // those that end so: genitives
	Prefixes   []string `yaml:"prefixes"`   // those that begin so: articles
	First      bool     `yaml:"first"`      // the first one, whatever it is
	Lower      int      `yaml:"lower"`      // so many without a capital behind one that has it
	Behind     []string `yaml:"behind"`     // endings of words that go on behind one of Prefixes: plurals
	Construct  []string `yaml:"construct"`  // endings of words behind which, with one of Prefixes, any word goes on
	Chain      []string `yaml:"chain"`      // endings of nouns that stand straight in front of the place they belong to
	Adjectives []string `yaml:"adjectives"` // endings of words behind a link that need one more
	Front      bool     `yaml:"front"`      // a name goes on in front of its head too: Tax Department
	Owners     []string `yaml:"owners"`     // endings of a name in front that the body belongs to: Hanois
	Definite   []string `yaml:"definite"`   // articles at the end of a noun
	Stops      []string `yaml:"stops"`      // endings, as written, of words that are of no name: of what something is done to
	Qualifiers []string `yaml:"qualifiers"` // endings of words in front of a head that belong to the name: adjectives
}

// Rewrite makes a name from another one.
type Rewrite struct {
	From string `yaml:"from"`
	To   string `yaml:"to"`
}

// PartName is the words for a part of a collective.
type PartName struct {
	Alone   []string `yaml:"alone"`   // these stand alone
	Exact   []string `yaml:"exact"`   // these stand alone in this very form: the plural
	Capital []string `yaml:"capital"` // these stand alone where they have a capital letter
	Joined  []string `yaml:"joined"`  // these name bodies only in a list
}

// place takes the ID of a local body apart: "vn-68.pc" is pc of vn-68.
func place(id string) (province, kind string) {
	province, kind, _ = strings.Cut(id, ".")
	return province, kind
}

// LocalID gives the ID of the local body of a kind in a province.
func LocalID(province, kind string) string { return province + "." + kind }

// entry gives the entry of an ID, without those of local bodies.
func (lx *Lexicon) entry(id string) *Agency {
	if i, ok := lx.byID[id]; ok {
		return &lx.Agencies[i]
	}
	return nil
}

// Agency gives a body by its ID. A local body of a province, or the part of a
// collective that belongs to it, has the groups of its kind and names made of
// both.
func (lx *Lexicon) Agency(id string) (Agency, bool) {
	if a := lx.entry(id); a != nil {
		return *a, true
	}
	province, kind := place(id)
	p, k := lx.entry(province), lx.entry(kind)
	if p == nil || k == nil || !p.Province || k.Local == "" && !lx.hasPart(k) {
		return Agency{}, false
	}
	a := Agency{ID: id, Names: map[string][]string{}, Parent: province, Since: p.Since, Until: p.Until, Groups: k.Groups, Members: membersIn(k), Generic: k.Generic}
	for tag, names := range k.Names {
		a.Names[tag] = []string{ofPlace(names, lx.AgencyName(province, tag), lx.Language(tag).AgencyWords)}
	}
	return a, true
}

// hasPart reports whether a province has bodies of a collective.
func (lx *Lexicon) hasPart(a *Agency) bool { return len(a.Members) > 0 && !a.National }

// communes is the group of the bodies of communes: a province's localities.
const communes = "communes"

// membersIn gives the groups that a collective takes together in one province.
func membersIn(a *Agency) []string {
	if slices.Contains(a.Members, ProvincesPart) {
		return []string{communes}
	}
	return a.Members
}

// Within gives the ID of the part of a collective that belongs to a province;
// that of the collective itself where no province has a part of it.
func (lx *Lexicon) Within(province, id string) string {
	if a := lx.entry(id); a != nil && lx.hasPart(a) {
		return LocalID(province, id)
	}
	return id
}

// LocalKind gives the level of a kind of local bodies, province, district or
// commune; empty for every other ID.
func (lx *Lexicon) LocalKind(id string) string {
	if a := lx.entry(id); a != nil {
		return a.Local
	}
	return ""
}

// All gives the collective of all bodies of a kind of local bodies, the kind
// itself where there is none.
func (lx *Lexicon) All(kind string) string {
	if a := lx.entry(kind); a != nil && a.All != "" {
		return a.All
	}
	return kind
}

// KindOf gives the kind of local bodies of provinces that a collective takes
// together; empty where it takes none, or others too.
func (lx *Lexicon) KindOf(collective string) string {
	c := lx.entry(collective)
	if c == nil || len(c.Members) != 1 {
		return ""
	}
	for i := range lx.Agencies {
		k := &lx.Agencies[i]
		if k.Local == "province" && (k.All == collective || c.Members[0] != ProvincesPart && slices.Contains(k.Groups, c.Members[0])) {
			return k.ID
		}
	}
	return ""
}

// Places reports a collective of bodies of places, which the names of those may
// narrow down.
func (lx *Lexicon) Places(id string) bool {
	a := lx.entry(id)
	return a != nil && len(a.Members) > 0 && !a.National && !a.Generic && slices.ContainsFunc(a.Members, func(group string) bool {
		return slices.ContainsFunc(lx.Agencies, func(b Agency) bool { return b.Local == "commune" && slices.Contains(b.Groups, group) })
	})
}

// Governs reports whether a body is a province or city, or what governs one.
func (lx *Lexicon) Governs(id string) bool {
	province, kind := place(id)
	a, k := lx.entry(province), lx.entry(kind)
	return a != nil && a.Province && (kind == "" || k != nil && k.Executive)
}

// Ministry reports whether a body is one of the ministries or of their rank.
func (lx *Lexicon) Ministry(id string) bool {
	a := lx.entry(id)
	return a != nil && slices.Contains(a.Groups, Ministries)
}

// ofPlace gives the name of a local body with its place: in front where the
// language has it there, else behind. A word for the kind of place, which the
// place's name opens with, stands once: "Ủy ban nhân dân tỉnh" and "Tỉnh Lâm
// Đồng" share it, and of several names of the body that one counts which has
// the place's.
func ofPlace(names []string, place string, w AgencyWords) string {
	if w.PlaceFirst {
		return place + " " + names[0]
	}
	for _, kind := range w.Place {
		if len(place) <= len(kind) || place[len(kind)] != ' ' || !strings.EqualFold(place[:len(kind)], kind) {
			continue
		}
		for _, n := range names {
			if strings.HasSuffix(n, " "+kind) {
				return n + place[len(kind):]
			}
		}
		first, _, _ := strings.Cut(kind, " ")
		for _, n := range names {
			if len(n) > len(first) && n[len(first)] == ' ' && strings.EqualFold(n[:len(first)], first) {
				return n + place[len(kind):]
			}
		}
		return names[0] + " " + kind + place[len(kind):]
	}
	return names[0] + ", " + place
}

// Names gives all names of a body in all languages, those of the languages
// in the order of lang.Tags, the usual one of each first.
func (lx *Lexicon) Names(id string) []string {
	a, ok := lx.Agency(id)
	if !ok {
		return nil
	}
	var out []string
	for _, tag := range lang.Tags() {
		out = append(out, a.Names[tag]...)
	}
	return append(out, a.Abbreviations...)
}

// AgencyName gives the name by which a language calls a body, else the
// English one, else the Vietnamese; empty for an unknown ID.
func (lx *Lexicon) AgencyName(id, tag string) string {
	a, ok := lx.Agency(id)
	if !ok {
		return ""
	}
	for _, t := range [...]string{tag, "en", "vi"} {
		if names := a.Names[t]; len(names) > 0 {
			return names[0]
		}
	}
	return ""
}

// Holder gives the body that has the duties of a body on a day: itself, or
// who followed it. An empty day is after all successions.
func (lx *Lexicon) Holder(id string, at corpus.Day) string {
	if province, kind := place(id); kind != "" {
		return LocalID(lx.Holder(province, at), lx.Holder(kind, at))
	}
	for range len(lx.Agencies) { // a circle in an overlay ends
		a := lx.entry(id)
		if a == nil || a.Successor == "" || at != "" && at <= a.Until {
			break
		}
		id = a.Successor
	}
	return id
}

// Same reports whether two IDs are one body, or one followed the other, or
// both went into one.
func (lx *Lexicon) Same(a, b string) bool {
	return a == b || lx.Holder(a, "") == lx.Holder(b, "")
}

// Covers reports whether what is asked of id is asked of holder: it is the
// same body or one that holder follows, holder belongs to it where it is a
// collective, or it is the place whose people's committee holder is. A
// province covers the local bodies that are named with it; a kind of local
// bodies, named without a place, may be that of any.
func (lx *Lexicon) Covers(holder, id string) bool {
	last := lx.Holder(holder, "")
	for at, n := id, 0; at != "" && n <= len(lx.Agencies); n++ { // holder is it, or followed it
		if at == holder || at == last {
			return true
		}
		next := lx.follows(at)
		if next == at {
			break
		}
		at = next
	}
	hp, hk := place(last)
	ip, ik := place(lx.Holder(id, ""))
	switch {
	case hk == "" && ik != "" && hp == ip:
		return true
	case hk != "" && ik == "" && hp == ip:
		k := lx.entry(hk)
		return k != nil && k.Executive
	case hk == "" && ik == hp && lx.LocalKind(hp) != "": // some Department of Health
		return true
	}
	a, ok := lx.Agency(id)
	if !ok || len(a.Members) == 0 {
		return false
	}
	body, ok := lx.Agency(holder)
	if !ok || len(body.Members) > 0 || ik != "" && hp != ip && lx.LocalKind(hp) == "" { // of another province, or of none
		return false
	}
	for _, m := range a.Members {
		if m == "all" || slices.Contains(body.Groups, m) {
			return true
		}
	}
	return false
}

// Meets reports whether two collectives may have members in common.
func (lx *Lexicon) Meets(a, b string) bool {
	x, ok := lx.Agency(a)
	y, ok2 := lx.Agency(b)
	ap, ak := place(a)
	bp, bk := place(b)
	if !ok || !ok2 || len(x.Members) == 0 || len(y.Members) == 0 || ak != "" && bk != "" && ap != bp {
		return false
	}
	return slices.ContainsFunc(x.Members, func(m string) bool {
		return m == "all" || slices.Contains(y.Members, m) || slices.Contains(y.Members, "all")
	})
}

// follows gives the body next behind one, or itself.
func (lx *Lexicon) follows(id string) string {
	if province, kind := place(id); kind != "" {
		if next := lx.follows(kind); next != kind {
			return LocalID(province, next)
		}
		return LocalID(lx.follows(province), kind)
	}
	if a := lx.entry(id); a != nil && a.Successor != "" {
		return a.Successor
	}
	return id
}

// Collective gives the ID of the collective that takes parts together: of
// those that have all, the one with the fewest. It is empty where none has.
func (lx *Lexicon) Collective(parts []string) string {
	best, size := "", 0
	for i := range lx.Agencies {
		a := &lx.Agencies[i]
		if len(a.Parts) == 0 || best != "" && len(a.Parts) >= size {
			continue
		}
		has := true
		for _, p := range parts {
			has = has && slices.Contains(a.Parts, p)
		}
		if has {
			best, size = a.ID, len(a.Parts)
		}
	}
	return best
}

// Lineage gives the IDs under which the mention of a body is to be found: its
// own, those of the bodies that followed it, and of a local body those of its
// place.
func (lx *Lexicon) Lineage(id string) []string {
	if id == "" {
		return nil
	}
	out := []string{id}
	for at := id; len(out) <= len(lx.Agencies); {
		next := lx.follows(at)
		if next == at {
			break
		}
		out, at = append(out, next), next
	}
	if province, kind := place(id); kind != "" {
		out = append(out, lx.Lineage(province)...)
	}
	return out
}
