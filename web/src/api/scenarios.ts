import { part, type Door } from './door';
import type { Comparison, SavedScenario, Scenario, ScenarioDraft, ScenarioRow, SiteDetail, SiteRow, TrialQuestion, WhatIf, HexesChanged } from './scenario_contract';

const at = (id: string) => `/api/scenarios/${part(id)}`;

/** What changes would do; nothing is kept. */
export const askWhatIf = (door: Door, { base, changes }: Scenario, question: TrialQuestion, signal?: AbortSignal) =>
  door.send<WhatIf>('POST', '/api/what-if', { base, changes, ...question, hexes: true }, signal);

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
export async function askResult(door: Door, id: string, question: TrialQuestion, signal?: AbortSignal): Promise<WhatIf> {
  const { technology, operator } = question;
  const [result, hexes] = await Promise.all([
    door.read<WhatIf>(`${at(id)}/result`, { ...question }, signal),
    door.read<HexesChanged>(`${at(id)}/hexes`, { technology, operator }, signal),
  ]);
  return { ...result, hexes };
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
