package web

import (
	"fmt"
	"html/template"
	"strings"

	"rsc.io/qr"
)

// quiet is the margin of a QR code in modules (ISO/IEC 18004, 5.3.8).
const quiet = 4

// qrCode draws the QR code of an address as an SVG that stands in the page,
// dark on light whatever the screen's colours are. An address is at most the
// 2,953 bytes that the largest code holds.
func qrCode(address, name string) (template.HTML, error) {
	code, err := qr.Encode(address, qr.L)
	if err != nil {
		return "", fmt.Errorf("draw the QR code of %q: %w", address, err)
	}
	var path strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from+quiet, y+quiet, x-from, x-from)
			}
		}
	}
	side := code.Size + 2*quiet
	return template.HTML(fmt.Sprintf(`<svg class="qr" viewBox="0 0 %d %d" role="img" aria-label="%s" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="%s"/></svg>`,
		side, side, template.HTMLEscapeString(name), side, side, path.String())), nil
}
