package main

import (
	"archive/zip"
	"bytes"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"vanthu": main})
}

// withOthers are the scripts in which something goes on beside something else, those that the
// race detector has to see: in the others one command follows another.
var withOthers = []string{"testdata/script/serve.txtar", "testdata/script/chat.txtar", "testdata/script/documents.txtar", "testdata/script/lost_index.txtar"}

// TestScripts runs the whole program as a person does, one folder of files
// and one list of commands a script.
func TestScripts(t *testing.T) {
	t.Parallel()
	dir, files := "testdata/script", []string(nil)
	if raced {
		dir, files = "", withOthers
	}
	testscript.Run(t, testscript.Params{
		Dir:   dir,
		Files: files,
		Setup: func(e *testscript.Env) error {
			e.Setenv("VANTHU_DATA", filepath.Join(e.WorkDir, "data"))
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("GORACE", "atexit_sleep_ms=0") // the race detector's second of waiting at the end of each command adds up
			if shared, err := filepath.Abs("../../shared"); err == nil {
				e.Setenv("SHARED", shared)
			}
			samples, err := filepath.Abs("../corpus/samples/documents")
			if err != nil {
				return err
			}
			e.Setenv("SAMPLES", samples)
			for from, to := range map[string]string{"samples_questions.jsonl": "golden.jsonl", "golden_questions.jsonl": "languages.jsonl",
				"golden_results.txt": "results.txt", "seeds_questions.jsonl": "seeds.jsonl"} {
				data, err := os.ReadFile("../handlers/testdata/" + from)
				if err != nil {
					return err
				}
				if err := os.WriteFile(filepath.Join(e.WorkDir, to), data, 0o600); err != nil {
					return err
				}
			}
			return nil
		},
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "shared":
				_, err := os.Stat("../../shared/seeds")
				return err == nil, nil
			}
			return false, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"bad-file": badFile,
			"ready":    ready,
			"quotes":   quotes,
			"at-least": atLeast,
			"duty":     duty,
			"calendar": calendarHas,
			"wrong":    wrong,
		},
	})
}

// badFile makes a file that can't be read: bad-file KIND NAME.
func badFile(ts *testscript.TestScript, _ bool, args []string) {
	var data []byte
	switch args[0] {
	case "empty":
	case "binary":
		data = make([]byte, 100_000)
		if _, err := rand.Read(data); err != nil {
			ts.Fatalf("%v", err)
		}
		data[0] = 0
	case "big": // 10 MB of one line
		data = bytes.Repeat([]byte("Điều khoản thi hành. "), 10<<20/24)
	case "bomb":
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, name := range []string{"[Content_Types].xml", "word/document.xml"} {
			w, err := z.Create(name)
			if err != nil {
				ts.Fatalf("%v", err)
			}
			if _, err := w.Write(bytes.Repeat([]byte(" "), 500<<20)); err != nil {
				ts.Fatalf("%v", err)
			}
		}
		if err := z.Close(); err != nil {
			ts.Fatalf("%v", err)
		}
		data = b.Bytes()
	case "deep":
		data = []byte("<html><body>" + strings.Repeat("<div>", 100_000) + "x" + strings.Repeat("</div>", 100_000) + "</body></html>")
	case "utf8":
		data = []byte("Quy chế l\xe0m vi\xff\xfec của cơ quan.\nHạn nộp báo cáo là ngày 5 tháng 6 năm 2026.\n")
	default:
		ts.Fatalf("no kind %q", args[0])
	}
	if err := os.WriteFile(ts.MkAbs(args[1]), data, 0o600); err != nil {
		ts.Fatalf("%v", err)
	}
}
