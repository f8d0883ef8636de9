package answer

import (
	"testing"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/lexicon"
)

func TestKindsOfThingsAskedFor(t *testing.T) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	d := extract.NewDescriber(extract.New(lx))
	a := &Answerer{Understander: NewUnderstander(lx, d)}
	for _, c := range []struct {
		tag, question, text string
		tells               bool
	}{
		{"en", "How old is the director?", "The director is 54 years old.", true},
		{"en", "How old is the director?", "The director was praised for many years of work in 2024.", false},
		{"en", "How much does the licence cost?", "The licence is free of charge.", true},
		{"en", "How much does the licence cost?", "The licence is issued in Lam Dong.", false},
		{"en", "Who issues the licence?", "The department does.", true},
		{"vi", "Nộp chậm bị phạt bao nhiêu tiền?", "Nộp chậm thì bị phạt tiền từ 1 triệu đồng.", true},
		{"vi", "Nộp chậm bị phạt bao nhiêu tiền?", "Các đơn vị nộp kế hoạch trước ngày 18/10.", false},
		{"nl", "Hoe oud is de directeur?", "De directeur is 54 jaar oud.", true},
		{"nl", "datum van de resolutie", "De resolutie is van 22 december 2024.", true},
		{"nl", "datum van de resolutie", "De resolutie is belangrijk.", false},
		{"en", "What is the date of Resolution 57-NQ/TW?", "On 22 December 2024 the Politburo issued Resolution 57-NQ/TW, which Plan 151-KH/TU carries out.", true},
		{"en", "What is the date of Resolution 57-NQ/TW?", "Plan 151-KH/TU of 24 February 2025 carries out Resolution 57-NQ/TW.", false}, // the plan's
		{"no", "Hva koster prosjektet?", "Prosjektet i Lam Dong skal fullføres.", false},
		{"no", "Hva koster prosjektet?", "Prosjektet koster 20 millioner kroner.", true},
		{"ru", "Какой штраф платят за опоздание?", "За опоздание взимаются штрафы.", true},
		{"ru", "Какой штраф платят за опоздание?", "Опоздание недопустимо.", false},
		{"he", "מה השכר של חברי הוועדה?", "חברי הוועדה נפגשו ב-18 באוקטובר.", false},
		{"ar", "كم عمر الأمين العام؟", "ترأس الأمين العام الاجتماع.", false},
	} {
		u := a.Understand(Question{Text: c.question, Language: c.tag})
		doc := &corpus.Document{Text: c.text, Language: c.tag}
		if got := a.tells(u, doc, corpus.Passage{}, 0, len(c.text)); got != c.tells {
			t.Errorf("%s %q: %q tells: %v (kinds %q)", u.Language, c.question, c.text, got, u.kinds)
		}
	}
}
