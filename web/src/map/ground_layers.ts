import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { imageName } from './image_names';
import type { Scene } from './scene';

/** Hexes by class: plain colours, with a pattern on weak and on unknown. */
export function coverageLayers({ view, palette, classes }: Scene): LayerSpecification[] {
  if (view.hidden.includes('coverage')) return [];
  const hexes = { source: 'coverage', 'source-layer': 'coverage' } as const;
  const colours = classes.flatMap(({ code, class: number }) => [number, palette.classes[code] ?? palette.ground]);
  const colour = (classes.length > 0 ? ['match', ['get', 'class'], ...colours, palette.ground] : palette.ground) as unknown as ExpressionSpecification;
  const pattern = (code: 'weak' | 'unknown'): LayerSpecification => ({
    ...hexes,
    id: `coverage-${code}`,
    type: 'fill',
    filter: ['==', ['get', 'class'], classes.find((each) => each.code === code)?.class ?? -1],
    paint: { 'fill-pattern': imageName(`pattern-${code}`, palette.name), 'fill-antialias': false },
  });
  return [
    { ...hexes, id: 'coverage', type: 'fill', paint: { 'fill-color': colour, 'fill-antialias': false } },
    pattern('weak'),
    pattern('unknown'),
  ];
}

/** Hills over the colours: light from the north-west, as maps are read. */
export function reliefLayers({ view, palette }: Scene): LayerSpecification[] {
  if (view.hidden.includes('relief')) return [];
  return [
    {
      id: 'relief',
      type: 'hillshade',
      source: 'relief',
      paint: {
        'hillshade-illumination-direction': 335,
        // Near by the hills would drown what lies on them.
        'hillshade-exaggeration': ['interpolate', ['linear'], ['zoom'], 9, palette.relief, 13, palette.relief * 0.6],
        'hillshade-shadow-color': palette.shadow,
        'hillshade-highlight-color': palette.highlight,
        'hillshade-accent-color': palette.shadow,
      },
    },
  ];
}
