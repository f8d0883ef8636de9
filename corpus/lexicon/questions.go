package lexicon

// QuestionWords is how people ask, in one language.
type QuestionWords struct {
	Quantity []string            `yaml:"quantity"` // how many, how much
	Who      []string            `yaml:"who"`
	WhoDid   []string            `yaml:"who_did"` // likewise with what somebody did or does, which says what is asked about: "who signed"
	Frame    []string            `yaml:"frame"`   // the wording of a question: it says nothing of what is asked about
	Light    []string            `yaml:"light"`   // words of a question's wording that say a little of it: purpose, stressed
	Beyond   map[string][]string `yaml:"beyond"`  // kinds of questions that no official document answers → wordings: opinion, personal, daily
	Kinds    map[string]Kind     `yaml:"kinds"`   // what is asked for by its kind: fee, fine, age …

	Within      []string `yaml:"within"`       // in front of the document to look in: under, according to
	Parts       []string `yaml:"parts"`        // in front of the number of a part of it, beside the words of Language.Structure: clause, point
	Provides    []string `yaml:"provides"`     // behind a document's name, in front of what is asked about: says, provides
	Meaning     []string `yaml:"meaning"`      // ask what a term means: what is meant by
	MeaningTold []string `yaml:"meaning_told"` // stand between a term and its meaning, where pairs of words are searched

	Checks     []string `yaml:"checks"`      // say that a question states something, to hear whether it is so: "is it true"
	ChecksOpen []string `yaml:"checks_open"` // likewise, as its first words: "does"
	States     []string `yaml:"states"`      // likewise, right before what is stated: "the deadline of"
	Vague      []string `yaml:"vague"`       // before or behind a number, by which it is none that is stated: "more than", "or"
}

// Kind is one kind of thing that questions ask for, and that only a sentence
// which tells of such a thing answers: a fee, an age, a telephone number.
type Kind struct {
	Asked    []string `yaml:"asked"`     // wordings that ask for it: how old
	AmountOf []string `yaml:"amount_of"` // what asks for it beside a wording of quantity: budget
	Told     []string `yaml:"told"`      // words, in any inflected form, one of which stands where it is told
	Units    []string `yaml:"units"`     // likewise, of those that tell it behind a number only: years old, million
	Dated    bool     `yaml:"dated"`     // a day tells it
}
