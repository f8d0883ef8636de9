package lexicon

import (
	"vanthu/corpus"
)

// Agency is a body of the Party or the State, a kind of local bodies, or a
// collective of bodies.
type Agency struct {
	ID            string              `yaml:"id"`
	Province      bool                `yaml:"province"`
	City          bool                `yaml:"city"`          // of a province: a city of that rank
	InCity        map[string]string   `yaml:"in_city"`       // of a kind of local bodies: language → what one of a city is called, where the usual name says province
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
	InPlace       string              `yaml:"in_place"`  // of a national body: the kind of local bodies that its name and a place behind mean
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

// KindsPart is the part of bodies of a kind that no entry takes together:
// schools, banks, contractors. Their own words name them, and no other body is
// one of them.
const KindsPart = "kinds"

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
	About      []string            `yaml:"about"`       // behind a head in small letters, those behind which fields in small letters go on: on
	Fields     []string            `yaml:"fields"`      // words for what bodies work in that no name of the lexicon has
	For        []string            `yaml:"for"`         // letters written onto a field that lead to it behind a name
	Goes       NameRule            `yaml:"goes"`        // which words go on a name
	Ends       []string            `yaml:"ends"`        // words at which a name ends
	Titles     []string            `yaml:"titles"`      // persons who stand for the body behind
	Of         []string            `yaml:"of"`          // between a person or a local body and what it is of
	Place      []string            `yaml:"place"`       // around the name of a province
	AtProvince string              `yaml:"at_province"` // between a local body's name and its province: volkscomité van Dak Lak
	AtCity     string              `yaml:"at_city"`     // the same where the province is a city
	Shared     []string            `yaml:"shared"`      // what names of ministries hold that name departments of provinces too: departement
	PlaceFirst bool                `yaml:"place_first"` // a place stands in front of a local body's name: Lam Dong Department of Finance
	Cases      bool                `yaml:"cases"`       // names change with cases, so that not every form tells one body from several
	Elided     []string            `yaml:"elided"`      // what stands once in a list of ministries: the Ministries of Finance, Justice and Health
	Derived    []Rewrite           `yaml:"derived"`     // further names: the minister's from the ministry's
	Kinds      []string            `yaml:"kinds"`       // how names of parts of ministries begin, or with a dash in front end; translators take one for the other: Department of, Agency for, -Department
	Parts      map[string]PartName `yaml:"parts"`       // parts of collectives
	Narrows    []string            `yaml:"narrows"`     // behind words for places, tell which of them are meant: on the coast
	Levels     []string            `yaml:"levels"`      // behind the name of a body, tell at which level it is, or where all of them are: at provincial level
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
	Selves   []string            `yaml:"selves"`   // that stand for the body that speaks: we
	Owners   []string            `yaml:"owners"`   // that stand for whose something is: its
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
	Apposed    bool     `yaml:"apposed"`    // a field stands straight behind the head: afdeling planning
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
	Managed    []string `yaml:"managed"`    // endings of what a noun like "management" is of: инвестициями
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
