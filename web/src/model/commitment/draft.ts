import type { NewCommitment, TiedHamlet } from '../../api/commitment_contract';
import type { Problem } from '../../api/problem';

/** A promise while it is being written: everything as the form has it. */
export interface CommitmentDraft {
  operator: string;
  by: 'site' | 'point';
  site: string;
  commune: string;
  position: string;
  technology: string;
  due: string;
  document: string;
  date: string;
  hamlets: (TiedHamlet & { name: string })[];
  notes: string;
}
export type CommitmentField = 'operator' | 'site' | 'commune' | 'position' | 'due' | 'document' | 'date' | 'hamlets';

export const blankCommitment: CommitmentDraft = {
  operator: '', by: 'site', site: '', commune: '', position: '', technology: '4G', due: '', document: '', date: '', hamlets: [], notes: '',
};

/** What is missing or is no point, in the order of the form; the rest the server says. */
export function commitmentFaults(draft: CommitmentDraft): CommitmentField[] {
  const place = draft.by === 'site' ? (['site'] as const) : (['commune', 'position'] as const);
  const needed = (['operator', ...place, 'due', 'document', 'date'] as const).filter((field) => draft[field].trim() === '');
  const nowhere = draft.by === 'point' && !needed.includes('position') && pointOf(draft.position) === null;
  return nowhere ? [...needed, 'position'] : needed;
}

/** The promise of a draft without faults. */
export function commitmentOf(draft: CommitmentDraft): NewCommitment {
  const point = pointOf(draft.position);
  return {
    operator: draft.operator,
    place: draft.by === 'site' || point === null ? { site: draft.site.trim() } : { commune: draft.commune.trim(), position: point },
    technology: draft.technology,
    due: draft.due.trim(),
    source: { document: draft.document.trim(), date: draft.date },
    hamlets: draft.hamlets.map(({ code, petition }) => ({ code, petition: petition.trim() })),
    notes: draft.notes.trim(),
  };
}

/** A point as maps copy it, latitude first, decimals after a point, or after a comma with ";" between; longitude first is returned, null for anything else. */
export function pointOf(written: string): [number, number] | null {
  const found = /^(-?\d+(?:\.\d+)?)\s*[,; ]\s*(-?\d+(?:\.\d+)?)$/.exec(written.trim()) ?? /^(-?\d+,\d+)\s*[; ]\s*(-?\d+,\d+)$/.exec(written.trim());
  const [lat = NaN, lon = NaN] = found?.slice(1).map((number) => Number(number.replace(',', '.'))) ?? [];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lon, lat] : null;
}

/** The field a refusal is about, by what the server names in it; null where it names none. */
export function refusedField({ status, facts, detail }: Problem, by: CommitmentDraft['by']): CommitmentField | null {
  if (facts.code === 'there') return 'document';
  if (status !== 400 && status !== 422) return null;
  const names: [RegExp, CommitmentField][] = [
    [/\bdue\b|quarter/, 'due'],
    [/source\.date/, 'date'],
    [/hamlet/, 'hamlets'],
    [/document/, 'document'],
    [/point|site|place|commune/, by === 'site' ? 'site' : 'position'],
    [/operator/, 'operator'],
  ];
  return names.find(([name]) => name.test(detail))?.[1] ?? null;
}
