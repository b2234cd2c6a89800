import { commitmentEn } from './commitment_en';
import { commitmentVi, type CommitmentKey } from './commitment_vi';
import { sayer } from './say';

export type { CommitmentKey };

/** Says what the page of promises says. */
export const sayCommitment = sayer<CommitmentKey>({ vi: commitmentVi, en: commitmentEn });
