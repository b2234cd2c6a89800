import { getContext, setContext } from 'svelte';
import type { Fill, Key } from '../i18n/say';
import type { Taste } from '../model/view';
import type { Planner } from '../planner.svelte';
import type { Visit } from '../visit.svelte';

/** How a page looks and speaks: what is shared by the map, which keeps it in its link, and all other pages. */
export interface Voice {
  readonly t: (key: Key, fill?: Fill) => string;
  readonly taste: Taste;
  readonly like: (change: (taste: Taste) => Taste) => void;
}

const [planner, visit, voice] = [Symbol('planner'), Symbol('visit'), Symbol('voice')];

/** Hands the planner to every panel below; it is their voice, too. */
export function providePlanner(value: Planner): void {
  setContext(planner, value);
  setContext(voice, value);
}

export function usePlanner(): Planner {
  return getContext<Planner>(planner);
}

/** Hands the visit to every page below. */
export function provideVisit(value: Visit): void {
  setContext(visit, value);
  setContext(voice, value);
}

export function useVisit(): Visit {
  return getContext<Visit>(visit);
}

export function useVoice(): Voice {
  return getContext<Voice>(voice);
}
