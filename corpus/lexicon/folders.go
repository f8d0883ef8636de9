package lexicon

import (
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"strings"
	"sync"

	"vanthu/corpus/lang"
)

// folders hold the words that have files of their own, one a language.
var folders = [...]struct {
	name  string
	words func(*Language) any // where a file's words go
}{
	{"duties", func(l *Language) any { return &l.Duties }},
	{"duty_questions", func(l *Language) any { return &l.DutyQuestions }},
	{"procedures", func(l *Language) any { return &l.Procedures }},
	{"questions", func(l *Language) any { return &l.Asking }},
	{"offices", func(l *Language) any { return &l.Offices }},
	{"everyday", func(l *Language) any { return &l.Everyday }},
	{"follows", func(l *Language) any { return &l.Follows }},
}

// readFolders reads the files of all folders.
func (lx *Lexicon) readFolders(f fs.FS) error {
	for _, folder := range folders {
		names, err := fs.Glob(f, path.Join(folder.name, "*.yaml"))
		if err != nil {
			return err
		}
		for _, name := range names {
			if err := lx.readFolder(f, name, folder.words); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return nil
}

func (lx *Lexicon) readFolder(f fs.FS, name string, words func(*Language) any) error {
	tag, err := tagOf(name)
	if err != nil {
		return err
	}
	data, err := fs.ReadFile(f, name)
	if err != nil {
		return err
	}
	l := lx.Languages[tag]
	if l == nil {
		l = &Language{Tag: tag}
		lx.Languages[tag] = l
	}
	to := reflect.ValueOf(words(l)).Elem()
	read := reflect.New(to.Type())
	if err := decode(data, read.Interface()); err != nil {
		return err
	}
	merge(to, read.Elem())
	return nil
}

// tagOf gives the language that a file of words is named for.
func tagOf(name string) (string, error) {
	base := strings.TrimSuffix(path.Base(name), ".yaml")
	tag, ok := lang.Tag(base)
	if !ok {
		return "", fmt.Errorf("%q is no language of this product (%s)", base, strings.Join(lang.Tags(), " "))
	}
	return tag, nil
}

// searchedFolder holds the concepts that only searching goes by, a file an
// area of public life.
const searchedFolder = "concepts"

// readSearched reads the files of searchedFolder.
func (lx *Lexicon) readSearched(f fs.FS) error {
	names, err := fs.Glob(f, path.Join(searchedFolder, "*.yaml"))
	if err != nil {
		return fmt.Errorf("%s: %w", searchedFolder, err)
	}
	files := make([]struct{ Concepts []Concept }, len(names))
	errs := make([]error, len(names))
	var wg sync.WaitGroup
	for i, name := range names {
		wg.Go(func() {
			data, err := fs.ReadFile(f, name)
			if err == nil {
				err = decode(data, &files[i])
			}
			errs[i] = err
		})
	}
	wg.Wait()
	for i, name := range names {
		if err := errs[i]; err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := lx.addSearched(files[i].Concepts); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if err := lx.broaderThere(lx.searched); err != nil {
		return fmt.Errorf("%s: %w", searchedFolder, err)
	}
	return nil
}
