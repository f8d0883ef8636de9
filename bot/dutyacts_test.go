package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"vanthu/handlers"
)

func TestProposalsAndTheirLines(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "",
		"\n \n":                                "",
		"{\"path\":\"a\"}\n\n{\"path\":\"b\"}": "1:a 3:b",
		"\ufeff{\"path\":\"a\"}\r\n":           "1:a",
		"x\n{\"path\":\"b\"}":                  "1:! 2:b",
		"{\"path\":\"a\"}{\"path\":\"b\"}":     "1:!",
		"{\"patch\":\"a\"}":                    "1:!",
		"[{\"path\":\"a\"},\n\n {\"path\":\"b\"}]":  "1:a 3:b",
		"\n[\n{\"path\":\"a\"}\n,{\"path\":\"a\"}]": "3:a 4:a",
		"[1, {\"path\":\"b\"}]":                     "1:! 1:b",
		"[]":                                        "",
		"[{\"path\":\"a\"}":                         "error",
	} {
		var got []string
		err := eachProposal([]byte(text), func(line int, p handlers.Proposal, err error) error {
			if err != nil {
				p.Path = "!"
			}
			got = append(got, fmt.Sprintf("%d:%s", line, p.Path))
			return nil
		})
		if err != nil {
			got = append(got, "error")
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%q: %s, want %s", text, g, want)
		}
	}
	stop := errors.New("stop")
	if err := eachProposal([]byte("{}\n{}"), func(int, handlers.Proposal, error) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("the caller's error: %v", err)
	}
}

func FuzzProposals(f *testing.F) {
	for _, s := range []string{"{}", "[{}]", "[[1],\n{\"path\":\"a\"}]", "\ufeff[", "{\"quote\":\"a\\n\"}\n\n{"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last, lines := 1, 1+strings.Count(text, "\n")
		err := eachProposal([]byte(text), func(line int, _ handlers.Proposal, _ error) error {
			if line < last || line > lines {
				t.Errorf("line %d behind line %d of %d", line, last, lines)
			}
			last = line
			return nil
		})
		_ = err // what is no list says so
	})
}
