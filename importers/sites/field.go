package sites

import "phusong/importers/table"

// The columns that are understood.
const (
	fieldCode         table.Field = "site_code"
	fieldHouse        table.Field = "house_code" // nhà trạm: a place, not a station
	fieldName         table.Field = "site_name"
	fieldOldName      table.Field = "site_name_old"
	fieldCell         table.Field = "cell_name"
	fieldOperator     table.Field = "operator"
	fieldOwner        table.Field = "owner"
	fieldContact      table.Field = "contact"
	fieldLon          table.Field = "lon"
	fieldLat          table.Field = "lat"
	fieldX            table.Field = "x"
	fieldY            table.Field = "y"
	fieldCoord        table.Field = "coord"
	fieldAddress      table.Field = "address"
	fieldHamlet       table.Field = "hamlet"
	fieldCommune      table.Field = "commune"
	fieldCommuneCode  table.Field = "commune_code"
	fieldDistrict     table.Field = "district_old"
	fieldProvince     table.Field = "province"
	fieldMastHeight   table.Field = "mast_height"
	fieldRoofMast     table.Field = "mast_height_roof" // above the roof it stands on
	fieldHeight       table.Field = "antenna_height"
	fieldAzimuth      table.Field = "azimuth"
	fieldTiltM        table.Field = "tilt_m"
	fieldTiltE        table.Field = "tilt_e"
	fieldTilt         table.Field = "tilt_total"
	fieldTechnology   table.Field = "tech"
	field2G           table.Field = "tech_2g"
	field3G           table.Field = "tech_3g"
	field4G           table.Field = "tech_4g"
	field5G           table.Field = "tech_5g"
	fieldBand         table.Field = "band"
	fieldEARFCN       table.Field = "earfcn"
	fieldPower        table.Field = "power"
	fieldTotalPower   table.Field = "power_total" // of the whole station: says nothing of one sector
	fieldEIRP         table.Field = "eirp"
	fieldGain         table.Field = "gain"
	fieldAntenna      table.Field = "antenna_type"
	fieldConfig       table.Field = "config"
	fieldEquipment    table.Field = "equipment"
	fieldMastType     table.Field = "mast_type"
	fieldSharing      table.Field = "sharing"
	fieldStatus       table.Field = "status"
	fieldOnAir        table.Field = "on_air"
	fieldPlanned      table.Field = "planned"
	fieldPowerSource  table.Field = "power_source"
	fieldBackup       table.Field = "backup_power"
	fieldFeeder       table.Field = "power_feeder"
	fieldFibre        table.Field = "fibre_node"
	fieldBackhaul     table.Field = "backhaul"
	fieldTransmission table.Field = "transmission_only"
	fieldRepeater     table.Field = "repeater"
	fieldCertificate  table.Field = "certificate"
	fieldNote         table.Field = "note"
	fieldNumber       table.Field = "row_number"
	fieldMeasured     table.Field = "measured_level" // what a log of measurements has, and no list of sites
)

// needed are the fields of which a row of data has at least one.
func needed() []table.Field {
	return []table.Field{fieldCode, fieldHouse, fieldLon, fieldLat, fieldX, fieldY, fieldCoord}
}

// spellings are how Vietnamese operators and authorities, and a few foreign
// templates, head these columns. Where one spelling could mean two fields, the
// earlier field has it.
func spellings() []table.Spelling { return append(identityColumns(), radioColumns()...) }

func identityColumns() []table.Spelling {
	return []table.Spelling{
		{Field: fieldMeasured, As: []string{"RSRP", "RSRP (dBm)", "SS-RSRP", "ss_rsrp", "RxLev", "RSCP", "rsrp_dbm", "signal strength", "signal_strength", "Mức thu", "Cường độ tín hiệu", "Mức tín hiệu"}},
		{Field: fieldNumber, As: []string{"STT", "TT", "Số TT", "Số thứ tự", "No", "#"}},
		{Field: fieldCode, As: []string{"Mã trạm", "Mã trạm BTS", "Mã PTM", "Mã số trạm", "Site ID", "SiteID", "Site code", "BtsCode", "BTS code",
			"Ký hiệu trạm", "Mã site", "Mã BTS", "Mã trạm gốc", "Mã số", "source_ict_id", "ict_id", "eNodeB ID", "NodeB ID"}},
		{Field: fieldHouse, As: []string{"Mã nhà trạm", "Mã CSHT", "Mã vị trí", "Mã cơ sở hạ tầng"}},
		{Field: fieldName, As: []string{"Tên trạm", "Tên nhà trạm", "Tên CSHT", "Tên vị trí", "Site name", "Tên trạm BTS", "Trạm", "Tên site", "Tên BTS", "SiteName", "Site"}},
		{Field: fieldOldName, As: []string{"Site name (cũ)", "Tên trạm cũ", "Tên cũ"}},
		{Field: fieldCell, As: []string{"Cell Name", "Tên cell", "Cell", "Tên sector", "Sector", "Mã cell", "source_cell_id", "Cell VIP"}},
		{Field: fieldOperator, As: []string{"Nhà mạng", "Mã nhà mạng", "Doanh nghiệp", "DNVT", "Doanh nghiệp viễn thông", "Đơn vị quản lý", "Mạng", "Operator", "Provider", "operator_name", "Tên nhà mạng", "Mạng di động"}},
		{Field: fieldOwner, As: []string{"Chủ sở hữu", "Chủ đầu tư", "Đơn vị sở hữu", "Owner", "Chủ sở hữu cột", "Chủ sở hữu hạ tầng"}},
		{Field: fieldContact, As: []string{"Liên hệ", "Người liên hệ", "Đầu mối liên hệ", "Đầu mối", "Số điện thoại", "Điện thoại", "SĐT", "SĐT liên hệ", "Người quản lý", "Người trông coi", "Chủ đất", "Chủ nhà", "Contact", "Phone"}},
		{Field: fieldLon, As: []string{"Kinh độ", "Kinh do", "KĐ", "Long", "Lon", "Lng", "Longitude", "Longtitude", "Toạ độ Kinh độ", "Vị trí anten Kinh độ",
			"Easting", "Toạ độ E", "E (m)", "Kinh độ Đông", "Toạ độ Đông", "Kinh độ L", "Toạ độ L", "L VN2000", "VN2000 L", "L VN-2000"}},
		{Field: fieldLat, As: []string{"Vĩ độ", "Vi do", "VĐ", "Lat", "Latitude", "Toạ độ Vĩ độ", "Vị trí anten Vĩ độ",
			"Northing", "Toạ độ N", "N (m)", "Vĩ độ Bắc", "Toạ độ Bắc", "Vĩ độ B", "Toạ độ B", "B VN2000", "VN2000 B", "B VN-2000"}},
		{Field: fieldX, As: []string{"X", "Toạ độ X", "X (m)", "Toạ độ VN2000 X", "VN2000 X", "VN 2000 X"}},
		{Field: fieldY, As: []string{"Y", "Toạ độ Y", "Y (m)", "Toạ độ VN2000 Y", "VN2000 Y", "VN 2000 Y"}},
		{Field: fieldCoord, As: []string{"Toạ độ", "Tọa độ", "Toạ độ (Kinh độ, vĩ độ)", "Toạ độ (vĩ độ, kinh độ)", "Toạ độ Kinh độ/Vĩ độ", "Coordinates", "Coordinate", "GPS", "Vị trí", "Toạ độ GPS", "Lat Long", "Long Lat", "Toạ độ trạm"}},
		{Field: fieldAddress, As: []string{"Địa chỉ", "Địa điểm", "Địa điểm lắp đặt", "Địa điểm đặt thiết bị", "Địa điểm đặt trạm", "Vị trí lắp đặt", "Address"}},
		{Field: fieldHamlet, As: []string{"Thôn", "Bản", "Thôn/bản", "Thôn, bản, tổ dân phố", "Thôn/bản/TDP", "Xóm", "TDP", "Tổ", "Khu", "Khu dân cư"}},
		{Field: fieldCommune, As: []string{"Xã", "Xã/Phường", "Phường xã", "Xã phường", "Xã, phường, thị trấn", "Xã/Phường/Thị trấn", "Xã/Thị trấn", "Đơn vị hành chính cấp xã", "Ward", "Commune", "Tên xã", "Phường", "admin3"}},
		{Field: fieldCommuneCode, As: []string{"Mã xã", "Mã xã/phường", "Mã phường xã", "Mã ĐVHC", "Mã đơn vị hành chính", "Mã ĐVHC cấp xã", "Commune code", "Ward code"}},
		{Field: fieldDistrict, As: []string{"Huyện", "Quận/Huyện", "Huyện/Thành phố", "Huyện cũ", "Quận huyện", "Huyện/TP", "Tên huyện", "District", "admin2"}},
		{Field: fieldProvince, As: []string{"Tỉnh", "Tỉnh/Thành phố", "Tỉnh/TP", "Province", "Miền", "Khu vực", "admin1"}},
		{Field: fieldStatus, As: []string{"Trạng thái", "Tình trạng", "Hiện trạng", "Tình trạng hoạt động", "Trạng thái hoạt động", "Trạng thái trạm", "Status"}},
		{Field: fieldOnAir, As: []string{"Ngày phát sóng", "Ngày hoạt động", "Ngày hoạt động CSHT", "Ngày hoà mạng", "Thời gian phát sóng", "Năm xây dựng", "Năm đưa vào sử dụng", "On air date"}},
		{Field: fieldPlanned, As: []string{"Kế hoạch", "Dự kiến", "Dự kiến triển khai", "Năm kế hoạch", "Mã đề xuất"}},
		{Field: fieldNote, As: []string{"Ghi chú", "Mô tả", "Các điều kiện khác", "Note", "Remarks"}},
		{Field: fieldCertificate, As: []string{"Số giấy CNKĐ", "Số giấy phép", "Kiểm định", "Phân loại kiểm định trạm gốc", "Ngày hết hạn"}},
	}
}

func radioColumns() []table.Spelling {
	return []table.Spelling{
		{Field: fieldMastHeight, As: []string{"Chiều cao cột", "Chiều cao cột anten", "Cao cột", "Độ cao cột", "Độ cao cột anten", "Độ cao đỉnh cột anten (m) đến mặt đất",
			"H cột", "tower_height", "Chiều cao trụ", "Chiều cao cột (m)", "Chiều cao cột – m"}},
		{Field: fieldRoofMast, As: []string{"Độ cao cột anten (đỉnh cột anten (m) đến mặt sàn)", "Chiều cao cột so với mái", "Chiều cao cột trên mái", "Độ cao cột trên mái", "Chiều cao cột tính từ mái"}},
		{Field: fieldHeight, As: []string{"Độ cao anten", "Độ cao ăng ten", "Chiều cao treo anten", "Danh sách độ cao Anten", "HBA", "Height", "antenna_height", "Độ cao treo anten",
			"Chiều cao anten", "Cao anten", "Chiều cao ăng ten", "Antenna height", "Độ cao anten (m)", "Chiều cao Anten"}},
		{Field: fieldAzimuth, As: []string{"Azimuth", "Góc phương vị", "Hướng", "Hướng anten", "Azi", "azimuth_degrees", "Phương vị", "Góc hướng", "Hướng phát"}},
		{Field: fieldTiltM, As: []string{"M-tilt", "Tilt cơ", "Góc ngẩng cơ", "mechanical_tilt_degrees", "Mechanical tilt", "MTilt", "Cụp cơ", "Góc ngẩng Cơ"}},
		{Field: fieldTiltE, As: []string{"E-Tilt", "Tilt điện", "Góc ngẩng điện", "electrical_tilt_degrees", "Electrical tilt", "ETilt", "Cụp điện", "Góc ngẩng Điện"}},
		{Field: fieldTilt, As: []string{"Total Tilt", "Góc ngẩng", "Tilt tổng", "Tilt", "Góc nghiêng", "Góc cụp", "Down tilt"}},
		{Field: fieldTechnology, As: []string{"Công nghệ", "Loại trạm", "Loại sóng", "2G/3G/4G/5G", "2G/3G/4G", "Trạm 2G…5G", "RAT", "Hệ thống", "radio_type", "Technology", "Tech", "Thế hệ", "Loại công nghệ"}},
		{Field: field2G, As: []string{"2G", "Trạm 2G", "Công nghệ 2G", "GSM", "BTS 2G", "BTS"}},
		{Field: field3G, As: []string{"3G", "Trạm 3G", "Công nghệ 3G", "UMTS", "NodeB", "Node B"}},
		{Field: field4G, As: []string{"4G", "Trạm 4G", "Công nghệ 4G", "LTE", "eNodeB"}},
		{Field: field5G, As: []string{"5G", "Trạm 5G", "Công nghệ 5G", "NR", "gNodeB"}},
		{Field: fieldEARFCN, As: []string{"EARFCN", "DL EARFCN", "EARFCN DL"}},
		{Field: fieldBand, As: []string{"Băng tần", "Danh sách băng tần", "Tần số", "Tần số phát", "Band", "Frequency", "downlink_frequency_mhz", "Dải tần", "Băng tần (MHz)", "Tần số (MHz)", "Freq"}},
		{Field: fieldTotalPower, As: []string{"Tổng công suất phát", "Tổng công suất", "Công suất phát lớn nhất của trạm", "Total power"}},
		{Field: fieldEIRP, As: []string{"EIRP", "eirp_dbm", "Công suất bức xạ", "ERP"}},
		{Field: fieldPower, As: []string{"Công suất", "Danh sách công suất", "Công suất phát", "Tx power", "TxPower", "Power"}},
		{Field: fieldGain, As: []string{"Độ lợi", "Tăng ích", "Độ tăng ích", "Hệ số khuếch đại anten", "antenna_gain", "Gain", "Antenna gain"}},
		{Field: fieldConfig, As: []string{"Cấu hình", "Danh sách cấu hình", "Số máy phát", "Số sóng mang", "TRX"}},
		{Field: fieldAntenna, As: []string{"Loại Anten", "Chủng loại anten", "Antenna", "antenna_model"}},
		{Field: fieldEquipment, As: []string{"Thiết bị", "Chủng loại thiết bị", "Vendor", "Hãng"}},
		{Field: fieldMastType, As: []string{"Loại cột", "Loại trụ", "Kiểu cột", "Loại CSHT", "Loại công trình"}},
		{Field: fieldSharing, As: []string{"Dùng chung", "Dùng chung hạ tầng", "Chung cơ sở hạ tầng", "Chia sẻ", "MORAN", "TRẠM MORAN 3G/4G/5G", "TRẠM MORAN 3G", "TRẠM MORAN 4G", "TRẠM MORAN 5G", "Các Anten dùng chung"}},
		{Field: fieldPowerSource, As: []string{"Nguồn điện", "Điện lưới", "Điện AC"}},
		{Field: fieldBackup, As: []string{"Nguồn dự phòng", "Nguồn điện dự phòng", "Ắc quy", "Máy nổ", "Máy phát điện", "Máy phát", "Thời gian backup", "Thời gian dự phòng", "Backup", "Backup power", "Battery", "Generator"}},
		{Field: fieldFeeder, As: []string{"Lộ điện", "Lộ đường dây", "Xuất tuyến", "Xuất tuyến điện", "Tuyến điện", "Đường dây điện", "Trạm biến áp", "TBA", "Power feeder", "Feeder điện", "Feeder"}},
		{Field: fieldTransmission, As: []string{"Node truyền dẫn only", "Node truyền dẫn only (không có điểm phát sóng)", "Node truyền dẫn only không có điểm phát sóng", "Chỉ truyền dẫn"}},
		{Field: fieldRepeater, As: []string{"Repeater", "Booster", "Trạm lặp"}},
		{Field: fieldBackhaul, As: []string{"Truyền dẫn", "Loại truyền dẫn", "Cáp quang", "Viba", "Tuyến truyền dẫn"}},
		{Field: fieldFibre, As: []string{"Node truyền dẫn", "Nút truyền dẫn", "Node quang", "Nút quang", "Node cáp quang", "Trạm cấp trên", "Node cấp trên", "Nút cấp trên", "Fibre node", "Fiber node", "Upstream node"}},
	}
}
