package format

import "strings"

// letters gives the n-th letter mark of a list in capitals: A … Z, AA, BB ….
func letters(n int) string {
	if n < 1 || n > 26*20 {
		return "-"
	}
	return strings.Repeat(string(rune('A'+(n-1)%26)), (n-1)/26+1)
}

// roman gives n as a Roman number in capitals.
func roman(n int) string {
	if n < 1 || n > 3999 {
		return "-"
	}
	var b strings.Builder
	for _, d := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.sign)
		}
	}
	return b.String()
}
