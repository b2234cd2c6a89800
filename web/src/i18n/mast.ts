import { mastEn } from './mast_en';
import { mastVi, type MastKey } from './mast_vi';
import { sayer } from './say';

export type { MastKey };

/** Says what is on the card of a mast. */
export const sayMast = sayer<MastKey>({ vi: mastVi, en: mastEn });
