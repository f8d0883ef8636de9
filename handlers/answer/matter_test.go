package answer

import (
	"testing"

	"vanthu/corpus/extract"
	"vanthu/corpus/lexicon"
)

func TestMatterAndSource(t *testing.T) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	u := NewUnderstander(lx, extract.NewDescriber(extract.New(lx)))
	for _, c := range []struct{ tag, question, matter, aside string }{
		{"vi", "Theo Điều 24, Bộ luật Dân sự 2015, khi nào công dân bị hạn chế năng lực hành vi?", "khi nào công dân bị hạn chế năng lực hành vi", "Theo Điều 24 Bộ luật Dân sự 2015"},
		{"vi", "Bộ luật Dân sự năm 2015 quy định thế nào về nơi cư trú?", "quy định thế nào về nơi cư trú", "Bộ luật Dân sự năm 2015"},
		{"vi", "Luật An ninh mạng 2018 có hiệu lực từ ngày nào?", "", ""},                         // the law itself is asked about
		{"vi", "Theo Nghị quyết số 57-NQ/TW năm 2024, chỉ tiêu kinh tế số là bao nhiêu?", "", ""}, // found by its number
		{"vi", "Theo Luật Cư trú 2020?", "", ""},                                                // nothing else is asked about
		{"vi", "Luật nào, năm 2015, quy định về nơi cư trú của cá nhân?", "", ""},               // no name goes over a comma
		{"vi", "Định nghĩa của \"Quan hệ lao động\"?", "Quan hệ lao động là", "Định nghĩa của"}, // as it is told
		{"vi", "Theo Bộ luật Dân sự 2015, hoa lợi được hiểu như thế nào?", "hoa lợi là", "Theo Bộ luật Dân sự 2015 được hiểu như thế nào"},
		{"vi", "bo luat dan su 2015 quy dinh the nao ve noi cu tru", "quy dinh the nao ve noi cu tru", "bo luat dan su 2015"},
		{"en", "Under the Law on Residence 2020, who keeps the register of households?", "who keeps the register of households", "Under the Law on Residence 2020"},
		{"en", "Who keeps the register of households?", "", ""},
		{"ru", "Согласно Закону о проживании 2020 года, кто ведёт реестр жителей?", "кто ведёт реестр жителей", "Согласно Закону о проживании 2020 года"},
		{"no", "Hva sier loven om bosted fra 2020 om register over husstander?", "", ""},
	} {
		got := u.Understand(Question{Text: c.question, Language: c.tag})
		if got.Matter != c.matter || got.Aside != c.aside {
			t.Errorf("%s %q: matter %q beside %q, want %q beside %q", got.Language, c.question, got.Matter, got.Aside, c.matter, c.aside)
		}
	}
}
