package boost

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
)

// Options is how a model is learnt.
type Options struct {
	Trees   int
	Leaves  int     // of a tree, at most
	Rate    float64 // by which every tree's answer is made smaller
	MinLeaf int     // cases of a leaf, at least
	Ridge   float64 // added to the curvature of a leaf: large keeps leaves small
	Sample  float64 // share of the features that a tree may ask about
	Seed    uint64
}

// bins is how many limits are tried for a feature, at most.
const bins = 64

// Train learns to tell the cases that are yes from those that are not. The same
// cases in the same order give the same model.
func Train(features []string, cases [][]float64, yes []bool, o Options) (*Model, error) {
	if len(cases) == 0 || len(cases) != len(yes) {
		return nil, errors.New("train: no cases, or not one answer for each")
	}
	count := 0
	for i, c := range cases {
		if len(c) != len(features) {
			return nil, errors.New("train: a case has not one number for each feature")
		}
		if yes[i] {
			count++
		}
	}
	if count == 0 || count == len(cases) {
		return nil, errors.New("train: all answers are the same")
	}
	t := &trainer{o: o, limits: make([][]float64, len(features)), binned: make([][]uint8, len(features)), slope: make([]float64, len(cases)), curve: make([]float64, len(cases))}
	for f := range features {
		t.bin(f, cases)
	}
	m := &Model{Features: features, Base: math.Log(float64(count) / float64(len(cases)-count))}
	sum := make([]float64, len(cases))
	for i := range sum {
		sum[i] = m.Base
	}
	random := rand.New(rand.NewPCG(o.Seed, 0))
	for range o.Trees {
		for i := range cases {
			p := 1 / (1 + math.Exp(-sum[i]))
			t.slope[i], t.curve[i] = -p, p*(1-p)
			if yes[i] {
				t.slope[i]++
			}
		}
		tree := t.grow(random.Perm(len(features))[:max(1, int(o.Sample*float64(len(features))))])
		for i := range cases {
			sum[i] += tree.value(cases[i])
		}
		m.Trees = append(m.Trees, tree)
	}
	return m, nil
}

type trainer struct {
	o            Options
	limits       [][]float64 // of each feature, ascending
	binned       [][]uint8   // by feature and case: how many limits lie below its number
	slope, curve []float64   // of the loss, by case
}

// bin chooses the limits of a feature, half-way between numbers that occur.
func (t *trainer) bin(f int, cases [][]float64) {
	numbers := make([]float64, len(cases))
	for i, c := range cases {
		numbers[i] = c[f]
	}
	slices.Sort(numbers)
	distinct := slices.Compact(slices.Clone(numbers))
	if len(distinct) > bins {
		for i := range bins {
			distinct[i] = numbers[i*len(numbers)/bins]
		}
		distinct = slices.Compact(distinct[:bins])
	}
	for i := 1; i < len(distinct); i++ {
		t.limits[f] = append(t.limits[f], (distinct[i-1]+distinct[i])/2)
	}
	t.binned[f] = make([]uint8, len(cases))
	for i, c := range cases {
		at, _ := slices.BinarySearch(t.limits[f], c[f])
		t.binned[f][i] = uint8(at)
	}
}

// leaf is cases that have come to the same place, with the best question to part
// them by.
type leaf struct {
	node         int
	cases        []int
	slope, curve float64
	gain         float64
	feature, bin int
}

// grow makes a tree that may ask about some features.
func (t *trainer) grow(features []int) Tree {
	slices.Sort(features)
	all := make([]int, len(t.slope))
	for i := range all {
		all[i] = i
	}
	tree := Tree{{}}
	leaves := []leaf{t.leaf(0, all, features)}
	for len(leaves) < t.o.Leaves {
		best := 0
		for i := range leaves {
			if leaves[i].gain > leaves[best].gain {
				best = i
			}
		}
		l := leaves[best]
		if l.gain <= 0 {
			break
		}
		var yes, no []int
		for _, i := range l.cases {
			if int(t.binned[l.feature][i]) <= l.bin {
				yes = append(yes, i)
			} else {
				no = append(no, i)
			}
		}
		tree[l.node] = Node{Feature: l.feature, Limit: t.limits[l.feature][l.bin], Yes: len(tree), No: len(tree) + 1}
		leaves[best] = t.leaf(len(tree), yes, features)
		leaves = append(leaves, t.leaf(len(tree)+1, no, features))
		tree = append(tree, Node{}, Node{})
	}
	for _, l := range leaves {
		tree[l.node] = Node{Value: t.o.Rate * l.slope / (l.curve + t.o.Ridge)}
	}
	return tree
}

// leaf finds the best question for some cases.
func (t *trainer) leaf(node int, cases, features []int) leaf {
	l := leaf{node: node, cases: cases}
	for _, i := range cases {
		l.slope += t.slope[i]
		l.curve += t.curve[i]
	}
	score := func(slope, curve float64) float64 { return slope * slope / (curve + t.o.Ridge) }
	whole := score(l.slope, l.curve)
	var slope, curve [bins]float64
	var count [bins]int
	for _, f := range features {
		n := len(t.limits[f])
		if n == 0 {
			continue
		}
		slope, curve, count = [bins]float64{}, [bins]float64{}, [bins]int{}
		for _, i := range cases {
			b := t.binned[f][i]
			slope[b] += t.slope[i]
			curve[b] += t.curve[i]
			count[b]++
		}
		var s, c float64
		k := 0
		for b := range n {
			s, c, k = s+slope[b], c+curve[b], k+count[b]
			if k < t.o.MinLeaf || len(cases)-k < t.o.MinLeaf {
				continue
			}
			if gain := score(s, c) + score(l.slope-s, l.curve-c) - whole; gain > l.gain+1e-9 {
				l.gain, l.feature, l.bin = gain, f, b
			}
		}
	}
	return l
}
