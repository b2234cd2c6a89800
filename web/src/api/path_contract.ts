import type { Point, Words } from './contract';

/**
 * The way of the signal from a mast to a place, as /api/path answers it.
 * Heights are metres above sea level unless said otherwise.
 */
export interface PathAnswer {
  sentence: Words;
  /** What decides the path, in one word. */
  reason: string;
  model: string;
  from: PathEnd;
  to: PathEnd;
  frequencyMhz: number;
  distanceKm: number;
  azimuthDeg: number;
  earthRadiusKm: number;
  lineOfSight: boolean;
  /** The ground that matters most; null where nothing lies between. */
  obstacle: Obstacle | null;
  lossDb: number;
  freeSpaceLossDb: number;
  diffractionLossDb: number;
  received: Received | null;
  /** Every intermediate of the model, in the order of the Recommendation. */
  values: PathValue[];
  /** From the mast to the place. */
  points: PathPoint[];
  release: string;
  asOf: string;
  synthetic: boolean;
}

export interface PathEnd {
  name: string;
  position: Point;
  groundM: number;
  /** Of the antenna above the ground. */
  heightM: number;
}

export interface Obstacle {
  kind: string;
  distanceKm: number;
  position: Point;
  groundM: number;
  /** How far the curve of the Earth lifts the ground. */
  bulgeM: number;
  /** Negative where the ground stays below the line. */
  aboveLineM: number;
  fresnelM: number;
  /** 0…1 of the first Fresnel zone's radius left free. */
  fresnelFreeShare: number;
}

export interface Received {
  levelDbm: number;
  measure: string;
  /** The least level counted as covered. */
  coveredFromDbm: number;
  covered: boolean;
  /** What the mast's list did not say: "power", "azimuth"… */
  assumed: string[];
}

export interface PathValue {
  symbol: string;
  equation: string;
  unit: string;
  value: number;
}

export interface PathPoint {
  distanceKm: number;
  groundM: number;
  bulgeM: number;
  curvedGroundM: number;
  /** The straight line between the antennas. */
  lineM: number;
  /** Radius of the first Fresnel zone. */
  fresnelM: number;
  clearanceM: number;
}
