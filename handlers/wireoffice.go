package handlers

import (
	"vanthu/handlers/offices"
	"vanthu/handlers/wire"
)

// wireOffices gives offices in the form other programs rely on.
func wireOffices(list []offices.Office) []wire.Office {
	var out []wire.Office
	for _, o := range list[:min(len(list), offeredOffices)] {
		w := wire.Office{Name: o.Name, Ward: o.Ward, Former: append([]string{}, o.Former...), District: o.District, Province: o.Province, Address: o.Address, Hours: o.Hours,
			Phone: o.Phone, Email: o.Email, URL: o.URL, Lookup: o.Lookup, Path: o.Document.Path, Row: o.Row()}
		if o.Point != nil {
			w.Lat, w.Lon = &o.Point.Lat, &o.Point.Lon
		}
		out = append(out, w)
	}
	return out
}
