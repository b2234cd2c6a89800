import { getContext, setContext } from 'svelte';
import type { Planner } from '../planner.svelte';

const key = Symbol('planner');

/** Hands the planner to every panel below. */
export function providePlanner(planner: Planner): void {
  setContext(key, planner);
}

export function usePlanner(): Planner {
  return getContext<Planner>(key);
}
