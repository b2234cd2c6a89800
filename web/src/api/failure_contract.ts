import type { Place, Point, Provenance, Verdict, Words } from './contract';

/** What may fail as one. */
export const kinds = ['mast', 'site', 'feeder', 'fibre', 'operator'] as const;
export type Kind = (typeof kinds)[number];

/** One operator's site; its code is absent where it is not shown. */
export interface Station {
  operator: string;
  code?: string;
  name?: string;
  /** The mast it stands on. */
  mast?: string;
  position: Point;
}

/** What fails as one, as far as the person may see it. */
export interface Part {
  kind: Kind;
  /** The cause's name; absent for masts and sites, which are their stations. */
  id?: string;
  operator?: string;
  /** The first fifty. */
  stations: Station[];
  of: number;
}

/** What is lost. */
export interface Toll {
  hamlets: number;
  people: number;
  households: number;
}

/** A hamlet whose verdict falls. */
export interface Fall {
  code: string;
  name: string;
  /** The units above, the nearest first: many hamlets have the same name. */
  within: string[];
  people: number | null;
  was: Verdict;
  becomes: Verdict;
}

/** A kind, and for how many sites the lists say what they hang on. */
export interface KnownKind extends Words {
  kind: Kind;
  named: number;
  of: number;
}

/** A part and what it takes with it, alone. */
export interface FailureRow extends Part {
  /** Hamlets left without signal. */
  dark: Toll;
  /** Hamlets whose verdict falls at all, those among them. */
  fell: Toll;
  /** The first fifty that fall. */
  hamlets: Fall[];
}

export interface Failures extends Provenance {
  kind: KnownKind;
  numberMatched: number;
  rows: FailureRow[];
}

/** What falls in one unit. */
export interface UnitToll extends Toll {
  code: string;
  name: string;
  level: 'district' | 'commune';
  vintage: string;
}

/** A hamlet and everything of a kind that it hangs on. */
export interface Dependence {
  code: string;
  name: string;
  people: number | null;
  households: number | null;
  places: Place[];
  verdict: Verdict;
  hangsOn: (Part & { becomes: Verdict })[];
}

export interface Dependences extends Provenance {
  kind: KnownKind;
  /** Each hamlet counted once. */
  total: Toll;
  units: UnitToll[];
  numberMatched: number;
  rows: Dependence[];
}

/** A commune in which no hamlet has signal any more. */
export interface SilencedUnit {
  code: string;
  name: string;
  vintage: string;
}

/** What fails at once, and whose customers are asked about. */
export interface Trial {
  masts?: string[];
  sites?: { operator: string; code: string }[];
  feeders?: string[];
  fibreNodes?: { operator: string; code: string }[];
  operators?: string[];
  technology: string;
  operator?: string;
  roaming?: boolean;
}

export interface Aftermath extends Provenance {
  roaming: boolean;
  /** Sites that fall silent. */
  stations: number;
  /** What was named and is not on the air, or not shown. */
  unknown: string[];
  dark: Toll;
  fell: Toll;
  silencedCommunes: SilencedUnit[];
  hamlets: Fall[];
}
