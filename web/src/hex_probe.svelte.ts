import type { Point } from './api/contract';
import { readingOf, type HexReading } from './model/hex/hex_reading';
import type { HexLibrary } from './model/hex/hex_library';

/** A hex that is pointed at, and where its corners are. */
export interface PointedHex extends HexReading {
  corners: readonly Point[];
}

type Places = typeof import('./map/hex_place');

/** What the hex under the pointer holds. Nothing here draws. */
export class HexProbe {
  pointed = $state.raw<PointedHex | null>(null);
  #library: HexLibrary | null = null;
  #operators: readonly { code: string }[] = [];
  #turn = 0;
  #wait: ReturnType<typeof setTimeout> | undefined;
  #places: Promise<Places> | null = null;

  constructor(
    /** H3 comes when it is first needed. */
    private readonly loadPlaces: () => Promise<Places> = () => import('./map/hex_place'),
    /** How long a pointer rests before a block is fetched for it, in milliseconds. */
    private readonly pause = 120,
  ) {}

  /** Turns to another network; null for none. */
  read(library: HexLibrary | null, operators: readonly { code: string }[]): void {
    this.leave();
    [this.#library, this.#operators] = [library, operators];
  }

  /** Points at a place; from afar, where hexes are too small to see, at nothing. Whatever was asked for another place is dropped. */
  async point(at: Point, zoom: number): Promise<PointedHex | null> {
    const library = this.#library;
    if (!library || zoom < library.cut.resolution) {
      this.leave();
      return null;
    }
    const turn = ++this.#turn;
    clearTimeout(this.#wait);
    const { hexAt, cornersOf } = await (this.#places ??= this.loadPlaces());
    if (turn !== this.#turn) return null;
    const { resolution } = library.cut;
    const hex = hexAt(at, resolution);
    if (hex === this.pointed?.hex) return this.pointed;
    if (!library.has(hex)) {
      this.pointed = null;
      await new Promise((rested) => (this.#wait = setTimeout(rested, this.pause)));
      if (turn !== this.#turn) return null;
    }
    // A block that does not come is asked for again when the pointer moves.
    const block = await library.block(hex).catch(() => null);
    if (turn !== this.#turn) return null;
    const reading = block && readingOf(block, hex, this.#operators);
    return (this.pointed = reading && { ...reading, corners: cornersOf(hex, resolution) });
  }

  leave(): void {
    this.#turn++;
    clearTimeout(this.#wait);
    this.pointed = null;
  }
}
