package bleveindex

// segmentCopy is one of bleve's segments as searching wants it, in memory and
// never changed: a segment never changes either, it is merged away. All of it
// is made of what bleve keeps: the terms with the windows that hold them, and
// the order of each window's words.
//
// Windows go by their number in the segment. Blocks of windows, all of the same
// size, each have their own lists, so that the sums of a question fit the processor's
// cache.
//
// Memory, for windows of n words of which d are distinct: 2 n bytes for their
// order, 3 d for the lists of words and 2 n, at most, for those of pairs; some
// 900 bytes for n = 190, and 600 MB for a million passages of 100 words.
type segmentCopy struct {
	windows  int
	words    uint64
	ids      string   // all window IDs, one behind the other
	idEnd    []uint32 // where in ids each ends
	volumes  []volume
	volumeOf []uint8  // of each window
	length   []uint32 // of each window, in words
	standing []uint8  // of each window, as a place in standings
	blocks   []block
	size     uint32 // windows of a block, but for the last
	filters  filterCache
}

// blockSize is how many windows a block has at most: as many as 16 bits count.
const blockSize = 1 << 16

// sizeOf gives the size of the blocks of so many windows. Of a large segment
// their number is even, so that they are copied side by side.
func sizeOf(windows int) int {
	if windows < blockSize/8 {
		return max(1, windows)
	}
	pairs := (windows + 2*blockSize - 1) / (2 * blockSize)
	return (windows + 2*pairs - 1) / (2 * pairs)
}

// block gives the block of a window.
func (c *segmentCopy) block(window uint32) *block { return &c.blocks[window/c.size] }

// volume is the words of a segment's windows in one language. A word has a
// number by how many windows hold it as written; the most frequent has 0.
type volume struct {
	tag   string
	forms map[string]uint32
	held  []uint32 // of each word: how many windows hold it
	folds map[string]group
	stems map[string]group // nil where every stem is the folded word
	pairs []uint32         // hash of each word's folded form; nil where pairs are not searched
}

// group is the words that count as one, and how many windows hold any.
type group struct {
	forms   []uint32
	windows uint32
}

// block is a run of windows.
type block struct {
	first, n int
	parts    []part   // by volume
	class    []uint8  // of each window's length
	start    []uint32 // of each window's words in order; one more at the end
	order    []uint16 // numbers of words; one of 16 bits is written as farWord and its two halves
}

const farWord = 0xffff

// part is the lists of one volume's words in one block. The words below
// len(dense) have a byte for every window, 0 where it does not hold them.
type part struct {
	dense [][]uint8
	start []uint32 // of each word's list; one more at the end
	low   []uint16 // windows, counted from the block's first
	code  []uint8  // see occurrence

	pairKeys  []uint32 // hashes of pairs, ascending
	pairStart []uint32
	pairLow   []uint16
}

// list gives the windows that hold a word, and how.
func (p *part) list(word uint32) ([]uint16, []uint8) {
	from, to := p.start[word], p.start[word+1]
	return p.low[from:to], p.code[from:to]
}

// id gives a window's document and number.
func (c *segmentCopy) id(window uint32) (document string, n int, err error) {
	return parseWindowID(c.windowID(window))
}

func (c *segmentCopy) windowID(window uint32) string {
	from := uint32(0)
	if window > 0 {
		from = c.idEnd[window-1]
	}
	return c.ids[from:c.idEnd[window]]
}

// words gives the words of a window in order, as in block.order.
func (b *block) words(window uint32) []uint16 {
	w := int(window) - b.first
	return b.order[b.start[w]:b.start[w+1]]
}

// eachWord calls f with the words of a window in order.
func (b *block) eachWord(window uint32, f func(word uint32)) {
	order := b.words(window)
	for i := 0; i < len(order); i++ {
		word := uint32(order[i])
		if word == farWord {
			word = uint32(order[i+1])<<16 | uint32(order[i+2])
			i += 2
		}
		f(word)
	}
}

// An occurrence is how often a window holds a word, and how long the window
// is, in one byte: a class of frequency in the upper three bits, from 1, and
// one of length in the lower five. A bound of the score needs no more.
const lengthClasses = 32

var (
	// frequencyClasses holds the largest frequency of each class.
	frequencyClasses = [...]int{0, 1, 2, 3, 4, 7, 15, 1 << 30}
	// lengthClass holds the shortest length of each class: three classes to
	// a doubling, from 8 words.
	lengthClass = func() (t [lengthClasses]int) {
		steps := [...]float64{1, 1.26, 1.587}
		for i := 1; i < lengthClasses; i++ {
			t[i] = int(float64(int(8)<<((i-1)/3)) * steps[(i-1)%3])
		}
		return t
	}()
)

func occurrence(frequency int, class uint8) uint8 {
	f := 1
	for frequency > frequencyClasses[f] {
		f++
	}
	return uint8(f)<<5 | class
}

func classOf(length int) uint8 {
	c := 0
	for c+1 < lengthClasses && length >= lengthClass[c+1] {
		c++
	}
	return uint8(c)
}

// pairBits is how many bits the hash of a pair keeps: pairs that share a hash
// share a list, which makes a pair look more frequent than it is, by a
// thousandth of a per mille of the windows.
const pairBits = 20

// pairKey is the hash of two neighbouring words, of the hashes of their
// folded forms.
func pairKey(a, b uint32) uint32 {
	h := (uint64(a)<<32 | uint64(b)) * 0x9e3779b97f4a7c15
	h ^= h >> 29
	return uint32(h * 0xbf58476d1ce4e5b9 >> (64 - pairBits))
}

// wordHash is FNV-1a.
func wordHash(word string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(word); i++ {
		h = (h ^ uint32(word[i])) * 16777619
	}
	return h
}
