import type { Fill } from '../i18n/say';
import { sayLeader, type LeaderKey } from '../i18n/leader';
import { useVisit } from '../panels/context';

/** The visit, and a voice that knows the words of claims and changes. */
export function useLeader() {
  const visit = useVisit();
  const t = (key: LeaderKey, fill?: Fill): string => sayLeader(visit.taste.language, key, fill);
  return { visit, t };
}
