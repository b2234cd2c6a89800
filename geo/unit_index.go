package geo

// unitKey is what names a unit: codes of levels and vintages look alike.
type unitKey struct {
	code    AdminCode
	level   Level
	vintage Vintage
}

// UnitIndex finds units by code, level and vintage.
type UnitIndex map[unitKey]*AdminUnit

// IndexUnits indexes units, of which it keeps pointers. Of two with one name the
// last is found.
func IndexUnits(all []AdminUnit) UnitIndex {
	x := make(UnitIndex, len(all))
	for i := range all {
		x[unitKey{all[i].Code, all[i].Level, all[i].Vintage}] = &all[i]
	}
	return x
}

// Unit returns a unit, nil where there is none.
func (x UnitIndex) Unit(code AdminCode, level Level, v Vintage) *AdminUnit {
	return x[unitKey{code, level, v}]
}

// Name names a unit; "" where there is none.
func (x UnitIndex) Name(code AdminCode, level Level, v Vintage) string {
	if u := x.Unit(code, level, v); u != nil {
		return u.Name
	}
	return ""
}

// Above returns the units that u lies in, the nearest first. A level that is
// missing is passed over.
func (x UnitIndex) Above(u *AdminUnit) []*AdminUnit {
	var all []*AdminUnit
	for level := u.Level - 1; level >= LevelProvince; level-- {
		if parent := x.Unit(u.Parent, level, u.Vintage); parent != nil {
			all, u = append(all, parent), parent
		}
	}
	return all
}
