package personal_test

import (
	"strings"
	"testing"

	"vanthu/corpus/lexicon"
	"vanthu/handlers/personal"
)

func TestSecrets(t *testing.T) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	s := personal.NewSecrets(lx)
	for text, want := range map[string]bool{
		"CCCD 001099012345": true, "001 099 012 345": true, "căn cước của tôi là 079200001234, phí bao nhiêu": true, "CMND 123456789": true, "passport B1234567": true,
		"4111 1111 1111 1111": true, "4111-1111-1111-1111": true, "5500005555555559": true, "mã OTP là 482913": true, "my verification code is 4829": true,
		"одноразовый код 482913": true, "קוד אימות 482913": true, "رمز التحقق 482913": true, "engangskode 482913": true, "eenmalige code 482913": true, "ma xac thuc 482913": true,
		"٤١١١١١١١١١١١١١١١": true,
		"57-NQ/TW":         false, "0912345678": false, "0912 345 678": false, "+84 912 345 678": false, "1.000.000.000 đồng": false, "1 000 000 000": false, "100 000 000 000 đồng": false,
		"4111 1111 1111 1112": false, "thủ tục 1.000134": false, "hồ sơ 000.00.12.H26-220101-0001": false, "quy định về mã OTP năm 2025": false,
		"mã xác thực theo Thông tư 1234/2016": false, "482913": false, "ngày 31/3/2026": false, "": false, "Nghị định 123456789/NĐ-CP": false,
	} {
		if got := s.In(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	if got := s.Masked("mã OTP là 482913, phí 20000"); strings.Contains(got, "482913") || !strings.Contains(got, "20000") {
		t.Errorf("masked: %q", got)
	}
	var none *personal.Secrets
	if none.In("OTP 482913") || !none.In("001099012345") || none.Masked("x 1") != "x 1" {
		t.Error("without words")
	}
}

func FuzzSecrets(f *testing.F) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		f.Fatal(err)
	}
	s := personal.NewSecrets(lx)
	for _, text := range []string{"OTP 482913 OTP 1234", "001099012345", "٤١١١١١١١١١١١١١١١", "otp\xff1 2 3 4"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if masked := s.Masked(text); s.In(text) && masked == "" {
			t.Errorf("%q is masked away", text)
		}
	})
}
