package boost_test

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"vanthu/corpus/boost"
)

var options = boost.Options{Trees: 60, Leaves: 8, Rate: 0.2, MinLeaf: 5, Ridge: 1, Sample: 1, Seed: 1}

// xor makes cases of which no single number tells the answer: yes where one of
// the first two is large and the other small. The third tells nothing.
func xor(n int, seed uint64) (cases [][]float64, yes []bool) {
	random := rand.New(rand.NewPCG(seed, 0))
	for range n {
		c := []float64{random.Float64(), random.Float64(), random.Float64()}
		cases, yes = append(cases, c), append(yes, (c[0] > 0.4) != (c[1] > 0.6))
	}
	return cases, yes
}

func train(t *testing.T) *boost.Model {
	t.Helper()
	cases, yes := xor(2000, 1)
	m, err := boost.Train([]string{"a", "b", "noise"}, cases, yes, options)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestLearnsWhatNoSingleNumberTells(t *testing.T) {
	m := train(t)
	cases, yes := xor(1000, 2)
	right := 0
	for i, c := range cases {
		if (m.Probability(c) > 0.5) == yes[i] {
			right++
		}
	}
	if right < 960 {
		t.Errorf("%d of 1000 cases that it has not seen are right", right)
	}
}

func TestTheSameLessonsGiveTheSameModel(t *testing.T) {
	if a, b := train(t), train(t); !reflect.DeepEqual(a, b) {
		t.Error("two models differ")
	}
}

func TestAModelIsReadAsItWasWritten(t *testing.T) {
	m := train(t)
	var first, second bytes.Buffer
	if err := m.Write(&first); err != nil {
		t.Fatal(err)
	}
	again, err := boost.Read(bytes.NewReader(first.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(again.Features, m.Features) || len(again.Trees) != len(m.Trees) {
		t.Error("features or trees are lost")
	}
	if err := again.Write(&second); err != nil || second.String() != first.String() {
		t.Error("written again it differs", err)
	}
	cases, _ := xor(200, 3)
	for _, c := range cases {
		if d := m.Probability(c) - again.Probability(c); d > 0.02 || d < -0.02 {
			t.Errorf("%v: %v, read again %v", c, m.Probability(c), again.Probability(c))
		}
	}
}

func TestTrainRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		cases [][]float64
		yes   []bool
	}{
		"no cases":            {},
		"too few answers":     {[][]float64{{1}, {2}}, []bool{true}},
		"too few numbers":     {[][]float64{{1}, {}}, []bool{true, false}},
		"answers of one kind": {[][]float64{{1}, {2}}, []bool{true, true}},
	} {
		if _, err := boost.Train([]string{"a"}, c.cases, c.yes, options); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

var broken = []string{
	"", "0", "x\na", "0\na\n1:2", "0\na\n", "0\na\n1:0:1:2 0 0", "0\na\n0:0:0:1 0", "0\na\n0:0:1:3 0 0", "0\na\n-1:0:1:2 0 0", "0\na\n0:x:1:2 0 0", "0\na\n0:0:x:2 0 0", "0\na\nx",
}

func TestReadRefusesWhatIsNoModel(t *testing.T) {
	for _, text := range broken {
		if _, err := boost.Read(strings.NewReader(text)); err == nil && text != "0\na\n" {
			t.Errorf("%q: no error", text)
		}
	}
}

// Whatever is read as a model, asking it ends and gives a likelihood.
func FuzzRead(f *testing.F) {
	for _, text := range append(broken, "0.5\na b\n0:1.5:1:2 0.3 -0.3\n1:2:1:2 1:3:3:4 1 2 3\n") {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := boost.Read(strings.NewReader(text))
		if err != nil {
			return
		}
		if p := m.Probability(make([]float64, len(m.Features))); p < 0 || p > 1 {
			t.Errorf("a likelihood of %v", p)
		}
	})
}
