import type { Map as GlMap, MapMouseEvent as GlPress, StyleSpecification as GlStyle } from 'maplibre-gl';
import type { ShortHex } from '../model/hex/hex_index';
import type { TriedReading } from '../model/plan/tried_hexes';
import type { Scene } from './scene';

export type { GlMap };

/** What is tried out, of a network: its name, its base, and what of a hex it would change; null where nothing. */
export interface HexTried {
  name: string;
  release: string;
  asOf: string;
  change: TriedReading | null;
}

/** What a page does on the map besides looking at it. */
export interface MapTool {
  /** Lays what the page knows over the map of the release. */
  dress(style: GlStyle, scene: Scene): GlStyle;
  /** The map was pressed; true where that meant the tool. */
  press: (map: GlMap, event: Pick<GlPress, 'point' | 'lngLat'>) => boolean;
  /** Takes the map in hand; what it returns lets go. */
  take(map: GlMap): () => void;
  /** Whether the middle of the map is being aimed with. */
  readonly aiming: boolean;
  /** What becomes of a hex of a resolution, for the network that is shown; null where nothing is tried for it. */
  tried(view: Scene['view'], hex: ShortHex, resolution: number, operators: readonly { code: string }[]): HexTried | null;
}
