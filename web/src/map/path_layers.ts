import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import { imageName } from './image_names';
import type { Scene } from './scene';

/** The way of the signal while a card is open: from the mast to the place, and where it is blocked. */
export function pathSource({ path }: Pick<Scene, 'path'>): Record<string, SourceSpecification> {
  if (!path) return {};
  const line = { type: 'Feature' as const, properties: {}, geometry: { type: 'LineString' as const, coordinates: path.line.map((at) => [...at]) } };
  const point = (what: string, at: readonly number[]) => ({
    type: 'Feature' as const,
    properties: { what },
    geometry: { type: 'Point' as const, coordinates: [...at] },
  });
  const features = [line, point('mast', path.line[0]), ...(path.obstacle ? [point('obstacle', path.obstacle)] : [])];
  return { path: { type: 'geojson', data: { type: 'FeatureCollection', features } } };
}

/** The line lies under the hamlets' marks: it must not hide the verdict it explains. */
export function pathLayers({ path, palette }: Scene): LayerSpecification[] {
  if (!path) return [];
  return [
    {
      id: 'path-casing',
      type: 'line',
      source: 'path',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': palette.labelHalo, 'line-width': 4.5 },
    },
    {
      id: 'path',
      type: 'line',
      source: 'path',
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: { 'line-color': palette.selection, 'line-width': 1.75, 'line-dasharray': [4, 2] },
    },
    {
      id: 'path-mast',
      type: 'circle',
      source: 'path',
      filter: ['==', ['get', 'what'], 'mast'],
      paint: { 'circle-radius': 3.5, 'circle-color': palette.labelHalo, 'circle-stroke-width': 2, 'circle-stroke-color': palette.selection },
    },
    {
      id: 'path-obstacle',
      type: 'symbol',
      source: 'path',
      filter: ['==', ['get', 'what'], 'obstacle'],
      layout: { 'icon-image': imageName('obstacle', palette.name), 'icon-allow-overlap': true, 'icon-ignore-placement': true },
    },
  ];
}
