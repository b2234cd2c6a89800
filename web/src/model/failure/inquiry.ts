import { kinds, type Kind } from '../../api/failure_contract';

/** What is asked of failures. It lives in the URL. */
export interface FailureInquiry {
  kind: Kind;
  /** A technology, or several of which any will do. */
  technology: string;
  /** Whose customers; any is who may use every network. */
  operator: string;
  /** A unit's code; empty is everywhere. */
  parent: string;
  /** Ranked by what fails, or hamlet by hamlet. */
  list: 'parts' | 'hamlets';
}

/**
 * Reads an address. Whoever belongs to an operator asks of their own network
 * and of what it is made of; whatever else the address says is not for them.
 */
export function failureInquiry(search: string, own: string | null): FailureInquiry {
  const query = new URLSearchParams(search);
  const mine = kindsFor(own);
  return {
    kind: mine.find((kind) => kind === query.get('kind')) ?? mine[0] ?? 'site',
    technology: query.get('technology') ?? 'voice',
    operator: own ?? query.get('operator') ?? 'any',
    parent: query.get('in') ?? '',
    list: query.get('list') === 'hamlets' ? 'hamlets' : 'parts',
  };
}

/** Writes an inquiry with no leading "?". */
export function failureQuery({ kind, technology, operator, parent, list }: FailureInquiry): string {
  const query = new URLSearchParams({ kind, technology, operator });
  if (parent) query.set('in', parent);
  if (list === 'hamlets') query.set('list', list);
  return query.toString();
}

/** What a person may ask about: masts carry several operators, so that they are not one operator's. */
export function kindsFor(own: string | null): readonly Kind[] {
  return own === null ? kinds : kinds.filter((kind) => kind !== 'mast' && kind !== 'operator');
}
