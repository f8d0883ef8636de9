package vectors

import (
	"embed"
	"fmt"
	"path"
	"strings"
)

//go:embed sentences/*.txt
var sentenceFiles embed.FS

// everyday gives the same everyday sentences in every language, of which no
// official document speaks: the middle of their vectors is what a model makes
// of the language itself, and how near they lie to passages is how near
// anything does.
func everyday() (map[string][]string, error) {
	files, err := sentenceFiles.ReadDir("sentences")
	if err != nil {
		return nil, fmt.Errorf("read the everyday sentences: %w", err)
	}
	out := map[string][]string{}
	for _, f := range files {
		b, err := sentenceFiles.ReadFile("sentences/" + f.Name())
		if err != nil {
			return nil, fmt.Errorf("read the everyday sentences: %w", err)
		}
		out[strings.TrimSuffix(f.Name(), path.Ext(f.Name()))] = strings.Split(strings.TrimSpace(string(b)), "\n")
	}
	return out, nil
}
