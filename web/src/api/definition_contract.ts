import type { Definition, HamletRow, Provenance, Verdict, Words } from './contract';

/** Technologies of which any will do: voice, 3G or better. One technology alone is a set, too. */
export interface TechnologySet extends Words {
  code: string;
  members: string[];
}

/** What a definition counts: the signal at the centre, people, or ground. */
export const bases = ['centre', 'people', 'area'] as const;
export type Basis = (typeof bases)[number];

/** A definition as the list of them has it. */
export interface ListedDefinition extends Definition {
  source: string;
  basis: Basis;
  /** Share from which a hamlet is covered, and under which it is dark; 0 by the centre. */
  coveredFrom: number;
  noneBelow: number;
  /** The least level that counts as signal, by technology, dBm. */
  levels: Record<string, number>;
  /** Technologies whose least level is the definition's own. */
  ownLevels: string[];
  /** How likely what counts must have signal; 0.5 is the median. */
  confidence: number;
  addedAt: string | null;
  addedBy?: string;
  /** No longer offered; what was said by it can still be asked. */
  retired: boolean;
  /** Came with the program, was not added by an administrator. */
  builtin: boolean;
}

/** What may be asked for. */
export interface Offer {
  rows: ListedDefinition[];
  technologies: TechnologySet[];
}

/** A definition as it is entered. */
export interface NewDefinition extends Words {
  code: string;
  source: string;
  basis: Basis;
  coveredFrom: number;
  noneBelow: number;
  levels: Record<string, number>;
  confidence: number;
}

/** A hamlet whose verdict another definition changes. */
export interface FlipRow extends Pick<HamletRow, 'code' | 'name' | 'kind' | 'commune' | 'district' | 'people'> {
  was: Verdict;
  is: Verdict;
}

/** What choosing the second definition in place of the first changes. */
export interface Flips extends Provenance {
  better: number;
  worse: number;
  unclear: number;
  peopleBetter: number;
  peopleWorse: number;
  numberMatched: number;
  rows: FlipRow[];
}
