import type { FlipQuestion } from '../../api/definitions';

/** What is set beside each other, as the address has it; a definition that is not named is any of those offered. */
export function flipChoice(search: string, offered: readonly string[]): FlipQuestion {
  const query = new URLSearchParams(search);
  const from = query.get('from') ?? offered[0] ?? '';
  return {
    technology: query.get('technology') ?? '4G',
    operator: query.get('operator') ?? 'any',
    from,
    to: query.get('to') ?? offered.find((code) => code !== from) ?? '',
  };
}

/** Writes a choice with no leading "?". */
export const flipQuery = (choice: FlipQuestion): string => new URLSearchParams({ ...choice }).toString();
