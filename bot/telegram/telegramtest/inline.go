package telegramtest

import (
	"encoding/json"
	"fmt"
)

// Answered is how often the bot answered a query: once is right.
type Answered struct {
	Answers int
	Refused int // how often an answer was refused
}

// answer takes an answer to a query.
func (a *Answered) answer() *refusal {
	if a.Answers > 0 {
		a.Refused++
		return bad(tooLate)
	}
	a.Answers++
	return nil
}

// tooLate is what is said of a query that is answered already, or is none.
const tooLate = "query is too old and response timeout expired or query ID is invalid"

// Inline is an inline query and what became of it.
type Inline struct {
	Answered
	Results  []Article
	Cache    int64 // seconds
	Personal bool
}

// Article is one result of an inline query.
type Article struct {
	ID, Title, Description string
	Text                   string // as people read it when it is chosen
	Raw                    string // as it was sent
}

// Ask delivers an inline query and gives its ID.
func (s *Server) Ask(person int64, language, words string) string {
	var id string
	s.change(func() {
		s.number++
		id = fmt.Sprintf("inline-%d", s.number)
		s.inline[id] = &Inline{}
	})
	s.Push(fmt.Sprintf(`"inline_query":{"id":%q,"from":{"id":%d,"is_bot":false,"first_name":"P","language_code":%q},"query":%s,"offset":""}`,
		id, person, language, quote(words)))
	return id
}

// Asked gives what became of an inline query.
func (s *Server) Asked(id string) Inline {
	s.mu.Lock()
	defer s.mu.Unlock()
	if q := s.inline[id]; q != nil {
		return *q
	}
	return Inline{}
}

func (s *Server) answerInlineQuery(p Params) (string, *refusal) {
	var results []struct {
		Type        string `json:"type"`
		ID          string `json:"id"`
		Title       string `json:"title"`
		Description string `json:"description"`
		Content     *struct {
			Text string `json:"message_text"`
			Mode string `json:"parse_mode"`
		} `json:"input_message_content"`
	}
	if json.Unmarshal([]byte(p.Text("results")), &results) != nil || results == nil {
		return "", bad("can't parse inline query results JSON object")
	}
	if len(results) > 50 {
		return "", bad("RESULTS_TOO_MUCH")
	}
	known := map[string]bool{}
	var articles []Article
	for _, r := range results {
		switch {
		case r.Type != "article":
			return "", bad("can't parse inline query result: Unsupported type specified")
		case len(r.ID) < 1 || len(r.ID) > 64:
			return "", bad("RESULT_ID_INVALID")
		case known[r.ID]:
			return "", bad("RESULT_ID_DUPLICATE")
		case r.Title == "":
			return "", bad("ARTICLE_TITLE_EMPTY")
		case r.Content == nil:
			return "", bad("can't parse inline query result: Can't find field \"input_message_content\"")
		}
		known[r.ID] = true
		m, refused := text(Params{"text": r.Content.Text, "parse_mode": r.Content.Mode})
		if refused != nil {
			return "", refused
		}
		articles = append(articles, Article{r.ID, r.Title, r.Description, m.Text, m.Raw})
	}
	var refused *refusal
	s.change(func() {
		q, ok := s.inline[p.Text("inline_query_id")]
		if !ok {
			refused = bad(tooLate)
			return
		}
		if refused = q.answer(); refused == nil {
			q.Results, q.Cache, q.Personal = articles, p.Int("cache_time"), p.Text("is_personal") == "true"
		}
	})
	return "true", refused
}
