package intake

import (
	"crypto/sha256"
	"path"
	"strings"
	"unicode"
)

// File is a source file as taken in. Content is the file itself, or the one
// member of an archive that is data; Member is then that member's name. The
// hash is of the file as it came.
type File struct {
	Name    string // without folders, fit to be shown
	Kind    Kind
	SHA256  [sha256.Size]byte
	Content []byte
	Member  string
	Parts   map[string][]byte // of a Shapefile: "shp", "shx", "dbf", "prj", "cpg"
	limits  *Limits
}

// Limits are those the file was taken in under; those for tables where it was not
// taken in by Open.
func (f File) Limits() Limits {
	if f.limits == nil {
		return TableLimits()
	}
	return *f.limits
}

// Open takes in a file. The error is always a *Refusal.
func Open(name string, content []byte, limits Limits) (File, error) {
	f := File{Name: baseName(name), SHA256: sha256.Sum256(content), Content: content, limits: &limits}
	if int64(len(content)) > limits.File {
		return File{}, Refuse("file-too-large", "tệp lớn hơn %d MB: hãy chia nhỏ", "the file is over %d MB: split it", limits.File>>20)
	}
	kind, refusal := sniff(f.Name, content)
	if refusal != nil {
		return File{}, refusal
	}
	f.Kind = kind
	if kind != archive {
		return f, nil
	}
	if refusal := f.unpack(limits); refusal != nil {
		return File{}, refusal
	}
	return f, nil
}

// Is reports whether the file is of one of the kinds, with a refusal if not.
func (f File) Is(kinds ...Kind) error {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		if f.Kind == k {
			return nil
		}
		names[i] = string(k)
	}
	wanted := strings.Join(names, ", ")
	return Refuse("format-wrong", "tệp là %[1]s, ở đây cần %[2]s", "the file is %[1]s, but %[2]s is needed here", f.Kind, wanted)
}

// baseName drops folders of either system and characters that cannot be shown.
func baseName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if name == "/" || name == "." {
		return "file"
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, name)
}
