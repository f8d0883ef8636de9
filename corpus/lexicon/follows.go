package lexicon

// FollowWords is how people go on from the last answer of a conversation, in
// one language. A message that is one of Asks or Fields and nothing beside,
// but for Opens and Closes, says nothing on its own.
type FollowWords struct {
	Opens        []string            `yaml:"opens"`         // in front: "and", "what about"
	OpenPrefixes []string            `yaml:"open_prefixes"` // the same, written onto the first word
	Closes       []string            `yaml:"closes"`        // behind or around: "then", "please"
	Asks         map[string][]string `yaml:"asks"`          // source, why, who, else, when → wordings
	Fields       map[string][]string `yaml:"fields"`        // a procedure's field → its name alone: "the fee"
	Languages    map[string][]string `yaml:"languages"`     // tag → in that language: "in Dutch"
}
