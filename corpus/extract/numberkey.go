package extract

// NumberKey gives the key of a document's number written out ("57-NQ/TW",
// "118/2025/NĐ-CP"); empty where it has none.
func NumberKey(number string) string {
	for i := range len(number) {
		if isDigit(number[i]) && numberStart(number, i) {
			if n, ok := scanNumber(number, i); ok {
				return n.Key
			}
		}
	}
	return ""
}
