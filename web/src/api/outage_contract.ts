import type { SentFile } from '../model/sent_file';
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
  /** The operator whose own report it is, of its sites alone; absent where staff opened it. */
  reporter?: string;
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
  /** Absent where it is a name of staff and the reader is not. */
  by?: string;
  /** The operator whose people said it; absent for staff. */
  operator?: string;
  /** The release that its report is bound to. */
  release?: string;
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
  /** Readers see this release by now; the figures are of the one before. */
  newerRelease?: string;
  /** Hamlets that had signal and have none of any network. */
  isolated: Toll;
  isolatedHamlets: Fall[];
  silencedCommunes: SilencedUnit[];
  roaming: Toll;
  roamingCandidates: RoamingRow[];
}

/** What sites have in common: all of what is named. */
export interface Where {
  operator?: string;
  unit?: string;
  feeder?: string;
  fibreNode?: string;
  near?: Point;
  km?: number;
}

/** What is said: as free text, a file, by codes, masts or what sites have in common. */
export interface Saying {
  text?: string;
  file?: SentFile;
  where?: Where;
  /** Only answer what would be kept. */
  preview?: boolean;
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
  /** From 1, as the file shows it. */
  row: number;
  sheet?: string;
  sites: Station[];
  /** Words that look like codes and were not kept. */
  unsure: { word: string; near: Station[] }[];
  /** What was not read, or read otherwise than written. */
  issues: { cell?: string; code: string; vi: string; en: string }[];
}

export interface Heard {
  number: number;
  kept: number;
  unknown: string[];
  /** Sites that were kept or would be, the first two thousand. */
  stations: Station[];
  lines: HeardLine[];
}

/** The situation as it is read over the phone. */
export interface OutageWords {
  number: number;
  text: string;
  english: string;
}

/** A mast, as the list of them has it. */
export interface MastRow {
  id: string;
  position: Point;
  operators: string[];
  technologies: string[];
}
