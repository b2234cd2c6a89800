import { dataEn } from './data_en';
import { dataVi, type DataKey } from './data_vi';
import { sayer } from './say';

export type { DataKey };

/** Says what the page of open data says; the map does not load these words. */
export const sayData = sayer<DataKey>({ vi: dataVi, en: dataEn });
