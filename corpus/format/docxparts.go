package format

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// parts walks the elements of one XML part. Whoever is given an element reads
// it to its end, with each, words or skip.
type parts struct {
	ctx    context.Context
	dec    *xml.Decoder
	name   string
	depth  int
	limit  int
	tokens int
}

// element is a start tag, by its local name.
type element struct {
	name  string
	attrs []xml.Attr
}

// attr gives an attribute by its local name, or "".
func (e element) attr(name string) string {
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// on reports a switch, which is on where its value is left out.
func (e element) on() bool {
	switch e.attr("val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// part opens a part of the container and has it read, from its root on; a
// part that is not there is not read.
func (w *word) part(c *container, name string, read func(*parts) error) error {
	data, err := c.unpack(name)
	if err != nil || data == nil {
		return err
	}
	p := &parts{ctx: w.ctx, dec: xml.NewDecoder(bytes.NewReader(data)), name: name, limit: w.limits.Depth}
	p.dec.CharsetReader = charset.NewReaderLabel
	return read(p)
}

func (p *parts) token() (xml.Token, error) {
	if p.tokens++; p.tokens%4096 == 0 {
		if err := p.ctx.Err(); err != nil {
			return nil, err
		}
	}
	t, err := p.dec.RawToken()
	if err != nil {
		if errors.Is(err, io.EOF) && p.depth <= 1 {
			return nil, io.EOF
		}
		return nil, damaged("the part "+p.name+" is broken", err)
	}
	return t, nil
}

// each gives the elements inside the current one and reads to its end.
func (p *parts) each(read func(element) error) error {
	if p.depth++; p.limit > 0 && p.depth > p.limit {
		return tooDeep(p.limit)
	}
	for {
		t, err := p.token()
		if errors.Is(err, io.EOF) {
			return nil // of the part
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := read(element{t.Name.Local, t.Attr}); err != nil {
				return err
			}
		case xml.EndElement:
			p.depth--
			return nil
		}
	}
}

// skip reads to the end of the current element.
func (p *parts) skip() error {
	return p.each(func(element) error { return p.skip() })
}

// words gives the text of the current element, without that of elements in it.
func (p *parts) words() (string, error) {
	if p.depth++; p.limit > 0 && p.depth > p.limit {
		return "", tooDeep(p.limit)
	}
	var b strings.Builder
	for {
		t, err := p.token()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = damaged("the part "+p.name+" is broken", io.ErrUnexpectedEOF)
			}
			return "", err
		}
		switch t := t.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			if err := p.skip(); err != nil {
				return "", err
			}
		case xml.EndElement:
			p.depth--
			return b.String(), nil
		}
	}
}
