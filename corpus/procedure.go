package corpus

// Procedure is how one public service works, as its document describes it.
// Every text is verbatim.
type Procedure struct {
	Code       string    `json:"code,omitempty"` // 1.003583
	Title      string    `json:"title"`
	Aliases    []Span    `json:"aliases,omitempty"` // what people call it
	Area       Span      `json:"area"`              // the field of life
	Level      Span      `json:"level"`             // of the authority: ministry, province, commune
	Steps      []Span    `json:"steps,omitempty"`   // each with the lines that belong to it
	Papers     []Paper   `json:"papers,omitempty"`
	Channels   []Channel `json:"channels,omitempty"`
	TimeLimit  Span      `json:"time_limit"`
	Fee        Span      `json:"fee"`
	Who        Span      `json:"who"`
	Office     Span      `json:"office"`
	Address    Span      `json:"address"`
	Result     Span      `json:"result"`
	Conditions Span      `json:"conditions"`
	Complaint  Span      `json:"complaint"`
	LegalBasis []Span    `json:"legal_basis,omitempty"`
	OnlineURL  string    `json:"online_url,omitempty"`
	Flaws      []Flaw    `json:"flaws,omitempty"`
}

// Paper is one paper of a dossier. Its Span is the whole line that names it.
type Paper struct {
	Span
	Name      Span  `json:"name"`                // the line without its mark, form and numbers
	Case      Span  `json:"case"`                // the line above it that says in which case it is asked for; empty: always
	Form      Span  `json:"form"`                // the file of its form, where one is named
	Originals Count `json:"originals,omitempty"` // how many originals
	Copies    Count `json:"copies,omitempty"`    // how many copies
}

// Count is a number that a document may leave open: 0 is not told, 1 is
// none, 2 is one and so on.
type Count int

// CountOf gives the count of a number that is told.
func CountOf(n int) Count { return Count(n + 1) }

// Number gives the number; ok is false where it is not told.
func (c Count) Number() (n int, ok bool) { return int(c) - 1, c > 0 }

// FlawKind tells in what a document contradicts itself.
type FlawKind string

// The kinds of flaws.
const (
	FeeFlaw       FlawKind = "fee"
	TimeLimitFlaw FlawKind = "time_limit"
)

// Flaw is a contradiction within a document: both of its wordings.
type Flaw struct {
	Kind   FlawKind `json:"kind"`
	First  Span     `json:"first"`
	Second Span     `json:"second"`
}

// Span is a stretch of a document's text, in bytes; the zero Span is a field
// the document does not give.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Empty reports whether the document gives no such field.
func (s Span) Empty() bool { return s.End <= s.Start }

// In gives the words of the span in the text it counts in.
func (s Span) In(text string) string {
	if s.Empty() {
		return ""
	}
	return text[s.Start:s.End]
}

// Channel is one way to hand a dossier in, with its own time limit and fee.
type Channel struct {
	Name      Span `json:"name"`
	TimeLimit Span `json:"time_limit"`
	Fee       Span `json:"fee"`
	Note      Span `json:"note"` // what else is said of it
}
