package offices

import (
	"math"
	"sort"

	"vanthu/corpus"
)

// earthRadius is the mean radius of the earth in metres (IUGG, R1).
const earthRadius = 6_371_008.8

// Distance is the way between two points along a great circle, in metres, by
// the haversine formula (R. W. Sinnott, "Virtues of the Haversine", 1984).
func Distance(a, b corpus.MapPoint) float64 {
	rad := func(deg float64) float64 { return deg * math.Pi / 180 }
	square := func(x float64) float64 { return x * x }
	h := square(math.Sin(rad(b.Lat-a.Lat)/2)) + math.Cos(rad(a.Lat))*math.Cos(rad(b.Lat))*square(math.Sin(rad(b.Lon-a.Lon)/2))
	return 2 * earthRadius * math.Asin(math.Min(1, math.Sqrt(h)))
}

// Neighbour is an office at a distance.
type Neighbour struct {
	Office
	Metres float64
}

// Near gives the offices nearest to a point that a viewer may see, the nearest
// first. Offices without a map point are not among them.
func (r *Register) Near(p corpus.MapPoint, limit int, v corpus.Viewer) []Neighbour {
	var out []Neighbour
	for i := range r.offices {
		o := &r.offices[i].Office
		if o.Point == nil || !v.Sees(o.Document.Visibility) {
			continue
		}
		d := Distance(p, *o.Point)
		if len(out) == limit && d >= out[limit-1].Metres {
			continue
		}
		at := sort.Search(len(out), func(j int) bool { return out[j].Metres > d })
		out = append(out, Neighbour{})
		copy(out[at+1:], out[at:])
		out[at] = Neighbour{*o, d}
		out = out[:min(len(out), limit)]
	}
	return out
}
