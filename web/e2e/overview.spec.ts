import { describe, expect, it } from 'vitest';
import type { Gaps, Release } from '../src/api/contract';
import type { Claims, Hits, Patches } from '../src/api/leader_contract';
import { ask, everyone, leading, planning } from './account';
import { Leader } from './leader';
import type { Screen } from './page';
import { visiting } from './visitor';

const opens = visiting(Leader);
const arrives = (screen: Screen, path: string, who = leading, map = true) => opens(screen, path, { who, map });
const gapsOf = (rest: string, who = leading) => ask<Gaps>(`/api/gaps?technology=4G&operator=any&definition=centre&${rest}`, who);
const written = (n: number) => n.toLocaleString('vi-VN');

describe('a leader with a tablet', () => {
  it('sees on one screen what is missing, equal to what the server says', async () => {
    const me = await arrives('tablet', '/overview');
    const { total, rows, release, asOf } = await gapsOf('level=district&vintage=2024');
    expect(await me.readsFigures()).toEqual([total.hamlets.none, total.hamlets.partial, total.hamlets.unknown, total.hamlets.covered].map(written));
    expect(await me.readsTotal()).toEqual([total.hamlets.none, total.hamlets.partial, total.hamlets.unknown].map(written));
    const worst = [...rows].sort((a, b) => b.hamlets.none - a.hamlets.none || b.hamlets.partial - a.hamlets.partial)[0];
    expect((await me.readsUnits())[0]).toBe(worst?.name);
    const origin = await me.readsOrigin();
    const [year, month, day] = asOf.split('-').map(Number);
    for (const part of ['4G', 'Mọi nhà mạng', `${day}/${month}/${year}`, `bản công bố ${release}`, 'invented sample', 'nhà văn hoá']) expect(origin).toContain(part);
    await me.seesMap();
    await me.picture('overview-tablet');
    expect(await me.lastRowIsInSight()).toBe(true);
    expect(await me.barriers()).toEqual([]);
    expect([...me.strangers, ...me.complaints]).toEqual([]);
  });

  it('asks another question, shares the link, and goes back', async () => {
    const me = await arrives('upright', '/overview');
    await me.chooses('definition', 'people');
    await me.chooses('by', 'commune.2025-07');
    const { total } = await ask<Gaps>('/api/gaps?technology=4G&operator=any&definition=people&level=commune&vintage=2025-07', leading);
    await expect.poll(() => me.readsTotal()).toEqual([total.hamlets.none, total.hamlets.partial, total.hamlets.unknown].map(written));
    expect(me.query().toString()).toBe('definition=people&by=commune.2025-07');
    await me.picture('overview-upright');
    await me.page.goBack();
    await expect.poll(() => me.query().toString()).toBe('definition=people');
    const { total: before } = await ask<Gaps>('/api/gaps?technology=4G&operator=any&definition=people&level=district&vintage=2024', leading);
    await expect.poll(() => me.readsTotal()).toEqual([before.hamlets.none, before.hamlets.partial, before.hamlets.unknown].map(written));
  });

  it('gets to the evidence of one hamlet by keyboard alone, with no map at all', async () => {
    const me = await arrives('tablet', '/overview', leading, false);
    const { total } = await gapsOf('level=district&vintage=2024');
    await me.noMapIsMissed();
    await me.tabsTo('[data-figure="none"]');
    await me.presses('Enter'); // first: the list
    const listed = await me.readsList();
    expect(listed.count).toBe(total.hamlets.none);
    await me.tabsTo(`tr[data-code="${listed.first}"] button`);
    await me.presses('Enter'); // second: the card with its profile
    expect(await me.readsEvidence()).toEqual({ verdict: 'none', profile: true });
    await me.picture('overview-evidence');
  });

  it('prints a document in the official layout, with the figures of the screen', async () => {
    const me = await arrives('tablet', '/overview');
    const { total, release } = await gapsOf('level=district&vintage=2024');
    await me.readsFigures();
    const { pages, text } = await me.prints('overview-paper');
    for (const part of ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'DỮ LIỆU MẪU', 'Nơi nhận', `bản công bố ${release}`]) expect(text).toContain(part);
    expect(text).toContain(`Còn ${written(total.hamlets.none)} thôn trắng sóng và ${written(total.hamlets.partial)} thôn lõm sóng`);
    expect(text).not.toContain('Chép đường dẫn');
    expect(pages).toBeLessThanOrEqual(2);
  });
});

describe('a release', () => {
  it('is chosen in the address, by its number or by a day, and everything is of it, on the map too', async () => {
    const { id, asOf } = await ask<Release>('/api/release', leading);
    const me = await arrives('tablet', `/overview?asOf=2999-12-31`, leading, false);
    const { total } = await gapsOf(`level=district&vintage=2024&release=${id}`);
    expect(await me.readsFigures()).toEqual([total.hamlets.none, total.hamlets.partial, total.hamlets.unknown, total.hamlets.covered].map(written));
    expect(await me.page.getByTestId('figures').innerText()).toContain(`${written(total.homes.none)} hộ`);
    expect(await me.page.locator('[data-figure=none]').getAttribute('href')).toContain(`release=${id}`);
    expect(await me.page.getByTestId('release').inputValue()).toBe(id);
    await me.picture('overview-release');
    expect(await me.barriers()).toEqual([]);
    await me.page.locator('[data-figure=none]').click();
    const [year, month, day] = asOf.split('-').map(Number);
    expect(await me.page.getByTestId('past').innerText()).toContain(`bản công bố ${id}, tính đến ${day}/${month}/${year}`);
    expect((await me.readsList()).count).toBe(total.hamlets.none);
    expect(await me.barriers()).toEqual([]);
    await me.page.getByTestId('past').getByRole('button').click();
    await expect.poll(() => me.query().get('release')).toBeNull();
    expect([...me.strangers, ...me.complaints]).toEqual([]);
  });
});

describe('dark places', () => {
  it('stand beside the ranking, the fullest first, each on the map', async () => {
    const me = await arrives('upright', '/overview', leading, false);
    const { rows } = await ask<Patches>('/api/patches?technology=4G&operator=any&vintage=2024&limit=3', leading);
    expect(await me.readsPatches()).toEqual(rows.map(({ people }) => `${written(people)} người`));
  });
});

describe('words', () => {
  it('lead to a commune in the boundaries it belongs to, by keyboard', async () => {
    const me = await arrives('desk', '/overview');
    const { rows } = await ask<Hits>('/api/search?q=na%20hang&limit=8', leading);
    const options = await me.asks('na hang');
    expect(options.map(({ name }) => name)).toEqual(rows.map(({ name }) => name));
    const at = rows.findIndex(({ kind, vintage }) => kind === 'commune' && vintage === '2025-07');
    expect(options[at]?.text).toContain('địa bàn từ 7/2025');
    await me.picture('overview-words');
    expect(await me.barriers()).toEqual([]);
    for (let i = 0; i <= at; i++) await me.presses('ArrowDown');
    await me.presses('Enter');
    await me.page.getByTestId('hamlets').waitFor();
    expect(me.query().get('in')).toBe(rows[at]?.code);
    expect(me.query().get('by')).toBe('commune.2025-07');
  });
});

describe('claims', () => {
  it('stand beside what is computed, and name the hamlets that contradict them', async () => {
    const me = await arrives('tablet', '/claims', planning);
    const contradicted = async () => (await ask<Claims>('/api/claims', leading)).rows.find((row) => row.against.length > 0);
    if (!(await contradicted())) await me.entersClaim({ words: '100 % thôn có sóng', source: 'thử', on: '2024-05-01', value: '100', subject: 'hamlets-covered-percent' });
    const against = await contradicted();
    if (!against) throw new Error('a claim of all hamlets is not contradicted');
    expect(await me.readsClaim(against.id)).toEqual({ claimed: String(against.claimed), computed: String(against.computed) });
    expect(await me.opensContradicting(against.id)).toBe(against.against.length);
    await me.picture('claims');
    expect(await me.barriers()).toEqual([]);
  });

  it('are entered, and withdrawn after a question', async () => {
    const me = await arrives('phone', '/claims', planning);
    const words = `1.283 vị trí, thử ${Date.now()}`;
    await me.entersClaim({ words, source: 'thử', on: '2024-05-01', value: '1.283', subject: 'masts' });
    const { rows } = await ask<Claims>('/api/claims', leading);
    const entered = rows.find((row) => row.words === words);
    expect(entered?.claimed).toBe(1283);
    await me.withdrawsClaim(entered?.id ?? '');
    expect((await ask<Claims>('/api/claims', leading)).rows.some((row) => row.words === words)).toBe(false);
    expect(await me.fits()).toBe(true);
  });
});

describe('everybody', () => {
  it('reads the public’s cut on a phone, without sideways scrolling', async () => {
    const me = await arrives('phone', '/overview', everyone);
    const { total } = await gapsOf('level=district&vintage=2024', everyone);
    expect((await me.readsFigures())[0]).toBe(written(total.hamlets.none));
    await me.picture('overview-phone');
    expect(await me.fits()).toBe(true);
    expect(await me.tooSmall()).toEqual([]);
    expect(await me.page.getByTestId('operator').locator('option').count()).toBe(1);
    expect(await me.barriers()).toEqual([]);
  });

  it.each(['/overview?theme=contrast&text=3', '/overview?theme=dark&lang=en', '/changes?theme=contrast', '/claims?theme=contrast&text=2'])(
    'meets no barrier on %s',
    async (path) => {
      const me = await arrives('tablet', path, everyone, false);
      await me.isReady();
      await me.picture(`overview${path.replace(/\W+/g, '-')}`);
      expect(await me.barriers()).toEqual([]);
      expect(await me.fits()).toBe(true);
    },
  );
});
