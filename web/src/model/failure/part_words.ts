import type { Part } from '../../api/failure_contract';

/** What tells one part from another, of whatever kind. */
export function partKey(part: Part): string {
  const station = part.stations[0];
  if (part.kind === 'mast') return `mast ${station?.mast ?? ''}`;
  if (part.kind === 'site') return `site ${station?.operator ?? ''} ${station?.code ?? station?.mast ?? ''}`;
  return `${part.kind} ${part.operator ?? ''} ${part.id ?? ''}`;
}

/** How a part is called, and what is said of it in small letters. */
export function partWords(part: Part, operatorName: (code: string) => string): { name: string; more: string } {
  const codes = part.stations.map(({ operator, code }) => [operatorName(operator), code].filter(Boolean).join(' '));
  const station = part.stations[0];
  if (part.kind === 'mast') return { name: station?.name || codes[0] || '', more: listed(codes, part.of) };
  if (part.kind === 'site') return { name: [station?.code, station?.name].filter(Boolean).join(' – '), more: operatorName(station?.operator ?? '') };
  if (part.kind === 'operator') return { name: operatorName(part.operator ?? ''), more: '' };
  return { name: part.id ?? '', more: part.operator && part.kind === 'fibre' ? operatorName(part.operator) : listed(codes, part.of) };
}

/** The first six and how many more there are. */
function listed(words: readonly string[], of: number): string {
  const first = words.slice(0, 6);
  return first.join(', ') + (of > first.length ? ` +${of - first.length}` : '');
}

/** Whether a part can be named to the server: what a site is called may be hidden. */
export function isNamed({ kind, stations }: Part): boolean {
  const station = stations[0];
  return kind === 'mast' ? Boolean(station?.mast) : kind === 'site' ? Boolean(station?.code) : true;
}
