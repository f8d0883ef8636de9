package i18n

// Number writes a number as people of the language do, with so many digits
// behind the decimal mark: "1,2" in Vietnamese.
func (c *Catalog) Number(tag string, x float64, decimals int) string {
	return locale(tag).FmtNumber(x, uint64(max(decimals, 0)))
}
