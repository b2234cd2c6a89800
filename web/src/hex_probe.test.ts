import { cellToParent, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import type { Point } from './api/contract';
import { HexProbe } from './hex_probe.svelte';
import * as places from './map/hex_place';
import type { HexBlock, HexColumns } from './model/hex/hex_columns';
import { shortHex } from './model/hex/hex_index';
import { HexLibrary } from './model/hex/hex_library';

const here: Point = [105.2, 22.1];
const cut = { resolution: 10, parents: 6, pieces: 7 };
const operators = [{ code: 'viettel' }, { code: 'vnpt' }];

function blockOf(parent: string, hexes: Float64Array): HexBlock {
  const n = hexes.length;
  return {
    parent: shortHex(parent), hexes, classes: new Uint8Array(n).fill(4), levels: new Int16Array(n).fill(-92),
    servers: new Uint32Array(n), operators: new Uint8Array(n).fill(2), people: new Uint32Array(n).fill(310), technologies: new Uint8Array(n).fill(5), before: null,
  };
}

/** A server on which every block holds the hexes asked about and nothing else. */
function serverOf(...known: Point[]) {
  const asked: string[] = [];
  const hexes = known.map((at) => places.hexAt(at, 10)).sort((a, b) => a - b);
  const library = new HexLibrary(cut, (parent): Promise<HexColumns | null> => {
    asked.push(parent);
    const inside = hexes.filter((hex) => Math.floor(hex / 8 ** 3) === shortHex(parent));
    return Promise.resolve(inside.length > 0 ? { ...cut, blocks: [blockOf(parent, Float64Array.from(inside))] } : null);
  });
  return { asked, library };
}

function probeOf(library: HexLibrary): HexProbe {
  const probe = new HexProbe(() => Promise.resolve(places), 0);
  probe.read(library, operators);
  return probe;
}

describe('pointing at a hex', () => {
  it('reads it from the block of its parent, fetched once', async () => {
    const { asked, library } = serverOf(here);
    const probe = probeOf(library);
    const read = { class: 4, levelDbm: -92, operator: 'vnpt', technology: '5G', people: 3.1 };
    expect(await probe.point(here, 13)).toMatchObject(read);
    probe.leave();
    expect(probe.pointed).toBeNull();
    await probe.point(here, 13);
    expect(probe.pointed).toMatchObject(read);
    expect(probe.pointed?.corners).toHaveLength(6);
    expect(asked).toEqual([cellToParent(latLngToCell(here[1], here[0], 10), 7)]);
  });

  it('asks nothing from afar, and nothing of a network without columns', async () => {
    const { asked, library } = serverOf(here);
    const probe = probeOf(library);
    expect(await probe.point(here, 9)).toBeNull();
    probe.read(null, operators);
    expect(await probe.point(here, 13)).toBeNull();
    expect(asked).toEqual([]);
  });

  it('shows the last place of a moving pointer, and fetches nothing for those it only passed', async () => {
    const far: Point = [105.4, 22.4];
    const { asked, library } = serverOf(here, far);
    const probe = probeOf(library);
    const [passed, rested] = await Promise.all([probe.point(here, 13), probe.point(far, 13)]);
    expect([passed, rested?.hex]).toEqual([null, places.hexAt(far, 10)]);
    expect(asked).toHaveLength(1);
  });

  it('shows nothing where the network has no hex', async () => {
    const { library } = serverOf(here);
    expect(await probeOf(library).point([105.2, 22.102], 13)).toBeNull();
    expect(await probeOf(library).point([0, 0], 13)).toBeNull();
  });

  it('asks again for a block that did not come', async () => {
    let fails = true;
    const { library } = serverOf(here);
    const flaky = new HexLibrary(cut, () => (fails ? Promise.reject(new Error('gone')) : library.block(places.hexAt(here, 10)).then((block) => ({ ...cut, blocks: block ? [block] : [] }))));
    const probe = probeOf(flaky);
    expect(await probe.point(here, 13)).toBeNull();
    fails = false;
    expect(await probe.point(here, 13)).toMatchObject({ class: 4 });
  });
});

describe('a library of hexes', () => {
  it('forgets the block unused for longest, and no other', async () => {
    const all = Array.from({ length: 262 }, (_, i): Point => [100 + (i % 70), 10 + 3 * Math.floor(i / 70)]);
    const { asked, library } = serverOf(...all);
    for (const at of all) {
      await library.block(places.hexAt(at, 10));
      await library.block(places.hexAt(all[0] ?? here, 10));
    }
    expect(asked).toHaveLength(262);
    expect(all.filter((at) => !library.has(places.hexAt(at, 10)))).toEqual(all.slice(1, 7));
  });
});
