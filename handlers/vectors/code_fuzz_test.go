package vectors

import (
	"bytes"
	"testing"
)

// What is read as a kept vector is kept again as it was.
func FuzzDecode(f *testing.F) {
	f.Add(encode([]float32{0.6, -0.8, 0}).body())
	f.Add([]byte{0, 0, 0, 0, 1})
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := decode(b)
		if err != nil {
			return
		}
		if got := c.body(); !bytes.Equal(got, b) {
			t.Errorf("%v came back as %v", b, got)
		}
		if len(c.vector()) != len(b)-4 {
			t.Errorf("%d dimensions of %d bytes", len(c.vector()), len(b))
		}
	})
}

// One byte a dimension changes a product by less than models differ in.
func TestCodesAreAsGoodAsVectors(t *testing.T) {
	for n := range 50 {
		var v [2][]float32
		for k := range v {
			sum := float32(0)
			for i := range 384 {
				x := float32((i*7919+n*104729+k*31)%1000)/500 - 1
				v[k] = append(v[k], x)
				sum += x * x
			}
			v[k] = centred(v[k], make([]float32, 384))
		}
		exact := float32(0)
		for i := range v[0] {
			exact += v[0][i] * v[1][i]
		}
		a, b := encode(v[0]), encode(v[1])
		if got := a.scale * b.scale * float32(dot(a.values, b.values)); got < exact-0.005 || got > exact+0.005 {
			t.Errorf("%d: %g in place of %g", n, got, exact)
		}
	}
}
