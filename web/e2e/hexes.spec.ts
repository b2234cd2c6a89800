import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readHexColumns } from '../src/model/hex/hex_columns';
import { hexIndex, parentOf } from '../src/model/hex/hex_index';
import { readingOf, type HexReading } from '../src/model/hex/hex_reading';
import type { Release } from '../src/api/contract';
import { hexAt } from '../src/map/hex_place';
import { cookieOf, everyone, type Who } from './account';
import { launch, serverURL, type Screen } from './page';
import { Planner, askHamlets, askRelease, planning } from './planner';

let browser: Browser;
let release: Release;
let centre: [number, number];
let planner: Planner | undefined;

beforeAll(async () => {
  browser = await launch();
  release = await askRelease();
  const { rows } = await askHamlets('4G', '&verdict=covered');
  [centre = [105.2, 22.1]] = rows.filter(({ people }) => (people ?? 0) > 300).map((row): [number, number] => [...row.centre]);
});
afterAll(() => browser?.close());
afterEach(async () => {
  await planner?.close();
  planner = undefined;
});

async function arrives(screen: Screen, zoom: number, who: Who, rest = ''): Promise<Planner> {
  planner = await Planner.open(browser, screen, `at=${zoom}/${centre[1]}/${centre[0]}${rest}`, who);
  await planner.seesMap();
  return planner;
}

/** What the server's columns say of the place, to hold the page to it. */
async function columnsAt(cut: string, resolution: number, who: Who): Promise<HexReading | null> {
  const hex = hexAt(centre, resolution);
  const under = hexIndex(parentOf(hex, resolution - 6), 6);
  const answer = await fetch(`${serverURL()}/tiles/${cut}/${release.id}/columns/4G-any/${under}.hexcol`, { headers: await cookieOf(who) });
  const [block] = readHexColumns(new Uint8Array(await answer.arrayBuffer())).blocks;
  return block ? readingOf(block, hex, release.operators) : null;
}

const tipOf = (me: Planner) => me.page.getByTestId('tip-hex');

async function hoversMiddle(me: Planner): Promise<void> {
  const box = await me.page.getByTestId('map').boundingBox();
  if (!box) throw new Error('hover the middle of the map: there is no map');
  await me.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
}

describe('a hex on the map', () => {
  it('tells a planner its class, level, best operator and people, by pointer and by keys', async () => {
    const me = await arrives('desk', 14, planning);
    const columns: string[] = [];
    me.page.on('request', (request) => request.url().includes('.hexcol') && columns.push(request.url()));
    const said = await columnsAt('staff', 10, planning);
    await hoversMiddle(me);
    await tipOf(me).waitFor();
    expect([await tipOf(me).getAttribute('data-class'), await tipOf(me).getAttribute('data-level')]).toEqual([String(said?.class), String(said?.levelDbm)]);
    const text = await tipOf(me).innerText();
    for (const part of [`${said?.levelDbm} dBm`.replace('-', '\u2212'), release.operators.find(({ code }) => code === said?.operator)?.name, `bản công bố ${release.id}`]) expect(text).toContain(part);
    await me.picture('hex-desk');
    await me.page.mouse.move(2, 2);
    await tipOf(me).waitFor({ state: 'detached' });

    await me.page.getByTestId('map').locator('canvas').press('ArrowRight');
    await expect.poll(() => me.page.getByText('Giữa bản đồ:').innerText()).toMatch(/^Giữa bản đồ: .*dBm/);
    await me.picture('hex-keys');
    expect([...new Set(columns)]).toHaveLength(columns.length);
    expect(me.complaints).toEqual([]);
    expect(await me.barriers()).toEqual([]);
  });

  it('tells everybody its class and nothing else', async () => {
    const me = await arrives('phone', 13, everyone, '&lang=en&hide=hamlets');
    const said = await columnsAt('public', 9, everyone);
    await hoversMiddle(me);
    await tipOf(me).waitFor();
    expect([await tipOf(me).getAttribute('data-class'), await tipOf(me).getAttribute('data-level')]).toEqual([String(said?.class), null]);
    expect(await tipOf(me).innerText()).not.toMatch(/dBm|people|signal:/);
    await me.picture('hex-phone');
  });
});
