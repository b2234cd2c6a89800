import { hexEn } from './hex_en';
import { hexVi, type HexKey } from './hex_vi';
import { sayer } from './say';

export type { HexKey };

/** Says what is said of single hexes. */
export const sayHex = sayer<HexKey>({ vi: hexVi, en: hexEn });
