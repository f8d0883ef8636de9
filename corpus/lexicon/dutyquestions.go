package lexicon

import (
	"fmt"
	"io/fs"
	"path"
	"reflect"
)

// DutyQuestionWords is how people ask about duties in a language. Every entry
// is a phrase; a star ends a word that may go on. At each word of a question
// the longest phrase counts.
type DutyQuestionWords struct {
	Nouns     []string            `yaml:"nouns"`     // what is asked for: duties, tasks
	Asks      []string            `yaml:"asks"`      // asks what somebody has to do
	When      []string            `yaml:"when"`      // asks by when
	Who       []string            `yaml:"who"`       // asks for a body
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
const dutyQuestionsFolder = "duty_questions"

// readDutyQuestions reads the files of the words of questions about duties.
func (lx *Lexicon) readDutyQuestions(f fs.FS) error {
	names, err := fs.Glob(f, path.Join(dutyQuestionsFolder, "*.yaml"))
	if err != nil {
		return err
	}
	for _, name := range names {
		tag, err := tagOf(name)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		data, err := fs.ReadFile(f, name)
		if err != nil {
			return err
		}
		var words DutyQuestionWords
		if err := decode(data, &words); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		l := lx.Languages[tag]
		if l == nil {
			l = &Language{Tag: tag}
			lx.Languages[tag] = l
		}
		merge(reflect.ValueOf(&l.DutyQuestions).Elem(), reflect.ValueOf(words))
	}
	return nil
}
