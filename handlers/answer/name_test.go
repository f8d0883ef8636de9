package answer_test

import (
	"context"
	"testing"
	"time"

	"vanthu/handlers/answer"
)

// named is a town's documents with names of people and places, each in one
// language.
var named = map[string]string{
	"vi.md": "---\ntitle: Thông báo của thành phố\nlanguage: vi\n---\n# Thông báo của thành phố\n\nGiám đốc Nguyễn Mạnh Cường báo cáo kết quả số hóa hồ sơ.\n\nQuận Liên Chiểu hoàn thành cải tạo bệnh viện trước ngày 5 tháng 6 năm 2026.\n\nViện nghiên cứu Pasteur nhận 12 tỷ đồng để mua thiết bị.\n\nCông ty Siemens xây dựng trạm điện tại Hòa Lạc.\n",
	"ru.md": "---\ntitle: Сообщение города\nlanguage: ru\n---\n# Сообщение города\n\nИнженер Чан Ван Кыонг открыл библиотеку 7 марта 2026 года.\n\nВ Нячанге построят три школы.\n\nКомпания «Винфаст» поставит 40 автобусов.\n",
	"he.md": "---\ntitle: הודעת העיר\nlanguage: he\n---\n# הודעת העיר\n\nהמנהל לה מין הואן דיווח על הקמת 9 ספריות.\n\nחברת סמסונג תבנה מעבדה עד 1 במאי 2026.\n",
	"ar.md": "---\ntitle: إعلان المدينة\nlanguage: ar\n---\n# إعلان المدينة\n\nافتتح المهندس دو فان تشين مستشفى جديدا في 3 أبريل 2026.\n",
}

func TestNamesAcrossScripts(t *testing.T) {
	a := newAnswerer(t, named)
	for _, c := range []struct {
		q, quote string // of the first citation; empty: no answer
	}{
		{"О чём доложил директор Нгуен Мань Кыонг?", "Giám đốc Nguyễn Mạnh Cường báo cáo kết quả số hóa hồ sơ."},
		{"על מה דיווח המנהל נגוין מאן קואונג?", "Giám đốc Nguyễn Mạnh Cường báo cáo kết quả số hóa hồ sơ."},
		{"К какому сроку район Льен Тьеу закончит ремонт больницы?", "Quận Liên Chiểu hoàn thành cải tạo bệnh viện trước ngày 5 tháng 6 năm 2026."},
		{"متى ينتهي تجديد المستشفى في ليان تشيو؟", "Quận Liên Chiểu hoàn thành cải tạo bệnh viện trước ngày 5 tháng 6 năm 2026."},
		{"Сколько денег получит Институт Пастера на оборудование?", "Viện nghiên cứu Pasteur nhận 12 tỷ đồng để mua thiết bị."},
		{"כמה כסף מקבל מכון פסטר לציוד?", "Viện nghiên cứu Pasteur nhận 12 tỷ đồng để mua thiết bị."},
		{"When did engineer Tran Van Cuong open the library?", "Инженер Чан Ван Кыонг открыл библиотеку 7 марта 2026 года."},
		{"Nha Trang xây bao nhiêu trường học?", "В Нячанге построят три школы."},
		{"How many buses does VinFast deliver?", "Компания «Винфаст» поставит 40 автобусов."},
		{"How many libraries did director Le Minh Hoan report?", "המנהל לה מין הואן דיווח על הקמת 9 ספריות."},
		{"Når bygger Samsung laboratoriet?", "חברת סמסונג תבנה מעבדה עד 1 במאי 2026."},
		{"When did engineer Do Van Chien open the hospital?", "افتتح المهندس دو فان تشين مستشفى جديدا في 3 أبريل 2026."},
		// Names that no document has.
		{"О чём доложил директор Нгуен Минь Туан?", ""},
		{"К какому сроку район Кам Ле закончит ремонт больницы?", ""},
		{"Сколько денег получит Институт Габричевского на оборудование?", ""},
		{"When did engineer Tran Van Long open the library?", ""},
		{"Cam Ranh xây bao nhiêu trường học?", ""},
		{"How many buses does Thaco deliver?", ""},
		{"When does Panasonic build the laboratory?", ""},
	} {
		q := answer.Question{Text: c.q, Now: time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)}
		out, outside, err := a.Outside(context.Background(), q, false)
		if err != nil {
			t.Fatal(err)
		}
		if !outside {
			if out, err = a.Ask(context.Background(), q); err != nil {
				t.Fatal(err)
			}
		}
		quotesFirst(t, out, c.quote)
	}
}
