import type { Door } from './door';
import type { Aftermath, Dependences, Failures, Kind, Trial } from './failure_contract';

/** What is asked of failures; what is left out the server fills in for the person. */
export interface FailureQuestion {
  kind: Kind;
  technology: string;
  operator?: string | undefined;
  definition?: string | undefined;
  /** A unit's code; everywhere where not said. */
  parent?: string | undefined;
  /** A mast's id: only what something on it is part of. */
  mast?: string | undefined;
}

export const askFailures = (door: Door, question: FailureQuestion, limit: number, signal?: AbortSignal) =>
  door.read<Failures>('/api/failures', { ...question, limit }, signal);

export const askDependences = (door: Door, question: FailureQuestion & { hamlet?: string }, limit: number, signal?: AbortSignal) =>
  door.read<Dependences>('/api/failures/hamlets', { ...question, limit }, signal);

export const simulate = (door: Door, trial: Trial) => door.send<Aftermath>('POST', '/api/failures/simulate', trial);
