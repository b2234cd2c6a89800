import type { Count, Verdict } from '../api/contract';
import { verdicts } from './view';

export interface Segment {
  verdict: Verdict;
  /** Start and width as shares of the bar, 0…1. */
  from: number;
  width: number;
}

/**
 * Splits a bar of width 1 by verdict, worst first so that the gaps of all rows
 * start at the same edge; empty parts are left out.
 */
export function barSegments(count: Count): Segment[] {
  const total = verdicts.reduce((sum, verdict) => sum + count[verdict], 0);
  if (total === 0) return [];
  const segments: Segment[] = [];
  let from = 0;
  for (const verdict of ['none', 'partial', 'unknown', 'covered'] as const) {
    const width = count[verdict] / total;
    if (width > 0) segments.push({ verdict, from, width });
    from += width;
  }
  return segments;
}
