import type { TechnologySet } from './definition_contract';

/**
 * What the server answers, as written in its OpenAPI document. Points are
 * [lon, lat] in degrees on WGS 84; levels are dBm outdoors at 1.5 m; shares are
 * 0…1; people and households are null where no count is known.
 */

export type Language = 'vi' | 'en';
export type Verdict = 'covered' | 'partial' | 'none' | 'unknown';
export type Level = 'province' | 'district' | 'commune' | 'hamlet';
export type Point = readonly [lon: number, lat: number];
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** The same words in both languages. */
export type Words = Readonly<Record<Language, string>>;

export interface ScaleClass {
  class: number;
  code: string;
  /** The least level of the class in dBm; absent for no signal and unknown. */
  from?: number | null;
  covered: boolean;
  vi: string;
  en: string;
}

export interface Scale {
  technology: string;
  measure: string;
  covered: number;
  source: Words;
  classes: ScaleClass[];
}

/** How a layer's hex columns are cut: hexes of one H3 resolution, in blocks by their parents of another; under a hex of the resolution of pieces they can be had alone. */
export interface HexBlocks {
  resolution: number;
  parents: number;
  pieces: number;
}

/** A layer of the map, and its hex columns where it has some. */
export interface MapLayer {
  name: string;
  columns?: HexBlocks;
}

export interface Technology {
  code: string;
  standard: string;
  measure: string;
}

export interface Operator {
  code: string;
  name: string;
  /** Told only to those who see the network. */
  presences?: number | null;
  sectors?: number | null;
}

export interface Definition extends Words {
  code: string;
  basis: string;
  /** False where an administrator added it: its own words name it then. */
  builtin?: boolean;
  retired?: boolean;
}

export interface Release {
  id: string;
  hash: string;
  asOf: string;
  publishedAt: string;
  synthetic: boolean;
  label: Words;
  territory: Words;
  bounds: Bounds;
  vintages: string[];
  homeVintage: string;
  /** What the person may not see is not counted for them either. */
  counts: { districts: number } & Partial<Record<'masts' | 'presences' | 'sectors' | 'hamlets' | 'communes', number>>;
  operators: Operator[];
  technologies: Technology[];
  definitions: Definition[];
  /** Sets of technologies that may be asked for besides; as /api/definitions has them. */
  sets?: TechnologySet[];
  scales: Scale[];
  model: { name: string; parameters: { name: string; value: string; source: string }[] };
  inputs: Input[];
  /** Values no list stated, and how many sectors lack them. */
  assumptions: { code: string; sectors: number }[];
}

/** One file the release was made from, with how many of its rows were used. */
export interface Input {
  kind: string;
  title: string;
  file: string;
  sha256: string;
  asOf: string;
  synthetic: boolean;
  accepted: number;
  refused: number;
}

/** What every figure must carry: without it a number is only a number. */
export interface Provenance {
  technology: string;
  operator: string;
  definition: string;
  definitionText: Words;
  territory: Words;
  asOf: string;
  release: string;
  synthetic: boolean;
}

/** People or hamlets by verdict. */
export type Count = Readonly<Record<Verdict, number>>;

/** One line of the gap table; covered…unknown of the row itself are people. */
export interface GapRow extends Count {
  code: string;
  name: string;
  level: Level;
  vintage: string;
  parent: string;
  population: number;
  households: number;
  /** Households, by the verdict of their hamlet. */
  homes: Count;
  hamlets: Count;
}

export interface Gaps extends Provenance {
  level: Level;
  vintage: string;
  rows: GapRow[];
  total: GapRow;
}

export interface Unit {
  code: string;
  name: string;
}

export interface HamletRow {
  code: string;
  name: string;
  kind: string;
  /** False for what stands for the unlisted rest of a commune: it is no place. */
  listed: boolean;
  commune: Unit | null;
  district: Unit | null;
  centre: Point;
  people: number | null;
  households: number | null;
  verdict: Verdict;
  class: number;
  levelDbm: number | null;
}

export interface Hamlets extends Provenance {
  numberMatched: number;
  rows: HamletRow[];
}

export interface Place {
  vintage: string;
  province: Unit | null;
  district: Unit | null;
  commune: Unit | null;
}

export interface NetworkResult {
  operator: string;
  technology: string;
  class: number;
  levelDbm: number | null;
  peopleCovered: number;
  peopleUnknown: number;
  areaCovered: number;
  areaUnknown: number;
  clusters: { covered: number; unknown: number; classes: number[] | null } | null;
  verdicts: Record<string, Verdict>;
  server: { site: string; distanceKm: number } | null;
}

export interface HamletCard {
  code: string;
  name: string;
  kind: string;
  centre: Point;
  people: number | null;
  households: number | null;
  clusters: { name: string; at: Point; households: number | null }[];
  places: Place[];
  networks: NetworkResult[];
  release: string;
  asOf: string;
  synthetic: boolean;
}
