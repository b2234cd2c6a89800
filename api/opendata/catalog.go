package opendata

import (
	"fmt"
	"strings"
	"time"

	"phusong/tiles"
)

// Catalog is what a catalogue says of one release. Base is the server's address
// without a slash at the end; Licence and Contact are the data owner's words or
// addresses; Sums has every file.
type Catalog struct {
	Base, Licence, Contact string
	Territory              tiles.Text
	Edition                *tiles.Edition
	Sums                   map[string]Sum // by FileName
}

// NotStated stands where the data owner has said nothing.
const NotStated = "chưa công bố — not stated"

// node is a JSON-LD object.
type node map[string]any

// Address is where a dataset of the release is downloaded.
func (c Catalog) Address(d Dataset, f Format) string {
	return c.Base + "/data/" + c.Edition.ID + "/" + d.Name + "." + string(f)
}

// Record is the catalogue as DCAT-AP in JSON-LD.
func (c Catalog) Record() map[string]any {
	release := c.Edition.View.Release
	about := c.Base + "/data/catalog.jsonld?release=" + c.Edition.ID
	var datasets []node
	for _, d := range Datasets() {
		datasets = append(datasets, c.dataset(d))
	}
	return node{
		"@context": prefixes(), "@id": about, "@type": "dcat:Catalog",
		"dct:title":       words(tiles.Text{Vietnamese: "Dữ liệu mở: phủ sóng di động " + c.Territory.Vietnamese, English: "Open data: mobile coverage of " + c.Territory.English}),
		"dct:description": words(tiles.Text{Vietnamese: "Phủ sóng di động theo thôn, xã và ô lục giác, của mọi nhà mạng gộp lại, dự báo bằng mô hình truyền sóng." + sample(release.Synthetic).Vietnamese, English: "Mobile coverage by hamlet, commune and hex, of all operators together, as predicted by a propagation model." + sample(release.Synthetic).English}),
		"dct:publisher":   c.publisher(), "dct:license": c.licence(), "dct:language": languages(), "dct:spatial": c.spatial(),
		"dct:issued": moment(release.PublishedAt), "dct:modified": moment(release.PublishedAt), "foaf:homepage": document(c.Base + "/data"),
		"owl:versionInfo": c.Edition.ID, "phs:synthetic": release.Synthetic, "dcat:dataset": datasets,
	}
}

func (c Catalog) dataset(d Dataset) node {
	release := c.Edition.View.Release
	id := c.Base + "/data/" + c.Edition.ID + "/" + d.Name
	var distributions []node
	for _, f := range d.Formats {
		distributions = append(distributions, c.distribution(d, f))
	}
	made := node{
		"@id": id, "@type": "dcat:Dataset", "dct:identifier": d.Name + "-" + c.Edition.ID, "dct:title": words(d.Title),
		"dct:description": words(tiles.Text{Vietnamese: d.About.Vietnamese + sample(release.Synthetic).Vietnamese, English: d.About.English + sample(release.Synthetic).English}),
		"phs:definition":  words(d.Definition), "phs:release": c.Edition.ID, "phs:synthetic": release.Synthetic, "phs:asOf": node{"@type": "xsd:date", "@value": release.AsOf.UTC().Format(time.DateOnly)},
		"dct:spatial": c.spatial(), "dct:temporal": node{"@type": "dct:PeriodOfTime", "dcat:endDate": node{"@type": "xsd:date", "@value": release.AsOf.UTC().Format(time.DateOnly)}},
		"dct:issued": moment(release.PublishedAt), "dct:license": c.licence(), "dct:publisher": c.publisher(), "dcat:contactPoint": c.contact(), "owl:versionInfo": c.Edition.ID,
		"dcat:keyword": []node{{"@value": "phủ sóng di động", "@language": "vi"}, {"@value": "mobile coverage", "@language": "en"}}, "dct:language": languages(), "dcat:landingPage": document(c.Base + "/data"), "dcat:distribution": distributions,
	}
	if release.Synthetic {
		made["dct:provenance"] = node{"@type": "dct:ProvenanceStatement", "rdfs:label": words(tiles.Text{Vietnamese: "Dữ liệu mẫu bịa ra, không phải hiện trạng", English: "Invented sample, not the state of things"})}
	}
	return made
}

func (c Catalog) distribution(d Dataset, f Format) node {
	address, sum := c.Address(d, f), c.Sums[FileName(d, f, c.Edition.ID)]
	return node{
		"@id": address, "@type": "dcat:Distribution", "dct:title": words(tiles.Text{Vietnamese: d.Title.Vietnamese + " (" + string(f) + ")", English: d.Title.English + " (" + string(f) + ")"}),
		"dcat:accessURL": node{"@id": c.Base + "/data"}, "dcat:downloadURL": node{"@id": address}, "dcat:mediaType": mediaType(f), "dct:license": c.licence(),
		"dcat:byteSize": node{"@type": "xsd:nonNegativeInteger", "@value": sum.Bytes},
		"spdx:checksum": node{"@type": "spdx:Checksum", "spdx:algorithm": node{"@id": "spdx:checksumAlgorithm_sha256"}, "spdx:checksumValue": node{"@type": "xsd:hexBinary", "@value": sum.SHA256}},
	}
}

func prefixes() node {
	return node{
		"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/", "geo": "http://www.opengis.net/ont/geosparql#", "owl": "http://www.w3.org/2002/07/owl#",
		"rdfs": "http://www.w3.org/2000/01/rdf-schema#", "spdx": "http://spdx.org/rdf/terms#", "vcard": "http://www.w3.org/2006/vcard/ns#", "xsd": "http://www.w3.org/2001/XMLSchema#",
		"phs": "urn:phusong:terms#",
	}
}

// licence is an address where it is one, or the words themselves.
func (c Catalog) licence() node {
	if address(c.Licence) {
		return node{"@id": c.Licence, "@type": "dct:LicenseDocument"}
	}
	return node{"@type": "dct:LicenseDocument", "rdfs:label": c.Licence}
}

func (c Catalog) publisher() node { return node{"@type": "foaf:Agent", "foaf:name": c.Contact} }

func (c Catalog) contact() node {
	made := node{"@type": []string{"vcard:Kind", "vcard:Organization"}, "vcard:fn": c.Contact}
	if address(c.Contact) {
		made["vcard:hasURL"] = node{"@id": c.Contact}
	}
	return made
}

func (c Catalog) spatial() node {
	b := c.Edition.Bounds()
	box := fmt.Sprintf("POLYGON((%[1]g %[2]g,%[3]g %[2]g,%[3]g %[4]g,%[1]g %[4]g,%[1]g %[2]g))", degree(b[0]), degree(b[1]), degree(b[2]), degree(b[3]))
	return node{"@type": "dct:Location", "rdfs:label": words(c.Territory), "dcat:bbox": node{"@type": "geo:wktLiteral", "@value": box}}
}

// languages are those that titles and descriptions are in, as the EU's Publications
// Office names them: DCAT-AP wants things here, no words.
func languages() []node {
	const names = "http://publications.europa.eu/resource/authority/language/"
	return []node{{"@id": names + "VIE", "@type": "dct:LinguisticSystem"}, {"@id": names + "ENG", "@type": "dct:LinguisticSystem"}}
}

// mediaType is a format's media type as IANA's register names it.
func mediaType(f Format) node {
	media, _, _ := strings.Cut(f.MediaType(), ";")
	return node{"@id": "https://www.iana.org/assignments/media-types/" + media, "@type": "dct:MediaType"}
}

func document(address string) node { return node{"@id": address, "@type": "foaf:Document"} }

func address(text string) bool {
	return strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://")
}

func words(t tiles.Text) []node {
	return []node{{"@value": t.Vietnamese, "@language": "vi"}, {"@value": t.English, "@language": "en"}}
}

func moment(t time.Time) node {
	return node{"@type": "xsd:dateTime", "@value": t.UTC().Format(time.RFC3339)}
}

// sample is what is said of an invented province.
func sample(synthetic bool) tiles.Text {
	if synthetic {
		return tiles.Text{Vietnamese: " DỮ LIỆU MẪU BỊA RA, không phải hiện trạng.", English: " INVENTED SAMPLE, not the state of things."}
	}
	return tiles.Text{}
}
