import type { Fill } from '../../i18n/say';
import { sayChoose, type ChooseKey } from '../../i18n/choose';
import { chooseVi } from '../../i18n/choose_vi';
import { useVisit } from '../../panels/context';

/** The visit, and a voice that knows the words of choosing sites. */
export function useChoose() {
  const visit = useVisit();
  const t = (key: ChooseKey, fill?: Fill): string => sayChoose(visit.taste.language, key, fill);
  /** The word for a code of the server; one that is not known yet is shown as it is. */
  const word = (kind: string, code: string): string => (`${kind}_${code}` in chooseVi ? t(`${kind}_${code}` as ChooseKey) : code);
  return { visit, t, word };
}
