package answer_test

import (
	"testing"
)

// session is a report on two meetings and what they decided, in two languages.
var session = map[string]string{
	"en.md": "---\ntitle: Report on the meetings\nlanguage: en\n---\n# Report on the meetings\n\nOn 4 March 2025 the council held its second meeting.\n\n" +
		"The new decrees that guide the laws take effect before 31 March 2026.\n\nThe Ministry of Health sends its report to the council before 15 May 2026.\n\n" +
		"The council praised the libraries and the schools of the province.\n",
	"ru.md": "---\ntitle: О заседании\nlanguage: ru\n---\n# О заседании\n\nЗаседание открыл генеральный секретарь То Лам.\n\n" +
		"Заседание прошло 15 октября 2025 года в здании правительства.\n\nМинистр просит лиц, ответственных за заседание, представить отчёты.\n",
}

// What a question is about most of all has to be spoken of: whatever else it
// names may stand anywhere.
func TestAbsentSubject(t *testing.T) {
	a := newAnswerer(t, session)
	for _, c := range []struct{ q, quote, absent string }{
		{q: "When do the new decrees take effect?", quote: "The new decrees that guide the laws take effect before 31 March 2026."},
		{q: "When does the new VAT law take effect?", absent: "VAT"},
		{q: "When does the law on alcohol take effect?", absent: "alcohol"},
		{q: "Wanneer is de luchthaven klaar?", absent: "luchthaven"},
		{q: "Khi nào luật hôn nhân và gia đình có hiệu lực?", absent: "hôn nhân và gia đình"},
		{q: "When was the second meeting of the council?", quote: "On 4 March 2025 the council held its second meeting."},
		{q: "When was the fifth meeting of the council?", absent: "fifth meeting"},
		{q: "متى عقد المجلس اجتماعه الخامس؟", absent: "اجتماعه الخامس"},
	} {
		got := asksFirst(t, a, c.q, c.quote)
		if got.Absent != c.absent {
			t.Errorf("%s: absent is %q, want %q", c.q, got.Absent, c.absent)
		}
	}
}

func TestWhoAndMonth(t *testing.T) {
	a := newAnswerer(t, session)
	for _, c := range []struct{ q, quote string }{
		{"Who opened the session?", "Заседание открыл генеральный секретарь То Лам."},
		{"من افتتح الجلسة؟", "Заседание открыл генеральный секретарь То Лам."},
		{"Welke vergadering hield de raad in maart?", "On 4 March 2025 the council held its second meeting."},
		{"Hvor ble oktobermøtet holdt?", "Заседание прошло 15 октября 2025 года в здании правительства."},
	} {
		asksFirst(t, a, c.q, c.quote)
	}
}
