import { overviewEn } from './overview_en';
import { overviewVi, type OverviewKey } from './overview_vi';
import { sayer } from './say';

export type { OverviewKey };

/** Says what the leadership page says; the map does not load these words. */
export const sayOverview = sayer<OverviewKey>({ vi: overviewVi, en: overviewEn });
