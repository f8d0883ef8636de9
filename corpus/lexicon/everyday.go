package lexicon

// EverydayWords is what people write that asks nothing of documents, in one
// language.
type EverydayWords struct {
	Talk      map[string][]string `yaml:"talk"`      // goodbye, wellbeing, who, compliment … → phrases that are a whole message
	Fillers   []string            `yaml:"fillers"`   // words around them that change nothing: "you", "very much"
	Codes     []string            `yaml:"codes"`     // what one-time codes are called
	Emergency EmergencyWords      `yaml:"emergency"` // how people cry for help
}

// EmergencyWords is how people say that somebody is in danger now, by kinds of
// danger. Entries are patterns; see Pattern.
type EmergencyWords struct {
	Always map[string][]string `yaml:"always"` // says so, whatever stands besides
	Cries  map[string][]string `yaml:"cries"`  // says so, unless the message asks about rules or of the past
	Events map[string][]string `yaml:"events"` // names a danger; says so beside one of Urgent
	Urgent []string            `yaml:"urgent"` // of a danger here and now: "help", "hurry", "my child"
	About  []string            `yaml:"about"`  // of questions about rules, and of the past: "insurance", "last year"
}
