package bleveindex

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"unsafe"

	segment "github.com/blevesearch/scorch_segment_api/v2"
	"golang.org/x/sys/unix"

	"vanthu/corpus/lang"
	"vanthu/index"
)

// The copy of a large segment is kept in a file beside bleve's, so that a
// process answers at once: it maps the file into memory instead of making the
// copy anew. The file is never needed and never trusted: it names the segment
// that it was made of, its own version and the checksums of both its parts, and
// is made anew where any of them differs.
//
// First come the lists, each in the bytes that it has in memory, at a multiple
// of eight; then the table that tells where they are, the lengths and the words;
// then the trailer. Numbers are little-endian as on every machine this runs on,
// which the trailer's first word makes sure of.
const (
	sidecarVersion = 1
	sidecarSuffix  = ".copy"
	// sidecarFrom is from how many windows a segment's copy is kept: below,
	// making it takes less than a second.
	sidecarFrom = 200_000
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// trailer ends a sidecar file.
type trailer struct {
	Order    uint32 // tells the order of bytes
	Version  uint32
	Segment  [48]byte // see fingerprint
	Lists    uint64   // bytes
	Table    uint64   // bytes
	ListsSum uint32
	TableSum uint32
}

const byteOrder = 0x01020304

// fingerprint tells a segment's file from every other: its length and its
// footer, which holds the checksum of all of it.
func fingerprint(s segment.Segment) (path string, print [48]byte, ok bool) {
	kept, isKept := s.(interface {
		Path() string
		Data() []byte
	})
	if !isKept || len(kept.Data()) < segmentFooter || kept.Path() == "" {
		return "", print, false
	}
	data := kept.Data()
	binary.LittleEndian.PutUint64(print[:], uint64(len(data)))
	copy(print[8:], data[len(data)-40:])
	return kept.Path(), print, true
}

// sidecarPath is where the copy of a segment is kept: not among bleve's files.
func sidecarPath(segmentPath string) string {
	return filepath.Join(filepath.Dir(filepath.Dir(segmentPath)), "copies", filepath.Base(segmentPath)+sidecarSuffix)
}

// keep writes the copy of a segment to its file, and removes the files of
// segments that are gone. What goes wrong costs time at the next
// start and nothing else.
func (c *segmentCopy) keep(s segment.Segment) (err error) {
	path, print, ok := fingerprint(s)
	if !ok {
		return nil
	}
	name := sidecarPath(path)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), "new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := errors.Join(c.write(f, print), f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return err
	}
	sweepSidecars(filepath.Dir(name), filepath.Dir(path))
	return nil
}

// sweepSidecars removes the files of segments that are gone.
func sweepSidecars(dir, store string) {
	list, _ := os.ReadDir(dir)
	for _, f := range list {
		segmentFile, kept := strings.CutSuffix(f.Name(), sidecarSuffix)
		if _, err := os.Stat(filepath.Join(store, segmentFile)); kept && os.IsNotExist(err) {
			_ = os.Remove(filepath.Join(dir, f.Name()))
		}
	}
}

// write writes the copy.
func (c *segmentCopy) write(f io.Writer, print [48]byte) error {
	w := &sidecarWriter{out: bufio.NewWriterSize(f, 1<<20)}
	c.visit(w)
	t := trailer{Order: byteOrder, Version: sidecarVersion, Segment: print, Lists: w.at, Table: uint64(len(w.table)), ListsSum: w.sum, TableSum: crc32.Checksum(w.table, castagnoli)}
	_, err := w.out.Write(w.table)
	return errors.Join(w.err, err, binary.Write(w.out, binary.LittleEndian, t), w.out.Flush())
}

// sidecar is what visit goes over a copy with: to write it, or to fill it in.
type sidecar interface {
	number(n *int)
	text(s *[]string)
	bytes(list *[]uint8)
	shorts(list *[]uint16)
	words(list *[]uint32)
}

// visit names everything that is kept of a copy, in one order for writing and
// reading.
func (c *segmentCopy) visit(v sidecar) {
	size, all := int(c.size), int(c.words)
	v.number(&c.windows)
	v.number(&all)
	v.number(&size)
	ids := []string{c.ids}
	v.text(&ids)
	if c.size == 0 && len(ids) == 1 { // reading; a copy that is written is in use
		c.size, c.words, c.ids = uint32(size), uint64(all), ids[0]
	}
	v.words(&c.idEnd)
	v.bytes(&c.volumeOf)
	v.words(&c.length)
	v.bytes(&c.standing)
	visitList(v, &c.volumes, func(x *volume) { x.visit(v) })
	visitList(v, &c.blocks, func(b *block) { b.visit(v) })
}

func visitList[T any](v sidecar, list *[]T, each func(*T)) {
	n := len(*list)
	v.number(&n)
	if len(*list) != n {
		*list = make([]T, max(0, min(n, mostLists)))
	}
	for i := range *list {
		each(&(*list)[i])
	}
}

// mostLists bounds what a damaged table may ask for.
const mostLists = 1 << 20

func (x *volume) visit(v sidecar) {
	tag := []string{x.tag}
	v.text(&tag)
	if x.tag == "" && len(tag) == 1 && tag[0] != "" {
		x.tag = tag[0]
	}
	forms := make([]string, len(x.forms))
	for word, n := range x.forms {
		forms[n] = word
	}
	v.text(&forms)
	v.words(&x.held)
	v.words(&x.pairs)
	folded, stemmed := counts(x.folds), counts(x.stems)
	v.text(&folded.names)
	v.words(&folded.windows)
	v.text(&stemmed.names)
	v.words(&stemmed.windows)
	if x.forms == nil {
		x.build(forms, folded, stemmed)
	}
}

// groupList is how many windows hold each of some groups.
type groupList struct {
	names   []string
	windows []uint32
}

func counts(groups map[string]group) groupList {
	var l groupList
	for name, g := range groups {
		l.names, l.windows = append(l.names, name), append(l.windows, g.windows)
	}
	return l
}

// build makes the maps of a volume, as loading a segment does.
func (x *volume) build(forms []string, folded, stemmed groupList) {
	x.forms, x.folds = make(map[string]uint32, len(forms)), make(map[string]group, len(folded.names))
	stems := lang.Stems(x.tag)
	if stems {
		x.stems = make(map[string]group, len(stemmed.names))
	}
	for n, word := range forms {
		x.forms[word] = uint32(n)
		fold := lang.Fold(word)
		add(x.folds, fold, uint32(n))
		if stems {
			add(x.stems, lang.Stem(x.tag, fold), uint32(n))
		}
	}
	sum(x.folds, folded.names, folded.windows)
	sum(x.stems, stemmed.names, stemmed.windows)
	if !index.Pairs(x.tag) {
		x.pairs = nil
	}
}

func (b *block) visit(v sidecar) {
	v.number(&b.first)
	v.number(&b.n)
	v.bytes(&b.class)
	v.words(&b.start)
	v.shorts(&b.order)
	visitList(v, &b.parts, func(p *part) {
		visitList(v, &p.dense, func(list *[]uint8) { v.bytes(list) })
		v.words(&p.start)
		v.shorts(&p.low)
		v.bytes(&p.code)
		v.words(&p.pairKeys)
		v.words(&p.pairStart)
		v.shorts(&p.pairLow)
	})
}

// sidecarWriter writes lists, and the table of them.
type sidecarWriter struct {
	out   *bufio.Writer
	at    uint64
	sum   uint32
	table []byte
	err   error
}

func (w *sidecarWriter) number(n *int) { w.table = binary.AppendVarint(w.table, int64(*n)) }

func (w *sidecarWriter) text(list *[]string) {
	w.table = binary.AppendUvarint(w.table, uint64(len(*list)))
	for _, s := range *list {
		w.table = binary.AppendUvarint(w.table, uint64(len(s)))
		w.table = append(w.table, s...)
	}
}

func (w *sidecarWriter) bytes(list *[]uint8)   { writeList(w, *list) }
func (w *sidecarWriter) shorts(list *[]uint16) { writeList(w, *list) }
func (w *sidecarWriter) words(list *[]uint32)  { writeList(w, *list) }

func writeList[T uint8 | uint16 | uint32](w *sidecarWriter, list []T) {
	w.table = binary.AppendUvarint(w.table, uint64(len(list)))
	if len(list) == 0 {
		return
	}
	var one T
	w.put(unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(list))), len(list)*int(unsafe.Sizeof(one))))
	if over := w.at % 8; over > 0 {
		var none [8]byte
		w.put(none[over:])
	}
}

func (w *sidecarWriter) put(b []byte) {
	w.sum = crc32.Update(w.sum, castagnoli, b)
	n, err := w.out.Write(b)
	w.at += uint64(n)
	w.err = errors.Join(w.err, err)
}

// sidecarReader gives lists out of a file that is mapped into memory.
type sidecarReader struct {
	lists, table []byte
	at           uint64
	damaged      bool
}

func (r *sidecarReader) number(n *int) {
	x, used := binary.Varint(r.table)
	if used <= 0 || x < 0 || x > 1<<50 {
		r.damaged = true
		*n = 0
		return
	}
	*n, r.table = int(x), r.table[used:]
}

func (r *sidecarReader) count() int {
	x, used := binary.Uvarint(r.table)
	if used <= 0 || x > math.MaxInt32 {
		r.damaged = true
		return 0
	}
	r.table = r.table[used:]
	return int(x)
}

func (r *sidecarReader) text(list *[]string) {
	n := r.count()
	if n > len(r.table) {
		r.damaged = true
		return
	}
	all := make([]string, n)
	for i := range all {
		size := r.count()
		if size > len(r.table) {
			r.damaged = true
			return
		}
		all[i], r.table = string(r.table[:size]), r.table[size:]
	}
	*list = all
}

func (r *sidecarReader) bytes(list *[]uint8)   { readList(r, list) }
func (r *sidecarReader) shorts(list *[]uint16) { readList(r, list) }
func (r *sidecarReader) words(list *[]uint32)  { readList(r, list) }

func readList[T uint8 | uint16 | uint32](r *sidecarReader, list *[]T) {
	n := r.count()
	var one T
	size := uint64(n) * uint64(unsafe.Sizeof(one))
	if r.at+size > uint64(len(r.lists)) {
		r.damaged = true
		return
	}
	*list = nil
	if n > 0 {
		*list = unsafe.Slice((*T)(unsafe.Pointer(&r.lists[r.at])), n)
	}
	r.at = (r.at + size + 7) &^ 7
}

// errStale is what a sidecar gives that is not of this segment, of another
// version, or damaged.
var errStale = errors.New("the kept copy is not of this segment")

// loadKept gives the copy of a segment from its file. The lists stay in the
// file, which is mapped into memory until the copy is no longer used.
func loadKept(s segment.Segment) (*segmentCopy, error) {
	path, print, ok := fingerprint(s)
	if !ok {
		return nil, errStale
	}
	f, err := os.Open(sidecarPath(path))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	t, err := readTrailer(f)
	if err != nil {
		return nil, err
	}
	if t.Segment != print {
		return nil, errStale
	}
	data, err := unix.Mmap(int(f.Fd()), 0, int(t.Lists+t.Table), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return nil, fmt.Errorf("map %s into memory: %w", f.Name(), err)
	}
	c, err := readCopy(data, t)
	if err == nil && c.windows != int(s.Count()) {
		err = errStale
	}
	if err != nil {
		return nil, errors.Join(err, unix.Munmap(data))
	}
	runtime.AddCleanup(c, func(data []byte) { _ = unix.Munmap(data) }, data)
	return c, nil
}

// readCopy fills a copy in with what is in a mapped file.
func readCopy(data []byte, t trailer) (c *segmentCopy, err error) {
	defer guard(&err)()
	r := &sidecarReader{lists: data[:t.Lists], table: data[t.Lists : t.Lists+t.Table]}
	if crc32.Checksum(r.table, castagnoli) != t.TableSum {
		return nil, errStale
	}
	c = &segmentCopy{}
	c.visit(r)
	if r.damaged || len(r.table) > 0 || r.at != t.Lists {
		return nil, errStale
	}
	return c, nil
}

// sidecarOf is where the copy of a segment is kept; empty where none is.
func sidecarOf(s segment.Segment) string {
	path, _, ok := fingerprint(s)
	if !ok {
		return ""
	}
	return sidecarPath(path)
}

// sound reads all lists of a kept copy and compares them with their sum.
func sound(s segment.Segment) bool {
	f, err := os.Open(sidecarOf(s))
	if err != nil {
		return false
	}
	defer f.Close()
	t, err := readTrailer(f)
	if err != nil {
		return false
	}
	sum := crc32.New(castagnoli)
	_, err = io.Copy(sum, io.LimitReader(f, int64(t.Lists)))
	return err == nil && sum.Sum32() == t.ListsSum
}

// readTrailer reads what ends a sidecar file.
func readTrailer(f *os.File) (t trailer, err error) {
	info, err := f.Stat()
	if err != nil {
		return t, err
	}
	size := int64(binary.Size(t))
	if info.Size() < size {
		return t, errStale
	}
	if err := binary.Read(io.NewSectionReader(f, info.Size()-size, size), binary.LittleEndian, &t); err != nil {
		return t, err
	}
	if t.Order != byteOrder || t.Version != sidecarVersion || t.Lists+t.Table+uint64(size) != uint64(info.Size()) {
		return t, errStale
	}
	return t, nil
}
