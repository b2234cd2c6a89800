import { chooseEn } from './choose_en';
import { chooseVi, type ChooseKey } from './choose_vi';
import { sayer } from './say';

export type { ChooseKey };

/** Says what the pages of choosing sites say. */
export const sayChoose = sayer<ChooseKey>({ vi: chooseVi, en: chooseEn });
