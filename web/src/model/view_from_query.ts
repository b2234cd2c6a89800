import { columns, firstView, languages, layers, panels, themes, verdicts, type Camera, type Order, type Taste, type View } from './view';

/** The largest and smallest step of text size. */
export const textSteps = { least: -1, most: 4 } as const;

/**
 * Reads a view from a query string. Whatever is not understood is as at first:
 * a link that was cut short or written by hand still opens the page. What it
 * does not say of language, theme and text is as the person likes it.
 */
export function viewFromQuery(search: string, own: Taste = firstView): View {
  const query = new URLSearchParams(search);
  const text = (name: string, first: string) => (query.get(name) ?? '').slice(0, 80) || first;
  const named = (name: string, layer: string) => text(name, '').split('.').includes(layer);
  const orNothing = (name: string) => text(name, '') || null;
  const [level, vintage] = text('by', '').split('.');
  return {
    release: /^\d{1,18}$/.exec(query.get('release') ?? '')?.[0] ?? null,
    technology: text('technology', firstView.technology),
    operator: text('operator', firstView.operator),
    definition: text('definition', firstView.definition),
    hidden: layers.filter((layer) => (firstView.hidden.includes(layer) ? !named('show', layer) : named('hide', layer))),
    vintage: vintage || firstView.vintage,
    level: level === 'commune' ? 'commune' : firstView.level,
    unit: orNothing('in'),
    hamlet: orNothing('hamlet'),
    mast: orNothing('mast'),
    verdict: oneOf(verdicts, query.get('verdict')) ?? null,
    words: text('q', ''),
    panel: oneOf(panels, query.get('panel')) ?? firstView.panel,
    counting: query.get('count') === 'hamlets' ? 'hamlets' : 'people',
    order: readOrder(query.get('order')),
    language: oneOf(languages, query.get('lang')) ?? own.language,
    theme: oneOf(themes, query.get('theme')) ?? own.theme,
    text: readStep(query.get('text'), own.text),
    camera: readCamera(query.get('at')),
    threshold: readThreshold(query.get('threshold')),
  };
}

function oneOf<T extends string>(known: readonly T[], word: string | null): T | undefined {
  return known.find((candidate) => candidate === word);
}

function readOrder(word: string | null): Order {
  const descending = word?.startsWith('-') ?? false;
  const column = oneOf(columns, descending ? (word ?? '').slice(1) : word);
  return column ? { column, descending } : firstView.order;
}

function readStep(word: string | null, own: number): number {
  const step = word ? Number(word) : own;
  if (!Number.isInteger(step)) return own;
  return Math.min(textSteps.most, Math.max(textSteps.least, step));
}

/** Whole dBm a phone can meet. */
function readThreshold(word: string | null): number | null {
  const level = word ? Number(word) : NaN;
  return Number.isInteger(level) && level < 0 && level >= -160 ? level : null;
}

function readCamera(word: string | null): Camera | null {
  const [zoom, lat, lon] = (word ?? '').split('/').map(Number);
  if (zoom === undefined || lat === undefined || lon === undefined) return null;
  const fits = zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
  return fits ? { zoom, lat, lon } : null;
}
