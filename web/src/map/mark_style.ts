import type { FilterSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Scene } from './scene';
import { styleOf } from './style';

/** The map for marking masts: every mast whatever it carries, from further away; the marked ones stand on a disc. */
export function markStyle(scene: Scene, marked: readonly string[]): StyleSpecification {
  const { layers, ...style } = styleOf(scene);
  const disc: LayerSpecification = {
    id: 'marked',
    type: 'circle',
    source: 'sites',
    'source-layer': 'sites',
    filter: ['in', ['get', 'site'], ['literal', [...marked]]] as unknown as FilterSpecification,
    paint: { 'circle-radius': 15, 'circle-translate': [0, -10], 'circle-color': scene.palette.selection, 'circle-opacity': 0.5, 'circle-stroke-color': scene.palette.selection, 'circle-stroke-width': 3 },
  };
  const drawn = layers.flatMap((layer): LayerSpecification[] => {
    if (layer.id !== 'sites' || layer.type !== 'symbol') return [layer];
    const { filter: _, ...every } = layer;
    return [disc, { ...every, minzoom: 8, layout: { ...layer.layout, 'icon-size': ['interpolate', ['linear'], ['zoom'], 8, 0.5, 14, 1.15] } }];
  });
  return { ...style, layers: drawn };
}
