// Package boost learns yes-or-no questions from numbers, by gradient-boosted
// decision trees: J. H. Friedman, "Greedy Function Approximation: A Gradient
// Boosting Machine", Annals of Statistics 29 (2001); leaves take Newton steps
// and trees grow best leaf first, as in T. Chen and C. Guestrin, "XGBoost"
// (2016), and G. Ke et al., "LightGBM" (2017).
package boost

import "math"

// Model is a sum of trees over the features of a case. It is safe for
// concurrent use.
type Model struct {
	Features []string // their names, in the order of a case's numbers
	Base     float64  // log-odds of yes before any tree
	Trees    []Tree
}

// Tree is the nodes of a decision tree, the root first.
type Tree []Node

// Node is a question or, with Yes 0, a leaf.
type Node struct {
	Feature int     // which number is asked about
	Limit   float64 // up to here the answer is Yes
	Yes, No int     // the nodes to go on with
	Value   float64 // what a leaf adds to the log-odds
}

// Probability tells how likely yes is for a case: a number for each feature.
func (m *Model) Probability(x []float64) float64 {
	sum := m.Base
	for _, t := range m.Trees {
		sum += t.value(x)
	}
	return 1 / (1 + math.Exp(-sum))
}

func (t Tree) value(x []float64) float64 {
	n := t[0]
	for n.Yes != 0 {
		if x[n.Feature] <= n.Limit {
			n = t[n.Yes]
		} else {
			n = t[n.No]
		}
	}
	return n.Value
}
