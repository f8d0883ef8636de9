package format

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/ledongthuc/pdf"
)

// readPDFPages gives the text of each page without a child process. The
// library panics on many broken files and knows no deadline, so it reads
// through a reader that fails once the time is over.
func readPDFPages(ctx context.Context, data []byte, maxText int) (pages []string, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, childTime, &Error{Reason: TimedOut, Detail: fmt.Sprintf("reading it took longer than %v", childTime), Mend: "install poppler-utils and index again"})
	defer cancel()
	defer func() {
		if cause := context.Cause(ctx); cause != nil && err != nil {
			err = cause
		}
	}()
	defer func() {
		if p := recover(); p != nil {
			pages, err = nil, &Error{Reason: Damaged, Detail: fmt.Sprintf("the PDF could not be read: %v", p), Mend: "install poppler-utils and index again, or print it to a new PDF"}
		}
	}()
	doc, err := pdf.NewReader(deadlineReader{ctx, bytes.NewReader(data)}, int64(len(data)))
	if errors.Is(err, pdf.ErrInvalidPassword) {
		return nil, &Error{Reason: Encrypted, Detail: "the PDF asks for a password", Mend: "save it without the password"}
	}
	if err != nil {
		return nil, &Error{Reason: Damaged, Detail: fmt.Sprintf("the PDF could not be read: %v", err), Mend: "install poppler-utils and index again, or print it to a new PDF"}
	}
	size := 0
	for i := range doc.NumPage() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		text, err := doc.Page(i + 1).GetPlainText(nil)
		if err != nil {
			return nil, &Error{Reason: Damaged, Detail: fmt.Sprintf("page %d could not be read: %v", i+1, err), Mend: "install poppler-utils and index again"}
		}
		if size += len(text); maxText > 0 && size > maxText {
			return nil, tooLarge(fmt.Sprintf("its text has more than %d bytes, the limit", maxText), "split it into several files")
		}
		pages = append(pages, text)
	}
	if len(pages) == 0 {
		return nil, &Error{Reason: Damaged, Detail: "the PDF has no pages", Mend: "get the file again"}
	}
	return pages, nil
}

// deadlineReader fails once its context is done.
type deadlineReader struct {
	ctx  context.Context
	data *bytes.Reader
}

func (d deadlineReader) ReadAt(p []byte, off int64) (int, error) {
	if err := context.Cause(d.ctx); err != nil {
		return 0, fmt.Errorf("read a PDF: %w", err)
	}
	return d.data.ReadAt(p, off)
}
