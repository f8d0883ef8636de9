// Package vectors finds the passages whose meaning lies near a question's, in
// whatever language, by the vectors that a model gives them.
//
// Refresh cuts documents into runs of passages (units.go), has those embedded
// that are not yet, and keeps the vectors in the state by model and hash of
// the text, in one byte a dimension (code.go): a passage is embedded once. All
// of them are read into memory, and Near compares a question with each: an
// exact scan takes less time than embedding the question does up to some
// hundred thousand passages.
//
// A model puts texts of one language near each other, whatever they say. So of
// every vector a share of the language's centre is taken off, the middle of
// everyday sentences that are the same in all languages (sentences.go). How
// near these come to the documents also tells for every model how near is near
// enough: margins between passages say nothing of that, cosines do.
//
// Whatever goes wrong costs the nearness and nothing else.
package vectors

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"vanthu/handlers/state"
	"vanthu/index"
)

// Store keeps vectors; state.State is one.
type Store interface {
	Unplaced(ctx context.Context, model, after string, most int) ([]state.Unplaced, error)
	CountUnplaced(ctx context.Context, model string) (int, error)
	CountPlaced(ctx context.Context, model string) (int, error)
	HasVector(ctx context.Context, model string, hashes []string) (map[string]bool, error)
	AddVectors(ctx context.Context, model string, bodies map[string][]byte) error
	Place(ctx context.Context, model, document string, version int64, body []byte) error
	Vectors(ctx context.Context, model string, each func(hash string, body []byte) error) error
	Placed(ctx context.Context, model string, each func(document string, body []byte) error) error
	DropVectors(ctx context.Context, model string, hashes []string) error
}

// Deps is what a space needs.
type Deps struct {
	Embedder index.Embedder
	Store    Store
	Detect   func(text, prior string) string // language of a text
	Mask     func(text string) string        // takes out of a question what must not leave the installation
	Private  bool                            // passages that not everybody may see are embedded too
	Patience time.Duration                   // with the endpoint, for a question
}

// Space is all passages by their meaning. It is safe for concurrent use.
type Space struct {
	Deps
	everyday map[string][]string

	refreshing sync.Mutex // held by who reads or makes vectors
	points     atomic.Pointer[points]
	behind     atomic.Bool // documents may have no vectors yet
}

// ErrNotReady is what Near gives while the vectors are being read.
var ErrNotReady = errors.New("the vectors are not read yet")

// New makes a space. Nothing is read or asked yet.
func New(d Deps) (*Space, error) {
	s := &Space{Deps: d}
	var err error
	if s.everyday, err = everyday(); err != nil {
		return nil, err
	}
	return s, nil
}

// Uses of a text.
const (
	passageUse  = "passage"
	questionUse = "question"
)
