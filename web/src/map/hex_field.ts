import { cellToBoundary, cellToLatLng } from 'h3-js';
import type { HexBlock, HexColumns } from '../model/hex/hex_columns';
import { hexIndex } from '../model/hex/hex_index';
import { inSquare } from '../model/hex/square';
import { halfDecibels, type Peopled } from '../model/hex/threshold';
import type { LegendClass } from '../model/legend_of';

/** Hexes under one parent as they are drawn. Places are in Mercator's square: 0…1 from the west and the north. */
export interface HexPatch {
  /** Where the block's own places count from: single precision is enough beside it. */
  anchor: readonly [number, number];
  /** The first hex and how many. */
  first: number;
  count: number;
  /** Six corners about a centre, x and y by turns; hexes of one block are alike. */
  corners: Float32Array;
  /** How far from the anchor any of its hexes lies, at most. */
  reach: number;
}

/** All hexes of a network, ready to be drawn and counted: element i of each column belongs to hex i. */
export interface HexField extends Peopled {
  patches: HexPatch[];
  /** Centres from the patch's anchor, x and y by turns. */
  centres: Float32Array;
}

/** Makes a field of columns; the page stays awake meanwhile. */
export async function hexField({ resolution, blocks }: HexColumns, scale: readonly LegendClass[]): Promise<HexField> {
  const count = blocks.reduce((sum, { hexes }) => sum + hexes.length, 0);
  const field: HexField = { patches: [], centres: new Float32Array(2 * count), halves: new Int16Array(count), people: new Uint32Array(count) };
  let first = 0;
  for (const block of blocks) {
    field.halves.set(halfDecibels(block, scale), first);
    if (block.people) field.people.set(block.people, first);
    field.patches.push(patchOf(block, resolution, first, field.centres));
    first += block.hexes.length;
    await new Promise((go) => setTimeout(go));
  }
  return field;
}

function patchOf({ hexes }: HexBlock, resolution: number, first: number, centres: Float32Array): HexPatch {
  const at = (hex: number) => squareOf(cellToLatLng(hexIndex(hex, resolution)));
  const anchor = at(hexes[0] ?? 0);
  const corners = cornersAbout(hexes[hexes.length >> 1] ?? 0, resolution);
  const edge = Math.hypot(corners[0] ?? 0, corners[1] ?? 0);
  let reach = 0;
  hexes.forEach((hex, i) => {
    const [x, y] = at(hex);
    const [right, down] = [x - anchor[0], y - anchor[1]];
    centres.set([right, down], 2 * (first + i));
    reach = Math.max(reach, Math.abs(right) + edge, Math.abs(down) + edge);
  });
  return { anchor, first, count: hexes.length, corners, reach };
}

function cornersAbout(hex: number, resolution: number): Float32Array {
  const index = hexIndex(hex, resolution);
  const [x, y] = squareOf(cellToLatLng(index));
  return Float32Array.from(cellToBoundary(index).slice(0, 6).flatMap((corner) => {
    const [cornerX, cornerY] = squareOf(corner);
    return [cornerX - x, cornerY - y];
  }));
}

/** H3 writes latitude first. */
function squareOf([lat = 0, lon = 0]: readonly number[]): [number, number] {
  return inSquare([lon, lat]);
}
