package format_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"vanthu/corpus/format"
)

// zipOf packs parts, given as name and content in turn.
func zipOf(t testing.TB, parts ...string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

const ns = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`

// docx packs a Word document with this body; more parts may follow.
func docx(t testing.TB, body string, more ...string) []byte {
	t.Helper()
	return zipOf(t, append([]string{
		"[Content_Types].xml", `<Types/>`,
		"_rels/.rels", `<Relationships><Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml", `<?xml version="1.0" encoding="UTF-8"?><w:document` + ns + `><w:body>` + body + `</w:body></w:document>`,
	}, more...)...)
}

func par(words string) string { return "<w:p><w:r><w:t>" + words + "</w:t></w:r></w:p>" }

func cell(props, words string) string {
	return "<w:tc><w:tcPr>" + props + "</w:tcPr>" + par(words) + "</w:tc>"
}

const borders = `<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>`

func TestDOCX(t *testing.T) {
	body := `<w:tbl><w:tr>` + cell("", "BỘ CÔNG AN") + cell("", "CỘNG HÒA") + `</w:tr></w:tbl>` +
		`<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>Kế hoạch</w:t></w:r><w:r><w:br/><w:t>năm 2025</w:t></w:r></w:p>` +
		`<w:p><w:pPr><w:pStyle w:val="M1"/></w:pPr><w:r><w:t>Kế hoạch ... 3</w:t></w:r></w:p>` +
		`<w:p><w:r><w:t xml:space="preserve">Ủy ban </w:t></w:r><w:del><w:r><w:delText>xã</w:delText></w:r></w:del><w:ins><w:r><w:t>tỉnh</w:t><w:tab/><w:t>A</w:t></w:r></w:ins>` +
		`<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>` +
		`<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r></w:p>` +
		`<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>` + par("Trong khung") + `</w:txbxContent></w:drawing></mc:Choice>` +
		`<mc:Fallback><w:pict><w:txbxContent>` + par("Trong khung") + `</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>` +
		numbered("1", "0", "Một") + numbered("1", "1", "Nhỏ") + numbered("1", "1", "Nữa") + numbered("1", "0", "Hai") + numbered("2", "0", "Chấm") + numbered("3", "0", "Lại") +
		`<w:tbl>` + borders + `<w:tr><w:trPr><w:tblHeader/></w:trPr>` + cell("", "TT") + cell("", "Việc") + cell("", "Chủ trì") + `</w:tr>` +
		`<w:tr>` + cell("", "1") + `<w:tc>` + par("Lập") + par("kế | hoạch") + `</w:tc>` + cell(`<w:vMerge w:val="restart"/>`, "Sở A") + `</w:tr>` +
		`<w:tr>` + cell("", "2") + cell("", "Báo cáo") + cell(`<w:vMerge/>`, "") + `</w:tr>` +
		`<w:tr>` + cell(`<w:gridSpan w:val="3"/>`, "II. Khác") + `</w:tr></w:tbl>` + `<w:sdt><w:sdtContent>` + par("Hết") + `</w:sdtContent></w:sdt><w:sectPr/>`
	data := docx(t, body,
		"word/styles.xml", `<w:styles`+ns+`><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="M1"><w:name w:val="toc 1"/></w:style></w:styles>`,
		"word/numbering.xml", `<w:numbering`+ns+`><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl>`+
			`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>`+
			`<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>`+
			`<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>`+
			`<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num></w:numbering>`,
		"word/footnotes.xml", `<w:footnotes`+ns+`><w:footnote w:type="separator" w:id="0">`+par("—")+`</w:footnote><w:footnote w:id="2">`+par("Chú thích")+`</w:footnote></w:footnotes>`,
		"word/header1.xml", `<w:hdr`+ns+`>`+par("Đầu trang")+`</w:hdr>`,
		"docProps/core.xml", `<cp:coreProperties><dc:title>KẾ HOẠCH năm 2025</dc:title></cp:coreProperties>`,
	)
	got := text(t, "a.docx", string(data))
	wantShape(t, got,
		"p  BỘ CÔNG AN", "p  CỘNG HÒA",
		"h1 Kế hoạch", "h1 năm 2025",
		"p  Ủy ban tỉnh A", "p  Chú thích",
		"p  Trong khung",
		"i1 Điều 1. Một", "i2 a) Nhỏ", "i2 b) Nữa", "i1 Điều 2. Hai", "i1 - Chấm", "i1 Điều 9. Lại",
		"r1* | TT | Việc | Chủ trì |", "r1  | 1 | Lập kế ¦ hoạch | Sở A |", "r1  | 2 | Báo cáo | Sở A |", "r1  | II. Khác |  |  |",
		"p  Hết",
	)
	if got.Meta.Title != "KẾ HOẠCH năm 2025" {
		t.Errorf("title %q", got.Meta.Title)
	}
	stale := text(t, "a.docx", string(docx(t, par("Nội dung"), "docProps/core.xml", `<c><title>Microsoft Word</title></c>`)))
	if stale.Meta.Title != "" {
		t.Errorf("the title of another text was taken: %q", stale.Meta.Title)
	}
}

func numbered(list, level, words string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + list + `"/></w:numPr></w:pPr><w:r><w:t>` + words + `</w:t></w:r></w:p>`
}

func TestDOCXRefused(t *testing.T) {
	good := docx(t, par("x"))
	small := newReader()
	small.Limits.UnpackedBytes = 1 << 20
	for name, c := range map[string]struct {
		reader *format.Reader
		data   []byte
		want   format.Reason
	}{
		"bomb":      {newReader(), docx(t, par(strings.Repeat(" ", 64<<20))), format.Bomb},
		"budget":    {small, docx(t, par(strings.Repeat("x", 2<<20))), format.Bomb},
		"deep":      {newReader(), docx(t, strings.Repeat("<w:sdt>", 100_000)), format.TooDeep},
		"deep word": {newReader(), docx(t, strings.Repeat("<w:p>", 1000)), format.TooDeep},
		"truncated": {newReader(), good[:len(good)/2], format.Damaged},
		"broken":    {newReader(), docx(t, "<w:p><w:r>"), format.Damaged},
		"no main":   {newReader(), zipOf(t, "[Content_Types].xml", "<Types/>", "word/x.xml", ""), format.Damaged},
		"empty":     {newReader(), docx(t, ""), format.Empty},
		"xlsx":      {newReader(), zipOf(t, "[Content_Types].xml", "<Types/>", "xl/workbook.xml", ""), format.Unsupported},
		"pptx":      {newReader(), zipOf(t, "[Content_Types].xml", "<Types/>", "ppt/p.xml", ""), format.Unsupported},
		"odt":       {newReader(), zipOf(t, "mimetype", "application/vnd.oasis.opendocument.text"), format.Unsupported},
		"epub":      {newReader(), zipOf(t, "mimetype", "application/epub+zip"), format.Unsupported},
		"zip":       {newReader(), zipOf(t, "a.txt", "x"), format.Unsupported},
	} {
		t.Run(name, func(t *testing.T) { wantReason(t, c.reader, "a.docx", c.data, c.want) })
	}
	long := newReader()
	long.Limits.TextBytes = 100
	wantReason(t, long, "a.docx", docx(t, par(strings.Repeat("x", 200))), format.TooLarge)
}

func TestDOCXCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err := newReader().Read(ctx, "a.docx", docx(t, par("x")), func(format.Record) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
