package extract

import "strings"

// What something is called, in quotation marks, says nothing of what is done.

// quotedName is the most words in quotation marks that are what something is called.
const quotedName = 3

// inQuotes reports a phrase in what something is called: a few words in quotation marks.
func inQuotes(text string, st *statement, c cue) bool {
	for _, marks := range quotation {
		for i := max(0, c.end()-quotedName); i <= c.first; i++ {
			if !strings.HasSuffix(text[:st.words[i].Start], marks[0]) {
				continue
			}
			for k := c.end(); k <= min(i+quotedName, len(st.words)); k++ {
				if strings.HasPrefix(text[st.words[k-1].End:], marks[1]) {
					return true
				}
			}
		}
	}
	return false
}
