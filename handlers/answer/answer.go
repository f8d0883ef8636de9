// Package answer makes answers of found passages: it chooses the sentences
// that answer, quotes them, and abstains where no document says it.
package answer

import (
	"time"

	"vanthu/corpus"
	"vanthu/handlers/ledger"
	"vanthu/handlers/procedures"
)

// Intent is what kind of thing a question asks for.
type Intent string

// The intents.
const (
	Deadline  Intent = "deadline"
	Duty      Intent = "duty"
	Procedure Intent = "procedure"
	Document  Intent = "document"
	General   Intent = "general"
	Smalltalk Intent = "smalltalk"
	Command   Intent = "command"
)

// Reason says why there is no answer.
type Reason string

// The reasons.
const (
	Empty       Reason = "empty"        // the question has no words
	TooLong     Reason = "too-long"     // the question is longer than QuestionRunes
	NoDocuments Reason = "no-documents" // nothing is indexed
	NotFound    Reason = "not-found"    // no document says it
	Unknown     Reason = "unknown"      // the question names what no document does: Answer.Unknown
	Beyond      Reason = "beyond"       // of a kind that no official document answers: opinions, quarrels, the weather
	NoField     Reason = "no-field"     // the procedure's document does not give the field asked for
	NoAgency    Reason = "no-agency"    // asked for the own body's duties, which nobody has chosen
)

// QuestionRunes bounds a question, in characters.
const QuestionRunes = 2000

// Question is what a person asks.
type Question struct {
	Text     string
	Language string // of the interface; empty: the question's own
	Prior    string // language of the conversation so far, for words that tell none
	Viewer   corpus.Viewer
	Now      time.Time
	Follows  *Turn    // the last turn of the conversation, if any
	Agencies []string // IDs of the bodies that the person calls the own ones
	In       []string // languages of the texts to answer from; nil: any
	Who      Asker    // for limits alone
	retyped  bool     // its mistyped words are as they were meant
}

// Turn is what a conversation remembers of a question.
type Turn struct {
	Question  string   `json:"question"`          // that named the subject; those that go on from it do not
	Language  string   `json:"language"`          // of Question
	Documents []string `json:"documents"`         // IDs cited, best first
	Field     string   `json:"field,omitempty"`   // of a procedure, that was told
	Cited     []Place  `json:"cited,omitempty"`   // the quotes shown
	Then      string   `json:"then,omitempty"`    // the message that went on from Question and was answered, if any
	ThenIn    string   `json:"then_in,omitempty"` // its language

	Duties *DutyQuestion `json:"duties,omitempty"` // where it was about duties
}

// Answer is the answer to one question, or the reason why there is none.
type Answer struct {
	ID          string
	Question    string // cleaned
	Language    string // of the question
	Intent      Intent
	Field       string      // of a procedure, where one was asked for
	Besides     []string    // further fields that were asked for
	Case        corpus.Span // the sentence of Field that tells of the case asked about, in the procedure's text
	Answered    bool
	Reason      Reason   // where not Answered
	Unknown     []string // names in the question that no document holds, as written
	Absent      string   // what the question is about, as written, where no document speaks of it
	Confidence  float64
	Citations   []Citation
	Procedure   *ProcedureView
	Across      bool               // Citations are of other languages than the question, found by what they speak of
	Whole       bool               // Citations are what its document says of Field, or without one of what people ask first; not sentences found
	Choose      string             // the field asked for, where Choices have one title and the person has to choose first
	Bodies      []Body             // that quotes of a procedure name
	Choices     []procedures.Named // where several procedures fit: all that may be meant, that of Procedure first
	Suggestions []string
	Lesser      bool   // texts that are near in meaning were to be asked for and did not come, or not all of them: asked again, it may be a better one
	ReadAs      string // other words for the question, by which the answer was found
	Took        time.Duration
	On          *Turn    // that it goes on from; nil: it is about something new
	Missing     []string // of several things asked for, those that are not told: fields, AskedDeadline, AskedLead
	Claim       *Claim   // what the question states, beside what the best quote says
	Going       Going    // how, where the message said nothing on its own
	Speak       string   // the language that the answer is wanted in; empty: any

	Asked   *DutyQuestion  // where the ledger answers: what was asked of it
	Duties  []ledger.Duty  // best first
	Related []ledger.Duty  // that replaced the first of Duties or contradict it
	Counts  []ledger.Count // where it was asked which bodies have the most
	Office  *OfficeView    // where registers of offices answer
	Others  int            // duties of the same bodies or document that Asked leaves out
	Beyond  int            // where Asked is of the own body, for want of another: what would be chosen of the other bodies'
}

// Citation is a quote with what the answer needs to show about it.
type Citation struct {
	corpus.Citation
	Marks []corpus.Span // the words of the quote that matched, in bytes of the quote
	Dates []NamedDate   // time expressions in the quote, where a deadline was asked for
	More  bool          // the quote names times that Dates has not: the first half of a year
	Score float64
}

// NamedDate is a day, month or quarter that a quote names.
type NamedDate struct {
	Words     string
	First     corpus.Day
	Last      corpus.Day
	Precision string // day, month, quarter, year
	Relation  string // before, by, in, from, or empty
}

// ProcedureView is a procedure that a question is about.
type ProcedureView struct {
	Document  *corpus.Document
	Procedure *corpus.Procedure
}

// Body is a body as a document names it.
type Body struct {
	ID    string // of the lexicon
	Words string
}
