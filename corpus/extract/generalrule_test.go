package extract_test

import (
	"testing"

	"vanthu/corpus/format"
)

// Rules for everybody are no duties given once; a report that says "this" of
// something else is read like any other.
func TestGeneralRules(t *testing.T) {
	const asked = "Bộ Tài chính có trách nhiệm thẩm định trong thời hạn 10 ngày kể từ ngày nhận đủ hồ sơ và báo cáo hằng năm."
	for _, c := range []struct {
		name, title, number, text string
		duties                    bool
	}{
		{"report", "Thủ tướng chủ trì phiên họp", "", "Điều này cho thấy quyết tâm rất lớn; khoản này đã được bố trí, Luật này mới có hiệu lực.\n\nThủ tướng yêu cầu " + asked, true},
		{"article of a law", "Thẩm định hồ sơ", "", "1. " + asked + "\n2. Hồ sơ quy định tại khoản 1 Điều này được gửi qua bưu chính.", false},
		{"article by its title", "Luật Đầu tư - Điều 12. Thẩm định", "", asked, false},
		{"decree", "Nghị định về đầu tư", "15/2025/NĐ-CP", asked, false},
		{"decision that cites itself", "Quyết định giao nhiệm vụ", "12/QĐ-TTg", "Giao " + asked + " Việc nêu tại khoản 1 Điều này được ưu tiên.", true},
		{"decree with a day", "Nghị định về đầu tư", "15/2025/NĐ-CP", "Nghị định này căn cứ Luật số 61/2020/QH14 ngày 17/6/2020.\n\nBộ Tài chính hoàn thành việc chuyển đổi dữ liệu trước ngày 31/12/2026.", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := format.Text{Body: c.text, Meta: format.Meta{Title: c.title, Number: c.number, Language: "vi"}}
			at := 0
			for i := 0; i <= len(c.text); i++ {
				if i == len(c.text) || c.text[i] == '\n' {
					if i > at {
						text.Blocks = append(text.Blocks, format.Block{Kind: format.ParagraphBlock, Start: at, End: i})
					}
					at = i + 1
				}
			}
			if got := describer(t).Describe(text).Duties; (len(got) > 0) != c.duties {
				t.Errorf("%d duties, want some: %v", len(got), c.duties)
			}
		})
	}
}
