import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { imageName } from './image_names';
import type { Scene } from './scene';

/** Masts that carry the chosen technology and operator; the view from afar has no room for them. */
export function siteLayers({ view, palette, technologies }: Scene): LayerSpecification[] {
  if (view.hidden.includes('sites')) return [];
  const carries: unknown[] = ['all', ['any', ...technologies.map((each) => lists('technologies', each))]];
  if (view.operator !== 'any') carries.push(lists('operators', view.operator));
  const source = { source: 'sites', 'source-layer': 'sites', minzoom: 10 } as const;
  return [
    ...(view.hamlet === null && view.mast !== null ? [chosen(source, view.mast, palette)] : []),
    {
      id: 'sites',
      type: 'symbol',
      ...source,
      filter: carries as unknown as ExpressionSpecification,
      layout: {
        'icon-image': imageName('mast', palette.name),
        'icon-size': ['interpolate', ['linear'], ['zoom'], 10, 0.55, 14, 1.15],
        'icon-anchor': 'bottom',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
  ];
}

/** A ring about the mast whose card is open. */
function chosen(source: { source: string; 'source-layer': string; minzoom: number }, mast: string, { selection }: Scene['palette']): LayerSpecification {
  return {
    id: 'site-chosen', type: 'circle', ...source,
    filter: ['==', ['get', 'site'], mast],
    paint: { 'circle-radius': 18, 'circle-translate': [0, -8], 'circle-color': selection, 'circle-opacity': 0.18, 'circle-stroke-width': 2.5, 'circle-stroke-color': selection },
  };
}

/** True where a list of words with commas between holds the word, whole. */
function lists(property: string, word: string): unknown {
  return ['in', `,${word},`, ['concat', ',', ['get', property], ',']] as unknown;
}
