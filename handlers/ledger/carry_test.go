package ledger_test

import (
	"testing"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/ledger"
)

// version makes the tellings of a version of document A: key, lead, action,
// due.
func version(t *testing.T, recorded corpus.Day, rows ...[4]string) []ledger.Telling {
	c := concepts(t)
	var out []ledger.Telling
	for _, r := range rows {
		due := corpus.Day(r[3])
		out = append(out, scene{Key: "A#" + r[0], Document: "A", Lead: r[1], Action: r[2], Due: &due, Recorded: recorded}.telling(t, c))
	}
	return out
}

func TestCarry(t *testing.T) {
	before := version(t, "2025-01-10",
		[4]string{"1", "most", "xây dựng cơ sở dữ liệu quốc gia về chuyên gia", "2025-06-30"},
		[4]string{"2", "mof", "rà soát, sửa đổi các thông tư về đầu tư công", "2025-09-30"},
		[4]string{"3", "moh", "triển khai hồ sơ bệnh án điện tử tại các bệnh viện", "2025-09-30"},
		[4]string{"4", "moha", "ban hành quy định về chấm điểm", "2025-09-30"})
	after := version(t, "2025-05-05",
		[4]string{"x3", "moh", "triển khai hồ sơ bệnh án điện tử tại tất cả các bệnh viện công", "2025-12-31"},
		[4]string{"x1", "most", "xây dựng cơ sở dữ liệu quốc gia về chuyên gia", "2025-06-30"},
		[4]string{"x2", "mof", "rà soát, sửa đổi, bổ sung các thông tư về đầu tư công", "2025-09-30"},
		[4]string{"4", "mof", "trình dự toán ngân sách", "2025-11-30"},
		[4]string{"x5", "moha", "thí điểm họp trực tuyến với các đoàn thanh niên", "2025-11-30"})
	want := []string{"A#3", "A#1", "A#2", "A#4", "A#x5"}
	got := ledger.Carry(before, after)
	first := at(t, "2025-01-10")
	for i, s := range got {
		if s.Key != want[i] {
			t.Errorf("%q has the key %s, want %s", s.Action, s.Key, want[i])
		}
		unchanged := want[i] == "A#1" || want[i] == "A#2"
		if s.Recorded.Equal(first) != unchanged {
			t.Errorf("%s was recorded %s", s.Key, s.Recorded.Format(time.DateOnly))
		}
	}
	if after[0].Key != "A#x3" {
		t.Error("Carry changes what it is given")
	}
}

// What people did stays with a duty whose words and deadline change in a new
// version, and the old deadline is kept.
func TestCarriedDutyKeepsItsActs(t *testing.T) {
	before := version(t, "2025-01-10", [4]string{"3", "moh", "triển khai hồ sơ bệnh án điện tử tại các bệnh viện", "2025-09-30"})
	id := ledger.Build(before, nil, now, world()).Duties(ledger.Filter{})[0].ID
	acts := []ledger.Act{{At: at(t, "2025-02-01"), Kind: ledger.Report, Duty: id, Percent: 40}}
	after := ledger.Carry(before, version(t, "2025-05-05", [4]string{"x3", "moh", "triển khai hồ sơ bệnh án điện tử tại tất cả các bệnh viện", "2025-12-31"}))
	before[0].Former = true
	l := ledger.Build(append(after, before...), acts, now, world())
	d, ok := l.Duty(id, corpus.Viewer{})
	if !ok || d.Deadline.Due != "2025-12-31" || d.Progress == nil || d.Progress.Percent != 40 || d.Status != ledger.Open {
		t.Fatalf("%v %+v", ok, d)
	}
	all := l.Duties(ledger.Filter{})
	if len(all) != 2 || all[1].Status != ledger.Superseded || all[1].SupersededBy != id || all[1].Deadline.Due != "2025-09-30" || all[1].Progress != nil {
		t.Fatalf("%+v", all)
	}
	if len(l.Unplaced()) != 0 {
		t.Errorf("acts without a duty: %+v", l.Unplaced())
	}
}

// Of two duties with the same words, each key is given once.
func TestCarryGivesEachKeyOnce(t *testing.T) {
	before := version(t, "2025-01-10", [4]string{"1", "most", "báo cáo kết quả", "2025-06-30"}, [4]string{"2", "most", "báo cáo kết quả", "2025-12-31"})
	after := version(t, "2025-05-05", [4]string{"2", "most", "báo cáo kết quả", "2025-12-31"}, [4]string{"3", "most", "báo cáo kết quả", "2026-06-30"}, [4]string{"1", "mof", "tuyên truyền", "2026-06-30"})
	seen := map[string]bool{}
	got := ledger.Carry(before, after)
	for _, s := range got {
		if seen[s.Key] {
			t.Errorf("%s twice", s.Key)
		}
		seen[s.Key] = true
	}
	if got[0].Key != "A#2" || got[1].Key != "A#1" {
		t.Errorf("keys %s %s %s", got[0].Key, got[1].Key, got[2].Key)
	}
}
