import { cellToBoundary, latLngToCell } from 'h3-js';
import type { Point } from '../api/contract';
import { hexIndex, shortHex, type ShortHex } from '../model/hex/hex_index';

/** The hex of a resolution at a place. */
export function hexAt([lon, lat]: Point, resolution: number): ShortHex {
  return shortHex(latLngToCell(lat, lon, resolution));
}

/** The corners of a hex. */
export function cornersOf(hex: ShortHex, resolution: number): Point[] {
  return cellToBoundary(hexIndex(hex, resolution), true).slice(0, -1) as [number, number][];
}
