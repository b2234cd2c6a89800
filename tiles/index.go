package tiles

import "phusong/tiles/mercator"

// index finds the boxes that meet a window among very many small ones. It sorts
// them by the tile of one zoom that their north-west corner lies in.
type index struct {
	zoom          int
	west, north   uint32 // the first column and row of buckets
	columns, rows uint32
	start         []uint32 // bucket b holds items[start[b]:start[b+1]]
	items         []uint32
	width, height uint32 // of the largest box
}

// newIndex indexes box(0) … box(n-1) in tiles of the given zoom.
func newIndex(n, zoom int, box func(int) mercator.Box) index {
	ix := index{zoom: zoom}
	corners := mercator.EmptyBox()
	for i := range n {
		b := box(i)
		corners = corners.With(b.Min)
		ix.width, ix.height = max(ix.width, b.Max.X-b.Min.X), max(ix.height, b.Max.Y-b.Min.Y)
	}
	if n == 0 {
		return ix
	}
	first, last := mercator.TileAt(corners.Min, zoom), mercator.TileAt(corners.Max, zoom)
	ix.west, ix.north = first.X, first.Y
	ix.columns, ix.rows = last.X-first.X+1, last.Y-first.Y+1
	ix.fill(n, box)
	return ix
}

// fill sorts the items into their buckets by counting; within a bucket they ascend.
func (ix *index) fill(n int, box func(int) mercator.Box) {
	ix.start = make([]uint32, ix.columns*ix.rows+1)
	ix.items = make([]uint32, n)
	buckets := make([]uint32, n)
	for i := range n {
		t := mercator.TileAt(box(i).Min, ix.zoom)
		buckets[i] = (t.Y-ix.north)*ix.columns + t.X - ix.west
		ix.start[buckets[i]+1]++
	}
	for b := 1; b < len(ix.start); b++ {
		ix.start[b] += ix.start[b-1]
	}
	next := append([]uint32(nil), ix.start...)
	for i, b := range buckets {
		ix.items[next[b]] = uint32(i)
		next[b]++
	}
}

// near calls visit with every item whose box can meet the window, and with some
// whose box does not, always in the same order.
func (ix *index) near(window mercator.Box, visit func(item int)) {
	if len(ix.items) == 0 {
		return
	}
	window.Min.X -= min(window.Min.X, ix.width)
	window.Min.Y -= min(window.Min.Y, ix.height)
	from, to := mercator.TileAt(window.Min, ix.zoom), mercator.TileAt(window.Max, ix.zoom)
	firstColumn, lastColumn := max(from.X, ix.west), min(to.X, ix.west+ix.columns-1)
	firstRow, lastRow := max(from.Y, ix.north), min(to.Y, ix.north+ix.rows-1)
	if firstColumn > lastColumn {
		return
	}
	for row := firstRow; row <= lastRow; row++ {
		line := (row - ix.north) * ix.columns
		for _, item := range ix.items[ix.start[line+firstColumn-ix.west]:ix.start[line+lastColumn-ix.west+1]] {
			visit(int(item))
		}
	}
}
