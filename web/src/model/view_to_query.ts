import { firstView, type Camera, type Taste, type View } from './view';

/**
 * Writes a view as a query string with no leading "?"; what is as at first is
 * left out. Taste is left out only where the person's own is as at first too:
 * reading the address again must give the same page.
 */
export function viewToQuery(view: View, own: Taste = firstView): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string, first: string) => {
    if (value !== first) query.set(name, value);
  };
  put('release', view.release ?? '', '');
  put('technology', view.technology, firstView.technology);
  put('operator', view.operator, firstView.operator);
  put('definition', view.definition, firstView.definition);
  put('hide', view.hidden.filter((layer) => !firstView.hidden.includes(layer)).join('.'), '');
  put('show', firstView.hidden.filter((layer) => !view.hidden.includes(layer)).join('.'), '');
  put('by', `${view.level}.${view.vintage}`, `${firstView.level}.${firstView.vintage}`);
  put('in', view.unit ?? '', '');
  put('hamlet', view.hamlet ?? '', '');
  put('mast', view.mast ?? '', '');
  put('verdict', view.verdict ?? '', '');
  put('q', view.words, '');
  put('panel', view.panel, firstView.panel);
  put('count', view.counting, firstView.counting);
  put('order', writeOrder(view), writeOrder(firstView));
  const putTaste = (name: string, value: string, first: string, kept: string) => put(name, value, kept === first ? first : '');
  putTaste('lang', view.language, firstView.language, own.language);
  putTaste('theme', view.theme, firstView.theme, own.theme);
  putTaste('text', String(view.text), String(firstView.text), String(own.text));
  put('at', view.camera ? writeCamera(view.camera) : '', '');
  put('threshold', String(view.threshold ?? ''), '');
  return query.toString().replaceAll('%2F', '/');
}

function writeOrder({ order }: View): string {
  return order.descending ? `-${order.column}` : order.column;
}

/** Five decimals are about a metre. */
function writeCamera({ zoom, lat, lon }: Camera): string {
  return `${round(zoom, 2)}/${round(lat, 5)}/${round(lon, 5)}`;
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
