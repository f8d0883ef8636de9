package ledger

func Carry(before, now []Telling) []Telling { return now }
