package extract_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/format"
	"vanthu/corpus/lexicon"
	"vanthu/corpus/sharedtest"
)

// readText gives the text of a file as the program reads it.
func readText(t testing.TB, lx *lexicon.Lexicon, name string, data []byte) format.Text {
	t.Helper()
	n := lx.NoiseWords()
	r := format.Reader{Limits: format.DefaultLimits(), Noise: format.Noise{Comments: n.Comments, Related: n.Related, Filler: n.Filler}}
	var text format.Text
	if err := r.Read(context.Background(), name, data, func(rec format.Record) error { text = rec.Text; return rec.Err }); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return text
}

func describeFile(t testing.TB, lx *lexicon.Lexicon, d *extract.Describer, path string) *corpus.Document {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return d.Describe(readText(t, lx, filepath.Base(path), data))
}

// The heads under testdata are in our own words, in the layouts of Decree
// 30/2020/NĐ-CP, Guidance 36-HD/VPTW, translations and news pages.
func TestDescribeHeads(t *testing.T) {
	lx := load(t)
	d := extract.NewDescriber(extract.New(lx))
	for name, want := range map[string]corpus.Document{
		"party-resolution": {Number: "91-NQ/TW", Issued: "2026-05-04", Place: "Hà Nội", Issuer: "Ban Chấp hành Trung ương Đảng", Language: "vi", Standing: corpus.Official, Kind: corpus.KindDocument,
			Title: "NGHỊ QUYẾT CỦA BỘ CHÍNH TRỊ về đổi mới cách phục vụ người dân ở cơ sở"},
		"decree": {Number: "901/2026/NĐ-CP", Issued: "2026-06-09", Place: "Hà Nội", Issuer: "Chính phủ", Language: "vi", Standing: corpus.Official, Kind: corpus.KindDocument,
			Title: "NGHỊ ĐỊNH Quy định việc thử nghiệm quầy tiếp dân lưu động"},
		"decree-columns": {Number: "901/2026/NĐ-CP", Issued: "2026-06-09", Place: "Hà Nội", Issuer: "Chính phủ", Language: "vi", Standing: corpus.Official, Kind: corpus.KindDocument,
			Title: "NGHỊ ĐỊNH Quy định việc thử nghiệm quầy tiếp dân lưu động"},
		"letter": {Number: "4127/BKHCN-VP", Issued: "2026-07-03", Place: "Hà Nội", Issuer: "Bộ Khoa học và Công nghệ", Language: "vi", Standing: corpus.Official, Kind: corpus.KindDocument,
			Title: "V/v góp ý dự thảo kế hoạch mở dữ liệu"},
		"provincial-decision": {Number: "2291/QĐ-UBND", Issued: "2026-09-15", Place: "Lâm Đồng", Issuer: "Ủy ban nhân dân tỉnh Lâm Đồng", Language: "vi", Standing: corpus.Official, Kind: corpus.KindDocument,
			Title: "QUYẾT ĐỊNH Về việc công bố danh mục thủ tục hành chính thực hiện không phụ thuộc địa giới"},
		"translation-ru": {Number: "91-NQ/TW", Issued: "2026-05-04", Place: "Ханой", Language: "ru", Standing: corpus.Translation, Kind: corpus.KindDocument,
			Title: "РЕЗОЛЮЦИЯ О новом порядке обслуживания граждан на местах"},
		"translation-en": {Number: "901/2026/NĐ-CP", Issued: "2026-06-09", Place: "Hanoi", Issuer: "Chính phủ", Language: "en", Standing: corpus.Translation, Kind: corpus.KindDocument,
			Title: "DECREE On the trial of mobile public counters"},
		"translation-he": {Number: "77/TB-VPCP", Issued: "2026-05-06", Language: "he", Standing: corpus.Translation, Kind: corpus.KindDocument,
			Title: "הודעה מסקנות ישיבת הוועדה לרישום דלפקים ניידים בכפרים מרוחקים"},
		"translation-ar": {Number: "35/KH-BNV", Issued: "2026-05-04", Language: "ar", Standing: corpus.Translation, Kind: corpus.KindDocument,
			Title: "خطة فتح شبابيك متنقلة للمواطنين في القرى البعيدة"},
		"telegram-ru": {Number: "12/CĐ-UBND", Issued: "2026-06-09", Place: "Далат", Issuer: "Ủy ban nhân dân tỉnh Lâm Đồng", Language: "ru", Standing: corpus.Translation, Kind: corpus.KindDocument,
			Title: "СРОЧНАЯ ТЕЛЕГРАММА О передвижных окнах приёма граждан в отдалённых сёлах"},
		"telegram-he": {Number: "44/CĐ-TTg", Issued: "2026-03-03", Language: "he", Standing: corpus.Translation, Kind: corpus.KindDocument,
			Title: "מברק דחוף בדבר הצבת דלפקים ניידים בכפרים מרוחקים"},
		"page-nl": {Issued: "2026-05-05", Language: "nl", Standing: corpus.Report, Kind: corpus.KindDocument, URL: "https://nieuws.example.vn/loketten-20260505081500.html",
			Title: "Op de ochtend van 4 mei hield de provincie Lam Dong een bijeenkomst over mobiele loketten in afgelegen dorpen, die door de voorzitter van…"},
		"news": {Language: "vi", Standing: corpus.Report, Kind: corpus.KindDocument, URL: "https://tin.example.vn/quay-tiep-dan-luu-dong-123.html",
			Title: "Quầy tiếp dân lưu động về tận thôn xa"},
		"procedure": {Language: "vi", Standing: corpus.Official, Kind: corpus.KindProcedure, Title: "Cấp thẻ thư viện cho người dân"},
	} {
		t.Run(name, func(t *testing.T) {
			got := describeFile(t, lx, d, filepath.Join("testdata", "heads", name+".txt"))
			for _, f := range []struct{ name, got, want string }{
				{"number", got.Number, want.Number}, {"issued", string(got.Issued), string(want.Issued)}, {"issuer", got.Issuer, want.Issuer}, {"place", got.Place, want.Place},
				{"language", got.Language, want.Language}, {"standing", string(got.Standing), string(want.Standing)}, {"kind", string(got.Kind), string(want.Kind)}, {"title", got.Title, want.Title}, {"url", got.URL, want.URL},
			} {
				if f.got != f.want {
					t.Errorf("%s is %q, want %q", f.name, f.got, f.want)
				}
			}
			if (got.Procedure != nil) != (got.Kind == corpus.KindProcedure) {
				t.Errorf("kind %s with procedure %v", got.Kind, got.Procedure)
			}
		})
	}
}

// A page about a document must never pose as the document.
func TestReportsStayReports(t *testing.T) {
	lx := load(t)
	d := extract.NewDescriber(extract.New(lx))
	for _, text := range []string{
		"Nghị quyết số 57-NQ/TW: động lực mới cho khoa học\nMột năm qua, nhiều nơi đã làm tốt.",
		"Nghị quyết 57-NQ/TW đi vào cuộc sống\nMột năm qua, nhiều nơi đã làm tốt.",
		"57-NQ/TW là nghị quyết quan trọng\nMột năm qua, nhiều nơi đã làm tốt.",
		"Đảng Cộng sản Việt Nam chuẩn bị đại hội\nSáng nay, các đại biểu đã họp.",
		"Đại hội\nĐảng Cộng sản Việt Nam tổ chức đại hội vào đầu năm 2026, theo thông báo số 12-TB/TW.",
		"Điều 5 Luật Đất đai có gì mới?\nĐiều 5 quy định về người sử dụng đất.\nĐiều 6 cũng vậy.",
		"Hỏi đáp về nghị định\nĐiều 1. Phạm vi điều chỉnh\nĐó là điều được trích trong câu hỏi của bạn đọc.",
		"Resolution No. 57-NQ/TW opens a new road\nThe Communist Party of Vietnam met on Monday.",
		"The Socialist Republic of Vietnam and its partners\nMinisters met in Hanoi, June 9, 2026.",
		"Резолюция № 57-NQ/TW: первый год\nКоммунистическая партия Вьетнама подвела итоги.",
		"القرار رقم 57-NQ/TW بعد عام\nعقد الحزب الشيوعي الفيتنامي اجتماعا.",
	} {
		if got := d.Describe(readText(t, lx, "a.txt", []byte(text))); got.Standing != corpus.Report || got.Number != "" {
			t.Errorf("%q is %s with number %q", text, got.Standing, got.Number)
		}
	}
}

// What the file says of itself wins.
func TestMetaWins(t *testing.T) {
	lx := load(t)
	d := extract.NewDescriber(extract.New(lx))
	text := readText(t, lx, "a.md", []byte("---\ntitle: Own title\nnumber: 5-nq/tw\nissued: 2026-01-02\nissuer: Somebody\nplace: Huế\nlanguage: nb\nurl: https://a.example/x\nkind: procedure\nstanding: translation\nvisibility: [an, binh]\n---\n# Nghị quyết số 91-NQ/TW\n\nHà Nội, ngày 04 tháng 5 năm 2026\n"))
	got := d.Describe(text)
	if got.Title != "Own title" || got.Number != "5-NQ/TW" || got.Issued != "2026-01-02" || got.Issuer != "Somebody" || got.Place != "Huế" || got.Language != "no" ||
		got.URL != "https://a.example/x" || got.Kind != corpus.KindProcedure || got.Standing != corpus.Translation || strings.Join(got.Visibility.Terms(), " ") != "person:an person:binh" {
		t.Errorf("got %+v", got)
	}
	for standing, want := range map[string]corpus.Standing{"": corpus.Official, "\nstanding: report": corpus.Report} {
		text = readText(t, lx, "a.md", []byte("---\nnumber: 15/KH-UBND\ndate: 2026-01-12"+standing+"\n---\n# Kế hoạch\n\nSở Tài chính bố trí kinh phí.\n"))
		if got := d.Describe(text); got.Standing != want || got.Issued != "2026-01-12" {
			t.Errorf("%q: %s of %s", standing, got.Standing, got.Issued)
		}
	}
	text = readText(t, lx, "a.md", []byte("---\nnumber: without symbol\n---\nx\n"))
	if got := d.Describe(text); got.Number != "without symbol" || got.Visibility.Terms()[0] != "public" {
		t.Errorf("got %+v", got)
	}
}

// The five shared news pages are reports.
func TestDescribeSeeds(t *testing.T) {
	dir := sharedtest.Folder(t)
	lx := load(t)
	d := extract.NewDescriber(extract.New(lx))
	for name, want := range map[string]struct{ tag, host string }{
		"000_4f5fcd0972eeb6fc.txt": {"he", "https://nhandan.vn/"},
		"001_2c541b89d2bf5764.txt": {"ru", "https://daibieunhandan.vn/"},
		"002_9e07b85fb041f0ce.txt": {"nl", "https://www.vietnamplus.vn/"},
		"003_d8a4f3da4854751e.txt": {"ar", "https://ubkttw.vn/"},
		"004_0094552032c39347.txt": {"no", "https://baolamdong.vn/"},
	} {
		got := describeFile(t, lx, d, filepath.Join(dir, "seeds", name))
		if got.Standing != corpus.Report || got.Kind != corpus.KindDocument || got.Number != "" {
			t.Errorf("%s is %s, %s, number %q", name, got.Standing, got.Kind, got.Number)
		}
		if got.Language != want.tag || !strings.HasPrefix(got.URL, want.host) {
			t.Errorf("%s is in %s from %q", name, got.Language, got.URL)
		}
		t.Logf("%s: %s, issued %q by %q: %s", name, got.Language, got.Issued, got.Issuer, got.Title)
		if n := len([]rune(got.Title)); n < 15 || n > 200 || strings.Contains(got.Title, "Vietnam.vn") || strings.ContainsAny(got.Title, "|(") {
			t.Errorf("%s has the title %q", name, got.Title)
		}
	}
}

// The shared copies of the resolutions are texts as issued.
func TestDescribeResolutions(t *testing.T) {
	dir := sharedtest.Folder(t)
	lx := load(t)
	d := extract.NewDescriber(extract.New(lx))
	for name, want := range map[string]corpus.Document{
		"57-NQ-TW.md": {Number: "57-NQ/TW", Issued: "2024-12-22"}, // it has no letterhead
		"03-NQ-CP.md": {Number: "03/NQ-CP", Issued: "2025-01-09", Place: "Hà Nội", Issuer: "Chính phủ"},
	} {
		got := describeFile(t, lx, d, filepath.Join(dir, "data", "nq57", name))
		t.Logf("%s: %s %s %s %s, %s", name, got.Number, got.Issued, got.Issuer, got.Place, got.Title)
		if got.Number != want.Number || got.Issued != want.Issued || got.Standing != corpus.Official || got.Language != "vi" || got.Place != want.Place || got.Issuer != want.Issuer {
			t.Errorf("%s is %q of %q, %s, %s, by %q in %q", name, got.Number, got.Issued, got.Standing, got.Language, got.Issuer, got.Place)
		}
	}
	annex := describeFile(t, lx, d, filepath.Join(dir, "data", "nq57", "03-NQ-CP-phu-luc-II.md"))
	t.Logf("annex: %s %s %s, %s", annex.Number, annex.Issued, annex.Standing, annex.Title)
	if annex.Number == "57-NQ/TW" {
		t.Errorf("the annex takes the number of the resolution that it carries out")
	}
}

// A text of one long line, whatever it repeats, costs no more than its length:
// a cost by its square would not let this test end.
func TestLongLines(t *testing.T) {
	lx := load(t)
	x := extract.New(lx)
	d := extract.NewDescriber(x)
	for _, s := range []string{
		"1/2/2025 ", "57-NQ/TW ", "57-", "1. ", "(", ";", "nghị quyết số 5 ", "số ", "1.1.1.1 ", "Trực tiếp: ; ", "Bộ ", "ngày ", "tháng 1 ", "A. ", "Hà Nội, ", "\u0301", "https://a ", "Điều 1. Bộ Công an 1/2/2025. ",
	} {
		for _, head := range []string{"", "Trình tự thực hiện:\nThành phần hồ sơ:\nCách thức thực hiện:\n"} {
			text := format.Text{Body: head + strings.Repeat(s, (1<<18)/len(s))}
			start := 0
			for _, line := range strings.SplitAfter(text.Body, "\n") {
				text.Blocks = append(text.Blocks, format.Block{Start: start, End: start + len(strings.TrimSuffix(line, "\n"))})
				start += len(line)
			}
			doc := d.Describe(text)
			checkPassages(t, doc, text.Blocks)
			d.Named(text.Body, "vi")
		}
	}
}

// A report's place and day tell its day, in front of a sentence of any length, and so
// does the line of its source.
func TestDayOfReport(t *testing.T) {
	lx := load(t)
	d := extract.NewDescriber(extract.New(lx))
	long := strings.Repeat("the ministry was told to report on the roads of the province, ", 8) + "and it will."
	for text, want := range map[string]corpus.Day{
		"Roads mended\n\nHA NOI, 7 May 2026 – When it rained, " + long + " It was signed on 22 September 2025.":               "2026-05-07",
		"Roads mended\n\nHA NOI, 7 May 2026 (VNA) – When it rained, " + long:                                                  "2026-05-07",
		"Sửa đường\n\nBáo Chính phủ04/11/2025\n\nSáng nay, Thủ tướng chủ trì phiên họp.":                                      "2025-11-04",
		"# Commissie\n\nNr. 41/BB-BCĐ, vastgesteld op 9 maart 2026\n\nDe commissie vergaderde over de wegen in de provincie.": "2026-03-09",
		"Roads mended\n\nIn Ha Noi, 7 May 2026, said the minister, when it rained, " + long:                                   "",
	} {
		if got := d.Describe(readText(t, lx, "a.txt", []byte(text))).Issued; got != want {
			t.Errorf("%.40q is of %q, want %q", text, got, want)
		}
	}
}
