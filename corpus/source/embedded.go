package source

import (
	"context"
	"fmt"
	"io/fs"
)

// Embedded is files that are part of the program.
type Embedded struct{ FS fs.FS }

// Walk gives the files in the order of their paths. Their time is zero: only
// another version of the program changes them, so their size must tell.
func (e Embedded) Walk(ctx context.Context, each func(File, error) error) error {
	return fs.WalkDir(e.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		return each(File{Path: path, Size: info.Size(), ModTime: info.ModTime()}, nil)
	})
}

// Read gives the bytes of a file and their hash.
func (e Embedded) Read(_ context.Context, f File, max int64) ([]byte, Hash, error) {
	if f.Size > max {
		return nil, "", fmt.Errorf("read %q: %w", f.Path, ErrTooLarge)
	}
	data, err := fs.ReadFile(e.FS, f.Path)
	if err != nil {
		return nil, "", fmt.Errorf("read %q: %w", f.Path, err)
	}
	return data, HashOf(data), nil
}
