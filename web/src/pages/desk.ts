import type { Fill } from '../i18n/say';
import { sayDesk, type DeskKey } from '../i18n/desk';
import { useVisit } from '../panels/context';

/** The visit, and a voice that knows the words of the pages beside the map. */
export function useDesk() {
  const visit = useVisit();
  const t = (key: DeskKey, fill?: Fill): string => sayDesk(visit.taste.language, key, fill);
  return { visit, t };
}
