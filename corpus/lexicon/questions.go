package lexicon

// QuestionWords is how people ask, in one language.
type QuestionWords struct {
	Quantity []string            `yaml:"quantity"` // how many, how much
	Who      []string            `yaml:"who"`
	Frame    []string            `yaml:"frame"`  // the wording of a question: it says nothing of what is asked about
	Beyond   map[string][]string `yaml:"beyond"` // kinds of questions that no official document answers → wordings: opinion, personal, daily

	Checks     []string `yaml:"checks"`      // say that a question states something, to hear whether it is so: "is it true"
	ChecksOpen []string `yaml:"checks_open"` // likewise, as its first words: "does"
	States     []string `yaml:"states"`      // likewise, right before what is stated: "the deadline of"
	Vague      []string `yaml:"vague"`       // before or behind a number, by which it is none that is stated: "more than", "or"
}
