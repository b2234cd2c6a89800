import { readFileSync } from 'node:fs';
import { cellToChildren, getPentagons, isPentagon } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { BrokenColumns, readHexColumns, type HexColumns, type HexSignal } from './hex_columns';
import { hexIndex, shortHex } from './hex_index';

const shared = `${import.meta.dirname}/../../../../tiles/hexcol/testdata/small`;
/** What the server wrote, and in words what it meant. */
const golden = new Uint8Array(readFileSync(`${shared}.hexcol`));
const twin: unknown = JSON.parse(readFileSync(`${shared}.json`, 'utf8'));

function readable({ resolution, parents, blocks }: HexColumns): unknown {
  return {
    resolution, parents, columns: 'class, level, server, operator, people, technology, before',
    blocks: blocks.map((block) => ({
      parent: hexIndex(block.parent, parents),
      hexes: [...block.hexes].map((hex) => hexIndex(hex, resolution)),
      ...signal(block),
      servers: [...(block.servers ?? [])],
      people: [...(block.people ?? [])],
      technologies: [...(block.technologies ?? [])],
      before: block.before && signal(block.before),
    })),
  };
}
const signal = ({ classes, levels, operators }: HexSignal) => ({ classes: [...classes], levels: [...(levels ?? [])], operators: [...(operators ?? [])] });

const changed = (at: number, to: number) => golden.map((byte, i) => (i === at ? to : byte));
const read = (...bytes: number[]) => readHexColumns(new Uint8Array([0x50, 0x48, 0x58, 0x43, 1, ...bytes]));
const varint = (n: number): number[] => (n < 128 ? [n] : [(n % 128) + 128, ...varint(Math.floor(n / 128))]);

/** Numbers that look random and are the same each time. */
function* dice(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state >>> 8;
  }
}

describe('hex columns', () => {
  it('are read as the server wrote them', () => {
    expect(readable(readHexColumns(golden))).toEqual(twin);
  });

  it('of classes alone hold nothing else', () => {
    const parent = shortHex('85415827fffffff');
    const { blocks } = read(6, 5, 1, 1, ...varint(parent), 2, 4, 0, 3, 5, 15);
    expect(blocks).toMatchObject([{ parent, levels: null, servers: null, operators: null, people: null, technologies: null, before: null }]);
    expect([...(blocks[0]?.hexes ?? [])]).toEqual([parent * 8, parent * 8 + 3]);
  });

  it('under a pentagon lack the child a pentagon lacks', () => {
    const pentagon = getPentagons(3)[4] ?? '';
    const hexes = cellToChildren(pentagon, 5).map(shortHex).sort((a, b) => a - b);
    const first = shortHex(pentagon) * 64;
    const ids = hexes.flatMap((hex, i) => varint(hex - (hexes[i - 1] ?? first)));
    const file = (count: number, all: number[]) => [5, 3, 1, 1, ...varint(shortHex(pentagon)), count, ...varint(all.length + count), ...all, ...Array<number>(count).fill(0)];
    expect(isPentagon(pentagon)).toBe(true);
    expect([...(read(...file(hexes.length, ids)).blocks[0]?.hexes ?? [])]).toEqual(hexes);
    expect(() => read(...file(1, [8]))).toThrow('there is no hex 8');
    expect(() => read(...file(49, []))).toThrow('there is no hex');
  });

  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), '8 bytes are missing'],
    ['another file', changed(0, 0x70), 'another file'],
    ['another version', changed(4, 2), 'version 2'],
    ['a resolution H3 has not', changed(5, 16), 'resolution 16'],
    ['parents finer than hexes', changed(6, 9), 'resolution 8 under 9'],
    ['parents too far above', changed(5, 15), 'resolution 15 under 6'],
    ['no class', changed(7, 30), 'columns 30'],
    ['a column nobody knows', changed(7, 255), 'columns 255'],
    ['more blocks than bytes', new Uint8Array([...golden.subarray(0, 8), 0xff, 0xff, 0xff, 0x7f]), 'larger than'],
    ['a number without an end', new Uint8Array([...golden.subarray(0, 8), ...Array<number>(40).fill(0x80)]), 'cut off'],
    ['bytes left over', new Uint8Array([...golden, 0]), '1 bytes are left over'],
  ])('are not %s', (_, bytes, why) => {
    expect(() => readHexColumns(bytes)).toThrow(BrokenColumns);
    expect(() => readHexColumns(bytes)).toThrow(why);
  });

  it('claiming millions of hexes take no memory before their bytes are there', () => {
    expect(() => read(14, 6, 1, 1, ...varint(shortHex('86415820fffffff')), ...varint(7 ** 8), ...varint(2 ** 31 - 1), 1)).toThrow('5764801 hexes in 1 bytes');
  });

  it('cut anywhere are refused', () => {
    for (let end = 0; end < golden.length; end++) expect(() => readHexColumns(golden.subarray(0, end)), `${end} bytes`).toThrow(BrokenColumns);
  });

  it('with bytes changed are refused or read whole, never anything else', () => {
    const random = dice(8404);
    const next = (below: number) => random.next().value % below;
    let [readAgain, refused] = [0, 0];
    for (let round = 0; round < 4000; round++) {
      const bytes = golden.slice(0, next(5) > 0 ? golden.length : next(golden.length));
      for (let change = 0; change <= next(4) && bytes.length > 0; change++) bytes[next(Math.min(bytes.length, next(2) > 0 ? 40 : golden.length))] = next(256);
      try {
        const { resolution, blocks } = readHexColumns(bytes);
        for (const { hexes, classes, people } of blocks) {
          expect([classes.length, people?.length ?? hexes.length]).toEqual([hexes.length, hexes.length]);
          expect(hexes.every((hex, i) => i === 0 || hex > (hexes[i - 1] ?? 0)) && Number.isSafeInteger(hexes.at(-1)) && resolution <= 15).toBe(true);
        }
        readAgain++;
      } catch (cause) {
        expect(cause).toBeInstanceOf(BrokenColumns);
        refused++;
      }
    }
    expect([readAgain > 100, refused > 100]).toEqual([true, true]);
  });
});
