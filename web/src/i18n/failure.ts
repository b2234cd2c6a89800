import { failureEn } from './failure_en';
import { failureVi, type FailureKey } from './failure_vi';
import { sayer } from './say';

export type { FailureKey };

/** Says what the page of failures says. */
export const sayFailure = sayer<FailureKey>({ vi: failureVi, en: failureEn });
