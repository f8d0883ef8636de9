package grounding_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"vanthu/corpus"
	"vanthu/corpus/lexicon"
	"vanthu/handlers/grounding"
)

// orders are passages with duties that hold of them.
type orders struct {
	Language  string
	Issued    string
	Section   string
	Text      string
	Elsewhere []string
	Helps     string
	Duties    []grounding.Duty
}

// falseDuties makes a true duty false in many ways.
func falseDuties(o orders, d grounding.Duty) map[string]grounding.Duty {
	out := map[string]grounding.Duty{}
	lie := func(name string, change func(*grounding.Duty)) {
		l := d
		change(&l)
		if l != d {
			out[name] = l
		}
	}
	words := strings.Fields(d.Quote)
	lie("a word of the quote is another one", func(l *grounding.Duty) { l.Quote = strings.Replace(d.Quote, words[len(words)/2], "bauxite", 1) })
	lie("words of the quote are left out", func(l *grounding.Duty) { l.Quote = strings.Join(slices.Delete(slices.Clone(words), 3, 5), " ") })
	lie("words of the quote change places", func(l *grounding.Duty) {
		w := slices.Clone(words)
		w[0], w[4] = w[4], w[0]
		l.Quote = strings.Join(w, " ")
	})
	lie("the quote is invented", func(l *grounding.Duty) {
		l.Quote = d.Agency + " phải nộp báo cáo tài chính trước ngày 01/01/2027"
	})
	lie("the quote ends within a word", func(l *grounding.Duty) { l.Quote = strings.TrimSuffix(d.Quote, d.Quote[len(d.Quote)-1:]) })
	lie("the quote is too short", func(l *grounding.Duty) { l.Quote = strings.Join(words[:2], " ") })
	for _, due := range []string{"2026-12-31", "2026-04-01", "2026-03", "2026-Q3", "2026", "2025-03-31", "31/3/2026", "soon", ""} {
		lie("due "+due, func(l *grounding.Duty) { l.Due = due })
	}
	for _, a := range append(o.Elsewhere, "", o.Helps, strings.Fields(d.Agency)[0]) {
		lie("agency "+a, func(l *grounding.Duty) { l.Agency = a })
	}
	lie("the action is from elsewhere", func(l *grounding.Duty) { l.Action = "mua sắm 40 xe ô tô cho lãnh đạo" })
	lie("the action has another number", func(l *grounding.Duty) { l.Action = d.Action + " 500" })
	lie("the action has another body", func(l *grounding.Duty) { l.Action = d.Action + " " + o.Elsewhere[0] })
	lie("the action is turned", func(l *grounding.Duty) {
		l.Action = map[string]string{"vi": "không ", "en": "not "}[o.Language] + d.Action
	})
	lie("the action is empty", func(l *grounding.Duty) { l.Action = "" })
	lie("the action has an address", func(l *grounding.Duty) { l.Action = d.Action + " https://example.com" })
	return out
}

func TestDutiesOfPassages(t *testing.T) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := checkerOf(t, lx)
	data, err := os.ReadFile("testdata/duties.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all []orders
	if err := yaml.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	lies := 0
	for _, o := range all {
		p := grounding.Passage{ID: "S1", Text: o.Text, Section: o.Section, Language: o.Language, Issued: corpus.Day(o.Issued)}
		for _, d := range o.Duties {
			if _, why := c.Duty(d, p); why != "" {
				t.Errorf("%s: a true duty is dropped: %s", d.Quote, why)
			}
			for name, l := range falseDuties(o, d) {
				lies++
				if _, why := c.Duty(l, p); why == "" {
					t.Errorf("%s gets in: %+v", name, l)
				}
			}
		}
	}
	if lies < 100 {
		t.Errorf("only %d lies", lies)
	}
	t.Logf("0 of %d lies", lies)
}

// A quote that leaves out what turns its sentence is none.
func TestDutyWithoutItsNegation(t *testing.T) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := checkerOf(t, lx)
	p := grounding.Passage{ID: "S1", Language: "vi", Issued: "2026-01-01", Text: "Không yêu cầu Bộ Y tế báo cáo kết quả kiểm tra trước ngày 30/6/2026."}
	d := grounding.Duty{Quote: "yêu cầu Bộ Y tế báo cáo kết quả kiểm tra trước ngày 30/6/2026", Action: "báo cáo kết quả kiểm tra", Agency: "Bộ Y tế", Due: "2026-06-30"}
	if _, why := c.Duty(d, p); why != grounding.Negated {
		t.Errorf("%q, want %q", why, grounding.Negated)
	}
}
