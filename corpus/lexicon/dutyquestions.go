package lexicon

// DutyQuestionWords is how people ask about duties in a language. Every entry
// is a phrase; a star ends a word that may go on. At each word of a question
// the longest phrase counts.
type DutyQuestionWords struct {
	Nouns     []string            `yaml:"nouns"`     // what is asked for: duties, tasks
	Asks      []string            `yaml:"asks"`      // asks what somebody has to do
	When      []string            `yaml:"when"`      // asks by when
	Who       []string            `yaml:"who"`       // asks for a body
	Does      []string            `yaml:"does"`      // with Lead: what somebody has to do: "what must it do about …"
	Lead      []string            `yaml:"lead"`      // with Who: that has it to do
	Cooperate []string            `yaml:"cooperate"` // not in the lead only
	Count     []string            `yaml:"count"`     // asks how many
	Most      []string            `yaml:"most"`      // with Who: that has the most
	Mine      []string            `yaml:"mine"`      // the asking person's own body
	Status    map[string][]string `yaml:"status"`    // overdue, soon, open, done, reported, proposed, undated → wordings
	Document  []string            `yaml:"document"`  // beside the number of a document: "document", "gives"
	Frame     []string            `yaml:"frame"`     // says nothing about which duty
}

// dutyQuestionsFolder holds the files of DutyQuestionWords, one a language.
