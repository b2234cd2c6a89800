/** What is said of single hexes, in Vietnamese. */
export const hexVi = {
  level: '{level} dBm',
  server: 'Sóng mạnh nhất của {operator}',
  people: 'Khoảng {people} người trong ô này',
  fewPeople: 'Gần như không có người ở trong ô này',
  origin: '{measure} dự báo, {technology}, {operator}; bản công bố {release}, số liệu {day}',
  was: 'Trước',
  becomes: 'Sau',
  tried: 'Sau: dự báo của “{name}” trên bản công bố {release}, số liệu {day}',
  same: 'Phương án không đổi ô này',
  threshold: 'Thử ngưỡng khác',
  thresholdOf: 'Coi là có sóng từ {level} dBm trở lên',
  thresholdNote: 'Ngưỡng của bạn, không phải định nghĩa phủ sóng: kết luận của thôn không đổi.',
  thresholdServer: 'Ngưỡng của thang: {level} dBm.',
  peopleUnder: 'Người theo lưới dân cư',
  inSight: 'Trong khung nhìn',
  reached: 'Đạt ngưỡng',
  below: 'Dưới ngưỡng',
  none: 'Không có tín hiệu',
  unknown: 'Không đủ dữ liệu',
  total: 'Cộng',
  loading: 'Đang tải từng ô…',
  empty: 'Mạng này chưa có ô nào.',
  saysThreshold: 'Từ {level} dBm: {people} người đạt ngưỡng trong {place}, {share}.',
  saysHex: 'Giữa bản đồ: {parts}.',
};

export type HexKey = keyof typeof hexVi;
