package wire

// Heard is what feedback --json prints: what people have said from a day on.
type Heard struct {
	From       string     `json:"from"`
	All        Tally      `json:"all"`
	Procedures []Tally    `json:"procedures"` // those with most reports of mistakes and the worst ratings first
	Feedback   []Feedback `json:"feedback"`   // the newest first
}

// Tally counts feedback, of all or of one procedure.
type Tally struct {
	Document string   `json:"document,omitempty"`
	Path     string   `json:"path,omitempty"`
	Title    string   `json:"title,omitempty"`
	Ratings  int      `json:"ratings"`
	Answer   *float64 `json:"answer"`  // mean of 1 to 5; null: nobody has rated
	Service  *float64 `json:"service"` // likewise
	Mistakes int      `json:"mistakes"`
	Open     int      `json:"open"` // reports of mistakes in the document as it is now
}

// Feedback is what one person said once, without who it was.
type Feedback struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"` // rating, mistake
	Day      string `json:"day"`
	Document string `json:"document"`
	Path     string `json:"path"`
	Title    string `json:"title"`
	Hash     string `json:"hash"` // of the document then
	Language string `json:"language"`
	Question string `json:"question"`
	Answer   int    `json:"answer"`  // 1 to 5; 0: not rated
	Service  int    `json:"service"` // likewise
	Words    string `json:"words"`
	Changed  bool   `json:"changed"` // the document is another one now, or gone
}
