import type { HexBlock, HexSignal } from './hex_columns';
import type { ShortHex } from './hex_index';

/** What is known of one hex. */
export interface HexReading {
  hex: ShortHex;
  class: number;
  /** This and what follows is null where it is not told, or there is none. */
  levelDbm: number | null;
  /** The code of the best server's operator. */
  operator: string | null;
  /** "4G": which of several the signal is of. */
  technology: string | null;
  people: number | null;
}

/** Reads one hex; null where the block has none there. */
export function readingOf(block: HexBlock, hex: ShortHex, operators: readonly { code: string }[]): HexReading | null {
  const [at, people] = [place(block.hexes, hex), block.people];
  const signal = signalAt(block, at, operators);
  if (!signal) return null;
  const generation = block.technologies?.[at] ?? 0;
  return { ...signal, hex, technology: generation > 0 ? `${generation}G` : null, people: people ? (people[at] ?? 0) / 100 : null };
}

/** Reads what one hex had before changes were tried; null where the block has none there. */
export function beforeOf({ hexes, before }: HexBlock, hex: ShortHex, operators: readonly { code: string }[]): HexReading | null {
  const signal = before && signalAt(before, place(hexes, hex), operators);
  return signal && { ...signal, hex, technology: null, people: null };
}

function signalAt({ classes, levels, operators: whose }: HexSignal, at: number, operators: readonly { code: string }[]) {
  const number = classes[at];
  if (number === undefined) return null;
  return { class: number, levelDbm: levels?.[at] || null, operator: operators[(whose?.[at] ?? 0) - 1]?.code ?? null };
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
