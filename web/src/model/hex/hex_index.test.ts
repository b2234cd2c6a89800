import { cellToParent, getResolution, isValidCell, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { hexIndex, parentOf, shortHex } from './hex_index';

describe('a hex', () => {
  it.each([0, 5, 6, 9, 10, 14, 15])('of resolution %i is the one H3 finds at the place', (resolution) => {
    for (const [lat, lon] of [[22.3511, 105.2112], [-89, 17], [64.7, 10.5], [58.2, -170]] as const) {
      const place = latLngToCell(lat, lon, resolution);
      const short = Number((BigInt(`0x${place}`) & ((1n << 52n) - 1n)) >> BigInt(3 * (15 - resolution)));
      expect(hexIndex(short, resolution)).toBe(place);
      expect(shortHex(place)).toBe(short);
      const above = Math.max(0, resolution - 4);
      expect(hexIndex(parentOf(short, resolution - above), above)).toBe(cellToParent(place, above));
    }
  });
  it('is one the server sent', () => {
    expect(isValidCell(hexIndex(35081192668, 10))).toBe(true);
    expect(getResolution(hexIndex(35081192668, 10))).toBe(10);
  });
});
