import { sayFailure, type FailureKey } from '../../i18n/failure';
import type { Fill } from '../../i18n/say';
import { useVisit } from '../../panels/context';

/** The visit, and a voice that knows the words of failures. */
export function useFailureWords() {
  const visit = useVisit();
  const t = (key: FailureKey, fill?: Fill): string => sayFailure(visit.taste.language, key, fill);
  return { visit, t };
}
