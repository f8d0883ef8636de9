package corpus

// Procedure is how one public service works, as its document describes it.
// Every text is verbatim.
type Procedure struct {
	Code       string    `json:"code,omitempty"` // 1.003583
	Title      string    `json:"title"`
	Steps      []Span    `json:"steps,omitempty"`
	Papers     []Span    `json:"papers,omitempty"`
	Channels   []Channel `json:"channels,omitempty"`
	TimeLimit  Span      `json:"time_limit"`
	Fee        Span      `json:"fee"`
	Who        Span      `json:"who"`
	Office     Span      `json:"office"`
	Result     Span      `json:"result"`
	Conditions Span      `json:"conditions"`
	Complaint  Span      `json:"complaint"`
	LegalBasis []Span    `json:"legal_basis,omitempty"`
	OnlineURL  string    `json:"online_url,omitempty"`
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
}
