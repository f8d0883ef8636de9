package telegram

import (
	"strings"
	"testing"
)

func TestIsolated(t *testing.T) {
	for in, want := range map[string]string{ // brackets stand for isolates, [ and ] for those that were there
		"":                              "",
		"עד 31 במרץ 2026":               "עד 31 במרץ 2026",
		"לפי 57-NQ/TW, סעיף 3":          "לפי <57-NQ/TW>, סעיף 3",
		"לפי ב-57-NQ/TW.":               "לפי ב-<57-NQ/TW>.",
		"57-NQ/TW: עד 31/3/2026":        "<57-NQ/TW>: עד 31/3/2026",
		"Thông tư 25/2021/TT-BTC · שכר": "<Thông tư 25/2021/TT-BTC> · שכר",
		"Vanthu עונה":                   "Vanthu עונה",
		"2026 57-NQ/TW":                 "2026 <57-NQ/TW>",
		"57-NQ/TW, 58-NQ/TW, 31/3/2026": "<57-NQ/TW>, <58-NQ/TW>, 31/3/2026",
		"القرار رقم 71/NQ-CP (2025)":    "القرار رقم <71/NQ-CP> (2025)",
		"Điều 4 في القرار":              "<Điều 4> في القرار",
		"[57-NQ/TW] و 5-KL/TW":          "[57-NQ/TW] و <5-KL/TW>",
		"1.000134 رقم":                  "1.000134 رقم",
		"ראו 1.000134\nQĐ-TTg 5":        "ראו 1.000134\n<QĐ-TTg 5>",
	} {
		before := strings.NewReplacer("[", "\u2066", "]", pop)
		after := strings.NewReplacer("\u206657-NQ/TW"+pop, "[57-NQ/TW]", isolate, "<", pop, ">")
		got := after.Replace(isolated(before.Replace(in)))
		if got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func FuzzIsolated(f *testing.F) {
	f.Add("לפי ב-57-NQ/TW, (31/3/2026) \u2068x\u2069 ·")
	f.Add("\u2068\u20695a\u2067 6b")
	f.Fuzz(func(t *testing.T, s string) {
		got := isolated(s)
		marks := strings.NewReplacer(isolate, "", pop, "")
		if marks.Replace(got) != marks.Replace(s) {
			t.Errorf("%q became %q", s, got)
		}
		if again := isolated(got); !strings.ContainsAny(s, "\u2066\u2067\u2068\u2069") && again != got {
			t.Errorf("%q became %q when it was isolated again", got, again)
		}
	})
}
