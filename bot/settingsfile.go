package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/alecthomas/kong"
)

// settingsFile is what a file of settings says, by the name of the flag. A
// setting is named there as its flag ("llm-url"), with underscores or capitals
// inside ("llm_url", "llmUrl"), or as its environment variable
// ("VANTHU_LLM_URL").
type settingsFile struct {
	values map[string]any
	keys   map[string]string // as they stand in the file, by the name of the flag
}

// newSettingsFile reads a file of settings; it is a kong.ConfigurationLoader.
func newSettingsFile(r io.Reader) (kong.Resolver, error) {
	var said map[string]any
	if err := json.NewDecoder(r).Decode(&said); err != nil {
		return nil, fmt.Errorf("read the file of settings: %w", err)
	}
	f := settingsFile{map[string]any{}, map[string]string{}}
	for _, key := range slices.Sorted(maps.Keys(said)) {
		name := flagName(key)
		if other, twice := f.keys[name]; twice {
			return nil, fmt.Errorf("read the file of settings: %q and %q are the same setting", other, key)
		}
		f.values[name], f.keys[name] = said[key], key
	}
	return f, nil
}

// flagName gives the name of the flag that a key of the file means.
func flagName(key string) string {
	if name, ok := strings.CutPrefix(key, "VANTHU_"); ok {
		key = strings.ToLower(name)
	}
	var name strings.Builder
	for i, r := range strings.ReplaceAll(key, "_", "-") {
		if unicode.IsUpper(r) && i > 0 {
			name.WriteByte('-')
		}
		name.WriteRune(unicode.ToLower(r))
	}
	return name.String()
}

// Validate reports a key that is no setting: whoever wrote it would otherwise
// believe that it counts.
func (f settingsFile) Validate(app *kong.Application) error {
	known := map[string]bool{}
	var take func(n *kong.Node)
	take = func(n *kong.Node) {
		for _, flag := range n.Flags {
			known[flag.Name] = true
		}
		for _, child := range n.Children {
			take(child)
		}
	}
	take(app.Node)
	for _, name := range slices.Sorted(maps.Keys(f.values)) {
		if !known[name] {
			return fmt.Errorf("the file of settings: %q is no setting", f.keys[name])
		}
	}
	return nil
}

// Resolve gives what the file says of a flag; nil where it says nothing.
func (f settingsFile) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	return f.values[flag.Name], nil
}
