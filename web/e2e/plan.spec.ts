import { afterAll, describe, expect, it } from 'vitest';
import type { Choice } from '../src/api/choice_contract';
import type { SavedScenario, ScenarioRow, SiteChange, WhatIf } from '../src/api/scenario_contract';
import { hexAt } from '../src/map/hex_place';
import { ask, planning, send } from './account';
import type { Screen } from './page';
import { askHamlets } from './planner';
import { Trial } from './planning';
import { visiting } from './visitor';

const opens = visiting(Trial);
const mark = `Thử ${Date.now()}`;
afterAll(async () => {
  const { rows } = await ask<{ rows: ScenarioRow[] }>('/api/scenarios');
  for (const { id, name } of rows) if (name.startsWith(mark)) await send('DELETE', `/api/scenarios/${id}`);
});

const tries = (screen: Screen, path: string, map = true) => opens(screen, path, { who: planning, map });

/** A hamlet without signal that a mast in its midst gives signal to. */
async function dark(): Promise<{ code: string; lon: number; lat: number }> {
  const { rows } = await askHamlets('4G', '&verdict=none');
  const [found] = rows;
  if (!found) throw new Error('the sample has no hamlet without signal');
  const [lon, lat] = found.centre;
  return { code: found.code, lon, lat };
}
const mast = (lon: number, lat: number, site = 'NEW-1') => ({ kind: 'add', operator: 'viettel', site, at: [lon, lat], radio: [{ technology: '4G' }] });
const whatIf = (changes: unknown[]) => send<WhatIf>('POST', '/api/what-if', { base: 0, changes });
/** What the server itself says of the hex a first mast is put up in, before and after. */
async function changeAt(changes: readonly SiteChange[]) {
  const [lon = 0, lat = 0] = changes[0]?.at ?? [];
  const { hexes } = await send<{ hexes: Record<'ids' | 'was' | 'becomes' | 'wasLevel' | 'becomesLevel', number[]> }>('POST', '/api/what-if', { base: 0, changes, hexes: true });
  const i = hexes.ids.indexOf(hexAt([lon, lat], 10));
  const said = (number = -1, level = 0) => [String(number), number === 0 ? null : String(Math.round(level / 10))];
  return { now: said(hexes.was[i], hexes.wasLevel[i]), then: said(hexes.becomes[i], hexes.becomesLevel[i]) };
}
function gainOf({ gains }: WhatIf) {
  const row = gains.find(({ technology, operator, definition }) => technology === '4G' && operator === 'any' && definition === 'centre');
  return { gained: row?.gained.hamlets, lost: row?.lost.hamlets, people: row?.gained.people };
}
const nothing = { gained: 0, lost: 0, people: 0 };

describe('a planner', () => {
  it('puts a mast up on the map, sees the numbers move, and takes it back', async () => {
    const { lon, lat } = await dark();
    const me = await tries('desk', `/plan?at=12/${lat}/${lon}`);
    await me.seesMap();
    expect(await me.readsGain(0)).toEqual(nothing);
    expect(await me.readsBaseline()).toContain('bản công bố');
    const columns = me.page.waitForRequest('**/api/what-if/columns');
    await me.putsOnMap(0.5, 0.5);
    const seen = await me.readsGain(1);
    expect(seen.gained).toBeGreaterThan(0);
    await me.seesMap();
    await me.pointsAt(0.4, 0.4);
    await me.pointsAt(0.5, 0.5);
    const told = await me.readsHex();
    expect(told).toMatchObject(await changeAt(((await columns).postDataJSON() as Pick<SavedScenario, 'changes'>).changes));
    expect(told.text).toMatch(/Trước[^]*Sau[^]*dBm[^]*Phương án chưa lưu/);
    await me.picture('plan-desk');
    expect(await me.barriers()).toEqual([]);
    const asked: string[] = [];
    me.page.on('request', (request) => asked.push(request.url()));
    await me.draws('now');
    await me.seesMap();
    await me.picture('plan-before');
    await me.draws('then');
    await me.seesMap();
    expect(asked).toEqual([]);
    await me.presses('Control+z');
    expect(await me.readsGain(0)).toEqual(nothing);
    await me.presses('Control+Shift+z');
    expect(await me.readsGain(1)).toEqual(seen);
    await me.undoes();
    expect(await me.readsGain(0)).toEqual(nothing);
    expect([...me.strangers, ...me.complaints]).toEqual([]);
  });

  it('does all of it without a map or a pointer, with the figures of the server; saves and opens it again', async () => {
    const { lon, lat } = await dark();
    const me = await tries('tablet', '/plan', false);
    await me.readsGain(0);
    await me.putsAt(lat, lon);
    expect(await me.readsGain(1)).toEqual(gainOf(await whatIf([mast(lon, lat)])));
    await me.writes('height', '60');
    await expect.poll(() => me.readsChanges()).toEqual([expect.stringContaining('60')]);
    const raised = await me.readsGain(1);
    expect(raised).toEqual(gainOf(await whatIf([{ ...mast(lon, lat), heightM: 60 }])));
    const path = await me.saves(`${mark} một`);
    const kept = await ask<SavedScenario>(`/api${path}`);
    expect(kept.changes).toMatchObject([{ kind: 'add', heightM: 60 }]);
    await me.goes(path);
    expect(await me.readsGain(1)).toEqual(raised);
    expect(await me.page.getByTestId('plan-head').getByRole('heading').innerText()).toBe(`${mark} một`);
    expect(await me.barriers()).toEqual([]);
  });

  it('is asked before a link, Back or a logout leads away from changes that are not saved', async () => {
    const { lon, lat } = await dark();
    const me = await tries('tablet', '/scenarios', false);
    await me.page.locator('main header a[href="/plan"]').click();
    await me.putsAt(lat, lon);
    for (const by of ['link', 'back', 'logout'] as const) {
      await me.leaves(by, false);
      expect(new URL(me.page.url()).pathname, by).toBe('/plan');
      expect(await me.readsChanges(), by).toHaveLength(1);
    }
    expect(await me.page.getByTestId('account-menu').count()).toBe(1);
    expect(me.questions.filter((path) => path === '/api/session')).toHaveLength(1); // nobody was logged out
    expect(await me.barriers()).toEqual([]);
    await me.leaves('link', true);
    expect(new URL(me.page.url()).pathname).toBe('/scenarios');
  });

  it('finds a mast that stands, takes it down, and compares that with another plan', async () => {
    const { lon, lat } = await dark();
    const me = await tries('desk', '/plan', false);
    await me.readsGain(0);
    const { rows } = await ask<{ rows: { id: string }[] }>('/api/sites?limit=1');
    const { presences } = await ask<{ presences: { code: string }[] }>(`/api/sites/${rows[0]?.id}`);
    await me.finds(presences[0]?.code ?? '');
    await me.takesDown();
    await me.readsGain(1);
    const first = (await me.saves(`${mark} bỏ`)).split('/').at(-1) ?? '';
    const second = await send<SavedScenario>('POST', '/api/scenarios', { name: `${mark} đặt`, notes: '', base: 0, changes: [mast(lon, lat)] });
    await me.goes('/scenarios');
    await me.compares([first, second.id]);
    const expected = gainOf(await whatIf([mast(lon, lat)]));
    expect((await me.readsLine('gainedHamlets')).at(-1)).toBe(String(expected.gained));
    await me.picture('plan-compare');
    expect(await me.barriers()).toEqual([]);
  });

  it('works on a phone, in contrast and with large text', async () => {
    const { lon, lat } = await dark();
    const kept = await send<SavedScenario>('POST', '/api/scenarios', { name: `${mark} điện thoại`, notes: '', base: 0, changes: [mast(lon, lat)] });
    const me = await tries('phone', `/scenarios/${kept.id}?at=12/${lat}/${lon}`);
    await me.seesMap();
    await me.readsGain(1);
    await me.picture('plan-phone');
    expect(await me.fits()).toBe(true);
    expect(await me.barriers()).toEqual([]);
    await me.goes(`/scenarios/${kept.id}?theme=contrast&text=3`);
    await me.readsGain(1);
    await me.picture('plan-phone-contrast');
    expect(await me.fits()).toBe(true);
    expect(await me.barriers()).toEqual([]);
    await me.goes('/scenarios');
    await me.page.getByTestId('scenarios').waitFor();
    await me.picture('plan-list-phone');
    expect(await me.fits()).toBe(true);
    expect(await me.barriers()).toEqual([]);
  });

  it('asks where to build and accepts two picks, which open as a scenario', async () => {
    const me = await tries('upright', '/choose', false);
    const { lon, lat } = await dark();
    const brought = await me.bringsPlaces(`Tên,Kinh độ,Vĩ độ\nĐồi Chè,${lon},${lat}\nSuối,chín,22.2\n`);
    expect(brought.read).toContain('1');
    expect(brought.refused).toEqual([expect.stringMatching(/^3\s.*chín.*WGS 84$/)]);
    await me.choosesSites(`${mark} chọn`, 3, 40);
    const { rows } = await ask<{ rows: Choice[] }>('/api/choices');
    const asked = rows.find(({ name }) => name === `${mark} chọn`);
    const { result } = await ask<Choice>(`/api/choices/${asked?.id}`);
    const picks = result?.picks ?? [];
    expect(result?.candidates['given']).toBe(1);
    expect(await me.page.getByTestId('proof').innerText()).toBe(result?.proof.vi);
    expect(await me.page.getByTestId('picks').locator('tbody tr').evaluateAll((all) => all.map((row) => row.getAttribute('data-pick')))).toEqual(picks.map(({ id }) => id));
    await me.picture('choose');
    expect(await me.barriers()).toEqual([]);
    expect((await me.downloads('xlsx')).subarray(0, 2).toString()).toBe('PK');
    const { features } = JSON.parse(String(await me.downloads('geojson'))) as { features: { geometry: { type: string } }[] };
    expect(features.filter(({ geometry }) => geometry.type === 'Point').length).toBeGreaterThanOrEqual(picks.length);
    const path = await me.accepts(2);
    expect((await ask<SavedScenario>(`/api${path}`)).changes.map(({ site }) => site)).toEqual(picks.slice(0, 2).map(({ code }) => code));
    expect((await me.readsGain(2)).gained).toBeGreaterThan(0);
    expect(await me.readsChanges()).toHaveLength(2);
    expect([...me.strangers, ...me.complaints]).toEqual([]);
  });

  it('stops a choice that is under way', async () => {
    const me = await tries('phone', '/choose', false);
    await me.asksForSites(`${mark} dừng`, 100, 5000);
    await me.stopsChoosing();
    const { rows } = await ask<{ rows: Choice[] }>('/api/choices');
    expect(rows.find(({ name }) => name === `${mark} dừng`)?.state).toBe('cancelled');
    expect(await me.fits()).toBe(true);
    expect(await me.barriers()).toEqual([]);
  });
});
