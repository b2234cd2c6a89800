import type { NewClaim } from '../../api/leader_contract';
import { firstView } from '../view';

/** A claim while it is being written: everything as the form has it, in words. */
export interface ClaimDraft {
  words: string;
  source: string;
  on: string;
  subject: string;
  value: string;
  technology: string;
  operator: string;
  definition: string;
  district: string;
}
export type ClaimField = 'words' | 'source' | 'on' | 'value';

export function blankClaim(subject: string): ClaimDraft {
  const { technology, operator, definition } = firstView;
  return { words: '', source: '', on: '', subject, value: '', technology, operator, definition, district: '' };
}

/** Whether a subject counts hamlets, under a definition; the others count what stands. */
export function ofHamlets(subject: string): boolean {
  return subject.startsWith('hamlets-');
}

/** What is missing or cannot be, in the order of the form. */
export function faultsOf(draft: ClaimDraft): ClaimField[] {
  const value = numberOf(draft.value);
  const most = draft.subject.endsWith('-percent') ? 100 : 1e9;
  const faults: [ClaimField, boolean][] = [
    ['words', draft.words.trim() === ''],
    ['source', draft.source.trim() === ''],
    ['on', !/^\d{4}-\d\d-\d\d$/.test(draft.on)],
    ['value', value === null || value < 0 || value > most],
  ];
  return faults.filter(([, faulty]) => faulty).map(([field]) => field);
}

/** The claim of a draft without faults. */
export function claimOf(draft: ClaimDraft): NewClaim {
  const { on, subject, technology, operator, definition, district } = draft;
  const plain = { words: draft.words.trim(), source: draft.source.trim(), on, subject, value: numberOf(draft.value) ?? 0 };
  if (!ofHamlets(subject)) return plain;
  return { ...plain, technology, operator, definition, ...(district ? { district } : {}) };
}

/** A number as people here write it: 1.283, 97,6 or 97.6; null for anything else. */
export function numberOf(written: string): number | null {
  const text = written.trim().replace(/[\s\u00a0\u202f]/g, '').replace(/%$/, '');
  if (/^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(text)) return Number(text.replace(/[.,]/g, ''));
  return /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : null;
}
