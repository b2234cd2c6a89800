import type { Verdict } from '../api/contract';
import { textSteps } from './view_from_query';
import type { Layer, Taste, View } from './view';

/** Opens a hamlet's card. */
export function openHamlet(view: View, code: string): View {
  return { ...view, hamlet: code, mast: null };
}

/** Opens a mast's card. */
export function openMast(view: View, id: string): View {
  return { ...view, mast: id, hamlet: null };
}

/** Closes the card; the list stays as it was. */
export function closeCard(view: View): View {
  return { ...view, hamlet: null, mast: null };
}

/** Opens a unit: the list shows its hamlets. Opening it twice closes it. */
export function openUnit(view: View, code: string): View {
  return { ...view, unit: view.unit === code ? null : code, hamlet: null, mast: null };
}

/** Counts by other units; a unit of the old ones means nothing among them. */
export function countBy(view: View, level: View['level'], vintage: string): View {
  return { ...view, level, vintage, unit: null };
}

/** Shows a hidden layer, hides a shown one. */
export function toggleLayer(view: View, layer: Layer): View {
  const hidden = view.hidden.includes(layer) ? view.hidden.filter((l) => l !== layer) : [...view.hidden, layer];
  return { ...view, hidden };
}

/** Keeps the hamlets of one verdict; pressing it again keeps all. */
export function toggleVerdict(view: View, verdict: Verdict): View {
  return { ...view, verdict: view.verdict === verdict ? null : verdict };
}

/** Makes the text larger or smaller, within what the page can carry; 0 returns to normal. */
export function stepText<T extends Taste>(taste: T, by: -1 | 0 | 1): T {
  const text = by === 0 ? 0 : Math.min(textSteps.most, Math.max(textSteps.least, taste.text + by));
  return { ...taste, text };
}
