import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { ChangedMast } from '../api/upload_contract';
import type { Palette } from '../theme/palette';
import { imageName } from './image_names';

/** What the map of a list's changes is drawn from. */
export interface ChangeScene {
  palette: Palette;
  origin: string;
  cut: string;
  release: string;
  vintage: string;
  masts: readonly ChangedMast[];
}

/** Masts that come, change, move or go, over the borders of communes; a line shows where one moved from. */
export function changeStyle({ palette, origin, cut, release, vintage, masts }: ChangeScene): StyleSpecification {
  const tiles = (name: string): SourceSpecification => ({ type: 'vector', url: `${origin}/tiles/${cut}/${release}/${name}.json` });
  const border = (level: 'commune' | 'district', width: number, colour: string): LayerSpecification => ({
    id: `${level}-borders`,
    type: 'line',
    source: 'borders',
    'source-layer': 'borders',
    filter: ['==', ['get', 'level'], level],
    paint: { 'line-color': colour, 'line-width': width },
  });
  return {
    version: 8,
    sources: { borders: tiles(`borders-${vintage}`), changes: changesOf(masts) },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': palette.ground } },
      border('commune', 0.7, palette.border),
      border('district', 1.8, palette.borderStrong),
      {
        id: 'moves',
        type: 'line',
        source: 'changes',
        filter: ['==', ['geometry-type'], 'LineString'],
        paint: { 'line-color': palette.selection, 'line-width': 2 },
      },
      {
        id: 'changes',
        type: 'symbol',
        source: 'changes',
        filter: ['==', ['geometry-type'], 'Point'],
        layout: {
          'icon-image': ['concat', 'change-', ['get', 'change'], imageName('mast', palette.name).replace('mast', '')],
          'icon-size': ['interpolate', ['linear'], ['zoom'], 7, 0.55, 12, 0.9],
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
        },
      },
    ],
  };
}

function changesOf(masts: readonly ChangedMast[]): SourceSpecification {
  const features = masts.flatMap(({ change, position, was }) => {
    const at = position ?? was;
    if (!at) return [];
    const properties = { change };
    const point = { type: 'Feature' as const, properties, geometry: { type: 'Point' as const, coordinates: [...at] } };
    if (change !== 'moved' || !was || !position) return [point];
    return [point, { type: 'Feature' as const, properties, geometry: { type: 'LineString' as const, coordinates: [[...was], [...position]] } }];
  });
  return { type: 'geojson', data: { type: 'FeatureCollection', features } };
}
