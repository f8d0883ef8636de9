package wording_test

import (
	"testing"

	"vanthu/bot/wording"
	"vanthu/handlers"
)

func TestLinks(t *testing.T) {
	links := wording.Links{Pages: "https://here.vn/", Bytes: 40, Not: "<> "}
	for _, test := range []struct {
		of   handlers.Source
		want string
	}{
		{handlers.Source{Link: "/document?p=1", URL: "https://x.vn/a"}, "https://here.vn/document?p=1"},
		{handlers.Source{Link: "/a<b", URL: "https://x.vn/a"}, "https://x.vn/a"},
		{handlers.Source{Link: "/0123456789012345678901234567890", URL: "http://x.vn/a"}, "http://x.vn/a"},
		{handlers.Source{Link: "javascript:alert(1)", URL: "ftp://x.vn/a"}, ""},
		{handlers.Source{URL: "https:///a"}, ""},
	} {
		if got := links.To(test.of); got != test.want {
			t.Errorf("%+v: %q, want %q", test.of, got, test.want)
		}
	}
	if got := (wording.Links{Bytes: 40}).To(handlers.Source{Link: "/document?p=1"}); got != "" {
		t.Errorf("without pages: %q", got)
	}
}

func TestList(t *testing.T) {
	b := handlers.Block{Text: " Giấy\x00 tờ ", Items: []string{"một", " \x1b", "hai\xff"}}
	for want, r := range map[string]handlers.Reply{
		"Giấy tờ\n• một\n• hai\ufffd":                   {Language: "vi"},
		"Giấy tờ\n- một\n- hai\ufffd":                   {Language: "vi", Reader: true},
		"\u200fGiấy tờ\n\u200f• một\n\u200f• hai\ufffd": {Language: "he"},
	} {
		if got := wording.List(r, b); got != want {
			t.Errorf("%+v: %q, want %q", r, got, want)
		}
	}
}
