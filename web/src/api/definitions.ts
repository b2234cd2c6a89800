import type { Flips, ListedDefinition, NewDefinition, Offer } from './definition_contract';
import { part, type Door } from './door';

/** Which two definitions are set beside each other, and for what signal. */
export interface FlipQuestion {
  technology: string;
  operator: string;
  from: string;
  to: string;
}

export const askDefinitions = (door: Door, signal?: AbortSignal) => door.read<Offer>('/api/definitions', {}, signal);

export const addDefinition = (door: Door, definition: NewDefinition) => door.send<ListedDefinition>('POST', '/api/definitions', definition);

export const retireDefinition = (door: Door, code: string) => door.send<ListedDefinition>('POST', `/api/definitions/${part(code)}/retire`);

export const askFlips = (door: Door, question: FlipQuestion, limit: number, signal?: AbortSignal) =>
  door.read<Flips>('/api/flips', { ...question, limit }, signal);
