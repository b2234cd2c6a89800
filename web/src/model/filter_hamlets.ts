import type { HamletRow, Verdict } from '../api/contract';
import { foldText } from './fold_text';

export interface HamletFilter {
  verdict: Verdict | null;
  /** Words typed by a person; every one must be found. */
  words: string;
  /** A commune's or district's code. */
  unit: string | null;
}

/** Keeps the hamlets that match the whole filter, in their order. */
export function filterHamlets(hamlets: readonly HamletRow[], filter: HamletFilter): HamletRow[] {
  const wanted = foldText(filter.words).split(' ').filter(Boolean);
  return hamlets.filter(
    (hamlet) =>
      (filter.verdict === null || hamlet.verdict === filter.verdict) &&
      (filter.unit === null || liesIn(hamlet, filter.unit)) &&
      (wanted.length === 0 || mentions(hamlet, wanted)),
  );
}

/** Tells whether the hamlet lies in the commune or district of that code. */
export function liesIn(hamlet: HamletRow, unit: string): boolean {
  return hamlet.commune?.code === unit || hamlet.district?.code === unit;
}

function mentions(hamlet: HamletRow, wanted: readonly string[]): boolean {
  const { kind, name, commune, district, code } = hamlet;
  const text = foldText(`${kind} ${name} ${commune?.name ?? ''} ${district?.name ?? ''} ${code}`);
  return wanted.every((word) => text.includes(word));
}
