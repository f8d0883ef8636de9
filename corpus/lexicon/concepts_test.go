package lexicon_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// Every concept has words in every language, and each of its words finds it.
func TestConceptsAreWhole(t *testing.T) {
	c := load(t).Concepts()
	if len(c.All()) < 400 {
		t.Errorf("%d concepts, want 400", len(c.All()))
	}
	seen := map[string]bool{}
	for _, concept := range c.All() {
		if seen[concept.ID] {
			t.Errorf("%s stands twice", concept.ID)
		}
		seen[concept.ID] = true
		for _, tag := range lang.Tags() {
			if len(concept.Words[tag]) == 0 {
				t.Errorf("%s has no word in %s", concept.ID, tag)
			}
			for _, w := range concept.Words[tag] {
				if got := c.ConceptsIn(strings.ReplaceAll(w, "*", ""), tag); !slices.Contains(got, concept.ID) {
					t.Errorf("%s %q gives %v, want %s among them", tag, w, got, concept.ID)
				}
			}
		}
	}
}

func TestConceptsIn(t *testing.T) {
	c := load(t).Concepts()
	for _, test := range []struct{ tag, text, want, not string }{
		{"vi", "Trình Chính phủ ban hành nghị định về trí tuệ nhân tạo", "act.issue act.submit body.government field.ai object.decree", "object.circular"},
		{"vi", "trinh chinh phu ban hanh nghi dinh", "act.issue act.submit object.decree", ""},
		{"vi", "xây dựng cơ sở dữ liệu quốc gia", "act.build object.database plain.national", "theme.data"},
		{"en", "send the plans to the Prime Minister", "act.submit body.prime-minister object.plan", ""},
		{"en", "the amended circulars were promulgated", "act.amend act.issue object.circular", "object.plan"},
		{"ru", "направить планы Руководящему комитету", "act.submit body.steering-committee object.plan", "theme.committee"},
		{"ru", "создание национальных баз данных и платформ", "act.build object.database object.platform", ""},
		{"nl", "een gegevensplatform en twee databanken bouwen", "act.build object.database object.platform", ""},
		{"nl", "het Digitale Transformatieproject uitvoeren", "object.project theme.digital-transformation", ""},
		{"he", "ולשלוח את התוכניות לוועדת ההיגוי", "act.submit body.steering-committee object.plan", ""},
		{"he", "בניית מאגרי המידע הלאומיים", "act.build", ""},
		{"ar", "إصدار المراسيم والتعاميم", "act.issue object.circular object.decree", ""},
		{"ar", "إنشاء قاعدة البيانات الوطنية", "act.establish object.database", ""},
		{"no", "utstede handlingsprogrammet og rapportene", "act.issue object.action-programme object.programme object.report", ""},
		{"en", "", "", "object.plan"},
		{"fr", "le plan", "", "object.plan"},
	} {
		got := c.ConceptsIn(test.text, test.tag)
		for _, id := range strings.Fields(test.want) {
			if !slices.Contains(got, id) {
				t.Errorf("%s %q gives %v, without %s", test.tag, test.text, got, id)
			}
		}
		if test.not != "" && slices.Contains(got, test.not) {
			t.Errorf("%s %q gives %v, with %s", test.tag, test.text, got, test.not)
		}
		if !slices.IsSorted(got) {
			t.Errorf("%s %q gives %v, unsorted", test.tag, test.text, got)
		}
	}
}

// An installation adds words to a concept and concepts of its own.
func TestConceptsOverlay(t *testing.T) {
	lx, err := lexicon.Load(fstest.MapFS{"concepts.csv": {Data: []byte(
		"\uFEFF# ours\nid,broader,vi\nobject.plan,,kịch bản; \nfield.swiftlet,field.agriculture,yến sào\n")}})
	if err != nil {
		t.Fatal(err)
	}
	got := lx.Concepts().ConceptsIn("kịch bản nuôi yến sào", "vi")
	if !slices.Equal(got, []string{"field.agriculture", "field.swiftlet", "object.arrangement", "object.plan"}) {
		t.Errorf("got %v", got)
	}
	if slices.Contains(load(t).Concepts().ConceptsIn("kịch bản", "vi"), "object.plan") {
		t.Error("the overlay of one lexicon shows in another")
	}
	for name, data := range map[string]string{
		"no kind": "id,vi\nplan,a\n", "unknown kind": "id,vi\nthing.plan,a\n", "no IDs": "vi\na\n", "cells": "id,vi\nobject.plan,a,b\n",
		"unknown language": "id,fr\nobject.plan,a\n", "unknown broader": "id,broader,vi\nobject.x,object.y,a\n", "common": "id,common\nobject.plan,maybe\n",
	} {
		if _, err := lexicon.Load(fstest.MapFS{"concepts.csv": {Data: []byte(data)}}); err == nil {
			t.Errorf("%s: was read", name)
		}
	}
}

func BenchmarkConceptsIn(b *testing.B) {
	lx, err := lexicon.Load(nil)
	if err != nil {
		b.Fatal(err)
	}
	c := lx.Concepts()
	for b.Loop() {
		c.ConceptsIn("Bộ Khoa học và Công nghệ chủ trì xây dựng, trình Chính phủ ban hành nghị định về trí tuệ nhân tạo và bán dẫn", "vi")
	}
}
