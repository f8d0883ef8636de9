package calendar_test

import (
	"strings"
	"testing"

	"vanthu/corpus/lang"
)

func BenchmarkFind(b *testing.B) {
	f := finders(b)["vi"]
	text := strings.Repeat("Ủy ban nhân dân cấp xã công bố lịch tiếp dân trước ngày 15 tháng 01 năm 2026 theo Nghị định số 118/2025/NĐ-CP, và báo cáo kết quả.\n", 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		f.Find(text, "")
	}
}

// megabyte is a megabyte of a plan's prose with a deadline in every third
// sentence.
func megabyte() string {
	const passage = "Ban Chỉ đạo yêu cầu các bộ, ngành, địa phương tập trung rà soát, hoàn thiện thể chế, cơ chế, chính sách để tháo gỡ khó khăn, vướng mắc trong thực tiễn. " +
		"Văn phòng Trung ương Đảng chủ trì, phối hợp với các cơ quan liên quan theo dõi, đôn đốc, kiểm tra việc thực hiện nhiệm vụ được giao. " +
		"Bộ Khoa học và Công nghệ hoàn thành trong quý III năm 2026, báo cáo trước ngày 15 tháng 12 hằng năm.\n"
	return strings.Repeat(passage, 1<<20/len(passage)+1)
}

func BenchmarkWords(b *testing.B) {
	text := megabyte()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		lang.Words(text)
	}
}

// BenchmarkDeadlines is without the words, which a document's reader has
// anyhow.
func BenchmarkDeadlines(b *testing.B) {
	f := finders(b)["vi"]
	text := megabyte()
	words := lang.Words(text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		f.Deadlines(text, words, "2025-10-15")
	}
}
