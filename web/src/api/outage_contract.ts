import type { Point, Provenance, Words } from './contract';
import type { Fall, SilencedUnit, Station, Toll } from './failure_contract';

/** An event in which sites fall silent. Moments are ISO. */
export interface OutageRow {
  id: string;
  name: string;
  startedAt: string;
  openedBy: string;
  openedAt: string;
  closedAt: string | null;
}

export interface Outages {
  /** What an outage may be put down to, by code. */
  causes: Record<string, Words>;
  rows: OutageRow[];
}

/** A site that is down, with what was last said of it. */
export interface OutageSite extends Station {
  cause?: string;
  power?: string;
  expectedAt: string | null;
  saidAt: string;
}

/** What was said at once, counted. */
export interface Said {
  number: number;
  at: string;
  by: string;
  down: number;
  back: number;
}

/** A hamlet whose customers of some operators could use others'. */
export interface RoamingRow {
  code: string;
  name: string;
  /** The units above, the nearest first. */
  within: string[];
  people: number | null;
  lost: string[];
  by: string[];
}

/** One outage as it stands. */
export interface Outage extends OutageRow, Provenance {
  sites: OutageSite[];
  down: number;
  /** Of the last thing that was said; 0 before. */
  number: number;
  history: Said[];
  /** Hamlets that had signal and have none of any network. */
  isolated: Toll;
  isolatedHamlets: Fall[];
  silencedCommunes: SilencedUnit[];
  roaming: Toll;
  roamingCandidates: RoamingRow[];
}

/** What is said: as free text, by codes or by masts. */
export interface Saying {
  text?: string;
  /** Whose codes the text has, where a line does not name one. */
  operator?: string;
  sites?: { operator: string; code: string }[];
  masts?: string[];
  restored?: boolean;
  cause?: string;
  power?: string;
  expectedAt?: string;
}

/** A line of the text and what became of it. */
export interface HeardLine {
  line: string;
  sites: Station[];
  /** Words that look like codes and were not kept. */
  unsure: { word: string; near: Station[] }[];
}

export interface Heard {
  number: number;
  kept: number;
  unknown: string[];
  lines: HeardLine[];
}

/** The situation as it is read over the phone. */
export interface OutageWords {
  number: number;
  text: string;
}

/** A mast, as the list of them has it. */
export interface MastRow {
  id: string;
  position: Point;
  operators: string[];
  technologies: string[];
}
