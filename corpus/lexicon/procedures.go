package lexicon

// ProcedureWords is the words of one language that descriptions of public
// services are written in, beside the headings of their fields.
type ProcedureWords struct {
	TitleWords   []string            `yaml:"title_words"`   // what may open a title and says only that it is a procedure
	Steps        []string            `yaml:"steps"`         // before the number of a step
	Cases        []string            `yaml:"cases"`         // what opens a line that says in which case something holds
	Originals    []string            `yaml:"originals"`     // behind the number of originals
	Copies       []string            `yaml:"copies"`        // behind the number of copies
	Working      []string            `yaml:"working"`       // what makes days working days
	Free         []string            `yaml:"free"`          // that nothing is to be paid
	NotTold      []string            `yaml:"not_told"`      // what stands where nothing is told
	Asking       []string            `yaml:"asking"`        // further wordings of questions for procedures, that a title may hold too
	Everyday     []Everyday          `yaml:"everyday"`      // what people say where titles word it otherwise
	HandedIn     []string            `yaml:"handed_in"`     // by which people say that they have handed in a dossier
	PaperColumns map[string][]string `yaml:"paper_columns"` // name, form, number, originals, copies → names of a table's columns
	Headings     map[string][]string `yaml:"headings"`      // aliases, area, level, address, code → headings; fields that nobody asks for by name
}

// Everyday is words of every day and how titles of procedures word them.
type Everyday struct {
	Said   []string `yaml:"said"`
	Titles []string `yaml:"titles"`
}
