import type { Kind } from '../../api/failure_contract';
import type { View } from '../view';

/** What a hamlet's card asks of failures. */
export interface CardQuestion {
  kinds: readonly Kind[];
  technology: string;
  operator: string;
  definition: string;
}

/**
 * What is asked for the card that a view shows; null where it is not for the
 * person: an operator asks of their own network and sites alone.
 */
export function cardQuestion({ technology, operator, definition }: Pick<View, 'technology' | 'operator' | 'definition'>, own: string | null): CardQuestion | null {
  if (own !== null) return operator === own ? { kinds: ['site'], technology, operator, definition } : null;
  return { kinds: operator === 'any' ? ['mast', 'operator'] : ['mast'], technology, operator, definition };
}
