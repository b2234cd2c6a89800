package intake

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
)

// unpack reads the one thing of use out of a zip: a workbook, a Shapefile, or a
// single data file. Nested archives are never opened.
func (f *File) unpack(limits Limits) *Refusal {
	z, err := zip.NewReader(bytes.NewReader(f.Content), int64(len(f.Content)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return Refuse("zip-broken", "tệp nén hỏng hoặc bị cắt cụt: hãy nén lại", "the archive is broken or cut short: pack it again")
	}
	if len(z.File) > limits.Members {
		return Refuse("zip-many", "tệp nén có hơn %d mục: chỉ nén tệp dữ liệu", "the archive has over %d entries: pack only the data file", limits.Members)
	}
	u := unpacker{limits: limits, left: limits.Unpacked}
	if isWorkbook(z) {
		return f.takeWorkbook(z, &u)
	}
	members, refusal := u.candidates(z)
	if refusal != nil {
		return refusal
	}
	return f.take(members, &u)
}

// take picks the single data file or the parts of the single Shapefile.
func (f *File) take(members map[string][]*zip.File, u *unpacker) *Refusal {
	single := []string{".hgt", ".tif", ".tiff", ".geojson", ".json", ".csv", ".tsv", ".gpkg"}
	var found []*zip.File
	for _, extension := range single {
		found = append(found, members[extension]...)
	}
	found = append(found, mainKML(members[".kml"])...)
	shapes := members[".shp"]
	switch {
	case len(shapes)+len(found) == 0:
		return Refuse("zip-nothing", "trong tệp nén không có dữ liệu đọc được (.shp, .gpkg, .kml, .hgt, .tif, .geojson, .csv)",
			"the archive holds nothing that is read here (.shp, .gpkg, .kml, .hgt, .tif, .geojson, .csv)")
	case len(shapes)+len(found) > 1:
		return Refuse("zip-ambiguous", "tệp nén có nhiều tệp dữ liệu: mỗi tệp nén chỉ để một", "the archive holds several data files: pack one at a time")
	case len(shapes) == 1:
		return f.takeShapefile(members, u)
	}
	return f.takeSingle(found[0], u)
}

// mainKML picks the one that a KMZ opens with: doc.kml, where there are several.
func mainKML(members []*zip.File) []*zip.File {
	for _, m := range members {
		if len(members) > 1 && strings.EqualFold(m.Name, "doc.kml") {
			return []*zip.File{m}
		}
	}
	return members
}

func (f *File) takeSingle(member *zip.File, u *unpacker) *Refusal {
	u.exact = strings.EqualFold(path.Ext(member.Name), ".hgt")
	content, refusal := u.read(member)
	if refusal != nil {
		return refusal
	}
	kind, refusal := sniff(member.Name, content)
	if refusal != nil {
		return refusal
	}
	if kind == archive {
		return Refuse("zip-nested", "tệp nén trong tệp nén: hãy giải nén bớt một lớp", "an archive inside an archive: unpack one layer")
	}
	f.Kind, f.Content, f.Member = kind, content, baseName(member.Name)
	return nil
}

func (f *File) takeShapefile(members map[string][]*zip.File, u *unpacker) *Refusal {
	f.Parts = map[string][]byte{}
	for _, extension := range []string{".shp", ".shx", ".dbf", ".prj", ".cpg"} {
		found := members[extension]
		if len(found) > 1 {
			return Refuse("zip-ambiguous", "tệp nén có nhiều Shapefile: mỗi tệp nén chỉ để một", "the archive holds several Shapefiles: pack one at a time")
		}
		if len(found) == 0 {
			continue
		}
		content, refusal := u.read(found[0])
		if refusal != nil {
			return refusal
		}
		f.Parts[extension[1:]] = content
	}
	f.Kind, f.Content, f.Member = Shapefile, nil, baseName(members[".shp"][0].Name)
	return nil
}

// unpacker reads members under one budget.
type unpacker struct {
	limits Limits
	left   int64
	exact  bool // the size is known beforehand, so the ratio says nothing
}

// candidates sorts the members by extension, lower case. Names that point out
// of the archive, links and passwords refuse the whole of it.
func (u *unpacker) candidates(z *zip.Reader) (map[string][]*zip.File, *Refusal) {
	members := map[string][]*zip.File{}
	for _, m := range z.File {
		name := strings.ReplaceAll(m.Name, `\`, "/")
		mode := m.Mode()
		switch {
		case pointsOutside(name):
			return nil, Refuse("zip-path", "tệp nén có tên trỏ ra ngoài thư mục: hãy nén lại bằng công cụ thông thường",
				"the archive holds a name that points out of its folder: pack it again with an ordinary tool")
		case mode&fs.ModeType != 0 && !mode.IsDir():
			return nil, Refuse("zip-link", "tệp nén có liên kết (symlink): chỉ nén tệp thường", "the archive holds a link: pack ordinary files only")
		case m.Flags&1 != 0:
			return nil, Refuse("zip-password", "tệp nén có mật khẩu: hãy bỏ mật khẩu", "the archive has a password: remove it")
		case mode.IsDir(), strings.HasPrefix(name, "__MACOSX/"), strings.HasPrefix(path.Base(name), "."):
			continue
		}
		extension := strings.ToLower(path.Ext(name))
		members[extension] = append(members[extension], m)
	}
	return members, nil
}

func pointsOutside(name string) bool {
	if name == "" || strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':' {
		return true
	}
	for _, step := range strings.Split(name, "/") {
		if step == ".." {
			return true
		}
	}
	return false
}

// read unpacks one member. The declared size is not believed.
func (u *unpacker) read(m *zip.File) ([]byte, *Refusal) {
	limit := min(u.limits.Member, u.left)
	if !u.exact {
		limit = min(limit, max(ratioFrom, int64(m.CompressedSize64)*u.limits.Ratio))
	} else {
		limit = min(limit, hgtFine)
	}
	r, err := m.Open()
	if err != nil {
		return nil, Refuse("zip-method", "tệp nén dùng cách nén lạ hoặc bị hỏng: hãy nén lại kiểu thường (deflate)", "the archive uses an unusual method or is broken: pack it the ordinary way (deflate)")
	}
	defer r.Close()
	content, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case int64(len(content)) > limit:
		return nil, Refuse("zip-bomb", "giải nén ra quá lớn: tệp nén không được nhận", "it unpacks to far too much: the archive is not taken")
	case err != nil:
		return nil, Refuse("zip-broken", "tệp nén hỏng hoặc bị cắt cụt: hãy nén lại", "the archive is broken or cut short: pack it again")
	}
	u.left -= int64(len(content))
	return content, nil
}
