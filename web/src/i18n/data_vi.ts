/** The page of open data, in Vietnamese. */
export const dataVi = {
  dataTitle: 'Dữ liệu mở',
  dataLead: 'Ai cũng tải được, không cần tài khoản. Chỉ có mức phủ sóng của mọi nhà mạng gộp lại, theo ô H3 mức 9 hoặc lớn hơn; không có vị trí trạm, không có từng nhà mạng.',
  dataRelease: 'Bản công bố {id}, tính đến {date}, {territory}.',
  dataSynthetic: 'dữ liệu mẫu — invented sample',
  dataLicence: 'Giấy phép',
  dataContact: 'Liên hệ',
  dataOther: 'Bản công bố',
  dataCurrent: '{id} (hiện hành), đến {date}',
  dataEarlier: '{id}, đến {date}',
  dataFiles: 'Tệp của “{title}”',
  dataFormat: 'Tải về',
  dataSize: 'Dung lượng',
  dataSum: 'Mã kiểm tra SHA-256',
  dataDefinition: 'Định nghĩa',
  dataColumns: 'Các cột ({n})',
  dataCite: 'Cách trích dẫn',
  dataCiteText: 'PhuSong, {territory}: {title}, bản công bố {id}, số liệu đến {date}{sample}. {address}',
  dataCiteSample: ' (dữ liệu mẫu bịa ra)',
  dataCatalog: 'Bản mô tả cho máy đọc (DCAT-AP, JSON-LD)',
  dataOgc: 'Mở thẳng trong QGIS (OGC API)',
  dataPreparing: 'Đang chuẩn bị các tệp của bản công bố này; lần đầu có thể mất nửa phút…',
} as const;

export type DataKey = keyof typeof dataVi;
