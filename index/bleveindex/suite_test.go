package bleveindex_test

import (
	"testing"

	"go.uber.org/goleak"

	"vanthu/index"
	"vanthu/index/bleveindex"
	"vanthu/index/indextest"
)

// bleve starts workers that analyse text, once for the whole process.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/blevesearch/bleve_index_api.AnalysisWorker"))
}

func TestSuite(t *testing.T) {
	indextest.Run(t, func(t *testing.T) index.Store {
		s, err := bleveindex.New(t.TempDir(), bleveindex.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}
