package procedures_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/corpus/sharedtest"
	"vanthu/handlers/procedures"
)

func words(t testing.TB) *procedures.Words {
	t.Helper()
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return procedures.NewWords(lx)
}

// services are titles as portals write them, many of them alike.
var services = []procedures.Named{
	{ID: "birth", Title: "Thủ tục đăng ký khai sinh", Code: "1.001193", Result: "Giấy khai sinh"},
	{ID: "birth-again", Title: "Thủ tục đăng ký lại khai sinh"},
	{ID: "birth-mobile", Title: "Đăng ký khai sinh lưu động"},
	{ID: "death", Title: "Thủ tục đăng ký khai tử"},
	{ID: "marriage", Title: "Đăng ký kết hôn", Who: "Công dân Việt Nam"},
	{ID: "single", Title: "Cấp Giấy xác nhận tình trạng hôn nhân"},
	{ID: "id-new", Title: "Cấp thẻ căn cước cho người từ đủ 14 tuổi trở lên (thực hiện tại cấp tỉnh)"},
	{ID: "id-again", Title: "Cấp lại thẻ căn cước (thực hiện tại cấp tỉnh)"},
	{ID: "id-swap", Title: "Cấp đổi thẻ căn cước (thực hiện tại cấp tỉnh)"},
	{ID: "licence-swap", Title: "Đổi giấy phép lái xe", Aliases: []string{"đổi bằng lái"}},
	{ID: "licence-again", Title: "Cấp lại giấy phép lái xe"},
	{ID: "licence-army", Title: "Đổi giấy phép lái xe quân sự do Bộ Quốc phòng cấp"},
	{ID: "land", Title: "Cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất lần đầu"},
	{ID: "household", Title: "Đăng ký thành lập hộ kinh doanh"},
	{ID: "household-end", Title: "Chấm dứt hoạt động hộ kinh doanh"},
	{ID: "residence", Title: "Đăng ký thường trú"},
	{ID: "stay", Title: "Đăng ký tạm trú"},
	{ID: "passport", Title: "Cấp hộ chiếu phổ thông ở trong nước"},
	{ID: "result", Title: "Đăng ký tham dự kiểm tra kết quả tập sự hành nghề công chứng"},
	{ID: "english", Title: "Birth registration", Language: "en", Result: "Birth certificate"},
	{ID: "secret", Title: "Đăng ký việc riêng của cơ quan", Visibility: corpus.AgencyOnly()},
}

func catalogue(t testing.TB) *procedures.Catalogue {
	t.Helper()
	list := make([]procedures.Named, len(services))
	for i, s := range services {
		if s.Language == "" {
			s.Language = "vi"
		}
		list[i] = s
	}
	return procedures.NewCatalogue(words(t), list)
}

// People ask in their own words: the title is found by them.
func TestFind(t *testing.T) {
	c := catalogue(t)
	for question, want := range map[string]string{
		"đăng ký khai sinh":                        "birth",
		"thủ tục đăng ký lại khai sinh":            "birth-again",
		"dang ky khai sinh luu dong can gi":        "birth-mobile",
		"lam lai cccd":                             "id-again",
		"đổi cccd sắp hết hạn":                     "id-swap",
		"cấp lại thẻ căn cước mất bao lâu?":        "id-again",
		"lệ phí cấp đổi thẻ căn cước là bao nhiêu": "id-swap",
		"doi bang lai":                             "licence-swap",
		"tôi bị mất bằng lái xe":                   "licence-again",
		"đổi bằng lái quân sự":                     "licence-army",
		"làm sổ đỏ lần đầu":                        "land",
		"dkkd":                                     "household",
		"mở quán cần giấy tờ gì":                   "household",
		"đóng hộ kinh doanh chấm dứt":              "household-end",
		"nhập hộ khẩu cho con":                     "residence",
		"dang ki tam tru":                          "stay",
		"đăng kí kêt hôn":                          "marriage",
		"dang ky ket honn":                         "marriage",
		"giấy độc thân":                            "single",
		"lấy vợ phải đăng ký thế nào":              "marriage",
		"passport":                     "passport",
		"1.001193":                     "birth",
		"thủ tục 1.001193 mất bao lâu": "birth",
		"kết quả tập sự hành nghề công chứng kiểm tra": "result",
		"người thân qua đời":                           "death",
	} {
		found := c.Find(procedures.Query{Text: question, Language: "vi"}, 3)
		if len(found) == 0 || found[0].ID != want {
			var got []string
			for _, m := range found {
				got = append(got, fmt.Sprintf("%s %.2f", m.ID, m.Score))
			}
			t.Errorf("%q: found %v, want %s", question, got, want)
		}
	}
	if found := c.Find(procedures.Query{Text: "register a newborn baby", Language: "en"}, 1); len(found) == 0 || found[0].ID != "english" {
		t.Errorf("found %+v", found)
	}
}

// A whole title agrees wholly with itself; what is asked around it is told
// apart from it, also where a title holds the words of questions.
func TestWithin(t *testing.T) {
	c := catalogue(t)
	for question, want := range map[string]string{
		"kết quả của thủ tục đăng ký tham dự kiểm tra kết quả tập sự hành nghề công chứng là gì?": "đăng ký tham dự kiểm tra kết quả tập sự hành nghề công chứng",
		"lệ phí đăng ký kết hôn là bao nhiêu?":                                                    "đăng ký kết hôn",
		"đăng ký tạm trú": "đăng ký tạm trú",
	} {
		m := c.Find(procedures.Query{Text: question, Language: "vi"}, 1)[0]
		var got []string
		for _, s := range m.Within {
			got = append(got, s.In(m.Asked))
		}
		if strings.Join(got, " | ") != want {
			t.Errorf("%q: within %q", question, got)
		}
	}
	if m := c.Find(procedures.Query{Text: "Đăng ký tạm trú", Language: "vi"}, 1)[0]; m.Score < 0.999 || m.Share < 0.999 || m.Whole < 0.999 {
		t.Errorf("a title and itself: %+v", m)
	}
}

// What is not to be seen is not found, by whatever way.
func TestVisibility(t *testing.T) {
	c := catalogue(t)
	for _, m := range c.Find(procedures.Query{Text: "đăng ký việc riêng của cơ quan", Language: "vi"}, 10) {
		if m.ID == "secret" {
			t.Error("a citizen finds what is for the agency")
		}
	}
	if m := c.Find(procedures.Query{Text: "đăng ký việc riêng của cơ quan", Language: "vi", Viewer: corpus.Viewer{Agency: true}}, 1); m[0].ID != "secret" {
		t.Errorf("an official finds %+v", m)
	}
	for _, n := range c.Complete("đăng ký việc", corpus.Viewer{}, 10) {
		if n.ID == "secret" {
			t.Error("a citizen is offered what is for the agency")
		}
	}
}

func TestComplete(t *testing.T) {
	c := catalogue(t)
	for typed, want := range map[string]string{
		"dang ky kh":  "birth",
		"đổi giấy":    "licence-swap",
		"cấp đổi t":   "id-swap",
		"doi giay ph": "licence-swap",
		"zzz":         "",
		"":            "",
	} {
		got := ""
		if found := c.Complete(typed, corpus.Viewer{}, 5); len(found) > 0 {
			got = found[0].ID
		}
		if got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

// A paper that one procedure asks for may be what another results in.
func TestYielding(t *testing.T) {
	c := catalogue(t)
	found := c.Yielding("Bản sao Giấy khai sinh của trẻ em", "vi", corpus.Viewer{}, 5)
	if len(found) != 1 || found[0].ID != "birth" {
		t.Errorf("found %+v", found)
	}
	if found := c.Yielding("Tờ khai", "vi", corpus.Viewer{}, 5); len(found) != 0 {
		t.Errorf("found %+v", found)
	}
}

// Nothing that is typed breaks it, and the order never depends on chance.
func FuzzFind(f *testing.F) {
	c := catalogue(f)
	for _, s := range []string{"đăng ký khai sinh", "", "cccd cccd cccd sổ đỏ dkkd", "((((", "\u0301\u0301", strings.Repeat("cấp lại ", 300)} {
		f.Add(s, "vi")
	}
	f.Fuzz(func(t *testing.T, text, tag string) {
		a := c.Find(procedures.Query{Text: text, Language: tag}, 5)
		b := c.Find(procedures.Query{Text: text, Language: tag}, 5)
		if len(a) != len(b) {
			t.Fatal("two orders")
		}
		for i := range a {
			if a[i].ID != b[i].ID || a[i].Score < 0 || a[i].Score > 1.0001 || a[i].Share < 0 || a[i].Share > 1.0001 {
				t.Fatalf("%+v and %+v", a[i], b[i])
			}
			for _, s := range a[i].Within {
				if s.Start < 0 || s.End > len(a[i].Asked) || s.Empty() {
					t.Fatalf("within %+v of %q", s, a[i].Asked)
				}
			}
		}
		c.Complete(text, corpus.Viewer{}, 5)
		c.Yielding(text, tag, corpus.Viewer{}, 5)
	})
}

// many gives so many procedures, most with nearly the same title.
func many(n int) []procedures.Named {
	verbs := []string{"Cấp", "Cấp lại", "Cấp đổi", "Gia hạn", "Thu hồi", "Sửa đổi, bổ sung", "Chấm dứt", "Đăng ký", "Công nhận"}
	things := []string{"giấy phép", "giấy chứng nhận", "chứng chỉ", "thẻ", "quyết định thành lập", "chấp thuận"}
	fields := []string{"hoạt động in", "kinh doanh vận tải", "hành nghề luật sư", "khai thác khoáng sản", "nuôi trồng thủy sản", "dịch vụ việc làm", "an toàn thực phẩm", "quảng cáo ngoài trời", "giáo dục nghề nghiệp", "khám bệnh, chữa bệnh"}
	whom := []string{"", " đối với tổ chức", " đối với cá nhân", " cho người nước ngoài", " (cấp tỉnh)", " (cấp xã)"}
	var out []procedures.Named
	for i := range n {
		out = append(out, procedures.Named{ID: fmt.Sprint(i), Language: "vi",
			Title: fmt.Sprintf("%s %s %s%s số %d", verbs[i%len(verbs)], things[i/9%len(things)], fields[i/54%len(fields)], whom[i/540%len(whom)], i/3240)})
	}
	return out
}

func BenchmarkFind(b *testing.B) {
	for _, n := range []int{2700, 27000} {
		c := procedures.NewCatalogue(words(b), many(n))
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.Find(procedures.Query{Text: "lệ phí cấp lại giấy chứng nhận an toàn thực phẩm đối với cá nhân là bao nhiêu?", Language: "vi"}, 5)
			}
		})
		b.Run(fmt.Sprint("mistyped/", n), func(b *testing.B) {
			for b.Loop() {
				c.Find(procedures.Query{Text: "cấp lại giấyy chúwng nhậnn an toaàn thựcc phẩmm", Language: "vi"}, 5)
			}
		})
	}
}

func BenchmarkComplete(b *testing.B) {
	c := procedures.NewCatalogue(words(b), many(2700))
	for b.Loop() {
		c.Complete("cấp lại giấy ch", corpus.Viewer{}, 25)
	}
}

// Real titles, asked for as citizens do: in full or with the middle of long
// ones left out, with marks and without.
func TestFindAmongRealOnes(t *testing.T) {
	f, err := os.Open(filepath.Join(sharedtest.Folder(t), "data", "procedures.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []procedures.Named
	titles := map[string]int{}
	for d := json.NewDecoder(f); d.More(); {
		var r struct{ ID, Title string }
		if err := d.Decode(&r); err != nil {
			t.Fatal(err)
		}
		list = append(list, procedures.Named{ID: r.ID, Title: r.Title, Language: "vi"})
		titles[lang.Fold(r.Title)]++
	}
	c := procedures.NewCatalogue(words(t), list)
	for _, frame := range []string{"%s mất bao lâu?", "lệ phí %s là bao nhiêu?", "cơ quan nào giải quyết %s?", "hồ sơ %s gồm những gì?"} {
		for _, marked := range []bool{true, false} {
			right, all := 0, 0
			for _, n := range list {
				if titles[lang.Fold(n.Title)] > 1 {
					continue
				}
				question := strings.Fields(fmt.Sprintf(frame, n.Title))
				if len(question) > 22 {
					question = append(question[:12:12], question[len(question)-8:]...)
				}
				text := strings.Join(question, " ")
				if !marked {
					text = lang.Fold(text)
				}
				all++
				if found := c.Find(procedures.Query{Text: text, Language: "vi"}, 1); len(found) > 0 && found[0].ID == n.ID {
					right++
				}
			}
			if share := float64(right) / float64(all); share < 0.98 {
				t.Errorf("%q, marked %v: %d of %d (%.3f) come first", frame, marked, right, all, share)
			}
		}
	}
}
