import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Scene } from './scene';

/** From this zoom the tiles hold the patches themselves besides their centres. */
const areasFrom = 11;

/** Inhabited places without signal: rings from afar, the wider the more people, outlines from near by, faint enough to see what lies in them. */
export function gapLayers({ view, palette }: Scene): LayerSpecification[] {
  if (view.hidden.includes('gaps')) return [];
  const patches = { source: 'gaps', 'source-layer': 'gaps' } as const;
  const centres = { source: 'gaps', 'source-layer': 'gap-centres', type: 'circle', maxzoom: areasFrom } as const;
  const radius = ['interpolate', ['linear'], ['zoom'], 7, people(9), areasFrom, people(26)] as unknown as ExpressionSpecification;
  const colour = palette.verdicts.none;
  return [
    { ...patches, id: 'gap-areas', type: 'fill', paint: { 'fill-color': colour, 'fill-opacity': 0.14, 'fill-antialias': false } },
    {
      ...patches,
      id: 'gap-casing',
      type: 'line',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.labelHalo, 'line-width': ['interpolate', ['linear'], ['zoom'], 10, 2.4, 14, 5] },
    },
    {
      ...patches,
      id: 'gap-borders',
      type: 'line',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colour, 'line-width': ['interpolate', ['linear'], ['zoom'], 10, 1.2, 14, 2.6], 'line-dasharray': [3, 1.5] },
    },
    {
      ...centres,
      id: 'gap-centres-casing',
      paint: { 'circle-opacity': 0, 'circle-radius': radius, 'circle-stroke-color': palette.labelHalo, 'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 7, 1.8, areasFrom, 3.4] },
    },
    {
      ...centres,
      id: 'gap-centres',
      paint: { 'circle-color': colour, 'circle-opacity': 0.14, 'circle-radius': radius, 'circle-stroke-color': colour, 'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 7, 1.1, areasFrom, 2.2] },
    },
  ];
}

/** A radius by which areas of rings are as people, up to a bound, in pixels. */
function people(most: number): unknown {
  return ['min', most, ['max', most / 6, ['*', most / 40, ['sqrt', ['get', 'people']]]]];
}
