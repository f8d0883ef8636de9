package calendar_test

import (
	"testing"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// Limits after the meeting count from the day given for it, others do not.
func TestAfterMeeting(t *testing.T) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		tag, text string
		want      corpus.Day
	}{
		{"en", "within 20 days of the meeting", "2026-03-22"},
		{"en", "within 20 days of the date of this letter", "2026-03-25"},
		{"en", "within 20 days of the meeting of 27 February 2026", "2026-03-19"},
		{"en", "within 20 days of the next meeting", ""},
		{"vi", "trong vòng 20 ngày kể từ ngày họp", "2026-03-22"},
		{"vi", "trong vòng 20 ngày kể từ ngày ký", "2026-03-25"},
		{"ru", "в двухнедельный срок после совещания", "2026-03-16"},
		{"ru", "в двухнедельный срок, считая с сегодняшнего дня", "2026-03-19"},
		{"nl", "uiterlijk 30 dagen na deze vergadering", "2026-04-01"},
		{"no", "senest tre uker etter dette møtet", "2026-03-23"},
		{"he", "תוך 90 יום מיום הישיבה", "2026-05-31"},
		{"he", "תוך 90 יום מהיום", "2026-06-03"},
		{"ar", "خلال أسبوع من تاريخ المؤتمر", "2026-03-09"},
		{"ar", "خلال أسبوع من تاريخ هذه التعليمات", "2026-03-12"},
	} {
		f := calendar.NewFinder(lx.Language(c.tag)).AfterMeeting(func() corpus.Day { return "2026-03-02" })
		found := f.Deadlines(c.text, lang.Words(c.text), "2026-03-05")
		if len(found) != 1 || found[0].Last != c.want || found[0].Relation != corpus.Within {
			t.Errorf("%s %q: got %+v, want a limit up to %q", c.tag, c.text, found, c.want)
		}
	}
}

// A sentence names the meeting that a document reports, not another one.
func TestMeeting(t *testing.T) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		tag, text   string
		named, held bool
	}{
		{"en", "At the third meeting of the committee", true, false},
		{"en", "The previous meeting had been short", false, false},
		{"en", "Held: 14 November 2025", false, true},
		{"vi", "chủ trì cuộc họp về đê điều", true, true},
		{"vi", "báo cáo tại cuộc họp tới", false, false},
		{"ru", "по итогам состоявшегося 18 ноября совещания", true, true},
		{"nl", "Het verslag van de vorige vergadering", false, false},
		{"nl", "de vergadering van het Volkscomité", true, false},
		{"no", "Tid og sted: tirsdag 11. november", false, true},
		{"he", "בישיבת ועדת ההיגוי", true, false},
		{"he", "הישיבה הקודמת", false, false},
		{"ar", "خرج المؤتمر الحكومي الذي عُقد يوم 18 نوفمبر", true, true},
	} {
		m := calendar.NewFinder(lx.Language(c.tag)).Meeting(c.text, lang.Words(c.text), "")
		if named, held := len(m.Named) > 0, len(m.Held) > 0; named != c.named || held != c.held {
			t.Errorf("%s %q: named %v, held %v; want %v, %v", c.tag, c.text, named, held, c.named, c.held)
		}
	}
}

// A report tells the day of a meeting from its own.
func TestMeetingDays(t *testing.T) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ tag, text, want string }{ // the text is of Friday, 21 November 2025
		{"vi", "Thủ tướng chủ trì cuộc họp hôm qua", "2025-11-20"},
		{"en", "The committee met on Tuesday", "2025-11-18"},
		{"en", "The committee met today", "2025-11-21"},
		{"en", "The committee meets tomorrow", ""},
		{"ru", "совещание, которое в пятницу провёл вице-премьер", "2025-11-21"},
		{"nl", "gisteren leidde de premier het overleg", "2025-11-20"},
		{"no", "møtet mandag", "2025-11-17"},
		{"he", "אתמול כינס ראש הממשלה את הוועדה", "2025-11-20"},
		{"ar", "ترأس أمس اجتماعا", "2025-11-20"},
	} {
		m := calendar.NewFinder(lx.Language(c.tag)).Meeting(c.text, lang.Words(c.text), "2025-11-21")
		got := ""
		if len(m.Days) > 0 {
			got = string(m.Days[0].Day)
		}
		if got != c.want {
			t.Errorf("%s %q: %s, want %s", c.tag, c.text, got, c.want)
		}
	}
}
