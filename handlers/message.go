// Package handlers holds what people can do with the product, one file an
// ability, neutral of the platform they do it on. An adapter turns what a
// platform delivers into a Request, a Handler answers it with Replies through
// a Sender, and the adapter renders them.
package handlers

import (
	"context"
	"time"

	"vanthu/corpus"
)

// Role is what a person may do.
type Role string

// The roles, from least to most.
const (
	Citizen  Role = "citizen"
	Official Role = "official"
	Head     Role = "head"
	Editor   Role = "editor"
	Admin    Role = "admin"
)

// Request is one message or one pressed button, as any platform delivers it.
type Request struct {
	Conversation Conversation
	Person       string // the platform's ID of who wrote, "telegram:12345"; empty where the platform has none
	Role         Role
	Language     string // tag of the interface that the person chose; empty: the question's own
	Hint         string // tag of the language that the platform says the person uses; tells where the question itself does not
	Text         string // what was written; empty when a button was pressed
	Action       string // Button.Action of the pressed button; empty when text was written
	Viewer       corpus.Viewer
	Point        *SharedPoint // the person's location, where it was shared; nil elsewhere
	Group        bool         // others read the conversation too
	Sent         time.Time    // when the person wrote it, by the platform's clock; zero where unknown
	Edited       bool         // the person changed what they had written before
	Wordless     bool         // a picture, a sticker: nothing that can be read
	Recording    *Recording   // what was said instead of written; nil: nothing
	Spoken       bool         // Text is what was heard of the recording
	Unheard      *Unheard     // why nothing was heard of it; nil: something was, or there is none
}

// Recording is what somebody said instead of writing, as it waits at their
// platform. It is fetched when its turn comes, and kept nowhere: written down,
// in the inbox, it is only where it can be fetched.
type Recording struct {
	Ref    string        // by which the adapter fetches it, in its own form
	Sound  []byte        `json:"-"` // itself, where it came with the request; nil: it is to be fetched
	Bytes  int64         // as the platform tells; 0: unknown
	Length time.Duration // likewise
}

// Unheard tells why nothing was heard of a recording.
type Unheard struct {
	Why   string
	Limit int // of UnheardLong in seconds, of UnheardLarge in megabytes
}

// Reasons of Unheard.
const (
	UnheardOff    = "off"    // nothing is listened to here
	UnheardLong   = "long"   // it is longer than Limit
	UnheardLarge  = "large"  // it is larger than Limit
	UnheardFormat = "format" // it is no recording that can be listened to
	UnheardSilent = "silent" // nobody speaks in it
	UnheardBudget = "budget" // as much as may be was listened to today
	UnheardGone   = "gone"   // it is not there any more
	UnheardFailed = "failed" // listening did not work out, or took too long
)

// SharedPoint is a location that a person shared, in degrees of WGS 84. It is
// used for one reply: written down, in the inbox or a log, it is only that
// there was one.
type SharedPoint struct {
	Lat, Lon float64
	Lost     bool // it was shared before a restart, and is not known any more
}

// MarshalJSON tells that there was a location.
func (SharedPoint) MarshalJSON() ([]byte, error) { return []byte(`{"Lost":true}`), nil }

// String tells that there was a location.
func (SharedPoint) String() string { return "a shared location" }

// Conversation names where replies go.
type Conversation struct {
	Platform string // telegram, discord, web, terminal
	ID       string // unique on the platform
}

// Key gives a text unique over all platforms.
func (c Conversation) Key() string { return c.Platform + ":" + c.ID }

// Reply is one message to a person.
type Reply struct {
	Language string // tag of the words around quotes: decides the direction of the text
	Blocks   []Block
	Buttons  []Button // at most three in an answer, up to eight in a choice
	More     string   // Action that brings the rest of the reply; empty where there is none
	Final    bool     // false for a progress message that will be edited
	File     *File    // goes with the reply; nil: none
	Reader   bool     // for a screen reader: no emoji, no signs that only the eye tells apart
}

// File is a file that goes with a reply.
type File struct {
	Name string // with its ending: "duties.ics"
	Type string // MIME
	Data []byte // at most MaxFile
}

// MaxFile is how many bytes of a file go with a reply; what is larger is
// linked to.
const MaxFile = 8 << 20

// BlockKind is the role of a block, which decides how a platform shows it.
type BlockKind int

// The kinds of blocks.
const (
	Lead   BlockKind = iota // the answer in one line, first
	Para                    // running text in the reader's language
	Quote                   // words of a document, in its own language, with Source
	List                    // Items, one a line
	Notice                  // a remark on the reply: what is not known, a warning
	Code                    // words to copy as they are
)

// Block is a piece of a reply that a renderer must not cut in two where it
// fits a message whole.
type Block struct {
	Kind   BlockKind
	Text   string
	Lang   string   // tag of Text, where it is not the reply's
	Items  []string // of a List
	Source *Source  // of a Quote
	Link   string   // path of the page on this installation's web page that the text of a Lead, Para or Notice leads to; empty: none
}

// Source tells where a quote stands, ready to be shown.
type Source struct {
	Line  string // one line in the reader's language: number, kind of text, date, section
	URL   string // of the document at its publisher; empty when unknown
	Link  string // path of the passage on this installation's web page, "/document?…"; empty on installations without one
	Title string
}

// Button offers one next step.
type Button struct {
	Label  string
	Action string // at most MaxAction bytes of ASCII; comes back as Request.Action
}

// MaxAction is how many bytes an action may have. Telegram takes 64 bytes with
// a button, of which the rest signs the action.
const MaxAction = 54

// Ask is what a button wants to be told in words. A platform that has forms
// shows one, and delivers Request.Action and Request.Text together; elsewhere
// the person is asked to write the next message.
type Ask struct {
	Title string // of the form, at most 45 characters
	Label string // of its field, at most 45 characters
	Limit int    // characters of what may be written
}

// Choice is something that can be opened, found while a person types its name.
type Choice struct {
	Label  string // as it is shown
	Detail string // one line more; may be empty
	Words  string // what a person would write to open it: its code, number or name
	ID     string // short and lasting: of a document, an agency
}

// ChoiceKind is what choices are of.
type ChoiceKind string

// The kinds of choices.
const (
	ProcedureChoice ChoiceKind = "procedure"
	AgencyChoice    ChoiceKind = "agency"
	DocumentChoice  ChoiceKind = "document"
)

// MessageID names a sent message of a conversation; its form is the adapter's.
type MessageID string

// Sender sends replies to one platform. Each adapter is one.
type Sender interface {
	// Send delivers a reply, split at blocks where it is too long for one
	// message, and gives the ID of the last message.
	Send(ctx context.Context, to Conversation, r Reply) (MessageID, error)
	// Edit replaces a sent message.
	Edit(ctx context.Context, to Conversation, id MessageID, r Reply) error
}

// Handler answers requests. It sends at least one reply to every request,
// an apology included; its error is for the log.
type Handler interface {
	Handle(ctx context.Context, r Request, out Sender) error
}

// HandlerFunc is a function that is a Handler.
type HandlerFunc func(ctx context.Context, r Request, out Sender) error

// Handle calls f.
func (f HandlerFunc) Handle(ctx context.Context, r Request, out Sender) error { return f(ctx, r, out) }
