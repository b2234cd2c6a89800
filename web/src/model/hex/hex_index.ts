/**
 * A hex by its short number: the significant digits of its H3 index at its
 * resolution, at most 52 bits, so a safe number. Below them an index is filled
 * with ones.
 */
export type ShortHex = number;

/** How much a short number grows for each step down. */
const step = 8;

/** The index of a hex in H3's own writing, 15 hexadecimal digits: the mode, the resolution, 52 bits of digits. */
export function hexIndex(short: ShortHex, resolution: number): string {
  const digits = (short + 1) * step ** (15 - resolution) - 1;
  return `8${resolution.toString(16)}${digits.toString(16).padStart(13, '0')}`;
}

/** The short number of a hex that H3 wrote. */
export function shortHex(index: string): ShortHex {
  const resolution = Number.parseInt(index.slice(1, 2), 16);
  return Math.floor(Number.parseInt(index.slice(2), 16) / step ** (15 - resolution));
}

/** The hex a number of steps above. */
export function parentOf(short: ShortHex, steps: number): ShortHex {
  return Math.floor(short / step ** steps);
}

/** The first short number any hex can have that lies a number of steps below. */
export function firstBelow(short: ShortHex, steps: number): ShortHex {
  return short * step ** steps;
}
