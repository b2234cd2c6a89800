import { describe, expect, it } from 'vitest';
import type { Failures, Part } from '../src/api/failure_contract';
import type { Outage, OutageRow } from '../src/api/outage_contract';
import { administering, ask, leading, planning } from './account';
import { Keeper } from './keeper';
import { Planner } from './planner';
import { visiting } from './visitor';

const opens = visiting(Keeper);
const looks = visiting(Planner);

/** The codes of sites on which the most people depend alone; with digits enough to be known as codes when they are misspelt. */
async function weakest(n: number): Promise<string[]> {
  const { rows } = await ask<Failures>('/api/failures?kind=site&technology=voice');
  return rows.map(({ stations }: Part) => stations[0]?.code ?? '').filter((code) => /^[A-Z]+\d{3}/.test(code)).slice(0, n);
}

describe('outage mode', () => {
  it('tells who is isolated from pasted codes, on a phone, and loses nothing', async () => {
    const [first = '', second = ''] = await weakest(2);
    const keeper = await opens('phone', '/outages', { who: planning });
    const { page } = keeper;
    await keeper.opensOutage('Bão số 3 – thử trên máy');
    expect(await keeper.tooSmall()).toEqual([]);
    await page.context().setOffline(true);
    await page.locator('textarea[name=text]').fill('viết khi mất mạng');
    await page.context().setOffline(false);
    await page.reload();
    await page.getByTestId('say').waitFor();
    expect(await keeper.readsBox()).toBe('viết khi mất mạng');

    expect(await keeper.pastes(`${first} mất điện từ 3h\n${second}X\nXYZ99999`)).toEqual(['known', 'unsure', 'unsure']);
    expect(await keeper.readsBox()).toBe(`${second}X\nXYZ99999`);
    await keeper.reaches(1);
    await keeper.picture('outage-lines-phone');
    await keeper.meansFirst();
    await keeper.reaches(2);
    expect(await keeper.readsBox()).toBe('XYZ99999');

    await expect.poll(() => keeper.readsWords()).toContain('Báo cáo số 2');
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const told = await ask<Outage>(`/api/outages/${id}`);
    expect(await keeper.readsNumber('[data-figure=isolated]')).toBe(told.isolated.hamlets);
    expect(told.isolated.hamlets).toBeGreaterThan(0);
    expect(await page.getByTestId('isolated').locator('li').count()).toBe(told.isolated.hamlets);
    expect(await keeper.fits()).toBe(true);
    expect(await keeper.barriers()).toEqual([]);
    await page.evaluate(() => scrollTo(0, 0));
    await keeper.picture('outage-phone');

    await page.locator(`[data-site="${first}"] button`).click();
    await keeper.reaches(3);
    expect((await ask<{ rows: OutageRow[] }>('/api/outages')).rows.map((row) => row.id)).toContain(id);
  });

  it('takes masts that are tapped on the map', async () => {
    const keeper = await opens('phone', '/outages', { who: planning });
    await keeper.opensOutage('Chạm trên bản đồ – thử trên máy');
    const mark = keeper.page.getByTestId('mark');
    await mark.locator('summary').click();
    const map = keeper.page.locator('[data-testid=mark-map][data-map=idle]');
    await map.waitFor();
    const canvas = mark.locator('canvas');
    await canvas.press('+');
    await map.waitFor();
    const box = await canvas.boundingBox();
    const status = mark.getByRole('status');
    for (let n = 1; n < 36 && (await status.innerText()).includes(' 0 '); n++) {
      await canvas.click({ position: { x: ((n % 6) * (box?.width ?? 0)) / 6 + 20, y: (Math.floor(n / 6) * (box?.height ?? 0)) / 6 + 20 } });
    }
    expect(await status.innerText()).toContain(' 1 ');
    await keeper.picture('outage-map-phone');
    expect(await keeper.barriers()).toEqual([]);
    await mark.locator('button.strong').click();
    await keeper.reaches(1);
    expect(await status.innerText()).toContain(' 0 ');
    expect([...keeper.strangers, ...keeper.complaints]).toEqual([]);
  });

  it('is read on a desk', async () => {
    const { rows } = await ask<{ rows: OutageRow[] }>('/api/outages');
    const keeper = await opens('desk', `/outages/${rows[0]?.id ?? ''}`, { who: leading });
    await keeper.page.getByTestId('phone-words').waitFor();
    expect(await keeper.page.getByTestId('say').count()).toBe(0);
    expect(await keeper.barriers()).toEqual([]);
    await keeper.picture('outage-desk');
  });
});

describe('what breaks', () => {
  it('is ranked by who depends on it alone, and can be tried', async () => {
    const keeper = await opens('desk', '/failures', { who: planning });
    const { rows } = await ask<Failures>('/api/failures?technology=voice');
    const [first] = rows;
    expect(await keeper.readsNumber('[data-testid=parts] tbody tr [data-dark]')).toBe(first?.dark.hamlets);
    await keeper.triesFirst(2);
    expect(await keeper.readsNumber('[data-figure=resultDark]')).toBeGreaterThanOrEqual(first?.dark.hamlets ?? Infinity);
    await keeper.picture('failures-desk');
    expect(await keeper.barriers()).toEqual([]);
  });

  it('is told hamlet by hamlet, on a phone, and what lists must say for more', async () => {
    const keeper = await opens('phone', '/failures?list=hamlets', { who: planning });
    expect(await keeper.readsNumber('[data-total=hamlets]')).toBeGreaterThan(0);
    expect(await keeper.fits()).toBe(true);
    expect(await keeper.barriers()).toEqual([]);
    await keeper.picture('failures-phone');
    await keeper.page.getByRole('radio', { name: 'Lộ điện' }).check({ force: true });
    await keeper.page.getByText('không thấy lộ điện của trạm nào').waitFor();
  });
});

describe('the card of a hamlet', () => {
  it('says whose failure alone leaves it without signal', async () => {
    const { rows } = await ask<Failures>('/api/failures?kind=mast&technology=4G');
    const fall = rows[0]?.hamlets.find(({ becomes }) => becomes === 'none');
    const keeper = await looks('desk', `/?hamlet=${fall?.code ?? ''}`, { who: planning });
    const told = keeper.page.getByTestId('dependence');
    await told.waitFor();
    expect(await told.innerText()).toContain(rows[0]?.stations[0]?.code ?? 'a code');
    await told.scrollIntoViewIfNeeded();
    await keeper.picture('card-dependence');
  });
});

describe('definitions', () => {
  it('are added by the administrator, set beside another one, and retired', async () => {
    const keeper = await opens('desk', '/definitions', { who: administering });
    const code = `strict-${Date.now().toString(36)}`;
    await keeper.addsDefinition({ code: 'Not A Code', vi: 'Từ 99 % dân số', en: 'From 99 % of people', source: 'QĐ 12/2026', covered: '99', none: '10', 'level-4G': '-80' });
    await keeper.page.getByTestId('definition-form').getByRole('alert').waitFor(); // the server's own word on the code
    await keeper.fills('definition-form', { code });
    await keeper.page.locator(`[data-definition="${code}"]`).waitFor();
    await keeper.page.getByTestId('flip-to').selectOption(code);
    await expect.poll(() => keeper.readsNumber('[data-sum=worse]')).toBeGreaterThan(0);
    await keeper.picture('definitions-desk');
    await keeper.retiresDefinition(code);
    expect(await keeper.barriers()).toEqual([]);
  });

  it('are read by everybody, on a phone', async () => {
    const keeper = await opens('phone', '/definitions');
    expect(await keeper.page.locator('main header .button.strong').count()).toBe(0);
    expect(await keeper.fits()).toBe(true);
    expect(await keeper.barriers()).toEqual([]);
    await keeper.picture('definitions-phone');
  });
});
