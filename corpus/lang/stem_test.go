package lang_test

import (
	"testing"

	"vanthu/corpus/lang"
)

// Forms of one word meet in one stem.
func TestStemsMeet(t *testing.T) {
	for tag, groups := range map[string][][]string{
		"ru": {
			{"министерство", "министерства", "министерству", "министерств", "министерствами"},
			{"резолюция", "резолюции", "резолюцию", "резолюцией"},
			{"постановление", "постановления", "постановлению"},
			{"комитет", "комитета", "комитету", "комитеты"},
			{"задача", "задачи", "задач", "задачами"},
			{"отчёт", "отчеты", "отчетов"},
			{"срок", "сроки", "срока", "сроков"},
		},
		"no": {
			{"departement", "departementet", "departementene", "departementer"},
			{"resolusjon", "resolusjonen", "resolusjoner"},
			{"oppgave", "oppgaven", "oppgaver", "oppgavene"},
			{"frist", "fristen", "frister"},
			{"møte", "møtet", "møter"},
		},
		"nl": {
			{"ministerie", "ministeries"},
			{"commissie", "commissies"},
			{"resolutie", "resoluties"},
			{"besluit", "besluiten"},
			{"taak", "taken"},
			{"termijn", "termijnen"},
			{"industrie", "industrieën"},
			{"comité", "comités"},
		},
		"en": {
			{"resolution", "resolutions"},
			{"ministry", "ministries"},
			{"deadline", "deadlines"},
			{"task", "tasks"},
			{"agency", "agencies"},
			{"apply", "applied", "applies", "applying"},
			{"fee", "fees"},
		},
		"ar": {
			{"وزارة", "الوزارة", "الوزارات", "وزارات", "والوزارات", "للوزارة", "بالوزارة", "وللوزارات"},
			{"قرار", "القرار", "القرارات", "بالقرار", "والقرار"},
			{"خطة", "الخطة", "للخطة", "والخطة"},
			{"لجنة", "اللجنة", "للجنة", "واللجنة"},
			{"حكومة", "الحكومة", "للحكومة", "حكومية"},
			{"مهمة", "المهمة", "المهمات"},
			{"وطني", "الوطنية", "وطنية"},
		},
		"he": {
			{"משרד", "המשרד", "משרדים", "המשרדים", "במשרד", "למשרדים", "ושבמשרדים", "משרדי"},
			{"החלטה", "ההחלטה", "החלטות", "בהחלטה"},
			{"ועדה", "הוועדה", "ועדת", "לוועדה", "וועדה"},
			{"תוכנית", "התוכנית", "תוכניות", "לתוכנית"},
			{"משימה", "משימות", "המשימות"},
			{"מסמך", "מסמכים", "המסמך", "במסמכים"},
			{"ממשלה", "הממשלה", "לממשלה", "ממשלת"},
		},
	} {
		for _, forms := range groups {
			want := lang.Stem(tag, lang.Fold(forms[0]))
			for _, form := range forms[1:] {
				if got := lang.Stem(tag, lang.Fold(form)); got != want {
					t.Errorf("%s: %s stems to %q, %s to %q", tag, forms[0], want, form, got)
				}
			}
		}
	}
}

// Different words stay apart.
func TestStemsStayApart(t *testing.T) {
	for tag, pairs := range map[string][][2]string{
		"ru": {{"план", "плата"}, {"срок", "сорок"}, {"закон", "заключение"}},
		"no": {{"plan", "plass"}, {"frist", "fritt"}, {"lov", "loft"}},
		"nl": {{"plan", "plaats"}, {"wet", "week"}, {"kosten", "kwartaal"}},
		"en": {{"fee", "feed"}, {"law", "lawn"}, {"plan", "plane"}},
		"ar": {{"قرار", "قانون"}, {"خطة", "خط"}, {"وزارة", "إدارة"}},
		"he": {{"חוק", "חוזר"}, {"משרד", "משימה"}, {"תוכנית", "תוכן"}},
	} {
		for _, p := range pairs {
			if a, b := lang.Stem(tag, lang.Fold(p[0])), lang.Stem(tag, lang.Fold(p[1])); a == b {
				t.Errorf("%s: %s and %s both stem to %q", tag, p[0], p[1], a)
			}
		}
	}
}

func TestStemLeavesAlone(t *testing.T) {
	for _, c := range [][2]string{{"vi", "nghiep"}, {"ru", "57"}, {"ar", "2025"}, {"en", ""}, {"", "words"}, {"he", "1.004222"}} {
		if got := lang.Stem(c[0], c[1]); got != c[1] {
			t.Errorf("Stem(%q, %q) is %q", c[0], c[1], got)
		}
	}
	if lang.Stems("vi") || lang.Stems("") || !lang.Stems("ar") {
		t.Error("Stems tells a wrong set of languages")
	}
}

func FuzzStem(f *testing.F) {
	for _, s := range []string{"министерства", "departementene", "ministeries", "הוועדה", "والوزارات", "ies", "s", "و", "ال", "ה"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, w := range lang.Words(s) {
			for _, tag := range lang.Tags() {
				if got := lang.Stem(tag, w.Folded); got == "" {
					t.Fatalf("%s: %q has no stem", tag, w.Folded)
				}
			}
		}
	})
}
