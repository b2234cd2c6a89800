package sample

import (
	"math"
	"slices"
)

// ascending returns the places of keys from the least key to the greatest;
// equal keys keep their order.
func ascending(keys []float64) []int {
	order := make([]int, len(keys))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case keys[a] < keys[b]:
			return -1
		case keys[a] > keys[b]:
			return 1
		}
		return 0
	})
	return order
}

// shares divides total into whole parts in proportion to weights, none less
// than least; the parts add up exactly.
func shares(total int, weights []float64, least int) []int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	free := total - least*len(weights)
	parts, missing := make([]int, len(weights)), make([]float64, len(weights))
	given := 0
	for i, w := range weights {
		exact := float64(free) * w / sum
		parts[i], missing[i] = least+int(exact), math.Floor(exact)-exact
		given += int(exact)
	}
	for _, i := range ascending(missing)[:free-given] {
		parts[i]++
	}
	return parts
}
