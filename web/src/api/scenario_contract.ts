import type { Point, Provenance, Verdict } from './contract';

/** Masts tried out before anybody builds, as the server's OpenAPI document has them. */

export type ChangeKind = 'add' | 'move' | 'change' | 'remove';

/** One technology and band; what is absent is the usual, which the server knows. */
export interface Radio {
  technology: string;
  mhz?: number;
  heightM?: number;
  /** Degrees clockwise from true north. */
  azimuths?: number[];
  azimuthUnknown?: boolean;
  omni?: boolean;
  powerDbm?: number;
  gainDbi?: number;
  mechanicalTilt?: number;
  electricalTilt?: number;
}

/** What is done to one operator's equipment at one place. */
export interface SiteChange {
  kind: ChangeKind;
  operator: string;
  site: string;
  at?: Point;
  heightM?: number;
  radio?: Radio[];
  notes?: string;
}

/** Changes to a release, one after another; base 0 is the release that readers see. */
export interface Scenario {
  base: number;
  changes: readonly SiteChange[];
}

export interface TrialQuestion {
  technology: string;
  operator: string;
  definition: string;
}

export interface Counted {
  hamlets: number;
  households: number;
  people: number;
}

export interface GainRow extends TrialQuestion {
  gained: Counted;
  lost: Counted;
  unclear: Counted;
}

export interface ReachedRow {
  technology: string;
  operator: string;
  was: number;
  becomes: number;
}

export interface FlippedRow {
  code: string;
  name: string;
  commune: string;
  lon: number;
  lat: number;
  people: number | null;
  households: number | null;
  was: Verdict;
  becomes: Verdict;
}

export interface ReleaseMark {
  id: string;
  asOf: string;
}

/** What a scenario would change. All of it is predicted. */
export interface WhatIf extends Provenance {
  newer: ReleaseMark | null;
  changes: number;
  gains: GainRow[];
  reached: ReachedRow[];
  flips: FlippedRow[];
}

export interface ScenarioRow {
  id: string;
  name: string;
  notes: string;
  owner: string;
  own: boolean;
  base: number;
  newer: ReleaseMark | null;
  version: number;
  current: number;
  count: number;
  createdAt: string;
  savedAt: string;
}

export interface SavedScenario extends ScenarioRow {
  changes: SiteChange[];
}

export interface ScenarioDraft extends Scenario {
  name: string;
  notes: string;
}

export interface Baseline {
  release: string;
  covered: Counted;
  partial: Counted;
  none: Counted;
  unknown: Counted;
  reached: number;
  asOf: string;
  synthetic: boolean;
}

export interface Compared extends ScenarioRow {
  result: WhatIf;
}

export interface Comparison extends Provenance {
  baseline: Baseline[];
  sameBase: boolean;
  a: Compared;
  b: Compared;
}

export interface SiteRow {
  id: string;
  position: Point;
  operators: string[];
  technologies: string[];
}

/** A transmitter as a list has it; what the list does not say was assumed. */
export interface SiteSector {
  technology: string;
  frequencyMhz: number | null;
  omni?: boolean;
  heightM: number | null;
  azimuthDeg: number | null;
  mechanicalTiltDeg: number | null;
  electricalTiltDeg: number | null;
  powerDbm: number | null;
  assumed: string[];
}

export interface SitePresence {
  operator: string;
  position: Point;
  code?: string;
  name?: string;
  commune?: string;
  /** Of the mast, above ground. */
  mastHeightM?: number;
  backupPower?: string;
  powerFeeder?: string;
  fibreNode?: string;
  technologies: string[];
  sectors?: SiteSector[];
  /** Fields that are not shown to the person. */
  hidden: string[];
}

export interface SiteDetail {
  id: string;
  position: Point;
  presences: SitePresence[];
  release: string;
  asOf: string;
  synthetic: boolean;
}
