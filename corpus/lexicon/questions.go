package lexicon

// QuestionWords is how people ask, in one language.
type QuestionWords struct {
	Quantity []string            `yaml:"quantity"` // how many, how much
	Who      []string            `yaml:"who"`
	Frame    []string            `yaml:"frame"`  // the wording of a question: it says nothing of what is asked about
	Beyond   map[string][]string `yaml:"beyond"` // kinds of questions that no official document answers → wordings: opinion, personal, daily
}
