package export

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"vanthu/handlers"
)

// serviceRunes bounds a text in the description of a service, in characters.
const serviceRunes = 600

// Service describes a procedure for other programs as a GovernmentService of
// schema.org (https://schema.org/GovernmentService), in JSON-LD. page is the
// absolute address of its page. All texts are the document's own words; a
// time is an ISO 8601 duration only where the document gives one exact length,
// and a price is told only where the fee is one exact sum. "<", ">" and "&"
// are escaped, so that it can stand in a script element.
func Service(l handlers.Leaflet, page string) ([]byte, error) {
	d, p := l.Document, l.Document.Procedure
	s := service{Context: "https://schema.org", Type: "GovernmentService", ID: page, URL: page, Name: shortened(d.Title), Language: d.Language, SameAs: d.URL,
		ServiceType: shortened(p.Area.In(d.Text)), TermsOfService: shortened(p.Conditions.In(d.Text))}
	if p.Code != "" {
		s.Identifier = &property{"PropertyValue", "code", p.Code}
	}
	if office := shortened(p.Office.In(d.Text)); office != "" {
		s.Provider = &organization{Type: "GovernmentOrganization", Name: office, Address: shortened(p.Address.In(d.Text))}
	} else if d.Issuer != "" {
		s.Provider = &organization{Type: "GovernmentOrganization", Name: shortened(d.Issuer)}
	}
	if who := shortened(p.Who.In(d.Text)); who != "" {
		s.Audience = &audience{"Audience", who}
	}
	if result := shortened(p.Result.In(d.Text)); result != "" {
		s.Output = &named{"Thing", result}
	}
	for i, ch := range p.Channels {
		c := channel{Type: "ServiceChannel", Name: shortened(ch.Name.In(d.Text)), Time: shortened(ch.TimeLimit.In(d.Text))}
		if i < len(l.Lengths) && l.Lengths[i] != "" {
			c.Time = l.Lengths[i]
		}
		if c.Name != "" || c.Time != "" {
			s.Channels = append(s.Channels, c)
		}
	}
	if len(s.Channels) == 0 && !p.TimeLimit.Empty() {
		s.Channels = []channel{{Type: "ServiceChannel", Time: shortened(p.TimeLimit.In(d.Text))}}
	}
	if l.Price != nil {
		s.Offers = &offer{"Offer", l.Price.Amount, l.Price.Currency}
	}
	if p.OnlineURL != "" && p.OnlineURL != d.URL {
		s.Channels = append(s.Channels, channel{Type: "ServiceChannel", URL: p.OnlineURL})
	}
	body, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("describe %s for programs: %w", d.Path, err)
	}
	return body, nil
}

// shortened gives a text on one line, cut at a word where it is too long.
func shortened(s string) string {
	s = strings.Trim(strings.Join(strings.Fields(s), " "), " |;")
	if utf8.RuneCountInString(s) <= serviceRunes {
		return s
	}
	cut := string([]rune(s)[:serviceRunes])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + "…"
}

// service is a GovernmentService; its fields are those of schema.org.
type service struct {
	Context        string        `json:"@context"`
	Type           string        `json:"@type"`
	ID             string        `json:"@id"`
	URL            string        `json:"url"`
	Name           string        `json:"name"`
	Identifier     *property     `json:"identifier,omitempty"`
	Language       string        `json:"inLanguage,omitempty"`
	SameAs         string        `json:"sameAs,omitempty"`
	ServiceType    string        `json:"serviceType,omitempty"`
	Provider       *organization `json:"provider,omitempty"`
	Audience       *audience     `json:"audience,omitempty"`
	Output         *named        `json:"serviceOutput,omitempty"`
	TermsOfService string        `json:"termsOfService,omitempty"`
	Channels       []channel     `json:"availableChannel,omitempty"`
	Offers         *offer        `json:"offers,omitempty"`
}

type property struct {
	Type  string `json:"@type"`
	Name  string `json:"propertyID"`
	Value string `json:"value"`
}

type organization struct {
	Type    string `json:"@type"`
	Name    string `json:"name"`
	Address string `json:"address,omitempty"`
}

type audience struct {
	Type string `json:"@type"`
	Who  string `json:"audienceType"`
}

type named struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type channel struct {
	Type string `json:"@type"`
	Name string `json:"name,omitempty"`
	Time string `json:"processingTime,omitempty"`
	URL  string `json:"serviceUrl,omitempty"`
}

type offer struct {
	Type     string `json:"@type"`
	Price    string `json:"price"`
	Currency string `json:"priceCurrency,omitempty"`
}
