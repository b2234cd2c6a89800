import type { UploadLine, UploadState } from '../api/upload_contract';

/** Whether somebody still has to do something with an upload. */
export function stillOpen({ state }: Pick<UploadLine, 'state'>): boolean {
  return state !== 'approved' && state !== 'withdrawn' && state !== 'failed';
}

/** Whether the server is at work and its progress is worth watching. */
export function underWay(state: UploadState): boolean {
  return state === 'reading' || state === 'computing';
}
