import type { Map as GlMap, MapMouseEvent as GlPress, StyleSpecification as GlStyle } from 'maplibre-gl';
import type { Scene } from './scene';

export type { GlMap };

/** What a page does on the map besides looking at it. */
export interface MapTool {
  /** Lays what the page knows over the map of the release. */
  dress(style: GlStyle, scene: Scene): GlStyle;
  /** The map was pressed; true where that meant the tool. */
  press: (map: GlMap, event: GlPress) => boolean;
  /** Takes the map in hand; what it returns lets go. */
  take(map: GlMap): () => void;
  /** Whether the middle of the map is being aimed with. */
  readonly aiming: boolean;
}
