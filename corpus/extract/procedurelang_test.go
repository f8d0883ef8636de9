package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
)

// A procedure is read in every document language, by that language's own
// headings and words.
func TestProcedureInEveryLanguage(t *testing.T) {
	lx := load(t)
	d := extract.NewDescriber(extract.New(lx))
	for _, tag := range lang.Tags() {
		l := lx.Languages[tag]
		head := func(field string) string {
			h := l.Fields[field].Headings[0]
			return strings.ToUpper(string([]rune(h)[:1])) + string([]rune(h)[1:])
		}
		step := l.Procedures.Steps[0]
		limit := fmt.Sprintf("5 %s", l.Channels.Times[2])
		body := fmt.Sprintf("---\nkind: procedure\nlanguage: %s\n---\n# A1\n\n## %s\n\n%s 1. aaa\n\n%s 2. bbb\n\n## %s\n\n- ccc (2 %s)\n\n## %s\n\n%s: %s; %s\n\n## %s\n\nddd\n",
			tag, head("steps"), step, step, head("papers"), l.Procedures.Copies[0], head("channels"), l.Channels.Names[0], limit, l.Procedures.Free[0], head("office"))
		doc := d.Describe(readText(t, lx, "a.md", []byte(body)))
		p := doc.Procedure
		if p == nil {
			t.Errorf("%s: no procedure", tag)
			continue
		}
		checkProcedure(t, doc)
		if len(p.Steps) != 2 || len(p.Papers) != 1 || p.Office.In(doc.Text) != "ddd" {
			t.Errorf("%s: steps %q, papers %q, office %q", tag, texts(doc, p.Steps...), texts(doc, papersOf(p)...), p.Office.In(doc.Text))
			continue
		}
		if n, ok := p.Papers[0].Copies.Number(); !ok || n != 2 {
			t.Errorf("%s: %d copies, told %v", tag, n, ok)
		}
		if len(p.Channels) != 1 || p.Channels[0].TimeLimit.In(doc.Text) != limit || p.Channels[0].Fee.In(doc.Text) != l.Procedures.Free[0] {
			t.Errorf("%s: ways to apply %q", tag, channels(doc))
		}
	}
}

// service is a public service as a portal describes it.
const service = `Trình tự thực hiện:
Bước 1: Người dân nộp hồ sơ tại Trung tâm Phục vụ hành chính công hoặc trên Cổng Dịch vụ công quốc gia.
- Người tiếp nhận kiểm tra hồ sơ; thiếu thì hướng dẫn bổ sung trong 01 ngày làm việc.
Bước 2: Cơ quan thẩm định hồ sơ trong thời hạn 05 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ.
Bước 3: Trả kết quả tại nơi nộp hồ sơ.

Cách thức thực hiện:
Trực tuyến: 5 Ngày làm việc; 100,000 Việt Nam Đồng (/hồ sơ); Nộp qua Cổng Dịch vụ công quốc gia
Dịch vụ bưu chính: 7 Ngày làm việc; 100,000 Việt Nam Đồng (/hồ sơ)
Trực tiếp: 5 Ngày làm việc; 100,000 Việt Nam Đồng (/hồ sơ)

Thành phần hồ sơ:
- Tờ khai theo mẫu ban hành kèm theo Thông tư số 12/2025/TT-BCA ngày 28/02/2025;TK01.docx [1 bản chính]
- Bản sao giấy tờ tùy thân còn thời hạn sử dụng [0 bản chính, 1 bản sao]
- Văn bản xác nhận của cơ quan có thẩm quyền [1 bản chính]

Cơ quan thực hiện:
Ủy ban nhân dân cấp xã, Sở Tư pháp

Kết quả:
Giấy chứng nhận đăng ký

Căn cứ pháp lý:
12/2025/TT-BCA, 118/2025/NĐ-CP
`

// Reading the text of a service alone, and with all that is found in it: the
// second over the first is what the fields cost.
func BenchmarkProcedure(b *testing.B) {
	lx := load(b)
	d := extract.NewDescriber(extract.New(lx))
	text := []byte(service)
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			readText(b, lx, "a.txt", text)
		}
	})
	b.Run("describe", func(b *testing.B) {
		for b.Loop() {
			d.Describe(readText(b, lx, "a.txt", text))
		}
	})
}
