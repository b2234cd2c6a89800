import { sayData, type DataKey } from '../../i18n/data';
import type { Fill } from '../../i18n/say';
import { useVisit } from '../../panels/context';

/** The visit, and a voice that knows the words of the open data. */
export function useData() {
  const visit = useVisit();
  const t = (key: DataKey, fill?: Fill): string => sayData(visit.taste.language, key, fill);
  return { visit, t };
}
