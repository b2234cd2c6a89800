import { beforeAll, describe, expect, it } from 'vitest';
import type { Release } from '../src/api/contract';
import type { Failures } from '../src/api/failure_contract';
import type { SiteDetail } from '../src/api/scenario_contract';
import { ask, planning } from './account';
import type { Screen } from './page';
import { askGaps, askHamlets, askPath, askRelease, Planner } from './planner';
import { visiting } from './visitor';

let release: Release;
beforeAll(async () => {
  release = await askRelease();
});
const opens = visiting(Planner);
const arrives = (screen: Screen, query = '', map = true) => opens(screen, query ? `/?${query}` : '/', { who: planning, map });
/** For sentences about figures alone: a map takes its time to be drawn. */
const reads = (query = '') => arrives('desk', query, false);

const vietnamese = (n: number) => n.toLocaleString('vi-VN');
/** A level as the page writes it: a comma and a true minus. */
const written = (dBm: number, decimals: number) =>
  dBm.toLocaleString('vi-VN', { maximumFractionDigits: decimals }).replace('-', '\u2212');
const english = (n: number) => n.toLocaleString('en-GB');

describe('a planner at a desk', () => {
  it('sees the map drawn, from this server alone and without a complaint', async () => {
    const me = await arrives('desk');
    await me.seesMap();
    await me.picture('desk');
    expect(me.strangers).toEqual([]);
    expect(me.complaints).toEqual([]);
    expect(await me.barriers()).toEqual([]);
  });

  it('reads the same total as the server says, with all that belongs to it', async () => {
    const me = await reads();
    const { total, rows } = await askGaps('4G');
    const line = await me.readsProvenance('4G');
    expect(await me.readsTotal()).toEqual([total.population, total.none, total.partial, total.unknown, total.covered].map(vietnamese));
    expect((await me.readsRows()).sort()).toEqual(rows.map((row) => row.name).sort());
    expect(line.toLowerCase()).toContain(release.territory.vi.toLowerCase());
    for (const part of [`bản công bố ${release.id}`, 'Mọi nhà mạng']) expect(line).toContain(part);
    const [year, month, day] = release.asOf.split('-').map(Number);
    expect(line).toContain(`${day}/${month}/${year}`);
  });

  it('switches the technology and finds other figures, and the choice in the address', async () => {
    const me = await arrives('desk');
    await me.seesMap();
    await me.chooses('5G');
    await me.readsProvenance('5G');
    const { total } = await askGaps('5G');
    await expect.poll(() => me.readsTotal()).toEqual([total.population, total.none, total.partial, total.unknown, total.covered].map(vietnamese));
    expect(me.query().get('technology')).toBe('5G');
    await me.seesMap();
    expect(me.complaints).toEqual([]);
  });

  it('sees the best of several technologies, and by keys where people live without signal, on the map and as a list', async () => {
    const me = await opens('desk', '/healthz', { who: planning });
    const tiles: string[] = [];
    me.page.on('request', (request) => void tiles.push(decodeURIComponent(new URL(request.url()).pathname)));
    const fetched = (layer: string) => tiles.some((path) => path.includes(`/${layer}/`));
    await me.goes('/?technology=4G%2B');
    await me.seesMap();
    expect([fetched('coverage-4G+-any'), tiles.some((path) => path.includes('/gaps-'))]).toEqual([true, false]);
    await me.switchesByKeys('legend-gaps');
    await expect.poll(() => fetched('gaps-4G+-any')).toBe(true);
    expect(me.query().get('show')).toBe('gaps');
    await me.seesMap();
    await me.picture('desk-gaps');
    expect(await me.barriers()).toEqual([]);
    await me.chooses('4G');
    await me.page.getByTestId('legend-gaps').getByRole('link').press('Enter');
    await me.page.getByTestId('patches').getByRole('listitem').first().waitFor();
  });

  it('opens the card of a mast by keys and by pointer, and tells what hangs on it alone', async () => {
    const { rows } = await ask<Failures>('/api/failures?kind=mast&technology=4G&operator=any&definition=centre&limit=1');
    const [worst] = rows;
    const [lon, lat] = worst?.stations[0]?.position ?? [];
    const id = worst?.stations[0]?.mast ?? '';
    const { presences } = await ask<SiteDetail>(`/api/sites/${id}`);
    const me = await arrives('desk', `at=14/${lat}/${lon}&hide=hamlets&theme=dark`);
    await me.seesMap();
    await me.page.getByTestId('map').locator('canvas').press('Enter');
    const told = await me.readsMast();
    expect([me.query().get('mast'), told.dark, told.operators]).toEqual([id, String(worst?.dark.hamlets), presences.map(({ operator }) => operator)]);
    expect(told.name).toContain(presences[0]?.name ?? presences[0]?.code);
    await me.seesMap();
    await me.picture('mast-dark');
    expect(await me.barriers()).toEqual([]);
    await me.presses('Escape');
    await me.page.getByTestId('mast-card').waitFor({ state: 'detached' });
    expect(me.query().has('mast')).toBe(false);
    await me.pressesMiddleOfMap();
    expect(await me.readsMast()).toEqual(told);
    expect([...me.strangers, ...me.complaints]).toEqual([]);
  });

  it('moves the map without asking for the same figures again', async () => {
    const me = await arrives('desk');
    await me.seesMap();
    await me.readsProvenance('4G');
    const asked = me.questions.length;
    await me.zoomsIn();
    await me.seesMap();
    expect(me.questions.slice(asked)).toEqual([]);
    expect(new Set(me.questions).size).toBeGreaterThanOrEqual(3);
  });

  it('presses a hamlet on the map and reads one verdict in the card, in the list and from the server', async () => {
    const { rows } = await askHamlets('4G', '&verdict=none');
    const hamlet = rows.find((row) => row.kind !== 'chưa có danh sách') ?? (await askHamlets('4G')).rows[0];
    if (!hamlet) throw new Error('the release has no hamlet');
    const [lon, lat] = hamlet.centre;
    const me = await arrives('desk', `at=14/${lat}/${lon}`);
    await me.seesMap();
    await me.pressesMiddleOfMap();
    const card = await me.readsCard();
    await me.picture('desk-card');
    expect(card.name).toContain(hamlet.name);
    expect(card.verdict).toBe(hamlet.verdict);
    expect(me.query().get('hamlet')).toBe(hamlet.code);

    const [why, path] = [await me.readsWhy(), await askPath(hamlet.code, '4G')];
    const { levelDbm = NaN, coveredFromDbm = NaN, measure } = path.received ?? {};
    expect(why.sentence).toBe(path.sentence.vi);
    expect(why.sentence).toContain(`${written(levelDbm, 0)} dBm`);
    expect(why.table.get(`Mức thu dự báo (${measure})`)).toBe(`${written(levelDbm, 1)} dBm`);
    expect(why.table.get('Tính là phủ sóng từ')).toBe(`${written(coveredFromDbm, 1)} dBm`);
    expect(why.origin).toContain(`bản công bố ${release.id}`);
    await me.scrollsToWhy();
    await me.picture('desk-why');
    expect(await me.barriers()).toEqual([]);

    await me.closesCard();
    await me.opensList();
    await me.types(hamlet.code);
    expect(await me.readsListed(hamlet)).toEqual({ verdict: card.verdict, word: card.word });
    expect(me.complaints).toEqual([]);
  });

  it('is told what to do where no path can be computed, and tries again', async () => {
    const { rows } = await askHamlets('4G');
    const code = rows[0]?.code ?? '';
    const me = await reads();
    let refuse = true;
    await me.page.route('**/api/path?*', (route) =>
      refuse
        ? route.fulfill({ status: 404, contentType: 'application/problem+json', body: JSON.stringify({ title: 'Not Found', status: 404, detail: 'no such mast' }) })
        : route.continue(),
    );
    await me.page.goto(`${me.page.url()}?hamlet=${code}`);
    const why = me.page.getByTestId('why');
    await why.getByRole('alert').waitFor();
    expect(await why.innerText()).toContain('Chọn công nghệ hoặc nhà mạng khác');
    refuse = false;
    await why.getByRole('button').click();
    expect((await me.readsWhy()).sentence).toBe((await askPath(code, '4G')).sentence.vi);
  });

  it.each(['dark', 'contrast'])('reads why in the %s theme without a barrier', async (theme) => {
    const { rows } = await askHamlets('4G', '&verdict=none');
    const me = await arrives('desk', `theme=${theme}&lang=en&hamlet=${rows[0]?.code ?? ''}`);
    await me.readsWhy();
    await me.scrollsToWhy();
    await me.seesMap();
    await me.picture(`desk-why-${theme}`);
    expect(await me.barriers()).toEqual([]);
  });

  it('finds the language as it was left, unless a link says otherwise', async () => {
    const me = await reads('panel=sources');
    await me.page.getByTestId('sources').waitFor();
    await me.page.getByRole('radio', { name: 'English' }).check({ force: true });
    await me.page.goto(me.page.url().split('?')[0] ?? '');
    await me.readsProvenance('Any operator');
    await me.page.goto(`${me.page.url().split('?')[0]}?lang=vi`);
    await me.readsProvenance('Mọi nhà mạng');
  });

  it('finds a hamlet typed without accents', async () => {
    const me = await reads('panel=hamlets');
    const { rows } = await askHamlets('4G');
    const hamlet = rows.find((row) => /[à-ỹđ]/i.test(row.name)) ?? rows[0];
    if (!hamlet) throw new Error('the release has no hamlet');
    const bare = hamlet.name.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
    await me.types(`${bare} ${hamlet.code}`);
    expect((await me.readsListed(hamlet)).verdict).toBe(hamlet.verdict);
  });

  it('reads what was counted and from which files', async () => {
    const me = await reads('panel=sources');
    const sources = me.page.getByTestId('sources');
    await sources.waitFor();
    const text = await sources.innerText();
    for (const n of Object.values(release.counts)) expect(text).toContain(vietnamese(n));
    for (const input of release.inputs) expect(text).toContain(input.file);
    expect(await me.barriers()).toEqual([]);
  });

  it('reads English figures in English', async () => {
    const me = await reads('lang=en');
    const { total } = await askGaps('4G');
    await me.readsProvenance('Any operator');
    expect((await me.readsTotal())[0]).toBe(english(total.population));
  });

  it.each(['dark', 'contrast'])('meets no serious barrier in the %s theme', async (theme) => {
    const me = await arrives('desk', `theme=${theme}&panel=hamlets`);
    await me.seesMap();
    await me.picture(`desk-${theme}`);
    expect(await me.barriers()).toEqual([]);
  });

  it('gets to the table, opens a district and leaves a card by keyboard alone', async () => {
    const me = await reads();
    await me.readsProvenance('4G');
    await me.page.keyboard.press('Tab');
    await me.page.keyboard.press('Enter'); // the skip link
    const row = me.page.getByTestId('gaps').locator('button.name').first();
    for (let i = 0; i < 25 && !(await row.evaluate((button) => button === document.activeElement)); i++) {
      await me.page.keyboard.press('Tab');
    }
    await me.page.keyboard.press('Enter');
    expect(await row.getAttribute('aria-expanded')).toBe('true');
    await me.page.keyboard.press('Tab');
    await me.page.keyboard.press('Enter'); // its hamlets
    const hamlet = me.page.getByTestId('hamlets').locator('tbody button').first();
    await hamlet.focus();
    const name = await hamlet.innerText();
    await me.page.keyboard.press('Enter');
    expect((await me.readsCard()).name).toBe(name);
    await me.closesCard();
    await expect.poll(() => me.page.evaluate(() => document.activeElement?.textContent?.trim())).toBe(name);
  });
});

describe('an officer with a phone', () => {
  it('sees the map, no sideways scrolling, and controls a finger can hit', async () => {
    const me = await arrives('phone');
    await me.seesMap();
    await me.picture('phone');
    expect(await me.fits()).toBe(true);
    expect(await me.tooSmall('body')).toEqual([]);
    expect(await me.barriers()).toEqual([]);
    expect([...me.strangers, ...me.complaints]).toEqual([]);
  });

  it('reads the card of a hamlet somebody sent as a link', async () => {
    const { rows } = await askHamlets('4G');
    const hamlet = rows[0];
    if (!hamlet) throw new Error('the release has no hamlet');
    const me = await arrives('phone', `hamlet=${hamlet.code}`);
    expect((await me.readsCard()).verdict).toBe(hamlet.verdict);
    await me.seesMap();
    await me.picture('phone-card');
    expect((await me.readsWhy()).sentence).toBe((await askPath(hamlet.code, '4G')).sentence.vi);
    expect(me.questions.filter((path) => path === '/api/path')).toHaveLength(1);
    expect(await me.fitsPanel()).toBe(true);
    await me.scrollsToWhy();
    await me.picture('phone-why');
    expect(await me.barriers()).toEqual([]);
    expect(await me.fits()).toBe(true);
  });

  it('still reads everything at twice the size', async () => {
    const me = await arrives('phone', 'text=4');
    await me.readsProvenance('4G');
    await me.picture('phone-large');
    expect(await me.fits()).toBe(true);
  });
});

describe('everybody', () => {
  it.each(['', 'panel=hamlets', 'lang=en', 'theme=contrast'])('is told that a sample is a sample (%s)', async (query) => {
    const me = await reads(query);
    await me.readsProvenance('4G');
    expect(await me.page.getByTestId('synthetic').isVisible()).toBe(release.synthetic);
  });
});
