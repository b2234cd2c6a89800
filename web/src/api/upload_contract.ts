import type { Point, Verdict, Words } from './contract';
import type { PlaceCounts, RowIssue } from './revision_contract';
import type { NamedCode } from './session_contract';

/** A site list on its way in: read, understood, corrected, previewed, approved. */

export type UploadState = 'reading' | 'ready' | 'computing' | 'submitted' | 'approved' | 'withdrawn' | 'failed';

export interface Progress {
  step: string;
  done: number;
  total: number;
}

export interface UploadReceipt {
  revision: string | number;
  hash: string;
  at: string;
  by: string;
}

/** What lists of uploads say of each. */
export interface UploadLine {
  id: string;
  operator: NamedCode | string;
  state: UploadState;
  file: { name: string; sha256: string; bytes: number };
  scope: 'full' | 'part';
  district?: string | null;
  asOf?: string | null;
  by: string;
  at: string;
  counts?: PlaceCounts | null;
}

export interface SheetColumn {
  index: number;
  header: string;
  /** What the column is taken for; null: it is not used. */
  field: string | null;
  /** How sure that is, 0…1. */
  confidence: number;
  samples: string[] | null;
  /** The dead encoding the text was in, if it was. */
  encoding?: string | null;
  /** Why the column is not used, as a code. */
  ignored?: string | null;
}

export interface UploadSheet {
  name: string;
  hidden: boolean;
  headerRow: number;
  /** Why nothing was read from it, as a code. */
  skipped?: string;
  columns: SheetColumn[];
}

export interface Choice extends Words {
  index: number;
  sample?: string | null;
}

/** Rows that wait for the same answer. */
export interface Question extends Words {
  group: string;
  code: string;
  rows: number;
  choices: Choice[] | null;
}

export interface IssueCount extends Words {
  code: string;
  severity: string;
  rows: number;
}

export interface Upload extends UploadLine {
  progress?: Progress | null;
  trouble?: (Words & { code?: string }) | null;
  sheets: UploadSheet[] | null;
  fields: (Words & { code: string })[] | null;
  questions: Question[] | null;
  issues: IssueCount[] | null;
  receipt: UploadReceipt | null;
}

export const places = ['accepted', 'corrected', 'question', 'refused', 'dropped'] as const;
export type RowPlace = (typeof places)[number];

/** One meaning a row's coordinates may have. */
export interface Reading extends Words {
  point?: Point;
  score: number;
  communeKm?: number | null;
}

export interface UploadRow {
  sheet: string;
  row: number;
  place: RowPlace;
  code: string;
  name: string;
  original: string[] | null;
  readings: Reading[] | null;
  issues: RowIssue[] | null;
  position: Point | null;
}

export interface UploadRows {
  numberMatched: number;
  rows: UploadRow[];
}

/** One decision about a group of rows or about single ones. */
export interface Answering {
  group?: string;
  rows?: { sheet: string; row: number }[];
  choose?: number;
  cells?: Record<string, string>;
  refuse?: true;
}

/** A mast that only got another code is recoded; counts have it among the changed. */
export const changes = ['new', 'changed', 'moved', 'removed', 'recoded'] as const;
export type Change = (typeof changes)[number];
export type CountedChange = Exclude<Change, 'recoded'>;

export interface ChangedMast {
  code: string;
  wasCode?: string;
  name: string;
  change: Change;
  position: Point | null;
  was: Point | null;
  metres: number | null;
}

export interface ChangedHamlet {
  code: string;
  name: string;
  commune: string;
  technology: string;
  operator: string;
  was: Verdict;
  becomes: Verdict;
  people: number | null;
}

/** What would follow from approving the list: masts are known at once, hamlets once they were computed. */
export interface Impact {
  state: 'none' | 'computing' | 'done' | 'failed';
  /** Why it could not be worked out; the counts are right all the same. */
  trouble?: Words | null;
  new: number;
  changed: number;
  moved: number;
  removed: number;
  masts: ChangedMast[] | null;
  hamlets: ChangedHamlet[] | null;
  people: { gained: number; lost: number } | null;
  /** The release it was compared with; 0: none. */
  base: number;
}
