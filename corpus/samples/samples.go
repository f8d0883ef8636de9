// Package samples holds the documents that a fresh installation answers from
// until it has some of its own: what Resolution 57-NQ/TW and its follow-ups
// ask for and by when, how much-used public services work, and how time
// limits are counted, in Vietnamese and English, with a few in Russian,
// Hebrew, Dutch, Arabic and Norwegian.
//
// The words are the project's own; the facts are those of the official
// documents named in the last line of each file. None of them is the text as
// issued, so each has the standing "report" in its front matter.
//
// The files lie in documents/, named subject-language.md. A Vietnamese file
// and its English partner tell the same facts. To add one, write both, give
// the front matter (title, language, standing at least), and end with the
// line that names the source; the test checks all of it.
package samples

import (
	"embed"
	"io/fs"
)

//go:embed documents/*.md
var files embed.FS

// Documents gives the sample documents: Markdown files with YAML front
// matter at the root of the file system. It is read-only and safe for use by
// several goroutines.
func Documents() fs.FS {
	documents, err := fs.Sub(files, "documents")
	if err != nil {
		// Sub fails on a malformed path only, and this one is fixed.
		panic(err)
	}
	return documents
}
