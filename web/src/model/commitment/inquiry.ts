import { keepings } from '../../api/commitment_contract';
import type { CommitmentQuestion } from '../../api/commitments';

/** Reads which promises an address asks for; a state that is none asks for all. */
export function commitmentInquiry(search: string): CommitmentQuestion {
  const query = new URLSearchParams(search);
  return {
    operator: query.get('operator') ?? '',
    state: keepings.find((state) => state === query.get('state')) ?? '',
    overdue: query.get('overdue') === 'true',
    hamlet: query.get('hamlet') ?? '',
    withdrawn: query.get('withdrawn') === 'true',
  };
}

/** The address of the promises that are tied to a hamlet. */
export const hamletPromises = (hamlet: string): string => `/commitments?hamlet=${encodeURIComponent(hamlet)}`;

/** Writes the question with no leading "?"; what asks for all is left out. */
export function commitmentQuery({ operator, state, overdue, hamlet, withdrawn }: CommitmentQuestion): string {
  const query = new URLSearchParams();
  if (operator) query.set('operator', operator);
  if (state) query.set('state', state);
  if (overdue) query.set('overdue', 'true');
  if (hamlet) query.set('hamlet', hamlet);
  if (withdrawn) query.set('withdrawn', 'true');
  return query.toString();
}
