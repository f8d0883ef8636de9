package lexicon

import (
	"slices"
	"testing"
)

func TestConceptsThatShareWordsAreKin(t *testing.T) {
	concept := func(id, vi, en string) Concept {
		return Concept{ID: id, Words: map[string][]string{"vi": {vi}, "en": {en}}}
	}
	lx, err := Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := lx.finder([]Concept{concept("act.receive", "nhận", "receive"), concept("plain.take", "nhận", "Receive"), concept("act.confess", "nhận", "confess"), concept("act.send", "gửi", "send")}, false)
	close, near := c.Kin()
	for id, want := range map[string][2][]string{
		"act.receive": {{"plain.take"}, {"act.confess", "plain.take"}},
		"act.confess": {nil, {"act.receive", "plain.take"}},
		"act.send":    {nil, nil},
	} {
		if got := [2][]string{close[id], near[id]}; !slices.Equal(got[0], want[0]) || !slices.Equal(got[1], want[1]) {
			t.Errorf("%s is kin to %v and near %v, want %v", id, got[0], got[1], want)
		}
	}
}
