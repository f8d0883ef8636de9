package extract_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/format"
	"vanthu/corpus/lang"
	"vanthu/corpus/samples"
	"vanthu/corpus/sharedtest"
)

// checkProcedure checks that every field lies inside the text and cuts no
// letter.
func checkProcedure(t testing.TB, doc *corpus.Document) {
	t.Helper()
	p := doc.Procedure
	spans := append([]corpus.Span{p.TimeLimit, p.Fee, p.Who, p.Office, p.Address, p.Area, p.Level, p.Result, p.Conditions, p.Complaint}, p.Steps...)
	spans = append(append(spans, p.LegalBasis...), p.Aliases...)
	for _, paper := range p.Papers {
		spans = append(spans, paper.Span, paper.Name, paper.Case, paper.Form)
	}
	for _, c := range p.Channels {
		spans = append(spans, c.Name, c.TimeLimit, c.Fee, c.Note)
	}
	for _, f := range p.Flaws {
		spans = append(spans, f.First, f.Second)
	}
	for _, s := range spans {
		if s.Start < 0 || s.End > len(doc.Text) {
			t.Fatalf("field %d to %d of a text of %d bytes", s.Start, s.End, len(doc.Text))
		}
		if !utf8.ValidString(s.In(doc.Text)) {
			t.Fatalf("field %q cuts a letter", s.In(doc.Text))
		}
	}
}

func texts(doc *corpus.Document, spans ...corpus.Span) []string {
	var out []string
	for _, s := range spans {
		if !s.Empty() {
			out = append(out, s.In(doc.Text))
		}
	}
	return out
}

func papersOf(p *corpus.Procedure) []corpus.Span {
	out := make([]corpus.Span, len(p.Papers))
	for i, paper := range p.Papers {
		out[i] = paper.Span
	}
	return out
}

func channels(doc *corpus.Document) []string {
	var out []string
	for _, c := range doc.Procedure.Channels {
		out = append(out, c.Name.In(doc.Text)+" / "+c.TimeLimit.In(doc.Text)+" / "+c.Fee.In(doc.Text))
	}
	return out
}

// The fields of a procedure, in the styles in which their headings come.
func TestProcedureFields(t *testing.T) {
	lx := load(t)
	d := extract.NewDescriber(extract.New(lx))
	const want = "steps: Nộp tờ khai. + Nhận thẻ. | papers: Tờ khai | office: Thư viện tỉnh | time: 2 ngày làm việc | fee: 10.000 đồng | who: Mọi người | result: Thẻ | basis: 46/2019/QH14 + 93/2020/NĐ-CP"
	for name, text := range map[string]string{
		"plain.txt":    "Cấp thẻ thư viện\nTrình tự thực hiện:\nNộp tờ khai.\nNhận thẻ.\nThành phần hồ sơ:\nTờ khai\nCơ quan thực hiện:\nThư viện tỉnh\nThời hạn giải quyết:\n2 ngày làm việc\nPhí, lệ phí:\n10.000 đồng\nĐối tượng thực hiện:\nMọi người\nKết quả:\nThẻ\nCăn cứ pháp lý:\n46/2019/QH14, 93/2020/NĐ-CP",
		"numbered.txt": "Cấp thẻ thư viện\n1. Trình tự thực hiện:\nNộp tờ khai.\nNhận thẻ.\n2. Thành phần hồ sơ\nTờ khai\n3. Cơ quan thực hiện: Thư viện tỉnh\n4. Thời hạn giải quyết: 2 ngày làm việc\n5. Lệ phí: 10.000 đồng\n6. Đối tượng: Mọi người\n7. Kết quả thực hiện: Thẻ\n8. Căn cứ pháp lý: 46/2019/QH14; 93/2020/NĐ-CP",
		"letters.txt":  "Cấp thẻ thư viện\na) Trình tự thực hiện:\nNộp tờ khai.\nNhận thẻ.\nb) Thành phần hồ sơ:\nTờ khai\nc) Cơ quan thực hiện: Thư viện tỉnh\nd) Thời hạn giải quyết: 2 ngày làm việc\nđ) Lệ phí: 10.000 đồng\ne) Đối tượng: Mọi người\ng) Kết quả: Thẻ\nh) Căn cứ pháp lý: 46/2019/QH14 và 93/2020/NĐ-CP",
		"headings.md":  "# Cấp thẻ thư viện\n\n## Trình tự thực hiện\n\nNộp tờ khai.\n\nNhận thẻ.\n\n## Thành phần hồ sơ\n\nTờ khai\n\n## Cơ quan thực hiện\n\nThư viện tỉnh\n\n## Thời hạn giải quyết\n\n2 ngày làm việc\n\n## Phí, lệ phí\n\n10.000 đồng\n\n## Đối tượng thực hiện\n\nMọi người\n\n## Kết quả thực hiện\n\nThẻ\n\n## Căn cứ pháp lý\n\n46/2019/QH14, 93/2020/NĐ-CP.\n\n## Nguồn\n\nNguồn: sách\n",
	} {
		t.Run(name, func(t *testing.T) {
			doc := d.Describe(readText(t, lx, name, []byte(text)))
			if doc.Kind != corpus.KindProcedure {
				t.Fatalf("kind is %s", doc.Kind)
			}
			p := doc.Procedure
			got := ""
			for _, f := range []struct {
				name  string
				spans []corpus.Span
			}{{"steps", p.Steps}, {"papers", papersOf(p)}, {"office", []corpus.Span{p.Office}}, {"time", []corpus.Span{p.TimeLimit}}, {"fee", []corpus.Span{p.Fee}}, {"who", []corpus.Span{p.Who}}, {"result", []corpus.Span{p.Result}}, {"basis", p.LegalBasis}} {
				if got += f.name + ": " + strings.Join(texts(doc, f.spans...), " + "); f.name != "basis" {
					got += " | "
				}
			}
			w := want
			if name == "letters.txt" { // a list in words stays whole
				w = strings.Replace(w, "46/2019/QH14 + 93", "46/2019/QH14 và 93", 1)
			}
			if got != w {
				t.Errorf("got  %s\nwant %s", got, w)
			}
		})
	}
}

// A line in another style than the headings is part of a field.
func TestProcedureInnerHeadings(t *testing.T) {
	lx := load(t)
	d := extract.NewDescriber(extract.New(lx))
	doc := d.Describe(readText(t, lx, "a.txt", []byte("Cấp thẻ\nTrình tự thực hiện:\n- Bước 1: nộp.\n* Thời hạn giải quyết:\n- 5 ngày.\n1. Kết quả\nbao gồm\nhồ sơ:\nThành phần hồ sơ:\nTờ khai\nCơ quan thực hiện:\nThư viện")))
	if got := texts(doc, doc.Procedure.Steps...); len(got) != 1 || !strings.HasSuffix(got[0], "hồ sơ:") { // what stands below a step belongs to it
		t.Errorf("%d steps: %q", len(got), got)
	}
	if !doc.Procedure.TimeLimit.Empty() || !doc.Procedure.Result.Empty() {
		t.Errorf("a part of the steps is a field: %+v", doc.Procedure)
	}
}

// Ways to apply stand in tables and in lines.
func TestProcedureChannels(t *testing.T) {
	lx := load(t)
	d := extract.NewDescriber(extract.New(lx))
	const frame = "---\nkind: procedure\n---\n# Cấp thẻ\n\n## Cách thức thực hiện\n\n"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"portal table", frame + "| Hình thức nộp | Thời hạn | Phí, lệ phí | Mô tả |\n|---|---|---|---|\n| Trực tiếp | 2 Ngày | 8.000 đồng | tại quầy |\n| Trực tuyến | 3 Ngày | Miễn phí | |\n",
			[]string{"Trực tiếp / 2 Ngày / 8.000 đồng", "Trực tuyến / 3 Ngày / Miễn phí"}},
		{"other order", frame + "| Phí | Thời gian giải quyết | Hình thức nộp |\n|---|---|---|\n| 8.000 đồng | 2 Ngày | Trực tiếp |\n",
			[]string{"Trực tiếp / 2 Ngày / 8.000 đồng"}},
		{"number column", frame + "| TT | Cách thức | Thời hạn giải quyết | Lệ phí |\n|---|---|---|---|\n| 1 | Trực tiếp | 2 Ngày | Không |\n",
			[]string{"Trực tiếp / 2 Ngày / Không"}},
		{"no fee", frame + "| Hình thức nộp | Thời hạn |\n|---|---|\n| Trực tiếp | 2 Ngày |\n", []string{"Trực tiếp / 2 Ngày / "}},
		{"table without its heading", "---\nkind: procedure\n---\n# Cấp thẻ\n\n| Hình thức nộp | Thời hạn | Lệ phí |\n|---|---|---|\n| Trực tiếp | 2 Ngày | Không |\n", []string{"Trực tiếp / 2 Ngày / Không"}},
		{"another table is none", "---\nkind: procedure\n---\n# Cấp thẻ\n\n## Thành phần hồ sơ\n\n| Giấy tờ | Bản chính |\n|---|---|\n| Tờ khai | 1 |\n", nil},
		{"english table", "---\nkind: procedure\nlanguage: en\n---\n# A card\n\n## How to apply\n\n| Channel | Time limit | Fee |\n|---|---|---|\n| In person | 2 days | none |\n", []string{"In person / 2 days / none"}},
		{"lines", frame + "Trực tuyến: 3 Ngày làm việc; Phí : 10.000 Đồng (mỗi thẻ); theo mẫu\n\nDịch vụ bưu chính: ; ; 1Miễn phí(- Không có)\n\nTrực tiếp: 1 Giờ\n\nGhi chú: 5 ngày\n",
			[]string{"Trực tuyến / 3 Ngày làm việc / Phí : 10.000 Đồng (mỗi thẻ)", "Dịch vụ bưu chính /  / Miễn phí(- Không có)", "Trực tiếp / 1 Giờ / "}},
		{"columns run together", frame + "Trực tuyến: 20 Ngày làm việc; ; Không có thông tinTrong thời hạn 15 ngày\n\nTrực tiếp: ; ; Không có thông tin500,000 Việt Nam Đồng(/hồ sơ)\n\nDịch vụ bưu chính: ; ; Không có thông tinKhông có thông tinGửi qua bưu điện\n",
			[]string{"Trực tuyến / 20 Ngày làm việc / ", "Trực tiếp /  / 500,000 Việt Nam Đồng(/hồ sơ)", "Dịch vụ bưu chính /  / "}},
		{"bulleted lines", frame + "- Trực tiếp: 2 ngày; miễn phí\n- Qua bưu điện: 5 ngày\n", []string{"Trực tiếp / 2 ngày / miễn phí", "Qua bưu điện / 5 ngày / "}},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := d.Describe(readText(t, lx, "a.md", []byte(c.text)))
			if got := channels(doc); strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// A page of the national portal: papers and ways to apply are tables.
func TestProcedurePortalPage(t *testing.T) {
	lx := load(t)
	d := extract.NewDescriber(extract.New(lx))
	doc := d.Describe(readText(t, lx, "a.html", []byte(`<!doctype html><html lang="vi"><head><title>Cấp thẻ thư viện</title></head><body><main><h1>Cấp thẻ thư viện</h1>
<p>Mã thủ tục: 1.003583</p><h2>Trình tự thực hiện</h2><ul><li>Bước 1: Nộp.</li><li>Bước 2: Nhận.</li></ul>
<h2>Cách thức thực hiện</h2><table><tr><th>Hình thức nộp</th><th>Thời hạn giải quyết</th><th>Phí, lệ phí</th><th>Mô tả</th></tr>
<tr><td>Trực tiếp</td><td>2 Ngày làm việc</td><td>8.000 Đồng</td><td>Tại quầy.</td></tr><tr><td>Trực tuyến</td><td>3 Ngày</td><td></td><td></td></tr></table>
<h2>Thành phần hồ sơ</h2><table><tr><th>Tên giấy tờ</th><th>Mẫu đơn, tờ khai</th><th>Số lượng</th></tr>
<tr><td>Tờ khai</td><td>TK01.docx</td><td>Bản chính: 1 Bản sao: 0</td></tr><tr><td>Thẻ cũ</td><td></td><td>Bản chính: 0 Bản sao: 2</td></tr></table>
<h2>Cơ quan thực hiện</h2><p>Thư viện huyện</p></main></body></html>`)))
	checkProcedure(t, doc)
	var got []string
	for _, p := range doc.Procedure.Papers {
		o, _ := p.Originals.Number()
		c, _ := p.Copies.Number()
		got = append(got, fmt.Sprintf("%s/%s %d %d", p.Name.In(doc.Text), p.Form.In(doc.Text), o, c))
	}
	got = append(got, channels(doc)...)
	got = append(got, texts(doc, doc.Procedure.Steps...)...)
	if want, have := "Tờ khai/TK01.docx 1 0 | Thẻ cũ/ 0 2 | Trực tiếp / 2 Ngày làm việc / 8.000 Đồng | Trực tuyến / 3 Ngày /  | - Bước 1: Nộp. | - Bước 2: Nhận.", strings.Join(got, " | "); have != want {
		t.Errorf("got  %s\nwant %s", have, want)
	}
	if doc.Procedure.Code != "1.003583" {
		t.Errorf("code %q", doc.Procedure.Code)
	}
}

// Steps, papers and flaws, in every style in which documents write them.
func TestProcedureParts(t *testing.T) {
	lx := load(t)
	d := extract.NewDescriber(extract.New(lx))
	read := func(t *testing.T, text string) *corpus.Document {
		return d.Describe(readText(t, lx, "a.txt", []byte("Cấp thẻ\n"+text+"\nCơ quan thực hiện:\nThư viện\nKết quả:\nThẻ")))
	}
	for _, c := range []struct{ name, text, want string }{
		{"named steps with what belongs to them", "- Bước 1: nộp.\n+ Tại quầy.\n- Qua mạng.\nBước 2. Nhận.", "- Bước 1: nộp. + Tại quầy. - Qua mạng. | Bước 2. Nhận."},
		{"an introduction", "Người dân làm như sau:\nBước 1: nộp.\nBước 2: nhận.", "Người dân làm như sau: | Bước 1: nộp. | Bước 2: nhận."},
		{"letters", "a) Nộp hồ sơ\n- Tại quầy.\nb) Giải quyết\n- Trong ngày.", "a) Nộp hồ sơ - Tại quầy. | b) Giải quyết - Trong ngày."},
		{"dashes over pluses", "- Nộp.\n+ Đủ thì nhận.\n+ Thiếu thì trả.\n- Nhận thẻ.", "- Nộp. + Đủ thì nhận. + Thiếu thì trả. | - Nhận thẻ."},
		{"plain lines", "Nộp tờ khai.\nNhận thẻ.", "Nộp tờ khai. | Nhận thẻ."},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := read(t, "Trình tự thực hiện:\n"+c.text)
			if got := strings.ReplaceAll(strings.Join(texts(doc, doc.Procedure.Steps...), " | "), "\n", " "); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
	count := func(c corpus.Count) string {
		if n, ok := c.Number(); ok {
			return strconv.Itoa(n)
		}
		return "?"
	}
	for _, c := range []struct{ name, text, want string }{
		{"numbers of originals and copies", "- Tờ khai; [1 bản chính]\nThẻ cũ [0 bản chính, 1 bản sao]", "Tờ khai // 1 ? | Thẻ cũ // 0 1"},
		{"the file of a form", "Đơn đề nghị theo Mẫu số 2;Mẫu số 02.docx [1 bản chính]", "Đơn đề nghị theo Mẫu số 2//Mẫu số 02.docx 1 ?"},
		{"nothing told", "Tờ khai\n+ Ảnh 4x6.", "Tờ khai // ? ? | Ảnh 4x6. // ? ?"},
		{"cases", "Trường hợp cấp mới:\n- Tờ khai [2 bản chính]\n- Ảnh [2 bản sao]\nTrường hợp cấp lại:\n- Đơn [1 bản chính]", "Tờ khai/Trường hợp cấp mới/ 2 ? | Ảnh/Trường hợp cấp mới/ ? 2 | Đơn/Trường hợp cấp lại/ 1 ?"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := read(t, "Thành phần hồ sơ:\n"+c.text)
			var got []string
			for _, p := range doc.Procedure.Papers {
				got = append(got, p.Name.In(doc.Text)+"/"+p.Case.In(doc.Text)+"/"+p.Form.In(doc.Text)+" "+count(p.Originals)+" "+count(p.Copies))
			}
			want := strings.ReplaceAll(c.want, " // ", "// ")
			if g := strings.Join(got, " | "); g != want {
				t.Errorf("got  %s\nwant %s", g, want)
			}
		})
	}
	for _, c := range []struct{ name, text, want string }{
		{"thousands forgotten", "Trực tiếp: 5 Ngày; 135 VNĐ (135.000 đồng/lần)", "fee: 135 VNĐ ~ 135.000 đồng"},
		{"signs of currencies", "Trực tiếp: 5 Ngày; 135đ (135.000₫/lần)", "fee: 135đ ~ 135.000₫"},
		{"free with a fee", "Trực tiếp: 5 Ngày; Miễn phí (phí 800.000 đồng)", "fee: Miễn phí ~ Miễn phí (phí 800.000 đồng)"},
		{"two limits", "Trực tiếp: 5 Ngày; Miễn phí; Trong thời hạn 03 ngày kể từ ngày nhận", "time_limit: 5 Ngày ~ 03 ngày"},
		{"a case of its own", "Trực tiếp: 5 Ngày; Miễn phí; Trường hợp phức tạp 10 ngày", ""},
		{"one fee in two wordings", "Trực tiếp: 5 Ngày; 135.000 VNĐ (135.000 đồng/lần)", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := read(t, "Trình tự thực hiện:\nNộp.\nCách thức thực hiện:\n"+c.text)
			var got []string
			for _, f := range doc.Procedure.Flaws {
				got = append(got, string(f.Kind)+": "+f.First.In(doc.Text)+" ~ "+f.Second.In(doc.Text))
			}
			if g := strings.Join(got, " | "); g != c.want {
				t.Errorf("got  %s\nwant %s", g, c.want)
			}
		})
	}
}

func TestProcedureCode(t *testing.T) {
	lx := load(t)
	d := extract.NewDescriber(extract.New(lx))
	for text, want := range map[string]string{
		"Mã: 1.003583":                        "1.003583",
		"Mã 1.003583.000.00.00.H37":           "1.003583.000.00.00.H37",
		"Mã 2.000815.000.00.00.H55.02 ở tỉnh": "2.000815.000.00.00.H55.02",
		"Phí 1.000000000 đồng":                "",
		"Giá 11.003583":                       "",
	} {
		doc := d.Describe(readText(t, lx, "a.md", []byte("---\nkind: procedure\n---\n# Cấp thẻ\n\n"+text+"\n")))
		if doc.Procedure.Code != want {
			t.Errorf("%q has the code %q, want %q", text, doc.Procedure.Code, want)
		}
	}
}

// Every sample procedure gives each field that its headings name.
func TestProcedureSamples(t *testing.T) {
	lx := load(t)
	d := extract.NewDescriber(extract.New(lx))
	names, err := fs.Glob(samples.Documents(), "*.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, name := range names {
		data, err := fs.ReadFile(samples.Documents(), name)
		if err != nil {
			t.Fatal(err)
		}
		doc := d.Describe(readText(t, lx, name, data))
		if doc.Kind != corpus.KindProcedure {
			if strings.Contains(string(data), "kind: procedure") {
				t.Errorf("%s is no procedure", name)
			}
			continue
		}
		seen++
		checkProcedure(t, doc)
		p := doc.Procedure
		has := map[string]bool{"steps": len(p.Steps) > 0, "papers": len(p.Papers) > 0, "channels": len(p.Channels) > 0, "legal_basis": len(p.LegalBasis) > 0, "time_limit": !p.TimeLimit.Empty(), "fee": !p.Fee.Empty(),
			"who": !p.Who.Empty(), "office": !p.Office.Empty(), "result": !p.Result.Empty(), "conditions": !p.Conditions.Empty(), "complaint": !p.Complaint.Empty()}
		for field, f := range lx.Language(doc.Language).Fields {
			for _, h := range f.Headings {
				for _, line := range strings.Split(string(data), "\n") {
					if rest, ok := strings.CutPrefix(line, "## "); ok && lang.Fold(rest) == lang.Fold(h) && !has[field] {
						t.Errorf("%s has the heading %q and no %s", name, rest, field)
					}
				}
			}
		}
		for _, c := range p.Channels {
			if c.Name.Empty() || c.TimeLimit.Empty() || c.Fee.Empty() {
				t.Errorf("%s has the channel %q", name, channels(doc))
				break
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d sample procedures", seen)
	}
}

type procedureGold struct {
	ID, Title, Text string
	Meta            struct {
		Steps        string
		Dossier      string
		Executing    string
		Requirements string
		Results      []string
		LegalRefs    []string `json:"legal_refs"`
		Channels     []struct{ Channel, Time, Fee string }
	}
}

// share gives which part of the gold's words, of at least one letter or
// digit, stands in the found text, in order.
func share(found, gold string) float64 {
	have := lang.Words(found)
	want := lang.Words(gold)
	if len(want) == 0 {
		return 1
	}
	at, hits := 0, 0
	for _, w := range want {
		for i := at; i < len(have); i++ {
			if have[i].Folded == w.Folded {
				at, hits = i+1, hits+1
				break
			}
		}
	}
	return float64(hits) / float64(len(want))
}

// Real procedures: what their headings name is found with the words that the
// portal's own fields hold.
func TestProcedureRecords(t *testing.T) {
	f, err := os.Open(filepath.Join(sharedtest.Folder(t), "data", "procedures.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lx := load(t)
	d := extract.NewDescriber(extract.New(lx))
	type count struct{ right, all, extra int }
	counts := map[string]*count{}
	add := func(id, field, found, gold string) {
		if strings.TrimSpace(gold) == "" {
			return
		}
		c := counts[field]
		if c == nil {
			c = &count{}
			counts[field] = c
		}
		c.all++
		if s := share(found, gold); s >= 0.98 {
			c.right++
		} else if c.all-c.right <= 5 {
			t.Logf("%s %s: %.2f of %.100q, found %.100q", id, field, s, gold, found)
		}
		if len(found) > len(gold)*3/2+100 {
			c.extra++
		}
	}
	s := bufio.NewScanner(f)
	s.Buffer(nil, 4<<20)
	for s.Scan() {
		var g procedureGold
		if err := json.Unmarshal(s.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		line, err := json.Marshal(map[string]string{"id": g.ID, "title": g.Title, "text": g.Text})
		if err != nil {
			t.Fatal(err)
		}
		r := format.Reader{Limits: format.DefaultLimits()}
		var doc *corpus.Document
		if err := r.Read(context.Background(), "a.jsonl", line, func(rec format.Record) error {
			doc = d.Describe(rec.Text)
			return rec.Err
		}); err != nil {
			t.Fatal(err)
		}
		if doc.Kind != corpus.KindProcedure || doc.Language != "vi" || doc.Standing != corpus.Official {
			t.Errorf("%s is %s, %s, %s", g.ID, doc.Kind, doc.Language, doc.Standing)
			continue
		}
		checkProcedure(t, doc)
		p, m := doc.Procedure, g.Meta
		all := func(spans ...corpus.Span) string { return strings.Join(texts(doc, spans...), "\n") }
		add(g.ID, "steps", all(p.Steps...), m.Steps)
		add(g.ID, "papers", all(papersOf(p)...), m.Dossier)
		add(g.ID, "office", all(p.Office), m.Executing)
		add(g.ID, "conditions", all(p.Conditions), m.Requirements)
		add(g.ID, "result", all(p.Result), strings.Join(m.Results, "\n"))
		add(g.ID, "legal basis", all(p.LegalBasis...), strings.Join(m.LegalRefs, ", "))
		for i, c := range m.Channels {
			var have corpus.Channel
			if i < len(p.Channels) {
				have = p.Channels[i]
			}
			add(g.ID, "channel", all(have.Name), c.Channel)
			add(g.ID, "time limit", all(have.TimeLimit), c.Time)
			add(g.ID, "fee", all(have.Fee), c.Fee)
		}
	}
	for field, c := range counts {
		got := float64(c.right) / float64(c.all)
		t.Logf("%s: %d of %d (%.3f), %d with much more", field, c.right, c.all, got, c.extra)
		if got < 0.95 || c.extra > c.all/50 {
			t.Errorf("%s: %d of %d right, %d with much more", field, c.right, c.all, c.extra)
		}
	}
}
