import { readHexColumns, type HexColumns } from '../model/hex/hex_columns';
import { part, type Door } from './door';

/** Whose columns: a network of a release, as one cut sees it. */
export interface HexAddress {
  cut: string;
  release: string;
  /** "4G-any" */
  network: string;
}

/** The largest file that is read. A province's has about four bytes for each of its hexes. */
const mostBytes = 32 << 20;

/** The columns of a network: all, or those under one hex by its index; null where there are none. Throws Problem, BrokenColumns, or AbortError. */
export async function askHexes(door: Door, { cut, release, network }: HexAddress, under: string | null, signal?: AbortSignal): Promise<HexColumns | null> {
  const path = `/tiles/${part(cut)}/${part(release)}/columns/${part(network)}`;
  const bytes = await door.bytes(under === null ? `${path}.hexcol` : `${path}/${part(under)}.hexcol`, mostBytes, { signal });
  return bytes && readHexColumns(bytes);
}
