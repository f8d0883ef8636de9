package calendar_test

import (
	"strings"
	"testing"
)

func BenchmarkFind(b *testing.B) {
	f := finders(b)["vi"]
	text := strings.Repeat("Ủy ban nhân dân cấp xã công bố lịch tiếp dân trước ngày 15 tháng 01 năm 2026 theo Nghị định số 118/2025/NĐ-CP, và báo cáo kết quả.\n", 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		f.Find(text, "")
	}
}
