package sites

import "phusong/importers/table"

// FieldName is what a column may mean, in the words of its reader.
type FieldName struct {
	Code       table.Field `json:"code"`
	Vietnamese string      `json:"vi"`
	English    string      `json:"en"`
}

// Fields returns what the columns of a site list may be taken for, in the order
// in which a person looks for them.
func Fields() []FieldName {
	return []FieldName{
		{fieldCode, "mã trạm", "site code"}, {fieldHouse, "mã nhà trạm", "station house code"},
		{fieldName, "tên trạm", "site name"}, {fieldOldName, "tên trạm cũ", "former name"}, {fieldCell, "tên cell", "sector name"},
		{fieldOperator, "nhà mạng", "operator"}, {fieldOwner, "chủ sở hữu", "owner"}, {fieldContact, "người liên hệ", "contact"},
		{fieldLon, "kinh độ", "longitude"}, {fieldLat, "vĩ độ", "latitude"}, {fieldX, "toạ độ X", "coordinate X"}, {fieldY, "toạ độ Y", "coordinate Y"},
		{fieldCoord, "toạ độ (một ô)", "coordinates in one cell"}, {fieldAddress, "địa chỉ", "address"}, {fieldHamlet, "thôn, bản", "hamlet"},
		{fieldCommune, "xã, phường", "commune"}, {fieldCommuneCode, "mã xã", "commune code"}, {fieldDistrict, "huyện cũ", "former district"}, {fieldProvince, "tỉnh", "province"},
		{fieldStatus, "trạng thái", "status"}, {fieldOnAir, "ngày phát sóng", "on air since"}, {fieldPlanned, "kế hoạch", "plan"},
		{fieldTechnology, "công nghệ", "technology"}, {field2G, "trạm 2G", "2G site"}, {field3G, "trạm 3G", "3G site"}, {field4G, "trạm 4G", "4G site"}, {field5G, "trạm 5G", "5G site"},
		{fieldBand, "băng tần", "band"}, {fieldEARFCN, "EARFCN", "EARFCN"}, {fieldAzimuth, "góc phương vị", "azimuth"},
		{fieldMastHeight, "chiều cao cột", "mast height"}, {fieldRoofMast, "chiều cao cột tính từ mái", "mast height above its roof"}, {fieldHeight, "độ cao anten", "antenna height"},
		{fieldTiltM, "góc ngẩng cơ", "mechanical tilt"}, {fieldTiltE, "góc ngẩng điện", "electrical tilt"}, {fieldTilt, "góc ngẩng tổng", "total tilt"},
		{fieldPower, "công suất", "power"}, {fieldTotalPower, "tổng công suất", "total power"}, {fieldEIRP, "EIRP", "EIRP"}, {fieldGain, "độ tăng ích", "antenna gain"},
		{fieldAntenna, "loại anten", "antenna model"}, {fieldConfig, "cấu hình", "configuration"}, {fieldEquipment, "thiết bị", "equipment"},
		{fieldMastType, "loại cột", "mast type"}, {fieldSharing, "dùng chung", "sharing"}, {fieldTransmission, "chỉ truyền dẫn", "transmission only"}, {fieldRepeater, "trạm lặp", "repeater"},
		{fieldPowerSource, "nguồn điện", "power source"}, {fieldBackup, "nguồn dự phòng", "backup power"}, {fieldFeeder, "lộ điện", "power feeder"},
		{fieldBackhaul, "truyền dẫn", "backhaul"}, {fieldFibre, "nút truyền dẫn", "fibre node"},
		{fieldCertificate, "kiểm định", "certificate"}, {fieldNote, "ghi chú", "note"}, {fieldNumber, "số thứ tự", "row number"},
	}
}

// unusedFields are understood so that they are not taken for something else; no
// figure depends on them and they are not kept but in the original.
func unusedFields() map[table.Field]bool {
	return map[table.Field]bool{
		fieldOldName: true, fieldAddress: true, fieldHamlet: true, fieldProvince: true, fieldPlanned: true,
		fieldTotalPower: true, fieldGain: true, fieldAntenna: true, fieldConfig: true, fieldEquipment: true, fieldMastType: true,
		fieldSharing: true, fieldPowerSource: true, fieldBackhaul: true, fieldCertificate: true, fieldNote: true, fieldNumber: true,
	}
}
