package index

import (
	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// Hit is one window, in the order of the ranker.
type Hit struct {
	Document *corpus.Document
	Window   Window
	Cover    Coverage
	Score    float64

	places []Place // where words of the question stand, in order
	look   *seeker
}

// Spot is a word of the question in a document's text.
type Spot struct {
	corpus.Span
	place Place
}

// Spots gives the words of the question in the window's text, in order.
func (h *Hit) Spots() []Spot {
	text := WindowText(h.Document, h.Window)
	behind := h.Window.End - len(text) // from bytes of text to those of the document's
	spots := make([]Spot, 0, len(h.places))
	at, n := 0, int32(0)
	for _, p := range h.places {
		var start, end int
		for ok := true; n <= p.At; n++ {
			if start, end, ok = lang.NextWord(text, at); !ok {
				return spots // the text is not the one that was indexed
			}
			at = end
		}
		if start+behind >= h.Window.Start {
			spots = append(spots, Spot{corpus.Span{Start: start + behind, End: end + behind}, p})
		}
	}
	return spots
}

// Within gives the spots that stand in a part of the document's text.
func Within(spots []Spot, start, end int) []Spot {
	from := 0
	for from < len(spots) && spots[from].Start < start {
		from++
	}
	to := from
	for to < len(spots) && spots[to].End <= end {
		to++
	}
	return spots[from:to]
}

// Share gives how much of the question some of the hit's spots hold, 0 to 1.
func (h *Hit) Share(spots []Spot) float64 {
	places := h.look.spare[:0]
	for _, s := range spots {
		places = append(places, s.place)
	}
	h.look.spare = places
	return h.look.cover(places, nil).Share()
}

// Marks gives those of the hit's spots that the question is about.
func (h *Hit) Marks(spots []Spot) []corpus.Span {
	var out []corpus.Span
	for _, s := range spots {
		if h.look.sought[s.place.Word] {
			out = append(out, s.Span)
		}
	}
	return out
}
