package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"

	"vanthu/corpus"
	"vanthu/handlers/state"
	"vanthu/handlers/wire"
)

// product is the whole program, as a person runs it.
type product struct {
	binary string
	data   string // its folder
	now    string
}

// index has the product read documents, and gives them as it keeps them.
func (p product) index(ctx context.Context, docs string) (read []*corpus.Document, err error) {
	if _, err := p.run(ctx, nil, "index", docs); err != nil {
		return nil, err
	}
	s, err := state.Open(ctx, p.data)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	err = s.Since(ctx, 0, func(stored []*corpus.Document, _ []string) error {
		read = append(read, stored...)
		return nil
	})
	return read, err
}

func (p product) answers(ctx context.Context, questions []string) ([]wire.Answer, error) {
	return lines[wire.Answer](ctx, p, questions, "ask")
}

func (p product) search(ctx context.Context, questions []string, limit int) ([]wire.Hits, error) {
	return lines[wire.Hits](ctx, p, questions, "search", "--limit", strconv.Itoa(limit))
}

// lines puts questions to a command that prints one JSON object for each.
func lines[T any](ctx context.Context, p product, questions []string, args ...string) ([]T, error) {
	printed, err := p.run(ctx, strings.NewReader(strings.Join(questions, "\n")+"\n"), append(args, "--json", "--file", "-")...)
	if err != nil {
		return nil, err
	}
	var out []T
	for d := json.NewDecoder(bytes.NewReader(printed)); d.More(); {
		var x T
		if err := d.Decode(&x); err != nil {
			return nil, fmt.Errorf("read what %s printed: %w", args[0], err)
		}
		out = append(out, x)
	}
	if len(out) != len(questions) {
		return nil, fmt.Errorf("%s: %d questions, %d lines", args[0], len(questions), len(out))
	}
	return out, nil
}

func (p product) run(ctx context.Context, in io.Reader, args ...string) ([]byte, error) {
	all := []string{"--data", p.data}
	if p.now != "" {
		all = append(all, "--now", p.now)
	}
	c := exec.CommandContext(ctx, p.binary, append(all, args...)...)
	c.Stdin = in
	out, err := c.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		err = fmt.Errorf("%w: %s", err, bytes.TrimSpace(exit.Stderr))
	}
	if err != nil {
		return nil, fmt.Errorf("run %s %s: %w", p.binary, args[0], err)
	}
	return out, nil
}
