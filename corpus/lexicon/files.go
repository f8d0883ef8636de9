package lexicon

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

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

// wordFile is one file of words.
type wordFile struct {
	name string
	to   any    // what it is decoded into
	take func() // takes that up
	sum  [sha256.Size]byte
}

// readWords reads the files of words: those of whole languages, of bodies and
// abbreviations, and those of all folders.
func (lx *Lexicon) readWords(f fs.FS) error {
	files, err := lx.wordFiles(f)
	if err != nil {
		return err
	}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range files {
		file := &files[i]
		group.Go(func() error {
			data, err := fs.ReadFile(f, file.name)
			if err == nil {
				file.sum = sha256.Sum256(data)
				err = decode(data, file.to)
			}
			if err != nil {
				return fmt.Errorf("%s: %w", file.name, err)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for _, file := range files {
		fmt.Fprintf(lx.hash, "%s %x\n", file.name, file.sum)
		file.take()
	}
	return nil
}

// wordFiles lists the files of words in the order in which they are taken up.
func (lx *Lexicon) wordFiles(f fs.FS) ([]wordFile, error) {
	names, err := fs.Glob(f, "*.yaml")
	if err != nil {
		return nil, err
	}
	var files []wordFile
	for _, name := range names {
		file, err := lx.wordFile(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		files = append(files, file)
	}
	for _, folder := range folders {
		names, err := fs.Glob(f, path.Join(folder.name, "*.yaml"))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			tag, err := tagOf(name)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			read := reflect.New(reflect.TypeOf(folder.words(&Language{})).Elem())
			files = append(files, wordFile{name: name, to: read.Interface(), take: func() {
				merge(reflect.ValueOf(folder.words(lx.language(tag))).Elem(), read.Elem())
			}})
		}
	}
	return files, nil
}

// wordFile is a file that lies in no folder.
func (lx *Lexicon) wordFile(name string) (wordFile, error) {
	switch name {
	case "agencies.yaml":
		var list struct{ Agencies []Agency }
		return wordFile{name: name, to: &list, take: func() { lx.Agencies = append(lx.Agencies, list.Agencies...) }}, nil
	case "abbreviations.yaml":
		var list struct{ Abbreviations []Abbreviation }
		return wordFile{name: name, to: &list, take: func() { lx.Abbreviations = append(lx.Abbreviations, list.Abbreviations...) }}, nil
	}
	tag, err := tagOf(name)
	if err != nil {
		return wordFile{}, err
	}
	var l Language
	return wordFile{name: name, to: &l, take: func() { l.Tag = tag; lx.language(tag).add(l) }}, nil
}

// language gives the words of a language, none at first.
func (lx *Lexicon) language(tag string) *Language {
	l := lx.Languages[tag]
	if l == nil {
		l = &Language{Tag: tag}
		lx.Languages[tag] = l
	}
	return l
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

// Where the concepts lie that duties are compared by, and those that only
// searching goes by, a table an area of public life.
const (
	dutyConcepts   = "concepts.csv"
	searchConcepts = "concepts/*.csv"
)

// readConcepts reads the tables of concepts.
func (lx *Lexicon) readConcepts(f fs.FS) error {
	list, err := conceptTables(f, dutyConcepts, lx.hash)
	if err != nil {
		return err
	}
	if err := lx.addConcepts(list); err != nil {
		return fmt.Errorf("%s: %w", dutyConcepts, err)
	}
	more, err := conceptTables(f, searchConcepts, lx.hash)
	if err != nil {
		return err
	}
	lx.searched = append(lx.searched, more...)
	if err := lx.broaderThere(lx.searched); err != nil {
		return fmt.Errorf("%s: %w", searchConcepts, err)
	}
	return nil
}
