import type { Taste } from './view';

const names = ['lang', 'theme', 'text'] as const;

/** The names, as addresses write them, of what differs between two tastes. */
export function changedTaste(before: Taste, after: Taste): string[] {
  const changed = [before.language !== after.language, before.theme !== after.theme, before.text !== after.text];
  return names.filter((_, i) => changed[i]);
}

/** The address of the next page, with what this one's link says of taste unless the next says it itself. */
export function carryTaste(search: string, url: string): string {
  const [path = '', rest = ''] = url.split('?');
  const [here, next] = [new URLSearchParams(search), new URLSearchParams(rest)];
  for (const name of names) {
    const said = here.get(name);
    if (said !== null && !next.has(name)) next.set(name, said);
  }
  const query = next.toString().replaceAll('%2F', '/');
  return query ? `${path}?${query}` : path;
}
