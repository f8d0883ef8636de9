package llm

import (
	"testing"

	"vanthu/handlers/grounding"
)

// However a summary is cut into pieces, the same sentences are read.
func FuzzParser(f *testing.F) {
	for _, s := range []string{
		`{"status":"answered","sentences":[{"cites":["S1"],"text":"A \"b\" c."},{"cites":["S2","S3"],"text":"D"}]}`,
		"S1,S3 | A sentence.\n[2] | Another.\nNOT_FOUND", "<think>x</think>{\"status\":\"not_found\",\"sentences\":[]}", "A [1][2].\n- B【3】", "```json\n{}\n```", "{{[[\"",
	} {
		f.Add(s, uint(3))
	}
	f.Fuzz(func(t *testing.T, text string, size uint) {
		read := func(size int) (out []grounding.Sentence) {
			var p parser
			for rest := text; rest != ""; {
				n := min(size, len(rest))
				out = append(out, p.write(rest[:n])...)
				rest = rest[n:]
			}
			return append(out, p.end()...)
		}
		if len(text) > mostBytes {
			return
		}
		whole, pieces := read(len(text)+1), read(int(size%50)+1)
		if len(whole) != len(pieces) {
			t.Fatalf("whole %q, in pieces %q", whole, pieces)
		}
		for i := range whole {
			if whole[i].Text != pieces[i].Text {
				t.Errorf("whole %q, in pieces %q", whole[i], pieces[i])
			}
		}
	})
}
