package bleveindex

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// lockTimeout is how long another process may hold a lock before it is an
// error.
const lockTimeout = 500 * time.Millisecond

// segmentVersion stands eight bytes before the end of every segment file
// (zapx v17), and segmentFooter is the least such a file can be.
const (
	segmentVersion = 17
	segmentFooter  = 44
)

// check looks whether a generation's files are whole enough to be opened:
// bleve trusts what it maps into memory, and neither gives its lock back nor
// keeps from panicking where a file was cut short.
func check(dir string) (err error) {
	store := filepath.Join(dir, "store")
	root := filepath.Join(store, "root.bolt")
	info, err := os.Stat(root)
	if err != nil {
		return err
	}
	if info.Size() == 0 {
		return fmt.Errorf("%s is empty", root)
	}
	defer guard(&err)()
	db, err := bbolt.Open(root, 0o600, &bbolt.Options{ReadOnly: true, Timeout: lockTimeout})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.View(func(tx *bbolt.Tx) error {
		if tx.Size() > info.Size() {
			return fmt.Errorf("%s has %d bytes of at least %d", root, info.Size(), tx.Size())
		}
		return tx.ForEach(func(name []byte, b *bbolt.Bucket) error { return checkBucket(store, b) })
	})
}

// checkBucket reads all of a bucket, and looks at the segments it names.
func checkBucket(store string, b *bbolt.Bucket) error {
	return b.ForEach(func(k, v []byte) error {
		switch {
		case v == nil:
			return checkBucket(store, b.Bucket(k))
		case bytes.HasSuffix(v, []byte(".zap")):
			return checkSegment(filepath.Join(store, filepath.Base(string(v))))
		}
		return nil
	})
}

// checkSegment looks at a segment's last bytes, which tell its version and
// are not there if it was cut short.
func checkSegment(name string) (err error) {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() < segmentFooter {
		return fmt.Errorf("%s has only %d bytes", name, info.Size())
	}
	var footer [8]byte // version, checksum
	if _, err := f.ReadAt(footer[:], info.Size()-int64(len(footer))); err != nil {
		return err
	}
	if v := binary.BigEndian.Uint32(footer[:]); v != segmentVersion {
		return fmt.Errorf("%s does not end as a segment does", name)
	}
	return nil
}

// guard turns a panic over damaged files into an error, also one of touching
// memory that a file cut short does not back. Use: defer guard(&err)().
func guard(err *error) func() {
	before := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(before)
		if p := recover(); p != nil {
			*err = fmt.Errorf("the index is damaged: %v", p)
		}
	}
}

// isLocked reports that another process holds a lock.
func isLocked(err error) bool { return errors.Is(err, bolterrors.ErrTimeout) }
