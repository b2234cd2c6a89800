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
  dataOwn: 'Chỉ cho tài khoản của bạn',
  dataOwnLead: 'Nơi có sóng của từng nhà mạng mà bạn được xem, theo ô H3 mức 9 và các cột của FCC BDC; providerid là MCC-MNC. Đây là dự báo, không phải số đo. Không phải dữ liệu mở: đừng chuyển cho người không có quyền.',
  dataOwnFile: 'Tải từng nhà mạng ({format})',
  dataPreparing: 'Đang chuẩn bị các tệp của bản công bố này; lần đầu có thể mất nửa phút…',
} as const;

export type DataKey = keyof typeof dataVi;
