package lang_test

import (
	"strings"
	"testing"

	"vanthu/corpus/lang"
)

// questions are short texts of the kind people type, by language.
var questions = map[string][]string{
	"vi": {
		"Hạn gửi kế hoạch là ngày nào?", "Làm hộ chiếu mất bao lâu?", "Lệ phí đăng ký khai sinh bao nhiêu?", "Ai chủ trì nhiệm vụ số 12?",
		"Tôi cần giấy tờ gì để kết hôn?", "Nghị quyết 57-NQ/TW nói gì về nhân lực?", "Xin chào", "Còn lệ phí?", "Cơ quan nào giải quyết?",
		"hồ sơ gồm những gì", "Việc nào sắp đến hạn?", "Cho hỏi đổi bằng lái xe ở đâu", "Bộ Công an phải làm gì trong năm 2025?",
		// without marks
		"lam ho chieu mat bao lau", "han nop ke hoach la ngay nao", "le phi dang ky khai sinh bao nhieu", "toi can giay to gi de ket hon",
		"nghi quyet 57 noi gi", "ai chu tri nhiem vu nay", "nop ho so o dau", "thoi han giai quyet la bao lau", "doi giay phep lai xe the nao",
		"co phai nop ban sao khong", "viec nao sap den han", "trinh tu thuc hien ra sao", "cam on ban nhieu", "con le phi thi sao",
		// with abbreviations
		"TTHC cấp CCCD ở đâu?", "UBND xã có làm dkkh ko", "dvc nop o dau", "thoi han cap CCCD", "BHYT ho gia dinh dong the nao", "xin cap lai GPLX mat bao lau", "hs dkks gom gi", "đk kết hôn cần gì",
	},
	"en": {
		"When is the plan due?", "How long does a passport take?", "What is the fee for birth registration?", "Who leads task 12?",
		"Which papers do I need to marry?", "What does Resolution 57 say about talent?", "And the fee?", "Which office handles it?",
		"Where can I change my driving licence", "tasks of the Ministry of Public Security in 2025", "deadline for the decrees and circulars", "Can I apply online?", "How much does it cost", "overdue tasks this month",
	},
	"nl": {
		"Wanneer moet het plan klaar zijn?", "Wat moet Ca Mau doen?", "Hoe lang duurt een paspoort?", "Wat kost de inschrijving van een geboorte?", "Wie leidt taak 12?",
		"Welke documenten heb ik nodig om te trouwen?", "Wat zegt resolutie 57 over talent?", "Welke instantie behandelt het?", "Waar kan ik mijn rijbewijs omwisselen",
		"taken van het ministerie in 2025", "Vóór welke datum moeten de decreten van kracht zijn?", "Kan ik dit online aanvragen?", "Hoeveel dagen duurt de behandeling", "Wie zit de vergadering voor?",
	},
	"no": {
		"Når må planen være ferdig?", "Hvor lang tid tar et pass?", "Hva koster registrering av fødsel?", "Hvem leder oppgave 12?",
		"Hvilke papirer trenger jeg for å gifte meg?", "Hva sier resolusjon 57 om talent?", "Hvilken myndighet behandler det?", "Hvor kan jeg bytte førerkort",
		"departementets oppgaver i 2025", "Innen hvilken dato skal forskriftene gjelde?", "Kan jeg søke på nett?", "Hvor mange dager tar behandlingen", "Hva handler møtet om?",
	},
	"ru": {
		"Когда нужно сдать план?", "Сколько времени занимает паспорт?", "Какая пошлина за регистрацию рождения?", "Кто отвечает за задачу 12?",
		"Какие документы нужны для брака?", "Что говорит резолюция 57 о кадрах?", "А пошлина?", "Какое ведомство рассматривает?", "Где поменять права",
		"задачи министерства на 2025 год", "Привет", "Срок?", "Резолюция 57-NQ/TW",
	},
	"he": {
		"מתי צריך להגיש את התוכנית?", "כמה זמן לוקח דרכון?", "מה האגרה על רישום לידה?", "מי אחראי על משימה 12?", "אילו מסמכים צריך לנישואין?",
		"מה אומרת החלטה 57 על כוח אדם?", "ומה האגרה?", "איזו רשות מטפלת?", "איפה מחליפים רישיון נהיגה", "משימות המשרד בשנת 2025", "שלום", "מועד אחרון", "החלטה מס' 57-NQ/TW",
	},
	"ar": {
		"متى يجب تقديم الخطة؟", "كم يستغرق جواز السفر؟", "ما رسوم تسجيل الولادة؟", "من المسؤول عن المهمة 12؟", "ما الوثائق المطلوبة للزواج؟",
		"ماذا يقول القرار 57 عن الموارد البشرية؟", "والرسوم؟", "أي جهة تختص بذلك؟", "أين أبدل رخصة القيادة", "مهام الوزارة في عام 2025", "مرحبا", "الموعد النهائي", "القرار رقم 57-NQ/TW",
	},
}

func TestDetect(t *testing.T) {
	d := lang.NewDetector(words(t).Common())
	for tag, list := range questions {
		if len(list) < 12 {
			t.Errorf("only %d questions in %s", len(list), tag)
		}
		for _, q := range list {
			// A wrong prior must not decide.
			prior := "en"
			if tag == "en" {
				prior = "vi"
			}
			if got := d.Detect(q, prior); got != tag {
				t.Errorf("%q is taken for %s, not %s", q, got, tag)
			}
		}
	}
}

// What carries no language falls to the prior.
func TestDetectFallsToThePrior(t *testing.T) {
	d := lang.NewDetector(words(t).Common())
	for _, q := range []string{"", "57", "57-NQ/TW", "😀", "31/3/2026", "???", "ok", "Hanoi", "VNeID", "\xff\xfe"} {
		for _, prior := range lang.Tags() {
			if got := d.Detect(q, prior); got != prior {
				t.Errorf("%q with prior %s is taken for %s", q, prior, got)
			}
		}
	}
	if got := d.Detect("57", ""); got != "" {
		t.Errorf("a number without a prior is taken for %s", got)
	}
}

// Languages that share the frequent words of a text are told by its others.
func TestDetectByVocabulary(t *testing.T) {
	lx := words(t)
	d := lang.NewDetector(lx.Common()).Knowing(lx.Knower())
	for q, want := range map[string]string{
		"economic growth target for 2025": "en",
		"budget report for ministries":    "en",
		"økonomisk vekstmål":              "no",
		"frist for rapport":               "no",
		"groeidoelstelling economie":      "nl",
		"termijn voor rapport over groei": "nl",
		"qwxyz for zzyzx":                 lang.NewDetector(lx.Common()).Detect("qwxyz for zzyzx", "en"),
		"Hanoi":                           "en", // a name alone tells nothing
	} {
		if got := d.Detect(q, "en"); got != want {
			t.Errorf("%q is taken for %s, not %s", q, got, want)
		}
	}
}

// A word or number of another script does not decide.
func TestDetectMixed(t *testing.T) {
	d := lang.NewDetector(words(t).Common())
	for q, want := range map[string]string{
		"Кто такой Tô Lâm и что поручено?":             "ru",
		"What does Đảng ủy Chính phủ have to do now?":  "en",
		"Wat moet UBND tỉnh doen met het plan?":        "nl",
		"ما معنى UBND في القرار؟":                      "ar",
		"מה זה 57-NQ/TW של Bộ Chính trị?":              "he",
		"Nghị quyết tiếng Nga là резолюция phải không": "vi",
	} {
		if got := d.Detect(q, "vi"); got != want {
			t.Errorf("%q is taken for %s, not %s", q, got, want)
		}
	}
}

func TestDetectLongText(t *testing.T) {
	d := lang.NewDetector(words(t).Common())
	if got := d.Detect(strings.Repeat("Nghị quyết của Bộ Chính trị ", 10000), "en"); got != "vi" {
		t.Errorf("a long text is taken for %s", got)
	}
}

func FuzzDetect(f *testing.F) {
	for _, s := range []string{"hạn nộp", "57", "когда", "\xff", "متى", "😀"} {
		f.Add(s)
	}
	d := lang.NewDetector(map[string][]string{"vi": {"và", "của"}, "en": {"the", "of"}, "nl": {"het"}, "no": {"og"}})
	f.Fuzz(func(t *testing.T, s string) {
		if _, ok := lang.Tag(d.Detect(s, "vi")); !ok {
			t.Fatalf("%q is in no language", s)
		}
	})
}
