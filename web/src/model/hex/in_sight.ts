import type { Bounds } from '../../api/contract';
import { inSquare } from './square';

/** Hexes by their centres: those of a patch count from its anchor, in Mercator's square. */
export interface Placed {
  patches: readonly { anchor: readonly [number, number]; first: number; count: number }[];
  centres: Float32Array;
}

/** Tells of each hex whether its centre lies within bounds. */
export function inSight({ patches, centres }: Placed, [west, south, east, north]: Bounds): (hex: number) => boolean {
  const [[left, bottom], [right, top]] = [inSquare([west, south]), inSquare([east, north])];
  const seen = new Uint8Array(centres.length / 2);
  for (const { anchor, first, count } of patches) {
    for (let i = first; i < first + count; i++) {
      const [x, y] = [anchor[0] + (centres[2 * i] ?? 0), anchor[1] + (centres[2 * i + 1] ?? 0)];
      seen[i] = x >= left && x <= right && y >= top && y <= bottom ? 1 : 0;
    }
  }
  return (hex) => seen[hex] === 1;
}
