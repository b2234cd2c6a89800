import { leaderEn } from './leader_en';
import { leaderVi, type LeaderKey } from './leader_vi';
import { sayer } from './say';

export type { LeaderKey };

/** Says what the pages of claims and changes say. */
export const sayLeader = sayer<LeaderKey>({ vi: leaderVi, en: leaderEn });
