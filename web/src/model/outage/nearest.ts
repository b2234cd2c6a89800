import type { Point } from '../../api/contract';

/** Kilometres between two points; good to a percent over a province. */
export function kilometres([lon, lat]: Point, [otherLon, otherLat]: Point): number {
  const degree = 111.2;
  const east = (otherLon - lon) * Math.cos(((lat + otherLat) / 2) * (Math.PI / 180));
  return Math.hypot(east, otherLat - lat) * degree;
}

/** A box of so many kilometres to each side: west, south, east, north. */
export function boxAround([lon, lat]: Point, km: number): [number, number, number, number] {
  const north = km / 111.2;
  const east = north / Math.cos(lat * (Math.PI / 180));
  return [lon - east, lat - north, lon + east, lat + north].map((degrees) => Math.round(degrees * 1e5) / 1e5) as [number, number, number, number];
}

/** The nearest of those that have a position, with how far they are. */
export function nearest<T extends { position: Point }>(all: readonly T[], from: Point, most: number): (T & { km: number })[] {
  return all
    .map((each) => ({ ...each, km: kilometres(from, each.position) }))
    .sort((a, b) => a.km - b.km)
    .slice(0, most);
}
