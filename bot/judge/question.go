package judge

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// Question is one line of a file of questions.
type Question struct {
	ID      string     `json:"id"`
	Lang    string     `json:"lang"`
	Kind    string     `json:"kind"` // "none": no document answers it
	Q       string     `json:"q"`
	Docs    []string   `json:"docs"` // paths, or their last parts, that rightly answer
	Due     string     `json:"due"`  // the day that the answer tells, 2006-01-02
	Must    [][]string `json:"must"` // of each list one wording stands in the answer
	MustNot []string   `json:"must_not"`
	Tags    []string   `json:"tags"`
}

// None reports a question that no document answers.
func (q Question) None() bool { return q.Kind == "none" }

// Cross reports a question that only documents in other languages answer.
func (q Question) Cross() bool { return slices.Contains(q.Tags, "cross") }

// Rightly reports a document that answers the question.
func (q Question) Rightly(p string) bool {
	return slices.ContainsFunc(q.Docs, func(d string) bool { return p == d || path.Base(p) == d || strings.HasSuffix(p, "#"+d) })
}

// Groups names what the question is counted with.
func (q Question) Groups() []string {
	out := []string{"all", q.Kind, "lang:" + q.Lang}
	for _, t := range q.Tags {
		if t != "cross" {
			out = append(out, t)
		}
	}
	if q.Cross() {
		return append(out, "cross")
	}
	return append(out, "same")
}

// lineBytes bounds one line of a file of questions.
const lineBytes = 1 << 20

// Each gives the questions of a file, one JSON object a line, until f fails.
func Each(in io.Reader, f func(Question) error) error {
	s := bufio.NewScanner(in)
	s.Buffer(nil, lineBytes)
	for n := 1; s.Scan(); n++ {
		if strings.TrimSpace(s.Text()) == "" {
			continue
		}
		var q Question
		if err := json.Unmarshal(s.Bytes(), &q); err != nil {
			return fmt.Errorf("line %d is no question: %w", n, err)
		}
		if err := f(q); err != nil {
			return err
		}
	}
	return s.Err()
}
