package lang_test

import (
	"testing"

	"vanthu/corpus/lang"
)

// The links end with the empty one, so that parts that stand side by side are
// found too.
func TestCompoundLinks(t *testing.T) {
	for _, tag := range lang.Tags() {
		links := lang.CompoundLinks(tag)
		if want := tag == "nl" || tag == "no"; (len(links) > 0) != want {
			t.Errorf("%s has links %q", tag, links)
		}
		for i, l := range links {
			if (l == "") != (i == len(links)-1) {
				t.Errorf("%s has links %q", tag, links)
			}
		}
	}
}
