package sample

import (
	"fmt"
	"io"
)

// writeReadme writes the note that goes with the files.
func writeReadme(w io.Writer, m Manifest) error {
	_, err := fmt.Fprintf(w, `DỮ LIỆU MẪU — INVENTED SAMPLE DATA

Mọi thứ trong thư mục này là dữ liệu mẫu, do PhuSong tự sinh ra (hạt giống %d). Tên, mã, toạ độ trung tâm, diện tích và dân số
của tỉnh, 7 huyện, %d xã là thật (mã của Tổng cục Thống kê, tổng điều tra 1/4/2019); địa giới, địa hình, %d thôn, bản,
tổ dân phố và %d cột BTS là tưởng tượng. Không dùng để ra quyết định.

Everything in this folder is invented by PhuSong (seed %d). Names, codes, centroids, areas and populations of the province, its
7 districts and %d communes are facts (General Statistics Office, census of 1 April 2019); the boundaries, the terrain, the %d
hamlets and the %d masts are made up. Do not decide anything by them.

Các tệp, theo thứ tự nhập / The files, in the order of import (MANIFEST.json says what a correct import finds):
`, m.Seed, m.Counts.Communes, m.Counts.Hamlets, m.Counts.Masts, m.Seed, m.Counts.Communes, m.Counts.Hamlets, m.Counts.Masts)
	for _, f := range m.Files {
		if err == nil {
			_, err = fmt.Fprintf(w, "  %-26s %s / %s\n", f.Path, f.Title.Vietnamese, f.Title.English)
		}
	}
	return err
}
