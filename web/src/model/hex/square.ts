import type { Point } from '../../api/contract';

/** A place in Mercator's square: 0…1 from the west and from the north. */
export function inSquare([lon, lat]: Point): [number, number] {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}
