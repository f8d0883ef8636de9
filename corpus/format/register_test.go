package format_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	textunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"vanthu/corpus"
	"vanthu/corpus/format"
	"vanthu/corpus/lexicon"
)

func registerReader(t testing.TB) *format.Reader {
	t.Helper()
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &format.Reader{Limits: format.DefaultLimits(), Column: lx.OfficeColumns().Column}
}

func readAll(t testing.TB, r *format.Reader, name string, data []byte) ([]format.Record, error) {
	t.Helper()
	var out []format.Record
	err := r.Read(t.Context(), name, data, func(rec format.Record) error {
		out = append(out, rec)
		return nil
	})
	return out, err
}

// body gives the rows of a register as text, with the lines that they stand in.
func body(t format.Text) string {
	var b strings.Builder
	for _, x := range t.Blocks {
		fmt.Fprintf(&b, "%d%s\n", x.Line, t.Body[x.Start:x.End])
	}
	return b.String()
}

func encode1258(t *testing.T, s string) []byte {
	t.Helper()
	// windows-1258 writes tones as marks behind letters.
	var letters strings.Builder
	for _, r := range s {
		base, tone := "", ""
		for _, m := range norm.NFD.String(string(r)) {
			if strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", m) {
				tone += string(m)
			} else {
				base += string(m)
			}
		}
		letters.WriteString(norm.NFC.String(base) + tone)
	}
	out, err := charmap.Windows1258.NewEncoder().Bytes([]byte(letters.String()))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func encode16(t *testing.T, s string) []byte {
	t.Helper()
	out, err := textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM).NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const plainRegister = "Tên cơ quan,Phường xã,Địa chỉ,Điện thoại\nMột cửa A,Phường A,\"1, phố Thử\",0000 1\nMột cửa B,Xã B,2 phố Thử,0000 2\n"

const plainBody = "1| Tên cơ quan | Phường xã | Địa chỉ | Điện thoại |\n2| Một cửa A | Phường A | 1, phố Thử | 0000 1 |\n3| Một cửa B | Xã B | 2 phố Thử | 0000 2 |\n"

// TestRegisters reads registers as they come from spreadsheets and portals.
func TestRegisters(t *testing.T) {
	semicolons := strings.NewReplacer(",Ph", ";Ph", ",Đ", ";Đ", ",X", ";X", ",0", ";0", ",2", ";2", ",\"", ";\"").Replace(plainRegister)
	for name, c := range map[string]struct {
		file     string
		data     []byte
		want     string
		warnings []string // parts of them
	}{
		"commas":                {"a.csv", []byte(plainRegister), plainBody, nil},
		"byte order mark":       {"a.csv", []byte("\ufeff" + plainRegister), plainBody, nil},
		"line ends of Windows":  {"a.csv", []byte(strings.ReplaceAll(plainRegister, "\n", "\r\n")), plainBody, nil},
		"line ends of old Macs": {"a.csv", []byte(strings.ReplaceAll(plainRegister, "\n", "\r")), plainBody, nil},
		"semicolons":            {"a.csv", []byte(semicolons), plainBody, nil},
		"tabs":                  {"a.tsv", []byte("Name\tWard\tAddress\nA\tPhường A\t1, Street\n"), "1| Name | Ward | Address |\n2| A | Phường A | 1, Street |\n", nil},
		"tabs in .csv":          {"a.csv", []byte("Name\tWard\tAddress\nA\tPhường A\t1, Street; 2\n"), "1| Name | Ward | Address |\n2| A | Phường A | 1, Street; 2 |\n", nil},
		"UTF-16":                {"a.csv", encode16(t, plainRegister), plainBody, nil},
		"windows-1258":          {"a.csv", encode1258(t, plainRegister), plainBody, []string{"windows-1258"}},
		"a title above":         {"a.csv", []byte("DANH SÁCH,,,\n\nTên cơ quan,Địa chỉ\nA,1 phố\n"), "3| Tên cơ quan | Địa chỉ |\n4| A | 1 phố |\n", nil},
		"blank lines and rows":  {"a.csv", []byte("Name,Phone\n\nA,1\n,\n  , \nB,2\n"), "1| Name | Phone |\n3| A | 1 |\n6| B | 2 |\n", nil},
		"several lines in a cell": {"a.csv", []byte("Name,Former wards,Phone\nA,\"Phường X\nPhường Y\",1\nB,Z,2\n"),
			"1| Name | Former wards | Phone |\n2| A | Phường X; Phường Y | 1 |\n4| B | Z | 2 |\n", nil},
		"bars in a list": {"a.csv", []byte("Name,Former wards,Phone\nA,X|Y,1|2\n"), "1| Name | Former wards | Phone |\n2| A | X; Y | 1¦2 |\n", nil},
		"broken quoting": {"a.csv", []byte("Name,Address\nA,\"1 Street\nB,2 Street\nC,3 \"Street\nD,4 Street\n"),
			"1| Name | Address |\n2| A | 1 Street |\n3| B | 2 Street |\n4| C | 3 Street |\n5| D | 4 Street |\n", []string{"line 2: its quotation marks", "line 4: its quotation marks"}},
		"short and long rows": {"a.csv", []byte("Name,Address,Phone\nA\nB,2 Street,1,more\n"), "1| Name | Address | Phone |\n2| A |  |  |\n3| B | 2 Street | 1 |\n",
			[]string{"line 2: it has no address and no phone", "line 3: it has 4 cells"}},
		"no address": {"a.csv", []byte("Name,Address,Phone\nA,,0000\n"), "1| Name | Address | Phone |\n2| A |  | 0000 |\n", nil},
		"no name":    {"a.csv", []byte("Name,Address\n,1 Street\nB,2 Street\n"), "1| Name | Address |\n3| B | 2 Street |\n", []string{"line 2: it names no office"}},
		"points off the earth": {"a.csv", []byte("Name,Phone,Lat,Lon\nA,1,91,10\nB,2,105.8,21\nC,3,21,105.8\nD,4,x,y\nE,5,,\nF,6,0,0\n"),
			"1| Name | Phone | Lat | Lon |\n2| A | 1 | 91 | 10 |\n3| B | 2 | 105.8 | 21 |\n4| C | 3 | 21 | 105.8 |\n5| D | 4 | x | y |\n6| E | 5 |  |  |\n7| F | 6 | 0 | 0 |\n",
			[]string{"line 2: its map point is not on the earth", "line 3: its map point is not on the earth; latitude and longitude may be swapped", "line 5: its map point", "line 7: its map point"}},
		"the separator of Excel": {"a.csv", []byte("sep=;\nName;Phone\nA;1\n"), "2| Name | Phone |\n3| A | 1 |\n", nil},
		"records": {"a.jsonl", []byte("{\"officeName\": \"A\", \"ward\": \"Phường A\", \"former_wards\": [\"X\", \"Y\"], \"address\": \"1 Street\", \"location\": {\"lat\": 21.5, \"lon\": 105}}\n\n{\"phone\": 12, \"officeName\": \"B\", \"address\": null}\n"),
			"0| officeName | ward | former_wards | address | lat | lon | phone |\n1| A | Phường A | X; Y | 1 Street | 21.5 | 105 |  |\n3| B |  |  |  |  |  | 12 |\n", nil},
		"a broken record": {"a.jsonl", []byte("{\"name\": \"A\", \"phone\": \"1\"}\n{\"name\": \n{\"name\": \"C\", \"phone\": \"3\"}\n"), "0| name | phone |\n1| A | 1 |\n3| C | 3 |\n", []string{"line 2: it is no JSON object"}},
	} {
		got, err := readAll(t, registerReader(t), c.file, c.data)
		if err != nil || len(got) != 1 {
			t.Errorf("%s: %d records, %v", name, len(got), err)
			continue
		}
		if b := body(got[0].Text); b != c.want || got[0].Text.Meta.Kind != string(corpus.KindOffice) {
			t.Errorf("%s: kind %q\n%s", name, got[0].Text.Meta.Kind, b)
		}
		if w := got[0].Text.Warnings; len(w) != len(c.warnings) || !slices.EqualFunc(w, c.warnings, strings.Contains) {
			t.Errorf("%s: warnings %q", name, w)
		}
	}
}

// TestNoRegisters: tables that list no offices are refused, records that are
// documents stay documents.
func TestNoRegisters(t *testing.T) {
	for name, c := range map[string]struct {
		file, data string
		reason     format.Reason
	}{
		"other columns":      {"a.csv", "Date,Amount\n2025-01-01,12\n", format.Unsupported},
		"no header":          {"a.csv", "Một cửa A,Phường A,1 phố Thử\nMột cửa B,Phường B,2 phố Thử\n", format.Unsupported},
		"names alone":        {"a.csv", "Tên cơ quan,Phường\nA,B\n", format.Unsupported},
		"addresses alone":    {"a.csv", "Address,Phone\nA,B\n", format.Unsupported},
		"a header alone":     {"a.csv", "Name,Phone\n", format.Empty},
		"nothing":            {"a.csv", "\ufeff \n", format.Empty},
		"bytes":              {"a.csv", "Name,Phone\n\x00\x01\x02\x03", format.Binary},
		"visible to several": {"a.csv", "Name,Phone,Visibility\nA,1,agency\nB,2,telegram:1\n", format.Damaged},
		"broken all along":   {"a.csv", "Name,Phone\n" + strings.Repeat("A\"a,1\n", 200), format.Damaged},
	} {
		if _, err := readAll(t, registerReader(t), c.file, []byte(c.data)); format.ReasonOf(err) != c.reason || err == nil {
			t.Errorf("%s: %v, want %s", name, err, c.reason)
		}
	}
	docs := `{"id": "1", "name": "A", "phone": "1", "text": "Văn bản"}` + "\n"
	if got, err := readAll(t, registerReader(t), "a.jsonl", []byte(docs)); err != nil || len(got) != 1 || got[0].ID != "1" || got[0].Text.Body != "Văn bản" {
		t.Errorf("documents: %v %v", got, err)
	}
	if _, err := readAll(t, &format.Reader{Limits: format.DefaultLimits()}, "a.csv", []byte(plainRegister)); format.ReasonOf(err) != format.Unsupported {
		t.Errorf("without columns: %v", err)
	}
}

// TestManyOffices: the size of a register is bounded, and its warnings are few.
func TestManyOffices(t *testing.T) {
	var b strings.Builder
	b.WriteString("Name,Ward,Address,Point\n")
	for i := range 20_000 {
		fmt.Fprintf(&b, "Counter %d,Phường %d,%d Street,\"200, %d\"\n", i, i, i, i)
	}
	r := registerReader(t)
	got, err := readAll(t, r, "a.csv", []byte(b.String()))
	if err != nil || len(got) != 1 || len(got[0].Text.Blocks) != 20_001 {
		t.Fatalf("%d records, %v", len(got), err)
	}
	if n := len(got[0].Text.Warnings); n > 25 || !strings.Contains(got[0].Text.Warnings[n-1], "more rows") {
		t.Errorf("%d warnings, the last %q", n, got[0].Text.Warnings[n-1])
	}
	r.Limits.Records = 10_000
	if _, err := readAll(t, r, "a.csv", []byte(b.String())); format.ReasonOf(err) != format.TooLarge {
		t.Errorf("beyond the limit of rows: %v", err)
	}
	r.Limits = format.DefaultLimits()
	r.Limits.TextBytes = 10_000
	if _, err := readAll(t, r, "a.csv", []byte(b.String())); format.ReasonOf(err) != format.TooLarge {
		t.Errorf("beyond the limit of text: %v", err)
	}
}

// FuzzRegister: whatever the bytes, reading ends, and what is read is a table
// of valid text with the same number of cells in each row.
func FuzzRegister(f *testing.F) {
	f.Add([]byte(plainRegister), true)
	f.Add([]byte("Name;Phone\nA;\"1\n\"\"B;2"), true)
	f.Add([]byte(`{"name": "A", "phone": [1, "2", {}], "x": {"lat": 1}}`+"\n{"), false)
	f.Add([]byte("\xff\xfeN\x00"), true)
	r := registerReader(f)
	f.Fuzz(func(t *testing.T, data []byte, table bool) {
		name := "a.jsonl"
		if table {
			name = "a.csv"
		}
		got, err := readAll(t, r, name, data)
		if err != nil {
			return
		}
		for _, rec := range got {
			if rec.Err != nil || rec.Text.Meta.Kind != string(corpus.KindOffice) {
				continue
			}
			if !utf8.ValidString(rec.Text.Body) {
				t.Errorf("no valid text: %q", rec.Text.Body)
			}
			for _, b := range rec.Text.Blocks {
				row := rec.Text.Body[b.Start:b.End]
				if strings.Count(row, "|") != len(b.Cells)+1 || len(b.Cells) != len(rec.Text.Blocks[0].Cells) || strings.Contains(row, "\n") {
					t.Errorf("a row of %d cells: %q", len(b.Cells), row)
				}
			}
		}
	})
}
