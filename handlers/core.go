package handlers

import (
	"context"
	"log/slog"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/answercache"
	"vanthu/handlers/emergency"
	"vanthu/handlers/i18n"
	"vanthu/handlers/ingest"
	"vanthu/handlers/ledger"
	"vanthu/handlers/offices"
	"vanthu/handlers/personal"
	"vanthu/handlers/procedures"
	"vanthu/handlers/shelf"
	"vanthu/handlers/state"
	"vanthu/handlers/walk"
	"vanthu/handlers/wire"
)

// Deps is what the abilities need.
type Deps struct {
	Answerer   Answerer
	Indexer    Indexer
	Library    Library
	Memory     Memory
	Book       *Book
	OfficeBook *offices.Book      // nil: no registers of offices
	Shelf      *shelf.Shelf       // nil: documents are not found by what they are called
	Procedures Catalogues         // nil: likewise procedures
	Emergency  *emergency.Numbers // nil: nobody is told whom to call
	Secrets    *personal.Secrets  // nil: of what tells who somebody is, one-time codes are not known
	Export     Export             // nil: lists have no files
	Answers    *answercache.Cache // nil: every question is worked out
	Courtesy   *ingest.Courtesy   // by which indexing stands back; nil: it does not
	Summaries  *Summaries         // by a language model; nil: none
	Rewriter   answer.Rewriter    // likewise, of questions that nothing answers
	InPlain    answer.Plain       // likewise, of procedures in plain words
	Acts       Acts
	Opinions   Opinions
	Agencies   Agencies
	Concepts   ledger.Concepts // what duties speak of; nil: not told
	Catalog    *i18n.Catalog
	Zone       *time.Location // in which "today" is meant
	Now        func() time.Time
	Log        *slog.Logger
	HasPages   bool // a web page shows documents, so that sources can link to it
	Listens    bool // voice messages are listened to
}

// Answerer answers questions; answer.Answerer is one.
type Answerer interface {
	Ask(ctx context.Context, q answer.Question) (answer.Answer, error)
	Outside(ctx context.Context, q answer.Question, timed bool) (answer.Answer, bool, error)
	Procedure(ctx context.Context, q answer.Question) (a answer.Answer, ok bool, err error)
	Search(ctx context.Context, q answer.Question, limit int) ([]answer.Found, time.Duration, error)
	Quotes(d *corpus.Document, spans ...corpus.Span) ([]corpus.Citation, error)
	Bodies(quotes ...corpus.Citation) []answer.Body
	Field(d *corpus.Document, field string) ([]corpus.Citation, error)
	NamedProcedure(ctx context.Context, q answer.Question) (d *corpus.Document, others []procedures.Named, language string, err error)
	ProcedureField(d *corpus.Document, field string) (answer.Answer, error)
	Yielding(ctx context.Context, paper, tag string, v corpus.Viewer) ([]procedures.Named, error)
	HandedIn(q answer.Question) (day corpus.Day, language string, ok bool)
	Exact(text, tag string) (answer.Exact, bool)
	PastDay(text, tag string, now time.Time) (corpus.Day, bool)
	DueDays(d *corpus.Document, channels []corpus.Channel, handed corpus.Day) []answer.DueDay
	Blank(q answer.Question) answer.Answer
	NewID() string // for an answer
	Exacts
	GoingOn
	Checking
	Parting
	DutyQuestion(q answer.Question) (answer.DutyQuestion, bool)
	OfficeQuestion(q answer.Question) (asked answer.OfficeQuestion, may bool)
	Time(text, tag string, now time.Time) (answer.Period, bool)
}

// Indexer reads documents again; ingest.Ingester is one.
type Indexer interface {
	Roots(ctx context.Context) ([]string, error)
	Index(ctx context.Context, paths []string, o ingest.Options) (ingest.Report, error)
}

// Library gives documents; state.State is one.
type Library interface {
	Document(ctx context.Context, id string) (*corpus.Document, error)
	DocumentAt(ctx context.Context, path string) (*corpus.Document, error)
	Version(ctx context.Context, id string) (state.Version, error)
	Visible(ctx context.Context, terms []string) (int, error)
	Titles(ctx context.Context, terms []string, limit int) ([]*corpus.Document, error)
	Listed(ctx context.Context, f func(d *corpus.Document, passages int)) error
}

// Acts keeps what people do about duties; state.State is one.
type Acts interface {
	AddActs(ctx context.Context, acts ...ledger.Act) error
}

// Memory keeps what conversations need from one message to the next;
// state.State is one.
type Memory interface {
	Conversation(ctx context.Context, key string, now time.Time) (state.Conversation, error)
	SaveConversation(ctx context.Context, key string, c state.Conversation, now time.Time) error
	SaveAnswer(ctx context.Context, id string, body []byte, now time.Time) error
	SavedAnswer(ctx context.Context, id string) ([]byte, error)
	Walk(ctx context.Context, conversation, document string) (walk.Walk, error)
	Walks(ctx context.Context, conversation string) ([]walk.Walk, error)
	SaveWalk(ctx context.Context, conversation string, w walk.Walk, now time.Time) error
	DropWalk(ctx context.Context, conversation, document string) error
	Kept(ctx context.Context, conversation, person string) (state.Kept, error)
	Forget(ctx context.Context, conversation, person string) error
}

// Export writes duties as files for other programs; package export has the
// forms.
type Export interface {
	Calendar(duties []ledger.Duty, tag string, now time.Time) ([]byte, error)
	Table(duties []wire.Duty) ([]byte, error)
}

// Core is all abilities over one installation. It is a Handler and is safe
// for concurrent use.
type Core struct{ Deps }

// New makes the core.
func New(d Deps) *Core { return &Core{d} }

// today gives the day it is for people.
func (c *Core) today() corpus.Day { return corpus.DayOf(c.Now().In(c.Zone)) }

func (c *Core) say(tag, key string, args i18n.Args) string { return c.Catalog.Say(tag, key, args) }
