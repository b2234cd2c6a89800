import { part, type Door } from './door';
import type { Receipt, Revision } from './revision_contract';

export const askRevisions = (door: Door, operator: string | undefined, signal?: AbortSignal) =>
  door.read<{ rows: Revision[] }>('/api/revisions', { operator }, signal);

export const askReceipt = (door: Door, id: string, limit: number, offset: number, signal?: AbortSignal) =>
  door.read<Receipt>(`/api/revisions/${part(id)}`, { limit, offset }, signal);

/** Makes an earlier revision the one in use. */
export const restoreRevision = (door: Door, id: string) => door.send('POST', `/api/revisions/${part(id)}/restore`);

/** Where a revision can be downloaded, ready to be imported again. */
export const exportAddress = (door: Door, id: string, format: 'xlsx' | 'csv' | 'geojson') =>
  door.address(`/api/revisions/${part(id)}/export.${format}`);
