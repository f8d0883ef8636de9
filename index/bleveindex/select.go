package bleveindex

// Keeping the best candidates without ordering them.

// guess gives a sum that somewhat more than most windows have more than; 0
// where it can't be told.
func (s *search) guess(sums []float32, most int) float32 {
	rank := most*5/4/sampled + 2
	s.sample = s.sample[:0]
	for i := 0; i < len(sums); i += sampled {
		if sums[i] > 0 {
			s.sample = append(s.sample, sums[i])
		}
	}
	if len(s.sample) < 2*rank {
		return 0
	}
	return nth(s.sample, rank)
}

// nth gives the n-th largest value of a list, which it reorders.
func nth(list []float32, n int) float32 {
	from, to := 0, len(list)
	for to-from > 1 {
		pivot := list[(from+to)/2]
		i, j := from, to-1
		for i <= j {
			for list[i] > pivot {
				i++
			}
			for list[j] < pivot {
				j--
			}
			if i <= j {
				list[i], list[j] = list[j], list[i]
				i++
				j--
			}
		}
		switch {
		case n <= j+1:
			to = j + 1
		case n > i:
			from = i
		default:
			return pivot
		}
	}
	return list[n-1]
}

// cut keeps the most candidates with the best bounds.
func (s *search) cut(most int) {
	selectBest(s.best, most)
	s.best = s.best[:most]
	least := s.best[0].bound
	for _, c := range s.best {
		least = min(least, c.bound)
	}
	s.least = least
}

// selectBest puts the n best bounds first, in any order (Hoare's selection).
func selectBest(list []contender, n int) {
	from, to := 0, len(list)
	for to-from > 1 {
		pivot := list[(from+to)/2].bound
		i, j := from, to-1
		for i <= j {
			for list[i].bound > pivot {
				i++
			}
			for list[j].bound < pivot {
				j--
			}
			if i <= j {
				list[i], list[j] = list[j], list[i]
				i++
				j--
			}
		}
		switch {
		case n <= j+1:
			to = j + 1
		case n > i:
			from = i
		default:
			return
		}
	}
}
