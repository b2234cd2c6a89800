import { cellsToMultiPolygon } from 'h3-js';
import type { GeoJSONSourceSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { FlippedRow, SiteChange } from '../api/scenario_contract';
import type { Point } from '../api/contract';
import type { HexColumns } from '../model/hex/hex_columns';
import { hexIndex } from '../model/hex/hex_index';
import { mastsOf, sameMast, type Mast } from '../model/plan/changes';
import { imageName } from './image_names';
import type { Scene } from './scene';

type Feature = Extract<GeoJSONSourceSpecification['data'], { type: 'FeatureCollection' }>['features'][number];

/** Hexes whose class changes, run together: an area for each pair of classes. Levels within a class do not show on the map. */
export function hexAreas({ blocks, resolution }: HexColumns): Feature[] {
  const groups = new Map<string, string[]>();
  for (const { hexes, classes, before } of blocks) {
    hexes.forEach((hex, i) => {
      const [was, becomes] = [before?.classes[i], classes[i]];
      if (was === becomes) return;
      const key = `${was} ${becomes}`;
      const group = groups.get(key) ?? [];
      group.push(hexIndex(hex, resolution));
      groups.set(key, group);
    });
  }
  return [...groups].map(([key, cells]) => {
    const [before, after] = key.split(' ').map(Number);
    return { type: 'Feature', properties: { was: before, class: after }, geometry: { type: 'MultiPolygon', coordinates: cellsToMultiPolygon(cells, true) } };
  });
}

/** What is planned: the masts spoken of, and where those stand that a list has. */
export interface Planned {
  changes: readonly SiteChange[];
  places: ReadonlyMap<string, Point>;
  chosen: Mast | null;
  areas: readonly Feature[];
  /** Hamlets whose verdict changes. */
  flips: readonly FlippedRow[];
}

/** Under which name the place of a mast that stands is known. */
const placeKey = ({ operator, site }: Mast) => `${operator} ${site}`;

/** Lays what is planned over the map of the release. */
export function planned(style: StyleSpecification, { palette, classes }: Scene, plan: Planned): StyleSpecification {
  const data = (features: readonly Feature[]): GeoJSONSourceSpecification => ({ type: 'geojson', data: { type: 'FeatureCollection', features: [...features] } });
  const under = style.layers.findIndex(({ id }) => id === 'relief' || id.startsWith('commune') || id === 'sites');
  const at = under < 0 ? style.layers.length : under;
  const layers = [...style.layers.slice(0, at), ...hexLayers(palette, classes), ...style.layers.slice(at), ...flipLayers(palette), ...mastLayers(palette)];
  return { ...style, sources: { ...style.sources, 'plan-hexes': data(plan.areas), 'plan-masts': data(mastFeatures(plan)), 'plan-flips': data(plan.flips.map(flipFeature)) }, layers };
}

function hexLayers(palette: Scene['palette'], classes: Scene['classes']): LayerSpecification[] {
  const colours = classes.flatMap(({ code, class: number }) => [number, palette.classes[code] ?? palette.ground]);
  const number = (code: string) => classes.find((each) => each.code === code)?.class ?? -1;
  const pattern = (code: 'weak' | 'unknown'): LayerSpecification => ({
    id: `plan-hexes-${code}`, type: 'fill', source: 'plan-hexes',
    filter: ['==', ['get', 'class'], number(code)],
    paint: { 'fill-pattern': imageName(`pattern-${code}`, palette.name) },
  });
  return [
    {
      id: 'plan-hexes', type: 'fill', source: 'plan-hexes',
      paint: { 'fill-color': (classes.length > 0 ? ['match', ['get', 'class'], ...colours, palette.ground] : palette.ground) as never, 'fill-antialias': false },
    },
    pattern('weak'),
    pattern('unknown'),
    { id: 'plan-hexes-edge', type: 'line', source: 'plan-hexes', paint: { 'line-color': palette.selection, 'line-width': 0.6, 'line-opacity': 0.5 } },
  ];
}

const images: Record<SiteChange['kind'], 'change-new' | 'change-moved' | 'change-changed' | 'change-removed'> = {
  add: 'change-new', move: 'change-moved', change: 'change-changed', remove: 'change-removed',
};

function mastFeatures({ changes, places, chosen }: Planned): Feature[] {
  const point = (mast: Mast, kind: SiteChange['kind'] | 'none', [lon, lat]: Point): Feature => ({
    type: 'Feature',
    properties: { operator: mast.operator, site: mast.site, image: kind === 'none' ? '' : images[kind], chosen: chosen !== null && sameMast(mast, chosen) },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  });
  const all: Feature[] = [];
  for (const { mast, changes: said } of mastsOf(changes)) {
    const stands = places.get(placeKey(mast));
    const to = said.find(({ at }) => at)?.at;
    const kind = said.find(({ kind }) => kind !== 'change')?.kind ?? 'change';
    if (stands && to) all.push({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [[...stands], [...to]] } });
    const at = to ?? stands;
    if (at) all.push(point(mast, kind, at));
  }
  const alone = chosen && places.get(placeKey(chosen));
  if (chosen && alone && !changes.some((change) => sameMast(change, chosen))) all.push(point(chosen, 'none', alone));
  return all;
}

const flipFeature = ({ lon, lat, becomes }: FlippedRow): Feature => ({ type: 'Feature', properties: { becomes }, geometry: { type: 'Point', coordinates: [lon, lat] } });

/** A ring tells that the verdict in it is predicted; the one of the release lies below. */
function flipLayers(palette: Scene['palette']): LayerSpecification[] {
  return [
    {
      id: 'plan-flips-ring', type: 'circle', source: 'plan-flips',
      paint: { 'circle-radius': 12, 'circle-color': palette.labelHalo, 'circle-opacity': 0.85, 'circle-stroke-width': 2.5, 'circle-stroke-color': palette.selection },
    },
    {
      id: 'plan-flips', type: 'symbol', source: 'plan-flips',
      layout: { 'icon-image': ['concat', 'verdict-', ['get', 'becomes'], `/${palette.name}`], 'icon-size': 0.75, 'icon-allow-overlap': true, 'icon-ignore-placement': true },
    },
  ];
}

function mastLayers(palette: Scene['palette']): LayerSpecification[] {
  const source = { source: 'plan-masts' } as const;
  return [
    { id: 'plan-moves', type: 'line', ...source, filter: ['==', ['geometry-type'], 'LineString'], paint: { 'line-color': palette.selection, 'line-width': 2, 'line-dasharray': [3, 2] } },
    {
      id: 'plan-chosen', type: 'circle', ...source, filter: ['==', ['get', 'chosen'], true],
      paint: { 'circle-radius': 20, 'circle-color': palette.selection, 'circle-opacity': 0.18, 'circle-stroke-width': 2.5, 'circle-stroke-color': palette.selection },
    },
    {
      id: 'plan-masts', type: 'symbol', ...source, filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'icon-image': ['concat', ['get', 'image'], `/${palette.name}`],
        'icon-size': 1.1, 'icon-allow-overlap': true, 'icon-ignore-placement': true,
        'text-field': ['get', 'site'], 'text-font': ['Be Vietnam Pro SemiBold'], 'text-size': 12, 'text-anchor': 'top', 'text-offset': [0, 1.1], 'text-optional': true,
      },
      paint: { 'text-color': palette.label, 'text-halo-color': palette.labelHalo, 'text-halo-width': 1.8 },
    },
  ];
}
