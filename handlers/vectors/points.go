package vectors

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"vanthu/corpus"
	"vanthu/index"
)

// centreShare is how much of its language's centre is taken off a vector.
const centreShare = 0.7

// points is what Near scans: the vectors of one moment. It does not change.
type points struct {
	dims      int
	values    []int8    // rows of dims
	scales    []float32 // of the rows
	documents []document
	centres   [2]map[string][]float32 // of languages: of questions and of passages
	quiet     map[string]quiet        // of the languages of questions
	sentences bool                    // the everyday ones have their vectors
	unused    []string                // hashes of vectors that no document has
}

// document is a document's rows.
type document struct {
	id, language string
	visibility   corpus.Visibility
	runs         []run
}

// run is a run of passages.
type run struct {
	first, last, row int32
	length           float32 // of the row's vector, once the centre of the document's language is off
}

// quiet is how near questions come that no document answers.
type quiet struct{ middle, spread float64 }

// read reads all vectors into memory.
func (s *Space) read(ctx context.Context) error {
	model := s.Embedder.Model()
	p := &points{quiet: map[string]quiet{}}
	rows := map[string]int{}
	err := s.Store.Vectors(ctx, model, func(hash string, body []byte) error {
		c, err := decode(body)
		if err != nil {
			return fmt.Errorf("%w: %s", err, hash)
		}
		if p.dims == 0 {
			p.dims = len(c.values)
		}
		if len(c.values) == p.dims {
			rows[hash] = len(p.scales)
			p.values, p.scales = append(p.values, c.values...), append(p.scales, c.scale)
		}
		return nil
	})
	if err != nil {
		return err
	}
	used := map[string]bool{}
	p.sentences = true
	for as, use := range [...]string{questionUse, passageUse} {
		p.centres[as] = map[string][]float32{}
		for tag, list := range s.everyday {
			var known [][]float32
			for _, words := range list {
				h := hash(use, words)
				used[h] = true
				if row, ok := rows[h]; ok {
					known = append(known, p.row(row).vector())
				}
			}
			if len(known) < len(list) {
				p.sentences = false
				continue
			}
			p.centres[as][tag] = mean(known)
		}
	}
	err = s.Store.Placed(ctx, model, func(id string, body []byte) error {
		var at place
		if err := json.Unmarshal(body, &at); err != nil {
			return fmt.Errorf("read the vectors of a document: %w", err)
		}
		d := document{id: id, language: at.Language, visibility: at.Visibility}
		for _, u := range at.Units {
			used[u.Hash] = true
			if row, ok := rows[u.Hash]; ok {
				d.runs = append(d.runs, p.runOf(u, row, at.Language))
			}
		}
		p.documents = append(p.documents, d)
		return nil
	})
	if err != nil {
		return err
	}
	for h := range rows {
		if !used[h] {
			p.unused = append(p.unused, h)
		}
	}
	if p.sentences && p.dims > 0 {
		p.listen(s.everyday, rows)
	}
	s.points.Store(p)
	return nil
}

func (p *points) row(n int) code {
	return code{scale: p.scales[n], values: p.values[n*p.dims : (n+1)*p.dims]}
}

// runOf prepares a run for the scan.
func (p *points) runOf(u unit, row int, tag string) run {
	r := run{first: int32(u.First), last: int32(u.Last), row: int32(row), length: 1}
	if centre := p.centres[1][tag]; centre != nil {
		v := p.row(row).vector()
		sum := 0.0
		for i := range v {
			x := float64(v[i] - centreShare*centre[i])
			sum += x * x
		}
		r.length = float32(math.Sqrt(max(sum, 1e-9)))
	}
	return r
}

// scan gives the runs nearest to a question's vector, best first; sees tells of
// which documents, and step takes only every so manieth document.
func (p *points) scan(question []float32, most, step int, sees func(*document) bool) []index.Near {
	q := encode(question)
	off := map[string]float32{} // of a language: what its centre adds to every product
	for tag, centre := range p.centres[1] {
		for i := range centre {
			off[tag] += centreShare * centre[i] * question[i]
		}
	}
	var best []index.Near
	worst := math.Inf(-1)
	for i := 0; i < len(p.documents); i += step {
		d := &p.documents[i]
		if !sees(d) {
			continue
		}
		for _, r := range d.runs {
			product := q.scale * p.scales[r.row] * float32(dot(q.values, p.values[int(r.row)*p.dims:(int(r.row)+1)*p.dims]))
			score := float64((product - off[d.language]) / r.length)
			if score <= worst {
				continue
			}
			best = append(best, index.Near{Document: d.id, First: int(r.first), Last: int(r.last), Score: score})
			if len(best) >= 2*most {
				best = nearest(best, most)
				worst = best[most-1].Score
			}
		}
	}
	return nearest(best, most)
}

func nearest(list []index.Near, most int) []index.Near {
	slices.SortFunc(list, func(a, b index.Near) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Document, b.Document), cmp.Compare(a.First, b.First))
	})
	return list[:min(len(list), most)]
}

// listened is how many documents the everyday questions are compared with, at
// most.
const listened = 2000

// listen finds how near the everyday sentences of each language come.
func (p *points) listen(everyday map[string][]string, rows map[string]int) {
	step := max(1, len(p.documents)/listened)
	spreads := 0.0
	for tag, list := range everyday {
		var tops []float64
		for _, words := range list {
			q := centred(p.row(rows[hash(questionUse, words)]).vector(), p.centres[0][tag])
			if best := p.scan(q, 1, step, func(*document) bool { return true }); len(best) > 0 {
				tops = append(tops, best[0].Score)
			}
		}
		if len(tops) == 0 {
			return
		}
		var sum, squares float64
		for _, t := range tops {
			sum += t
			squares += t * t
		}
		n := float64(len(tops))
		middle := sum / n
		p.quiet[tag] = quiet{middle: middle}
		spreads += math.Sqrt(max(0, squares/n-middle*middle))
	}
	for tag, q := range p.quiet {
		q.spread = spreads / float64(len(everyday))
		p.quiet[tag] = q
	}
}

// Deviations of the everyday sentences between which nearness is told: what
// lies no further above their middle than the first is as near as anything.
const (
	quietDeviations = 2.5
	sureDeviations  = 6.0
)

// sure tells how sure nearness is, 0 to 1.
func (q quiet) sure(score float64) float64 {
	if q.spread == 0 {
		return 0
	}
	z := (score - q.middle) / q.spread
	return min(1, max(0, (z-quietDeviations)/(sureDeviations-quietDeviations)))
}

// ErrSize is given where the endpoint's vectors changed under the model's name.
var ErrSize = errors.New("the endpoint gives vectors of another size than those kept; index --rebuild makes them anew")

// Near gives the runs of passages nearest to a question that the viewer may
// see, best first; whole tells that no document lacks its vectors. It asks the
// endpoint once, and gives up when the patience with it ends.
func (s *Space) Near(ctx context.Context, question, tag string, viewer corpus.Viewer, most int) (near []index.Near, whole bool, err error) {
	p, err := s.ready(ctx)
	if err != nil || p.dims == 0 || !p.sentences {
		return nil, false, err
	}
	if s.Mask != nil {
		question = s.Mask(question)
	}
	asked, cancel := context.WithTimeout(ctx, s.Patience)
	defer cancel()
	vectors, err := s.Embedder.Questions(asked, []string{question})
	if err != nil {
		return nil, false, err
	}
	if len(vectors[0]) != p.dims {
		return nil, false, ErrSize
	}
	near = p.scan(centred(vectors[0], p.centres[0][tag]), most, 1, func(d *document) bool { return viewer.Sees(d.visibility) })
	for i := range near {
		near[i].Sure = p.quiet[tag].sure(near[i].Score)
	}
	return near, !s.behind.Load(), nil
}

// ready gives the points, reading them where nobody has.
func (s *Space) ready(ctx context.Context) (*points, error) {
	if p := s.points.Load(); p != nil {
		return p, nil
	}
	if !s.refreshing.TryLock() {
		return nil, ErrNotReady
	}
	defer s.refreshing.Unlock()
	n, err := s.Store.CountUnplaced(ctx, s.Embedder.Model())
	if err != nil {
		return nil, err
	}
	if err := s.read(ctx); err != nil {
		return nil, err
	}
	s.behind.Store(n > 0)
	return s.points.Load(), nil
}

// Size tells how many runs of passages are found, of how many documents, and
// the bytes that their vectors take; unplaced how many documents have none yet.
func (s *Space) Size(ctx context.Context) (runs, documents, bytes, unplaced int, err error) {
	p, err := s.ready(ctx)
	if err != nil {
		return 0, 0, 0, 0, err
	}
	for _, d := range p.documents {
		runs += len(d.runs)
	}
	unplaced, err = s.Store.CountUnplaced(ctx, s.Embedder.Model())
	return runs, len(p.documents), len(p.values) + 4*len(p.scales), unplaced, err
}
