package corpus

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Visibility says who may see a document: everybody, the agency's own people,
// or the people named. The zero value is public.
type Visibility struct {
	agency bool
	named  bool // only people sees it
	people []string
}

// AgencyOnly gives the visibility of documents for the agency's own people.
func AgencyOnly() Visibility { return Visibility{agency: true} }

// Named gives the visibility of documents for the people with these IDs only;
// without any, nobody sees them.
func Named(people ...string) Visibility {
	return Visibility{named: true, people: slices.Clone(people)}
}

// Terms gives the visibility as index terms: a viewer sees a document when
// one of the viewer's Terms is among them.
func (v Visibility) Terms() []string {
	switch {
	case v.named && len(v.people) == 0:
		return []string{"nobody"}
	case v.named:
		terms := make([]string, len(v.people))
		for i, p := range v.people {
			terms[i] = "person:" + p
		}
		return terms
	case v.agency:
		return []string{"agency"}
	}
	return []string{"public"}
}

// MarshalJSON writes "public", "agency", the list of people, or "nobody" for
// an empty list.
func (v Visibility) MarshalJSON() ([]byte, error) {
	switch {
	case v.named && len(v.people) == 0:
		return []byte(`"nobody"`), nil
	case v.named:
		return json.Marshal(v.people)
	case v.agency:
		return []byte(`"agency"`), nil
	}
	return []byte(`"public"`), nil
}

// UnmarshalJSON reads what MarshalJSON writes; an empty string is public.
func (v *Visibility) UnmarshalJSON(b []byte) error {
	var any any
	if err := json.Unmarshal(b, &any); err != nil {
		return err
	}
	return v.set(any)
}

// UnmarshalYAML reads the same forms from front matter.
func (v *Visibility) UnmarshalYAML(unmarshal func(any) error) error {
	var any any
	if err := unmarshal(&any); err != nil {
		return err
	}
	return v.set(any)
}

func (v *Visibility) set(value any) error {
	switch value := value.(type) {
	case nil:
		*v = Visibility{}
		return nil
	case string:
		switch value {
		case "public", "":
			*v = Visibility{}
			return nil
		case "agency":
			*v = AgencyOnly()
			return nil
		case "nobody":
			*v = Named()
			return nil
		}
	case []any:
		people := make([]string, 0, len(value))
		for _, p := range value {
			s, ok := p.(string)
			if !ok || s == "" {
				return fmt.Errorf("visibility: a list of people holds names, not %v", p)
			}
			people = append(people, s)
		}
		if len(people) == 0 {
			return fmt.Errorf("visibility: the list of people is empty")
		}
		*v = Named(people...)
		return nil
	}
	return fmt.Errorf(`visibility is "public", "agency" or a list of people, not %v`, value)
}

// Viewer is who asks, as far as visibility goes. The zero Viewer sees public
// documents only.
type Viewer struct {
	Person string // ID as used in Visibility lists; empty for an unknown person
	Agency bool   // one of the agency's own people
}

// Terms gives the index terms of which a document must carry one.
func (w Viewer) Terms() []string {
	terms := []string{"public"}
	if w.Agency {
		terms = append(terms, "agency")
	}
	if w.Person != "" {
		terms = append(terms, "person:"+w.Person)
	}
	return terms
}

// Sees reports whether the viewer may see documents of this visibility.
func (w Viewer) Sees(v Visibility) bool {
	mine := w.Terms()
	for _, t := range v.Terms() {
		if slices.Contains(mine, t) {
			return true
		}
	}
	return false
}
