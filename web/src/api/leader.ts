import type { Past, Question } from './client';
import type { Changes, ClaimRow, Claims, Hits, NewClaim, Patches, ReleaseLine } from './leader_contract';
import { part, type Door } from './door';

/** Between two releases; without them, the one that readers see and the one before. */
export interface Between {
  from?: string | undefined;
  to?: string | undefined;
}

type Asked = Omit<Question, 'vintage' | 'release'>;

export const askChanges = (door: Door, { technology, operator, definition }: Asked, { from, to }: Between = {}, limit = 1000, signal?: AbortSignal) =>
  door.read<Changes>('/api/changes', { technology, operator, definition, from, to, limit }, signal);

export const askPatches = (door: Door, { technology, operator, vintage, release }: Omit<Question, 'definition'>, limit: number, signal?: AbortSignal) =>
  door.read<Patches>('/api/patches', { technology, operator, vintage, release, limit }, signal);

export const askReleases = (door: Door, signal?: AbortSignal) => door.read<{ rows: ReleaseLine[] }>('/api/releases', {}, signal);

export const askClaims = (door: Door, signal?: AbortSignal, release?: string) => door.read<Claims>('/api/claims', { release }, signal);

export const addClaim = (door: Door, claim: NewClaim) => door.send<ClaimRow>('POST', '/api/claims', claim);

export const withdrawClaim = (door: Door, id: string) => door.send('DELETE', `/api/claims/${part(id)}`);

export const askPlaces = (door: Door, words: string, signal?: AbortSignal, limit = 8) => door.read<Hits>('/api/search', { q: words, limit }, signal);

/** The address of the gap list as a file, for the same question. */
export const reportAddress = (door: Door, format: 'pdf' | 'xlsx' | 'csv', { technology, operator, definition, release }: Asked & Past, district?: string) =>
  door.address(`/api/report.${format}`, { technology, operator, definition, release, district });
