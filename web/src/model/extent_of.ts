import type { Bounds, Point } from '../api/contract';

/**
 * The box around some points, widened by margin degrees on each side; null for
 * no point.
 */
export function extentOf(points: readonly Point[], margin = 0): Bounds | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of points) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return west > east ? null : [west - margin, south - margin, east + margin, north + margin];
}

/** The box a hamlet is looked at in: some two kilometres to each side of its centre. */
export function around([lon, lat]: Point): Bounds {
  const reach = 0.02;
  return [lon - reach, lat - reach, lon + reach, lat + reach];
}
