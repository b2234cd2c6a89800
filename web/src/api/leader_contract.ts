import type { Point, Provenance, Verdict, Words } from './contract';

/** What differs between two releases, what was claimed, and places by words: as the OpenAPI document says it. */

/** A release as a comparison names it. */
export interface ReleaseMark {
  id: string;
  asOf: string;
}

/** One release that can be read again. */
export interface ReleaseLine extends ReleaseMark {
  publishedAt: string;
  synthetic: boolean;
  current: boolean;
}

/** One hamlet whose verdict differs, and why. */
export interface ChangeRow {
  code: string;
  name: string;
  people: number | null;
  was: Verdict;
  is: Verdict;
  cause: string;
  because: Words;
  operator?: string;
  /** The mast of the cause, where it may be shown. */
  site?: string;
}

export interface Changes extends Provenance {
  from: ReleaseMark;
  to: ReleaseMark;
  /** Hamlets whose verdict rose, fell, or is unknown on one side. */
  better: number;
  worse: number;
  unclear: number;
  peopleBetter: number;
  peopleWorse: number;
  numberMatched: number;
  rows: ChangeRow[];
}

/** What a claim may be about. */
export interface ClaimKind extends Words {
  code: string;
}

/** What somebody said, and beside it what the release says; the two are never blended. */
export interface ClaimRow {
  id: string;
  words: string;
  source: string;
  /** The day it was said for. */
  on: string;
  subject: string;
  about: Words;
  claimed: number;
  /** Null where it takes what the person may not see. */
  computed: number | null;
  hamlets: number;
  unknown: number;
  holds: boolean | null;
  /** Codes of the hamlets that speak against it. */
  against: string[];
  technology?: string;
  operator?: string;
  definition?: string;
  district?: string;
  enteredBy?: string;
  enteredAt: string;
}

export interface Claims {
  release: string;
  asOf: string;
  synthetic: boolean;
  territory: Words;
  subjects: ClaimKind[];
  rows: ClaimRow[];
}

/** A claim as it is entered. */
export interface NewClaim {
  words: string;
  source: string;
  on: string;
  subject: string;
  value: number;
  technology?: string;
  operator?: string;
  definition?: string;
  district?: string;
}

/** Connected inhabited hexes without signal. */
export interface PatchRow {
  rank: number;
  people: number;
  households: number;
  areaKm2: number;
  centre: Point;
  communes: { code: string; name: string; people: number }[];
  hamlets: { code: string; name: string; people: number }[];
}

export interface Patches {
  release: string;
  asOf: string;
  synthetic: boolean;
  rule: Words;
  numberMatched: number;
  rows: PatchRow[];
}

/** A place that answers to some words. */
export interface Hit {
  kind: 'place' | 'hamlet' | 'commune' | 'district' | 'province' | 'mast';
  code: string;
  name: string;
  /** The boundaries in which the words are true; empty where they name no unit. */
  vintage: string;
  /** The units above, the nearest first. */
  within: string[];
  position: Point;
}

export interface Hits {
  release: string;
  rows: Hit[];
}
