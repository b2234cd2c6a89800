import { part, type Door } from './door';
import type { Heard, MastRow, Outage, OutageRow, Outages, OutageWords, Saying } from './outage_contract';

export const askOutages = (door: Door, signal?: AbortSignal) => door.read<Outages>('/api/outages', {}, signal);

export const openOutage = (door: Door, name: string) => door.send<OutageRow>('POST', '/api/outages', { name });

export const askOutage = (door: Door, id: string, signal?: AbortSignal) => door.read<Outage>(`/api/outages/${part(id)}`, {}, signal);

export const askOutageWords = (door: Door, id: string, signal?: AbortSignal) => door.read<OutageWords>(`/api/outages/${part(id)}/words`, {}, signal);

export const sayOutage = (door: Door, id: string, saying: Saying) => door.send<Heard>('POST', `/api/outages/${part(id)}/sites`, saying);

export const closeOutage = (door: Door, id: string) => door.send('POST', `/api/outages/${part(id)}/close`);

/** Masts in a box of degrees: west, south, east, north. */
export const askMasts = (door: Door, bbox: readonly number[], signal?: AbortSignal) =>
  door.read<{ rows: MastRow[] }>('/api/sites', { bbox: bbox.join(','), limit: 500 }, signal);
