import { deskEn } from './desk_en';
import { deskVi, type DeskKey } from './desk_vi';
import { sayer } from './say';

export type { DeskKey };

/** Says what the pages beside the map say; the map does not load these words. */
export const sayDesk = sayer<DeskKey>({ vi: deskVi, en: deskEn });
