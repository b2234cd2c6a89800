import type { Words } from './contract';
import type { NamedCode } from './session_contract';

/** Where the rows of a list ended. Rows is the sum of the others and what was blank. */
export interface PlaceCounts {
  rows?: number;
  accepted?: number;
  corrected?: number;
  questions?: number;
  refused?: number;
  dropped?: number;
}

/** One import of a list, kept for ever. */
export interface Revision {
  id: string | number;
  kind: string;
  title: string;
  operator: NamedCode | string | null;
  fileName: string;
  sha256: string;
  asOf: string;
  importedAt: string;
  by: string;
  counts: PlaceCounts;
  current: boolean;
  synthetic: boolean;
}

/** What was noted of one row of a list. */
export interface RowIssue extends Words {
  sheet?: string;
  row?: number;
  /** Counts from 1. */
  column?: number;
  cell?: string;
  code: string;
  severity: string;
  raw?: string;
  proposed?: string;
}

export interface Receipt extends Revision {
  issues: RowIssue[];
  numberMatched?: number;
}
