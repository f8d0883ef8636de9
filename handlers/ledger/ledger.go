// Package ledger joins what documents tell of duties with what people did
// about them: one duty for what several documents say, with all its sources,
// as it stands at a given time. It is pure: the same tellings, acts and time
// give the same ledger.
package ledger

import (
	"time"

	"vanthu/corpus"
)

// Telling is one document's telling of a duty, with what is needed to show
// and compare it without the document's text.
type Telling struct {
	Key          string // unique over all documents: the document's ID and the duty's; survives reindexing and small edits
	Document     string // ID
	Path         string
	Number       string
	NumberKey    string // as extract gives keys of numbers; empty where the document has none
	Title        string
	Issued       corpus.Day
	Language     string
	Standing     corpus.Standing
	URL          string
	Visibility   corpus.Visibility
	Section      string // the headings above its passage
	Quote        string
	Start, End   int // bytes of the document's text
	Action       string
	Product      string
	Leads        []Agency
	LeadText     string // the leads as the document names them, together
	Cooperating  []Agency
	Deadline     *corpus.Deadline // spans count in the document's text; nil where it sets none
	DeadlineText string
	Force        corpus.Force
	Amends       []string
	Review       []corpus.Doubt
	Concepts     []string  // what the action speaks of, the same in every language
	Recorded     time.Time // when its document first told it here
}

// Agency is a body as a document names it.
type Agency struct {
	ID   string // empty for a body the lexicon does not know
	Text string
}

// Status is how a duty stands.
type Status string

// The statuses.
const (
	Open       Status = "open"
	Overdue    Status = "overdue"
	Done       Status = "done"
	Superseded Status = "superseded"
	Proposed   Status = "proposed"
)

// Duty is one duty with all its sources, as it stands.
type Duty struct {
	ID           string
	Tellings     []Telling // best first: the one whose words are shown
	Leads        []Agency
	Cooperating  []Agency
	Action       string
	Product      string
	Deadline     *corpus.Deadline
	DeadlineText string
	Status       Status
	SupersededBy string
	Conflicts    []string // IDs of duties that tell the same with another deadline
	Progress     *Progress
	Correction   *Act // the correction by a person that decided the deadline or the lead, if any
	Review       []corpus.Doubt
}

// Progress is what was reported of a duty.
type Progress struct {
	State   string // none, reported, confirmed, returned, blocked, refused
	Percent int
	Note    string
	Result  string
	At      time.Time
}

// ActKind is what a person did about a duty.
type ActKind string

// The kinds of acts.
const (
	Report  ActKind = "report"  // progress; a report of 100 percent is not yet done
	Finish  ActKind = "finish"  // marked done
	Reopen  ActKind = "reopen"  // not done after all
	Correct ActKind = "correct" // deadline, lead or wording corrected
	Confirm ActKind = "confirm" // a proposal is a duty
	Reject  ActKind = "reject"  // a proposal, or a telling, is no duty
	Propose ActKind = "propose" // a duty proposed with a quote of a document
)

// Act is one thing a person did, kept for ever.
type Act struct {
	At     time.Time
	Person string // the person's number
	Role   string
	Kind   ActKind
	Duty   string // ID of the duty, or key of one of its tellings

	Deadline *corpus.Deadline // of Correct: the right one
	Lead     *Agency          // of Correct
	Note     string
	Percent  int
	State    string
	Result   string
	Proposal *Telling // of Propose
}
