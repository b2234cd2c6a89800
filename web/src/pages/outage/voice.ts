import { sayOutageWord, type OutageKey } from '../../i18n/outage';
import type { Fill } from '../../i18n/say';
import { useVisit } from '../../panels/context';

/** The visit, and a voice that knows the words of outages. */
export function useOutageWords() {
  const visit = useVisit();
  const t = (key: OutageKey, fill?: Fill): string => sayOutageWord(visit.taste.language, key, fill);
  return { visit, t };
}
