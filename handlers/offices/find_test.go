package offices_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/format"
	"vanthu/corpus/lexicon"
	"vanthu/handlers/offices"
)

// read gives the offices of a register's file.
func read(t testing.TB, lx *lexicon.Lexicon, name string, data []byte) []offices.Office {
	t.Helper()
	columns := lx.OfficeColumns()
	r := format.Reader{Limits: format.DefaultLimits(), Column: columns.Column}
	var d *corpus.Document
	if err := r.Read(t.Context(), name, data, func(rec format.Record) error {
		d = extract.NewDescriber(extract.New(lx)).Describe(rec.Text)
		d.ID, d.Path = "register", name
		return rec.Err
	}); err != nil {
		t.Fatal(err)
	}
	if d.Kind != corpus.KindOffice {
		t.Fatalf("%s is of the kind %q", name, d.Kind)
	}
	return offices.Read(d, columns, offices.NewWords(lx))
}

func load(t testing.TB) *lexicon.Lexicon {
	t.Helper()
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return lx
}

// sample is the register under testdata.
func sample(t testing.TB) *offices.Register {
	t.Helper()
	data, err := os.ReadFile("testdata/register.csv")
	if err != nil {
		t.Fatal(err)
	}
	lx := load(t)
	return offices.NewRegister(read(t, lx, "register.csv", data), offices.NewWords(lx))
}

// short names an office by its ward where it is the ward's counter.
func short(o offices.Office) string {
	if strings.HasPrefix(o.Name, "Trung tâm Phục vụ hành chính công phường ") || strings.HasPrefix(o.Name, "Trung tâm Phục vụ hành chính công xã ") {
		_, name, _ := strings.Cut(o.Ward, " ")
		return name
	}
	return o.Name
}

func shorts(list []offices.Office) string {
	var out []string
	for _, o := range list {
		out = append(out, short(o))
	}
	return strings.Join(out, "; ")
}

// TestPlaces looks for every place of testdata/places.txt.
func TestPlaces(t *testing.T) {
	r := sample(t)
	data, err := os.ReadFile("testdata/places.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		parts := strings.Split(line, "|")
		if len(parts) != 3 {
			t.Fatalf("line %d: %q", i+1, line)
		}
		typed, how, want := strings.TrimSpace(parts[0]), strings.TrimSpace(parts[1]), strings.TrimSpace(parts[2])
		f := r.Find(offices.Query{Text: typed, Told: true})
		got := "sure"
		switch {
		case len(f.Offices) == 0 && f.Wide:
			got = "wide"
		case len(f.Offices) == 0:
			got = "none"
		case len(f.Offices) > 1:
			got = "choice"
		case !f.Sure:
			got = "unsure"
		}
		if names := shorts(f.Offices); got != how || names != want {
			t.Errorf("line %d %q: %s %q, want %s %q", i+1, typed, got, names, how, want)
		}
	}
}

// TestProvinces: wards of one name are told apart by the former province too.
func TestProvinces(t *testing.T) {
	r := sample(t)
	for typed, province := range map[string]string{
		"xã Tân Lập, Hà Nội": "Thành phố Hà Nội", "xã Tân Lập, Yên Bái": "Tỉnh Lào Cai", "tan lap lao cai": "Tỉnh Lào Cai", "Tan Lap commune, Hanoi": "Thành phố Hà Nội",
	} {
		f := r.Find(offices.Query{Text: typed, Told: true})
		if len(f.Offices) != 1 || f.Offices[0].Province != province {
			t.Errorf("%s: %v", typed, f.Offices)
		}
	}
}

// TestFormerNames: a name from before the merger is known as one, the name of
// today is not.
func TestFormerNames(t *testing.T) {
	r := sample(t)
	for typed, former := range map[string]bool{"phường Hàng Bạc": true, "phường Hoàn Kiếm": false, "phường Bạch Mai": false, "mỹ an": true} {
		f := r.Find(offices.Query{Text: typed, Told: true})
		if len(f.Offices) != 1 || f.Former != former {
			t.Errorf("%s: former is %v, of %s", typed, f.Former, shorts(f.Offices))
		}
	}
	if f := r.Find(offices.Query{Text: "hang bac", Told: true}); f.Name != "Phường Hàng Bạc" || f.Typed != "hang bac" {
		t.Errorf("the name is %q, typed %q", f.Name, f.Typed)
	}
}

// TestLevels: the office of the province is found by any of its wards.
func TestLevels(t *testing.T) {
	r := sample(t)
	for typed, want := range map[string]string{
		"phường Hàng Bạc":     "Trung tâm Phục vụ hành chính công thành phố Hà Nội - Chi nhánh số 1",
		"xã Tân Lập, Yên Bái": "Trung tâm Phục vụ hành chính công tỉnh Lào Cai",
		"Hà Nội":              "Trung tâm Phục vụ hành chính công thành phố Hà Nội - Chi nhánh số 1",
		"phường Hải Châu":     "",
	} {
		if f := r.Find(offices.Query{Text: typed, Told: true, Level: offices.Province}); shorts(f.Offices) != want {
			t.Errorf("%s: %s, want %s", typed, shorts(f.Offices), want)
		}
	}
	words := offices.NewWords(load(t))
	for s, want := range map[string]offices.Level{"Cấp Xã": offices.Commune, "Cấp Tỉnh": offices.Province, "cap tinh": offices.Province, "Cấp Bộ": offices.Ministry, "province": offices.Province,
		"commune level": offices.Commune, "": "", "Cấp khác": ""} {
		if got := words.LevelOf(s); got != want {
			t.Errorf("level of %q: %q, want %q", s, got, want)
		}
	}
}

// TestHidden: who may not see a register finds nothing of it.
func TestHidden(t *testing.T) {
	lx := load(t)
	list := read(t, lx, "a.csv", []byte("name,ward,address,visibility\nCounter,Phường Mật,1 Street,agency\nOther,Phường Khác,2 Street,agency\n"))
	r := offices.NewRegister(list, offices.NewWords(lx))
	staff := corpus.Viewer{Agency: true}
	if f := r.Find(offices.Query{Text: "phường Mật", Told: true}); len(f.Offices) != 0 {
		t.Errorf("everybody finds %s", shorts(f.Offices))
	}
	if f := r.Find(offices.Query{Text: "phường Mật", Told: true, Viewer: staff}); len(f.Offices) != 1 {
		t.Error("the agency's people do not find it")
	}
	if r.Any(corpus.Viewer{}) || !r.Any(staff) {
		t.Error("it is not hidden, or from all")
	}
	if _, ok := r.Office(list[0].ID, corpus.Viewer{}); ok {
		t.Error("its ID shows it to everybody")
	}
}

// TestRead: every field of a row, in another language and order.
func TestRead(t *testing.T) {
	list := read(t, load(t), "a.csv", []byte("Telefoon;Adres;Vroegere wijken;Wijk;Naam kantoor;Provincie;Openingstijden;Breedtegraad;Lengtegraad;E-mail;Website;Diensten\n"+
		"0000 1;Straat 1;Phường A|Phường B;Phường C;Loket C;Hà Nội;9-17;21,03;105,85;a@b.example;https://c.example;alles\n"))
	if len(list) != 1 {
		t.Fatalf("%d offices", len(list))
	}
	o := list[0]
	if o.Name != "Loket C" || o.Ward != "Phường C" || !slices.Equal(o.Former, []string{"Phường A", "Phường B"}) || o.Province != "Hà Nội" || o.Address != "Straat 1" ||
		o.Hours != "9-17" || o.Phone != "0000 1" || o.Email != "a@b.example" || o.URL != "https://c.example" || o.Serves != "alles" || o.Level != offices.Commune || o.Row() != "2" {
		t.Errorf("%+v", o)
	}
	if o.Point == nil || *o.Point != (corpus.MapPoint{Lat: 21.03, Lon: 105.85}) {
		t.Errorf("point %v", o.Point)
	}
}
