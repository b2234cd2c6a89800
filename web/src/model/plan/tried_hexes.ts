import type { HexColumns } from '../hex/hex_columns';
import { parentOf, type ShortHex } from '../hex/hex_index';
import { beforeOf, readingOf, type HexReading } from '../hex/hex_reading';

/** The hexes that changes which are tried out would change, for one network. */
export interface TriedHexes {
  technology: string;
  operator: string;
  /** Null where none would change. */
  columns: HexColumns | null;
}

/** What one hex has in the base of what is tried, and what it would have. */
export interface TriedReading {
  was: HexReading;
  becomes: HexReading;
}

/** Reads one hex by its short number at a resolution; null where nothing would change there. */
export function triedAt({ columns }: TriedHexes, hex: ShortHex, resolution: number, operators: readonly { code: string }[]): TriedReading | null {
  if (!columns || columns.resolution !== resolution) return null;
  const parent = parentOf(hex, resolution - columns.parents);
  const block = columns.blocks.find((each) => each.parent === parent);
  const becomes = block && readingOf(block, hex, operators);
  const was = block && beforeOf(block, hex, operators);
  return was && becomes ? { was, becomes } : null;
}
