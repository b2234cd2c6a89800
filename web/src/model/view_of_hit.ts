import type { Bounds } from '../api/contract';
import type { Hit } from '../api/leader_contract';
import type { View } from './view';

/** How far, in degrees, the map shows around what was found. */
const reach: Record<Hit['kind'], number> = { province: 0.8, district: 0.25, commune: 0.08, hamlet: 0.02, mast: 0.02, place: 0.02 };
const zoom: Record<Hit['kind'], number> = { province: 8, district: 9.6, commune: 11.4, hamlet: 13, mast: 13.5, place: 13.5 };

/**
 * The map's view that shows what was found: a hamlet's or a mast's card, a unit's hamlets
 * in the boundaries the words are true in, or a point in the middle.
 */
export function viewOfHit(view: View, hit: Hit): View {
  const [lon, lat] = hit.position;
  const there: View = { ...view, hamlet: null, mast: hit.kind === 'mast' ? hit.code : null, unit: null, verdict: null, words: '', camera: { lon, lat, zoom: zoom[hit.kind] } };
  if (hit.kind === 'hamlet') return { ...there, hamlet: hit.code };
  if (hit.kind !== 'district' && hit.kind !== 'commune') return { ...there, hidden: view.hidden.filter((layer) => layer !== 'sites') };
  return { ...there, panel: 'hamlets', unit: hit.code, level: hit.kind, vintage: hit.vintage || view.vintage };
}

/** The box the map shows. */
export function boundsOfHit({ kind, position: [lon, lat] }: Hit): Bounds {
  const by = reach[kind];
  return [lon - by, lat - by, lon + by, lat + by];
}
