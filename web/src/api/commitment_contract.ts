import type { SentFile } from '../model/sent_file';
import type { Verdict, Words } from './contract';
import type { RowIssue } from './revision_contract';

/** What operators have promised, and what became of it: as the OpenAPI document says it. */

/** What every answer about promises carries. */
export interface CommitmentFrame {
  release: string;
  asOf: string;
  synthetic: boolean;
  territory: Words;
  definition: string;
  definitionText: Words;
  /** The day in Viet Nam that ages and quarters are counted by. */
  today: string;
  withinMetres: number;
  notMeasured: Words;
}

/** Derived by the server from lists and the release; nobody types it. */
export const keepings = ['promised', 'on-air', 'confirmed'] as const;
export type Keeping = (typeof keepings)[number];

/** A hamlet named in a petition that a promise answers. */
export interface TiedHamlet {
  code: string;
  petition: string;
}

export interface CommitmentHamlet extends TiedHamlet {
  /** Empty where the release has no such hamlet. */
  name: string;
  commune: string;
  verdict: Verdict;
}

export interface CommitmentRow {
  id: string;
  version: number;
  operator: string;
  /** The code is null where none was named or codes are not shown to whoever asks. */
  place: { byCode: boolean; site: string | null; position: [number, number] | null; commune: string };
  technology: string;
  /** A quarter: 2026-Q4. */
  due: string;
  dueDay: string;
  source: { document: string; date: string };
  hamlets: CommitmentHamlet[];
  notes: string;
  state: Keeping;
  stateText: Words;
  since: string;
  onAirSite: string | null;
  confirmable: boolean;
  overdue: boolean;
  ageDays: number;
  /** Below 0 where the quarter is over. */
  daysLeft: number;
  addedBy?: string;
  addedAt: string;
  withdrawnAt: string | null;
}

export interface Commitments extends CommitmentFrame {
  numberMatched: number;
  rows: CommitmentRow[];
}

/** Promises of one operator; those overdue are among those promised. */
export interface CommitmentTally {
  operator: string;
  promised: number;
  onAir: number;
  confirmed: number;
  overdue: number;
  /** Age of the oldest that is not on the air; 0 where there is none. */
  oldestDays: number;
}

export interface CommitmentSummary extends CommitmentFrame {
  rows: CommitmentTally[];
}

export interface NewCommitment {
  operator: string;
  place: { site?: string; position?: [number, number]; commune?: string };
  technology: string;
  due: string;
  source: { document: string; date: string };
  hamlets: TiedHamlet[];
  notes: string;
}

/** The terms of a promise as they once were. */
export interface CommitmentVersion {
  version: number;
  due: string;
  notes: string;
  hamlets: TiedHamlet[];
  /** Shown to staff. */
  saidBy?: string;
  saidAt: string;
}

export interface Commitment extends CommitmentFrame, CommitmentRow {
  history: CommitmentVersion[];
}

/** Version is the one that the change was made from. */
export interface CommitmentChange {
  version: number;
  due: string;
  notes: string;
  hamlets: TiedHamlet[];
}

/** A list of promises as a file; the rest goes for rows that do not say it themselves. */
export interface PromiseList {
  file: SentFile;
  operator?: string;
  technology?: string;
  source?: { document?: string; date?: string };
  /** Only answer every row and keep none. */
  preview: boolean;
}

export const fates = ['refused', 'corrected', 'taken'] as const;
export type Fate = (typeof fates)[number];

/** One row of a list and what became of it. */
export interface PromisedRow {
  /** Of a workbook. */
  sheet?: string;
  row: number;
  fate: Fate;
  operator: string;
  site: string;
  commune: string;
  /** Empty where it was not understood, like the quarter. */
  technology: string;
  due: string;
  document: string;
  issues: RowIssue[];
}

export interface ReadPromises {
  preview: boolean;
  taken: number;
  corrected: number;
  refused: number;
  rows: PromisedRow[];
}
