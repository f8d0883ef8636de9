package vectors

import (
	"encoding/binary"
	"errors"
	"math"
)

// code is a vector of length 1 in one byte a dimension: of the value of a
// dimension, times scale. It is as good as the vector itself (measured: the
// order of neighbours stays the same).
type code struct {
	scale  float32
	values []int8
}

func encode(v []float32) code {
	largest := float32(0)
	for _, x := range v {
		largest = max(largest, x, -x)
	}
	c := code{scale: largest / 127, values: make([]int8, len(v))}
	if largest > 0 {
		for i, x := range v {
			c.values[i] = int8(math.Round(float64(x / c.scale)))
		}
	}
	return c
}

// body is the code as it is kept: the scale, and the values.
func (c code) body() []byte {
	b := binary.LittleEndian.AppendUint32(make([]byte, 0, 4+len(c.values)), math.Float32bits(c.scale))
	for _, x := range c.values {
		b = append(b, byte(x))
	}
	return b
}

var errBody = errors.New("a kept vector can't be read")

// decode reads a kept code.
func decode(b []byte) (code, error) {
	if len(b) < 5 {
		return code{}, errBody
	}
	scale := math.Float32frombits(binary.LittleEndian.Uint32(b))
	if !(scale > 0) || math.IsInf(float64(scale), 0) {
		return code{}, errBody
	}
	c := code{scale: scale, values: make([]int8, len(b)-4)}
	for i, x := range b[4:] {
		c.values[i] = int8(x)
	}
	return c, nil
}

// vector gives the vector again, about.
func (c code) vector() []float32 {
	v := make([]float32, len(c.values))
	for i, x := range c.values {
		v[i] = c.scale * float32(x)
	}
	return v
}

// dot gives the product of two codes' values; they are of one length.
func dot(a, b []int8) int32 {
	b = b[:len(a)]
	var s0, s1, s2, s3 int32
	i := 0
	for ; i+4 <= len(a); i += 4 {
		s0 += int32(a[i]) * int32(b[i])
		s1 += int32(a[i+1]) * int32(b[i+1])
		s2 += int32(a[i+2]) * int32(b[i+2])
		s3 += int32(a[i+3]) * int32(b[i+3])
	}
	for ; i < len(a); i++ {
		s0 += int32(a[i]) * int32(b[i])
	}
	return s0 + s1 + s2 + s3
}

// centred takes a share of a language's centre off a vector and gives it
// length 1 again.
func centred(v, centre []float32) []float32 {
	if len(centre) != len(v) {
		return v
	}
	out := make([]float32, len(v))
	sum := 0.0
	for i := range v {
		out[i] = v[i] - centreShare*centre[i]
		sum += float64(out[i]) * float64(out[i])
	}
	if sum == 0 {
		return v
	}
	for i := range out {
		out[i] /= float32(math.Sqrt(sum))
	}
	return out
}

// mean gives the middle of vectors of one length.
func mean(vectors [][]float32) []float32 {
	out := make([]float32, len(vectors[0]))
	for _, v := range vectors {
		for i := range out {
			out[i] += v[i] / float32(len(vectors))
		}
	}
	return out
}
