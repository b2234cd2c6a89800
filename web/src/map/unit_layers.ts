import type { LayerSpecification } from 'maplibre-gl';
import type { Scene } from './scene';

const borders = { source: 'borders', 'source-layer': 'borders' } as const;
const communes = { source: 'communes', 'source-layer': 'communes' } as const;
const districts = { source: 'districts', 'source-layer': 'districts' } as const;

/** Borders of communes and, where they existed, districts; the opened unit stands out. */
export function borderLayers({ view, palette }: Scene): LayerSpecification[] {
  const opened: LayerSpecification[] = view.unit === null ? [] : [communes, districts].flatMap((units) => openedUnit(units, view.unit ?? '', palette));
  if (view.hidden.includes('borders')) return opened;
  return [
    {
      ...borders,
      id: 'commune-borders',
      type: 'line',
      filter: ['==', ['get', 'level'], 'commune'],
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.border,
        'line-width': ['interpolate', ['linear'], ['zoom'], 7, 0.3, 10, 0.9, 14, 2],
        'line-opacity': ['interpolate', ['linear'], ['zoom'], 7, 0.4, 10, 0.85],
      },
    },
    {
      ...borders,
      id: 'district-borders',
      type: 'line',
      filter: ['==', ['get', 'level'], 'district'],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.borderStrong, 'line-width': ['interpolate', ['linear'], ['zoom'], 7, 1, 10, 2, 14, 3.2] },
    },
    ...opened,
  ];
}

function openedUnit(units: typeof communes | typeof districts, code: string, palette: Scene['palette']): LayerSpecification[] {
  const filter = ['==', ['get', 'code'], code] as ['==', ['get', string], string];
  const line = (id: string, colour: string, width: number): LayerSpecification => ({
    ...units, filter, id, type: 'line',
    layout: { 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': width },
  });
  return [line(`${units.source}-opened-casing`, palette.labelHalo, 7), line(`${units.source}-opened`, palette.selection, 3)];
}

/** The names of districts far out, of communes nearer in. */
export function nameLayers({ view, palette, textScale }: Scene): LayerSpecification[] {
  if (view.hidden.includes('borders')) return [];
  const halo = { 'text-halo-color': palette.labelHalo, 'text-halo-width': 1.8 } as const;
  return [
    {
      id: 'commune-names',
      type: 'symbol',
      source: 'commune-names',
      minzoom: 9.6,
      maxzoom: 13.5,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['Be Vietnam Pro'],
        'text-size': ['interpolate', ['linear'], ['zoom'], 9.6, 11 * textScale, 13, 15 * textScale],
        'text-max-width': 7,
        'text-padding': 6,
        'symbol-sort-key': ['-', 0, ['get', 'weight']],
      },
      paint: { 'text-color': palette.labelSoft, ...halo },
    },
    {
      id: 'district-names',
      type: 'symbol',
      source: 'district-names',
      maxzoom: 11,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['Be Vietnam Pro SemiBold'],
        'text-size': ['interpolate', ['linear'], ['zoom'], 6, 11 * textScale, 10, 18 * textScale],
        'text-letter-spacing': 0.02,
        'text-max-width': 7,
        'text-padding': 4,
        'symbol-sort-key': ['-', 0, ['get', 'weight']],
      },
      paint: { 'text-color': palette.label, ...halo },
    },
  ];
}
