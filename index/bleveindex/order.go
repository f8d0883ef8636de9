package bleveindex

import (
	"encoding/binary"
	"errors"
)

// The order of a window's words is stored as their places among the window's
// distinct words, sorted by their bytes: below 255 one byte, else the byte
// 255 and the rest as an unsigned varint. The words themselves are bleve's
// terms.
const farPlace = 255

func appendOrder(dst []byte, place int) []byte {
	if place < farPlace {
		return append(dst, byte(place))
	}
	return binary.AppendUvarint(append(dst, farPlace), uint64(place-farPlace))
}

var errOrder = errors.New("the stored order of words is damaged")

// eachPlace calls f with every place of an order; all are below n.
func eachPlace(order []byte, n int, f func(place int)) error {
	for i := 0; i < len(order); {
		place := int(order[i])
		i++
		if place == farPlace {
			more, size := binary.Uvarint(order[i:])
			if size <= 0 || more > uint64(n) {
				return errOrder
			}
			place += int(more)
			i += size
		}
		if place >= n {
			return errOrder
		}
		f(place)
	}
	return nil
}
