import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import { verdicts } from '../model/view';
import { imageName } from './image_names';
import { isBare, type Scene } from './scene';

const areas = { source: 'hamlets', 'source-layer': 'hamlets' } as const;
const centresIn = ({ hamlets }: Scene) => (hamlets ? { source: 'hamlet-centres' } : { source: 'hamlets', 'source-layer': 'hamlet-centres' });

/** Where territories are large enough to be pressed; from afar their tiles are not fetched, unless it is they that show the verdicts. */
const territoriesFrom = 11;

/** Where the signal is drawn, territories only show their borders; without it they show the verdict. */
export function territoryLayers(scene: Scene): LayerSpecification[] {
  const { view, palette } = scene;
  if (view.hidden.includes('hamlets')) return [];
  const bare = isBare(scene);
  const filter = ofVerdict(view.verdict);
  const colour = byVerdict((verdict) => palette.verdicts[verdict]);
  const fill: LayerSpecification = {
    ...areas, ...filter,
    id: 'hamlet-areas',
    type: 'fill',
    ...(bare ? {} : { minzoom: territoriesFrom }),
    // Invisible, the fill is still what a click on a territory meets.
    paint: { 'fill-color': colour, 'fill-opacity': bare ? 0.78 : 0, 'fill-antialias': false },
  };
  const unknown: LayerSpecification = {
    ...areas,
    id: 'hamlet-areas-unknown',
    type: 'fill',
    filter: ['==', ['get', 'verdict'], view.verdict === null || view.verdict === 'unknown' ? 'unknown' : ''],
    paint: { 'fill-pattern': imageName('pattern-unknown', palette.name), 'fill-antialias': false },
  };
  const border: LayerSpecification = {
    ...areas, ...filter,
    id: 'hamlet-borders',
    type: 'line',
    minzoom: bare ? 8 : 11,
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': palette.border,
      'line-width': ['interpolate', ['linear'], ['zoom'], 10, 0.3, 14, 1],
      'line-opacity': 0.55,
    },
  };
  return bare ? [fill, unknown, border] : [fill, border];
}

/** The hamlet under the pointer and the chosen one. */
export function selectionLayers(scene: Scene): LayerSpecification[] {
  const { view, palette } = scene;
  if (view.hidden.includes('hamlets') && view.hamlet === null) return [];
  const chosen: FilterSpecification = ['==', ['get', 'code'], view.hamlet ?? ''];
  const selection: LayerSpecification[] = [
    { ...areas, id: 'hamlet-chosen-fill', type: 'fill', filter: chosen, paint: { 'fill-color': palette.selection, 'fill-opacity': 0.14 } },
    { ...areas, id: 'hamlet-chosen-casing', type: 'line', filter: chosen, paint: { 'line-color': palette.labelHalo, 'line-width': 6 } },
    { ...areas, id: 'hamlet-chosen', type: 'line', filter: chosen, paint: { 'line-color': palette.selection, 'line-width': 3 } },
  ];
  return [
    {
      ...areas,
      id: 'hamlet-hover',
      type: 'line',
      minzoom: territoriesFrom,
      paint: { 'line-color': palette.borderStrong, 'line-width': ['case', ['boolean', ['feature-state', 'hover'], false], 2, 0] },
    },
    ...(view.hamlet === null ? [] : selection),
    {
      ...centresIn(scene),
      id: 'hamlet-chosen-ring',
      type: 'circle',
      filter: chosen,
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 7, 9, 13, 15],
        'circle-opacity': 0,
        'circle-stroke-width': 3,
        'circle-stroke-color': palette.selection,
      },
    },
  ];
}

/** From this zoom a symbol has room for its mark. */
const near = 11;

/**
 * Centres by verdict, each with its own shape; the worse lies on top. From afar
 * the covered many are only dots, so that the dark few are seen.
 */
export function centreLayers(scene: Scene): LayerSpecification[] {
  const { view, palette, textScale } = scene;
  const centres = centresIn(scene);
  if (view.hidden.includes('hamlets')) return [];
  const image = (size: 'small' | 'verdict') => byVerdict((verdict) => imageName(`${size}-${verdict}`, palette.name));
  return [
    {
      ...centres,
      id: 'hamlet-dots',
      type: 'circle',
      maxzoom: near,
      filter: ['==', ['get', 'verdict'], view.verdict === null || view.verdict === 'covered' ? 'covered' : ''],
      paint: {
        'circle-color': palette.verdicts.covered,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 6, 0.8, 9, 1.9, near, 4],
        'circle-stroke-color': palette.edge,
        'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 7, 0.3, near, 1.2],
      },
    },
    {
      ...centres,
      id: 'hamlet-centres',
      type: 'symbol',
      filter: gapsOrNear(view.verdict),
      layout: {
        'icon-image': ['step', ['zoom'], image('small'), near, image('verdict')],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 6, 0.55, 8.5, 0.85, near - 0.01, 1.3, near, 0.7, 14, 1.1],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'symbol-sort-key': ['match', ['get', 'verdict'], 'covered', 0, 'unknown', 1, 'partial', 2, 3],
      },
    },
    {
      ...centres, ...ofVerdict(view.verdict),
      id: 'hamlet-names',
      type: 'symbol',
      minzoom: 11.6,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['Be Vietnam Pro'],
        'text-size': 12 * textScale,
        'text-anchor': 'top',
        'text-offset': [0, 0.85],
        'text-max-width': 8,
        'text-optional': true,
        'symbol-sort-key': ['-', 0, ['coalesce', ['get', 'people'], 0]],
      },
      paint: { 'text-color': palette.label, 'text-halo-color': palette.labelHalo, 'text-halo-width': 1.6 },
    },
  ];
}

/** Every hamlet near by; from afar only those the dots leave out. */
function gapsOrNear(verdict: string | null): FilterSpecification {
  const uncovered = ['!=', ['get', 'verdict'], 'covered'];
  const chosen = verdict === null ? true : ['==', ['get', 'verdict'], verdict];
  return ['all', chosen, ['step', ['zoom'], uncovered, near, true]] as unknown as FilterSpecification;
}

function ofVerdict(verdict: string | null): { filter?: FilterSpecification } {
  return verdict === null ? {} : { filter: ['==', ['get', 'verdict'], verdict] };
}

function byVerdict(of: (verdict: (typeof verdicts)[number]) => string): ExpressionSpecification {
  const cases = verdicts.flatMap((verdict) => [verdict, of(verdict)]);
  return ['match', ['get', 'verdict'], ...cases, of('unknown')] as unknown as ExpressionSpecification;
}
