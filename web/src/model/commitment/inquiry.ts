import { keepings } from '../../api/commitment_contract';
import type { CommitmentQuestion } from '../../api/commitments';

/** Reads which promises an address asks for; a state that is none asks for all. */
export function commitmentInquiry(search: string): CommitmentQuestion {
  const query = new URLSearchParams(search);
  return {
    operator: query.get('operator') ?? '',
    state: keepings.find((state) => state === query.get('state')) ?? '',
    overdue: query.get('overdue') === 'true',
  };
}

/** Writes the question with no leading "?"; what asks for all is left out. */
export function commitmentQuery({ operator, state, overdue }: CommitmentQuestion): string {
  const query = new URLSearchParams();
  if (operator) query.set('operator', operator);
  if (state) query.set('state', state);
  if (overdue) query.set('overdue', 'true');
  return query.toString();
}
