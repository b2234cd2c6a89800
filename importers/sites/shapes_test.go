package sites

import (
	"errors"
	"strings"
	"testing"

	"phusong/geo"
	"phusong/importers/feature"
	"phusong/importers/intake"
)

func readPoints(t *testing.T, name, text string) (*list, []geo.Presence, error) {
	t.Helper()
	file, err := intake.Open(name, []byte(text), intake.TableLimits())
	if err != nil {
		t.Fatal(err)
	}
	l, err := open(file, Options{Operator: geo.Viettel}, func(*feature.Collection) error { return nil })
	if err != nil {
		return nil, nil, err
	}
	if err := l.settle(t.Context(), province(), flat); err != nil {
		t.Fatal(err)
	}
	presences := l.presences()
	if c := l.ledger.Counts(); c.Rows != c.Accepted+c.Corrected+c.Questions+c.Refused+c.Dropped {
		t.Fatalf("rows are lost: %+v", c)
	}
	return l, presences, nil
}

func TestPointsOfAMapAreAList(t *testing.T) {
	geojson := `{"type":"FeatureCollection","features":[
		{"type":"Feature","properties":{"ma_tram":"A1","TENTRAM":"Na Hang 1","congnghe":"4G","bang_tan":1800,"huong":"0/120/240","ten_xa":"Nà Hang","kinh_do":105.6,"vi_do":22.01},"geometry":{"type":"Point","coordinates":[105.51234,22.01234]}},
		{"type":"Feature","properties":{"ma_tram":"A2","congnghe":"4G"},"geometry":{"type":"LineString","coordinates":[[105,22],[106,22]]}},
		{"type":"Feature","properties":{"ma_tram":"A3"},"geometry":{"type":"Point","coordinates":[105.5,22.01]}}]}`
	l, presences, err := readPoints(t, "tram.geojson", geojson)
	if err != nil || len(presences) != 1 || presences[0].Code != "A1" || presences[0].Name != "Na Hang 1" || len(presences[0].Sectors) != 3 || presences[0].Position[0] != 105.51234 {
		t.Fatalf("%+v, %v, %v", presences, err, l)
	}
	if got := strings.Join(issues(l), ";"); got != " place-differs warning; geometry-kind refused; technology-missing refused" {
		t.Errorf("issues %s", got)
	}
	if rows := l.ledger.Issues(); rows[0].Row != 1 || rows[1].Row != 2 {
		t.Errorf("the issues are of rows %d and %d, want the features' numbers", rows[0].Row, rows[1].Row)
	}
}

func TestPlacemarksAreAList(t *testing.T) {
	l, presences, err := readPoints(t, "tram.kml", `<kml><Document><Placemark><name>TQG0001</name><ExtendedData><Data name="Công nghệ"><value>4G</value></Data><Data name="Nhà mạng"><value>Viettel</value></Data></ExtendedData><Point><coordinates>105.51234,22.01234,300</coordinates></Point></Placemark></Document></kml>`)
	if err != nil || len(presences) != 1 || presences[0].Code != "TQG0001" || presences[0].Operator != geo.Viettel || len(l.ledger.Issues()) != 0 {
		t.Fatalf("%+v, %v", presences, err)
	}
}

func TestPointsWithoutACodeAreRefused(t *testing.T) {
	_, _, err := readPoints(t, "a.geojson", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"colour":"red"},"geometry":{"type":"Point","coordinates":[105.5,22]}}]}`)
	var refusal *intake.Refusal
	if !errors.As(err, &refusal) || refusal.Code != "header-missing" {
		t.Errorf("%v", err)
	}
}
