// Package wire holds the JSON that other programs rely on: the output of the
// commands and of the web interface, each shape once.
package wire

import "vanthu/corpus"

// Answer is the output of ask --json.
type Answer struct {
	ID          string     `json:"id"`
	Question    string     `json:"question"`
	Language    string     `json:"language"`
	Intent      string     `json:"intent"`
	Answered    bool       `json:"answered"`
	Confidence  float64    `json:"confidence"`
	Text        string     `json:"text"`
	More        string     `json:"more"`
	Citations   []Citation `json:"citations"`
	Duties      []Duty     `json:"duties"`
	Procedure   *Procedure `json:"procedure"`
	Offices     []Office   `json:"offices,omitempty"` // where a register answers; several are for the person to choose from
	Summary     *Summary   `json:"summary"`
	Suggestions []string   `json:"suggestions"`
	TookMS      float64    `json:"took_ms"`
}

// Citation is a verbatim quote and where it stands. Start and End are bytes
// of the document's cleaned text.
type Citation struct {
	Path     string `json:"path"`
	Title    string `json:"title"`
	Number   string `json:"number"`
	Issued   string `json:"issued"`
	Language string `json:"language"`
	Standing string `json:"standing"`
	Section  string `json:"section"`
	Quote    string `json:"quote"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	URL      string `json:"url"`
}

// Office is one row of a register of offices, as the register writes it.
type Office struct {
	Name     string   `json:"name"`
	Ward     string   `json:"ward"`
	Former   []string `json:"former"`
	District string   `json:"district"`
	Province string   `json:"province"`
	Address  string   `json:"address"`
	Hours    string   `json:"hours"`
	Phone    string   `json:"phone"`
	Email    string   `json:"email"`
	URL      string   `json:"url"`
	Lookup   string   `json:"lookup"`
	Lat      *float64 `json:"lat"`
	Lon      *float64 `json:"lon"`
	Path     string   `json:"path"`
	Row      string   `json:"row"`
}

// Summary is a checked summary by a language model.
type Summary struct {
	Text    string `json:"text"`
	Model   string `json:"model"`
	Dropped int    `json:"dropped"`
}

// Procedure is one public service.
type Procedure struct {
	ID         string    `json:"id"`
	Title      string    `json:"title"`
	Code       string    `json:"code"`
	Office     string    `json:"office"`
	Who        string    `json:"who"`
	Steps      []string  `json:"steps"`
	Documents  []string  `json:"documents"`
	Channels   []Channel `json:"channels"`
	TimeLimit  string    `json:"time_limit"`
	Fee        string    `json:"fee"`
	Result     string    `json:"result"`
	LegalBasis []string  `json:"legal_basis"`
	OnlineURL  string    `json:"online_url"`
	Language   string    `json:"language"`
	Path       string    `json:"path"`
}

// Channel is one way to apply.
type Channel struct {
	Channel   string `json:"channel"`
	TimeLimit string `json:"time_limit"`
	Fee       string `json:"fee"`
}

// Hit is one document found by search, with its best passage.
type Hit struct {
	Citation
	Score float64 `json:"score"`
}

// Hits is the output of search --json for one question.
type Hits struct {
	Question string  `json:"question"`
	Hits     []Hit   `json:"hits"`
	TookMS   float64 `json:"took_ms"`
}

// Document is one line of documents --json.
type Document struct {
	Path       string            `json:"path"`
	Collection string            `json:"collection"`
	Title      string            `json:"title"`
	Number     string            `json:"number"`
	Issued     string            `json:"issued"`
	Issuer     string            `json:"issuer"`
	Language   string            `json:"language"`
	Standing   string            `json:"standing"`
	Kind       string            `json:"kind"`
	Visibility corpus.Visibility `json:"visibility"`
	Pages      int               `json:"pages"`
	Passages   int               `json:"passages"`
	Offices    int               `json:"offices,omitempty"` // rows of a register
	URL        string            `json:"url"`
	Problems   []string          `json:"problems"`
	Readable   bool              `json:"readable"`
}

// Passage is one line of documents --passages.
type Passage struct {
	Path    string `json:"path"`
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	Section string `json:"section"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Text    string `json:"text"`
}

// Report is the output of index --json.
type Report struct {
	Read      int       `json:"read"` // documents new or changed
	Unchanged int       `json:"unchanged"`
	Dropped   int       `json:"dropped"`
	Problems  []Problem `json:"problems"`
	Documents int       `json:"documents"` // in the index afterwards
	TookMS    float64   `json:"took_ms"`
}

// Problem is one file or record that could not be read.
type Problem struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
	Detail string `json:"detail"`
}

// Check is one line of doctor --json.
type Check struct {
	Name  string `json:"name"`
	State string `json:"state"` // ok, warning, error
	Said  string `json:"said"`
	Mend  string `json:"mend"`
}

// Dates is one line of dates --json: the time expressions of a text.
type Dates struct {
	Text  string `json:"text"`
	Dates []Date `json:"dates"`
}

// Date is a time expression and the days it means. Start and End are bytes of
// the text; From and To are the first and last day, null at an end that is
// open or not known.
type Date struct {
	Words       string  `json:"words"`
	Start       int     `json:"start"`
	End         int     `json:"end"`
	From        *string `json:"from"`
	To          *string `json:"to"`
	Relation    string  `json:"relation"`
	Precision   string  `json:"precision"`
	Recurrence  string  `json:"recurrence"`
	Within      string  `json:"within,omitempty"`
	WorkingDays bool    `json:"working_days,omitempty"`
	Continuous  bool    `json:"continuous,omitempty"`
	Problem     string  `json:"problem,omitempty"`
}
