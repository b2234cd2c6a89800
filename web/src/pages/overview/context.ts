import { getContext, setContext } from 'svelte';
import { sayOverview, type OverviewKey } from '../../i18n/overview';
import type { Fill } from '../../i18n/say';
import type { Overview } from './overview.svelte';

const overview = Symbol('overview');

export function provideOverview(value: Overview): void {
  setContext(overview, value);
}

/** What was asked and answered, and a voice that knows the words of the leadership page. */
export function useOverview() {
  const asked = getContext<Overview>(overview);
  const t = (key: OverviewKey, fill?: Fill): string => sayOverview(asked.visit.taste.language, key, fill);
  return { overview: asked, visit: asked.visit, t };
}
