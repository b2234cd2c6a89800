import { outageEn } from './outage_en';
import { outageVi, type OutageKey } from './outage_vi';
import { sayer } from './say';

export type { OutageKey };

/** Says what outage mode says. */
export const sayOutageWord = sayer<OutageKey>({ vi: outageVi, en: outageEn });
