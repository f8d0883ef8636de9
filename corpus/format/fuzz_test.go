package format_test

import (
	"context"
	"testing"

	"vanthu/corpus/format"
)

// fuzz reads whatever comes under one name and checks every record.
func fuzz(f *testing.F, name string, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	r := newReader()
	r.Limits.UnpackedBytes, r.Limits.TextBytes = 4<<20, 1<<20
	f.Fuzz(func(t *testing.T, data []byte) {
		err := r.Read(context.Background(), name, data, func(rec format.Record) error {
			check(t, rec)
			return nil
		})
		if err != nil && format.ReasonOf(err) == format.Unreadable {
			t.Fatalf("an error without a reason: %v", err)
		}
	})
}

func FuzzText(f *testing.F) {
	fuzz(f, "a.txt", "Điều 1.\r\n| a | b |\n|--|--|\n| 1 | 2 |\n\nshare\nbình luận (0)", "\xff\xfeA\x00", "e\u0301\u200d\u0323 \u202e|\u0338|", "Quy\xea\xec\xf0 \xf0\xeenh")
}

func FuzzFrontMatter(f *testing.F) {
	fuzz(f, "a.md", "---\ntitle: a\nissued: 2024-12-22\nvisibility: [x]\n---\ny", "---\n&a [*a]: *a\n---\n", "---\nid: !!binary eA==\n...\nz")
}

func FuzzMarkdown(f *testing.F) {
	fuzz(f, "a.md", "# A\n\n1. b\n   - c\n\n| x | y |\n|---|---|\n| 1\\|2 | `3` |\n\n<table><tr><td>a<td>b</table>\n\n> q\n\n    code\n\n[l](u) ![i](j) &amp; \\- **b**", "1) a\n2) b\n\n+ x\n  1. y", "a  \nb\\\nc<br>d")
}

func FuzzHTML(f *testing.F) {
	fuzz(f, "a.html", page, "<ol type=i><li>a<li value=5>b</ol>", "<table><tr><td rowspan=3 colspan=2>a<td>b<tr><td>c<table><tr><td>d</table></table>", "<pre>a\nb</pre><p hidden>x")
}

// FuzzDOCX changes the parts inside the container, not its packing.
func FuzzDOCX(f *testing.F) {
	f.Add([]byte(par("a")+`<w:tbl>`+borders+`<w:tr>`+cell(`<w:vMerge w:val="restart"/><w:gridSpan w:val="2"/>`, "a|b")+`</w:tr><w:tr>`+cell("<w:vMerge/>", "")+cell("", "c")+`</w:tr></w:tbl>`+numbered("1", "1", "x")),
		[]byte(`<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="1"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>`),
		[]byte(`<w:style w:styleId="a"><w:name w:val="heading 2"/><w:basedOn w:val="a"/></w:style>`))
	r := newReader()
	r.Limits.TextBytes = 1 << 20
	f.Fuzz(func(t *testing.T, body, numbering, styles []byte) {
		data := docx(t, string(body), "word/numbering.xml", "<n>"+string(numbering)+"</n>", "word/styles.xml", "<s>"+string(styles)+"</s>", "word/footnotes.xml", "<f>"+string(body)+"</f>")
		err := r.Read(context.Background(), "a.docx", data, func(rec format.Record) error {
			check(t, rec)
			return nil
		})
		if err != nil && format.ReasonOf(err) == format.Unreadable {
			t.Fatalf("an error without a reason: %v", err)
		}
	})
}

func FuzzJSONL(f *testing.F) {
	fuzz(f, "a.jsonl", `{"id":"a","title":"t","text":"x\n| 1 | 2 |","visibility":["p"]}`+"\n"+`{"id":"a"}`+"\n[]\n{", `{"ID":"é","text":"\ud800"}`)
}

func FuzzPDF(f *testing.F) { // without a child process
	fuzz(f, "a.pdf", string(pdfOf("", pdfPages...)), "%PDF-1.4\n%%EOF")
}
