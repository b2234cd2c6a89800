import type { Operator, Release } from '../api/contract';

/**
 * Whether a cut shows a network in full: every level, its masts and why it
 * reaches a place. What everybody sees of any operator is only its class.
 */
export function showsNetwork(cut: string, operator: string): boolean {
  return cut === 'staff' || (operator !== 'any' && cut === `op-${operator}`);
}

/** The operators' networks a cut has; any operator is there besides, always. */
export function networksOf(release: Pick<Release, 'operators'>, cut: string): Operator[] {
  return release.operators.filter(({ code }) => showsNetwork(cut, code));
}
