package format

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"unicode"
)

// A page of fewer than pageRunes visible characters has no text of its own: a
// scan still shows the stamp of the digital signature, of some 130.
const (
	pageRunes = 20
	scanRunes = 200 // a page, on average, of a file with pictures
)

// readPDF reads a PDF through poppler, or, where that is not installed, with
// a library that keeps less of the text and says so.
//
// Of pdftotext's modes, -raw is used: text in the order in which it is drawn,
// which is the order in which office programs and browsers write it. On a
// letter and a law from Word and on tables and Hebrew and Arabic pages printed
// by a browser it alone keeps the number of a letter in one line ("Số: …",
// which the default tears apart), the cells of a row together, and finds the
// most words (Arabic 0.80 of them against 0.70 by the default and by -layout).
func (r *Reader) readPDF(ctx context.Context, data []byte) (Text, error) {
	var pages []string
	var warning string
	var err error
	if r.Tools.PDFToText != "" {
		pages, err = r.runPDFToText(ctx, data)
	} else {
		warning = "pdftotext is not installed: the text of this PDF was read by a lesser program and may lack words or marks; install poppler-utils and index again"
		pages, err = readPDFPages(ctx, data, r.Limits.TextBytes)
		if err == nil && isMostlyRTL(pages) {
			err = &Error{Reason: NoTool, Detail: "its text runs from right to left, which can't be read without pdftotext", Mend: "install poppler-utils and index again"}
		}
	}
	if err != nil {
		return Text{}, err
	}
	pictures := bytes.Contains(data, []byte("/Subtype/Image")) || bytes.Contains(data, []byte("/Subtype /Image"))
	var empty []int
	visible := 0
	for i, page := range pages {
		n := visibleRunes(page)
		visible += n
		if n < pageRunes {
			empty = append(empty, i+1)
		}
	}
	if pictures && visible < scanRunes*len(pages) || visible == 0 {
		return Text{}, &Error{Reason: Scan, Detail: fmt.Sprintf("%s without text: pictures of paper", count(len(pages), "page")), Mend: "give the file as it was before printing, or a PDF with a text layer; scans are not read yet"}
	}
	text, err := r.pdfText(pages)
	if err != nil {
		return Text{}, err
	}
	text.Pages = len(pages)
	text.warn(warning)
	if len(empty) > 0 && pictures {
		text.warn(fmt.Sprintf("%s without text, scanned or empty: %s", count(len(empty), "page"), list20(empty)))
	}
	return text, nil
}

// isMostlyRTL reports whether a third of the letters run from right to left.
func isMostlyRTL(pages []string) bool {
	letters, rtl := 0, 0
	for _, page := range pages {
		for _, r := range page {
			if unicode.IsLetter(r) {
				letters++
				if isRTL(r) || r >= 0xfb1d && r <= 0xfefc { // presentation forms
					rtl++
				}
			}
		}
	}
	return rtl*3 > letters
}

func visibleRunes(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// list20 names the first 20 numbers.
func list20(numbers []int) string {
	var b strings.Builder
	for i, n := range numbers {
		switch {
		case i == 20:
			fmt.Fprintf(&b, " and %d more", len(numbers)-i)
			return b.String()
		case i > 0:
			b.WriteString(", ")
		}
		fmt.Fprint(&b, n)
	}
	return b.String()
}
