package corpus

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// OfficeColumn is what a column of a register of offices tells. A register is
// a table: its document's text has the headings in its first line and below,
// in a passage each, one row "| cell | cell |" for an office.
type OfficeColumn string

// The columns of registers.
const (
	OfficeName           OfficeColumn = "name"
	OfficeWard           OfficeColumn = "ward"   // the commune, ward or special zone it serves
	OfficeFormer         OfficeColumn = "former" // names of wards that were merged into it, separated by ; or |
	OfficeDistrict       OfficeColumn = "district"
	OfficeProvince       OfficeColumn = "province"
	OfficeFormerProvince OfficeColumn = "former_province"
	OfficeAddress        OfficeColumn = "address"
	OfficeHours          OfficeColumn = "hours"
	OfficePhone          OfficeColumn = "phone"
	OfficeEmail          OfficeColumn = "email"
	OfficeURL            OfficeColumn = "url"
	OfficeLookup         OfficeColumn = "lookup" // page where people look up their files
	OfficeServes         OfficeColumn = "serves" // kinds of procedures
	OfficeLevel          OfficeColumn = "level"  // commune, province, ministry
	OfficePoint          OfficeColumn = "point"  // latitude and longitude together
	OfficeLat            OfficeColumn = "lat"
	OfficeLon            OfficeColumn = "lon"
	OfficeVisibility     OfficeColumn = "visibility"
)

// IsRegister reports whether a table with these columns is a register of
// offices: it names them or their wards, and tells an address or a phone.
func IsRegister(columns []OfficeColumn) bool {
	named, reached := false, false
	for _, c := range columns {
		switch c {
		case OfficeName, OfficeWard:
			named = true
		case OfficeAddress, OfficePhone:
			reached = true
		}
	}
	return named && reached
}

// MapPoint is a place on the earth, in degrees of WGS 84.
type MapPoint struct {
	Lat, Lon float64
}

// OnEarth reports whether there is such a place. Registers write 0, 0 for
// what is not known.
func (p MapPoint) OnEarth() bool {
	return math.Abs(p.Lat) <= 90 && math.Abs(p.Lon) <= 180 && (p.Lat != 0 || p.Lon != 0)
}

var (
	decimalPoint = regexp.MustCompile(`-?[0-9]+(?:\.[0-9]+)?`)
	decimalComma = regexp.MustCompile(`-?[0-9]+(?:,[0-9]+)?`)
	wellKnown    = regexp.MustCompile(`(?i)^\s*POINT\s*\(`) // WKT, longitude first (ISO 19125-1)
)

// ReadMapPoint reads a point of one cell with both numbers, or of two. given is
// false where the cells are empty; ok is false where they hold no point of
// the earth, p being what they say.
func ReadMapPoint(both, lat, lon string) (p MapPoint, given, ok bool) {
	var numbers []string
	switch {
	case strings.TrimSpace(lat) != "" || strings.TrimSpace(lon) != "":
		numbers = []string{strings.ReplaceAll(strings.TrimSpace(lat), ",", "."), strings.ReplaceAll(strings.TrimSpace(lon), ",", ".")}
	case strings.TrimSpace(both) == "":
		return p, false, false
	case strings.Contains(both, ".") || !strings.ContainsAny(strings.TrimSpace(both), "; "):
		numbers = decimalPoint.FindAllString(both, 3)
	default:
		numbers = decimalComma.FindAllString(both, 3)
		for i, n := range numbers {
			numbers[i] = strings.ReplaceAll(n, ",", ".")
		}
	}
	if len(numbers) != 2 {
		return p, true, false
	}
	var err1, err2 error
	p.Lat, err1 = strconv.ParseFloat(strings.TrimRight(numbers[0], "°NnBb "), 64)
	p.Lon, err2 = strconv.ParseFloat(strings.TrimRight(numbers[1], "°EeDdĐđ "), 64)
	if wellKnown.MatchString(both) && lat == "" {
		p.Lat, p.Lon = p.Lon, p.Lat
	}
	if err1 != nil || err2 != nil || math.IsNaN(p.Lat) || math.IsNaN(p.Lon) || !p.OnEarth() {
		return p, true, false
	}
	return p, true, true
}
