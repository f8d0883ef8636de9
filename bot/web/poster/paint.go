package poster

import (
	"cmp"
	"image"
	"image/color"
	"image/draw"
	"slices"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// paint draws a block from top on, its lines at the side where they begin.
func (p *Painter) paint(canvas draw.Image, b block, top int, c color.Color, rtl bool) {
	p.raster.Reset(Width, Height)
	for i, line := range b.lines {
		runs := slices.Clone(line)
		slices.SortFunc(runs, func(a, b shaping.Output) int { return cmp.Compare(a.VisualIndex, b.VisualIndex) })
		dot := fixed.Point26_6{X: fixed.I(margin), Y: fixed.I(top + b.size + int(float64(i*b.size)*lineHeight))}
		if rtl {
			dot.X = fixed.I(Width - margin)
			for _, run := range runs {
				dot.X -= run.Advance
			}
		}
		for _, run := range runs {
			for _, g := range run.Glyphs {
				p.glyph(run, g, dot)
				dot.X += g.Advance
			}
		}
	}
	p.raster.Draw(canvas, canvas.Bounds(), image.NewUniform(c), image.Point{})
}

// glyph adds the outline of a glyph to what is drawn.
func (p *Painter) glyph(run shaping.Output, g shaping.Glyph, dot fixed.Point26_6) {
	outline, ok := p.face.GlyphData(g.GlyphID).(font.GlyphOutline)
	if !ok {
		return
	}
	pixels := func(v fixed.Int26_6) float32 { return float32(v) / 64 }
	scale := float32(run.Size) / 64 / float32(p.face.Upem())
	x0, y0 := pixels(dot.X+g.XOffset), pixels(dot.Y-g.YOffset)
	at := func(s opentype.SegmentPoint) (x, y float32) { return x0 + s.X*scale, y0 - s.Y*scale }
	open := false
	for _, s := range outline.Segments {
		x1, y1 := at(s.Args[0])
		x2, y2 := at(s.Args[1])
		x3, y3 := at(s.Args[2])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			if open {
				p.raster.ClosePath()
			}
			p.raster.MoveTo(x1, y1)
			open = true
		case opentype.SegmentOpLineTo:
			p.raster.LineTo(x1, y1)
		case opentype.SegmentOpQuadTo:
			p.raster.QuadTo(x1, y1, x2, y2)
		case opentype.SegmentOpCubeTo:
			p.raster.CubeTo(x1, y1, x2, y2, x3, y3)
		}
	}
	if open {
		p.raster.ClosePath()
	}
}
