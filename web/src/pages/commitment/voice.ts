import type { CommitmentRow, Keeping } from '../../api/commitment_contract';
import { sayCommitment, type CommitmentKey } from '../../i18n/commitment';
import type { Fill } from '../../i18n/say';
import { useVisit } from '../../panels/context';

/** The visit, and a voice that knows the words of promises. */
export function useCommitmentWords() {
  const visit = useVisit();
  const t = (key: CommitmentKey, fill?: Fill): string => sayCommitment(visit.taste.language, key, fill);
  return { visit, t };
}

/** What each derived state is called. */
export const keepingKeys: Readonly<Record<Keeping, CommitmentKey>> = { promised: 'promised', 'on-air': 'onAir', confirmed: 'confirmed' };

/** The promised place in a few words, as far as whoever reads may know it. */
export function placeWords({ place }: CommitmentRow, t: (key: CommitmentKey, fill?: Fill) => string): string {
  if (place.byCode) return place.site === null ? t('siteUnshown') : t('site', { code: place.site });
  return t('point', { commune: place.commune });
}
