import type { Map as GlMap, MapMouseEvent, StyleSpecification } from 'maplibre-gl';
import type { Scene } from '../map/scene';

/** What a page does on the map besides looking at it. */
export interface MapTool {
  /** Lays what the page knows over the map of the release. */
  dress(style: StyleSpecification, scene: Scene): StyleSpecification;
  /** The map was pressed; true where that meant the tool. */
  press: (map: GlMap, event: MapMouseEvent) => boolean;
  /** Takes the map in hand; what it returns lets go. */
  take(map: GlMap): () => void;
  /** Whether the middle of the map is being aimed with. */
  readonly aiming: boolean;
}
