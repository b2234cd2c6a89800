/** A name the server may give as an object or as a word. */
export type Named = { code: string; name: string } | string | null | undefined;

export function nameOf(named: Named): string {
  return (typeof named === 'object' ? named?.name : named) ?? '';
}
