import type { DataKey } from './data_vi';

/** The page of open data, in English. */
export const dataEn: Record<DataKey, string> = {
  dataTitle: 'Open data',
  dataLead: 'For everybody, without an account. Only the coverage of all operators together, by H3 hexes of resolution 9 or coarser; no masts, no single operator.',
  dataRelease: 'Release {id}, as of {date}, {territory}.',
  dataSynthetic: 'invented sample — dữ liệu mẫu',
  dataLicence: 'Licence',
  dataContact: 'Contact',
  dataOther: 'Release',
  dataCurrent: '{id} (current), as of {date}',
  dataEarlier: '{id}, as of {date}',
  dataFiles: 'Files of “{title}”',
  dataFormat: 'Download',
  dataSize: 'Size',
  dataSum: 'SHA-256 checksum',
  dataDefinition: 'Definition',
  dataColumns: 'Columns ({n})',
  dataCite: 'How to cite',
  dataCiteText: 'PhuSong, {territory}: {title}, release {id}, data as of {date}{sample}. {address}',
  dataCiteSample: ' (invented sample)',
  dataCatalog: 'Description for machines (DCAT-AP, JSON-LD)',
  dataOgc: 'Open in QGIS (OGC API)',
  dataOwn: 'For your account only',
  dataOwnLead: 'Where each operator that you may see has signal, by H3 hexes of resolution 9 and in the columns of the FCC’s BDC; providerid is the MCC-MNC. This is predicted, not measured. It is no open data: do not hand it on to those who may not see it.',
  dataOwnFile: 'Download by operator ({format})',
  dataPreparing: 'Preparing the files of this release; the first time may take half a minute…',
};
