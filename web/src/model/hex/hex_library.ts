import type { HexBlocks } from '../../api/contract';
import type { HexBlock, HexColumns } from './hex_columns';
import { hexIndex, parentOf, type ShortHex } from './hex_index';

/** The most blocks kept: a map on a large screen shows some hundreds at the zooms where hexes can be pointed at. */
const mostBlocks = 256;

/** The hexes of one network, a block at a time: each is fetched once, and the longest unused is forgotten. */
export class HexLibrary {
  readonly #blocks = new Map<ShortHex, Promise<HexBlock | null>>();

  constructor(
    readonly cut: HexBlocks,
    /** Fetches the block under a hex by its index; null where nothing lies under it. */
    private readonly ask: (under: string) => Promise<HexColumns | null>,
  ) {}

  /** Whether the block of a hex was asked for already. */
  has(hex: ShortHex): boolean {
    return this.#blocks.has(this.#parent(hex));
  }

  /** The block a hex lies in; null where there is none. One that failed is fetched again when it is asked for again. */
  block(hex: ShortHex): Promise<HexBlock | null> {
    const parent = this.#parent(hex);
    const block = this.#blocks.get(parent) ?? this.#load(parent);
    this.#blocks.delete(parent);
    this.#blocks.set(parent, block); // the last in order is the last used
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= mostBlocks) break;
      this.#blocks.delete(oldest);
    }
    return block;
  }

  #parent(hex: ShortHex): ShortHex {
    return parentOf(hex, this.cut.resolution - this.cut.pieces);
  }

  #load(parent: ShortHex): Promise<HexBlock | null> {
    const block = this.ask(hexIndex(parent, this.cut.pieces)).then((file) => file?.blocks.find((each) => each.parent === parent) ?? null);
    block.catch(() => this.#blocks.delete(parent));
    return block;
  }
}
