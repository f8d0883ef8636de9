// Package index holds the contract between documents and the engines that
// search them, and the one ranker that orders what every engine finds, so
// that all engines answer alike.
package index

import (
	"context"

	"vanthu/corpus"
)

// Store keeps generations of an index: one that is live, and at most one
// candidate that is being built beside it. After Close, every call on its
// engine is an error.
type Store interface {
	// Open gives the live engine. It stays valid over publications: every
	// call on it goes to the generation that is live when the call begins.
	Open(ctx context.Context) (Engine, error)
	// Begin starts an empty generation beside the live one. While one is
	// under way, it is an error.
	Begin(ctx context.Context) (Candidate, error)
	Close() error
}

// Engine finds windows of documents. Implementations are safe for concurrent use.
type Engine interface {
	Search(ctx context.Context, q Query) (Result, error)
	// Put adds the entries, each in place of an entry of the same document. Of
	// several entries of one document, the last one counts.
	Put(ctx context.Context, entries []Entry) error
	// Delete removes the entries of these documents; unknown ones are no error.
	Delete(ctx context.Context, documents []string) error
	Stats(ctx context.Context) (Stats, error)
	// Mark records how far the index has caught up with the state.
	Mark(ctx context.Context, generation int64) error
	// Revision tells whether searches still find the same: it is another one
	// once a Put, a Delete or a publication has ended.
	Revision(ctx context.Context) (int64, error)
}

// Candidate is a generation that is not live yet.
type Candidate interface {
	Engine
	// Publish makes the candidate live and removes what it replaces.
	Publish(ctx context.Context) error
	// Discard removes the candidate. After Publish it does nothing.
	Discard() error
}

// Apart is a candidate that another process builds, in a folder.
type Apart interface {
	// Folder is where the other process builds. The store says how.
	Folder() string
	// Publish makes what was built live, once the other process has ended, and
	// removes what it replaces. What has not caught up to the generation of the
	// state is refused.
	Publish(ctx context.Context, generation int64) error
	// Discard removes what was built. After Publish it does nothing.
	Discard() error
}

// Entry is one document as an engine keeps it: put, replaced and deleted as
// one.
type Entry struct {
	Document *corpus.Document
	Numbers  []string   // keys of the document's own number
	Keys     [][]string // for each window, keys of what it names: documents ("57|nq|tw"), days ("day:2026-03-31"), agencies ("agency:moh")
	Concepts [][]string // for each window, what it speaks of, the same in every language: IDs of concepts
}

// Query is what to find.
type Query struct {
	Text     string     // the question, cleaned, NFC
	Aside    string     // further words of the question, that count less: where to look, how it asks
	Language string     // its tag
	Extra    []string   // further wordings that count like the text: abbreviations written out
	Keys     []string   // of the documents, days and agencies asked about
	Concepts [][]string // what the question speaks of: of each list any one counts
	Filter   Filter
	Limit    int // of windows; none are found with 0
}

// Filter narrows a search. Empty fields narrow nothing, but for Viewer: its
// zero value sees public documents only.
type Filter struct {
	Viewer    corpus.Viewer
	Documents []string // IDs
	Languages []string
	Kinds     []corpus.Kind
	Agencies  []string   // IDs of agencies named in the window
	From, To  corpus.Day // date of issue, inclusive
}

// Result is what an engine found, best first by the engine's own score.
type Result struct {
	Found    []Found
	Asked    []string      // stems of the words that Found.Places are of
	Keys     []string      // the query's, that Found.Keys are of
	Keyed    []int         // how many windows hold each of Keys
	Concepts []int         // how many windows hold any of each list of Query.Concepts
	Across   []Found       // windows in other languages than the query's that speak of what it does, best first; all of them, with no score, where they are few and nothing tells them apart
	Words    []Term        // the question's words in the language of its analysis
	Pairs    []Term        // its pairs of neighbouring words, where the language has them
	Windows  int           // in the whole index
	Viewer   corpus.Viewer // who asked, as in the query's filter
}

// Found is one window of a document.
type Found struct {
	Document string // ID
	Window   int    // number in Windows of the document
	Score    float64

	// What the engine saw of the window, where Seen says so: the ranker then
	// need not read the text.
	Seen     bool
	Standing corpus.Standing
	Places   []Place // where the words of the question stand, in order
	Keys     []bool  // which of Result.Keys the window holds; nil for none
}

// Place is a word of the question in a window's text.
type Place struct {
	At   int32 // number of the word in the text
	Word int32 // number in Result.Asked
}

// Term is a word of the question, or a pair of words, with how many windows
// hold it.
type Term struct {
	Term    string
	Windows int
	Folded  int // windows that hold the word itself without its marks, in whatever language
}

// Stats tells the size of an engine.
type Stats struct {
	Documents  int
	Windows    int
	Bytes      int64 // on disk
	Memory     int64 // bytes that searching takes, about
	Generation int64 // as last given to Mark
	Outdated   bool  // its entries were made with other words than those of today: it answers, and is to be built anew
}
