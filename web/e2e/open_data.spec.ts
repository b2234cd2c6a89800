import { createHash } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Datasets } from '../src/api/data_contract';
import { barriers, fitsScreen, launch, openPage, picture, serverURL, type Screen, type Watched } from './page';

let browser: Browser;
let watched: Watched | undefined;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());
afterEach(async () => {
  await watched?.context.close();
  watched = undefined;
});

async function arrives(screen: Screen): Promise<Watched> {
  watched = await openPage(browser, screen);
  await watched.page.goto(`${serverURL()}/data`);
  await watched.page.locator('[data-dataset]').first().waitFor();
  return watched;
}
const listed = async () => (await (await fetch(`${serverURL()}/api/datasets`)).json()) as Datasets;

describe('somebody without an account', () => {
  it('sees every dataset with its files, sizes, sums and terms', async () => {
    const { page, strangers, complaints } = await arrives('desk');
    const { rows, release, licence } = await listed();
    expect(await page.locator('[data-dataset] h2').allInnerTexts()).toEqual(rows.map(({ title }) => title.vi));
    expect(await page.locator('td code').allInnerTexts()).toEqual(rows.flatMap(({ files }) => files.map(({ sha256 }) => sha256)));
    const terms = await page.getByTestId('terms').innerText();
    for (const part of [release, licence, 'invented sample']) expect(terms).toContain(part);
    await picture(page, 'open-data-desk');
    expect(await barriers(page)).toEqual([]);
    expect([...strangers, ...complaints]).toEqual([]);
  });

  it('takes a file whose sum is the one that is shown', async () => {
    const { page } = await arrives('desk');
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-dataset="admin-units"] [data-format="csv"]').click()]);
    const { rows, release } = await listed();
    expect(download.suggestedFilename()).toBe(`phu-song-admin-units-${release}.csv`);
    const hash = createHash('sha256');
    for await (const chunk of await download.createReadStream()) hash.update(chunk as Buffer);
    expect(hash.digest('hex')).toBe(rows.find(({ name }) => name === 'admin-units')?.files.find(({ format }) => format === 'csv')?.sha256);
  });

  it('reads it on a phone, too', async () => {
    const { page } = await arrives('phone');
    expect(await fitsScreen(page)).toBe(true);
    await picture(page, 'open-data-phone');
    expect(await barriers(page)).toEqual([]);
  });
});
