import type { HexBlock } from './hex_columns';
import type { ShortHex } from './hex_index';

/** What is known of one hex. */
export interface HexReading {
  hex: ShortHex;
  class: number;
  /** This and what follows is null where it is not told, or there is none. */
  levelDbm: number | null;
  /** The code of the best server's operator. */
  operator: string | null;
  people: number | null;
}

/** Reads one hex; null where the block has none there. */
export function readingOf(block: HexBlock, hex: ShortHex, operators: readonly { code: string }[]): HexReading | null {
  const at = place(block.hexes, hex);
  const number = block.classes[at];
  if (number === undefined) return null;
  const people = block.people?.[at];
  return {
    hex,
    class: number,
    levelDbm: block.levels?.[at] || null,
    operator: operators[(block.operators?.[at] ?? 0) - 1]?.code ?? null,
    people: people === undefined ? null : people / 100,
  };
}

/** Where a hex stands among ascending ones, −1 where it does not. */
function place(hexes: Float64Array, hex: ShortHex): number {
  let [from, to] = [0, hexes.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((hexes[middle] ?? 0) < hex) from = middle + 1;
    else to = middle;
  }
  return hexes[from] === hex ? from : -1;
}
