package commitment

import "phusong/importers/table"

// The columns of a list.
const (
	fieldOperator   table.Field = "operator"
	fieldSite       table.Field = "site"
	fieldLon        table.Field = "lon"
	fieldLat        table.Field = "lat"
	fieldCommune    table.Field = "commune"
	fieldTechnology table.Field = "technology"
	fieldDue        table.Field = "due"
	fieldDocument   table.Field = "document"
	fieldDate       table.Field = "document_date"
	fieldHamlets    table.Field = "hamlets"
	fieldPetitions  table.Field = "petitions"
	fieldNotes      table.Field = "notes"
	fieldOther      table.Field = "other" // what our own lists say besides
)

func vocabulary() table.Vocabulary {
	return table.NewVocabulary([]table.Spelling{
		{Field: fieldOperator, As: []string{"Nhà mạng", "Doanh nghiệp", "Đơn vị cam kết", "Operator"}},
		{Field: fieldSite, As: []string{"Mã trạm", "Mã CSHT", "Mã BTS", "Trạm", "Site", "Site ID", "Site code"}},
		{Field: fieldLon, As: []string{"Kinh độ", "Lon", "Long", "Longitude"}},
		{Field: fieldLat, As: []string{"Vĩ độ", "Lat", "Latitude"}},
		{Field: fieldCommune, As: []string{"Xã", "Xã/Phường", "Xã, phường", "Địa bàn xã", "Commune"}},
		{Field: fieldTechnology, As: []string{"Công nghệ", "Mạng", "Technology"}},
		{Field: fieldDue, As: []string{"Thời hạn", "Hạn", "Quý", "Thời hạn hoàn thành", "Thời gian hoàn thành", "Hạn hoàn thành", "Dự kiến hoàn thành", "Quý hoàn thành", "Due", "Deadline", "Quarter"}},
		{Field: fieldDocument, As: []string{"Văn bản", "Số văn bản", "Công văn", "Số công văn", "Văn bản cam kết", "Số hiệu văn bản", "Document", "Source"}},
		{Field: fieldDate, As: []string{"Ngày văn bản", "Ngày công văn", "Ngày ký", "Ngày ban hành", "Document date", "Date"}},
		{Field: fieldHamlets, As: []string{"Mã thôn", "Thôn", "Thôn, bản", "Các thôn", "Mã thôn bản", "Hamlets", "Hamlet"}},
		{Field: fieldPetitions, As: []string{"Kiến nghị", "Đơn kiến nghị", "Kiến nghị cử tri", "Petitions", "Petition"}},
		{Field: fieldNotes, As: []string{"Ghi chú", "Nội dung", "Notes", "Note"}},
		{Field: fieldOther, As: []string{"ID", "STT", "TT", "State", "Since", "Overdue", "Age days", "Days left", "Due day", "Definition", "Release", "As of", "Synthetic"}},
	})
}
