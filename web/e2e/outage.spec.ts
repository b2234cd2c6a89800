import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Failures } from '../src/api/failure_contract';
import { cookieOf } from './account';
import { administering, Keeper, planning } from './keeper';
import { launch, serverURL } from './page';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function asked<T>(path: string): Promise<T> {
  return (await (await fetch(`${serverURL()}${path}`, { headers: { ...(await cookieOf(planning)) } })).json()) as T;
}

describe('what breaks', () => {
  it('is ranked by who depends on it alone, and can be tried', async () => {
    const keeper = await Keeper.open(browser, 'desk', '/failures', planning);
    const { rows } = await asked<Failures>('/api/failures?technology=voice');
    const [first] = rows;
    expect(await keeper.readsNumber('[data-testid=parts] tbody tr [data-dark]')).toBe(first?.dark.hamlets);
    await keeper.triesFirst(2);
    expect(await keeper.readsNumber('[data-figure=resultDark]')).toBeGreaterThanOrEqual(first?.dark.hamlets ?? Infinity);
    await keeper.member.picture('failures-desk');
    expect(await keeper.member.barriers()).toEqual([]);
    await keeper.close();
  });

  it('is told hamlet by hamlet, on a phone', async () => {
    const keeper = await Keeper.open(browser, 'phone', '/failures?list=hamlets', planning);
    expect(await keeper.readsNumber('[data-total=hamlets]')).toBeGreaterThan(0);
    expect(await keeper.member.fits()).toBe(true);
    expect(await keeper.member.barriers()).toEqual([]);
    await keeper.member.picture('failures-phone');
    await keeper.close();
  });
});

describe('definitions', () => {
  it('are added by the administrator, set beside another one, and retired', async () => {
    const keeper = await Keeper.open(browser, 'desk', '/definitions', administering);
    const code = `strict-${Date.now().toString(36)}`;
    await keeper.addsDefinition({ code: 'Not A Code', vi: 'Từ 99 % dân số', en: 'From 99 % of people', source: 'QĐ 12/2026', covered: '99', none: '10', 'level-4G': '-80' });
    await keeper.page.getByTestId('definition-form').getByRole('alert').waitFor(); // the server's own word on the code
    await keeper.fills('definition-form', { code });
    await keeper.page.locator(`[data-definition="${code}"]`).waitFor();
    await keeper.page.getByTestId('flip-to').selectOption(code);
    await expect.poll(() => keeper.readsNumber('[data-sum=worse]')).toBeGreaterThan(0);
    await keeper.member.picture('definitions-desk');
    await keeper.retiresDefinition(code);
    expect(await keeper.member.barriers()).toEqual([]);
    await keeper.close();
  });

  it('are read by everybody, on a phone', async () => {
    const keeper = await Keeper.open(browser, 'phone', '/definitions');
    expect(await keeper.page.locator('main header .button.strong').count()).toBe(0);
    expect(await keeper.member.fits()).toBe(true);
    expect(await keeper.member.barriers()).toEqual([]);
    await keeper.member.picture('definitions-phone');
    await keeper.close();
  });
});
