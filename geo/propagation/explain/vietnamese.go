package explain

import "phusong/geo"

// vietnamese are the words of officials' answers to voters.
func vietnamese() words {
	return words{
		decimal:  ",",
		sentence: "Cách trạm {mast} {distance}; {reason}: {outcome}.",
		reasons: map[Reason]string{
			Blocked:   "bị {obstacle} ở km {km} che khuất, cao hơn đường ngắm {above} m",
			Horizon:   "khuất sau đường chân trời, mặt đất cong ở km {km} cao hơn đường ngắm {above} m",
			Grazed:    "đường ngắm sát {obstacle} ở km {km}, vùng Fresnel thứ nhất chỉ thông thoáng {free} %",
			Behind:    "nằm sau lưng ăng-ten, lệch {off}° so với hướng phát, yếu đi {weaker} dB",
			Beside:    "nằm ngoài búp sóng chính của ăng-ten, yếu đi {weaker} dB",
			TooFar:    "không có vật che khuất nhưng quá xa",
			Close:     "ở ngay gần trạm, không có vật che khuất",
			ClearView: "tầm nhìn thẳng, không có vật che khuất",
		},
		more:     " (còn {more} chỗ che khuất khác)",
		level:    "mức thu dự báo {level} dBm, {class}",
		lossOnly: "suy hao đường truyền dự báo {loss} dB",
		kinds: map[Kind]string{
			Mountain: "dãy núi",
			Hill:     "đồi",
			Flat:     "gờ đất",
		},
		classes: map[geo.Class]string{
			geo.ClassNone:     "không đủ sóng {technology}",
			geo.ClassWeak:     "sóng {technology} yếu, không tính là phủ sóng",
			geo.ClassLimited:  "sóng {technology} hạn chế",
			geo.ClassFair:     "sóng {technology} trung bình",
			geo.ClassGood:     "sóng {technology} tốt",
			geo.ClassVeryGood: "sóng {technology} rất tốt",
		},
		assumptions: map[geo.Assumption]string{
			geo.AssumedAzimuth:   "hướng phát",
			geo.AssumedHeight:    "độ cao ăng-ten",
			geo.AssumedPower:     "công suất",
			geo.AssumedTilt:      "góc cụp",
			geo.AssumedFrequency: "tần số",
		},
		inSight: "có",
		hidden:  "không, {ridges} chỗ che khuất",
		rows:    vietnameseRows(),
		legend:  "# mặt đất   - đường ngắm   : vùng Fresnel thứ nhất   ^ vật cản   T trạm   R nơi thu",
	}
}

func vietnameseRows() []row {
	return []row{
		{"Khoảng cách", "{distanceKm} km, phương vị {azimuth}°"},
		{"Trạm", "{mast}: mặt đất {mastGround} m, ăng-ten cao {mastHeight} m"},
		{"Nơi thu", "{receiver}: mặt đất {receiverGround} m, cao {receiverHeight} m"},
		{"Tần số", "{frequency} MHz, {model}"},
		{"Tầm nhìn thẳng", "{sight}"},
		{"Vật cản chính", "{obstacle} ở km {km}, mặt đất {obstacleGround} m"},
		{"So với đường ngắm", "{above} m; bán kính Fresnel {fresnel} m, thông thoáng {free} %"},
		{"Suy hao", "{loss} dB (không gian tự do {freeSpace}, nhiễu xạ {diffraction})"},
		{"EIRP", "{eirp} dBm, hướng ăng-ten {gain} dB"},
		{"Mức thu dự báo", "{level} dBm {measure} (phủ sóng từ {covered}): {class}"},
		{"Giả định", "{assumed}"},
	}
}
