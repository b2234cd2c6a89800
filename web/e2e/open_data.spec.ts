import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Datasets } from '../src/api/data_contract';
import { ask, editing, everyone, type Who } from './account';
import type { Screen } from './page';
import { visiting, Visitor } from './visitor';

const opens = visiting(Visitor);

async function arrives(screen: Screen, who: Who = everyone): Promise<Visitor> {
  const me = await opens(screen, '/data', { who });
  await me.page.locator('[data-dataset]').first().waitFor();
  return me;
}
const listed = () => ask<Datasets>('/api/datasets', everyone);

describe('somebody without an account', () => {
  it('sees every dataset with its files, sizes, sums and terms', async () => {
    const { rows, release, licence } = await listed(); // the first to ask has the files written
    const me = await arrives('desk');
    const { page } = me;
    expect(await page.locator('[data-dataset] h2').allInnerTexts()).toEqual(rows.map(({ title }) => title.vi));
    expect(await page.locator('td code').allInnerTexts()).toEqual(rows.flatMap(({ files }) => files.map(({ sha256 }) => sha256)));
    const terms = await page.getByTestId('terms').innerText();
    for (const part of [release, licence, 'invented sample']) expect(terms).toContain(part);
    expect(await page.getByTestId('own-files').count()).toBe(0);
    await me.picture('open-data-desk');
    expect(await me.barriers()).toEqual([]);
    expect([...me.strangers, ...me.complaints]).toEqual([]);
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
    const me = await arrives('phone');
    expect(await me.fits()).toBe(true);
    await me.picture('open-data-phone');
    expect(await me.barriers()).toEqual([]);
  });
});

describe('an operator', () => {
  it('takes its own network’s availability', async () => {
    const me = await arrives('desk', editing);
    const [download] = await Promise.all([me.page.waitForEvent('download'), me.page.getByTestId('own-files').getByText('CSV').click()]);
    let text = '';
    for await (const chunk of await download.createReadStream()) text += String(chunk);
    const [head, ...rows] = text.trim().split('\n').map((line) => line.trim().split(','));
    const providers = new Set(rows.map((row) => row[head?.indexOf('providerid') ?? -1]));
    expect([...providers]).toEqual(['45204']);
    await me.picture('own-data-desk');
    expect(await me.barriers()).toEqual([]);
  });
});
