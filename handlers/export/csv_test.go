package export_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"vanthu/handlers/export"
	"vanthu/handlers/wire"
)

func TestCSV(t *testing.T) {
	due := "2026-03-31"
	duties := []wire.Duty{
		{ID: "d1", Status: "open", Agency: wire.Agency{Text: "Bộ Tài chính", Name: "Bộ Tài chính", ID: "mof"}, Cooperating: []wire.Agency{{Text: "Bộ Công an"}, {Text: "Bộ Y tế"}},
			Action: "a \"quoted\", one\nof two lines", Deadline: &wire.Deadline{Due: &due, Text: "trước ngày 31/3/2026", WorkingDays: true},
			Progress: &wire.Progress{State: "reported", Percent: 40}, Sources: []wire.Source{{Path: "a.txt", Quote: "=1+1"}, {Path: "b.txt"}}},
		{ID: "-d2", Action: "  @SUM(A1)", Product: "\tx", Agency: wire.Agency{Text: "＝1"}},
	}
	var b bytes.Buffer
	if err := export.CSV(&b, duties); err != nil {
		t.Fatal(err)
	}
	text, ok := strings.CutPrefix(b.String(), "\ufeff")
	if !ok {
		t.Error("no byte order mark")
	}
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Error("lines do not end in CR LF")
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, want := range []map[string]string{
		{"id": "d1", "status": "open", "due": due, "start": "", "deadline_text": "trước ngày 31/3/2026", "working_days": "true", "agency": "Bộ Tài chính", "agency_id": "mof",
			"cooperating": "Bộ Công an; Bộ Y tế", "action": "a \"quoted\", one\nof two lines", "percent": "40", "sources": "2", "path": "a.txt", "quote": "'=1+1"},
		{"id": "'-d2", "action": "'  @SUM(A1)", "product": "'\tx", "agency": "'＝1", "due": "", "sources": "0", "quote": ""},
	} {
		for j, column := range rows[0] {
			if w, ok := want[column]; ok && rows[i+1][j] != w {
				t.Errorf("row %d, %s: %q, want %q", i+1, column, rows[i+1][j], w)
			}
			delete(want, column)
		}
		if len(want) > 0 {
			t.Errorf("no columns for %v", want)
		}
	}
	b.Reset()
	if err := export.CSV(&b, nil); err != nil || !strings.HasPrefix(b.String(), "\ufeffid,status,due,") || strings.Count(b.String(), "\r\n") != 1 {
		t.Errorf("without duties: %q, %v", b.String(), err)
	}
}
