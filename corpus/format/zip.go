package format

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
)

// A part of a container may unpack to maxRatio times its packed size, and
// always to freeBytes; a container has at most maxParts parts.
const (
	maxRatio  = 200
	freeBytes = 8 << 20
	maxParts  = 20_000
)

// container is an open zip file with what may still be unpacked from it.
type container struct {
	parts  map[string]*zip.File
	budget int64
}

// readZip reads a DOCX and names the other containers.
func (r *Reader) readZip(ctx context.Context, data []byte) (Text, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return Text{}, damaged("the end of the container is missing or broken", err)
	}
	if len(z.File) > maxParts {
		return Text{}, &Error{Reason: Bomb, Detail: fmt.Sprintf("the container has %d parts", len(z.File)), Mend: "save the document again from its program"}
	}
	c := container{parts: make(map[string]*zip.File, len(z.File)), budget: r.Limits.UnpackedBytes}
	for _, f := range z.File {
		if _, twice := c.parts[f.Name]; !twice {
			c.parts[f.Name] = f
		}
	}
	if c.parts["[Content_Types].xml"] != nil {
		switch {
		case c.has("xl/"):
			return Text{}, unsupported("an Excel workbook (XLSX)", "save it as PDF or .docx")
		case c.has("ppt/"):
			return Text{}, unsupported("a PowerPoint file (PPTX)", "save it as PDF")
		case c.has("word/"):
			return r.readDOCX(ctx, &c)
		}
	}
	if f := c.parts["mimetype"]; f != nil {
		mime, err := c.unpack("mimetype")
		if err != nil {
			return Text{}, err
		}
		switch kind := string(bytes.TrimSpace(mime)); {
		case kind == "application/epub+zip":
			return Text{}, unsupported("an EPUB book", "save it as .html or PDF")
		case strings.HasPrefix(kind, "application/vnd.oasis.opendocument.text"):
			return Text{}, unsupported("an OpenDocument text (ODT)", "save it as .docx or PDF")
		case strings.HasPrefix(kind, "application/vnd.oasis.opendocument"):
			return Text{}, unsupported("an OpenDocument file", "save it as PDF")
		}
	}
	return Text{}, unsupported("a zip archive", "unpack it and give the files in it")
}

func unsupported(what, mend string) *Error {
	return &Error{Reason: Unsupported, Detail: what + ", which is not read yet", Mend: mend}
}

func damaged(what string, err error) *Error {
	return &Error{Reason: Damaged, Detail: fmt.Sprintf("%s: %v", what, err), Mend: "get the file again, or open it in the program that made it and save it anew"}
}

func (c *container) has(folder string) bool {
	for name := range c.parts {
		if strings.HasPrefix(name, folder) {
			return true
		}
	}
	return false
}

// unpack gives a part's bytes, nil where there is no such part.
func (c *container) unpack(name string) ([]byte, error) {
	f := c.parts[name]
	if f == nil {
		return nil, nil
	}
	if f.Flags&1 != 0 {
		return nil, &Error{Reason: Encrypted, Detail: "the container is protected by a password", Mend: "remove the password and save it again"}
	}
	in, err := f.Open()
	if err != nil {
		return nil, damaged("the part "+name+" can't be opened", err)
	}
	defer in.Close()
	// The sizes in the directory are claims: what is read is counted.
	limit := max(freeBytes, int64(min(f.CompressedSize64, 1<<40))*maxRatio)
	if c.budget >= 0 {
		limit = min(limit, c.budget)
	}
	data, err := io.ReadAll(io.LimitReader(in, limit+1))
	if int64(len(data)) > limit {
		return nil, &Error{Reason: Bomb, Detail: fmt.Sprintf("the part %s, of %d bytes packed, unpacks to more than %d", name, f.CompressedSize64, limit), Mend: "don't open it; ask its sender for the document as PDF"}
	}
	c.budget -= int64(len(data))
	if err != nil {
		return nil, damaged("the part "+name+" can't be unpacked", err)
	}
	return data, nil
}
