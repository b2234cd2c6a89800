package boundaries

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/feature"
	"phusong/importers/gazetteer"
	"phusong/importers/intake"
	"phusong/importers/table"
)

// ClusterOptions name a file of household clusters and say what the file does not.
type ClusterOptions struct {
	FileName string
	Content  []byte
	Vintage  geo.Vintage    // of the hamlets they belong to; "" for those of the hamlets' own list
	Dataset  string         // "" names it after the vintage
	Limits   *intake.Limits // nil for those of the product
	AsOf     time.Time
	Invented bool // the caller knows that they are
	DryRun   bool
}

// mostClusters bounds what one hamlet may have; more is a list of houses.
const mostClusters = 200

// ImportClusters reads household clusters, points of a map or rows of a table,
// and saves them as one revision. Each belongs to the hamlet whose code it names,
// or else to the one it lies in. The hamlets must have been imported before.
// Errors are as those of sites.Import.
func ImportClusters(ctx context.Context, store *data.Store, o ClusterOptions) (importers.Receipt, error) {
	s, err := openPoints(ctx, store, o.FileName, o.Content, o.Limits)
	if err != nil {
		return importers.Receipt{}, err
	}
	c := clusterReader{source: s, byCode: map[geo.HamletCode]*geo.Hamlet{}, names: map[geo.HamletCode][]string{}}
	if err := c.know(ctx, store, o.Vintage); err != nil {
		return importers.Receipt{}, err
	}
	var found []data.HamletCluster
	for _, f := range c.taken() {
		if one, ok := c.cluster(f); ok {
			found = append(found, one)
		}
	}
	d := data.Dataset{Kind: data.Clusters, Name: "clusters " + string(c.hamlets[0].Vintage), Title: "Cụm dân cư"}
	im := s.importAs(d, o.Dataset, o.AsOf, o.DryRun)
	im.Synthetic = im.Synthetic || o.Invented
	return im.Finish(ctx, len(found), func(ctx context.Context, n data.NewRevision) (data.Revision, error) {
		return store.SaveClusters(ctx, n, found)
	})
}

// clusterReader turns points into clusters of known hamlets.
type clusterReader struct {
	*source
	hamlets  []geo.Hamlet // by code
	boxes    []orb.Bound
	byCode   map[geo.HamletCode]*geo.Hamlet
	communes *gazetteer.Gazetteer
	names    map[geo.HamletCode][]string // of the clusters taken so far
}

// know loads the hamlets of a vintage, "" for the one of the hamlets' own list:
// of several, the oldest.
func (c *clusterReader) know(ctx context.Context, store *data.Store, vintage geo.Vintage) error {
	revisions, err := store.CurrentRevisions(ctx)
	if err != nil {
		return fmt.Errorf("%s: %w", c.file.Name, err)
	}
	all, err := store.Hamlets(ctx, data.IDs(revisions, data.Hamlets))
	if err != nil {
		return fmt.Errorf("%s: %w", c.file.Name, err)
	}
	for _, v := range geo.Vintages() {
		if len(c.hamlets) == 0 && (vintage == "" || v == vintage) {
			c.hamlets = slices.DeleteFunc(slices.Clone(all), func(h geo.Hamlet) bool { return h.Vintage != v })
		}
	}
	if len(c.hamlets) == 0 {
		return intake.Refuse("hamlets-first", "chưa có thôn nào: hãy nhập danh sách thôn trước khi nhập cụm dân cư", "no hamlets are known: import them before their clusters")
	}
	slices.SortFunc(c.hamlets, func(a, b geo.Hamlet) int { return cmp.Compare(a.Code, b.Code) })
	for i := range c.hamlets {
		c.byCode[c.hamlets[i].Code] = &c.hamlets[i]
		c.boxes = append(c.boxes, c.hamlets[i].Territory.Bound())
	}
	units, err := store.CurrentUnits(ctx)
	if err != nil {
		return fmt.Errorf("%s: %w", c.file.Name, err)
	}
	c.communes = gazetteer.New(units)
	return nil
}

// lies is the hamlet whose territory holds a point; nil for none.
func (c *clusterReader) lies(p orb.Point) *geo.Hamlet {
	for i := range c.hamlets {
		if c.boxes[i].Contains(p) && inside(c.hamlets[i].Territory, p) {
			return &c.hamlets[i]
		}
	}
	return nil
}

// cluster reads one feature; not ok where it is refused.
func (c *clusterReader) cluster(f *feature.Feature) (one data.HamletCluster, ok bool) {
	at, isPoint := f.Geometry.(orb.Point)
	if !isPoint {
		c.refuse(f, "no-point", "cụm dân cư phải là điểm", "a household cluster must be a point")
		return one, false
	}
	hamlet := c.hamletOf(f, at)
	if hamlet == nil {
		return one, false
	}
	name := f.Text(clusterNames()...)
	taken := c.names[hamlet.Code]
	if name == "" {
		name = fmt.Sprintf("Cụm %d", len(taken)+1)
	}
	switch {
	case slices.Contains(taken, name):
		c.refuse(f, "cluster-twice", fmt.Sprintf("%s đã có cụm “%s” ở hàng trên: hãy đặt tên khác", hamlet.Name, name), fmt.Sprintf("%s has a cluster “%s” already, in a row above: give it another name", hamlet.Name, name))
		return one, false
	case len([]rune(name)) > 100:
		c.refuse(f, "name-long", "tên cụm không quá 100 ký tự", "a cluster's name has at most 100 characters")
		return one, false
	case len(taken) == mostClusters:
		c.refuse(f, "clusters-many", fmt.Sprintf("%s có hơn %d cụm: hãy gộp các nhà thành cụm", hamlet.Name, mostClusters), fmt.Sprintf("%s has over %d clusters: put houses together into clusters", hamlet.Name, mostClusters))
		return one, false
	}
	c.names[hamlet.Code] = append(taken, name)
	return data.HamletCluster{Hamlet: hamlet.Code, Cluster: geo.Cluster{Name: name, At: at, Households: c.count(f, householdNames())}}, true
}

// hamletOf is the hamlet a cluster names by its code, or the one it lies in; nil
// where it is refused.
func (c *clusterReader) hamletOf(f *feature.Feature, at orb.Point) *geo.Hamlet {
	lies := c.lies(at)
	if code := geo.HamletCode(f.Text(clusterHamletCodes()...)); code != "" {
		return c.named(f, code, at, lies)
	}
	name := f.Text(clusterHamletNames()...)
	switch {
	case lies == nil:
		c.refuse(f, "outside", "không nằm trong thôn nào đã nhập: ghi mã thôn, hoặc xem lại toạ độ", "it lies in no imported hamlet: write the hamlet's code, or look at the coordinates")
		return nil
	case name != "" && core(name) != core(lies.Name):
		c.refuse(f, "hamlet-other", fmt.Sprintf("ghi thuộc “%s” nhưng nằm trong “%s” (%s): ghi mã thôn cho chắc chắn", name, lies.Name, lies.Code),
			fmt.Sprintf("it is said to belong to “%s”, but lies in “%s” (%s): write the hamlet's code to be sure", name, lies.Name, lies.Code))
		return nil
	}
	return lies
}

// named finds the hamlet of a code. Its clusters may lie beyond the line that was
// drawn around it, but not in another commune.
func (c *clusterReader) named(f *feature.Feature, code geo.HamletCode, at orb.Point, lies *geo.Hamlet) *geo.Hamlet {
	hamlet := c.byCode[code]
	switch {
	case hamlet == nil:
		c.refuse(f, "hamlet-unknown", fmt.Sprintf("không có thôn mã %.60s trong danh sách đã nhập", code), fmt.Sprintf("there is no hamlet %.60s among those imported", code))
		return nil
	case lies == hamlet:
		return hamlet
	}
	if commune, known := c.communes.Unit(hamlet.Vintage, hamlet.Commune); !known || !inside(commune.Boundary, at) {
		c.refuse(f, "cluster-far", fmt.Sprintf("không nằm trong xã của %s: xem lại toạ độ hoặc mã thôn", hamlet.Name), fmt.Sprintf("it does not lie in the commune of %s: look at the coordinates, or at the hamlet's code", hamlet.Name))
		return nil
	}
	c.add(f, data.Warning, "cluster-beyond", fmt.Sprintf("nằm ngoài ranh giới %s, trong cùng xã; tính cho thôn đã ghi", hamlet.Name), fmt.Sprintf("it lies outside the border of %s, in the same commune; it counts for the hamlet it names", hamlet.Name))
	return hamlet
}

// core is a hamlet's name folded, without what kind of hamlet it is.
func core(name string) string {
	folded := table.Fold(name)
	for _, kind := range []string{"to dan pho ", "thon ", "ban ", "xom ", "tdp ", "khu "} {
		if rest, ok := strings.CutPrefix(folded, kind); ok && rest != "" {
			return rest
		}
	}
	return folded
}

func clusterNames() []string {
	return []string{"cum", "ten_cum", "cum_dan_cu", "nhom_ho", "cluster", "cluster_name", "name", "ten"}
}

func clusterHamletCodes() []string {
	return []string{"hamlet", "hamlet_code", "ma_thon", "mathon", "ma_thon_ban", "ma_to_dan_pho"}
}

func clusterHamletNames() []string {
	return []string{"hamlet_name", "ten_thon", "tenthon", "thon", "thon_ban", "to_dan_pho"}
}

func clusterVocabulary() table.Vocabulary {
	return table.NewVocabulary([]table.Spelling{
		{Field: "hamlet", As: []string{"Mã thôn", "Mã thôn bản", "Mã tổ dân phố", "Hamlet code", "Hamlet"}},
		{Field: "hamlet_name", As: []string{"Thôn", "Tên thôn", "Thôn bản", "Thôn, bản", "Tổ dân phố", "Hamlet name"}},
		{Field: "cum", As: []string{"Cụm", "Tên cụm", "Cụm dân cư", "Nhóm hộ", "Cluster", "Name"}},
		{Field: "so_ho", As: []string{"Số hộ", "Hộ", "Số hộ dân", "Households"}},
		{Field: fieldLon, As: []string{"Kinh độ", "Lon", "Long", "Lng", "Longitude", "X"}},
		{Field: fieldLat, As: []string{"Vĩ độ", "Lat", "Latitude", "Y"}},
	})
}
