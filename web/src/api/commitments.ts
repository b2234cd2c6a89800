import type { Commitment, CommitmentChange, CommitmentRow, Commitments, CommitmentSummary, NewCommitment, PromiseList, ReadPromises } from './commitment_contract';
import { part, type Door } from './door';

/** Which promises are listed; empty words ask for all. */
export interface CommitmentQuestion {
  operator: string;
  state: string;
  overdue: boolean;
  /** Code of a hamlet that they are tied to. */
  hamlet: string;
  /** Those that were withdrawn, too. */
  withdrawn: boolean;
}

const asked = ({ operator, state, overdue, hamlet, withdrawn }: CommitmentQuestion) => ({
  operator: operator || undefined,
  state: state || undefined,
  overdue: overdue ? 'true' : undefined,
  hamlet: hamlet || undefined,
  withdrawn: withdrawn ? 'true' : undefined,
});

export const askCommitments = (door: Door, question: CommitmentQuestion, limit: number, signal?: AbortSignal) =>
  door.read<Commitments>('/api/commitments', { ...asked(question), limit }, signal);

export const askCommitmentSummary = (door: Door, signal?: AbortSignal) => door.read<CommitmentSummary>('/api/commitment-summary', {}, signal);

/** The address of the list as a file, for the same question. */
export const commitmentLines = (door: Door, question: CommitmentQuestion) => door.address('/api/commitments.csv', asked(question));

export const addCommitment = (door: Door, commitment: NewCommitment) => door.send<CommitmentRow>('POST', '/api/commitments', commitment);

export const withdrawCommitment = (door: Door, id: string) => door.send('DELETE', `/api/commitments/${part(id)}`);

/** One promise with every version of its terms. */
export const askCommitment = (door: Door, id: string, signal?: AbortSignal) => door.read<Commitment>(`/api/commitments/${part(id)}`, {}, signal);

export const changeCommitment = (door: Door, id: string, change: CommitmentChange) => door.send<CommitmentRow>('PATCH', `/api/commitments/${part(id)}`, change);

/** Answers every row of a list and, unless it is a preview, keeps those that can be kept. */
export const importCommitments = (door: Door, list: PromiseList, signal?: AbortSignal) => door.send<ReadPromises>('POST', '/api/commitment-import', list, signal);
