package state

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPackedTextsComeBack(t *testing.T) {
	var p packer
	rapid.Check(t, func(r *rapid.T) {
		want := rapid.SliceOfN(rapid.String(), 4, 4).Draw(r, "parts")
		packed, err := p.pack(want...)
		if err != nil {
			r.Fatal(err)
		}
		got := make([]string, 4)
		if err := p.unpack(packed, &got[0], &got[1], &got[2], &got[3]); err != nil {
			r.Fatal(err)
		}
		for i := range got {
			if got[i] != want[i] {
				r.Fatalf("part %d is %q, want %q", i, got[i], want[i])
			}
		}
	})
}

func FuzzUnpack(f *testing.F) {
	var p packer
	for _, s := range []string{"", "a", strings.Repeat("Điều 1. ", 100)} {
		packed, err := p.pack(s, s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(packed)
	}
	f.Fuzz(func(t *testing.T, packed []byte) {
		var a, b string
		if err := p.unpack(packed, &a, &b); err != nil {
			return
		}
		again, err := p.pack(a, b)
		if err != nil {
			t.Fatal(err)
		}
		var c, d string
		if err := p.unpack(again, &c, &d); err != nil || c != a || d != b {
			t.Fatalf("%q, %q come back as %q, %q, %v", a, b, c, d, err)
		}
	})
}
