// Package ledger joins what documents tell of duties with what people did
// about them: one duty for what several documents say, with all its sources,
// as it stands at a given time. It is pure: the same tellings, acts and time
// give the same ledger, in whatever order they come.
//
// Build works in five steps. Pairs of tellings that share a day, a lead, a rare
// word or a concept are candidates (candidates.go). A pair is scored by lead,
// deadline and subject: by words within one language, by concepts, numbers,
// names and places across languages (pair.go, subject.go). One that shares
// enough is one duty, unless another fits as well; one with the same day and
// lead that shares less is one where it fits better than every other pair of its
// two documents, by a margin, and the more further days the documents share, as
// accounts of one meeting do, the less is needed (need.go, rival.go, kin.go).
// Documents that name the same day, figures and places tell of one event, and
// their only duties of one lead and day are one (event.go).
// The best pairs are joined first,
// as long as no group tells two deadlines, two leads that exclude each other,
// two subjects, or two duties of one document (join.go). Groups that tell the
// same with another deadline supersede or contradict each other (relate.go).
// Last come the acts of people and the clock (compose.go, status.go).
//
// A Builder remembers all of this and does again only what a change concerns
// (builder.go). That what it gives is what Build gives rests on three things:
// no step looks at the numbers of slots or terms, only at what tellings say;
// sums of weights are exact, whatever their order; and a step that looks at
// other tellings knows which, so that they can tell it when they change.
package ledger

import (
	"time"

	"vanthu/corpus"
)

// Telling is one document's telling of a duty, with what is needed to show
// and compare it without the document's text.
type Telling struct {
	Key          string // unique over all documents: the document's ID and the duty's; survives reindexing and, by Carry, edits
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
	Concepts     []string   // what the action speaks of, the same in every language; IDs of the lexicon
	Around       []string   // what else its quote and the headings above it speak of
	Called       []string   // what the names of its leads speak of, where the lexicon knows none of them
	Home         []string   // provinces that its document's title, the headings above it and its leads name
	Held         corpus.Day // when the event was that its document tells of; empty where nothing tells
	Marks        string     // what its document names that is the same in every language, as Marks packs it
	Names        []string   // keys of the names that its quote may have, by their sound
	Rest         []string   // its words that no concept explains, as written
	Recorded     time.Time  // when its document first told it here
	Former       bool       // of an earlier version of its document, which now tells it otherwise or no more
}

// Agency is a body as a document names it.
type Agency struct {
	ID   string // empty for a body the lexicon does not know
	Text string
}

// Agencies is what the ledger has to know of bodies. The lexicon knows it. It
// is asked by several goroutines at once.
type Agencies interface {
	// Holder gives the body that held, on the day, what the body id once
	// held: itself, or the one that followed it.
	Holder(id string, at corpus.Day) string
	// Same reports whether two IDs stand for one body, by succession too.
	Same(a, b string) bool
	// Covers reports whether what is asked of the body id is asked of holder
	// too: id is a collective ("the ministries", "localities") to which holder
	// belongs.
	Covers(holder, id string) bool
	// LocalKind gives the level of a kind of local bodies that is named without
	// its place; empty for every other ID.
	LocalKind(id string) string
	// Meets reports whether two collectives may have members in common.
	Meets(a, b string) bool
}

// Concepts gives the IDs of the concepts that a text of a language speaks of,
// sorted, in the form "kind.name", and the words that none of them explains;
// the lexicon has them.
type Concepts interface {
	Read(text, tag string) (concepts, rest []string)
}

// Status is how a duty stands.
type Status string

// The statuses.
const (
	Open       Status = "open"
	Overdue    Status = "overdue"
	Done       Status = "done"
	Superseded Status = "superseded" // its deadline was moved, or it was ended
	Proposed   Status = "proposed"   // by a person, not confirmed yet
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
	SupersededBy string   // ID; empty where it is superseded by nothing that is known here
	Conflicts    []string // IDs of duties that tell the same with another deadline
	Progress     *Progress
	Correction   *Act // the last correction by a person of the deadline, the lead or the wording
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
	Confirm ActKind = "confirm" // a proposal is a duty, or a report of progress is right
	Reject  ActKind = "reject"  // a proposal, or a telling, is no duty
	Propose ActKind = "propose" // a duty proposed with a quote of a document
)

// Act is one thing a person did, kept for ever.
type Act struct {
	Number int64 // in the order they were kept, from 1 on; decides between acts of one time
	At     time.Time
	Person string // the person's number
	Role   string // citizen, official, head, editor, admin
	Kind   ActKind
	Duty   string // ID of the duty, or key of one of its tellings

	Deadline *corpus.Deadline // of Correct: the right one
	Lead     *Agency          // of Correct
	Action   string           // of Correct: the right wording
	Note     string
	Percent  int
	State    string
	Result   string
	Proposal *Telling // of Propose
}
