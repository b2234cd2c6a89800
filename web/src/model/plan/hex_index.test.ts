import { getResolution, isValidCell, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { hexIndex } from './hex_index';

describe('a hex', () => {
  it('is the one H3 finds at the place', () => {
    const place = latLngToCell(22.3511, 105.2112, 10);
    const short = Number((BigInt(`0x${place}`) >> 15n) & ((1n << 37n) - 1n));
    expect(hexIndex(short, 10)).toBe(place);
  });
  it('is one the server sent', () => {
    expect(isValidCell(hexIndex(35081192668, 10))).toBe(true);
    expect(getResolution(hexIndex(35081192668, 10))).toBe(10);
  });
});
