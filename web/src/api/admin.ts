import type { AuditPage, FieldTable, NewToken, NewUser, Token, User, UserChange } from './admin_contract';
import { part, type Door } from './door';

export const askUsers = (door: Door, signal?: AbortSignal) => door.read<{ rows: User[] }>('/api/users', {}, signal);

export const addUser = (door: Door, user: NewUser) => door.send<{ account: User; invitation: string }>('POST', '/api/users', user);

export const changeUser = (door: Door, id: string, change: UserChange) => door.send('PATCH', `/api/users/${part(id)}`, change);

export const inviteUser = (door: Door, id: string) => door.send<{ invitation: string }>('POST', `/api/users/${part(id)}/invitation`);

export const askTokens = (door: Door, signal?: AbortSignal) => door.read<{ rows: Token[] }>('/api/tokens', {}, signal);

export const addToken = (door: Door, token: NewToken) => door.send<{ token: Token; secret: string }>('POST', '/api/tokens', token);

export const revokeToken = (door: Door, id: string) => door.send('DELETE', `/api/tokens/${part(id)}`);

export interface AuditQuestion {
  q?: string | undefined;
  action?: string | undefined;
  actor?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  before?: string | undefined;
  limit?: number | undefined;
}

export const askAudit = (door: Door, question: AuditQuestion, signal?: AbortSignal) =>
  door.read<AuditPage>('/api/audit', { ...question }, signal);

export const askFields = (door: Door, signal?: AbortSignal) => door.read<FieldTable>('/api/fields', {}, signal);
