package main_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// layers are the top folders; an import points to the same or an earlier one.
var layers = map[string]int{"corpus": 0, "index": 1, "handlers": 2, "bot": 3}

// fences name the only package that may import a library.
var fences = map[string]string{
	"github.com/blevesearch/bleve":        "index/bleveindex",
	"github.com/blevesearch/scorch":       "index/bleveindex",
	"github.com/RoaringBitmap":            "index/bleveindex",
	"github.com/sashabaranov/go-openai":   "handlers/llm",
	"github.com/bwmarrin/discordgo":       "bot/discord",
	"github.com/go-telegram/bot":          "bot/telegram",
	"modernc.org/sqlite":                  "handlers/state",
	"github.com/jackc/pgx":                "handlers/state",
	"github.com/opensearch-project":       "index/opensearchindex",
	"github.com/ledongthuc/pdf":           "corpus/format",
	"github.com/nicksnyder/go-i18n":       "handlers/i18n",
	"github.com/chromedp/chromedp":        "bot/web",
	"github.com/blevesearch/snowballstem": "corpus/lang",
	"github.com/go-text/typesetting":      "bot/web/poster",
	"golang.org/x/image":                  "bot/web/poster",
	"rsc.io/qr":                           "bot/web",
}

// TestImports reads the import graph: no arrow points the wrong way, and no
// library is imported outside its fence.
func TestImports(t *testing.T) {
	root := ".."
	files := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != root) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		files++
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		layer, known := layers[strings.Split(pkg, "/")[0]]
		if !known {
			t.Errorf("%s stands outside the four layers", path)
		}
		for _, imp := range f.Imports {
			name := strings.Trim(imp.Path.Value, `"`)
			if rest, ok := strings.CutPrefix(name, "vanthu/"); ok {
				if to := layers[strings.Split(rest, "/")[0]]; to > layer {
					t.Errorf("%s imports %s, which is a later layer", path, name)
				}
				if pkg == "corpus" && !strings.HasSuffix(path, "_test.go") {
					t.Errorf("%s: the root package of the corpus imports %s", path, name)
				}
			}
			for lib, only := range fences {
				if strings.HasPrefix(name, lib) && pkg != only && !strings.HasPrefix(pkg, only+"/") {
					t.Errorf("%s imports %s, which only %s may", path, name, only)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 50 {
		t.Fatalf("only %d files were read", files)
	}
}
