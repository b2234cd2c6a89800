import type { PathPoint } from '../api/path_contract';
import { roundTicks } from './round_ticks';

/** A path seen from the side, in pixels: x to the right, y down. */
export interface ProfilePath {
  /** SVG paths: the ground with the Earth's curve, closed along the bottom; the straight line; the first Fresnel zone. */
  ground: string;
  line: string;
  fresnel: string;
  /** The ground's own edge, for an outline that does not go round the frame. */
  edge: string;
  x: (km: number) => number;
  y: (metres: number) => number;
  /** Round distances and heights for the axes. */
  km: number[];
  metres: number[];
  /** How many times heights are drawn larger than distances. */
  exaggeration: number;
}

const leastSpanM = 40; // flat ground must not look like mountains
const room = 0.06; // of the height, left above and below

/** Draws a profile of at least two points into width × height pixels; null where there is nothing to draw. */
export function profilePath(points: readonly PathPoint[], width: number, height: number): ProfilePath | null {
  const length = points.at(-1)?.distanceKm ?? 0;
  if (points.length < 2 || !(length > 0) || !(width > 0) || !(height > 0)) return null;
  const [bottom, top] = span(points);
  const x = (km: number) => (km / length) * width;
  const y = (metres: number) => ((top - metres) / (top - bottom)) * height;
  const along = (of: (point: PathPoint) => number, way = points) =>
    way.map((point) => `${pixel(x(point.distanceKm))} ${pixel(y(of(point)))}`).join('L');
  const edge = `M${along((point) => point.curvedGroundM)}`;
  const upper = along((point) => point.lineM + point.fresnelM);
  const lower = along((point) => point.lineM - point.fresnelM, points.toReversed());
  return {
    edge, x, y,
    ground: `${edge}L${pixel(width)} ${pixel(height)}L0 ${pixel(height)}Z`,
    line: `M${along((point) => point.lineM)}`,
    fresnel: `M${upper}L${lower}Z`,
    km: roundTicks(0, length, Math.max(2, Math.floor(width / 70))),
    metres: roundTicks(bottom, top, Math.max(2, Math.floor(height / 28))),
    exaggeration: height / (top - bottom) / (width / (length * 1000)),
  };
}

/** The heights to show: all ground, the line and the Fresnel zone, with some room. */
function span(points: readonly PathPoint[]): [bottom: number, top: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const { curvedGroundM, lineM, fresnelM } of points) {
    low = Math.min(low, curvedGroundM, lineM - fresnelM);
    high = Math.max(high, curvedGroundM, lineM + fresnelM);
  }
  const missing = Math.max(0, leastSpanM - (high - low));
  const edge = room * (high - low + missing);
  return [low - edge, high + missing + edge];
}

function pixel(value: number): number {
  return Math.round(value * 10) / 10;
}
