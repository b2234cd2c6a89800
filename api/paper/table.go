package paper

// column is one column of a printed table: its width in millimetres and on
// which side its cells stand.
type column struct {
	name  string
	width float64
	align string
}

const (
	rowHeight  = 5.4
	headHeight = 9.6
	lastRow    = 297 - 22.0 // no row begins below this
)

// table prints rows under a heading that is repeated on every page. The last
// row is a total when summed.
func (d leaf) table(title string, columns []column, rows [][]string, summed bool) {
	if d.GetY() > lastRow-40 {
		d.AddPage()
	}
	d.SetFont(family, "B", 10)
	d.MultiCell(textWidth, 7, title, "", "L", false)
	d.SetDrawColor(190, 198, 208)
	defer d.SetDrawColor(0, 0, 0)
	d.head(columns)
	for i, row := range rows {
		if d.GetY()+rowHeight > lastRow {
			d.AddPage()
			d.head(columns)
		}
		style := ""
		if summed && i == len(rows)-1 {
			style = "B"
		}
		d.SetFont(family, style, 8)
		for k, c := range columns {
			d.CellFormat(c.width, rowHeight, d.fitted(row[k], c.width), "B", 0, c.align, false, 0, "")
		}
		d.Ln(rowHeight)
	}
	d.Ln(4)
}

func (d leaf) head(columns []column) {
	d.SetFont(family, "B", 7.5)
	d.SetFillColor(232, 238, 245)
	x, y := d.GetXY()
	for _, c := range columns {
		d.Rect(x, y, c.width, headHeight, "F")
		lines := d.SplitText(c.name, c.width-1)
		top := y + (headHeight-3.6*float64(len(lines)))/2
		for i, text := range lines {
			d.SetXY(x, top+3.6*float64(i))
			d.CellFormat(c.width, 3.6, text, "", 0, c.align, false, 0, "")
		}
		x += c.width
	}
	d.SetXY(margin, y+headHeight)
}

// fitted cuts a text that is wider than its cell.
func (d leaf) fitted(text string, width float64) string {
	const inside = 2.2
	if d.GetStringWidth(text) <= width-inside {
		return text
	}
	letters := []rune(text)
	for len(letters) > 1 && d.GetStringWidth(string(letters)+"…") > width-inside {
		letters = letters[:len(letters)-1]
	}
	return string(letters) + "…"
}
