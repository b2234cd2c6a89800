/** What is said of single hexes, in Vietnamese. */
export const hexVi = {
  level: '{level} dBm',
  server: 'Sóng mạnh nhất của {operator}',
  people: 'Khoảng {people} người trong ô này',
  fewPeople: 'Gần như không có người ở trong ô này',
  origin: '{measure} dự báo, {technology}, {operator}; bản công bố {release}, số liệu {day}',
  saysHex: 'Giữa bản đồ: {parts}.',
};

export type HexKey = keyof typeof hexVi;
