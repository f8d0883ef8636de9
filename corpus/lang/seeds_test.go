package lang_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"vanthu/corpus/lang"
	"vanthu/corpus/sharedtest"
)

var latinLetter = regexp.MustCompile(`[A-Za-z]`)

// Windows of six words out of texts are as short as questions. Windows that
// hold an address are left out.
func TestDetectWindowsOfSeeds(t *testing.T) {
	dir := sharedtest.Folder(t)
	d := lang.NewDetector(words(t).Common())
	for name, c := range map[string]struct {
		tag   string
		least float64 // share of windows that are told right with a wrong prior
	}{
		"000_4f5fcd0972eeb6fc.txt": {"he", 0.99},
		"001_2c541b89d2bf5764.txt": {"ru", 0.99},
		"002_9e07b85fb041f0ce.txt": {"nl", 0.95},
		"003_d8a4f3da4854751e.txt": {"ar", 0.99},
		"004_0094552032c39347.txt": {"no", 0.95},
	} {
		data, err := os.ReadFile(filepath.Join(dir, "seeds", name))
		if err != nil {
			t.Fatal(err)
		}
		right, all := 0, 0
		for _, line := range strings.Split(string(data), "\n") {
			fields := strings.Fields(line)
			for i := 0; i+6 <= len(fields); i += 6 {
				window := strings.Join(fields[i:i+6], " ")
				if strings.Contains(window, "http") || (c.tag == "ar" || c.tag == "he") && latinLetter.MatchString(window) {
					continue
				}
				all++
				if got := d.Detect(window, "vi"); got == c.tag {
					right++
				} else {
					t.Logf("%s is taken for %s: %s", c.tag, got, window)
				}
			}
		}
		share := float64(right) / float64(all)
		t.Logf("%s: %d of %d windows (%.3f)", c.tag, right, all, share)
		if share < c.least {
			t.Errorf("%s: %d of %d windows, less than %.2f", c.tag, right, all, c.least)
		}
	}
}
