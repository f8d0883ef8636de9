package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"strings"
)

// passageWords is how many words a passage has at most.
const passageWords = 100

// replaced is the share of syllables that a repetition replaces.
const replaced = 0.2

// set is the passages that all others are made from.
type set struct {
	titles []string
	texts  [][]string // in words
	words  []string   // all of them, as often as they occur
}

// passage is one line of a set that is written.
type passage struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

func readSet(name string) (*set, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	s := &set{}
	d := json.NewDecoder(bufio.NewReaderSize(z, 1<<20))
	for d.More() {
		var p passage
		if err := d.Decode(&p); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		words := strings.Fields(p.Text)
		for len(words) > 0 {
			n := min(passageWords, len(words))
			s.titles, s.texts = append(s.titles, p.Title), append(s.texts, words[:n])
			words = words[n:]
		}
	}
	for _, t := range s.texts {
		for i := 0; i < len(t); i += 16 { // enough to draw from
			s.words = append(s.words, t[i])
		}
	}
	return s, nil
}

// passages gives n passages; those behind the first round are changed.
func (s *set) passages(n int, seed uint64) iter.Seq[passage] {
	return func(yield func(passage) bool) {
		r := rand.New(rand.NewPCG(seed, 0))
		words := make([]string, 0, passageWords)
		for i := range n {
			k := i % len(s.texts)
			words = append(words[:0], s.texts[k]...)
			if i >= len(s.texts) {
				for j := range words {
					if r.Float64() < replaced {
						words[j] = s.words[r.IntN(len(s.words))]
					}
				}
			}
			if !yield(passage{ID: fmt.Sprintf("p%07d", i), Title: s.titles[k], Text: strings.Join(words, " ")}) {
				return
			}
		}
	}
}

func readQuestions(name string) ([]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []string
	d := json.NewDecoder(f)
	for d.More() {
		var q struct {
			Question string `json:"question"`
		}
		if err := d.Decode(&q); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, q.Question)
	}
	return out, nil
}
