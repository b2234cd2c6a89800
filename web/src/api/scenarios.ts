import { readHexColumns } from '../model/hex/hex_columns';
import type { TriedHexes } from '../model/plan/tried_hexes';
import { part, type Door } from './door';
import type { Comparison, SavedScenario, Scenario, ScenarioDraft, ScenarioRow, SiteDetail, SiteRow, TrialQuestion, WhatIf } from './scenario_contract';

const at = (id: string) => `/api/scenarios/${part(id)}`;

/** What is tried out, and the hexes it would change. */
export interface Tried extends WhatIf {
  hexes: TriedHexes;
}

/** The largest file of hexes that is read: what many masts change of a whole province, and more. */
const mostBytes = 16 << 20;

async function tried(result: Promise<WhatIf>, hexes: Promise<Uint8Array | null>, { technology, operator }: TrialQuestion): Promise<Tried> {
  const [said, bytes] = await Promise.all([result, hexes]);
  return { ...said, hexes: { technology, operator, columns: bytes && readHexColumns(bytes) } };
}

/** What changes would do; nothing is kept. */
export function askWhatIf(door: Door, { base, changes }: Scenario, question: TrialQuestion, signal?: AbortSignal): Promise<Tried> {
  const { technology, operator } = question;
  const result = door.send<WhatIf>('POST', '/api/what-if', { base, changes, ...question }, signal);
  const hexes = changes.length > 0 ? door.bytes('/api/what-if/columns', mostBytes, { signal, question: { base, changes, technology, operator } }) : Promise.resolve(null);
  return tried(result, hexes, question);
}

/** Every scenario that is kept, read page by page. */
export async function askScenarios(door: Door, signal?: AbortSignal): Promise<{ rows: readonly ScenarioRow[] }> {
  const rows: ScenarioRow[] = [];
  for (let before: string | undefined; ;) {
    const page = await door.read<{ rows: ScenarioRow[]; next: string | null }>('/api/scenarios', { limit: 1000, before }, signal);
    rows.push(...page.rows);
    if (page.next === null) return { rows };
    before = page.next;
  }
}

export const askScenario = (door: Door, id: string, version?: number, signal?: AbortSignal) => door.read<SavedScenario>(at(id), { version }, signal);

/** What a kept scenario would do, for those who may read it but try nothing out. */
export function askResult(door: Door, id: string, question: TrialQuestion, signal?: AbortSignal): Promise<Tried> {
  const { technology, operator } = question;
  const result = door.read<WhatIf>(`${at(id)}/result`, { ...question }, signal);
  return tried(result, door.bytes(`${at(id)}/columns`, mostBytes, { signal, query: { technology, operator } }), question);
}

export const addScenario = (door: Door, draft: ScenarioDraft) => door.send<SavedScenario>('POST', '/api/scenarios', draft);

export const saveScenario = (door: Door, id: string, version: number, draft: ScenarioDraft) => door.send<SavedScenario>('PUT', at(id), { version, ...draft });

export const deleteScenario = (door: Door, id: string) => door.send('DELETE', at(id));

export const askVersions = (door: Door, id: string, signal?: AbortSignal) => door.read<{ rows: ScenarioRow[] }>(`${at(id)}/versions`, {}, signal);

export const restoreScenario = (door: Door, id: string, version: number, current: number) =>
  door.send<SavedScenario>('POST', `${at(id)}/restore`, { version, current });

export const compareScenarios = (door: Door, a: string, b: string, question: TrialQuestion, signal?: AbortSignal) =>
  door.read<Comparison>('/api/scenario-comparison', { a, b, ...question }, signal);

/** Masts in a square around a point; reach is half of its side, in degrees. */
export const askSitesNear = (door: Door, [lon, lat]: readonly [number, number], reach: number, signal?: AbortSignal) =>
  door.read<{ rows: SiteRow[] }>('/api/sites', { bbox: [lon - reach, lat - reach, lon + reach, lat + reach].join(','), limit: 200 }, signal);

export const askSite = (door: Door, id: string, signal?: AbortSignal) => door.read<SiteDetail>(`/api/sites/${part(id)}`, {}, signal);
