import { part, type Door } from './door';
import type { Answering, Impact, Progress, Upload, UploadLine, UploadReceipt, UploadRows } from './upload_contract';

const at = (id: string) => `/api/uploads/${part(id)}`;

export const askUploads = (door: Door, signal?: AbortSignal) => door.read<{ rows: UploadLine[] }>('/api/uploads', {}, signal);

export interface NewUpload {
  file: File;
  operator: string;
  scope: 'full' | 'part';
  district: string;
  asOf: string;
}

/** Sends a list; the same key again gets the first answer. */
export function sendUpload(door: Door, { file, operator, scope, district, asOf }: NewUpload, key: string): Promise<{ id: string; state: string }> {
  const form = new FormData();
  form.set('operator', operator);
  form.set('scope', scope);
  if (scope === 'part') form.set('district', district);
  if (asOf) form.set('asOf', asOf);
  form.set('file', file); // last: the server may read the words before the bytes
  return door.post('/api/uploads', form, key);
}

export const askUpload = (door: Door, id: string, signal?: AbortSignal) => door.read<Upload>(at(id), {}, signal);

export interface RowQuestion {
  place?: string | undefined;
  code?: string | undefined;
  group?: string | undefined;
  limit: number;
  offset: number;
}

export const askRows = (door: Door, id: string, question: RowQuestion, signal?: AbortSignal) =>
  door.read<UploadRows>(`${at(id)}/rows`, { ...question }, signal);

export interface ColumnChoice {
  sheet: string;
  index: number;
  field: string | null;
}

export const setColumns = (door: Door, id: string, columns: ColumnChoice[]) => door.send<Upload>('PUT', `${at(id)}/columns`, { columns });

export const answerRows = (door: Door, id: string, answers: Answering[]) => door.send<Upload>('POST', `${at(id)}/answers`, { answers });

export const startImpact = (door: Door, id: string) => door.send('POST', `${at(id)}/impact`);

export const askImpact = (door: Door, id: string, signal?: AbortSignal) => door.read<Impact>(`${at(id)}/impact`, {}, signal);

export const submitUpload = (door: Door, id: string) => door.send('POST', `${at(id)}/submit`);

export const approveUpload = (door: Door, id: string, confirmRemoval: boolean) =>
  door.send<UploadReceipt>('POST', `${at(id)}/approve`, { confirmRemoval });

export const withdrawUpload = (door: Door, id: string) => door.send('POST', `${at(id)}/withdraw`);

/**
 * Follows how far the server has come, until stop is called. Lost is told once
 * when nothing more comes: at the end, or because the line broke.
 */
export function watchUpload(door: Door, id: string, news: (progress: Progress) => void, lost: () => void): () => void {
  const source = new EventSource(door.address(`${at(id)}/events`));
  const hear = (event: MessageEvent<string>) => {
    try {
      news((JSON.parse(event.data) as { progress: Progress }).progress);
    } catch {
      // A line that is not ours says nothing of the progress.
    }
  };
  source.onmessage = hear;
  source.onerror = () => {
    source.close();
    lost();
  };
  return () => source.close();
}

/** The sender's own workbook with a status for every row. */
export const workbookAddress = (door: Door, id: string) => door.address(`${at(id)}/workbook.xlsx`);
