// Package poster draws the picture that other sites show of a link: the title
// of a document, whose it is and its number, 1200 by 630 pixels, as the Open
// Graph protocol's readers expect it.
//
// Text is shaped as HarfBuzz does, so that Arabic letters join and lines that
// hold both directions run right; a text with a letter that the font has not
// is not drawn at all: wrong letters are worse than none.
package poster

import (
	"bytes"
	"compress/gzip"
	_ "embed" // for the font
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Size of a picture, in pixels.
const (
	Width  = 1200
	Height = 630
)

// Words are what a picture says.
type Words struct {
	Title    string
	Office   string // whose it is; may be empty
	Number   string // a code, or what else stands below; may be empty
	RTL      bool   // the title runs from right to left
	Language string // tag
}

// The product's name stands in the corner of every picture.
const name = "Vanthu"

// Places and sizes, in pixels.
const (
	margin     = 72
	band       = 20  // of the coloured edge
	titleTop   = 150 // of the title's room
	titleRoom  = 300 // height
	smallSize  = 30
	lineHeight = 1.25 // of a size
	textRunes  = 400  // characters of a text that are looked at
)

// titleSizes are tried from the largest until the title fits.
var titleSizes = [...]int{60, 52, 44, 38}

var (
	ground = color.RGBA{0xf6, 0xf6, 0xf3, 0xff}
	accent = color.RGBA{0x0b, 0x4f, 0x9e, 0xff}
	ink    = color.RGBA{0x1b, 0x1b, 0x1f, 0xff}
	grey   = color.RGBA{0x50, 0x50, 0x58, 0xff}
)

// Painter draws pictures, one at a time. It is safe for concurrent use.
type Painter struct {
	mu     sync.Mutex
	face   *font.Face // read when the first picture is drawn
	shaper shaping.HarfbuzzShaper
	split  shaping.Segmenter
	wrap   shaping.LineWrapper
	raster *vector.Rasterizer
}

// Draw gives a picture as PNG. Where the font lacks a letter of the words, the
// picture says no more than the product's name.
func (p *Painter) Draw(w Words) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.face == nil {
		face, err := readFont()
		if err != nil {
			return nil, fmt.Errorf("read the font of pictures: %w", err)
		}
		p.face, p.raster = face, vector.NewRasterizer(Width, Height)
	}
	canvas := image.NewRGBA(image.Rect(0, 0, Width, Height))
	draw.Draw(canvas, canvas.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src)
	edge := image.Rect(0, 0, band, Height)
	if w.RTL {
		edge = image.Rect(Width-band, 0, Width, Height)
	}
	draw.Draw(canvas, edge, image.NewUniform(accent), image.Point{}, draw.Src)
	title, size := p.title(w)
	office := p.lay(w.Office, smallSize, 2, w)
	number := p.lay(w.Number, smallSize, 1, w)
	if !title.complete || !office.complete || !number.complete {
		title, office, number = block{}, block{}, block{}
	}
	p.paint(canvas, p.lay(name, smallSize, 1, Words{RTL: w.RTL, Language: "vi"}), 72, accent, w.RTL)
	p.paint(canvas, title, titleTop, ink, w.RTL)
	p.paint(canvas, office, titleTop+titleRoom+size/2-10, grey, w.RTL)
	p.paint(canvas, number, Height-margin-smallSize+10, accent, w.RTL)
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.DefaultCompression}
	if err := encoder.Encode(&out, canvas); err != nil {
		return nil, fmt.Errorf("write a picture: %w", err)
	}
	return out.Bytes(), nil
}

// packed is DejaVu Sans Bold 2.37 as the Go module
// codeberg.org/go-fonts/dejavu has it, packed to a half; its licence is
// LICENSE-DejaVu. It has Latin with the letters of Vietnamese, Cyrillic,
// Hebrew and Arabic letters.
//
//go:embed DejaVuSans-Bold.ttf.gz
var packed []byte

func readFont() (*font.Face, error) {
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(unpacked)
	if err != nil {
		return nil, err
	}
	return font.ParseTTF(bytes.NewReader(data))
}

// title lays the title out in the largest letters that let it fit, and cuts
// it where the smallest do not.
func (p *Painter) title(w Words) (b block, size int) {
	for _, size = range titleSizes {
		lines := int(titleRoom / (float64(size) * lineHeight))
		if b = p.lay(w.Title, size, lines, w); !b.cut {
			break
		}
	}
	return b, size
}

// block is text laid out in lines.
type block struct {
	lines    []shaping.Line
	size     int
	cut      bool // it did not fit
	complete bool // the font has all of its letters
}

// number is the number of a document, "57-NQ/TW".
var number = regexp.MustCompile(`\d+[\d/]*[-/]\p{Latin}[\p{L}\d/-]*`)

// visible gives the first letters of a text on one line, without signs that
// are not seen, except those that part and join letters. Numbers of documents
// stay on one line, and run from left to right.
func visible(text string) []rune {
	const leftToRight, unbroken = "\u200e", "\u2011"
	text = number.ReplaceAllStringFunc(text, func(n string) string { return leftToRight + strings.ReplaceAll(n, "-", unbroken) })
	var out []rune
	for _, r := range strings.Join(strings.Fields(text), " ") {
		if len(out) == textRunes {
			break
		}
		if joins := r >= '\u200c' && r <= '\u200e'; joins || unicode.IsGraphic(r) && r != utf8.RuneError {
			out = append(out, r)
		}
	}
	return out
}

// oneFace is a font for every letter.
type oneFace struct{ face *font.Face }

func (f oneFace) ResolveFace(rune) *font.Face { return f.face }

// lay shapes a text and breaks it into at most so many lines.
func (p *Painter) lay(text string, size, lines int, w Words) block {
	b := block{size: size, complete: true}
	runes := visible(text)
	if len(runes) == 0 {
		return b
	}
	direction := di.DirectionLTR
	if w.RTL {
		direction = di.DirectionRTL
	}
	input := shaping.Input{Text: runes, RunEnd: len(runes), Direction: direction, Face: p.face, Size: fixed.I(size)}
	var runs []shaping.Output
	for _, in := range p.split.Split(input, oneFace{p.face}) {
		out := p.shaper.Shape(in)
		for _, g := range out.Glyphs {
			b.complete = b.complete && g.GlyphID != 0
		}
		runs = append(runs, out)
	}
	dots := input
	dots.Text, dots.RunEnd = []rune("…"), 1
	config := shaping.WrapConfig{Direction: direction, TruncateAfterLines: lines, Truncator: p.shaper.Shape(dots)}
	wrapped, truncated := p.wrap.WrapParagraph(config, Width-2*margin, runes, shaping.NewSliceIterator(runs))
	for _, l := range wrapped { // the wrapper uses its memory again
		b.lines = append(b.lines, append(shaping.Line{}, l...))
	}
	b.cut = truncated > 0
	return b
}
