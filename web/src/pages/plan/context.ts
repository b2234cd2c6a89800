import { getContext, setContext } from 'svelte';
import type { Fill } from '../../i18n/say';
import { sayPlan, type PlanKey } from '../../i18n/plan';
import { useVisit, useVoice } from '../../panels/context';
import type { Plan } from './plan.svelte';

const plan = Symbol('plan');

/** Hands the what-if to everything beside and on the map. */
export function providePlan(value: Plan): void {
  setContext(plan, value);
}

export function usePlan(): Plan {
  return getContext<Plan>(plan);
}

/** The visit, and a voice that knows the words of planning. */
export function usePlanWords() {
  const [visit, voice] = [useVisit(), useVoice()];
  const t = (key: PlanKey, fill?: Fill): string => sayPlan(voice.taste.language, key, fill);
  return { visit, t };
}
