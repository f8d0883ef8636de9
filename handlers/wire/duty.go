package wire

// Duty is one duty, told by one or more documents. A nil Deadline, Due or
// Start is what no document tells.
type Duty struct {
	ID           string      `json:"id"`
	Agency       Agency      `json:"agency"` // the first of Leads
	Leads        []Agency    `json:"leads"`
	Cooperating  []Agency    `json:"cooperating"`
	Action       string      `json:"action"`
	Product      string      `json:"product"`
	Deadline     *Deadline   `json:"deadline"`
	Status       string      `json:"status"` // open, overdue, done, superseded, proposed
	Force        string      `json:"force"`  // ordered, expected, aim, superseded, ended
	SupersededBy string      `json:"superseded_by"`
	Conflicts    []string    `json:"conflicts"` // IDs of duties that tell the same with another deadline
	Review       []string    `json:"review"`    // why a person should look at it
	Correction   *Correction `json:"correction"`
	Progress     *Progress   `json:"progress"`
	Next         *string     `json:"next"`    // the next day of a duty that recurs
	Sources      []Source    `json:"sources"` // best first
}

// Agency is a body as a document names it and as it is known.
type Agency struct {
	Text string `json:"text"`
	Name string `json:"name"`
	ID   string `json:"id"`
}

// Deadline is by when a duty has to be done.
type Deadline struct {
	Due         *string `json:"due"`   // 2006-01-02; of a month, quarter, half or year its last day
	Start       *string `json:"start"` // 2006-01-02
	Relation    string  `json:"relation"`
	Precision   string  `json:"precision"`
	Text        string  `json:"text"`
	Within      string  `json:"within"` // ISO 8601 duration
	WorkingDays bool    `json:"working_days"`
	Recurrence  string  `json:"recurrence"` // RFC 5545 RRULE
	Continuous  bool    `json:"continuous"` // all the time, without any day
	Basis       string  `json:"basis"`
}

// Correction tells that a person corrected a duty.
type Correction struct {
	At   string `json:"at"` // RFC 3339
	Role string `json:"role"`
	Note string `json:"note"`
}

// Progress is what was reported of a duty.
type Progress struct {
	State   string `json:"state"`
	Percent int    `json:"percent"`
	Note    string `json:"note"`
	Result  string `json:"result"`
}

// Source is one document's telling of a duty.
type Source struct {
	Path         string `json:"path"`
	Title        string `json:"title"`
	Section      string `json:"section"`
	Quote        string `json:"quote"`
	Start        int    `json:"start"`
	End          int    `json:"end"`
	Former       bool   `json:"former"` // of an earlier version of the document: it stands there no more
	Agency       string `json:"agency"`
	DeadlineText string `json:"deadline_text"`
	Language     string `json:"language"`
	Number       string `json:"number"`
	Issued       string `json:"issued"`
	Standing     string `json:"standing"`
	URL          string `json:"url"`
}
