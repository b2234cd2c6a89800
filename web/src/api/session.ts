import { part, type Door } from './door';
import type { Account, Invitation, OpenSession, Session } from './session_contract';

export const askSession = (door: Door, signal?: AbortSignal) => door.read<Session>('/api/session', {}, signal);

export const logIn = (door: Door, name: string, password: string) => door.send<Session>('POST', '/api/session', { name, password });

export const logOut = (door: Door) => door.send('DELETE', '/api/session');

export const askAccount = (door: Door, signal?: AbortSignal) =>
  door.read<{ account: Account; sessions: OpenSession[] }>('/api/account', {}, signal);

export const changePassword = (door: Door, old: string, next: string) => door.send('POST', '/api/account/password', { old, new: next });

export const endSession = (door: Door, id: string) => door.send('DELETE', `/api/account/sessions/${part(id)}`);

export const askInvitation = (door: Door, secret: string, signal?: AbortSignal) =>
  door.read<Invitation>(`/api/invitations/${part(secret)}`, {}, signal);

export interface Acceptance {
  name?: string;
  fullName: string;
  password: string;
}

export const acceptInvitation = (door: Door, secret: string, acceptance: Acceptance) =>
  door.send<Session>('POST', `/api/invitations/${part(secret)}`, acceptance);
