import { planEn } from './plan_en';
import { planVi, type PlanKey } from './plan_vi';
import { sayer } from './say';

export type { PlanKey };

/** Says what the pages of planning say. */
export const sayPlan = sayer<PlanKey>({ vi: planVi, en: planEn });
