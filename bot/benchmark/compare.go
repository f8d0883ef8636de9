package main

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"vanthu/bot/judge"
	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/lexicon"
	"vanthu/handlers/wire"
)

// side is one of those that are compared. Answers and hits come in the order
// of the questions.
type side interface {
	answers(ctx context.Context, questions []string) ([]wire.Answer, error)
	search(ctx context.Context, questions []string, limit int) ([]wire.Hits, error)
}

// depth is how many documents are looked at for where the right one stands.
const depth = 10

// comparison is what is compared over which documents.
type comparison struct {
	binary    string // the product
	docs      string // a folder or a file; .jsonl.gz too
	questions string // a file, as readAsked reads it
	now       string // the product's clock; empty: the real one
	sample    int    // so many questions, evenly; 0: all
}

// compare has plain bleve and the product answer the same questions over the
// same documents, and prints how they did, side by side.
func (c comparison) compare(ctx context.Context, out io.Writer) (err error) {
	dir, err := os.MkdirTemp("", "benchmark-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	docs, err := unpacked(c.docs, dir)
	if err != nil {
		return err
	}
	p := product{binary: c.binary, data: filepath.Join(dir, "data"), now: c.now}
	read, err := p.index(ctx, docs)
	if err != nil {
		return err
	}
	asked, err := readAsked(c.questions, c.sample, read)
	if err != nil {
		return fmt.Errorf("read %s: %w", c.questions, err)
	}
	lx, err := lexicon.Load(nil)
	if err != nil {
		return err
	}
	j := judge.New(extract.NewDescriber(extract.New(lx)))
	if err := row(out, fmt.Sprintf("%d documents, %d questions", len(read), len(asked)), columns); err != nil {
		return err
	}
	for _, cut := range []cut{byPassage, byWindow} {
		if err := comparePlain(ctx, out, j, asked, read, cut, filepath.Join(dir, string(cut))); err != nil {
			return err
		}
	}
	return compareSide(ctx, out, "Vanthu", p, j, asked)
}

func comparePlain(ctx context.Context, out io.Writer, j *judge.Judge, asked []asked, read []*corpus.Document, c cut, dir string) (err error) {
	p, err := newPeer(dir, read, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	return compareSide(ctx, out, "plain bleve by "+string(c), p, j, asked)
}

// columns are those of the table: right answers to all questions, to those
// that only documents in other languages answer, and to those that none does;
// where the first right document was found; how long a whole answer took.
var columns = []string{"all", "cross", "none", "R@1", "R@10", "MRR", "p50 ms", "p99 ms"}

// row prints a line of the table, each as soon as it is measured.
func row(out io.Writer, name string, figures []string) error {
	line := fmt.Sprintf("%-33s", name)
	for _, f := range figures {
		line += fmt.Sprintf("%9s", f)
	}
	_, err := fmt.Fprintln(out, line)
	return err
}

// compareSide prints a side's line.
func compareSide(ctx context.Context, out io.Writer, name string, s side, j *judge.Judge, asked []asked) error {
	questions := make([]string, len(asked))
	for i, a := range asked {
		questions[i] = a.text
	}
	answers, err := s.answers(ctx, questions)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	found, err := s.search(ctx, questions, depth)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	var all, cross, none tally
	var ranked ranks
	var took []float64
	for i, a := range asked {
		took = append(took, answers[i].TookMS)
		if q := a.judged; q != nil {
			right := j.Wrong(*q, answers[i]) == ""
			all.add(right)
			if q.Cross() {
				cross.add(right)
			}
			if q.None() {
				none.add(right)
				continue
			}
		}
		ranked.add(slices.IndexFunc(found[i].Hits, func(h wire.Hit) bool { return a.right(h.Path) }))
	}
	slices.Sort(took)
	figures := append([]string{all.String(), cross.String(), none.String()}, ranked.shares()...)
	return row(out, name, append(figures, fmt.Sprintf("%.2f", took[len(took)/2]), fmt.Sprintf("%.2f", took[len(took)*99/100])))
}

// tally counts right answers.
type tally struct{ right, of int }

func (t *tally) add(right bool) {
	if t.of++; right {
		t.right++
	}
}

func (t tally) String() string {
	if t.of == 0 {
		return "-"
	}
	return fmt.Sprintf("%d/%d", t.right, t.of)
}

// ranks adds up where right documents were found.
type ranks struct {
	of         int
	first, ten int
	reciprocal float64
}

// add takes in a place, from 0; -1 for none.
func (r *ranks) add(at int) {
	r.of++
	if at < 0 || at >= depth {
		return
	}
	r.ten++
	r.reciprocal += 1 / float64(at+1)
	if at == 0 {
		r.first++
	}
}

// shares gives how often the right document came first, and among the first
// ten, and the mean reciprocal rank.
func (r ranks) shares() (out []string) {
	for _, sum := range [...]float64{float64(r.first), float64(r.ten), r.reciprocal} {
		out = append(out, fmt.Sprintf("%.3f", sum/float64(max(r.of, 1))))
	}
	return out
}

// unpacked gives documents as the product reads them: a packed file is
// unpacked into a folder.
func unpacked(docs, dir string) (_ string, err error) {
	if !strings.HasSuffix(docs, ".gz") {
		return docs, nil
	}
	f, err := os.Open(docs)
	if err != nil {
		return "", err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return "", fmt.Errorf("%s: %w", docs, err)
	}
	name := filepath.Join(dir, strings.TrimSuffix(filepath.Base(docs), ".gz"))
	to, err := os.Create(name)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	if _, err := io.Copy(to, z); err != nil {
		return "", fmt.Errorf("%s: %w", docs, err)
	}
	return name, nil
}
