import type { Verdict } from '../../api/contract';
import type { ChangeRow } from '../../api/leader_contract';

/** To which side a verdict went; unclear where one of the two is unknown. */
export const sides = ['better', 'worse', 'unclear'] as const;
export type Side = (typeof sides)[number];

const worth: Record<Exclude<Verdict, 'unknown'>, number> = { none: 0, partial: 1, covered: 2 };

export function sideOf({ was, is }: Pick<ChangeRow, 'was' | 'is'>): Side {
  if (was === 'unknown' || is === 'unknown' || !(was in worth) || !(is in worth)) return 'unclear';
  return worth[is] > worth[was] ? 'better' : 'worse';
}
