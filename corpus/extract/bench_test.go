package extract_test

import (
	"strings"
	"testing"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
)

// lawText makes a text like a law, of about n bytes, from our own words.
func lawText(n int) string {
	const article = "Điều %. Trách nhiệm của cơ quan\n1. Ủy ban nhân dân cấp xã công bố lịch tiếp dân trước ngày 15 tháng 01 hằng năm theo Nghị định số 118/2025/NĐ-CP.\n" +
		"2. Bộ Khoa học và Công nghệ chủ trì, phối hợp với các bộ, ngành liên quan thực hiện các việc sau đây:\na) Lập danh sách những nơi tiếp dân và cử người trực;\nb) Theo dõi kết quả, báo cáo trong quý III năm 2026;\nđ) Trả lời người dân bằng văn bản khi được hỏi, nêu rõ lý do nếu từ chối.\n" +
		"3. Người dân có quyền hỏi lại khi câu trả lời chưa rõ, và cơ quan phải trả lời trong thời hạn 05 ngày làm việc kể từ ngày nhận được câu hỏi.\n"
	var b strings.Builder
	b.WriteString("CHÍNH PHỦ\nSố: 901/2026/NĐ-CP\nNGHỊ ĐỊNH\nVề việc tiếp dân\n")
	for i := 1; b.Len() < n; i++ {
		b.WriteString(strings.Replace(article, "%", itoa(i), 1))
	}
	return b.String()
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

func BenchmarkNamed(b *testing.B) {
	d := extract.NewDescriber(extract.New(load(b)))
	lines := strings.Split(lawText(1<<20), "\n")
	b.SetBytes(1 << 20)
	for b.Loop() {
		for _, l := range lines {
			d.Named(l, "vi")
		}
	}
}

func BenchmarkNumbers(b *testing.B) {
	x := extract.New(load(b))
	text := lawText(1 << 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		x.Numbers(text, "vi")
	}
}

func BenchmarkPassages(b *testing.B) {
	lx := load(b)
	x := extract.New(lx)
	text := readText(b, lx, "a.txt", []byte(lawText(1<<20)))
	doc := &corpus.Document{Text: text.Body, Language: "vi"}
	b.SetBytes(int64(len(text.Body)))
	for b.Loop() {
		x.Passages(doc, text.Blocks)
	}
}

func BenchmarkDescribe(b *testing.B) {
	lx := load(b)
	d := extract.NewDescriber(extract.New(lx))
	text := readText(b, lx, "a.txt", []byte(lawText(1<<11))) // an article of a law
	b.SetBytes(int64(len(text.Body)))
	for b.Loop() {
		d.Describe(text)
	}
}

// The search for bodies beside the taking apart into words, which it needs.
func BenchmarkMentions(b *testing.B) {
	x := extract.New(load(b))
	text := lawText(1 << 20)
	words := lang.Words(text)
	b.Run("words", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			lang.Words(text)
		}
	})
	for _, tag := range lang.Tags() { // every language's search over the same words
		b.Run(tag, func(b *testing.B) {
			x.Mentions("", tag, nil)
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				x.Mentions(text, tag, words)
			}
		})
	}
}
