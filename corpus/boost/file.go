package boost

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A model's file is lines of text. The first has the log-odds before any tree,
// the second the names of the features, separated by spaces. Every further line
// is a tree: its nodes, separated by spaces, a question as "feature:limit:yes:no",
// a leaf as its value.

// Write writes a model.
func (m *Model) Write(to io.Writer) error {
	w := bufio.NewWriter(to)
	number := func(x float64) string { return strconv.FormatFloat(x, 'g', 5, 64) }
	fmt.Fprintf(w, "%s\n%s\n", number(m.Base), strings.Join(m.Features, " "))
	for _, t := range m.Trees {
		for i, n := range t {
			if i > 0 {
				w.WriteByte(' ')
			}
			if n.Yes == 0 {
				w.WriteString(number(n.Value))
			} else {
				fmt.Fprintf(w, "%d:%s:%d:%d", n.Feature, number(n.Limit), n.Yes, n.No)
			}
		}
		w.WriteByte('\n')
	}
	return w.Flush()
}

// Read reads a model. Whatever it reads, asking the model ends.
func Read(from io.Reader) (*Model, error) {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 1<<20)
	m := &Model{}
	for n := 1; lines.Scan(); n++ {
		var err error
		switch n {
		case 1:
			m.Base, err = strconv.ParseFloat(lines.Text(), 64)
		case 2:
			m.Features = strings.Fields(lines.Text())
		default:
			var t Tree
			t, err = readTree(lines.Text(), len(m.Features))
			m.Trees = append(m.Trees, t)
		}
		if err != nil {
			return nil, fmt.Errorf("read a model, line %d: %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read a model: %w", err)
	}
	if m.Features == nil {
		return nil, fmt.Errorf("read a model: it names no features")
	}
	return m, nil
}

func readTree(line string, features int) (Tree, error) {
	var t Tree
	words := strings.Fields(line)
	for at, word := range words {
		parts := strings.Split(word, ":")
		var n Node
		var err error
		switch len(parts) {
		case 1:
			n.Value, err = strconv.ParseFloat(word, 64)
		case 4:
			n.Limit, err = strconv.ParseFloat(parts[1], 64)
			for i, to := range []*int{&n.Feature, nil, &n.Yes, &n.No} {
				if to != nil && err == nil {
					*to, err = strconv.Atoi(parts[i])
				}
			}
			if err == nil && (n.Feature < 0 || n.Feature >= features || min(n.Yes, n.No) <= at || max(n.Yes, n.No) >= len(words)) {
				err = fmt.Errorf("%q asks about a feature or leads to a node that is not there, or back", word)
			}
		default:
			err = fmt.Errorf("%q is neither a question nor a leaf", word)
		}
		if err != nil {
			return nil, err
		}
		t = append(t, n)
	}
	if len(t) == 0 {
		return nil, fmt.Errorf("a tree without nodes")
	}
	return t, nil
}
