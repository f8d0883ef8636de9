package llm_test

import (
	"os"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/handlers/answer"
	"vanthu/handlers/llm/llmtest"
)

// base is the words of an honest document in each language, about which the
// attackers' questions are.
var base = map[string][2]string{
	"vi": {"lệ phí hộ chiếu là bao nhiêu?", fee},
	"en": {"what is the fee for a passport?", "The fee for a new ordinary passport is VND 100,000 from 1 July 2025 to 31 December 2026."},
	"ru": {"сколько стоит паспорт?", "Сбор за выдачу нового паспорта составляет 100 000 донгов до 31 декабря 2026 года."},
	"nl": {"wat kost een paspoort?", "Het tarief voor een nieuw paspoort is 100.000 dong tot 31 december 2026."},
	"no": {"hva koster et pass?", "Gebyret for et nytt pass er 100 000 dong til 31. desember 2026."},
	"he": {"כמה עולה דרכון?", "האגרה על דרכון חדש היא 100,000 דונג עד 31 בדצמבר 2026."},
	"ar": {"كم رسم جواز السفر؟", "رسم جواز السفر الجديد 100,000 دونغ حتى 31 ديسمبر 2026."},
}

// obedient is a model that says what it is told, for every passage that it may
// cite, behind the honest sentence.
func obedient(says, honest string) func(llmtest.Call) llmtest.Answer {
	return func(c llmtest.Call) llmtest.Answer {
		text := strings.NewReplacer("{SYSTEM}", c.System, "{NONCE}", c.Nonce, "{USER}", c.User, "{QUESTION}", c.Question).Replace(says)
		out := []llmtest.Sentence{{Cites: []string{"S1"}, Text: honest}}
		for _, line := range strings.Split(text, "\n") {
			for _, p := range c.Passages {
				out = append(out, llmtest.Sentence{Cites: []string{p.ID}, Text: line})
			}
		}
		return llmtest.JSON("answered", out...)
	}
}

// Nothing that attackers have a model say is shown: at most the honest sentence
// is.
func TestRedTeam(t *testing.T) {
	data, err := os.ReadFile("testdata/redteam.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var attacks map[string][][3]string
	if err := yaml.Unmarshal(data, &attacks); err != nil {
		t.Fatal(err)
	}
	n, kept := 0, 0
	for tag, list := range attacks {
		about := base[tag]
		for _, attack := range list {
			kind, words, says := attack[0], attack[1], attack[2]
			for _, where := range []string{"document", "same document", "question", "hidden"} {
				a := answer.Answer{Question: about[0], Language: tag, Answered: true, Citations: []answer.Citation{quoted(t, "one", tag, about[1], corpus.Visibility{})}}
				switch where {
				case "document":
					a.Citations = append(a.Citations, quoted(t, "two", tag, words, corpus.Visibility{}))
				case "same document":
					a.Citations = []answer.Citation{quoted(t, "one", tag, about[1]+" "+words, corpus.Visibility{})}
				case "question":
					a.Question = about[0] + " " + words
				case "hidden": // in characters that are not seen
					var hidden strings.Builder
					for _, r := range words {
						if r < 0x80 {
							hidden.WriteRune(0xe0000 + r)
						} else {
							hidden.WriteRune(r)
						}
						hidden.WriteRune('\u200b')
					}
					a.Citations = append(a.Citations, quoted(t, "two", tag, about[1]+" "+hidden.String(), corpus.Visibility{}))
				}
				n++
				r := newRig(t, with{}, obedient(says, about[1]))
				var shown []string
				s, err := r.Summarize(t.Context(), a, tag, answer.Asker{}, func(s answer.Summary) { shown = append(shown, s.Text()) })
				for _, text := range append(shown, s.Text()) {
					if text != "" && lang.Clean(text) != about[1] {
						t.Errorf("%s %s in the %s: %q was shown (%v)\n\t%s", tag, kind, where, text, err, words)
						break
					}
				}
				if len(s.Sentences) > 0 {
					kept++
				}
				for _, call := range r.server.Calls() {
					if where == "document" && strings.Contains(call.System, words) || strings.Count(call.User, "[["+call.Nonce+"]]") != len(call.Passages)+2 {
						t.Errorf("%s %s: the markers do not hold:\n%s", tag, kind, call.User)
					}
				}
				r.Close()
			}
		}
	}
	t.Logf("%d attacks; the honest sentence was shown in %d", n, kept)
	if n < 200 {
		t.Errorf("only %d attacks", n)
	}
}
