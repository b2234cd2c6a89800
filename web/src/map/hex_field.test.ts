import { cellToChildren, cellToLatLng, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import type { HexBlock } from '../model/hex/hex_columns';
import { shortHex } from '../model/hex/hex_index';
import { inSight } from '../model/hex/in_sight';
import { hexField } from './hex_field';

const parents = [latLngToCell(22.1, 105.2, 6), latLngToCell(22.4, 105.3, 6)].sort();
const cells = parents.map((parent) => cellToChildren(parent, 8).sort());
const blocks = cells.map((all, i): HexBlock => ({
  parent: shortHex(parents[i] ?? ''), hexes: Float64Array.from(all, shortHex), classes: new Uint8Array(all.length).fill(2),
  levels: new Int16Array(all.length).fill(-108), servers: null, operators: null, people: Uint32Array.from(all, (_, k) => k), technologies: null, before: null,
}));

describe('a field of hexes', () => {
  it('has every hex at its place, and in sight those whose centres are', async () => {
    const field = await hexField({ resolution: 8, parents: 6, blocks }, []);
    const all = cells.flat().map((cell) => cellToLatLng(cell));
    expect([field.halves.length, field.patches.map(({ count }) => count)]).toEqual([98, [49, 49]]);
    for (const [west, south, east, north] of [[105, 22, 105.21, 22.11], [105.19, 22.05, 106, 23], [0, 0, 1, 1]] as const) {
      const seen = inSight(field, [west, south, east, north]);
      expect(all.map((_, hex) => seen(hex))).toEqual(all.map(([lat, lon]) => lon >= west && lon <= east && lat >= south && lat <= north));
    }
  });

  it('draws all hexes of a block alike, as large as H3 says', async () => {
    const { patches } = await hexField({ resolution: 8, parents: 6, blocks }, []);
    const edgeM = Math.hypot(...(patches[0]?.corners.subarray(0, 2) ?? [])) * 40_075_017 * Math.cos((22.1 * Math.PI) / 180);
    expect([patches[0]?.corners.length, edgeM > 400 && edgeM < 620]).toEqual([12, true]);
  });
});
