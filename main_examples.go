package main

import (
	"fmt"

	"github.com/alecthomas/kong"
)

// example is a command line that can be typed as it stands, and what it does.
type example struct{ line, does string }

// examples are shown below the help of each command, by its path.
func examples() map[string][]example {
	return map[string][]example{
		"demo":    {{"phusong demo", "serve an invented province on http://localhost:8080"}, {"phusong demo --addr localhost:8081 --state /tmp/second", "a second one beside it"}},
		"serve":   {{"phusong serve --addr localhost:8080", "serve what was imported and computed"}},
		"work":    {{"phusong work --database postgres://phusong@host/phusong", "help to compute, on another machine"}},
		"migrate": {{"phusong migrate --database postgres://phusong@host/phusong", "before the first serve, and after an update"}},
		"sample":  {{"phusong sample ./sample", "the invented province as the files one would import"}},
		"import boundaries": {{"phusong import boundaries communes.geojson --vintage 2025-07", "communes of today"},
			{"phusong import boundaries districts.zip --vintage 2024 --level district --repair", "a Shapefile with broken rings"}},
		"import hamlets": {{"phusong import hamlets hamlets.zip", "polygons, or points"}, {"phusong import --dry-run hamlets hamlets.kml --vintage 2024", "only say what would become of each row"}},
		"import clusters": {{"phusong import clusters clusters.csv", "points with a hamlet's code, or lying in a hamlet"},
			{"phusong import --sample clusters clusters.xlsx --vintage 2024", "invented ones, of the hamlets of 2024"}},
		"import sites":      {{"phusong import sites viettel.xlsx --operator viettel", "a list as the operator sends it"}, {"phusong import --json sites vnpt.csv --operator vnpt", "the receipt as JSON"}},
		"import elevation":  {{"phusong import elevation N21E105.hgt N22E105.hgt.zip", "two sheets"}},
		"import population": {{"phusong import population people.tif --as-of 2025-12-31", "people of a day"}},
		"compute":           {{"phusong compute", "publish a release from what is imported"}, {"phusong compute --sub-points", "seven points in each hex"}},
		"runs":              {{"phusong runs", "what was computed, and what is going on"}, {"phusong runs --cancel 12", "stop one"}},
		"footprints":        {{"phusong footprints", "how many there are, and how many nothing needs"}, {"phusong footprints --delete --older-than 168h", "delete what was not used for a week"}},
		"gaps": {{"phusong gaps --by district --technology 4G", "people and hamlets by verdict"},
			{"phusong gaps --by commune --vintage 2025-07 --operator vnpt --definition people --format csv", "one operator, another definition, communes of today"},
			{"phusong gaps --as-of 2026-03-31", "what did we say in March?"}},
		"report":      {{`phusong report --district "Na Hang" --out na-hang.pdf`, "to sign"}, {"phusong report --out gaps.xlsx --as-of 2026-03-31", "to reckon with, as it was in March"}},
		"export data": {{"phusong export data --out ./open", "all formats, and the catalogue"}, {"phusong export data --out ./open --format gpkg,csv --release 2", "two formats of an earlier release"}},
		"export pmtiles": {
			{"phusong export pmtiles --out map.pmtiles", "the public map in one file"},
			{"phusong export pmtiles --layers list", "which layers there are"}},
		"patches": {{"phusong patches --technology 4G --limit 20", "the twenty fullest"}, {"phusong patches --operator viettel --format json --as-of 2026-03-31", "one operator's, as they were in March"}},
		"what-if": {{"phusong what-if --add 105.448,22.612,viettel,4G --height 45", "one mast more"},
			{"phusong what-if --remove viettel,TQG0166-13 --operator viettel --format geojson", "one less, on a map"}, {"phusong what-if --scenario plan.json", "changes as the API takes them"}},
		"choose": {{"phusong choose --operator viettel --budget 12", "twelve masts for the most people"},
			{"phusong choose --budget 30000 --unit money --objective hamlets --definition centre --must 02230-003", "30 billion đồng, one hamlet in any case"}},
		"failures":           {{"phusong failures --kind mast", "masts that people hang on alone"}, {"phusong failures --kind fibre --technology voice --operator viettel --format json", "fibre nodes, one operator"}},
		"fail":               {{"phusong fail viettel:TQG0166-13 vnpt:NHG0123", "who is cut off when both are silent"}},
		"claims list":        {{"phusong claims", "every claim beside what is computed"}, {"phusong claims --contradicting 01a20708 --as-of 2026-03-31", "the hamlets against one, as computed in March"}},
		"claims add":         {{`phusong claims add "100 % số thôn có sóng" --subject hamlets-covered-percent --value 100 --on 2024-05-01 --source "Báo cáo tháng 5/2024" --technology 3G+`, "what was said, when and by whom"}},
		"claims withdraw":    {{"phusong claims withdraw 01a20708-ffd7-7b5e-8bc0-4d0ffd8f1f62", "take one off the list"}},
		"definitions list":   {{"phusong definitions", "what may be asked for"}},
		"definitions add":    {{`phusong definitions add people-95 --basis people --covered-from 0.95 --level 4G=-105 --vi "95 % dân số" --en "95 % of the people" --source "Quyết định 12"`, "another meaning of covered"}},
		"definitions retire": {{"phusong definitions retire people-95", "no longer offer it"}},
		"changes":            {{"phusong changes", "since the release before"}, {"phusong changes --from 1 --to 3 --technology voice --format csv", "between two releases"}, {"phusong changes --as-of 2026-03-31", "what had changed by March"}},
		"find":               {{"phusong find Thôn 5 xã Minh Hương", "with or without diacritics"}, {"phusong find 22.61, 105.45 --limit 1", "coordinates"}},
		"hamlet":             {{"phusong hamlet 02230-003", "one hamlet, every network"}, {"phusong hamlet 02230-003 --as-of 2026-03-31", "as it was in March"}},
		"path":               {{"phusong path --to 02230-003", "why it has signal, or none"}, {"phusong path --from TQG0166-13 --to 105.448,22.612 --technology 4G --values", "every value of the Recommendation"}},
		"users add":          {{`phusong users add lan --full-name "Nguyễn Thị Lan" --role planner`, "an account and its one-time link"}},
		"users list":         {{"phusong users list", "who may log in"}},
		"users disable":      {{"phusong users disable lan", "sessions and tokens end at once"}},
		"users invite":       {{"phusong users invite lan", "a new link"}},
		"outage list":        {{"phusong outage", "the outages, open ones first"}},
		"outage open":        {{`phusong outage open "Bão số 3" --started 2026-11-22T03:00:00+07:00`, "begin to keep what fell silent"}},
		"outage add": {{`phusong outage add 0199b1c2 "TQG0166-13, NHG0123 mất điện" --cause power --power "ắc quy 4 giờ"`, "codes as they were sent"},
			{"phusong outage add 0199b1c2 --file silent.xlsx --operator viettel --dry-run", "only answer every line"}, {"phusong outage add 0199b1c2 --all --restored", "everything is back"}},
		"outage close":         {{"phusong outage close 0199b1c2", "nothing more is said in it"}},
		"outage report":        {{"phusong outage report 0199b1c2", "words for the phone"}, {"phusong outage report 0199b1c2 --number 2 --out situation.pdf", "the second report, as it was"}},
		"commitments list":     {{"phusong commitments", "what was promised and how far it is kept"}, {"phusong commitments --operator vnpt --overdue --format json", "one operator's, overdue"}},
		"commitments add":      {{`phusong commitments add --operator viettel --site TQG0324 --due 2026-Q4 --document "CV 123/VTQĐ" --technology 4G --on 2026-08-01 --tie 02230-003="đơn số 7"`, "a promise with its document"}},
		"commitments import":   {{`phusong commitments import promises.xlsx --operator viettel --document "CV 123/VTQĐ" --technology 4G --on 2026-08-01 --dry-run`, "only answer every row"}},
		"commitments change":   {{`phusong commitments change 0199b1c2 --due 2027-Q1 --notes "lùi một quý"`, "another quarter"}},
		"commitments withdraw": {{"phusong commitments withdraw 0199b1c2", "take it off the lists"}},
		"forget":               {{"phusong forget --state /tmp/second", "delete a private PostGIS and all in it"}},
		"doctor":               {{"phusong doctor", "what the machine lacks"}},
	}
}

// help prints the help of a command and its examples below.
func help(options kong.HelpOptions, ctx *kong.Context) error {
	if err := kong.DefaultHelpPrinter(options, ctx); err != nil {
		return err
	}
	selected := ctx.Selected()
	if selected == nil {
		return nil
	}
	path := selected.Path()
	if selected.DefaultCmd != nil {
		path = selected.DefaultCmd.Path()
	}
	shown := examples()[path]
	if len(shown) == 0 {
		return nil
	}
	fmt.Fprintln(ctx.Stdout, "\nExamples:")
	for _, e := range shown {
		fmt.Fprintf(ctx.Stdout, "  %s\n      %s\n", e.line, e.does)
	}
	return nil
}
