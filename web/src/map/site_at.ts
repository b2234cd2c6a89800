import type { Map as GlMap } from 'maplibre-gl';

/** How far a finger reaches, in pixels. */
const finger = 14;

/** The mast of the release within a reach, in pixels, of a place of the map: its id. */
export function siteAt(map: GlMap, { x, y }: { x: number; y: number }, reach = finger): string | null {
  if (!map.getLayer('sites')) return null;
  const [found] = map.queryRenderedFeatures([[x - reach, y - reach], [x + reach, y + reach]], { layers: ['sites'] });
  const site: unknown = found?.properties['site'];
  return typeof site === 'string' ? site : null;
}
