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

/** Hills over the colours. Middle grey is flat; the theme says what light and shadow look like. */
export function reliefLayers({ view, palette }: Scene): LayerSpecification[] {
  if (view.hidden.includes('relief')) return [];
  const side = (colour: string, grey: (slope: number) => number) =>
    [0, 0.2, 0.4, 0.6, 0.8, 1].map((slope) => [grey(slope), clear(colour, Math.min(1, 2 * palette.relief) * Math.sin((slope * Math.PI) / 2))] as const);
  const shadows = side(palette.shadow, (slope) => flat * (1 - slope)).reverse();
  const lights = side(palette.highlight, (slope) => flat + (255 - flat) * slope).slice(1);
  return [
    {
      id: 'relief',
      type: 'color-relief',
      source: 'relief',
      paint: {
        'color-relief-color': ['interpolate', ['linear'], ['elevation'], ...[...shadows, ...lights].flat()] as unknown as ExpressionSpecification,
        // Near by the hills would drown what lies on them.
        'color-relief-opacity': ['interpolate', ['linear'], ['zoom'], 9, 1, 13, 0.6],
      },
    },
  ];
}

/** The grey of ground that is turned nowhere. */
const flat = 128;

/** A colour, "#rrggbb", that lets through what lies below it. */
function clear(colour: string, opacity: number): string {
  const [red, green, blue] = [1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16));
  return `rgba(${red}, ${green}, ${blue}, ${opacity.toFixed(3)})`;
}
