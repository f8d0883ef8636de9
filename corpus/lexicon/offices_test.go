package lexicon_test

import (
	"testing"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// TestOfficeColumns: headings as registers have them, in every language.
func TestOfficeColumns(t *testing.T) {
	c := load(t).OfficeColumns()
	for heading, want := range map[string]corpus.OfficeColumn{
		"Tên cơ quan": "name", "Tên đơn vị tiếp nhận": "name", "TÊN TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG": "name", "Tên": "name", "ten co quan": "name", "Trụ sở": "name",
		"Phường/xã": "ward", "Xã, phường": "ward", "Xã/phường mới": "ward", "Tên phường": "ward", "Đơn vị hành chính cấp xã": "ward", "Phường (xã, đặc khu)": "ward",
		"Phường/xã cũ": "former", "Tên cũ": "former", "Các xã trước sáp nhập": "former", "Phường, xã trước ngày 1/7/2025": "former", "Đơn vị hành chính trước sắp xếp": "former",
		"Quận/huyện": "district", "Huyện cũ": "district", "Quận, huyện (trước đây)": "district", "Quận/Huyện/Thị xã/Thành phố": "district",
		"Tỉnh/Thành phố": "province", "Tỉnh": "province", "Tỉnh cũ": "former_province", "Tỉnh, thành phố trước sáp nhập": "former_province",
		"Địa chỉ": "address", "Địa chỉ trụ sở làm việc": "address", "dia chi": "address", "Địa chỉ cũ": "",
		"Giờ làm việc": "hours", "Thời gian tiếp nhận hồ sơ": "hours", "Điện thoại": "phone", "Số điện thoại liên hệ": "phone", "SĐT": "phone", "Đường dây nóng": "phone",
		"Email": "email", "Thư điện tử": "email", "Website": "url", "Trang thông tin điện tử": "url", "Tra cứu hồ sơ": "lookup", "Lĩnh vực tiếp nhận": "serves",
		"Cấp": "level", "Tọa độ": "point", "Vĩ độ": "lat", "Kinh độ": "lon", "STT": "", "Ghi chú": "", "Ngày ban hành": "", "": "", "—": "",

		"Office name": "name", "Name": "name", "Ward/Commune": "ward", "Former wards": "former", "Old ward names": "former", "former_wards": "former", "District": "district",
		"Province": "province", "Former province": "former_province", "Address": "address", "Opening hours": "hours", "openingHours": "hours", "phoneNumber": "phone", "Tel.": "phone",
		"E-mail": "email", "Web site": "url", "lookup_url": "lookup", "Services": "serves", "Level": "level", "lat": "lat", "LNG": "lon", "Latitude": "lat", "visibility": "visibility", "Date": "",

		"Название учреждения": "name", "Адрес": "address", "Телефон": "phone", "Часы работы": "hours", "Община": "ward", "Бывшие общины": "former", "Провинция": "province", "Широта": "lat",
		"Naam van het kantoor": "name", "Wijk": "ward", "Vroegere wijken": "former", "Openingstijden": "hours", "Telefoonnummer": "phone", "Breedtegraad": "lat",
		"שם המשרד": "name", "כתובת": "address", "טלפון": "phone", "שעות קבלה": "hours", "רובע": "ward",
		"اسم المكتب": "name", "العنوان": "address", "رقم الهاتف": "phone", "ساعات العمل": "hours", "البلدة": "ward", "البلدات السابقة": "former",
		"Kontornavn": "name", "Bydel": "ward", "Tidligere kommuner": "former", "Besøksadresse": "address", "Åpningstider": "hours", "Tlf": "phone",
	} {
		if got := c.Column(heading); got != want {
			t.Errorf("%q names %q, want %q", heading, got, want)
		}
	}
}

// TestOfficeWords: every language can tell every column that a register needs,
// and ask everything that can be asked; no wording asks for two things.
func TestOfficeWords(t *testing.T) {
	lx := load(t)
	for _, tag := range lang.Tags() {
		w := lx.Language(tag).Offices
		for column := range lx.Language("vi").Offices.Columns {
			if len(w.Columns[column]) == 0 {
				t.Errorf("%s: no heading of %s", tag, column)
			}
		}
		seen := map[string]string{}
		for ask := range lx.Language("vi").Offices.Asks {
			if len(w.Asks[ask]) == 0 {
				t.Errorf("%s: nobody asks for %s", tag, ask)
			}
			for _, s := range w.Asks[ask] {
				if other, twice := seen[lang.Fold(s)]; twice && other != ask {
					t.Errorf("%s: %q asks for %s and %s", tag, s, other, ask)
				}
				seen[lang.Fold(s)] = ask
			}
		}
		for _, unit := range []string{"commune", "district", "province"} {
			if len(w.Units[unit]) == 0 {
				t.Errorf("%s: no word for a %s", tag, unit)
			}
		}
		for kind := range lx.Language("vi").Offices.Kinds {
			if len(w.Kinds[kind]) == 0 {
				t.Errorf("%s: no name of the kind %s", tag, kind)
			}
		}
	}
	provinces, former := 0, 0
	for _, p := range lx.Language("vi").Offices.Provinces {
		provinces++
		former += len(p.Former)
	}
	// By resolution 202/2025/QH15, 52 of 63 were merged into 23; Huế had
	// become a city with another name half a year before.
	if provinces != 34 || former != 63-34+1 {
		t.Errorf("%d provinces, made of %d more", provinces, former)
	}
}
