package offices_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/handlers/offices"
)

// TestDistance: a quarter of a meridian, a degree of the equator, and the way
// between two cities, about 608 km.
func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b    corpus.MapPoint
		km, off float64
	}{
		{corpus.MapPoint{Lat: 0, Lon: 0}, corpus.MapPoint{Lat: 90, Lon: 0}, 10_007.56, 0.5},
		{corpus.MapPoint{Lat: 0, Lon: 179.5}, corpus.MapPoint{Lat: 0, Lon: -179.5}, 111.195, 0.01},
		{corpus.MapPoint{Lat: 21.0285, Lon: 105.8542}, corpus.MapPoint{Lat: 16.0544, Lon: 108.2022}, 606.9, 2},
		{corpus.MapPoint{Lat: 10, Lon: 106}, corpus.MapPoint{Lat: 10, Lon: 106}, 0, 0},
		{corpus.MapPoint{Lat: 10, Lon: 106}, corpus.MapPoint{Lat: -10, Lon: -74}, 20_015.1, 1},
	} {
		if km := offices.Distance(c.a, c.b) / 1000; math.Abs(km-c.km) > c.off || math.IsNaN(km) {
			t.Errorf("%v to %v: %.3f km, want %.3f", c.a, c.b, km, c.km)
		}
		if a, b := offices.Distance(c.a, c.b), offices.Distance(c.b, c.a); math.Abs(a-b) > 1e-6 {
			t.Errorf("%v to %v: %f there, %f back", c.a, c.b, a, b)
		}
	}
}

// TestNear: the nearest are those that sorting all gives.
func TestNear(t *testing.T) {
	lx := load(t)
	random := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	b.WriteString("Name,Phone,Lat,Lon\n")
	var points []corpus.MapPoint
	for i := range 300 {
		p := corpus.MapPoint{Lat: math.Round(random.Float64()*1e6)/1e5 + 8.5, Lon: math.Round(random.Float64()*1e6)/1e5 + 102}
		points = append(points, p)
		fmt.Fprintf(&b, "O%d,%d,%v,%v\n", i, i, p.Lat, p.Lon)
	}
	b.WriteString("Unplaced,1,,\n")
	r := offices.NewRegister(read(t, lx, "a.csv", []byte(b.String())), offices.NewWords(lx))
	for range 20 {
		from := corpus.MapPoint{Lat: random.Float64()*12 + 8, Lon: random.Float64()*12 + 101}
		sort.Slice(points, func(i, j int) bool { return offices.Distance(from, points[i]) < offices.Distance(from, points[j]) })
		near := r.Near(from, 3, corpus.Viewer{})
		if len(near) != 3 {
			t.Fatalf("%d offices", len(near))
		}
		for i, n := range near {
			if *n.Point != points[i] || n.Metres != offices.Distance(from, points[i]) {
				t.Errorf("from %v: number %d is %v, want %v", from, i, *n.Point, points[i])
			}
		}
	}
	if got := r.Near(corpus.MapPoint{Lat: 10, Lon: 106}, 500, corpus.Viewer{}); len(got) != 300 {
		t.Errorf("%d offices have points", len(got))
	}
}

// FuzzFind: whatever is typed, what is found is there, and the words that
// name it are words of the text.
func FuzzFind(f *testing.F) {
	r := sample(f)
	for _, s := range []string{"phường Hàng Bạc, quận Hoàn Kiếm", "P.12 Q.3", "tỉnh", "công an phường x tỉnh y quận z", "Cua Nam ward", "an\u200b hai", "phường\nphường", "tp tp tp hcm", "ủy ban nhân dân phường"} {
		f.Add(s, true, "")
	}
	f.Add("hà nội", false, "province")
	f.Fuzz(func(t *testing.T, text string, told bool, level string) {
		var frame []corpus.Span
		if len(text) > 4 {
			frame = append(frame, corpus.Span{Start: 1, End: len(text) / 2})
		}
		got := r.Find(offices.Query{Text: text, Told: told, Level: offices.Level(level), Frame: frame})
		if !utf8.ValidString(got.Typed) && utf8.ValidString(text) {
			t.Errorf("%q: typed %q", text, got.Typed)
		}
		if len(got.Offices) == 0 && got.Typed != "" && !strings.Contains(text, got.Typed) {
			t.Errorf("%q: typed %q", text, got.Typed)
		}
		for _, o := range got.Offices {
			if _, ok := r.Office(o.ID, corpus.Viewer{}); !ok {
				t.Errorf("%q: no office %s", text, o.ID)
			}
		}
		if got.Sure && len(got.Offices) > 0 && got.Name == "" {
			t.Errorf("%q: found without a name: %+v", text, got)
		}
	})
}
